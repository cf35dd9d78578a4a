//! Which triggers have what they need: content, and what their own notes in the lexicon ask for.

use super::{
    content::{self, Beginning, Tie},
    slots,
    trigger::{self, Form, Kind, Trigger},
};
use crate::{
    cast::{ActorKind, Cast},
    scene::Scene,
};
use mahdar_lexicon::{Class, Features as Grammar};
use mahdar_record::Strength;
use std::ops::Range;

/// A trigger that has what it needs.
pub(super) struct Chosen<'a> {
    pub trigger: Trigger<'a>,
    pub beginning: Beginning,
    /// Whether it opens a clause of its own.
    pub opens: bool,
}

/// Of the triggers that begin at one token, those that have what they need; of speech and commitment the first.
pub(super) fn choose<'a>(
    scene: &Scene<'a>,
    cast: &Cast,
    triggers: &[Trigger<'a>],
    sentence: &Range<usize>,
    out: &mut Vec<Chosen<'a>>,
) {
    let from = out.len();
    for trigger in triggers {
        if out[from..].iter().any(|c| c.trigger.kind == trigger.kind) {
            continue;
        }
        // A قد of the sentence before.
        if trigger.start < sentence.start {
            continue;
        }
        // Names hold words that look like verbs.
        if cast
            .covering(trigger.start)
            .is_some_and(|m| m.kind == ActorKind::Person)
        {
            continue;
        }
        let beginning = match trigger.kind {
            Kind::Future => Some(Beginning {
                tie: Tie::Object,
                at: trigger.end,
                first: trigger.end,
            })
            .filter(|b| b.first < sentence.end),
            _ => content::beginning(scene, cast, trigger, sentence.end),
        };
        let beginning = beginning.or_else(|| {
            // A verb of binding needs no preposition where its object is a name or was said before.
            let bare = matches!(trigger.kind, Kind::Commit | Kind::Will)
                && !trigger.noted("weak")
                && matches!(trigger.form, Form::Finite | Form::Carried | Form::Predicate);
            bare.then_some(Beginning {
                tie: Tie::Object,
                at: trigger.end,
                first: trigger.end,
            })
            .filter(|b| b.first < sentence.end)
        });
        let Some(beginning) = beginning else { continue };
        if !content::convincing(trigger, &beginning) {
            continue;
        }
        if trigger.kind == Kind::Commit && !binding(scene, trigger, &beginning, sentence) {
            continue;
        }
        if trigger.kind == Kind::Will
            && trigger.noted("deed")
            && beginning.tie == Tie::Object
            && slots::deed(scene, beginning.first..(beginning.first + 4).min(sentence.end)).is_none()
        {
            continue;
        }
        if trigger.noted("blame")
            && !(trigger.end..(trigger.end + 12).min(sentence.end))
                .any(|i| scene.word(i).contains("مسوولي") || scene.word(i).contains("مسيولي"))
        {
            continue;
        }
        // صرح بذلك فلان: what was said stands elsewhere.
        if trigger.kind == Kind::Speech
            && beginning.tie == Tie::Preposition
            && matches!(scene.word(beginning.first), "بذلك" | "بهذا" | "ذلك" | "هذا")
            && !scene.is(beginning.first + 1, Class::Sector)
            && trigger.noted("neutral")
        {
            continue;
        }
        // يذكر أن: the writer's own reminder.
        if trigger.entry.lemma.starts_with("ذكر")
            && trigger.entry.features.contains(Grammar::IMPERFECT)
            && beginning.at <= trigger.end + 1
        {
            continue;
        }
        out.push(Chosen {
            trigger: *trigger,
            beginning,
            opens: trigger::opens(scene, trigger, sentence.start),
        });
    }
}

/// Whether a word of commitment binds here: verbs of signing want an instrument, some an act.
fn binding(scene: &Scene<'_>, trigger: &Trigger<'_>, beginning: &Beginning, sentence: &Range<usize>) -> bool {
    let near = beginning.first..(beginning.first + 6).min(sentence.end);
    // يهدد الأمن: a danger, not a threat.
    if trigger.noted("threat") && beginning.tie == Tie::Object {
        return false;
    }
    if trigger.noted("instrument") {
        // The instrument is the object, and both parties may stand before it.
        let reach = match trigger.form {
            Form::Finite => 26,
            Form::Carried => 16,
            _ => 8,
        };
        return (trigger.end..(trigger.end + reach).min(sentence.end)).any(|i| {
            scene.is(i, Class::InstrumentHead)
                || scene.is(i, Class::Instrument)
                || instrument_word(scene.word(i))
        });
    }
    // قضيته, نصه: nouns, not verbs with a pronoun.
    if trigger.noted("clause") && trigger.hit.enclitic.is_some() {
        return false;
    }
    if trigger.noted("deed") {
        return slots::deed(scene, beginning.first..(beginning.first + 2).min(sentence.end)).is_some();
    }
    if trigger.form == Form::Noun && !trigger.noted("threat") {
        // اتفاق alone is a paper; with its preposition close by it is an act of agreeing.
        // الوعد الذي قطعه, التزام مصر بـ
        let relative = matches!(scene.word(trigger.end), "الذي" | "التي")
            && trigger.entry.strength() == Some(Strength::Pledged);
        return near.start <= trigger.end + 9 && beginning.tie != Tie::Object || relative;
    }
    true
}

fn instrument_word(word: &str) -> bool {
    let bare = word.trim_start_matches(['و', 'ب', 'ل']).trim_start_matches("ال");
    [
        "اتفاق",
        "مذكر",
        "بروتوكول",
        "معاهد",
        "عقد",
        "وثيق",
        "اعلان",
        "محضر",
        "برنامج",
        "خطاب",
        "ميثاق",
        "عقود",
        "بيان",
    ]
    .iter()
    .any(|head| bare.starts_with(head))
}

/// `لافروف: …`: a sentence that begins with a speaker and a colon.
pub(super) fn starts_with_colon(scene: &Scene<'_>, cast: &Cast, sentence: &Range<usize>) -> bool {
    cast.starting_at(sentence.start).is_some_and(|m| {
        matches!(
            m.kind,
            ActorKind::Person | ActorKind::Office | ActorKind::State | ActorKind::Body
        ) && scene.word(m.tokens.end) == ":"
            && m.tokens.end + 3 < sentence.end
    })
}
