//! On whose word the document rests: bylines, cited media and statements, spokesmen, unnamed sources, and where
//! somebody said what the report tells.

mod dateline;
mod phrase;
mod source;
mod told;

use crate::weights::{Feature, Weights};
use crate::{cast::Cast, scene::Scene};
use mahdar_lexicon::{Affixes, Class};
use mahdar_record::{Attribution, AttributionKind, Confidence, Quote};
use mahdar_text::Sentence;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::{borrow::Cow, ops::Range, sync::OnceLock};

/// A source before those of one document are gathered. Ranges count tokens.
#[derive(Debug, Clone)]
struct Found {
    tokens: Range<usize>,
    who: Range<usize>,
    kind: AttributionKind,
    /// Takes up a source of the same kind named before.
    resumed: bool,
    features: Features,
    rule: &'static str,
}

/// What is true of a source that was found.
type Features = SmallVec<[&'static str; 10]>;

/// Least likelihood of a source that becomes a record.
const LEAST: f64 = 0.45;

const MODEL: &str = include_str!("../../models/attribution.tsv");

fn model() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| Weights::parse(MODEL))
}

/// Finds the attributions of a scene.
pub fn attributions(scene: &Scene<'_>, cast: &Cast) -> Vec<Attribution> {
    candidates(scene, cast)
        .into_iter()
        .filter_map(|candidate| {
            let likelihood = model().likelihood(candidate.features.iter().map(|f| &**f));
            (likelihood >= LEAST).then_some(Attribution {
                confidence: Confidence::new(likelihood),
                ..candidate.record
            })
        })
        .collect()
}

/// A possible record, with what speaks for and against it.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The record as it would be.
    pub record: Attribution,
    /// What is true of it, and what of that is true together.
    pub features: Vec<Feature>,
}

/// All possible attributions of a scene, one a source, for the model to rank and to learn from.
pub fn candidates(scene: &Scene<'_>, cast: &Cast) -> Vec<Candidate> {
    let mut found = Vec::new();
    dateline::datelines(scene, &mut found);
    for sentence in scene.text.sentences() {
        let from = found.len();
        told::sources(scene, cast, sentence.tokens(), &mut found);
        for f in &mut found[from..] {
            place(scene, sentence, f);
        }
    }
    gather(scene, cast, found)
}

/// Features of where a source stands.
fn place(scene: &Scene<'_>, sentence: &Sentence, f: &mut Found) {
    let first = sentence.tokens().start;
    f.features.push(match sentence.line {
        0 => "in the headline",
        1 => "in the lead",
        _ => "in the body",
    });
    if f.tokens.start <= first + 1 {
        f.features.push("opens its sentence");
    }
    let next = scene.word(f.tokens.end);
    f.features.push(match next {
        "ان" | "انه" | "انها" | "بان" | "انهم" | "انهما" => "content follows",
        ":" | "\"" | "«" | "“" => "quotation follows",
        "." => "sentence ends",
        "،" | "," => "comma follows",
        _ => "other follows",
    });
}

/// One candidate a source: the first place makes it, the others go to `also`.
fn gather(scene: &Scene<'_>, cast: &Cast, mut found: Vec<Found>) -> Vec<Candidate> {
    found.sort_by_key(|f| (f.tokens.start, std::cmp::Reverse(f.tokens.end)));
    let mut out: Vec<Candidate> = Vec::new();
    let mut known: FxHashMap<(AttributionKind, String), usize> = FxHashMap::default();
    let mut last: FxHashMap<AttributionKind, usize> = FxHashMap::default();
    let mut covered = 0;
    for f in found {
        if f.tokens.start < covered {
            continue;
        }
        covered = f.tokens.end;
        let quote = quote(scene, &f);
        let person = person(cast, &f.who);
        let key = (
            f.kind,
            person.map_or_else(|| name_key(scene, &f.who), str::to_owned),
        );
        let same = known
            .get(&key)
            .or_else(|| f.resumed.then(|| last.get(&f.kind)).flatten())
            .copied();
        if let Some(at) = same {
            out[at].record.also.push(quote);
            // The best place speaks for the source.
            let features = together(&f.features);
            if likelier(&features, &out[at].features) {
                out[at].features = features;
                let record = &mut out[at].record;
                if let Some(better) = record.also.pop() {
                    let before = std::mem::replace(&mut record.quote, better);
                    record.also.push(before);
                }
            }
            continue;
        }
        let mut features = together(&f.features);
        if !last.contains_key(&f.kind) {
            features.push(Cow::Borrowed("first of its kind"));
        }
        let mut reasons = Vec::new();
        scene.reason(&mut reasons, || {
            format!("attribution: {}; {}", f.rule, features.join(", "))
        });
        known.insert(key, out.len());
        last.insert(f.kind, out.len());
        let record = Attribution {
            who: person.map_or_else(|| scene.text.slice(f.who.clone()).to_owned(), str::to_owned),
            kind: f.kind,
            quote,
            confidence: Confidence::new(0.5),
            also: Vec::new(),
            inferred: Vec::new(),
            reasons,
        };
        out.push(Candidate { record, features });
    }
    out
}

fn likelier(a: &[Feature], b: &[Feature]) -> bool {
    model().likelihood(a.iter().map(|f| &**f)) > model().likelihood(b.iter().map(|f| &**f)) + 0.1
}

/// The features, and those of the source joined with each of its verb, setting and place.
fn together(features: &Features) -> Vec<Feature> {
    let mut out: Vec<Feature> = features.iter().map(|f| Cow::Borrowed(*f)).collect();
    let sort = |prefix: &'static str| features.iter().copied().find(|f| f.starts_with(prefix));
    let Some(source) = sort("source: ") else {
        return out;
    };
    for other in ["verb: ", "setting: ", "no setting", "in the ", "opens"] {
        if let Some(other) = sort(other) {
            out.push(Cow::Owned(format!("{source} + {other}")));
        }
    }
    if let (Some(verb), Some(place)) = (sort("verb: "), sort("in the ")) {
        out.push(Cow::Owned(format!("{source} + {verb} + {place}")));
    }
    out
}

/// The person whom a source's words name.
fn person<'c>(cast: &'c Cast, who: &Range<usize>) -> Option<&'c str> {
    let mention = cast.within(who.clone()).iter().find(|m| m.person.is_some())?;
    mention.person.map(|p| cast.name(p))
}

/// A source's words without a conjunction written to the first.
fn quote(scene: &Scene<'_>, f: &Found) -> Quote {
    let joined = scene
        .notes
        .at(f.tokens.start)
        .iter()
        .any(|h| h.end as usize <= f.tokens.end && h.affixes.intersects(Affixes::WA | Affixes::FA));
    if joined {
        scene.quote_after_conjunction(f.tokens.clone())
    } else {
        scene.quote(f.tokens.clone())
    }
}

/// A source's name for comparing: its first words, folded, without the article and what is written to it.
fn name_key(scene: &Scene<'_>, who: &Range<usize>) -> String {
    // A medium known by name is one however its head noun stands: «وكالة أنباء رويترز»، «رويترز».
    let medium = scene
        .notes
        .within(who.clone())
        .iter()
        .find(|h| h.class == Class::Outlet);
    if let Some(hit) = medium {
        return scene.entry(hit).lemma.to_string();
    }
    let mut key = String::new();
    let words = who
        .clone()
        .filter(|&i| scene.is_word(i) && !matches!(scene.word(i), "في" | "من" | "باسم" | "الرسمي"));
    for i in words.take(4) {
        let word = scene.word(i);
        let word = word
            .strip_prefix("بال")
            .or(word.strip_prefix("لل"))
            .or(word.strip_prefix("ال"))
            .unwrap_or(word);
        let word = match word {
            "متحدث" | "متحدثه" | "ناطق" | "ناطقه" => "متحدث",
            _ => word,
        };
        key.push_str(word);
        key.push(' ');
    }
    key
}
