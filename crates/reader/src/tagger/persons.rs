//! The names of persons in a document, tagged sentence by sentence when first asked for.

use super::{NameKind, Tag, Tagger, Views};
use mahdar_lexicon::{Affixes, Annotations};
use mahdar_text::{Text, TokenKind};
use std::cell::OnceCell;
use std::ops::Range;

/// A person's name as the tagger sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The smallest lead among its words, in points of the model: how sure it is a person's name.
    pub lead: i32,
    /// Proclitics written to its first word.
    pub affixes: Affixes,
}

/// The tagged sentences of one document.
#[derive(Debug)]
pub struct Persons {
    sentences: Vec<OnceCell<Sentence>>,
}

#[derive(Debug)]
struct Sentence {
    start: usize,
    tags: Vec<Tag>,
    leads: Vec<i32>,
    proclitics: Vec<Affixes>,
}

impl Persons {
    /// Nothing is tagged yet.
    pub fn new(text: &Text<'_>) -> Self {
        Persons {
            sentences: text.sentences().iter().map(|_| OnceCell::new()).collect(),
        }
    }

    fn sentence(&self, text: &Text<'_>, notes: &Annotations, i: usize) -> Option<&Sentence> {
        if i >= text.len() {
            return None;
        }
        let number = text.sentence_of(i);
        let tokens = text.sentences().get(number)?.tokens();
        Some(self.sentences.get(number)?.get_or_init(|| {
            let start = tokens.start;
            let tagger = Tagger::built_in();
            let views = Views::new(&tagger.model, text, tokens.clone(), notes);
            let (tags, leads) = tagger.decode(&views);
            let proclitics = tokens.map(|i| views.proclitics(text, i, i - start)).collect();
            Sentence {
                start,
                tags,
                leads,
                proclitics,
            }
        }))
    }

    /// Whether the tagger sees a person's name begin at token `i`.
    pub fn begins(&self, text: &Text<'_>, notes: &Annotations, i: usize) -> bool {
        self.sentence(text, notes, i)
            .is_some_and(|s| s.tags.get(i - s.start) == Some(&Tag::Begin(NameKind::Person)))
    }

    /// The person's name that token `i` belongs to, if the tagger sees one.
    pub fn covering(&self, text: &Text<'_>, notes: &Annotations, i: usize) -> Option<PersonName> {
        let sentence = self.sentence(text, notes, i)?;
        let at = i - sentence.start;
        if sentence.tags.get(at)?.kind() != Some(NameKind::Person) {
            return None;
        }
        let first = (0..=at)
            .rev()
            .find(|j| sentence.tags[*j] == Tag::Begin(NameKind::Person))?;
        let more = sentence.tags[first + 1..]
            .iter()
            .take_while(|t| **t == Tag::Inside(NameKind::Person))
            .count();
        Some(PersonName {
            tokens: sentence.start + first..sentence.start + first + 1 + more,
            lead: sentence.leads[first..=first + more]
                .iter()
                .copied()
                .min()
                .unwrap_or(0),
            affixes: sentence.proclitics[first],
        })
    }

    /// How sure the tagger is that token `i` is no part of a person's name; 0 where it says it is.
    pub fn doubt(&self, text: &Text<'_>, notes: &Annotations, i: usize) -> i32 {
        self.sentence(text, notes, i).map_or(0, |sentence| {
            let at = i - sentence.start;
            match sentence.tags.get(at).and_then(|t| t.kind()) {
                Some(NameKind::Person) => 0,
                _ => sentence.leads.get(at).copied().unwrap_or(0),
            }
        })
    }
}

/// The least lead of a name that the grammar did not read, or read too short.
const TAKE: i32 = 100;
/// The least doubt with which a name is refused whose words stand in no list.
const REFUSE: i32 = 100;
/// The least doubt about each word that is taken off a name's end.
const TRIM: i32 = 50;

/// What the tagger says of a name that the grammar read, or could not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opinion {
    /// Nothing against it.
    Same,
    /// The name is these tokens.
    Rather(PersonName),
    /// There is no person's name here.
    None,
}

impl Persons {
    /// Weighs the `name` that the grammar read at token `at`, or its absence.
    ///
    /// `surely` says that its words stand in the lists of names, so that only its end can be doubted.
    pub fn opinion(
        &self,
        text: &Text<'_>,
        notes: &Annotations,
        at: usize,
        name: Option<Range<usize>>,
        surely: bool,
    ) -> Opinion {
        let seen = self.covering(text, notes, at);
        match (name, seen) {
            (None, Some(seen)) if seen.tokens.start == at && seen.lead >= TAKE => Opinion::Rather(seen),
            (None, _) => Opinion::Same,
            (Some(_), None) => {
                if !surely && self.doubt(text, notes, at) >= REFUSE {
                    Opinion::None
                } else {
                    Opinion::Same
                }
            }
            (Some(name), Some(seen)) => {
                let end = seen.tokens.end;
                // A hyphen that the grammar took for part of a name is one.
                let trimmed = end < name.end
                    && text.kind(end) == TokenKind::Word
                    && (end..name.end).all(|i| self.doubt(text, notes, i) >= TRIM)
                    && end > at;
                let extended = end > name.end && seen.lead >= TAKE;
                let joined = !surely && seen.tokens.start == at && !seen.affixes.is_empty();
                if trimmed || extended || joined {
                    Opinion::Rather(PersonName {
                        tokens: name.start..end,
                        ..seen
                    })
                } else {
                    Opinion::Same
                }
            }
        }
    }
}
