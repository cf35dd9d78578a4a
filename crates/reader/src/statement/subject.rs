//! The subject of a verb among the mentions around it: after it, before it, at the sentence's opening, or at the head
//! of the clause that it stands in.

use super::{
    content::Tie,
    memory::{How, Voice},
    trigger::{Form, Kind, Trigger},
};
use crate::{
    cast::{ActorKind, Cast, Mention},
    scene::Scene,
};
use mahdar_lexicon::{Affixes, Class};
use mahdar_record::{Party, Side};
use smallvec::SmallVec;
use std::ops::Range;

pub(super) fn of(scene: &Scene<'_>, cast: &Cast, mention: &Mention, how: How, end: usize) -> Voice {
    Voice {
        holders: holders(scene, cast, mention),
        sides: mention.sides.iter().copied().collect(),
        kind: Some(mention.kind),
        how,
        feminine: None,
        end,
    }
}

/// Who holds what a mention says: a national body speaks under its own name, a state and the named organisations
/// as sides.
pub(super) fn holders(scene: &Scene<'_>, cast: &Cast, mention: &Mention) -> Vec<Party> {
    let national = mention.kind == ActorKind::Body && mention.sides.iter().all(|s| s.is_state());
    if national && !governs(scene, mention) {
        return vec![Party::Named(scene.text.slice(mention.label.clone()).to_owned())];
    }
    if mention.kind == ActorKind::Unnamed
        && let Some(end) = belonging(scene, cast, mention)
    {
        return vec![Party::Named(
            scene.text.slice(mention.label.start..end).to_owned(),
        )];
    }
    cast.holders(scene, mention)
}

/// One past the body that an unnamed official belongs to (`مسؤول في وزارة الخارجية`، `ممثلون عن الحكومة`).
fn belonging(scene: &Scene<'_>, cast: &Cast, mention: &Mention) -> Option<usize> {
    let at = mention.tokens.end;
    if !matches!(scene.word(at), "في" | "عن") {
        return None;
    }
    let body = cast.starting_at(at + 1)?;
    let belongs = body.kind == ActorKind::Body
        || body.kind == ActorKind::State && (!scene.is(at + 1, Class::Capital) || scene.word(at) == "عن");
    belongs.then_some(body.tokens.end)
}

/// Whether a body is the state itself when it speaks: its government, not one of its ministries.
fn governs(scene: &Scene<'_>, mention: &Mention) -> bool {
    mention.sides.len() == 1
        && matches!(
            scene.word(mention.label.start),
            "الحكومه" | "حكومه" | "الاداره" | "النظام" | "والحكومه"
        )
}

/// Whether و joins a mention to the one before it; before a mere surname it may be written as if it were its letter.
fn joined(scene: &Scene<'_>, cast: &Cast, mention: &Mention) -> bool {
    if mention.affixes.contains(Affixes::WA) {
        return true;
    }
    let word = scene.word(mention.tokens.start);
    mention.kind == ActorKind::Person
        && word.strip_prefix('و').is_some_and(|bare| {
            matches!(cast.holders(scene, mention).first(), Some(Party::Named(name))
                if mahdar_text::fold(name).split(' ').any(|part| part == bare))
        })
}

/// Longest adjunct between a verb and its subject, in tokens.
const ADJUNCT: usize = 12;

/// The subject after the verb: what stands at the verb but for adjuncts, with those joined to it by و; a mention,
/// or, where the cast knows none, the words as written.
pub(super) fn after(
    scene: &Scene<'_>,
    cast: &Cast,
    trigger: &Trigger<'_>,
    content: usize,
    tie: Tie,
) -> Option<Voice> {
    let mut i = trigger.end;
    let mut adjunct = false;
    let stop = content.max(trigger.end + usize::from(tie == Tie::Object));
    let mention = loop {
        if i >= stop || i > trigger.end + ADJUNCT {
            return None;
        }
        if let Some(mention) = cast.covering(i) {
            if is_subject(scene, mention)
                && mention.tokens.start == i
                && !mention.affixes.contains(Affixes::WA)
            {
                break mention;
            }
            adjunct = true;
            i = mention.tokens.end.max(i + 1);
            continue;
        }
        let word = scene.word(i);
        if super::content::is_adjunct(word) || scene.is(i, Class::Turn) {
            adjunct = true;
        } else if matches!(word, "،" | "," | "-" | "–" | "(" | ")") {
            adjunct = i == trigger.end;
        } else if !adjunct {
            return as_written(scene, cast, trigger, i, content, tie);
        }
        i += 1;
    };
    let mut voice = of(scene, cast, mention, How::After, mention.tokens.end);
    let mut end = mention.tokens.end;
    for other in cast.within(end..stop) {
        let gap = other.tokens.start.saturating_sub(end);
        if !joined(scene, cast, other) || gap > 8 || (gap > 0 && !in_apposition(scene, end, other)) {
            break;
        }
        for holder in holders(scene, cast, other) {
            if !voice.holders.contains(&holder) {
                voice.holders.push(holder);
            }
        }
        for side in &other.sides {
            if !voice.sides.contains(side) {
                voice.sides.push(*side);
            }
        }
        end = other.tokens.end;
        voice.end = end;
    }
    Some(voice)
}

/// A subject that the cast does not know (`قالت كيرشنر، إن`، `اتهم القضاء الأرجنتيني`): the words from `i` to a
/// comma, an adjunct or the content, where the content's tie shows that they are not its object.
fn as_written(
    scene: &Scene<'_>,
    cast: &Cast,
    trigger: &Trigger<'_>,
    i: usize,
    content: usize,
    tie: Tie,
) -> Option<Voice> {
    let finite =
        trigger.form == Form::Finite && trigger.kind == Kind::Speech && trigger.hit.enclitic.is_none();
    if !finite || matches!(tie, Tie::Object) || !scene.is_word(i) {
        return None;
    }
    let takes_object = trigger.entry.takes.contains(mahdar_lexicon::Takes::OBJECT);
    if tie == Tie::Preposition && takes_object {
        return None;
    }
    // An adverb (بدلا), a particle or another verb is no subject.
    let first = scene.word(i);
    let governed = super::content::is_bi(scene, i);
    let verbal = scene
        .notes
        .at(i)
        .iter()
        .any(|h| scene.entry(h).is_finite() && h.affixes.is_empty());
    if governed
        || verbal
        || first.ends_with('ا') && first.len() <= 10
        || matches!(first, "لا" | "لن" | "لم" | "ما" | "هذا" | "هذه" | "ذلك")
    {
        return None;
    }
    let mut end = i;
    while end < content && end < i + 7 {
        if end > i && scene.word(end).starts_with('ل') && cast.covering(end).is_none() && end + 1 < content {
            break;
        }
        let word = scene.word(end);
        if !scene.is_word(end) || super::content::is_adjunct(word) || scene.is(end, Class::Turn) {
            break;
        }
        end = cast
            .covering(end)
            .map_or(end + 1, |m| m.tokens.end.min(content).max(end + 1));
    }
    (end > i).then(|| Voice {
        holders: vec![Party::Named(scene.text.slice(i..end).to_owned())],
        sides: SmallVec::new(),
        kind: Some(ActorKind::Unnamed),
        how: How::After,
        feminine: None,
        end,
    })
}

/// Whether what lies between a subject and `other` is an apposition between commas.
fn in_apposition(scene: &Scene<'_>, end: usize, other: &Mention) -> bool {
    scene.word(end) == "،" && scene.word(other.tokens.start.saturating_sub(1)) == "،"
}

/// Whether a mention can be a subject: neither بـ nor لـ is written to it, nor does a preposition stand before it.
fn is_subject(scene: &Scene<'_>, mention: &Mention) -> bool {
    if mention
        .affixes
        .intersects(Affixes::BI | Affixes::LI | Affixes::KA)
    {
        return false;
    }
    let Some(before) = mention.tokens.start.checked_sub(1) else {
        return true;
    };
    // خلال لقائه أمس السيد فلان: the other of the meeting.
    let mut noun = before;
    while noun > 0
        && before - noun < 3
        && (super::content::is_adverb(scene.word(noun))
            || matches!(scene.word(noun), "اليوم" | "السيد" | "السيده" | "الدكتور"))
    {
        noun -= 1;
    }
    if noun < before
        && matches!(
            scene.word(noun),
            "لقايه"
                | "لقايها"
                | "لقاءه"
                | "لقاء"
                | "استقباله"
                | "استقبالها"
                | "اجتماعه"
                | "اجتماعها"
        )
    {
        return false;
    }
    !matches!(
        scene.word(before),
        "في" | "من"
            | "الي"
            | "علي"
            | "عن"
            | "مع"
            | "بين"
            | "ضد"
            | "لدي"
            | "امام"
            | "عبر"
            | "حول"
            | "نحو"
            | "خلال"
            | "لقايه"
            | "لقاييه"
            | "لقاء"
            | "اجتماعه"
            | "اتصال"
            | "باسم"
            | "ضيفه"
            | "سفراء"
            | "لوكاله"
            | "ان"
            | "بحضور"
            | "لقناه"
            | "لصحيفه"
            | "زياره"
            | "زيارته"
            | "استقباله"
            | "لاستقباله"
            | "بشان"
            | "تجاه"
            | "داخل"
            | "قبل"
            | "بعد"
            | "منذ"
            | "حتي"
            | "لقائه"
    )
}

/// The subject before the verb: the mention that ends where the verb begins but for particles and appositions, or
/// the one that opens the sentence with no other verb in between.
pub(super) fn before(
    scene: &Scene<'_>,
    cast: &Cast,
    trigger: &Trigger<'_>,
    sentence: &Range<usize>,
) -> Option<Voice> {
    // A conjunction opens a new clause whose subject does not stand before it.
    if trigger.conjunction {
        return None;
    }
    let mut i = trigger.start;
    let mut steps = 0;
    let mut comma = false;
    let nearest = loop {
        if i <= sentence.start || steps > 6 {
            break None;
        }
        if let Some(mention) = cast.covering(i - 1) {
            break Some(mention);
        }
        match scene.word(i - 1) {
            "قد" | "كان" | "كانت" | "وكان" | "وكانت" | "لا" | "لم" | "ما" | "هو" | "هي" | "لن" | "سوف"
            | "ايضا" => {}
            "،" | "," | "-" | ")" if !comma => comma = true,
            _ => break None,
        }
        i -= 1;
        steps += 1;
    };
    if let Some(mention) = nearest.filter(|m| is_subject(scene, m) || of_inna(scene, m)) {
        // A comma parts the verb from its subject only where an apposition stood between commas.
        let parted =
            comma && mention.tokens.start > sentence.start && scene.word(mention.tokens.start - 1) != "،";
        if !parted {
            return Some(with_first(scene, cast, mention, trigger, sentence));
        }
    }
    opening(scene, cast, trigger, sentence)
}

/// `mention`, and where و is written to it the mention before it too (`أ وب يؤكدان`).
fn with_first(
    scene: &Scene<'_>,
    cast: &Cast,
    mention: &Mention,
    trigger: &Trigger<'_>,
    sentence: &Range<usize>,
) -> Voice {
    let mut voice = of(scene, cast, mention, How::Before, trigger.end);
    let joined = joined(scene, cast, mention) && mention.tokens.start > sentence.start;
    let Some(first) = mention
        .tokens
        .start
        .checked_sub(1)
        .filter(|_| joined)
        .and_then(|b| cast.covering(b))
    else {
        return voice;
    };
    let other = of(scene, cast, first, How::Before, trigger.end);
    let more: Vec<Party> = voice
        .holders
        .drain(..)
        .filter(|h| !other.holders.contains(h))
        .collect();
    voice.holders = other.holders;
    voice.holders.extend(more);
    let late = std::mem::take(&mut voice.sides);
    voice.sides = other.sides;
    for side in late {
        if !voice.sides.contains(&side) {
            voice.sides.push(side);
        }
    }
    voice
}

/// Farthest that a sentence's opening subject stands from its verb, in tokens.
const OPENING: usize = 24;

/// The mention that opens the sentence (behind كان، قد، إن), where no finite verb parts it from the trigger:
/// `وكانت سفيرة واشنطن لدى المنظمة حثت`.
fn opening(scene: &Scene<'_>, cast: &Cast, trigger: &Trigger<'_>, sentence: &Range<usize>) -> Option<Voice> {
    if trigger.start > sentence.start + OPENING || trigger.form == Form::Predicate {
        return None;
    }
    let mut i = sentence.start;
    while matches!(
        scene.word(i),
        "وكان"
            | "وكانت"
            | "كان"
            | "كانت"
            | "وقد"
            | "ان"
            | "اما"
            | "لكن"
            | "ولكن"
            | "غير"
            | "-"
            | "•"
    ) {
        i += 1;
    }
    let mention = cast
        .starting_at(i)
        .filter(|m| m.tokens.end <= trigger.start && is_subject(scene, m))?;
    let parted = scene
        .notes
        .within(mention.tokens.end..trigger.start)
        .iter()
        .any(|h| {
            scene.entry(h).is_finite() && h.affixes.is_empty() && cast.covering(h.start as usize).is_none()
        })
        || (mention.tokens.end..trigger.start)
            .any(|j| matches!(scene.word(j), "الذي" | "التي" | "ان" | ":" | "\""));
    (!parted).then(|| of(scene, cast, mention, How::Before, trigger.end))
}

/// The subject of the clause inside a speech that the trigger stands in: the mention right behind the last أن or إن
/// before it, or the one that opens direct speech. `None` where a pronoun or بلاده points back to the speaker.
pub(super) fn clause_subject(
    scene: &Scene<'_>,
    cast: &Cast,
    trigger: &Trigger<'_>,
    inside: &Range<usize>,
) -> Option<Voice> {
    let from = inside.start.saturating_sub(1);
    let clause = (from..trigger.start)
        .rev()
        .find(|&i| super::content::that(scene.word(i)))
        .unwrap_or(from);
    let word = scene.word(clause);
    let bare = word.strip_prefix('ب').unwrap_or(word);
    if super::content::that(word) && bare != "ان" {
        return None;
    }
    let mut i = clause + 1;
    while i < trigger.start && (!scene.is_word(i) || matches!(scene.word(i), "كلا" | "كل" | "جميع" | "كلتا"))
    {
        i += 1;
    }
    let mention = cast
        .starting_at(i)
        .filter(|m| m.tokens.end <= trigger.start && is_subject_of_clause(m))?;
    Some(of(scene, cast, mention, How::Before, trigger.end))
}

fn is_subject_of_clause(mention: &Mention) -> bool {
    !mention
        .affixes
        .intersects(Affixes::BI | Affixes::LI | Affixes::KA)
}

/// A subject governed by إن or أن only (`إن بلاده ستقدم`).
fn of_inna(scene: &Scene<'_>, mention: &Mention) -> bool {
    mention
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|b| super::content::that(scene.word(b)))
        && !mention
            .affixes
            .intersects(Affixes::BI | Affixes::LI | Affixes::KA)
}

/// The first mention of `tokens` that can be a subject.
pub(super) fn first_subject<'c>(
    scene: &Scene<'_>,
    cast: &'c Cast,
    tokens: Range<usize>,
) -> Option<&'c Mention> {
    cast.within(tokens)
        .iter()
        .find(|m| is_subject(scene, m) && !matches!(m.kind, ActorKind::Unnamed))
}

/// The sides of the parties named by `بين … و…` or after `مع` within `tokens`, and by joint words (`البلدين`).
pub(super) fn parties_within(scene: &Scene<'_>, cast: &Cast, tokens: Range<usize>) -> SmallVec<[Side; 4]> {
    let mut sides: SmallVec<[Side; 4]> = SmallVec::new();
    let mut open = false;
    let mut last_end = tokens.start;
    for mention in cast.within(tokens.clone()) {
        if mention.kind == ActorKind::Joint && mention.sides.len() >= 2 {
            return mention.sides.iter().copied().collect();
        }
        let before = mention.tokens.start.checked_sub(1).map_or("", |b| scene.word(b));
        let opened = matches!(before, "بين" | "مع");
        let joined = open && joined(scene, cast, mention) && mention.tokens.start <= last_end + 8;
        if opened || joined {
            open = true;
            for side in &mention.sides {
                if !sides.contains(side) {
                    sides.push(*side);
                }
            }
        }
        last_end = mention.tokens.end;
    }
    sides
}

/// Those who act together at the head of `tokens`: the first subject and the mentions that و joins to it, where they
/// are two or more.
pub(super) fn actors(scene: &Scene<'_>, cast: &Cast, tokens: Range<usize>, end: usize) -> Option<Voice> {
    let first = first_subject(scene, cast, tokens.clone())?;
    let mut voice = of(scene, cast, first, How::Chain, end);
    let mut at = first.tokens.end;
    for other in cast.within(at..tokens.end) {
        if other.tokens.start > at + 1 || !joined(scene, cast, other) {
            break;
        }
        voice.holders.extend(holders(scene, cast, other));
        voice.sides.extend(other.sides.iter().copied());
        at = other.tokens.end;
    }
    (voice.holders.len() >= 2).then_some(voice)
}
