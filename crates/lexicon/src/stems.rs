//! The stems that a word may have, remembered.
//!
//! News says the same words again and again: taking a word apart once and remembering the result is several times
//! faster than taking it apart at every place. What is remembered depends on the word and the lexicon alone, so
//! it changes no result.

use crate::{
    Affixes, Enclitic, Lexicon,
    affix::{cuts, without_pronoun},
    vocabulary::WordId,
};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// One way to understand a word's beginning and end, such that the lexicon knows what remains.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stem {
    /// The trie's node that the stem leads to.
    pub node: u32,
    pub affixes: Affixes,
    pub enclitic: Option<Enclitic>,
}

/// A word taken apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// The number of the word as it stands.
    pub whole: WordId,
    first: u32,
    count: u32,
}

/// Words taken apart on one thread, with one lexicon.
#[derive(Debug, Default)]
pub(crate) struct Stems {
    lexicon: u64,
    words: FxHashMap<Box<str>, Word>,
    stems: Vec<Stem>,
    spelt: String,
    respelt: String,
}

/// When so many words are remembered, all are forgotten: some 4 MB a thread at the most.
const FULL: usize = 1 << 15;

thread_local! {
    static STEMS: RefCell<Stems> = RefCell::default();
}

/// Lends this thread's memory to `work`.
pub(crate) fn with_stems<T>(lexicon: &Lexicon, work: impl FnOnce(&mut Stems) -> T) -> T {
    STEMS.with_borrow_mut(|stems| {
        if stems.lexicon != lexicon.id || stems.words.len() > FULL {
            stems.words.clear();
            stems.stems.clear();
            stems.lexicon = lexicon.id;
        }
        work(stems)
    })
}

impl Stems {
    /// The stems of a word that [`Stems::take_apart`] gave.
    pub(crate) fn of(&self, word: Word) -> &[Stem] {
        &self.stems[word.first as usize..(word.first + word.count) as usize]
    }

    /// Takes a folded word apart, or remembers how it was.
    pub(crate) fn take_apart(&mut self, lexicon: &Lexicon, folded: &str) -> Word {
        if let Some(word) = self.words.get(folded) {
            return *word;
        }
        let (mut spelt, mut respelt) = (std::mem::take(&mut self.spelt), std::mem::take(&mut self.respelt));
        let first = self.stems.len();
        let all = cuts(folded, &mut spelt);
        for cut in &all {
            self.note(lexicon, cut.stem, cut.affixes, None);
        }
        // A word that is known without a pronoun at its end is not also cut as if it had one.
        if self.stems.len() == first {
            for cut in all.iter().filter(|c| !c.affixes.contains(Affixes::AL)) {
                without_pronoun(cut.stem, &mut respelt, |stem, pronoun| {
                    self.note(lexicon, stem, cut.affixes, Some(pronoun))
                });
            }
        }
        drop(all);
        (self.spelt, self.respelt) = (spelt, respelt);
        let count = (self.stems.len() - first) as u32;
        let word = Word {
            whole: lexicon.words.get(folded),
            first: first as u32,
            count,
        };
        self.words.insert(folded.into(), word);
        word
    }

    fn note(&mut self, lexicon: &Lexicon, stem: &str, affixes: Affixes, enclitic: Option<Enclitic>) -> bool {
        let node = lexicon.begins[lexicon.words.get(stem) as usize];
        if node != 0 {
            self.stems.push(Stem {
                node,
                affixes,
                enclitic,
            });
        }
        node != 0
    }
}
