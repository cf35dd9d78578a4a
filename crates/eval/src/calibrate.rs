//! `mahdar-eval calibrate`: whether a record's confidence means what it says.
//!
//! Records are matched to marked ones as `score.py` does: people by name, encounters by kind and by quote or
//! participants, the others by quote (the shorter covered at least half, the longer at least 30 %).

use anyhow::{Context, Result};
use serde_json::Value;
use std::{collections::HashMap, fs, path::PathBuf};

/// Arguments of `mahdar-eval calibrate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Marked readings (a JSON list).
    gold: PathBuf,
    /// Readings of the same documents, a line each, as `mahdar read --format jsonl` prints them.
    readings: PathBuf,
}

const KINDS: [&str; 6] = [
    "people",
    "encounters",
    "commitments",
    "positions",
    "instruments",
    "attributions",
];

/// Upper ends of the confidence bands, exclusive but for the last.
const BANDS: [f64; 6] = [0.5, 0.6, 0.7, 0.8, 0.9, 1.01];

/// Prints a table of how many records of each band of confidence are right.
pub fn run(args: &Args) -> Result<()> {
    let gold: Vec<Value> =
        serde_json::from_str(&read(&args.gold)?).context("the gold file is not a JSON list")?;
    let gold: HashMap<&str, &Value> = gold.iter().filter_map(|g| Some((g["id"].as_str()?, g))).collect();
    let mut right = vec![[0usize; BANDS.len()]; KINDS.len()];
    let mut all = right.clone();
    for line in read(&args.readings)?.lines().filter(|l| !l.trim().is_empty()) {
        let reading: Value = serde_json::from_str(line).context("a line of the readings is not JSON")?;
        let Some(marked) = reading["document"]["id"].as_str().and_then(|id| gold.get(id)) else {
            continue;
        };
        let text = reading["document"]["text"].as_str().unwrap_or_default();
        for (k, kind) in KINDS.into_iter().enumerate() {
            let empty = Vec::new();
            let found = reading[kind].as_array().unwrap_or(&empty);
            let wanted = marked[kind].as_array().unwrap_or(&empty);
            let matched = pairs(kind, text, wanted, found);
            for (record, matched) in found.iter().zip(matched) {
                let confidence = record["confidence"].as_f64().unwrap_or(0.0);
                let band = BANDS
                    .iter()
                    .position(|end| confidence < *end)
                    .unwrap_or(BANDS.len() - 1);
                all[k][band] += 1;
                right[k][band] += usize::from(matched);
            }
        }
    }
    print(&right, &all);
    Ok(())
}

fn read(path: &PathBuf) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn print(right: &[[usize; BANDS.len()]], all: &[[usize; BANDS.len()]]) {
    print!("{:<14}", "confidence");
    let mut from = 0.0;
    for end in BANDS {
        print!("{:>16}", format!("{from:.1}–{:.1}", end.min(1.0)));
        from = end;
    }
    println!("{:>18}", "0.8 and above");
    for (k, kind) in KINDS.into_iter().enumerate() {
        print!("{kind:<14}");
        for band in 0..BANDS.len() {
            print!("{:>16}", share(right[k][band], all[k][band]));
        }
        println!("{:>18}", share(right[k][4] + right[k][5], all[k][4] + all[k][5]));
    }
    let sum = |of: &[[usize; BANDS.len()]], band: usize| of.iter().map(|row| row[band]).sum::<usize>();
    print!("{:<14}", "all");
    for band in 0..BANDS.len() {
        print!("{:>16}", share(sum(right, band), sum(all, band)));
    }
    println!(
        "{:>18}",
        share(sum(right, 4) + sum(right, 5), sum(all, 4) + sum(all, 5))
    );
}

fn share(right: usize, all: usize) -> String {
    if all == 0 {
        "–".into()
    } else {
        format!("{right}/{all} {:.2}", right as f64 / all as f64)
    }
}

/// For each found record, whether a marked one was left for it, best matches first.
fn pairs(kind: &str, text: &str, wanted: &[Value], found: &[Value]) -> Vec<bool> {
    let mut table: Vec<(f64, usize, usize)> = Vec::new();
    for (g, gold) in wanted.iter().enumerate() {
        for (f, record) in found.iter().enumerate() {
            let score = likeness(kind, text, gold, record);
            if score > 0.0 {
                table.push((score, g, f));
            }
        }
    }
    table.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut used, mut matched) = (vec![false; wanted.len()], vec![false; found.len()]);
    for (_, g, f) in table {
        if !used[g] && !matched[f] {
            used[g] = true;
            matched[f] = true;
        }
    }
    matched
}

fn likeness(kind: &str, text: &str, gold: &Value, record: &Value) -> f64 {
    let by_text = || overlap(&spans(text, gold), &spans(text, record));
    match kind {
        "people" => f64::from(u8::from(same_name(
            gold["name"].as_str().unwrap_or_default(),
            record["name"].as_str().unwrap_or_default(),
        ))),
        "encounters" if gold["kind"] != record["kind"] => 0.0,
        "encounters" => {
            let who = participants(gold, record);
            by_text().max(if who >= 0.5 { who } else { 0.0 })
        }
        _ => by_text(),
    }
}

fn participants(gold: &Value, record: &Value) -> f64 {
    let names = |v: &Value| -> Vec<String> {
        v["participants"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|n| n.as_str().map(str::to_owned))
            .collect()
    };
    let (gold, mut left) = (names(gold), names(record));
    let total = gold.len() + left.len();
    if gold.is_empty() || left.is_empty() {
        return 0.0;
    }
    let mut hits = 0;
    for name in &gold {
        if let Some(at) = left.iter().position(|l| same_name(name, l)) {
            left.remove(at);
            hits += 1;
        }
    }
    2.0 * f64::from(hits) / total as f64
}

fn words(s: &str) -> Vec<String> {
    mahdar_text::fold(s)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| {
            if w.starts_with("ال") && w.chars().count() > 4 {
                w["ال".len()..].to_owned()
            } else {
                w.to_owned()
            }
        })
        .collect()
}

fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if a.is_empty() {
        return false;
    }
    let shared = a.iter().filter(|w| b.contains(w)).count();
    (shared == a.len() && (a.len() >= 2 || b.len() == 1 || a.first() == b.last()))
        || (a.len() >= 3 && shared as f64 / b.len() as f64 >= 0.66)
}

/// Byte spans of a record's quote and its `also`; marked quotes are found by their words.
fn spans(text: &str, record: &Value) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut add = |quote: &str, scalar: Option<u64>| {
        let near = scalar
            .and_then(|s| text.char_indices().nth(s as usize))
            .map(|(at, _)| at);
        let at = near
            .filter(|at| text[*at..].starts_with(quote))
            .or_else(|| text.find(quote));
        if let Some(at) = at.filter(|_| !quote.is_empty()) {
            out.push((at, at + quote.len()));
        }
    };
    add(
        record["quote"].as_str().unwrap_or_default(),
        record["start"].as_u64(),
    );
    for also in record["also"].as_array().into_iter().flatten() {
        add(
            also.as_str().or(also["quote"].as_str()).unwrap_or_default(),
            also["start"].as_u64(),
        );
    }
    out
}

fn overlap(a: &[(usize, usize)], b: &[(usize, usize)]) -> f64 {
    let mut best = 0.0f64;
    for x in a {
        for y in b {
            let common = x.1.min(y.1).saturating_sub(x.0.max(y.0)) as f64;
            let (short, long) = (
                (x.1 - x.0).min(y.1 - y.0) as f64,
                (x.1 - x.0).max(y.1 - y.0) as f64,
            );
            if common / short >= 0.5 && common / long >= 0.3 {
                best = best.max(common / long);
            }
        }
    }
    best
}
