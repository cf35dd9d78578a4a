//! Who speaks, and who is bound: the subject of a trigger, told by what stands after or before it, by the chain of
//! verbs it belongs to, or by what was said last.

use super::trigger::{Form, Kind, Trigger};
use crate::{
    cast::{ActorKind, Cast, Mention},
    scene::Scene,
};
use mahdar_lexicon::{Affixes, Class, Features};
use mahdar_record::{Party, Side};
use smallvec::SmallVec;
use std::ops::Range;

/// How the subject was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// It stands after the verb.
    After,
    /// It stands before the verb.
    Before,
    /// It is the subject of an earlier verb in the sentence.
    Chain,
    /// It spoke last.
    Previous,
    /// Both sides, where the form is impersonal or dual.
    Joint,
    /// It could not be told.
    Nobody,
}

impl How {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            How::After => "after",
            How::Before => "before",
            How::Chain => "chain",
            How::Previous => "previous",
            How::Joint => "joint",
            How::Nobody => "nobody",
        }
    }
}

/// A subject.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    pub holders: Vec<Party>,
    pub sides: SmallVec<[Side; 4]>,
    pub kind: Option<ActorKind>,
    pub how: How,
    /// One past its last token where it stands after the verb, else the verb's end.
    pub end: usize,
}

impl Voice {
    fn nobody(end: usize) -> Self {
        Voice {
            holders: Vec::new(),
            sides: SmallVec::new(),
            kind: None,
            how: How::Nobody,
            end,
        }
    }

    fn told(&self, how: How, end: usize) -> Self {
        Voice {
            how,
            end,
            ..self.clone()
        }
    }
}

/// What is remembered of the speakers so far.
#[derive(Debug)]
pub(super) struct Memory {
    /// Who spoke last.
    last: Option<Voice>,
    /// Who spoke last within this sentence.
    pub chain: Option<Voice>,
    /// The sides that speak together.
    joint: SmallVec<[Side; 4]>,
    /// Number of the next mention to be looked at for `joint`.
    seen: usize,
    /// The two sides that the document names most.
    main: SmallVec<[Side; 4]>,
}

impl Memory {
    pub(super) fn new(cast: &Cast) -> Self {
        let mut counts: SmallVec<[(u32, Side); 12]> = SmallVec::new();
        for side in cast
            .mentions()
            .iter()
            .flat_map(|m| &m.sides)
            .filter(|s| **s != Side::ORG)
        {
            match counts.iter_mut().find(|(_, s)| s == side) {
                Some((n, _)) => *n += 1,
                None => counts.push((1, *side)),
            }
        }
        counts.sort_by_key(|&(n, _)| std::cmp::Reverse(n));
        Memory {
            last: None,
            chain: None,
            joint: SmallVec::new(),
            seen: 0,
            main: counts.iter().take(2).map(|&(_, s)| s).collect(),
        }
    }

    /// The sides that speak together where nothing else is said.
    pub(super) fn joint(&self) -> SmallVec<[Side; 4]> {
        if self.joint.len() >= 2 {
            self.joint.clone()
        } else {
            self.main.clone()
        }
    }

    /// Takes in the mentions before token `i`.
    pub(super) fn read_to(&mut self, cast: &Cast, i: usize) {
        while let Some(m) = cast.mentions().get(self.seen).filter(|m| m.tokens.start < i) {
            if m.kind == ActorKind::Joint && m.sides.len() >= 2 {
                self.joint = m.sides.iter().copied().collect();
            }
            self.seen += 1;
        }
    }

    pub(super) fn spoke(&mut self, voice: &Voice) {
        if voice.how != How::Nobody {
            self.chain = Some(voice.clone());
            self.last = Some(voice.clone());
        }
    }

    /// As [`Memory::spoke`], for a subject that bound itself rather than spoke.
    pub(super) fn acted(&mut self, voice: &Voice) {
        if voice.how != How::Nobody {
            self.chain = Some(voice.clone());
        }
    }
}

/// Finds the subject of `trigger` in the sentence `sentence`, where its content begins at `content`.
pub(super) fn voice(
    scene: &Scene<'_>,
    cast: &Cast,
    memory: &mut Memory,
    trigger: &Trigger<'_>,
    content: usize,
    sentence: &Range<usize>,
) -> Voice {
    memory.read_to(cast, content.max(trigger.end));
    if trigger.form != Form::Participle
        && let Some(voice) = after(scene, cast, trigger, content)
    {
        return voice;
    }
    if trigger.form == Form::Carried {
        return joint(memory, trigger.end);
    }
    if matches!(trigger.form, Form::Finite | Form::Predicate)
        && let Some(voice) = before(scene, cast, trigger, sentence)
    {
        return voice;
    }
    if trigger.is_plural()
        && trigger.entry.features.contains(Features::DUAL)
        && trigger.form == Form::Finite
        && !chain_is_plural(memory)
    {
        return joint(memory, trigger.end);
    }
    if let Some(chain) = &memory.chain {
        return chain.told(How::Chain, trigger.end);
    }
    if trigger.form == Form::Participle || trigger.form == Form::Predicate {
        // استقبل الوزير نظيره مؤكدا: the subject of the sentence's main verb.
        if let Some(mention) = first_subject(scene, cast, sentence.start..trigger.start) {
            return of(scene, cast, mention, How::Chain, trigger.end);
        }
    }
    if trigger.is_plural() && trigger.form == Form::Finite && memory.joint.len() >= 2 {
        return joint(memory, trigger.end);
    }
    match &memory.last {
        Some(last) if trigger.kind == Kind::Speech || trigger.form != Form::Noun => {
            last.told(How::Previous, trigger.end)
        }
        _ => Voice::nobody(trigger.end),
    }
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
        end,
    }
}

fn of(scene: &Scene<'_>, cast: &Cast, mention: &Mention, how: How, end: usize) -> Voice {
    Voice {
        holders: cast.holders(scene, mention),
        sides: mention.sides.iter().copied().collect(),
        kind: Some(mention.kind),
        how,
        end,
    }
}

/// The subject after the verb: the first mention between it and its content that no preposition governs, with those
/// joined to it by و.
fn after(scene: &Scene<'_>, cast: &Cast, trigger: &Trigger<'_>, content: usize) -> Option<Voice> {
    let mentions = cast.within(trigger.end..content.max(trigger.end + 1));
    let first = mentions
        .iter()
        .position(|m| is_subject(scene, m) && !m.affixes.contains(Affixes::WA))?;
    let mention = &mentions[first];
    // Before the subject only adjuncts may stand, and not another verb.
    if mention.tokens.start > trigger.end + 14 {
        return None;
    }
    let mut voice = of(scene, cast, mention, How::After, mention.tokens.end);
    let mut end = mention.tokens.end;
    for other in &mentions[first + 1..] {
        let gap = other.tokens.start.saturating_sub(end);
        if !other.affixes.contains(Affixes::WA) || gap > 8 || (gap > 0 && !in_apposition(scene, end, other)) {
            break;
        }
        for holder in cast.holders(scene, other) {
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

/// The subject before the verb: the mention that ends where the verb begins, but for particles and appositions.
fn before(scene: &Scene<'_>, cast: &Cast, trigger: &Trigger<'_>, sentence: &Range<usize>) -> Option<Voice> {
    let mut i = trigger.start;
    let mut steps = 0;
    // A conjunction opens a new clause whose subject does not stand before it.
    if trigger.conjunction {
        return None;
    }
    while i > sentence.start && steps < 10 {
        let word = scene.word(i - 1);
        if let Some(mention) = cast.covering(i - 1) {
            if !is_subject(scene, mention) && !of_inna(scene, mention) {
                // An apposition (رئيس وزراء كوسوفا): look further only past a comma.
                return None;
            }
            let mut voice = of(scene, cast, mention, How::Before, trigger.end);
            // أ وب يؤكدان
            if mention.affixes.contains(Affixes::WA)
                && mention.tokens.start > sentence.start
                && let Some(first) = cast.covering(mention.tokens.start - 1)
            {
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
            }
            return Some(voice);
        }
        match word {
            "قد" | "كان" | "كانت" | "وكان" | "وكانت" | "لا" | "لم" | "ما" | "هو" | "هي" | "لن" | "سوف"
            | "ايضا" => i -= 1,
            "،" | "," | "-" | ")" => i -= 1,
            _ => return None,
        }
        steps += 1;
    }
    None
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
fn first_subject<'c>(scene: &Scene<'_>, cast: &'c Cast, tokens: Range<usize>) -> Option<&'c Mention> {
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
        let joined = open && mention.affixes.contains(Affixes::WA) && mention.tokens.start <= last_end + 8;
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

/// Whether a turn of speakers is announced right before or after the verb (`من جانبه`، `بدوره`).
pub(super) fn takes_turn(scene: &Scene<'_>, trigger: &Trigger<'_>, sentence: &Range<usize>) -> bool {
    let from = trigger.start.saturating_sub(5).max(sentence.start);
    (from..trigger.end + 2).any(|i| scene.is(i, Class::Turn))
}
