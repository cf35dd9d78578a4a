//! A word as letters, without marks, with the bytes each stands on.

use super::{Cut, Segmentation};
use crate::fold::{Folded, fold_char};
use smallvec::SmallVec;

/// The letters of a word: alefs made one and ى made ي, but ة, ؤ and ئ kept, which tell endings apart.
pub(crate) struct Letters {
    key: String,
    /// Where each letter begins in the word; then the end of the word.
    starts: SmallVec<[u16; 24]>,
    /// Whether the word begins with a bare alef, as the article does (not `إلغاء`).
    bare: bool,
    /// Whether its ending, as written, can be a pronoun: no nunation, no ى.
    pub open_ended: bool,
}

/// Longest word looked at, in bytes.
const LONGEST: usize = 120;

impl Letters {
    pub fn of(word: &str) -> Option<Self> {
        if word.len() > LONGEST {
            return None;
        }
        let mut key = String::with_capacity(word.len());
        let mut starts = SmallVec::new();
        let mut bare = false;
        let mut open_ended = true;
        for (at, c) in word.char_indices() {
            match c {
                'ى' if at + c.len_utf8() == word.len() => open_ended = false,
                '\u{64B}'..='\u{64D}' => {
                    open_ended = false;
                    continue;
                }
                _ => {}
            }
            let letter = match c {
                'ة' | 'ؤ' | 'ئ' => c,
                'ه' | 'ە' => 'ه',
                c => match fold_char(c) {
                    Folded::Nothing => continue,
                    Folded::One(letter @ ('ء'..='غ' | 'ف'..='ي')) => letter,
                    _ => return None,
                },
            };
            bare |= key.is_empty() && c == 'ا';
            key.push(letter);
            starts.push(at as u16);
        }
        if starts.is_empty() {
            return None;
        }
        // Marks before the first letter belong to it.
        starts[0] = 0;
        starts.push(word.len() as u16);
        Some(Letters {
            key,
            starts,
            bare,
            open_ended,
        })
    }

    pub fn key(&self) -> &str {
        &self.key
    }

    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether the letters from `at` on can begin with the article, as far as the alef's spelling tells.
    pub fn bare_alef(&self, at: usize) -> bool {
        at > 0 || self.bare
    }

    /// Whether spelling alone rules every clitic out: no proclitic's letter first, and no pronoun's last or the
    /// article before it.
    pub fn plain(&self) -> bool {
        let mut letters = self.key.chars();
        let first = letters.next().unwrap_or_default();
        if matches!(first, 'و' | 'ف' | 'ب' | 'ل' | 'ك' | 'س') {
            return false;
        }
        let definite = self.bare && self.len() > 4 && self.key.starts_with("ال");
        let last = letters.next_back().unwrap_or_default();
        definite && super::vocabulary::settled(&self.key).is_none()
            || !matches!(last, 'ه' | 'ا' | 'م' | 'ن' | 'ك' | 'ي')
    }

    pub fn apply(&self, cut: Cut, word: &str) -> Segmentation {
        let mut out = Segmentation::whole(word);
        let mut at = 0;
        for taken in [cut.conjunction, cut.proclitic] {
            if taken && at + 1 < self.len() {
                out.proclitics
                    .push(usize::from(self.starts[at])..usize::from(self.starts[at + 1]));
                at += 1;
            }
        }
        out.stem.start = usize::from(self.starts[at]);
        let end = self.len().saturating_sub(usize::from(cut.enclitic));
        if cut.enclitic > 0 && end > at {
            out.stem.end = usize::from(self.starts[end]);
            out.enclitic = Some(out.stem.end..word.len());
        }
        out
    }
}

/// The key of a word, as the vocabulary lists it.
pub(crate) fn key(word: &str) -> Option<String> {
    Letters::of(word).map(|l| l.key)
}
