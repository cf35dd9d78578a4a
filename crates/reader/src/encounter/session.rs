//! Sessions: summits, conferences, meetings of councils and committees, named as events.

use super::{
    clause::{self, Role},
    meeting, place,
    telling::{Stage, Telling, fresh},
    trigger::Trigger,
};
use crate::cast::{ActorKind, Mention};
use mahdar_lexicon::{Affixes, Class, Classes};
use mahdar_text::TokenKind;
use smallvec::SmallVec;
use std::ops::Range;

const BODIES: Classes = Classes::of(Class::Body)
    .with(Class::Mechanism)
    .with(Class::BodyHead);

/// Whether `اجتماع` or `جلسة` is that of a body or of a circle of offices (`اجتماع مجلس …`، `اجتماع وزراء …`).
pub(super) fn names_a_body(stage: &Stage<'_, '_>, trigger: &Trigger) -> bool {
    let scene = stage.scene;
    let noun = scene.entry(&trigger.hit);
    if trigger.possessed() || !noun.lemma.starts_with("اجتماع") {
        return false;
    }
    let mut i = trigger.tokens.end;
    // Up to two adjectives may stand between: الاجتماع الأول للجنة.
    for _ in 0..3 {
        if scene.notes.classes(i).meets(BODIES) {
            return true;
        }
        match scene.word(i) {
            "وزراء" | "لوزراء" | "كبار" | "لكبار" | "مجموعه" | "لمجموعه" | "قاده" | "لقاده" | "روساء"
            | "لروساء" | "الدوره" | "فريق" | "لفريق" | "وزاري" | "الوزاري" | "الوزاريه" | "وزاريه"
            | "التحضيري" | "التحضيريه" | "تحضيري" | "تحضيريه" => return true,
            "مع" | "بين" | "في" | "من" | "،" | "." => return false,
            _ => i += 1,
        }
    }
    false
}

/// What the noun of an event tells.
pub(super) fn session(stage: &Stage<'_, '_>, trigger: &Trigger) -> Option<Telling> {
    let scene = stage.scene;
    let sentence = stage.sentence(trigger.sentence);
    let entry = scene.entry(&trigger.hit);
    let after = scene.word(trigger.tokens.end);
    if for_the_press(after) {
        return None;
    }
    let from = clause::start(stage, trigger.tokens.start, sentence.clone());
    let name = name(stage, trigger, sentence.end);
    let walk = clause::walk(stage, trigger.tokens.end, sentence.end, true);
    let mut telling = fresh(stage, trigger);
    telling.kind = mahdar_record::EncounterKind::Session;
    let mut parties: SmallVec<[&Mention; 6]> = SmallVec::new();
    let mut carried = false;
    if let Some(hit) = meeting::carrier(stage, trigger, from) {
        let role = scene.entry(&hit).value.as_ref();
        carried = true;
        if !matches!(role, "happen" | "gather") {
            let between = clause::walk(stage, hit.end as usize, trigger.tokens.start, false);
            let mut subjects: SmallVec<[&Mention; 4]> = between
                .args
                .iter()
                .filter(|a| matches!(a.role, Role::Bare | Role::With))
                .map(|a| a.mention)
                .collect();
            if subjects.is_empty() {
                subjects.extend(clause::before(stage, hit.start as usize, from));
            }
            // A town that hosts is the place, not a party.
            subjects.retain(|m| {
                place::at(stage, m.tokens.start).is_none_or(|p| !p.city || m.kind != ActorKind::State)
            });
            let first = subjects
                .iter()
                .map(|m| m.tokens.start)
                .min()
                .unwrap_or(hit.start as usize);
            telling.quote.start = first.min(hit.start as usize);
            telling.conjunction = if first < hit.start as usize {
                subjects.first().is_some_and(|m| m.affixes.contains(Affixes::WA))
            } else {
                hit.affixes.contains(Affixes::WA)
            };
            parties.extend(subjects);
        }
    }
    for arg in &walk.args {
        let fits = match arg.role {
            Role::Bare => arg.gap <= 4 && !arg.after_topic || name.contains(&arg.mention.tokens.start),
            Role::With | Role::Between | Role::Present => arg.gap <= 4,
            Role::To => arg.gap <= 1 && !arg.after_topic,
            Role::By | Role::From | Role::In | Role::About => false,
        };
        if fits {
            parties.push(arg.mention);
        }
    }
    let behind = parties.first().and_then(|first| {
        let lone =
            parties.len() == 1 && first.kind == ActorKind::State && first.tokens.start >= trigger.tokens.end;
        lone.then(|| place::at(stage, first.tokens.start))
            .flatten()
            .filter(|p| p.city || name.contains(&p.tokens.start))
    });
    if behind.is_some() {
        parties.clear();
    }
    meeting::finish(stage, trigger, &mut telling, &parties, &walk, from);
    // The council, committee or group inside the name stands on its own side.
    for hit in scene.notes.within(name.clone()) {
        if hit.class == Class::Body
            && let Some(side) = scene.entry(hit).side()
            && !telling.sides.contains(&side)
        {
            telling.sides.push(side);
        }
    }
    // القمة العربية: the name itself says whose it is.
    if let Some(side) = entry.extra.split(' ').find_map(|w| w.parse().ok())
        && !telling.sides.contains(&side)
    {
        telling.sides.push(side);
    }
    meeting::adjectives(stage, trigger.tokens.end, &mut telling);
    telling.place = telling.place.or(behind).or_else(|| host(stage, trigger, from));
    let known = entry.extra.contains("named");
    let has_name = known || name.end > trigger.tokens.end;
    telling.cover(&name);
    let alone = !has_name && telling.all_sides().len() < 2 && telling.participants() < 2;
    telling.points_back = alone || margin(stage, trigger);
    if entry.extra.contains("weak")
        && !scene
            .notes
            .within(name.clone())
            .iter()
            .any(|h| BODIES.has(h.class))
        && !carried
    {
        telling.points_back = true;
    }
    telling.name = has_name.then_some(name);
    telling.summit = entry.lemma.contains("قمة") || entry.lemma.contains("القمة");
    // A summit of two told as a deed of theirs (عقد قمة مع، قمتهما) is a meeting; القمة as an event, a session.
    let definite = trigger.hit.affixes.contains(Affixes::AL) || known;
    let with = walk.args.iter().any(|a| a.role == Role::With && a.gap <= 4);
    if entry.lemma.starts_with("قم")
        && !definite
        && telling.participants() <= 2
        && (trigger.possessed() || with || told_as_deed(stage, trigger, from) && bilateral(&telling))
    {
        telling.kind = mahdar_record::EncounterKind::Meeting;
    }
    Some(telling)
}

/// Whether a light verb says that two held it or that it brought them together (`عقدا قمة`, `قمة جمعتهما`).
fn told_as_deed(stage: &Stage<'_, '_>, trigger: &Trigger, from: usize) -> bool {
    let scene = stage.scene;
    let deed = |hit: &mahdar_lexicon::Hit| matches!(scene.entry(hit).value.as_ref(), "hold" | "gather");
    let end = trigger.tokens.end;
    meeting::carrier(stage, trigger, from).is_some_and(|hit| deed(&hit))
        || (end..end + 4).any(|i| scene.notes.get(i, Class::Carry).is_some_and(deed))
}

/// Whether it is between two states.
fn bilateral(telling: &Telling) -> bool {
    let sides = telling.all_sides();
    sides.len() == 2 && sides.iter().all(|s| s.is_state())
}

/// Whether the word behind a noun says that it was for the press (`مؤتمر صحفي`, `مقابلة تلفزيونية`).
pub(super) fn for_the_press(word: &str) -> bool {
    let bare = word.strip_prefix("ال").unwrap_or(word);
    [
        "صحفي",
        "صحافي",
        "تلفزيوني",
        "تليفزيوني",
        "اذاعي",
        "متلفز",
        "اعلامي",
    ]
    .iter()
    .any(|w| bare.starts_with(w))
}

/// The town or state that hosts: `تستضيف القاهرة القمة`.
fn host(stage: &Stage<'_, '_>, trigger: &Trigger, from: usize) -> Option<place::Place> {
    let carrier = meeting::carrier(stage, trigger, from)?;
    if stage.scene.entry(&carrier).value.as_ref() != "host" {
        return None;
    }
    let at = carrier.start as usize;
    (carrier.end as usize..trigger.tokens.start)
        .chain(at.saturating_sub(3).max(from)..at)
        .find_map(|i| place::at(stage, i))
}

/// Whether it only frames another event (`على هامش القمة`).
fn margin(stage: &Stage<'_, '_>, trigger: &Trigger) -> bool {
    let at = trigger.tokens.start;
    (at.saturating_sub(4)..at).any(|i| {
        stage
            .scene
            .notes
            .get(i, Class::Setting)
            .is_some_and(|h| stage.scene.entry(h).value.as_ref() == "margin")
    })
}

/// The tokens of the event's name: the noun with the adjectives and genitives next to it.
fn name(stage: &Stage<'_, '_>, trigger: &Trigger, until: usize) -> Range<usize> {
    let scene = stage.scene;
    let start = trigger.tokens.start;
    let mut end = trigger.tokens.end;
    let mut i = end;
    while i < until.min(start + 16) {
        let word = scene.word(i);
        if scene.text.kind(i) == TokenKind::Sign {
            if matches!(
                word,
                "\"" | "«" | "»" | "“" | "”" | "'" | "/" | "+" | "-" | "(" | ")"
            ) && i + 1 < until
            {
                i += 1;
                continue;
            }
            break;
        }
        if stage.is_time(i) {
            break;
        }
        if let Some(mention) = stage.starting_at(i) {
            if !matches!(mention.kind, ActorKind::State | ActorKind::Body)
                || mention.affixes.contains(Affixes::BI)
            {
                break;
            }
            i = mention.tokens.end.max(i + 1);
            end = i;
            continue;
        }
        let stops = matches!(
            word,
            "مع" | "بين"
                | "في"
                | "من"
                | "الي"
                | "علي"
                | "عن"
                | "حول"
                | "بشان"
                | "التي"
                | "الذي"
                | "ان"
                | "بحضور"
                | "بمشاركه"
                | "برياسه"
                | "لبحث"
                | "لمناقشه"
                | "هي"
                | "هو"
                | "و"
                | "لم"
                | "لن"
                | "قد"
                | "بعد"
                | "قبل"
                | "خلال"
                | "عقب"
                | "بهدف"
                | "المقرره"
                | "المقرر"
                | "المرتقبه"
                | "المقبله"
                | "القادمه"
                | "حيث"
                | "اليوم"
                | "امس"
                | "غدا"
                | "عام"
                | "يوم"
        );
        let verb =
            scene.notes.at(i).iter().any(|h| {
                scene.entry(h).is_finite() && h.end - h.start == 1 && !h.affixes.contains(Affixes::AL)
            });
        let conjunction = word.starts_with('و') && scene.notes.at(i).is_empty() && word.len() > 8;
        if stops || verb || conjunction {
            break;
        }
        i += 1;
        end = i;
    }
    start..end
}
