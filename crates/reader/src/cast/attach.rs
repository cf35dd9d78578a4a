//! Names that the tagger saw a few words behind an office phrase that the grammar left too early.

use super::find::{Draft, Sort};
use super::office::{Grade, Number};
use super::stage::Stage;
use super::words::closes;
use mahdar_lexicon::{Affixes, Class};

/// Most tokens between an office and the name it belongs to.
const GAP: usize = 6;

/// Gives a bare name the office that stands alone before it, where only complements of the office and bodies or
/// places lie between them: `السفير … لدى … أمام محكمة … سالم الحمداني`.
pub(super) fn attach(scene: &Stage<'_>, drafts: &mut Vec<Draft>) {
    let mut at = 1;
    while at < drafts.len() {
        let Some(from) = office_before(scene, drafts, at) else {
            at += 1;
            continue;
        };
        let mut offices = std::mem::take(&mut drafts[from].offices);
        let (start, affixes, sides) = (
            drafts[from].tokens.start,
            drafts[from].affixes,
            std::mem::take(&mut drafts[from].sides),
        );
        let name = &mut drafts[at];
        if let Some(last) = offices.last_mut() {
            let comma = matches!(scene.word(name.tokens.start - 1), "،" | ",");
            last.tokens.end = name.tokens.start - usize::from(comma);
            last.bare = false;
        }
        name.tokens.start = start;
        name.affixes = affixes;
        name.offices = offices;
        name.sides = sides;
        drafts.drain(from..at);
        at = from + 1;
    }
}

/// The draft of the office that the name of draft `at` lacks.
fn office_before(scene: &Stage<'_>, drafts: &[Draft], at: usize) -> Option<usize> {
    let name = &drafts[at];
    let bare =
        name.sort == Sort::Named && name.offices.is_empty() && !name.honorific && name.affixes.is_empty();
    if !bare || !scene.persons.begins(&scene.text, &scene.notes, name.tokens.start) {
        return None;
    }
    // Bodies and states may lie between.
    let from = (0..at)
        .rev()
        .find(|d| !matches!(drafts[*d].sort, Sort::Body | Sort::State))?;
    let office = &drafts[from];
    let first = office.offices.first()?;
    let gap = office.tokens.end..name.tokens.start;
    let fits = office.sort == Sort::Office
        && first.number == Number::One
        && first.grade != Grade::Counterpart
        && gap.len() <= GAP
        && scene.text.sentence_of(office.tokens.start) == scene.text.sentence_of(name.tokens.start)
        && gap.clone().all(|i| goes_on(scene, i, gap.end));
    (fits && !(gap.is_empty() && first.bare)).then_some(from)
}

/// Whether token `i` may lie between an office and the name: no verb, no و that joins, no sign but a comma before the name.
fn goes_on(scene: &Stage<'_>, i: usize, end: usize) -> bool {
    if !scene.is_word(i) {
        return i + 1 == end && matches!(scene.word(i), "،" | ",");
    }
    let stops = [
        Class::Speech,
        Class::Meet,
        Class::Discuss,
        Class::Sign,
        Class::Commit,
        Class::Carry,
        Class::Travel,
    ];
    !stops.into_iter().any(|class| scene.is(i, class))
        && !scene.notes.at(i).iter().any(|h| h.affixes.contains(Affixes::WA))
        && (!closes(scene, i) || matches!(scene.word(i), "في" | "لدي" | "امام" | "عن"))
}
