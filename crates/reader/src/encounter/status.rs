//! Held, planned, called off or denied; recalled from an earlier day; or only hoped for.

use super::{
    telling::{Stage, Telling},
    trigger::{Form, Trigger},
};
use mahdar_lexicon::{Affixes, Class, Features, Hit};
use mahdar_record::{EncounterKind, EncounterStatus};

/// How far before the trigger, in tokens, a word may bear on it.
const REACH: usize = 9;

/// The same with the names between counted in.
const NAMES: usize = 20;

/// Days after which a dated encounter is recalled, not news.
const NEWS: i64 = 2;

/// Marks the status of `telling`, whose clause begins at `from`.
pub(super) fn mark(stage: &Stage<'_, '_>, trigger: &Trigger, from: usize, telling: &mut Telling) {
    let scene = stage.scene;
    let at = trigger.tokens.start;
    let floor = from.max(at.saturating_sub(REACH));
    let carrier = super::meeting::carrier(stage, trigger, from);
    let verb: Option<&Hit> = if matches!(trigger.form, Form::Noun) {
        carrier.as_ref()
    } else {
        Some(&trigger.hit)
    };
    let perfect = verb.is_some_and(|v| {
        scene.entry(v).features.contains(Features::PERFECT)
            && !v
                .affixes
                .intersects(Affixes::LI | Affixes::BI | Affixes::AL | Affixes::SA)
    });
    let verb_at = verb.map_or(at, |v| v.start as usize).min(at);
    let before_verb = scene.word(verb_at.wrapping_sub(1));
    // إلى عقد، قبل عقد: behind a preposition the same letters are the verbal noun.
    let perfect = perfect
        && !matches!(
            before_verb,
            "الي" | "علي" | "عن" | "من" | "في" | "قبل" | "بعد" | "قبيل" | "عقب" | "خلال" | "اثناء"
        );
    let mut planned = verb.is_some_and(|v| v.affixes.contains(Affixes::SA)) || before_verb == "سوف";
    planned |= trigger.hit.affixes.contains(Affixes::SA);

    if matches!(before_verb, "لم" | "ولم") {
        telling.unreal = true;
    }
    if matches!(before_verb, "قد") && !perfect && verb.is_some() {
        telling.unreal = true;
    }
    let mut opened = false;
    // Words passed on the way back: the subject's own name does not part its verb from the noun.
    let mut gone = 0usize;
    let floor = floor.min(at.saturating_sub(NAMES)).max(from);
    for i in (floor.min(verb_at.saturating_sub(4)).max(from)..at).rev() {
        if stage.covering(i).is_some() {
            continue;
        }
        if gone >= REACH && i + REACH < at && i + 4 < verb_at {
            break;
        }
        let passed = gone;
        gone += 1;
        for hit in scene.notes.at(i) {
            if hit.end as usize > at {
                continue;
            }
            match hit.class {
                Class::Cancel if at - i <= 6 && !opened => telling.status = EncounterStatus::Cancelled,
                Class::Future
                    if !perfect && (hit.end - hit.start > 1 || at - i <= 5) && !stage.is_time(i) =>
                {
                    planned = true
                }
                Class::Hoped if !opened && passed <= 6 && !perfect => {
                    let entry = scene.entry(hit);
                    // A participant that asked to hold it is not the meeting that was held.
                    if entry.value.as_ref() != "refuse" || at - i <= 3 {
                        telling.unreal = true;
                        scene.reason(&mut telling.reasons, || {
                            format!("not told as real: {}", scene.cite(hit))
                        });
                    }
                }
                Class::Commit
                    if !opened && !perfect && trigger.form != Form::Signing && at - hit.end as usize <= 7 =>
                {
                    telling.agreed = true;
                    telling.unreal = true;
                }
                Class::Carry if hit.affixes.contains(Affixes::SA) && trigger.form == Form::Signing => {
                    planned = true
                }
                Class::Past => telling.background = true,
                _ => {}
            }
        }
        match scene.word(i) {
            "نفي" | "نفت" | "ينفي" | "تنفي" | "نفيه" | "نفيها" => {
                telling.status = EncounterStatus::Denied
            }
            "انه" | "انها" | "ان" | "حيث" | "الذي" | "التي" | "خلال" | "عقب" | "بعد" | "اثناء" | "لدي"
            | "اثر" | "بعيد" => opened = true,
            _ => {}
        }
    }
    // القمة المقررة، الزيارة المرتقبة، الاجتماع الذي سيعقد: what stands behind the noun.
    if trigger.form == Form::Noun && !perfect {
        let end = stage
            .sentence(trigger.sentence)
            .end
            .min(trigger.tokens.end + 8)
            .max(trigger.tokens.end);
        for i in trigger.tokens.end..end {
            if stage.covering(i).is_some_and(|m| m.tokens.start < i) {
                continue;
            }
            for hit in scene.notes.at(i) {
                match hit.class {
                    Class::Future if !stage.is_time(i) && i < trigger.tokens.end + 4 => planned = true,
                    Class::Cancel
                        if !scene.entry(hit).is_finite() && scene.entry(hit).features.is_empty() =>
                    {
                        telling.status = EncounterStatus::Cancelled;
                    }
                    Class::Carry | Class::Travel if hit.affixes.contains(Affixes::SA) => planned = true,
                    Class::Past if i < trigger.tokens.end + 5 => telling.background = true,
                    _ => {}
                }
            }
            if matches!(scene.word(i), "سوف") {
                planned = true;
            }
        }
    }
    let imperfect = verb.is_some_and(|v| scene.entry(v).features.contains(Features::IMPERFECT));
    if let Some(time) = telling.time.and_then(|t| stage.times.get(t))
        && imperfect
        && !telling.background
        && time.relative
        && let Some(published) = scene.published
    {
        // يزور الثلاثاء: with an open verb a bare weekday that lies behind is the coming one.
        let past = time
            .date
            .is_some_and(|d| d.day().is_some() && super::when::days_between(d, published) >= NEWS);
        let coming = super::when::to_come(scene, time).is_some_and(|d| d > published);
        planned |= past && coming;
    }
    if let Some(time) = telling.time.and_then(|t| stage.times.get(t))
        && let (Some(date), Some(published)) = (time.date, scene.published)
    {
        if date > published && !published.covers(date) && !date.covers(published) && !perfect {
            planned = true;
        }
        let age = super::when::days_between(date, published);
        if !date.covers(published) && age > NEWS && !planned {
            telling.background = true;
        } else if date.day().is_some() && (0..=NEWS).contains(&age) {
            // في وقت سابق من يوم الاثنين: of yesterday is still the news.
            telling.background = false;
        }
    }
    telling.perfect = perfect;
    telling.open = imperfect && !planned;
    if planned && telling.status == EncounterStatus::Held {
        telling.status = EncounterStatus::Planned;
    }
    if telling.status == EncounterStatus::Planned {
        telling.background = false;
    }
    if telling.kind == EncounterKind::Signing && telling.status == EncounterStatus::Held {
        telling.unreal &= !perfect;
    }
}
