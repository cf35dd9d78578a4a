//! Who is on stage: persons with offices and sides, states, bodies, joint voices, and where each is mentioned.
//!
//! `find` walks the text once and drafts mentions (office phrases in `office`, names in `name`, what a word may be in
//! `words`); `roll` tells which named mentions are one person; `side` and `titles` say on whose side they stand and
//! which offices they hold; `tie` gives every draft, lone office, surname and joint voice its persons and sides.

mod attach;
mod find;
mod name;
mod office;
mod roll;
mod settle;
mod side;
mod stage;
mod tie;
mod titles;
mod words;

use crate::scene::Scene;
use mahdar_lexicon::Affixes;
use mahdar_record::{Party, Person, Side};
use smallvec::SmallVec;
use std::ops::Range;

/// What sort of actor a mention names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// A person, by name, by part of a name, or by an office that was tied to a name.
    Person,
    /// A person known by office alone (`نظيره التركي`، `وزير الخارجية`).
    Office,
    /// A state, by its name or its capital standing for the government.
    State,
    /// A body: ministry, organisation, council, company.
    Body,
    /// A joint voice: `الجانبان`، `الوزيران`، `المجتمعون`.
    Joint,
    /// An unnamed speaker (`مسؤول أميركي`).
    Unnamed,
}

/// Number of a person in a [`Cast`].
pub type PersonId = u32;

/// One place where an actor is named.
#[derive(Debug, Clone)]
pub struct Mention {
    /// All its tokens: offices, honorifics and name together.
    pub tokens: Range<usize>,
    /// The tokens that name it in a record: the name of a person, the office as written, the body.
    pub label: Range<usize>,
    /// What sort of actor.
    pub kind: ActorKind,
    /// The person, where it is one with a name.
    pub person: Option<PersonId>,
    /// The persons behind a joint voice (`الوزيران`), where they could be told.
    pub members: SmallVec<[PersonId; 2]>,
    /// The sides it stands for; empty where they could not be told.
    pub sides: SmallVec<[Side; 2]>,
    /// Proclitics written to its first word (`ولـ`، `بـ`).
    pub affixes: Affixes,
}

/// The persons of a document and all mentions of actors, in order and without overlap.
#[derive(Debug, Default)]
pub struct Cast {
    people: Vec<Person>,
    mentions: Vec<Mention>,
}

impl Cast {
    /// All mentions, in order.
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// The mention that begins at token `i`.
    pub fn starting_at(&self, i: usize) -> Option<&Mention> {
        let at = self.mentions.partition_point(|m| m.tokens.start < i);
        self.mentions.get(at).filter(|m| m.tokens.start == i)
    }

    /// The mention that token `i` belongs to.
    pub fn covering(&self, i: usize) -> Option<&Mention> {
        let at = self.mentions.partition_point(|m| m.tokens.end <= i);
        self.mentions.get(at).filter(|m| m.tokens.start <= i)
    }

    /// The mentions that begin within `tokens`.
    pub fn within(&self, tokens: Range<usize>) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.tokens.start < tokens.start);
        let to = self.mentions.partition_point(|m| m.tokens.start < tokens.end);
        &self.mentions[from..to.max(from)]
    }

    /// Whose turn a phrase such as `من جانبه` or `بدوره` at token `i` marks: the first actor named behind it in its
    /// sentence, within a few words; else the last actor before it that is not whoever spoke last.
    pub fn speaker_for_turn(&self, scene: &Scene<'_>, i: usize) -> Option<&Mention> {
        let sentence = scene.text.sentences().get(scene.text.sentence_of(i))?.tokens();
        let actor = |m: &&Mention| {
            matches!(
                m.kind,
                ActorKind::Person | ActorKind::Office | ActorKind::State | ActorKind::Body
            )
        };
        let near = i..sentence.end.min(i + TURN_REACH);
        if let Some(found) = self.within(near).iter().find(actor) {
            return Some(found);
        }
        let before = self.mentions.partition_point(|m| m.tokens.start < sentence.start);
        let earlier = &self.mentions[before.saturating_sub(TURN_MEMORY)..before];
        let persons = |m: &&Mention| matches!(m.kind, ActorKind::Person | ActorKind::Office);
        // Whoever opens the sentence before has just spoken.
        let last_sentence = earlier.last().map(|m| scene.text.sentence_of(m.tokens.start))?;
        let spoke = earlier
            .iter()
            .filter(persons)
            .find(|m| scene.text.sentence_of(m.tokens.start) == last_sentence);
        earlier
            .iter()
            .rev()
            .filter(persons)
            .find(|m| spoke.is_none_or(|s| !same_actor(s, m)))
    }

    /// A person's name as the reading gives it.
    pub fn name(&self, person: PersonId) -> &str {
        &self.people[person as usize].name
    }

    /// What stands for a mention among an encounter's participants, if it is a person.
    pub fn participant(&self, scene: &Scene<'_>, mention: &Mention) -> Option<String> {
        match (mention.kind, mention.person) {
            (_, Some(person)) => Some(self.name(person).to_owned()),
            (ActorKind::Office, None) => Some(scene.text.slice(mention.label.clone()).to_owned()),
            _ => None,
        }
    }

    /// What stands for a mention among the holders of a position.
    pub fn holders(&self, scene: &Scene<'_>, mention: &Mention) -> Vec<Party> {
        let as_written = || Party::Named(scene.text.slice(mention.label.clone()).to_owned());
        match mention.kind {
            ActorKind::Person | ActorKind::Office | ActorKind::Unnamed => {
                vec![
                    mention
                        .person
                        .map_or_else(as_written, |p| Party::Named(self.name(p).to_owned())),
                ]
            }
            ActorKind::Joint if !mention.members.is_empty() => mention
                .members
                .iter()
                .map(|p| Party::Named(self.name(*p).to_owned()))
                .collect(),
            _ if mention.sides.is_empty() || mention.sides[..] == [Side::ORG] => vec![as_written()],
            _ => mention.sides.iter().map(|s| Party::Side(*s)).collect(),
        }
    }

    /// The records of the persons.
    pub fn people(&self, _scene: &Scene<'_>) -> Vec<Person> {
        self.people.clone()
    }
}

/// How many tokens behind a turn phrase its speaker may stand.
const TURN_REACH: usize = 8;

/// How many mentions before a turn phrase are looked at.
const TURN_MEMORY: usize = 12;

/// Whether two mentions may be one actor.
fn same_actor(a: &Mention, b: &Mention) -> bool {
    match (a.person, b.person) {
        (Some(a), Some(b)) => a == b,
        _ => !a.sides.is_empty() && a.sides == b.sides,
    }
}

/// Finds the cast of a scene.
pub fn cast(scene: &Scene<'_>) -> Cast {
    settle::settle(scene)
}
