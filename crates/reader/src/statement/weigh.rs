//! The choice among candidates: features and the weights learnt for them.

use super::Claim;
use mahdar_record::Confidence;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What speaks for and against a candidate: `family=value`, all of them classes, lemmas, function words or sizes.
#[derive(Debug, Clone, Default)]
pub struct Features {
    names: Vec<Box<str>>,
}

impl Features {
    /// Adds `family=value`.
    pub(super) fn add(&mut self, family: &str, value: &str) {
        self.names.push(format!("{family}={value}").into());
    }

    /// Adds `family=first+second`.
    pub(super) fn pair(&mut self, family: &str, first: &str, second: &str) {
        self.names.push(format!("{family}={first}+{second}").into());
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

    /// The features by name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|n| &**n)
    }
}

/// Weights of a logistic model, by feature.
#[derive(Debug, Default)]
pub struct Weights {
    of: FxHashMap<Box<str>, f64>,
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
                weights.of.insert(name.into(), weight);
            }
        }
        Ok(weights)
    }

    /// How likely the candidate is right, from 0 to 1.
    pub fn probability(&self, features: &Features) -> f64 {
        let sum: f64 = features.names().filter_map(|name| self.of.get(name)).sum();
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

/// How sure the reader is of a candidate.
pub(super) fn confidence(claim: &Claim, features: &Features) -> Confidence {
    let (positions, commitments) = models();
    let weights = match claim {
        Claim::Position { .. } => positions,
        Claim::Commitment { .. } => commitments,
    };
    Confidence::new(weights.probability(features))
}

/// The least probability at which a candidate becomes a record.
pub(super) fn least(claim: &Claim) -> f64 {
    match claim {
        Claim::Position { .. } => 0.45,
        Claim::Commitment { .. } => 0.40,
    }
}
