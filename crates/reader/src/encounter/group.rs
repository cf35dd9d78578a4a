//! Circles of people who meet without being named: `وفد برلماني فرنسي`, `كبار المسؤولين الصينيين`.

use super::trigger::Trigger;
use crate::{
    cast::{ActorKind, Cast, Mention},
    scene::Scene,
};
use mahdar_lexicon::{Class, Classes};
use mahdar_record::Side;
use mahdar_text::TokenKind;
use smallvec::SmallVec;

/// Longest circle, in words.
const LONGEST: usize = 9;

const SIDED: Classes = Classes::of(Class::State)
    .with(Class::Demonym)
    .with(Class::Body)
    .with(Class::NationalBody)
    .with(Class::Capital);

/// The circles in the triggers' sentences that the cast does not hold already, in order.
pub(super) fn groups(scene: &Scene<'_>, cast: &Cast, triggers: &[Trigger]) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let mut last = None;
    for trigger in triggers {
        if last == Some(trigger.sentence) {
            continue;
        }
        last = Some(trigger.sentence);
        let Some(sentence) = scene.text.sentences().get(trigger.sentence) else {
            continue;
        };
        let mut i = sentence.tokens().start;
        while i < sentence.tokens().end {
            let found = (scene.is(i, Class::Group) && cast.covering(i).is_none())
                .then(|| group(scene, cast, i, sentence.tokens().end))
                .flatten();
            match found {
                Some(mention) => {
                    i = mention.tokens.end;
                    out.push(mention);
                }
                None => i += 1,
            }
        }
    }
    out
}

fn group(scene: &Scene<'_>, cast: &Cast, start: usize, until: usize) -> Option<Mention> {
    let hit = scene.notes.get(start, Class::Group)?;
    let mut end = hit.end as usize;
    let mut sides: SmallVec<[Side; 2]> = SmallVec::new();
    let mut i = end;
    let limit = until.min(start + LONGEST);
    while i < limit {
        if scene.text.kind(i) != TokenKind::Word {
            break;
        }
        let word = scene.word(i);
        if let Some(mention) = cast.starting_at(i) {
            let own = matches!(
                mention.kind,
                ActorKind::State | ActorKind::Body | ActorKind::Joint | ActorKind::Unnamed
            );
            if !own || mention.tokens.end > limit {
                break;
            }
            for side in &mention.sides {
                if !sides.contains(side) {
                    sides.push(*side);
                }
            }
            i = mention.tokens.end.max(i + 1);
            end = i;
            continue;
        }
        // من and في go on inside the circle's name only right before a state or body.
        let joins = matches!(word, "من" | "عن" | "في" | "لدي")
            && i + 1 < limit
            && (scene.notes.classes(i + 1).meets(SIDED) || word == "من" && i == hit.end as usize);
        let stops = !joins
            && (matches!(
                word,
                "من" | "عن"
                    | "في"
                    | "لدي"
                    | "مع"
                    | "الي"
                    | "علي"
                    | "ان"
                    | "انه"
                    | "الذي"
                    | "التي"
                    | "الذين"
                    | "بين"
                    | "حول"
                    | "بشان"
                    | "بعد"
                    | "قبل"
                    | "خلال"
                    | "حيث"
                    | "برياسه"
                    | "بحضور"
                    | "يضم"
                    | "اليوم"
                    | "امس"
                    | "غدا"
                    | "هناك"
                    | "قد"
                    | "لم"
                    | "لن"
                    | "كما"
                    | "لبحث"
            ) || scene.notes.at(i).iter().any(|h| {
                scene.entry(h).is_finite() && !matches!(h.class, Class::Carry) && h.end - h.start == 1
            }) || scene.is(i, Class::MeetNoun));
        if stops {
            break;
        }
        for found in scene.notes.at(i) {
            if SIDED.has(found.class)
                && let Some(side) = scene.entry(found).side()
                && !sides.contains(&side)
            {
                sides.push(side);
            }
        }
        i += 1;
        if !joins {
            end = i;
        }
    }
    let alone = end == hit.end as usize;
    if alone && sides.is_empty() && scene.entry(hit).value.as_ref() == "of" {
        return None;
    }
    Some(Mention {
        tokens: start..end,
        label: start..end,
        kind: ActorKind::Unnamed,
        person: None,
        members: SmallVec::new(),
        sides,
        affixes: hit.affixes,
    })
}
