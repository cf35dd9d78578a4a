//! From drafts to mentions: persons, their offices and sides, and who stands behind an office or joint voice.

use super::find::{Draft, Sort, drafts};
use super::roll::{Entry, Roll, acts};
use super::side::{default_side, person_side};
use super::stage::Stage;
use super::tie::Ties;
use super::titles::offices;
use super::{Cast, PersonId};
use crate::scene::Scene;
use mahdar_lexicon::Affixes;
use mahdar_record::{Confidence, Person, Side};

/// Finds the cast of a scene.
pub(super) fn settle(scene: &Scene<'_>) -> Cast {
    let scene = &Stage::new(scene);
    let drafts = drafts(scene);
    let mut roll = Roll::default();
    // Who is named with an office or in full enters the roll; a name without any sign of acting does not.
    let mut person_of: Vec<Option<u32>> = vec![None; drafts.len()];
    for (at, draft) in drafts.iter().enumerate() {
        if let Some(name) = &draft.name {
            person_of[at] = Some(roll.enter(scene, at, name.tokens.clone(), name.affixes));
        }
    }
    let default = default_side(scene, &drafts);
    let mut people: Vec<Person> = Vec::new();
    let mut sides: Vec<Option<Side>> = Vec::with_capacity(roll.entries.len());
    let mut ids: Vec<Option<PersonId>> = Vec::with_capacity(roll.entries.len());
    for entry in &roll.entries {
        let side = person_side(scene, &drafts, entry.drafts.as_slice(), default);
        sides.push(side.0);
        if !entry
            .drafts
            .iter()
            .any(|&d| acts(scene, &drafts[d]) || listed_with(scene, &drafts, d))
        {
            ids.push(None);
            continue;
        }
        ids.push(Some(people.len() as PersonId));
        people.push(record(scene, &drafts, entry, side));
    }
    let cast = Cast {
        people,
        mentions: Vec::with_capacity(drafts.len()),
    };
    Ties::new(scene, &drafts, &person_of, &roll, &ids, &sides, default).mentions(cast)
}

/// Whether draft `d` is one of a list (`…، وفلان، وفلان`) in which somebody before it holds an office.
fn listed_with(scene: &Stage<'_>, drafts: &[Draft], d: usize) -> bool {
    let mut at = d;
    for _ in 0..8 {
        let here = &drafts[at];
        let joined = here.affixes.contains(Affixes::WA)
            || here
                .name
                .as_ref()
                .is_some_and(|n| n.affixes.contains(Affixes::WA));
        let Some(before) = at.checked_sub(1).map(|b| &drafts[b]) else {
            return false;
        };
        if !joined || before.sort != Sort::Named || here.tokens.start - before.tokens.end > 1 {
            return false;
        }
        if acts(scene, before) {
            return true;
        }
        at -= 1;
    }
    false
}

/// The record of a person.
fn record(
    scene: &Stage<'_>,
    drafts: &[Draft],
    entry: &Entry,
    (side, inferred): (Option<Side>, bool),
) -> Person {
    let offices = offices(scene, entry.drafts.iter().map(|&d| &drafts[d]), side);
    // The fullest mention: the one with most offices, then the longest.
    let best = entry
        .drafts
        .iter()
        .copied()
        .max_by_key(|&d| {
            let draft = &drafts[d];
            (
                draft.name.as_ref().map_or(0, |n| n.words.min(3)),
                !draft.offices.is_empty(),
                draft.tokens.len(),
                std::cmp::Reverse(d),
            )
        })
        .unwrap_or(0);
    let quote = scene.quote(drafts[best].tokens.clone());
    let mentions = entry
        .drafts
        .iter()
        .filter(|&&d| d != best)
        .map(|&d| scene.quote(drafts[d].tokens.clone()))
        .collect();
    let named = drafts[best].name.as_ref();
    let confidence = match named {
        Some(n) if !offices.is_empty() && n.listed > 0 => 0.95,
        Some(_) if !offices.is_empty() => 0.85,
        Some(n) if n.listed >= 2 => 0.8,
        _ => 0.6,
    };
    Person {
        name: written(scene, entry),
        offices,
        side,
        mentions,
        quote,
        confidence: Confidence::new(confidence),
        also: Vec::new(),
        inferred: if inferred && side.is_some() {
            vec!["side".into()]
        } else {
            Vec::new()
        },
        reasons: Vec::new(),
    }
}

/// A name as the document writes it, without a proclitic on its first word.
fn written(scene: &Stage<'_>, entry: &Entry) -> String {
    let text = scene.text.slice(entry.name.clone());
    let drop = entry.affixes.iter().count();
    let bare: String = text.chars().skip(drop).collect();
    bare.replace(['_', '#'], " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
