//! The names of persons in a document, tagged sentence by sentence when first asked for.

use super::{NameKind, Tag, Tagger};
use mahdar_lexicon::Annotations;
use mahdar_text::Text;
use std::cell::OnceCell;
use std::ops::Range;

/// A person's name as the tagger sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The smallest lead among its words, in points of the model: how sure it is a person's name.
    pub lead: i32,
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
            let (tags, leads) = Tagger::built_in().tag_with_leads(text, tokens, notes);
            Sentence { start, tags, leads }
        }))
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
