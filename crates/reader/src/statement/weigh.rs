//! The choice among candidates: features and the weights learnt for them.

use super::Claim;
use mahdar_record::Confidence;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::sync::OnceLock;

/// What speaks for and against a candidate: `family=value`, all of them classes, lemmas, function words or sizes.
///
/// Only a number is kept of each (FNV-1a, 64 bits, over its name); the names too where somebody asked for reasons.
#[derive(Debug, Clone, Default)]
pub struct Features {
    keys: SmallVec<[u64; 48]>,
    names: Option<Vec<String>>,
}

impl Features {
    /// None yet; `named` keeps their names.
    pub(super) fn new(named: bool) -> Self {
        Features {
            keys: SmallVec::new(),
            names: named.then(Vec::new),
        }
    }

    /// Adds `family=value`.
    pub(super) fn add(&mut self, family: &str, value: &str) {
        self.push(&[family, "=", value]);
    }

    /// Adds `family=first+second`.
    pub(super) fn pair(&mut self, family: &str, first: &str, second: &str) {
        self.push(&[family, "=", first, "+", second]);
    }

    /// Adds a size, in steps: 0, 1, 2, 3, 4-5, 6-8, 9-12, 13-20, 21-40, more.
    pub(super) fn bucket(&mut self, family: &str, size: usize) {
        let step = match size {
            0 => "0",
            1 => "1",
            2 => "2",
            3 => "3",
            4..=5 => "4",
            6..=8 => "6",
            9..=12 => "9",
            13..=20 => "13",
            21..=40 => "21",
            _ => "41",
        };
        self.add(family, step);
    }

    fn push(&mut self, parts: &[&str]) {
        self.keys.push(key(parts));
        if let Some(names) = &mut self.names {
            names.push(parts.concat());
        }
    }

    /// The features by name; empty where the scene was not asked to explain.
    pub fn names(&self) -> &[String] {
        self.names.as_deref().unwrap_or_default()
    }
}

/// FNV-1a over the parts joined.
fn key(parts: &[&str]) -> u64 {
    parts
        .iter()
        .flat_map(|p| p.bytes())
        .fold(0xcbf2_9ce4_8422_2325, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
        })
}

/// Weights of a logistic model, by feature.
#[derive(Debug, Default)]
pub struct Weights {
    of: FxHashMap<u64, f64>,
    bias: f64,
}

impl Weights {
    /// Reads `feature TAB weight` lines; `#` opens a comment, `bias` is the constant.
    ///
    /// # Errors
    /// The number of the first line that is not of that form.
    pub fn parse(lines: &str) -> Result<Self, usize> {
        let mut weights = Weights::default();
        for (number, line) in (1usize..).zip(lines.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (name, weight) = line.split_once('\t').ok_or(number)?;
            let weight = weight.trim().parse().map_err(|_| number)?;
            if name == "bias" {
                weights.bias = weight;
            } else {
                weights.of.insert(key(&[name]), weight);
            }
        }
        Ok(weights)
    }

    /// How likely the candidate is right, from 0 to 1.
    pub fn probability(&self, features: &Features) -> f64 {
        let sum: f64 = features.keys.iter().filter_map(|k| self.of.get(k)).sum();
        1.0 / (1.0 + (-(sum + self.bias)).exp())
    }
}

/// The two models: for positions and for commitments.
fn models() -> &'static (Weights, Weights) {
    static MODELS: OnceLock<(Weights, Weights)> = OnceLock::new();
    MODELS.get_or_init(|| {
        let parse = |text| Weights::parse(text).expect("the tests parse the built-in weights");
        (
            parse(include_str!("../../models/positions.tsv")),
            parse(include_str!("../../models/commitments.tsv")),
        )
    })
}

/// How likely a candidate is right, by the model.
pub(super) fn probability(claim: &Claim, features: &Features) -> f64 {
    let (positions, commitments) = models();
    match claim {
        Claim::Position { .. } => positions.probability(features),
        Claim::Commitment { .. } => commitments.probability(features),
    }
}

/// The confidence of a probability: stretched so that 0.8 stands where nine of ten were right in documents that the
/// model had not seen (positions from 0.94, commitments from 0.96).
pub(super) fn confidence(claim: &Claim, probability: f64) -> Confidence {
    let knot = match claim {
        Claim::Position { .. } => 0.94,
        Claim::Commitment { .. } => 0.96,
    };
    Confidence::new(if probability < knot {
        probability / knot * 0.79
    } else {
        0.8 + (probability - knot) / (1.0 - knot) * 0.2
    })
}

/// The features that weighed most, for `--explain`.
pub(super) fn account(claim: &Claim, features: &Features) -> String {
    let (positions, commitments) = models();
    let weights = match claim {
        Claim::Position { .. } => positions,
        Claim::Commitment { .. } => commitments,
    };
    let mut named: Vec<(f64, &str)> = features
        .names()
        .iter()
        .filter_map(|n| Some((*weights.of.get(&key(&[n]))?, n.as_str())))
        .collect();
    named.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let most: Vec<String> = named
        .iter()
        .take(8)
        .map(|(w, n)| format!("{n} {w:+.2}"))
        .collect();
    most.join(", ")
}

/// The least probability at which a candidate becomes a record.
pub(super) fn least(claim: &Claim) -> f64 {
    match claim {
        Claim::Position { .. } => 0.35,
        Claim::Commitment { .. } => 0.40,
    }
}
