//! Learns `models/padding.tsv` from hand-marked documents:
//! `cargo run --release -p mahdar-reader --example train_padding -- DOCS.jsonl GOLD.json [--write FILE]`.
//!
//! Logistic regression with a ridge over the features of `padding::features`, each sentence weighted by its length,
//! since padding is scored by characters. Prints precision, recall and F1 of a five-fold cross-validation by
//! document, and the weights.

use mahdar_lexicon::Lexicon;
use mahdar_reader::{
    Options, cast,
    padding::{
        Formula,
        features::{self, Carried, Feature, Features},
        formula, may_be,
        model::Model,
    },
    read,
    scene::Scene,
};
use mahdar_record::Document;
use std::{collections::HashMap, fmt::Write as _, fs};

struct Sample {
    document: usize,
    features: Features,
    characters: f64,
    padding: bool,
    settled: Option<Formula>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let (Some(docs), Some(gold)) = (arguments.get(1), arguments.get(2)) else {
        return Err("usage: train_padding DOCS.jsonl GOLD.json [--write FILE]".into());
    };
    let samples = samples(docs, gold)?;
    for least in [0.3, 0.4, 0.5, 0.6] {
        let mut counts = [0.0; 3];
        for fold in 0..5 {
            let train: Vec<&Sample> = samples.iter().filter(|s| s.document % 5 != fold).collect();
            let model = learn(&train);
            for s in samples.iter().filter(|s| s.document % 5 == fold) {
                count(&mut counts, s, &model, least);
            }
        }
        let [hit, missed, extra] = counts;
        let (p, r) = (hit / (hit + extra), hit / (hit + missed));
        println!(
            "cross-validated at {least}: precision {p:.3} recall {r:.3} F1 {:.3}",
            2.0 * p * r / (p + r)
        );
    }
    let model = learn(&samples.iter().collect::<Vec<_>>());
    let mut file = String::from(HEAD);
    for (feature, weight) in Feature::ALL.iter().zip(model.weights()) {
        writeln!(file, "{}\t{weight:.2}", feature.as_str())?;
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

const HEAD: &str = "# Weights of the padding model: feature TAB weight. A sentence's likelihood is the logistic of the sum of the
# weights of the features that are true of it. Learnt by `cargo run --release -p mahdar-reader --example
# train_padding` from hand-marked documents; no word of any document is a feature.
";

fn count(counts: &mut [f64; 3], s: &Sample, model: &Model, least: f64) {
    let said = match s.settled {
        Some(Formula::Padding) => true,
        Some(Formula::Byline) => false,
        None => may_be(s.features) && model.likelihood(s.features) >= least,
    };
    match (said, s.padding) {
        (true, true) => counts[0] += s.characters,
        (false, true) => counts[1] += s.characters,
        (true, false) => counts[2] += s.characters,
        (false, false) => {}
    }
}

fn samples(docs: &str, gold: &str) -> Result<Vec<Sample>, Box<dyn std::error::Error>> {
    let gold: Vec<serde_json::Value> = serde_json::from_str(&fs::read_to_string(gold)?)?;
    let quotes: HashMap<&str, Vec<&str>> = gold
        .iter()
        .filter_map(|g| {
            let list = g["padding"]
                .as_array()?
                .iter()
                .filter_map(|p| p.as_str().or(p["quote"].as_str()))
                .collect();
            Some((g["id"].as_str()?, list))
        })
        .collect();
    let lexicon = Lexicon::built_in();
    let mut out = Vec::new();
    for (number, line) in fs::read_to_string(docs)?.lines().enumerate() {
        let document: Document = serde_json::from_str(line)?;
        let reading = read(&document, lexicon);
        let scene = Scene::new(&document, lexicon, Options::default());
        let cast = cast::cast(&scene);
        let (carried, headline) = (Carried::of(&reading), features::headline(&scene));
        let marked: Vec<(usize, usize)> = quotes
            .get(document.id.as_str())
            .into_iter()
            .flatten()
            .filter_map(|q| document.text.find(q).map(|at| (at, at + q.len())))
            .collect();
        for (index, sentence) in scene
            .text
            .sentences()
            .iter()
            .enumerate()
            .filter(|(_, s)| s.line > 0)
        {
            let span = scene.text.span(sentence.tokens()).range();
            let inside: usize = marked
                .iter()
                .map(|&(from, to)| to.min(span.end).saturating_sub(from.max(span.start)))
                .sum();
            out.push(Sample {
                document: number,
                features: features::features(&scene, &cast, &carried, &headline, index),
                characters: scene.text.slice(sentence.tokens()).chars().count() as f64,
                padding: inside * 2 > span.len(),
                settled: formula(&scene, sentence),
            });
        }
    }
    Ok(out)
}

/// Gradient descent on the weighted logistic loss.
fn learn(samples: &[&Sample]) -> Model {
    let samples: Vec<&&Sample> = samples
        .iter()
        .filter(|s| s.settled.is_none() && may_be(s.features))
        .collect();
    let n = Feature::ALL.len();
    let mut weights = vec![0.0; n];
    let total: f64 = samples.iter().map(|s| weight(s)).sum();
    for _ in 0..3000 {
        let model = Model::of(weights.clone());
        let mut gradient = vec![0.0; n];
        for s in &samples {
            let wrong = model.likelihood(s.features) - f64::from(u8::from(s.padding));
            for f in s.features.iter() {
                gradient[f as usize] += weight(s) * wrong;
            }
        }
        for (w, g) in weights.iter_mut().zip(&gradient) {
            *w -= 4.0 * (g / total + 0.0004 * *w);
        }
    }
    Model::of(weights)
}

/// Long sentences count for more, but not in full: one gloss is not ten headings.
fn weight(s: &Sample) -> f64 {
    s.characters.max(10.0).sqrt()
}
