use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// Number of a word among all words that any entry uses, from 1; 0 is every other word.
pub(crate) type WordId = u32;

/// Bits of the filter: 512 kbit fit the processor's second cache and keep false alarms under one in ten for the
/// tens of thousands of words of a lexicon.
const BITS: usize = 1 << 19;

/// All words that any entry uses.
///
/// Most of the stems that a text's words might have are no words at all, and each would miss the processor's
/// caches in the table. A small filter (one bit a word, by its hash) turns nearly all of them away first.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    ids: FxHashMap<Box<str>, WordId>,
    filter: Box<[u64]>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary {
            ids: FxHashMap::default(),
            filter: vec![0; BITS / 64].into_boxed_slice(),
        }
    }
}

impl Vocabulary {
    /// The number of `word`, or 0.
    pub(crate) fn get(&self, word: &str) -> WordId {
        let (block, bit) = place(word);
        if self.filter[block] & bit == 0 {
            return 0;
        }
        self.ids.get(word).copied().unwrap_or(0)
    }

    /// The number of `word`, a new one where it had none.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let known = self.get(word);
        if known > 0 {
            return known;
        }
        let (block, bit) = place(word);
        self.filter[block] |= bit;
        let id = self.ids.len() as WordId + 1;
        self.ids.insert(word.into(), id);
        id
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }
}

fn place(word: &str) -> (usize, u64) {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    let hash = hasher.finish();
    let at = (hash >> 40) as usize % BITS;
    (at / 64, 1 << (at % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_word_is_found_again_and_no_other(words in proptest::collection::vec("[ا-ي]{1,8}", 0..200), other in "[a-z]{1,8}") {
            let mut vocabulary = Vocabulary::default();
            let ids: Vec<WordId> = words.iter().map(|w| vocabulary.intern(w)).collect();
            for (word, id) in words.iter().zip(ids) {
                prop_assert_eq!(vocabulary.get(word), id);
            }
            prop_assert_eq!(vocabulary.get(&other), 0);
        }
    }
}
