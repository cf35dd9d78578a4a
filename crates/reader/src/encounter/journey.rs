//! Visits: somebody travels to another state.

use super::{
    clause::{self, Role},
    focus, meeting,
    place::{self, Place},
    telling::{Stage, Telling, fresh},
    trigger::Trigger,
    when,
};
use crate::cast::{ActorKind, Mention};
use mahdar_lexicon::{Affixes, Class, Features};
use smallvec::SmallVec;

/// What a verb of travelling tells: `زار X المرسى`, `وصل X إلى المرسى`, `X يتوجه غدا إلى المرسى`.
pub(super) fn travelling(stage: &Stage<'_, '_>, trigger: &Trigger) -> Option<Telling> {
    let scene = stage.scene;
    let sentence = stage.sentence(trigger.sentence);
    let note = scene.entry(&trigger.hit).extra.as_ref();
    if note == "back" {
        return None;
    }
    let from = clause::start(stage, trigger.tokens.start, sentence.clone());
    let goal = goal(stage, trigger, note, sentence.end)?;
    let walk = clause::walk(stage, trigger.tokens.end, sentence.end, false);
    let mut visitors: SmallVec<[&Mention; 4]> = walk
        .args
        .iter()
        .filter(|a| traveller(a.mention) && a.role == Role::Bare && a.gap <= 6 && !a.after_topic)
        .map(|a| a.mention)
        .collect();
    let mut telling = fresh(stage, trigger);
    // السفر إلى المرسى: a verbal noun without a traveller of its own speaks of travelling in general.
    if visitors.is_empty()
        && !trigger.possessed()
        && scene.entry(&trigger.hit).features.contains(Features::MASDAR)
    {
        return None;
    }
    if visitors.is_empty() {
        let left = clause::before(stage, trigger.tokens.start, from);
        if let Some(first) = left.first() {
            telling.quote.start = first.tokens.start;
            telling.conjunction = first.affixes.contains(Affixes::WA);
        }
        visitors.extend(left.into_iter().filter(|m| traveller(m)));
    }
    if visitors.is_empty() {
        visitors.extend(focus::subject(
            stage,
            trigger.tokens.start,
            trigger.sentence,
            goal.side,
        ));
    }
    visit_to(stage, trigger, telling, &visitors, goal, from)
}

/// What the noun `زيارة` tells: `زيارة X إلى المرسى`, `زيارته للمرسى`, `يقوم X بزيارة رسمية إلى المرسى`.
pub(super) fn visit(stage: &Stage<'_, '_>, trigger: &Trigger) -> Option<Telling> {
    let scene = stage.scene;
    let sentence = stage.sentence(trigger.sentence);
    let from = clause::start(stage, trigger.tokens.start, sentence.clone());
    let walk = clause::walk(stage, trigger.tokens.end, sentence.end, true);
    let goal = goal(stage, trigger, "noun", sentence.end);
    let mut telling = fresh(stage, trigger);
    let mut visitors: SmallVec<[&Mention; 4]> = walk
        .args
        .iter()
        .filter(|a| {
            traveller(a.mention) && matches!(a.role, Role::Bare | Role::To) && a.gap <= 5 && !a.after_topic
        })
        .map(|a| a.mention)
        .collect();
    if visitors.is_empty()
        && let Some(hit) = meeting::carrier(stage, trigger, from)
    {
        let between = clause::walk(stage, hit.end as usize, trigger.tokens.start, false);
        visitors.extend(
            between
                .args
                .iter()
                .filter(|a| traveller(a.mention) && a.role == Role::Bare)
                .map(|a| a.mention),
        );
        telling.quote.start = hit.start as usize;
        telling.conjunction = hit.affixes.contains(Affixes::WA);
        if visitors.is_empty() {
            let left = clause::before(stage, hit.start as usize, from);
            if let Some(first) = left.first() {
                telling.quote.start = first.tokens.start;
                telling.conjunction = first.affixes.contains(Affixes::WA);
            }
            visitors.extend(left.into_iter().filter(|m| traveller(m)));
        }
    }
    let side = goal.as_ref().and_then(|g| g.side);
    let told = !visitors.is_empty();
    if visitors.is_empty() && (trigger.possessed() || goal.is_some()) {
        let subject = focus::subject(stage, trigger.tokens.start, trigger.sentence, side);
        let near = focus::nearest(stage, trigger.tokens.start, trigger.sentence, side);
        visitors.extend(subject.or(near));
    }
    let Some(goal) = goal else {
        // الزيارة: points back to the journey that was told.
        telling.points_back = true;
        meeting::finish(stage, trigger, &mut telling, &visitors, &walk, from);
        return Some(telling);
    };
    if scene.entry(&trigger.hit).extra.contains("weak") && !told && !trigger.possessed() {
        return None;
    }
    visit_to(stage, trigger, telling, &visitors, goal, from)
}

fn traveller(mention: &Mention) -> bool {
    matches!(
        mention.kind,
        ActorKind::Person | ActorKind::Office | ActorKind::Unnamed
    )
}

/// How many words may stand between a trigger and the goal of its journey.
const FAR: usize = 16;

/// The goal that a relative clause takes up (`المرسى التي وصل إليها`، `المرسى التي يزورها`).
fn taken_up(stage: &Stage<'_, '_>, trigger: &Trigger) -> Option<Place> {
    let scene = stage.scene;
    let at = trigger.tokens.start;
    let resumed = trigger.possessed() || matches!(scene.word(trigger.tokens.end), "اليها" | "اليه");
    if !resumed || trigger.form != super::trigger::Form::Travelling {
        return None;
    }
    let floor = stage.sentence(trigger.sentence).start;
    let relative = (at.saturating_sub(3).max(floor)..at)
        .rev()
        .find(|&i| matches!(scene.word(i), "الذي" | "التي"))?;
    (relative.saturating_sub(6).max(floor)..relative)
        .rev()
        .find_map(|i| place::at(stage, i))
}

/// The state or city that a journey goes to.
fn goal(stage: &Stage<'_, '_>, trigger: &Trigger, note: &str, until: usize) -> Option<Place> {
    let scene = stage.scene;
    if let Some(place) = taken_up(stage, trigger) {
        return Some(place);
    }
    let (mut open, mut words) = (
        if note == "goal" || note == "arrive" {
            3usize
        } else {
            0
        },
        0usize,
    );
    let mut i = trigger.tokens.end;
    while i < until && words < FAR {
        if let Some(place) = place::at(stage, i) {
            let covering = stage.covering(i);
            let li = place.affixes.intersects(Affixes::LI | Affixes::BI);
            // زيارة رئيس الوزراء للمرسى: what closes the traveller's office is the goal.
            let closes = note == "noun"
                && place.affixes.contains(Affixes::LI)
                && covering.is_some_and(|m| m.tokens.start < i && m.tokens.end <= place.tokens.end);
            let inside = covering.is_some_and(|m| !matches!(m.kind, ActorKind::State)) && !closes;
            if !inside && (open > 0 || li || note == "noun" && words == 0) {
                return Some(place);
            }
        }
        if let Some(mention) = stage.starting_at(i) {
            // العاصمة الألمانية برلين: one mention of a state, with the town's name at its end.
            if mention.kind == ActorKind::State
                && open > 0
                && let Some(place) = mention.tokens.clone().rev().find_map(|t| place::at(stage, t))
            {
                return Some(place);
            }
            let last = mention.tokens.end.saturating_sub(1).max(i + 1);
            let tail =
                note == "noun" && place::at(stage, last).is_some_and(|p| p.affixes.contains(Affixes::LI));
            i = if tail { last } else { mention.tokens.end.max(i + 1) };
            words += 1;
            if note == "goal" || note == "arrive" {
                open = open.max(3);
            }
            continue;
        }
        match scene.word(i) {
            "الي" | "في" | "وجهته" | "متوجها" | "متجها" | "للعاصمه" | "لمدينه" | "بالعاصمه" | "لدوله"
            | "لجمهوريه" | "لكل" | "عاصمه" | "العاصمه" => open = 6,
            "مع" | "عن" | "حول" | "بدعوه" | "لبحث" | "ان" | "انه" | "حيث" | ":" | "." | "؛" | "كما" =>
            {
                return None;
            }
            "من" if matches!(scene.word(i.wrapping_sub(1)), "كل" | "لكل" | "كلا") => open = 6,
            "كل" => {}
            "من" | "قادما" => open = 0,
            _ => open = open.saturating_sub(usize::from(!stage.is_time(i))),
        }
        let verb = scene.notes.at(i).iter().any(|h| {
            matches!(h.class, Class::Speech | Class::Meet | Class::Discuss) && scene.entry(h).is_finite()
        });
        if verb && i > trigger.tokens.end {
            return None;
        }
        words += usize::from(scene.is_word(i) && !stage.is_time(i));
        i += 1;
    }
    None
}

fn visit_to(
    stage: &Stage<'_, '_>,
    trigger: &Trigger,
    mut telling: Telling,
    visitors: &[&Mention],
    goal: Place,
    from: usize,
) -> Option<Telling> {
    let abroad: SmallVec<[&Mention; 4]> = visitors
        .iter()
        .copied()
        .filter(|v| {
            let inside = v.tokens.start < goal.tokens.start && v.tokens.end >= goal.tokens.end;
            v.sides.is_empty() || inside || goal.side.is_none_or(|side| !v.sides.contains(&side))
        })
        .collect();
    if abroad.is_empty() {
        return None;
    }
    for visitor in &abroad {
        telling.add(stage, visitor);
        if visitor.tokens.start >= trigger.tokens.start && visitor.tokens.start < goal.tokens.end + 6 {
            telling.cover(&visitor.tokens);
        }
    }
    telling.cover(&goal.tokens);
    telling.explicit = 2;
    if let Some(side) = goal.side
        && !telling.sides.contains(&side)
    {
        telling.sides.push(side);
    }
    let sentence = stage.sentence(trigger.sentence);
    let until = meeting::clause_end(stage, telling.quote.end, sentence.end);
    telling.time = when::nearest(stage, trigger.tokens.start, telling.quote.start.max(from)..until);
    telling.far_time = when::nearest(stage, trigger.tokens.start, sentence.clone());
    telling.place = Some(goal);
    Some(telling)
}
