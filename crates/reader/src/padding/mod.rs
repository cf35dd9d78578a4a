//! Sentences that state no attributable fact: headings inside the text, navigation, credit lines, calls to subscribe,
//! general glosses of the outlet.
//!
//! Formulas settle their sentence by rule; the rest is ranked by a small logistic model over readable features.

pub mod features;
pub mod model;

use crate::{cast::Cast, scene::Scene};
use features::{Carried, Feature, Features};
use mahdar_lexicon::Class;
use mahdar_record::{Padding, Reading};
use mahdar_text::Sentence;
use model::Model;

/// Least likelihood of a sentence that is called padding.
const LEAST: f64 = 0.35;

/// Finds the padding of a scene, given the records found so far.
pub fn padding(scene: &Scene<'_>, cast: &Cast, reading: &Reading) -> Vec<Padding> {
    let carried = Carried::of(reading);
    let headline = features::headline(scene);
    let model = Model::built_in();
    scene
        .text
        .sentences()
        .iter()
        .enumerate()
        .filter(|(_, sentence)| sentence.line > 0)
        .filter(|(index, sentence)| match formula(scene, sentence) {
            Some(Formula::Padding) => true,
            Some(Formula::Byline) => false,
            None => {
                let features = features::features(scene, cast, &carried, &headline, *index);
                may_be(features) && model.likelihood(features) >= LEAST
            }
        })
        .map(|(_, sentence)| Padding {
            quote: scene.quote(sentence.tokens()),
        })
        .collect()
}

/// Whether the model is asked at all: a sentence that carries a record states a fact, unless it is a heading, which
/// only announces one, or opens as a gloss.
pub fn may_be(features: Features) -> bool {
    let announces = features.has(Feature::Heading) || features.has(Feature::Opener);
    announces || !(features.has(Feature::Carries) || features.has(Feature::Attributed))
}

/// A sentence settled by a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// It is padding.
    Padding,
    /// An agency's byline: an attribution, no padding.
    Byline,
}

/// What a fixed phrase says of a sentence.
pub fn formula(scene: &Scene<'_>, sentence: &Sentence) -> Option<Formula> {
    let tokens = sentence.tokens();
    let first = tokens.start;
    let words = tokens.clone().filter(|&i| scene.is_word(i)).count();
    if words == 0 {
        return None;
    }
    let starts_line = scene.text.tokens()[first].starts_line;
    let short = tokens.len() <= 12;
    if short && tokens.clone().any(|i| scene.is(i, Class::Outlet)) {
        let byline = tokens.clone().all(|i| {
            !scene.is_word(i) || scene.notes.classes(i).meets(BYLINE) || scene.word(i).chars().count() == 1
        });
        if byline {
            return Some(Formula::Byline);
        }
    }
    for i in tokens.clone() {
        if !scene.is(i, Class::Padding) {
            continue;
        }
        for hit in scene.notes.at(i).iter().filter(|h| h.class == Class::Padding) {
            let opens = starts_line && i <= first + 2;
            let after = hit.end as usize;
            let settled = match &*scene.entry(hit).value {
                "boilerplate" => true,
                "link" => {
                    opens && (matches!(scene.word(after), ":" | "-" | "–" | "..") || after == tokens.end)
                }
                "credit" => opens && short && matches!(scene.word(after), "-" | "–" | "—" | ":" | "_"),
                _ => false,
            };
            if settled {
                return Some(Formula::Padding);
            }
        }
    }
    None
}

const BYLINE: mahdar_lexicon::Classes = mahdar_lexicon::Classes::of(Class::Outlet)
    .with(Class::City)
    .with(Class::Capital)
    .with(Class::State);
