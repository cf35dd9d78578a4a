//! Learns the weights by which the reader chooses among candidates for positions and commitments:
//!
//! `cargo run -p mahdar-reader --profile quick --example train_statements -- GOLD.json DOCS.jsonl [OUTSIDE.jsonl] [--write]`
//!
//! Logistic regression over the candidates' features (classes, lemmas, function words, sizes; no content words).
//! OUTSIDE holds unmarked news (for the weights in the repository: every twelfth document of the mixed news corpus,
//! 2,500 in all); of them those are taken that name at most one state or organisation and tell
//! of no meeting: by the contract's scope nothing in them is a record, so every candidate there is wrong. They take
//! part in learning and not in the figures.
//!
//! A candidate is right where it lies on a marked record of its kind as the scorer counts it. Prints precision,
//! recall and F1 of five-fold cross-validation by document, and how often a confidence is right; `--write` puts
//! the weights learnt on everything into `crates/reader/models/`; `--errors` lists all candidates by their
//! cross-validated probability; `--missing` lists the marked records on which no candidate lies.

use mahdar_lexicon::Lexicon;
use mahdar_reader::{
    Options,
    cast::cast,
    scene::Scene,
    statement::{Claim, candidates},
};
use mahdar_record::Document;
use serde_json::Value;
use std::{
    collections::{BTreeMap, HashMap},
    error::Error,
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader},
};

/// One candidate: which document it is from, what speaks for it, whether it is right.
struct Example {
    document: usize,
    features: Vec<usize>,
    right: bool,
    /// Whether it lies on a marked record at all, be it one that another candidate was counted for.
    marked: bool,
    quote: String,
}

/// All examples of one kind.
#[derive(Default)]
struct Set {
    names: Vec<String>,
    numbers: HashMap<String, usize>,
    examples: Vec<Example>,
    /// Marked records, found or not.
    gold: usize,
    documents: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let [gold, docs, outside @ ..] = &paths[..] else {
        return Err("usage: train_statements GOLD.json DOCS.jsonl [OUTSIDE.jsonl] [--write]".into());
    };
    let gold: Vec<Value> = serde_json::from_str(&fs::read_to_string(gold)?)?;
    let gold: HashMap<&str, &Value> = gold
        .iter()
        .filter_map(|g| Some((g.get("id")?.as_str()?, g)))
        .collect();
    let (mut positions, mut commitments) = (Set::default(), Set::default());
    for (number, line) in BufReader::new(fs::File::open(docs)?).lines().enumerate() {
        let document: Document = serde_json::from_str(&line?)?;
        let Some(marked) = gold.get(document.id.as_str()) else {
            continue;
        };
        let scene = Scene::new(&document, Lexicon::built_in(), Options { explain: true });
        let cast = cast(&scene);
        let all = candidates(&scene, &cast);
        for (set, kind) in [(&mut positions, "positions"), (&mut commitments, "commitments")] {
            let mine: Vec<_> = all
                .iter()
                .filter(|c| matches!(c.claim, Claim::Position { .. }) == (kind == "positions"))
                .collect();
            let spans: Vec<(usize, usize)> = mine
                .iter()
                .map(|c| {
                    let span = scene.text.span(c.tokens.clone()).range();
                    (span.start, span.end)
                })
                .collect();
            let marks: Vec<Vec<(usize, usize)>> = marked
                .get(kind)
                .and_then(Value::as_array)
                .map(|records| records.iter().map(|r| places(&document.text, r)).collect())
                .unwrap_or_default();
            if std::env::args().any(|a| a == "--missing") {
                for places in &marks {
                    let found = |s: &&(usize, usize)| places.iter().any(|p| overlap(**s, *p) > 0.0);
                    if let Some(&(from, to)) = places.first()
                        && !spans.iter().any(|s| found(&s))
                    {
                        let before = document.text[..from].chars().rev().take(70).collect::<Vec<_>>();
                        let before: String = before.into_iter().rev().collect();
                        let line = format!(
                            "{kind} missing {} {before} [[{}]]",
                            document.id,
                            &document.text[from..to]
                        );
                        println!("{}", line.replace('\n', " "));
                    }
                }
            }
            let right = matched(&spans, &marks);
            let marked = spans
                .iter()
                .map(|s| marks.iter().flatten().any(|p| overlap(*s, *p) > 0.0));
            set.gold += marks.len();
            set.documents = number + 1;
            for ((candidate, right), marked) in mine.iter().zip(right).zip(marked) {
                let features = candidate.features.names().iter().map(|n| set.number(n)).collect();
                set.examples.push(Example {
                    document: number,
                    features,
                    right,
                    marked,
                    quote: format!(
                        "{} {}",
                        document.id,
                        scene.text.slice(candidate.tokens.clone()).replace('\n', " ")
                    ),
                });
            }
        }
    }
    for path in outside {
        for line in BufReader::new(fs::File::open(path)?).lines() {
            outside_scope(&serde_json::from_str(&line?)?, &mut positions, &mut commitments);
        }
    }
    for (set, kind) in [(&positions, "positions"), (&commitments, "commitments")] {
        report(set, kind);
        if std::env::args().any(|a| a == "--write") {
            let weights = learn(set, |_| true);
            fs::write(
                format!("{}/models/{kind}.tsv", env!("CARGO_MANIFEST_DIR")),
                written(set, kind, &weights),
            )?;
        }
    }
    Ok(())
}

/// The first share of a candidate's document features that tells it is outside the matter.
fn is_outside(names: &[String]) -> bool {
    let has = |any: &[&str]| names.iter().any(|n| any.contains(&n.as_str()));
    has(&["scope-sides=0", "scope-sides=1"]) && has(&["scope-statecraft=0", "scope-statecraft=1"])
}

/// Adds the candidates of a document outside the matter, all of them wrong.
fn outside_scope(document: &Document, positions: &mut Set, commitments: &mut Set) {
    let scene = Scene::new(document, Lexicon::built_in(), Options { explain: true });
    let cast = cast(&scene);
    for candidate in candidates(&scene, &cast) {
        if !is_outside(candidate.features.names()) {
            return;
        }
        let set = match candidate.claim {
            Claim::Position { .. } => &mut *positions,
            Claim::Commitment { .. } => &mut *commitments,
        };
        let features = candidate.features.names().iter().map(|n| set.number(n)).collect();
        set.examples.push(Example {
            document: OUTSIDE,
            features,
            right: false,
            marked: false,
            quote: String::new(),
        });
    }
}

/// The document number of all examples from outside: in every fold's learning, in no fold's figures.
const OUTSIDE: usize = usize::MAX;

/// How much an example from outside counts in learning.
const OUTSIDE_WEIGHT: f64 = 0.3;

impl Set {
    fn number(&mut self, name: &str) -> usize {
        if let Some(&n) = self.numbers.get(name) {
            return n;
        }
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), self.names.len() - 1);
        self.names.len() - 1
    }
}

/// Where a marked record's quote and its other places stand, in bytes.
fn places(text: &str, record: &Value) -> Vec<(usize, usize)> {
    let also = record.get("also").and_then(Value::as_array).into_iter().flatten();
    std::iter::once(&record["quote"])
        .chain(also)
        .filter_map(Value::as_str)
        .filter_map(|q| text.find(q).map(|at| (at, at + q.len())))
        .collect()
}

/// Which of `spans` lie on a mark as the scorer counts: best overlap first, each mark and each span once.
fn matched(spans: &[(usize, usize)], marks: &[Vec<(usize, usize)>]) -> Vec<bool> {
    let mut table: Vec<(f64, usize, usize)> = Vec::new();
    for (i, span) in spans.iter().enumerate() {
        for (j, places) in marks.iter().enumerate() {
            let best = places.iter().map(|p| overlap(*span, *p)).fold(0.0, f64::max);
            if best > 0.0 {
                table.push((best, i, j));
            }
        }
    }
    table.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (mut right, mut taken) = (vec![false; spans.len()], vec![false; marks.len()]);
    for (_, i, j) in table {
        if !right[i] && !taken[j] {
            (right[i], taken[j]) = (true, true);
        }
    }
    right
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> f64 {
    let common = a.1.min(b.1).saturating_sub(a.0.max(b.0)) as f64;
    let (short, long) = (
        (a.1 - a.0).min(b.1 - b.0) as f64,
        (a.1 - a.0).max(b.1 - b.0) as f64,
    );
    if common / short >= 0.5 && common / long >= 0.3 {
        common / long
    } else {
        0.0
    }
}

/// Least number of examples that a feature must stand in.
const LEAST: usize = 10;
const ROUNDS: usize = 60;
const RATE: f64 = 0.25;
const RIDGE: f64 = 2.5;

/// Adagrad over the examples whose document `keep` lets in; the bias is the last weight.
fn learn(set: &Set, keep: impl Fn(usize) -> bool) -> Vec<f64> {
    let mine: Vec<&Example> = set.examples.iter().filter(|e| keep(e.document)).collect();
    let mut seen = vec![0usize; set.names.len()];
    mine.iter().flat_map(|e| &e.features).for_each(|&f| seen[f] += 1);
    let bias = set.names.len();
    let (mut w, mut g2) = (vec![0.0; bias + 1], vec![1e-8; bias + 1]);
    for _ in 0..ROUNDS {
        let mut gradient = vec![0.0; bias + 1];
        for e in &mine {
            let miss = (probability(&w, e) - f64::from(u8::from(e.marked)))
                * if e.document == OUTSIDE {
                    OUTSIDE_WEIGHT
                } else {
                    1.0
                };
            e.features.iter().for_each(|&f| gradient[f] += miss);
            gradient[bias] += miss;
        }
        for f in 0..=bias {
            if f < bias && seen[f] < LEAST {
                continue;
            }
            let slope = gradient[f] + if f < bias { RIDGE * w[f] } else { 0.0 };
            g2[f] += slope * slope;
            w[f] -= RATE * slope / g2[f].sqrt();
        }
    }
    w
}

fn probability(w: &[f64], e: &Example) -> f64 {
    let sum: f64 = e.features.iter().map(|&f| w[f]).sum::<f64>() + w[w.len() - 1];
    1.0 / (1.0 + (-sum).exp())
}

const FOLDS: usize = 5;

fn report(set: &Set, kind: &str) {
    let mut scored: Vec<(f64, bool, &str)> = Vec::new();
    for fold in 0..FOLDS {
        let w = learn(set, |d| d == OUTSIDE || d % FOLDS != fold);
        let held = set
            .examples
            .iter()
            .filter(|e| e.document != OUTSIDE && e.document % FOLDS == fold);
        scored.extend(held.map(|e| (probability(&w, e), e.right, e.quote.as_str())));
    }
    if std::env::args().any(|a| a == "--errors") {
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (p, right, quote) in &scored {
            let quote: String = quote.chars().take(150).collect();
            println!("{kind} {p:.2} {} {quote}", if *right { "right" } else { "WRONG" });
        }
    }
    if std::env::args().any(|a| a == "--scope") {
        for (name, number) in set.numbers.iter().filter(|(n, _)| n.starts_with("scope")) {
            let with = set.examples.iter().filter(|e| e.features.contains(number));
            let (all, right) = with.fold((0, 0), |(n, r), e| (n + 1, r + usize::from(e.right)));
            println!("{name} {right} of {all}");
        }
    }
    let all = scored.iter().filter(|(_, r, _)| *r).count();
    println!(
        "{kind}: {} candidates, {all} right, {} marked, {} features",
        scored.len(),
        set.gold,
        set.names.len()
    );
    for least in [0.0, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8] {
        let (kept, right) = scored
            .iter()
            .filter(|(p, _, _)| *p >= least)
            .fold((0, 0), |(k, r), (_, ok, _)| (k + 1, r + usize::from(*ok)));
        let (p, r) = (
            right as f64 / kept.max(1) as f64,
            right as f64 / set.gold.max(1) as f64,
        );
        println!(
            "  from {least:.2}: precision {p:.3} recall {r:.3} F1 {:.3} of {kept}",
            2.0 * p * r / (p + r).max(1e-9)
        );
    }
}

fn written(set: &Set, kind: &str, w: &[f64]) -> String {
    let named: BTreeMap<&str, f64> = set
        .names
        .iter()
        .zip(w)
        .map(|(n, w)| (n.as_str(), *w))
        .filter(|(_, w)| w.abs() >= 0.02)
        .collect();
    let mut out = format!(
        "# Weights of the logistic model that weighs candidates for {kind}: feature, weight. Positive speaks for.\n\
         # Learnt by the example train_statements of this crate (see its head) on hand-marked readings.\n\
         bias\t{:.3}\n",
        w[w.len() - 1]
    );
    for (name, weight) in named {
        let _ = writeln!(out, "{name}\t{weight:.3}");
    }
    out
}
