//! Who speaks, and who is bound: the subject of a trigger, told by what stands after or before it, by the chain of
//! verbs it belongs to, or by what was said last.

use super::{
    content::Tie,
    trigger::{Form, Kind, Trigger},
};
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
    /// Whether its verb was feminine; `None` where the form does not tell.
    pub feminine: Option<bool>,
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
            feminine: None,
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
    /// Who spoke last, with a masculine and with a feminine verb.
    last: [Option<Voice>; 2],
    /// Which of the two spoke last.
    latest: usize,
    /// The unnamed speaker who was introduced last (`مسؤول أميركي`), to whom `المسؤول` points back.
    unnamed: Option<Voice>,
    /// Who acted first in the last sentence that had an actor.
    actor: Option<Voice>,
    /// The organisation that the document names most.
    organisation: Option<Side>,
    /// Who spoke last within this sentence.
    pub chain: Option<Voice>,
    /// The sides that speak together.
    joint: SmallVec<[Side; 4]>,
    /// Number of the next mention to be looked at for `joint`.
    seen: usize,
    /// The two sides that the document names most.
    main: SmallVec<[Side; 4]>,
    /// The sentence before.
    sentence: Range<usize>,
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
            last: [None, None],
            latest: 0,
            unnamed: None,
            actor: None,
            organisation: counts.iter().map(|&(_, s)| s).find(|s| !s.is_state()),
            chain: None,
            joint: SmallVec::new(),
            seen: 0,
            main: counts.iter().take(2).map(|&(_, s)| s).collect(),
            sentence: 0..0,
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

    /// Who spoke last with a verb of this gender; where the form does not tell, who spoke last at all.
    fn previous(&self, feminine: Option<bool>) -> Option<&Voice> {
        match feminine {
            Some(f) => self.last[usize::from(f)].as_ref(),
            None => self.last[self.latest].as_ref(),
        }
    }

    /// Takes in who acts in the sentence before the one at `tokens`: `التقى الوزير نظيره. وأكد …`.
    pub(super) fn acts(&mut self, scene: &Scene<'_>, cast: &Cast, tokens: &Range<usize>) {
        let Some(mention) = first_subject(scene, cast, self.sentence.clone()) else {
            self.sentence = tokens.clone();
            return;
        };
        let end = mention.tokens.end;
        self.actor = Some(of(scene, cast, mention, How::Previous, end));
        self.sentence = tokens.clone();
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
        if voice.how == How::Nobody {
            return;
        }
        self.chain = Some(voice.clone());
        if voice.how == How::Joint || voice.holders.is_empty() {
            return;
        }
        self.latest = usize::from(voice.feminine.unwrap_or(self.latest == 1));
        self.last[self.latest] = Some(voice.clone());
        if voice.kind == Some(ActorKind::Unnamed) && voice.how == How::After {
            self.unnamed = Some(voice.clone());
        }
    }

    /// As [`Memory::spoke`], for a subject that bound itself rather than spoke.
    pub(super) fn acted(&mut self, voice: &Voice) {
        if voice.how != How::Nobody {
            self.chain = Some(voice.clone());
        }
    }
}

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
    memory.read_to(cast, at.max(trigger.end));
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
    if trigger.form == Form::Carried {
        return joint(memory, trigger.end);
    }
    let dual = trigger.is_plural()
        && trigger.entry.features.contains(Features::DUAL)
        && trigger.form == Form::Finite;
    if dual && !chain_is_plural(memory) {
        return joint(memory, trigger.end);
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

/// `أكد البيان`، `يدين المشروع`: a text speaks for those who issue it: the sides that spoke together, or the
/// organisation that the document is about.
fn text_speaks(scene: &Scene<'_>, memory: &Memory, trigger: &Trigger<'_>) -> Option<Voice> {
    let draft = match scene.word(trigger.end) {
        "البيان" | "بيان" | "البلاغ" => false,
        "المشروع" | "القرار" | "الاعلان" | "الوثيقه" | "التوصيات" => true,
        _ => return None,
    };
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

fn of(scene: &Scene<'_>, cast: &Cast, mention: &Mention, how: How, end: usize) -> Voice {
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
    if national {
        return vec![Party::Named(scene.text.slice(mention.label.clone()).to_owned())];
    }
    cast.holders(scene, mention)
}

/// Longest adjunct between a verb and its subject, in tokens.
const ADJUNCT: usize = 12;

/// The subject after the verb: what stands at the verb but for adjuncts, with those joined to it by و; a mention,
/// or, where the cast knows none, the words as written.
fn after(scene: &Scene<'_>, cast: &Cast, trigger: &Trigger<'_>, content: usize, tie: Tie) -> Option<Voice> {
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
        if !other.affixes.contains(Affixes::WA) || gap > 8 || (gap > 0 && !in_apposition(scene, end, other)) {
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
fn before(scene: &Scene<'_>, cast: &Cast, trigger: &Trigger<'_>, sentence: &Range<usize>) -> Option<Voice> {
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
    let joined = mention.affixes.contains(Affixes::WA) && mention.tokens.start > sentence.start;
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
fn clause_subject(
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
