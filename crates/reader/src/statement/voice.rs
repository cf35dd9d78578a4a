//! Who speaks, and who is bound: the subject of a trigger, told by what stands after or before it, by the chain of
//! verbs it belongs to, or by what was said last.

pub(super) use super::{
    memory::{How, Memory, Voice},
    subject::{holders, parties_within},
};

use super::{
    content::Tie,
    subject::{actors, after, before, clause_subject, first_subject, of},
    trigger::{Form, Kind, Trigger},
};
use crate::{
    cast::{ActorKind, Cast},
    scene::Scene,
};
use mahdar_lexicon::{Class, Features};
use mahdar_record::Party;
use smallvec::SmallVec;
use std::ops::Range;

/// Finds the subject of `trigger` in the sentence `sentence`, where its content begins at `content` and is tied by
/// `tie`.
pub(super) fn voice(
    scene: &Scene<'_>,
    cast: &Cast,
    memory: &mut Memory,
    trigger: &Trigger<'_>,
    content: (usize, Tie),
    place: &Place,
) -> Voice {
    let (at, tie) = content;
    memory.read_to(scene, cast, at.max(trigger.end));
    let feminine = gender(trigger);
    let mut found = find(scene, cast, memory, trigger, at, tie, place, feminine);
    found.feminine = feminine;
    found
}

/// Where a trigger stands.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Its sentence.
    pub sentence: Range<usize>,
    /// The content of the speech that it stands in, if it does.
    pub inside: Option<Range<usize>>,
}

/// The gender that the form tells: verbs and participles of one person tell it, nouns do not.
fn gender(trigger: &Trigger<'_>) -> Option<bool> {
    let f = trigger.entry.features;
    let plural = f.intersects(Features::DUAL | Features::PLURAL | Features::FIRST);
    let tells = f.intersects(Features::PERFECT | Features::IMPERFECT | Features::PARTICIPLE);
    (tells && !plural).then(|| f.contains(Features::FEMININE))
}

#[allow(clippy::too_many_arguments)]
fn find(
    scene: &Scene<'_>,
    cast: &Cast,
    memory: &Memory,
    trigger: &Trigger<'_>,
    at: usize,
    tie: Tie,
    place: &Place,
    feminine: Option<bool>,
) -> Voice {
    let sentence = &place.sentence;
    // حثت روسيا: whether Russia urges or is urged, a subject before the verb decides.
    let finite = matches!(trigger.form, Form::Finite | Form::Predicate);
    if finite && let Some(voice) = before(scene, cast, trigger, sentence) {
        return voice;
    }
    if let Some(voice) = finite.then(|| text_speaks(scene, memory, trigger)).flatten() {
        return voice;
    }
    if trigger.form != Form::Participle {
        match after(scene, cast, trigger, at, tie) {
            Some(voice) if voice.kind == Some(ActorKind::Unnamed) && points_back(&voice) => {
                return match &memory.unnamed {
                    Some(known) => known.told(How::After, voice.end),
                    None => voice,
                };
            }
            Some(voice) => return voice,
            None => {}
        }
    }
    if trigger.form == Form::Noun
        && trigger.kind == Kind::Speech
        && trigger.hit.enclitic.is_some()
        && let Some(mention) = quoted(
            scene,
            cast,
            sentence.start.max(trigger.start.saturating_sub(REPORT))..trigger.start,
        )
    {
        return of(scene, cast, mention, How::Chain, trigger.end);
    }
    if trigger.form == Form::Carried {
        return joint(memory, trigger.end);
    }
    let dual = trigger.is_plural()
        && trigger.entry.features.contains(Features::DUAL)
        && trigger.form == Form::Finite;
    if dual && !chain_is_plural(memory) {
        return joint(memory, trigger.end);
    }
    // قطعت الرياض وأبوظبي … متهمين: a plural form goes with all who act in the sentence.
    if trigger.is_plural()
        && !chain_is_plural(memory)
        && let Some(voice) = actors(scene, cast, sentence.start..trigger.start, trigger.end)
    {
        return voice;
    }
    if let Some(voice) = place
        .inside
        .as_ref()
        .and_then(|inside| clause_subject(scene, cast, trigger, inside))
    {
        return voice;
    }
    if let Some(chain) = &memory.chain {
        // A feminine participle does not hang on a masculine verb.
        let agrees = feminine.is_none() || chain.feminine.is_none() || chain.feminine == feminine;
        if agrees || memory.previous(feminine).is_none() {
            return chain.told(How::Chain, trigger.end);
        }
    } else if matches!(trigger.form, Form::Participle | Form::Predicate) {
        // استقبل الوزير نظيره مؤكدا: the subject of the sentence's main verb.
        if let Some(mention) = first_subject(scene, cast, sentence.start..trigger.start) {
            return of(scene, cast, mention, How::Chain, trigger.end);
        }
    }
    if trigger.is_plural() && trigger.form == Form::Finite && memory.joint.len() >= 2 {
        return joint(memory, trigger.end);
    }
    match memory
        .previous(feminine)
        .or(memory.previous(None))
        .or(memory.actor.as_ref())
    {
        Some(last) if trigger.kind == Kind::Speech || trigger.form != Form::Noun => {
            last.told(How::Previous, trigger.end)
        }
        _ => Voice::nobody(trigger.end),
    }
}

/// How far back in its sentence a report's source is looked for, in tokens.
const REPORT: usize = 60;

/// `نقلت الوكالة عن الوزير … قوله`: whom a report quotes, the mention behind the last عن of `tokens`.
fn quoted<'c>(scene: &Scene<'_>, cast: &'c Cast, tokens: Range<usize>) -> Option<&'c crate::cast::Mention> {
    let from = tokens
        .clone()
        .rev()
        .find(|&i| scene.word(i) == "عن" && i > tokens.start)?;
    let reported = (tokens.start..from).any(|i| {
        let word = scene.word(i).trim_start_matches('و');
        word.starts_with("نقل") || word == "نسبت"
    });
    cast.starting_at(from + 1).filter(|_| reported)
}

/// `أكد البيان`، `يدين المشروع`: a text speaks for those who issue it: the sides that spoke together, or the
/// organisation that the document is about.
fn text_speaks(scene: &Scene<'_>, memory: &Memory, trigger: &Trigger<'_>) -> Option<Voice> {
    let draft = match scene.word(trigger.end) {
        "البيان" | "بيان" | "البلاغ" => false,
        "المشروع" | "القرار" | "الاعلان" | "الوثيقه" | "التوصيات" | "القمه" | "المجتمعون" => {
            true
        }
        _ => return None,
    };
    if !draft && let Some(issuer) = &memory.issuer {
        return Some(issuer.told(How::After, trigger.end + 1));
    }
    if memory.joint.len() >= 2 {
        return Some(joint(memory, trigger.end + 1));
    }
    let side = memory.organisation.filter(|_| draft)?;
    Some(Voice {
        holders: vec![Party::Side(side)],
        sides: SmallVec::from_slice(&[side]),
        kind: Some(ActorKind::Body),
        how: How::After,
        feminine: None,
        end: trigger.end + 1,
    })
}

/// `المسؤول`، `المصدر`: definite, so introduced before.
fn points_back(voice: &Voice) -> bool {
    voice
        .holders
        .first()
        .is_some_and(|h| matches!(h, Party::Named(n) if n.starts_with("ال")))
}

fn chain_is_plural(memory: &Memory) -> bool {
    memory.chain.as_ref().is_some_and(|v| v.holders.len() >= 2)
}

fn joint(memory: &Memory, end: usize) -> Voice {
    let sides = memory.joint();
    let how = if sides.is_empty() { How::Nobody } else { How::Joint };
    Voice {
        holders: sides.iter().map(|s| Party::Side(*s)).collect(),
        sides,
        kind: Some(ActorKind::Joint),
        how,
        feminine: None,
        end,
    }
}

/// Whether a turn of speakers is announced right before or after the verb (`من جانبه`، `بدوره`).
pub(super) fn takes_turn(scene: &Scene<'_>, trigger: &Trigger<'_>, sentence: &Range<usize>) -> bool {
    let from = trigger.start.saturating_sub(5).max(sentence.start);
    (from..trigger.end + 2).any(|i| scene.is(i, Class::Turn))
}
