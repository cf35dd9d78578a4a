//! Learns `models/attribution.tsv` or `models/instrument.tsv` from hand-marked documents:
//! `cargo run --release -p mahdar-reader --example train_ranking -- attributions|instruments DOCS.jsonl GOLD.json
//! [--write FILE]`.
//!
//! Logistic regression with a ridge over the features of `attribution::candidates` or `instrument::candidates`: is
//! a possible record one that a person marks? Prints a five-fold cross-validation by document at several thresholds, and the weights.

use mahdar_lexicon::Lexicon;
use mahdar_reader::{
    Options, attribution, cast, instrument,
    scene::Scene,
    weights::{Feature, Weights},
};
use mahdar_record::{Document, Quote};
use std::{collections::HashMap, fmt::Write as _, fs};

struct Sample {
    document: usize,
    features: Vec<String>,
    right: bool,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let (Some(kind), Some(docs), Some(gold)) = (arguments.get(1), arguments.get(2), arguments.get(3)) else {
        return Err(
            "usage: train_ranking attributions|instruments DOCS.jsonl GOLD.json [--write FILE]".into(),
        );
    };
    let (samples, marked) = samples(kind, docs, gold)?;
    // Few marked instruments and many features: a stronger ridge.
    let ridge = if kind == "attributions" { 0.005 } else { 0.03 };
    let reachable = samples.iter().filter(|s| s.right).count();
    println!("{} candidates, {reachable} right, {marked} marked", samples.len());
    for least in [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6] {
        let (mut hit, mut said) = (0.0, 0.0);
        for fold in 0..5 {
            let train: Vec<&Sample> = samples.iter().filter(|s| s.document % 5 != fold).collect();
            let model = learn(&train, ridge);
            for s in samples.iter().filter(|s| s.document % 5 == fold) {
                if model.likelihood(s.features.iter().map(String::as_str)) >= least {
                    said += 1.0;
                    hit += f64::from(u8::from(s.right));
                }
            }
        }
        let (p, r) = (hit / said, hit / marked as f64);
        println!(
            "cross-validated at {least}: precision {p:.3} recall {r:.3} F1 {:.3}",
            2.0 * p * r / (p + r)
        );
    }
    let weights = fit(&samples.iter().collect::<Vec<_>>(), ridge);
    let mut file = String::from(HEAD);
    for (name, weight) in weights {
        writeln!(file, "{name}\t{weight:.2}")?;
    }
    match arguments
        .iter()
        .position(|a| a == "--write")
        .and_then(|i| arguments.get(i + 1))
    {
        Some(path) => fs::write(path, file)?,
        None => print!("{file}"),
    }
    Ok(())
}

const HEAD: &str = "# Weights of a ranking model: feature TAB weight. The likelihood that a possible record is one is the logistic of the
# bias and the weights of what is true of it. Learnt by `cargo run --release -p mahdar-reader --example
# train_ranking` from hand-marked documents; no word of any document is a feature.
";

/// The candidates of all documents, and how many sources a person marked.
fn samples(kind: &str, docs: &str, gold: &str) -> Result<(Vec<Sample>, usize), Box<dyn std::error::Error>> {
    let gold: Vec<serde_json::Value> = serde_json::from_str(&fs::read_to_string(gold)?)?;
    let quotes: HashMap<&str, Vec<&str>> = gold
        .iter()
        .filter_map(|g| {
            let list = g[kind]
                .as_array()?
                .iter()
                .filter_map(|a| a["quote"].as_str())
                .collect();
            Some((g["id"].as_str()?, list))
        })
        .collect();
    let lexicon = Lexicon::built_in();
    let (mut out, mut marked) = (Vec::new(), 0);
    for (number, line) in fs::read_to_string(docs)?.lines().enumerate() {
        let document: Document = serde_json::from_str(line)?;
        let scene = Scene::new(&document, lexicon, Options::default());
        let cast = cast::cast(&scene);
        let mut places: Vec<(usize, usize)> = Vec::new();
        for quote in quotes.get(document.id.as_str()).into_iter().flatten() {
            places.extend(document.text.find(quote).map(|at| (at, at + quote.len())));
            marked += 1;
        }
        let candidates: Vec<(Vec<Quote>, Vec<Feature>)> = if kind == "attributions" {
            let all = attribution::candidates(&scene, &cast);
            all.into_iter()
                .map(|c| (places_of(c.record.quote, c.record.also), c.features))
                .collect()
        } else {
            let all = instrument::candidates(&scene, &cast);
            all.into_iter()
                .map(|c| (places_of(c.record.quote, c.record.also), c.features))
                .collect()
        };
        for (quotes, features) in candidates {
            let spans = quotes.iter().map(|q| q.span().range());
            let mut best = None;
            for span in spans {
                for (at, &(from, to)) in places.iter().enumerate() {
                    let common = to.min(span.end).saturating_sub(from.max(span.start)) as f64;
                    let (short, long) = (
                        (to - from).min(span.len()) as f64,
                        (to - from).max(span.len()) as f64,
                    );
                    if common >= 0.5 * short && common >= 0.3 * long {
                        best.get_or_insert(at);
                    }
                }
            }
            if let Some(at) = best {
                places.remove(at);
            }
            out.push(Sample {
                document: number,
                features: features.iter().map(|f| f.to_string()).collect(),
                right: best.is_some(),
            });
        }
    }
    Ok((out, marked))
}

fn places_of(quote: Quote, also: Vec<Quote>) -> Vec<Quote> {
    std::iter::once(quote).chain(also).collect()
}

fn learn(samples: &[&Sample], ridge: f64) -> Weights {
    Weights::of(
        fit(samples, ridge)
            .into_iter()
            .map(|(name, weight)| (name.into(), weight)),
    )
}

/// Gradient descent on the logistic loss.
fn fit<'a>(samples: &[&'a Sample], ridge: f64) -> Vec<(&'a str, f64)> {
    let mut names: Vec<&'a str> = samples
        .iter()
        .flat_map(|s| s.features.iter().map(String::as_str))
        .collect();
    names.push("bias");
    names.sort_unstable();
    names.dedup();
    let index = |name: &str| names.binary_search(&name).expect("every feature was gathered");
    let rows: Vec<(Vec<usize>, f64)> = samples
        .iter()
        .map(|s| {
            let mut row: Vec<usize> = s.features.iter().map(|f| index(f)).collect();
            row.push(index("bias"));
            (row, f64::from(u8::from(s.right)))
        })
        .collect();
    let mut weights = vec![0.0; names.len()];
    for _ in 0..2500 {
        let mut gradient = vec![0.0; names.len()];
        for (row, right) in &rows {
            let sum: f64 = row.iter().map(|&i| weights[i]).sum();
            let wrong = 1.0 / (1.0 + f64::exp(-sum)) - right;
            row.iter().for_each(|&i| gradient[i] += wrong);
        }
        for (w, g) in weights.iter_mut().zip(&gradient) {
            *w -= 1.0 * (g / rows.len() as f64 + ridge * *w);
        }
    }
    names.into_iter().zip(weights).collect()
}
