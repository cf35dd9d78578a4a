//! Small logistic models over named features, kept as reviewable text: `feature TAB weight` lines.

use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// What a feature is called: a class, a rule, a place in the document; never a word of the text.
pub type Feature = Cow<'static, str>;

/// A weight for each feature.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights(FxHashMap<Box<str>, f64>);

impl Weights {
    /// Reads `feature TAB weight` lines; lines that begin with `#` are remarks. A feature without a line weighs
    /// nothing.
    pub fn parse(file: &str) -> Self {
        Weights(
            file.lines()
                .filter(|line| !line.starts_with('#'))
                .filter_map(|line| line.split_once('\t'))
                .filter_map(|(name, weight)| Some((name.into(), weight.trim().parse().ok()?)))
                .collect(),
        )
    }

    /// A model of given weights.
    pub fn of(weights: impl IntoIterator<Item = (Box<str>, f64)>) -> Self {
        Weights(weights.into_iter().collect())
    }

    /// How likely it is, from 0 to 1, that something with these features is what it seems.
    pub fn likelihood<'a>(&self, features: impl IntoIterator<Item = &'a str>) -> f64 {
        let bias = self.0.get("bias").copied().unwrap_or(0.0);
        let sum: f64 = features.into_iter().filter_map(|f| self.0.get(f)).sum();
        1.0 / (1.0 + (-(bias + sum)).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_likelihood_is_the_logistic_of_the_sum() {
        let weights = Weights::parse("# remark\nbias\t-1\na\t2.5\nb\t-0.5\n");
        assert!(weights.likelihood([]) < 0.3);
        assert!((weights.likelihood(["a", "b", "unknown"]) - 0.731).abs() < 0.001);
    }
}
