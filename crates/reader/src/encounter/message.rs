//! Messages: a letter, cable or invitation from one party to another.

use super::{
    clause::{self, Role},
    focus, meeting,
    telling::{Stage, Telling, fresh},
    trigger::Trigger,
};
use crate::cast::{ActorKind, Mention};
use mahdar_lexicon::Affixes;
use smallvec::SmallVec;

/// What `رسالة` tells where it is sent or received: `بعث X برقية إلى Y`, `تلقى X رسالة من Y`, `سلمه دعوة`.
pub(super) fn message(stage: &Stage<'_, '_>, trigger: &Trigger) -> Option<Telling> {
    let scene = stage.scene;
    let sentence = stage.sentence(trigger.sentence);
    let from = clause::start(stage, trigger.tokens.start, sentence.clone());
    let hit = meeting::carrier(stage, trigger, from)?;
    let role = scene.entry(&hit).value.as_ref();
    if !matches!(role, "send" | "receive") {
        return None;
    }
    let mut telling = fresh(stage, trigger);
    let between = clause::walk(stage, hit.end as usize, trigger.tokens.start, false);
    let walk = clause::walk(stage, trigger.tokens.end, sentence.end, true);
    let mut parties: SmallVec<[&Mention; 6]> = between
        .args
        .iter()
        .filter(|a| matches!(a.role, Role::Bare | Role::To | Role::From))
        .map(|a| a.mention)
        .collect();
    telling.quote.start = hit.start as usize;
    telling.conjunction = hit.affixes.contains(Affixes::WA);
    if !between.args.iter().any(|a| a.role == Role::Bare) {
        let left = clause::before(stage, hit.start as usize, from);
        if let Some(first) = left.first() {
            telling.quote.start = first.tokens.start;
            telling.conjunction = first.affixes.contains(Affixes::WA);
            parties.extend(left);
        } else {
            parties.extend(focus::subject(stage, hit.start as usize, trigger.sentence, None));
        }
    }
    let behind = walk
        .args
        .iter()
        .filter(|a| matches!(a.role, Role::To | Role::From) && a.gap <= 3 && !a.after_topic);
    parties.extend(behind.map(|a| a.mention));
    parties.retain(|m| m.kind != ActorKind::Joint);
    if parties.len() < 2 {
        return None;
    }
    meeting::finish(stage, trigger, &mut telling, &parties, &walk, from);
    telling.place = None;
    Some(telling)
}
