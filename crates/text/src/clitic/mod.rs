//! Clitics: what is written to a word in one piece with it.
//!
//! [`proclitics`] gives every cut that spelling allows, for looking words up in a list. [`Segmenter`] decides which
//! cut is right, proclitics and enclitic pronouns both, by the grammar of what may stand before what and by how
//! often each piece stands elsewhere in news text.

mod candidates;
mod decide;
mod learn;
mod letters;
mod vocabulary;

pub use candidates::{Split, proclitics};
pub use learn::{Learned, learn};

use letters::Letters;
use smallvec::SmallVec;
use std::ops::Range;
use vocabulary::Vocabulary;

/// A word cut into its pieces; all ranges are bytes of the word as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segmentation {
    /// Conjunction, preposition, future particle, in order. The article stays with the stem (`و` `ب` `القاهرة`);
    /// of `لل` the first letter is the preposition (`ل` `لقاهرة`).
    pub proclitics: SmallVec<[Range<usize>; 2]>,
    /// What is left: the word with its article and endings.
    pub stem: Range<usize>,
    /// A pronoun written to the end.
    pub enclitic: Option<Range<usize>>,
}

impl Segmentation {
    fn whole(word: &str) -> Self {
        Segmentation {
            proclitics: SmallVec::new(),
            stem: 0..word.len(),
            enclitic: None,
        }
    }

    /// All pieces in order; joined they are the word.
    pub fn pieces<'w>(&self, word: &'w str) -> Vec<&'w str> {
        let ranges = self.proclitics.iter().chain([&self.stem]).chain(&self.enclitic);
        ranges.map(|r| &word[r.clone()]).collect()
    }
}

/// How many letters a cut takes: of conjunction, of the second proclitic, of the pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cut {
    pub conjunction: bool,
    pub proclitic: bool,
    pub enclitic: u8,
}

/// Cuts words by grammar and frequency.
///
/// Made once and shared: it holds nothing but a view of the embedded vocabulary.
///
/// ```
/// let segmenter = mahdar_text::clitic::Segmenter::new();
/// let cut = |word: &'static str| segmenter.segment(word).pieces(word).join("+");
/// assert_eq!(cut("وبزيارته"), "و+ب+زيارت+ه");
/// assert_eq!(cut("للحكومة"), "ل+لحكومة");
/// assert_eq!(cut("ألمانيا"), "ألمانيا");
/// assert_eq!(cut("وزير"), "وزير");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Segmenter {
    vocabulary: &'static Vocabulary,
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

impl Segmenter {
    /// The segmenter with the embedded vocabulary.
    pub fn new() -> Self {
        Segmenter {
            vocabulary: vocabulary::embedded(),
        }
    }

    /// About how often `word` (without marks) was seen in 6.2 million words of news; 0 for never or hardly.
    pub fn count(&self, word: &str) -> f32 {
        Letters::of(word).map_or(0.0, |letters| self.vocabulary.count(letters.key()))
    }

    /// The right cut of `word`, which may carry marks; anything but an Arabic word stays whole.
    pub fn segment(&self, word: &str) -> Segmentation {
        let Some(letters) = Letters::of(word) else {
            return Segmentation::whole(word);
        };
        if letters.plain() {
            return Segmentation::whole(word);
        }
        let mut cut = match self.vocabulary.decision(letters.key()) {
            Some(cut) => cut,
            None => decide::decide(&letters, &|w| self.vocabulary.count(w)),
        };
        if !letters.open_ended {
            cut.enclitic = 0;
        }
        letters.apply(cut, word)
    }
}

#[cfg(test)]
mod tests;
