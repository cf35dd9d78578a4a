//! The weights that rank sentences; see `models/padding.tsv` for what they are and how they were won.

use super::features::{Feature, Features};
use std::sync::OnceLock;

const FILE: &str = include_str!("../../models/padding.tsv");

/// A weight for each feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Model(Vec<f64>);

impl Model {
    /// The weights that are built into the program.
    pub fn built_in() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Model::parse(FILE))
    }

    /// Reads `name TAB weight` lines; a feature without a line weighs nothing.
    pub fn parse(file: &str) -> Model {
        let mut weights = vec![0.0; Feature::ALL.len()];
        for line in file.lines().filter(|l| !l.starts_with('#')) {
            if let Some((name, weight)) = line.split_once('\t')
                && let Some(at) = Feature::ALL.iter().position(|f| f.as_str() == name)
                && let Ok(weight) = weight.trim().parse()
            {
                weights[at] = weight;
            }
        }
        Model(weights)
    }

    /// A model of given weights, in the order of [`Feature::ALL`].
    pub fn of(weights: Vec<f64>) -> Model {
        Model(weights)
    }

    /// How likely a sentence is padding, from 0 to 1.
    pub fn likelihood(&self, features: Features) -> f64 {
        let sum: f64 = features.iter().map(|f| self.0[f as usize]).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    /// The weights, in the order of [`Feature::ALL`].
    pub fn weights(&self) -> &[f64] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_model_names_a_feature() {
        for line in FILE.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let (name, weight) = line.split_once('\t').expect("two columns");
            assert!(
                Feature::ALL.iter().any(|f| f.as_str() == name),
                "no feature «{name}»"
            );
            assert!(weight.trim().parse::<f64>().is_ok(), "«{weight}» is no number");
        }
    }
}
