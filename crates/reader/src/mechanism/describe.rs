//! What the text says of a mechanism: chairs, members, cadence, host, preparation, founding.

use super::name::role_at;
use crate::{
    cast::{ActorKind, Cast, Mention},
    scene::Scene,
};
use mahdar_lexicon::Class;
use mahdar_record::{Instrument, Mechanism};
use mahdar_text::TokenKind;
use std::ops::Range;

/// Tokens over which chairs and members are listed.
const LIST: usize = 40;

/// Adds what one sentence says. `instruments` are those of the document, in order.
pub(super) fn describe(
    scene: &Scene<'_>,
    cast: &Cast,
    sentence: Range<usize>,
    instruments: &[Instrument],
    m: &mut Mechanism,
) {
    for i in sentence.clone() {
        let classes = scene.notes.classes(i);
        if classes.has(Class::Recurrence) {
            recurrence(scene, i, m);
        }
        if !classes.has(Class::Mechanism) {
            continue;
        }
        let Some(hit) = scene.notes.get(i, Class::Mechanism) else {
            continue;
        };
        let after = hit.end as usize;
        match role_at(scene, i) {
            Some("chair") => people(scene, cast, after..sentence.end, &mut m.chairs),
            Some("member") => people(scene, cast, after..sentence.end, &mut m.members),
            Some("coordinate") => people(scene, cast, after..sentence.end, &mut m.coordinators),
            Some("prepare") if m.preparation.is_none() => {
                m.preparation = Some(scene.text.slice(i..clause(scene, after, sentence.end)).to_owned());
            }
            Some("found") if m.founded_by.is_none() => {
                let span = scene.text.span(sentence.clone());
                m.founded_by = instruments
                    .iter()
                    .find(|x| span.contains(x.quote.span()))
                    .map(|x| x.quote.as_str().to_owned());
            }
            _ => {}
        }
    }
}

fn recurrence(scene: &Scene<'_>, i: usize, m: &mut Mechanism) {
    let Some(hit) = scene.notes.get(i, Class::Recurrence) else {
        return;
    };
    let words = scene.text.slice(hit.tokens()).to_owned();
    let turns = (hit.tokens()).any(|j| scene.word(j) == "بالتناوب");
    if turns {
        m.host_rule.get_or_insert_with(|| words.clone());
    }
    if !(turns && hit.tokens().len() == 1) {
        m.cadence.get_or_insert(words);
    }
}

/// The persons, offices and bodies listed from a cue on, up to the next verb or the end of the clause.
fn people(scene: &Scene<'_>, cast: &Cast, tokens: Range<usize>, out: &mut Vec<String>) {
    let limit = tokens.end.min(tokens.start + LIST);
    let mut last = tokens.start;
    for mention in cast.within(tokens.start..limit) {
        // A list goes on over و, commas and «من الجانب …»; anything longer between ends it.
        if mention.tokens.start > last + 6 {
            break;
        }
        last = mention.tokens.end;
        if let Some(name) = label(scene, cast, mention)
            && !out.contains(&name)
        {
            out.push(name);
        }
    }
}

fn label(scene: &Scene<'_>, cast: &Cast, mention: &Mention) -> Option<String> {
    match mention.kind {
        ActorKind::Person | ActorKind::Office => cast.participant(scene, mention),
        ActorKind::Body => Some(scene.text.slice(mention.label.clone()).to_owned()),
        _ => None,
    }
}

/// The end of the clause: the next sign, at most fourteen tokens on.
fn clause(scene: &Scene<'_>, from: usize, end: usize) -> usize {
    (from..end.min(from + 14))
        .find(|&i| scene.text.kind(i) == TokenKind::Sign)
        .unwrap_or(end.min(from + 14))
}
