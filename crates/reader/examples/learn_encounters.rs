//! Learns the weights of the encounters' judge (`models/encounters.tsv`) from marked documents:
//!
//! ```text
//! cargo run -p mahdar-reader --profile quick --example learn_encounters -- DOCS.jsonl GOLD.json > weights.tsv
//! ```
//!
//! Logistic regression over the candidates' features, by gradient descent with L2; a candidate is right where a marked
//! encounter of its kind lies on the same words or has the same participants. Prints how it does in a five-fold
//! cross-validation over documents (to the error stream) before it learns from all.

use mahdar_lexicon::Lexicon;
use mahdar_reader::{Options, cast, encounter, scene::Scene};
use mahdar_record::{Document, Encounter};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

struct Example {
    document: usize,
    features: Vec<usize>,
    right: bool,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let docs = std::fs::read_to_string(
        args.next()
            .ok_or("usage: learn_encounters DOCS.jsonl GOLD.json")?,
    )?;
    let gold: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(
        args.next().ok_or("GOLD.json is missing")?,
    )?)?;
    let gold: HashMap<&str, &Value> = gold.iter().filter_map(|g| Some((g["id"].as_str()?, g))).collect();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut examples = Vec::new();
    let mut marked = 0;
    for (n, line) in docs.lines().enumerate() {
        let document: Document = serde_json::from_str(line)?;
        let scene = Scene::new(&document, Lexicon::built_in(), Options::default());
        let cast = cast::cast(&scene);
        let wanted = gold
            .get(document.id.as_str())
            .and_then(|g| g["encounters"].as_array())
            .cloned()
            .unwrap_or_default();
        marked += wanted.len();
        let found = encounter::candidates(&scene, &cast);
        let right = align(&document.text, &wanted, &found);
        for ((_, features), right) in found.into_iter().zip(right) {
            let features = features
                .into_iter()
                .map(|f| {
                    let next = numbers.len();
                    *numbers.entry(f).or_insert(next)
                })
                .collect();
            examples.push(Example {
                document: n,
                features,
                right,
            });
        }
    }
    const FOLDS: usize = 5;
    let (mut kept, mut kept_right) = (0, 0);
    let mut bins = [(0u32, 0u32); 10];
    let mut judged: Vec<(f64, bool)> = Vec::new();
    for fold in 0..FOLDS {
        let (train, test): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|e| e.document % FOLDS != fold);
        let weights = learn(&train, numbers.len());
        for example in test {
            let sure = sureness(&weights, &example.features);
            let bin = &mut bins[((sure * 10.0) as usize).min(9)];
            bin.0 += 1;
            bin.1 += u32::from(example.right);
            judged.push((sure, example.right));
            if sure >= 0.5 {
                kept += 1;
                kept_right += usize::from(example.right);
            }
        }
    }
    let all_right = examples.iter().filter(|e| e.right).count();
    eprintln!(
        "{marked} marked; {} candidates, {all_right} right; kept {kept}, {kept_right} right",
        examples.len()
    );
    let (p, r) = (
        kept_right as f64 / kept.max(1) as f64,
        kept_right as f64 / marked.max(1) as f64,
    );
    eprintln!(
        "cross-validated: precision {p:.3}, recall {r:.3}, F1 {:.3}",
        2.0 * p * r / (p + r).max(1e-9)
    );
    for least in [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6] {
        let kept = judged.iter().filter(|(sure, _)| *sure >= least).count();
        let right = judged
            .iter()
            .filter(|(sure, right)| *sure >= least && *right)
            .count();
        eprintln!(
            "kept from {least}: F1 {:.3}",
            2.0 * right as f64 / (kept + marked).max(1) as f64
        );
    }
    for surest in [0.9, 0.95, 0.97, 0.99] {
        let kept = judged.iter().filter(|(sure, _)| *sure >= surest).count();
        let right = judged
            .iter()
            .filter(|(sure, right)| *sure >= surest && *right)
            .count();
        eprintln!(
            "surer than {surest}: {kept}, {:.3} right",
            right as f64 / kept.max(1) as f64
        );
    }
    for (n, (all, right)) in bins.iter().enumerate() {
        eprintln!(
            "sureness 0.{n}: {all} candidates, {:.2} right",
            f64::from(*right) / f64::from((*all).max(1))
        );
    }
    let weights = learn(&examples.iter().collect::<Vec<_>>(), numbers.len());
    println!("# Weights of the encounters' judge: feature, weight. Learnt from marked documents by");
    println!(
        "# `cargo run -p mahdar-reader --example learn_encounters`; features are those of src/encounter/judge.rs."
    );
    for (name, number) in &numbers {
        if weights[*number].abs() >= 0.01 {
            println!("{name}\t{:.3}", weights[*number]);
        }
    }
    Ok(())
}

fn sureness(weights: &[f64], features: &[usize]) -> f64 {
    let score: f64 = features.iter().map(|&f| weights[f]).sum();
    1.0 / (1.0 + (-score).exp())
}

fn learn(examples: &[&Example], features: usize) -> Vec<f64> {
    const ROUNDS: usize = 400;
    const L2: f64 = 8.0;
    let mut weights = vec![0.0; features];
    let mut squares = vec![1e-8; features];
    for _ in 0..ROUNDS {
        let mut gradient = vec![0.0; features];
        for example in examples {
            let miss = sureness(&weights, &example.features) - f64::from(u8::from(example.right));
            for &f in &example.features {
                gradient[f] += miss;
            }
        }
        for f in 0..features {
            let g = gradient[f] + L2 * weights[f];
            squares[f] += g * g;
            weights[f] -= 0.5 * g / f64::sqrt(squares[f]);
        }
    }
    weights
}

/// For each candidate, whether a marked encounter is it; each marked one counts once.
fn align(text: &str, wanted: &[Value], found: &[(Encounter, Vec<String>)]) -> Vec<bool> {
    let mut pairs = Vec::new();
    for (w, gold) in wanted.iter().enumerate() {
        let mut spans: Vec<(u32, u32)> = Vec::new();
        let also = gold["also"].as_array().cloned().unwrap_or_default();
        for quote in std::iter::once(&gold["quote"])
            .chain(also.iter().map(|a| if a.is_string() { a } else { &a["quote"] }))
        {
            if let Some(at) = quote
                .as_str()
                .filter(|q| !q.is_empty())
                .and_then(|q| Some((text.find(q)?, q)))
            {
                let start = text[..at.0].chars().count() as u32;
                spans.push((start, start + at.1.chars().count() as u32));
            }
        }
        let names: Vec<&str> = gold["participants"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        for (f, (encounter, _)) in found.iter().enumerate() {
            if gold["kind"].as_str() != Some(encounter.kind.as_str()) {
                continue;
            }
            let mut best: f64 = 0.0;
            for quote in std::iter::once(&encounter.quote).chain(&encounter.also) {
                for &(start, end) in &spans {
                    let common = f64::from(end.min(quote.end())) - f64::from(start.max(quote.start()));
                    let (a, b) = (f64::from(end - start), f64::from(quote.end() - quote.start()));
                    if common > 0.0 && common / a.min(b) >= 0.5 && common / a.max(b) >= 0.3 {
                        best = best.max(common / a.max(b));
                    }
                }
            }
            let shared = encounter
                .participants
                .iter()
                .filter(|p| names.iter().any(|n| alike(p, n)))
                .count();
            let who = 2.0 * shared as f64 / (names.len() + encounter.participants.len()).max(1) as f64;
            if who >= 0.5 {
                best = best.max(who);
            }
            if best > 0.0 {
                pairs.push((best, w, f));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut right = vec![false; found.len()];
    let mut taken = vec![false; wanted.len()];
    for (_, w, f) in pairs {
        if !taken[w] && !right[f] {
            (taken[w], right[f]) = (true, true);
        }
    }
    right
}

fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (mahdar_text::fold(a), mahdar_text::fold(b));
    let (few, many) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    few.split_whitespace()
        .all(|word| many.split_whitespace().any(|other| other == word))
}
