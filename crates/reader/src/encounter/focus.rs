//! Whom an unspoken subject or a pronoun means.

use super::{
    clause::{Role, governor},
    telling::Stage,
};
use crate::cast::{ActorKind, Mention};
use mahdar_lexicon::Class;
use mahdar_record::Side;

/// How far back, in sentences, a subject may have been named.
const BACK: usize = 2;

/// Whom a pronoun or unspoken subject at token `at` of `sentence` most likely means: the last who stood as a subject
/// before it in the sentence, else the one of whom the sentence goes on to speak, else the first subject of the
/// sentences before. `not`: a side they cannot be of (the goal of a visit).
pub(super) fn subject<'c>(
    stage: &Stage<'_, 'c>,
    at: usize,
    sentence: usize,
    not: Option<Side>,
) -> Option<&'c Mention> {
    besides(stage, at, sentence, not, &[])
}

/// The same, besides those who are named already: whoever met X is not X.
pub(super) fn besides<'c>(
    stage: &Stage<'_, 'c>,
    at: usize,
    sentence: usize,
    not: Option<Side>,
    named: &[&Mention],
) -> Option<&'c Mention> {
    let fits = |m: &Mention| {
        not.is_none_or(|side| !m.sides.contains(&side))
            && !named
                .iter()
                .any(|n| std::ptr::eq(*n, m) || m.person.is_some() && n.person == m.person)
    };
    let here = stage.sentence(sentence);
    let before = stage.within(here.start..at);
    if let Some(found) = before
        .iter()
        .rev()
        .find(|m| stands_as_subject(stage, m) && fits(m))
    {
        return Some(found);
    }
    // وخلال لقائه السفير، أكد الوزير: the subject follows its verb of speech.
    if let Some(verb) = (at..here.end).find(|&i| {
        stage
            .scene
            .notes
            .get(i, Class::Speech)
            .is_some_and(|h| stage.scene.entry(h).is_finite())
            && stage.covering(i).is_none()
    }) {
        let near = stage.within(verb + 1..(verb + 4).min(here.end));
        if let Some(found) = near.iter().find(|m| stands_as_subject(stage, m) && fits(m)) {
            return Some(found);
        }
    }
    for back in 1..=BACK.min(sentence) {
        let mentions = stage.within(stage.sentence(sentence - back));
        if let Some(found) = mentions.iter().find(|m| stands_as_subject(stage, m) && fits(m)) {
            return Some(found);
        }
    }
    None
}

/// The person named last before token `at` in its sentence, whatever governs them; `not`: a side they cannot be of.
pub(super) fn nearest<'c>(
    stage: &Stage<'_, 'c>,
    at: usize,
    sentence: usize,
    not: Option<Side>,
) -> Option<&'c Mention> {
    let before = stage.within(stage.sentence(sentence).start..at);
    let found = before.iter().rev().find(|m| {
        matches!(m.kind, ActorKind::Person | ActorKind::Office)
            && not.is_none_or(|side| !m.sides.contains(&side))
    });
    found.copied()
}

/// Whom the pronoun behind a preposition means (`اجتماعه معه`): the person named last before token `at`, other than
/// `named`, in its sentence or the one before.
pub(super) fn counterpart<'c>(
    stage: &Stage<'_, 'c>,
    at: usize,
    sentence: usize,
    named: &[&Mention],
) -> Option<&'c Mention> {
    let other = |m: &&&Mention| {
        matches!(m.kind, ActorKind::Person | ActorKind::Office)
            && !named
                .iter()
                .any(|n| std::ptr::eq(*n, **m) || m.person.is_some() && n.person == m.person)
    };
    let here = stage.sentence(sentence);
    let before = stage.within(here.start..at);
    before.iter().rev().find(other).copied().or_else(|| {
        let last = sentence.checked_sub(1)?;
        stage.within(stage.sentence(last)).iter().find(other).copied()
    })
}

/// Whether a mention may be the subject of its clause: a person not governed by a preposition or a noun of meeting.
pub(super) fn stands_as_subject(stage: &Stage<'_, '_>, mention: &Mention) -> bool {
    if !matches!(mention.kind, ActorKind::Person | ActorKind::Office)
        || governor(stage, mention) != Role::Bare
    {
        return false;
    }
    let before = mention.tokens.start.wrapping_sub(1);
    !stage.scene.is(before, Class::MeetNoun)
}
