//! Who spoke and acted so far: what pronouns, impersonal verbs and pro-drop point back to.

use super::subject::{first_subject, of};
use crate::{
    cast::{ActorKind, Cast},
    scene::Scene,
};
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
    pub(super) fn nobody(end: usize) -> Self {
        Voice {
            holders: Vec::new(),
            sides: SmallVec::new(),
            kind: None,
            how: How::Nobody,
            feminine: None,
            end,
        }
    }

    pub(super) fn told(&self, how: How, end: usize) -> Self {
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
    pub(super) last: [Option<Voice>; 2],
    /// Which of the two spoke last.
    pub(super) latest: usize,
    /// The unnamed speaker who was introduced last (`مسؤول أميركي`), to whom `المسؤول` points back.
    pub(super) unnamed: Option<Voice>,
    /// Who acted first in the last sentence that had an actor.
    pub(super) actor: Option<Voice>,
    /// The organisation that the document names first.
    pub(super) organisation: Option<Side>,
    /// Who spoke last in a statement of theirs (`قالت الوزارة في بيان`).
    pub(super) issuer: Option<Voice>,
    /// Who spoke last within this sentence.
    pub chain: Option<Voice>,
    /// The sides that speak together.
    pub(super) joint: SmallVec<[Side; 4]>,
    /// Number of the next mention to be looked at for `joint`.
    pub(super) seen: usize,
    /// The two sides that the document names most.
    pub(super) main: SmallVec<[Side; 4]>,
    /// The sentence before.
    pub(super) sentence: Range<usize>,
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
        // The organisation that a report is about is the one it names first.
        let organisation = counts.iter().map(|&(_, s)| s).find(|s| !s.is_state());
        counts.sort_by_key(|&(n, _)| std::cmp::Reverse(n));
        Memory {
            last: [None, None],
            latest: 0,
            unnamed: None,
            actor: None,
            organisation,
            issuer: None,
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
    pub(super) fn previous(&self, feminine: Option<bool>) -> Option<&Voice> {
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
    pub(super) fn read_to(&mut self, scene: &Scene<'_>, cast: &Cast, i: usize) {
        while let Some(m) = cast.mentions().get(self.seen).filter(|m| m.tokens.start < i) {
            if m.kind == ActorKind::Joint && m.sides.len() >= 2 {
                self.joint = m.sides.iter().copied().collect();
            }
            // نقلت الوكالة عن مسؤول أميركي …، وقال المسؤول: introduced without speaking himself.
            if m.kind == ActorKind::Unnamed && !scene.word(m.label.start).starts_with("ال") {
                self.unnamed = Some(of(scene, cast, m, How::Previous, m.tokens.end));
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
