//! Words that may tell of an encounter.

use crate::{cast::Cast, scene::Scene};
use mahdar_lexicon::{Affixes, Class, Classes, Enclitic, Features, Hit};
use mahdar_record::EncounterKind;
use std::ops::Range;

/// How a trigger stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A finite verb of meeting (`التقى`).
    Verb,
    /// A finite verb of discussing (`بحث`).
    Discussing,
    /// A noun of meeting, or a verbal noun used as one (`لقاء`، `استقبال`).
    Noun,
    /// A finite verb or verbal noun of travelling (`زار`، `وصول`).
    Travelling,
    /// A verb or noun of signing.
    Signing,
}

/// A word that may tell of an encounter.
#[derive(Debug, Clone)]
pub(super) struct Trigger {
    /// Its entry in the lexicon.
    pub hit: Hit,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The kind that its entry gives.
    pub kind: EncounterKind,
    /// How it stands.
    pub form: Form,
    /// The sentence it stands in.
    pub sentence: usize,
}

const ALL: Classes = Classes::of(Class::Meet)
    .with(Class::MeetNoun)
    .with(Class::Discuss)
    .with(Class::Travel)
    .with(Class::Sign);

/// The triggers of a scene, in order; of several at one place the longest.
pub(super) fn triggers(scene: &Scene<'_>, cast: &Cast) -> Vec<Trigger> {
    let mut out: Vec<Trigger> = Vec::new();
    // Nobody of any side is on stage: no matter between states.
    if cast.mentions().iter().all(|m| m.sides.is_empty()) {
        return out;
    }
    for (number, sentence) in scene.text.sentences().iter().enumerate() {
        // Without anybody in it a sentence can only point back to what was told before.
        if out.is_empty() && cast.within(sentence.tokens()).is_empty() {
            continue;
        }
        let mut i = sentence.tokens().start;
        while i < sentence.tokens().end {
            if !scene.notes.classes(i).meets(ALL) || cast.covering(i).is_some_and(|m| m.tokens.start < i) {
                i += 1;
                continue;
            }
            match at(scene, i, number) {
                Some(trigger)
                    if trigger.tokens.end <= sentence.tokens().end && cast.starting_at(i).is_none() =>
                {
                    i = trigger.tokens.end;
                    out.push(trigger);
                }
                _ => i += 1,
            }
        }
    }
    out
}

fn at(scene: &Scene<'_>, i: usize, sentence: usize) -> Option<Trigger> {
    // Longest first; a noun before a verb of the same spelling.
    let hits = scene.notes.at(i);
    let rank = |hit: &Hit| match hit.class {
        Class::MeetNoun => 0,
        Class::Meet => 1,
        Class::Travel => 2,
        Class::Sign => 3,
        Class::Discuss => 4,
        _ => 9,
    };
    let hit = hits
        .iter()
        // A word with the article takes no pronoun (الاجتماعي is no meeting of mine); nor do reports speak of my meetings.
        .filter(|h| {
            rank(h) < 9
                && (h.enclitic.is_none()
                    || !h.affixes.contains(Affixes::AL) && h.enclitic != Some(Enclitic::Speaker))
        })
        .min_by_key(|h| (std::cmp::Reverse(h.end), rank(h), h.affixes.bits().count_ones()))?;
    let entry = scene.entry(hit);
    // A verb behind ل، ب or ال can only be its verbal noun in the same spelling (التشاور), which names no event.
    let governed = hit
        .affixes
        .intersects(Affixes::LI | Affixes::BI | Affixes::AL | Affixes::KA);
    if governed && entry.is_finite() && hit.class != Class::MeetNoun {
        return None;
    }
    let nominal = governed || entry.features.contains(Features::MASDAR);
    let participle = entry.features.contains(Features::PARTICIPLE);
    let form = match hit.class {
        Class::MeetNoun => Form::Noun,
        Class::Meet if participle => return None,
        Class::Meet if nominal => Form::Noun,
        Class::Meet => Form::Verb,
        Class::Discuss if nominal => return None,
        Class::Discuss => Form::Discussing,
        Class::Travel if participle && entry.extra.as_ref() != "arrive" => return None,
        Class::Travel => Form::Travelling,
        // Ratifying and acceding bring nobody together.
        _ if participle
            || !["وقع", "أمضى", "أبرم", "تبادل", "حفل"]
                .iter()
                .any(|w| entry.lemma.starts_with(w)) =>
        {
            return None;
        }
        _ => Form::Signing,
    };
    let kind = match hit.class {
        Class::Sign => EncounterKind::Signing,
        _ => entry.encounter_kind()?,
    };
    Some(Trigger {
        hit: *hit,
        tokens: hit.tokens(),
        kind,
        form,
        sentence,
    })
}

impl Trigger {
    /// Whether it is written as a pronoun's possession (`لقاؤه`).
    pub fn possessed(&self) -> bool {
        self.hit.enclitic.is_some()
    }
}
