//! Where the name of a mechanism stands, and how far it goes.

use crate::{cast::Cast, scene::Scene};
use mahdar_lexicon::{Affixes, Class, Hit};
use mahdar_record::Side;
use mahdar_text::TokenKind;
use std::ops::Range;

/// Most tokens of a name, its parties included.
const LONGEST: usize = 22;

/// One place where a mechanism is named.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// The name with the sides behind it.
    pub tokens: Range<usize>,
    /// The name alone.
    pub name: Range<usize>,
    /// The sides told in it or right behind it.
    pub sides: Vec<Side>,
    /// Consultations rather than a body.
    pub talks: bool,
    /// A head noun with nothing that tells it from others (`اللجنة`).
    pub bare: bool,
    /// Proclitics of its first word.
    pub affixes: Affixes,
}

/// The mechanism whose name begins at token `i`.
pub(super) fn named_at(scene: &Scene<'_>, cast: &Cast, i: usize, end: usize) -> Option<Named> {
    let mut hits = scene.notes.at(i).iter().filter(|h| h.class == Class::Mechanism);
    hits.find_map(|hit| match &*scene.entry(hit).value {
        "name" | "talks" => Some(by_phrase(scene, cast, hit, end)),
        "head" => by_head(scene, cast, hit, end),
        _ => None,
    })
}

fn by_phrase(scene: &Scene<'_>, cast: &Cast, hit: &Hit, end: usize) -> Named {
    let name = hit.start as usize..adjectives(scene, hit.end as usize, end);
    with_sides(scene, cast, name, hit, end)
}

/// `لجنة … المشتركة`: adjectives and annexed nouns up to a qualifier.
fn by_head(scene: &Scene<'_>, cast: &Cast, hit: &Hit, end: usize) -> Option<Named> {
    let (start, after) = (hit.start as usize, hit.end as usize);
    let stop = adjectives(scene, after, end);
    let last = (after..stop)
        .rev()
        .find(|&j| role_at(scene, j) == Some("qualifier"));
    if last.is_none() {
        // «اللجنة» alone takes up one named before.
        return (stop == after && scene.word(start).contains("ال")).then(|| Named {
            bare: true,
            ..with_sides(scene, cast, start..after, hit, end)
        });
    }
    let named = with_sides(scene, cast, start..stop, hit, end);
    (named.sides.len() >= 2).then_some(named)
}

/// The role of a word or phrase of the lexicon that begins at `i`.
pub(super) fn role_at<'a>(scene: &Scene<'a>, i: usize) -> Option<&'a str> {
    scene
        .notes
        .get(i, Class::Mechanism)
        .map(|hit| &*scene.entry(hit).value)
}

/// Goes on over definite adjectives, nationality adjectives and `ل` with a definite noun.
fn adjectives(scene: &Scene<'_>, from: usize, end: usize) -> usize {
    let mut i = from;
    while i < end.min(from + 9) {
        let word = scene.word(i);
        if scene.text.kind(i) == TokenKind::Sign {
            let hyphen = word == "-" && i > from && scene.is(i + 1, Class::Demonym);
            if !hyphen {
                break;
            }
        } else if !(word.starts_with("ال") && word.len() > 6
            || word.starts_with("لل") && i > from
            || word.starts_with("وال") && i > from && scene.word(i - 1).starts_with("ال")
            || matches!(word, "رفيع" | "رفيعه" | "مشتركه" | "مشترك")
            || role_at(scene, i) == Some("qualifier"))
            || matches!(
                word,
                "الذي" | "التي" | "الذى" | "التى" | "اليوم" | "الي" | "الماضي" | "المقبل"
            )
        {
            break;
        }
        i += 1;
    }
    i
}

/// Adds `بين … و…` and the sides told in the name.
fn with_sides(scene: &Scene<'_>, cast: &Cast, name: Range<usize>, hit: &Hit, end: usize) -> Named {
    let mut tokens = name.clone();
    let mut sides = states_in(scene, name.clone());
    if scene.word(name.end) == "بين" {
        let mut i = name.end + 1;
        while i < end.min(name.start + LONGEST) {
            let word = scene.word(i);
            if matches!(word, "البلدين" | "الجانبين" | "الطرفين" | "الدولتين" | "البلدان")
            {
                i += 1;
                break;
            }
            if scene.text.kind(i) == TokenKind::Sign
                || matches!(
                    word,
                    "في" | "فى"
                        | "من"
                        | "علي"
                        | "الي"
                        | "برياسه"
                        | "التي"
                        | "الذي"
                        | "والتي"
                        | "خلال"
                        | "حول"
                        | "يوم"
                        | "بشان"
                        | "بصوره"
                        | "بشكل"
                        | "و"
                        | "برعايه"
                        | "ان"
                        | "عن"
                )
            {
                break;
            }
            i += 1;
        }
        for side in sides_in(scene, cast, name.end + 1..i) {
            if !sides.contains(&side) {
                sides.push(side);
            }
        }
        tokens.end = i.max(name.end);
    }
    Named {
        tokens,
        name,
        sides,
        talks: &*scene.entry(hit).value == "talks",
        bare: false,
        affixes: hit.affixes,
    }
}

/// The states that words within `tokens` name.
fn states_in(scene: &Scene<'_>, tokens: Range<usize>) -> Vec<Side> {
    let mut out: Vec<Side> = Vec::new();
    for hit in scene.notes.within(tokens) {
        if matches!(hit.class, Class::State | Class::Demonym | Class::Capital)
            && let Some(side) = scene.entry(hit).side()
            && side != Side::ORG
            && !out.contains(&side)
        {
            out.push(side);
        }
    }
    out
}

/// The sides that words within `tokens` name, bodies and joint voices included.
fn sides_in(scene: &Scene<'_>, cast: &Cast, tokens: Range<usize>) -> Vec<Side> {
    let mut out = states_in(scene, tokens.clone());
    for side in cast.within(tokens).iter().flat_map(|m| m.sides.iter().copied()) {
        if side != Side::ORG && !out.contains(&side) {
            out.push(side);
        }
    }
    out
}
