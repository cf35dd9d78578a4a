//! Signings: a finite verb or a verbal noun of signing with an instrument beside it.

use super::{
    clause::{self, Role},
    meeting,
    telling::{Stage, Telling, fresh},
    trigger::Trigger,
};
use crate::cast::{ActorKind, Mention};
use mahdar_lexicon::{Affixes, Class, Classes, Features};
use smallvec::SmallVec;

const INSTRUMENTS: Classes = Classes::of(Class::Instrument).with(Class::InstrumentHead);

/// How far from the verb, in words, the instrument may stand.
const FAR: usize = 25;

/// What a verb or noun of signing tells.
pub(super) fn signing(stage: &Stage<'_, '_>, trigger: &Trigger) -> Option<Telling> {
    let scene = stage.scene;
    let sentence = stage.sentence(trigger.sentence);
    let from = clause::start(stage, trigger.tokens.start, sentence.clone());
    let entry = scene.entry(&trigger.hit);
    let mut telling = fresh(stage, trigger);
    let near = trigger.tokens.end..sentence.end.min(trigger.tokens.end + FAR);
    let instrument = near.clone().find(|&i| scene.notes.classes(i).meets(INSTRUMENTS));
    let antecedent = antecedent(stage, trigger, from);
    let instrument = match antecedent {
        Some(before) => before,
        None => instrument?,
    };
    let mut parties: SmallVec<[&Mention; 6]> = SmallVec::new();
    let nominal = entry.features.contains(Features::MASDAR)
        || trigger
            .hit
            .affixes
            .intersects(Affixes::AL | Affixes::BI | Affixes::LI);
    let start = if nominal {
        carrier_start(stage, trigger, from)
    } else {
        None
    };
    if nominal && start.is_none() && !ceremony(stage, trigger) {
        return None;
    }
    if let Some(at) = start {
        telling.quote.start = at;
        telling.conjunction = scene
            .notes
            .get(at, Class::Carry)
            .is_some_and(|h| h.affixes.contains(Affixes::WA));
        let between = clause::walk(stage, at + 1, trigger.tokens.start, false);
        parties.extend(
            between
                .args
                .iter()
                .filter(|a| a.role == Role::Bare)
                .map(|a| a.mention),
        );
    }
    let verb_at = start.unwrap_or(trigger.tokens.start);
    let left = clause::before(stage, verb_at, from);
    let walk = clause::walk(stage, trigger.tokens.end, sentence.end, false);
    for arg in &walk.args {
        let person = !matches!(arg.mention.kind, ActorKind::State | ActorKind::Body);
        let fits = match arg.role {
            Role::Bare => person || arg.mention.tokens.start < instrument || arg.joined,
            Role::With | Role::Between | Role::Present => true,
            // وقع عن الجانب … السفير …
            Role::About => {
                person
                    || arg.mention.tokens.start > 2
                        && (1..=4).any(|n| scene.word(arg.mention.tokens.start - n) == "عن")
            }
            Role::From | Role::By | Role::To | Role::In => false,
        };
        if fits {
            parties.push(arg.mention);
        }
    }
    if antecedent.is_none() && parties.iter().all(|p| p.tokens.start > instrument) && !left.is_empty() {
        telling.quote.start = left[0].tokens.start;
        telling.conjunction = left[0].affixes.contains(Affixes::WA);
        for mention in left.into_iter().rev() {
            parties.insert(0, mention);
        }
    }
    meeting::finish(stage, trigger, &mut telling, &parties, &walk, from);
    let end = scene
        .notes
        .at(instrument)
        .iter()
        .map(|h| h.end as usize)
        .max()
        .unwrap_or(instrument + 1);
    telling.cover(&(instrument..end.min(sentence.end)));
    Some(telling)
}

/// The instrument that a relative clause takes up (`الاتفاق الذي وقعته الدولتان`).
fn antecedent(stage: &Stage<'_, '_>, trigger: &Trigger, from: usize) -> Option<usize> {
    let scene = stage.scene;
    let at = trigger.tokens.start;
    let relative = (at.saturating_sub(2).max(from)..at)
        .rev()
        .find(|&i| matches!(scene.word(i), "الذي" | "التي" | "اللتين" | "اللذين"))?;
    (relative.saturating_sub(8).max(from)..relative)
        .rev()
        .find(|&i| scene.notes.classes(i).meets(INSTRUMENTS))
}

/// The light verb before a verbal noun of signing (`تم التوقيع`, `شهد توقيع`).
fn carrier_start(stage: &Stage<'_, '_>, trigger: &Trigger, from: usize) -> Option<usize> {
    let floor = from.max(trigger.tokens.start.saturating_sub(24));
    (floor..trigger.tokens.start).rev().find(|&i| {
        stage.covering(i).is_none()
            && stage
                .scene
                .notes
                .get(i, Class::Carry)
                .is_some_and(|h| stage.scene.entry(h).is_finite() && !h.affixes.contains(Affixes::LI))
    })
}

/// `مراسم التوقيع`، `حفل توقيع`، `بعد توقيع`.
fn ceremony(stage: &Stage<'_, '_>, trigger: &Trigger) -> bool {
    let at = trigger.tokens.start;
    let before = stage.scene.word(at.wrapping_sub(1));
    matches!(
        before,
        "مراسم" | "حفل" | "احتفاليه" | "عقب" | "خلال" | "بعد" | "مع"
    ) || at == stage.sentence(trigger.sentence).start
}
