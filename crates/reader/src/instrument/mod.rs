//! Treaties, agreements, memoranda, resolutions, joint statements that the text names or refers to as one definite
//! document.

mod complement;
mod head;
mod same;

use crate::weights::{Feature, Weights};
use crate::{cast::Cast, scene::Scene};
use complement::Complements;
use mahdar_lexicon::{Affixes, Class};
use mahdar_record::{
    Confidence, Instrument, InstrumentKind, InstrumentStatus, PartialDate, Party, Quote, Side,
};
use mahdar_text::date::{Bound, DateKind, DateMatch};
use smallvec::SmallVec;
use std::{borrow::Cow, ops::Range, sync::OnceLock};

/// One place where an instrument is named. Ranges count tokens.
#[derive(Debug, Clone)]
struct Mention {
    tokens: Range<usize>,
    /// Head noun, adjectives and annexed nouns.
    name: Range<usize>,
    affixes: Affixes,
    kind: InstrumentKind,
    /// What the lexicon calls an instrument known by name.
    known: Option<Box<str>>,
    status: Option<InstrumentStatus>,
    complements: Complements,
    /// A verb of signing governs it.
    governed: bool,
    /// «الاتفاقية» alone takes up one named before.
    resumed: bool,
    definite: bool,
    /// The head itself carries the article.
    article: bool,
    plural: bool,
    features: Features,
}

/// What is true of a mention.
type Features = SmallVec<[&'static str; 12]>;

/// Least likelihood of an instrument that becomes a record.
const LEAST: f64 = 0.35;

const MODEL: &str = include_str!("../../models/instrument.tsv");

fn model() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| Weights::parse(MODEL))
}

/// A possible record, with what speaks for and against it.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The record as it would be.
    pub record: Instrument,
    /// What is true of it, and what of that is true together.
    pub features: Vec<Feature>,
}

/// Finds the instruments of a scene.
pub fn instruments(scene: &Scene<'_>, cast: &Cast) -> Vec<Instrument> {
    candidates(scene, cast)
        .into_iter()
        .filter_map(|candidate| {
            let likelihood = model().likelihood(candidate.features.iter().map(|f| &**f));
            (likelihood >= LEAST).then_some(Instrument {
                confidence: Confidence::new(likelihood),
                ..candidate.record
            })
        })
        .collect()
}

/// All possible instruments of a scene, for the model to rank and to learn from.
pub fn candidates(scene: &Scene<'_>, cast: &Cast) -> Vec<Candidate> {
    let mut mentions: Vec<Mention> = Vec::new();
    for sentence in scene.text.sentences() {
        let tokens = sentence.tokens();
        let mut i = tokens.start;
        while i < tokens.end {
            let classes = scene.notes.classes(i);
            if !(classes.has(Class::InstrumentHead) || classes.has(Class::Instrument)) {
                i += 1;
                continue;
            }
            match head::mention_at(scene, i, tokens.start, tokens.end) {
                Some(mention) => {
                    i = mention.tokens.end.max(i + 1);
                    mentions.push(mention);
                }
                None => i += 1,
            }
        }
    }
    same::groups(scene, &mentions)
        .into_iter()
        .filter_map(|group| record(scene, cast, &mentions, &group))
        .collect()
}

/// The record of the mentions of one instrument.
fn record(scene: &Scene<'_>, cast: &Cast, mentions: &[Mention], group: &[usize]) -> Option<Candidate> {
    let fullest = *group
        .iter()
        .max_by_key(|&&m| (fullness(&mentions[m]), std::cmp::Reverse(m)))?;
    let main = &mentions[fullest];
    let members = || group.iter().map(|&m| &mentions[m]);
    if members().all(|m| m.resumed) {
        return None;
    }
    let dated = |m: &Mention| {
        date(
            scene,
            m,
            scene.text.sentences()[scene.text.sentence_of(m.tokens.start)].tokens(),
        )
    };
    let date = dated(main).or_else(|| members().find_map(dated));
    let mut parties: Vec<Party> = Vec::new();
    for m in std::iter::once(main).chain(members()) {
        for side in sides(scene, cast, m) {
            if !parties.contains(&Party::Side(side)) {
                parties.push(Party::Side(side));
            }
        }
    }
    let strongest = |status| members().any(|m| m.status == Some(status)).then_some(status);
    let status = main
        .status
        .filter(|s| *s != InstrumentStatus::Cited)
        .or_else(|| strongest(InstrumentStatus::Signed))
        .or(main.status);
    let features = together(scene, main, &parties, group.len());
    let mut reasons = Vec::new();
    scene.reason(&mut reasons, || {
        format!(
            "instrument: «{}» with {} complements",
            scene.text.slice(main.name.clone()),
            main.complements.weight()
        )
    });
    let record = Instrument {
        kind: main.kind,
        title: title(scene, main),
        date: date.map(|(date, _)| date),
        parties,
        status,
        quote: quote(scene, main),
        confidence: Confidence::new(0.5),
        also: group
            .iter()
            .filter(|&&m| m != fullest)
            .map(|&m| quote(scene, &mentions[m]))
            .collect(),
        inferred: date
            .filter(|(_, inferred)| *inferred)
            .map(|_| "date".into())
            .into_iter()
            .collect(),
        reasons,
    };
    Some(Candidate { record, features })
}

/// The features of a group: those of its fullest mention, each joined with the sort of head, and its surroundings.
fn together(scene: &Scene<'_>, main: &Mention, parties: &[Party], places: usize) -> Vec<Feature> {
    let mut out: Vec<Feature> = main.features.iter().map(|f| Cow::Borrowed(*f)).collect();
    out.push(Cow::Borrowed(match parties.len() {
        0 => "no side named",
        1 => "one side named",
        _ => "two sides named",
    }));
    if places > 1 {
        out.push(Cow::Borrowed("named again"));
    }
    let line = scene
        .text
        .sentences()
        .get(scene.text.sentence_of(main.tokens.start))
        .map_or(0, |s| s.line);
    out.push(Cow::Borrowed(match line {
        0 => "in the headline",
        1 => "in the lead",
        _ => "in the body",
    }));
    out
}

fn fullness(m: &Mention) -> usize {
    m.complements.weight() * 6 + m.tokens.len()
}

fn title(scene: &Scene<'_>, m: &Mention) -> String {
    quote_of(scene, m, m.name.clone()).as_str().to_owned()
}

fn quote(scene: &Scene<'_>, m: &Mention) -> Quote {
    quote_of(scene, m, m.tokens.clone())
}

/// The words without one letter of conjunction or preposition written to the first: `باتفاق` → `اتفاق`. Two such
/// letters, and ل before the article, are left as written.
fn quote_of(scene: &Scene<'_>, m: &Mention, tokens: Range<usize>) -> Quote {
    let written = m.affixes.difference(Affixes::AL);
    let single = written.iter().count() == 1 && !written.contains(Affixes::SA);
    if single && !scene.word(m.tokens.start).starts_with("لل") {
        scene.quote_after_conjunction(tokens)
    } else {
        scene.quote(tokens)
    }
}

/// How far around a mention its date may stand, in tokens.
const NEAR: usize = 10;

/// The date that a mention itself gives, or that the verb of signing beside it gives.
fn date(scene: &Scene<'_>, m: &Mention, sentence: Range<usize>) -> Option<(PartialDate, bool)> {
    let usable = |d: &DateMatch| {
        d.date.is_some() && d.kind != DateKind::Recurring && d.end.is_none() && d.bound == Bound::On
    };
    let inside = mahdar_text::date::dates(&scene.text, m.tokens.clone(), scene.published);
    if let Some(told) = inside.iter().find(|d| usable(d)) {
        return Some((told.within.or(told.date)?, told.inferred));
    }
    if let Some(year) = m.tokens.clone().find_map(|i| complement::year_of(scene, i)) {
        return Some((PartialDate::of_year(year)?, false));
    }
    // «وقعت … اليوم اتفاقية»: the day of signing is the instrument's.
    let signed = m.status == Some(InstrumentStatus::Signed) && m.governed;
    if !signed && m.kind != InstrumentKind::Statement {
        return None;
    }
    let from = if signed {
        m.tokens.start.saturating_sub(NEAR)
    } else {
        m.tokens.end
    };
    let to = (m.tokens.end + if signed { NEAR } else { 2 }).min(sentence.end);
    let beside = mahdar_text::date::dates(&scene.text, from.max(sentence.start)..to, scene.published);
    let told = beside.into_iter().find(usable)?;
    Some((told.date?, told.inferred))
}

/// The sides named inside a mention.
fn sides(scene: &Scene<'_>, cast: &Cast, m: &Mention) -> Vec<Side> {
    let mut out: Vec<Side> = Vec::new();
    for mention in cast.within(m.tokens.clone()) {
        out.extend(mention.sides.iter().copied());
    }
    for hit in scene.notes.within(m.tokens.clone()) {
        if matches!(
            hit.class,
            Class::State | Class::Demonym | Class::Body | Class::Capital
        ) {
            out.extend(scene.entry(hit).side());
        }
    }
    let mut seen = Vec::new();
    out.retain(|s| {
        *s != Side::ORG && !seen.contains(s) && {
            seen.push(*s);
            true
        }
    });
    out
}
