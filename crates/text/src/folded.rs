//! Folding a whole text with the way back: where each folded byte comes from.

use crate::fold::{Folded, fold_char};
use std::ops::Range;

/// A folded text and the way back to the original.
///
/// The map is a list of runs in which folded and original bytes go in step, so it is short for text that folding
/// hardly changes, and a look-up is a binary search.
///
/// ```
/// use mahdar_text::FoldedText;
/// let original = "اتّفاقيّة ٢٠١٥";
/// let folded = FoldedText::new(original);
/// let at = folded.text.find("2015").expect("folded digits");
/// assert_eq!(&original[folded.original(at..at + 4)], "٢٠١٥");
/// let at = folded.text.find("اتفاقيه").expect("without marks");
/// assert_eq!(&original[folded.original(at..at + "اتفاقيه".len())], "اتّفاقيّة");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedText {
    /// The folded text.
    pub text: String,
    /// Where the runs begin.
    pub map: Vec<Run>,
    /// Bytes of the original.
    length: u32,
}

/// A stretch in which every character takes the same number of bytes, folded and original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    folded: u32,
    original: u32,
    /// Bytes of one original character, and of what it folds to.
    taken: u8,
    given: u8,
}

impl FoldedText {
    /// Folds `original` as [`crate::fold`] does, and notes the way back. Texts of more than 4 GiB are cut there.
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut map: Vec<Run> = Vec::new();
        let mut length = 0;
        let mut open: Option<(u32, u32)> = None;
        for (at, c) in original.char_indices() {
            let end = at + c.len_utf8();
            let (Ok(start), Ok(end)) = (u32::try_from(at), u32::try_from(end)) else {
                break;
            };
            length = end;
            let folded = text.len();
            match fold_char(c) {
                Folded::Nothing => continue,
                Folded::One(c) => text.push(c),
                Folded::Several(s) => text.push_str(s),
            }
            let Ok(at) = u32::try_from(folded) else { break };
            let several = text.len() - folded > 4;
            let (taken, given) = ((end - start) as u8, (text.len() - folded).min(255) as u8);
            let goes_on = !several
                && open == Some((at, start))
                && map.last().is_some_and(|r| r.taken == taken && r.given == given);
            if !goes_on {
                map.push(Run {
                    folded: at,
                    original: start,
                    taken,
                    given,
                });
            }
            // A run of a ligature holds it alone: its letters all come from one character.
            open = (!several).then_some((text.len() as u32, end));
        }
        FoldedText { text, map, length }
    }

    /// The bytes of the original that `range` of the folded text stands for.
    ///
    /// Bounds inside a character are widened to hold it, so the result can always be sliced. Marks behind the last
    /// letter belong to it; an empty range gives an empty one.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let start = self.character(range.start.min(self.text.len())).0;
        if range.end <= range.start {
            return start..start;
        }
        // The start of the next kept character, marks before it being the last letter's own.
        let (_, end) = self.character(range.end.min(self.text.len()) - 1);
        start..end.max(start)
    }

    /// Where the original character of folded byte `at` begins, and where the next kept one does.
    fn character(&self, at: usize) -> (usize, usize) {
        let length = self.length as usize;
        if at >= self.text.len() {
            return (length, length);
        }
        let run = self.map.partition_point(|r| r.folded as usize <= at);
        let Some(found) = run.checked_sub(1).and_then(|r| self.map.get(r)) else {
            return (0, 0);
        };
        let next = self.map.get(run).map_or(length, |r| r.original as usize);
        let next_folded = self.map.get(run).map_or(self.text.len(), |r| r.folded as usize);
        let inside = at - found.folded as usize;
        let alone = next_folded - found.folded as usize == usize::from(found.given) || found.given > 4;
        let steps = if alone {
            0
        } else {
            inside / usize::from(found.given.max(1))
        };
        let start = found.original as usize + steps * usize::from(found.taken);
        let end = start + usize::from(found.taken);
        let last = alone || found.folded as usize + (steps + 1) * usize::from(found.given) >= next_folded;
        (start, if last { next } else { end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_folded_text_is_what_fold_gives(s in "\\PC{0,120}") {
            prop_assert_eq!(FoldedText::new(&s).text, fold(&s));
        }

        #[test]
        fn every_range_leads_back_to_what_folds_to_it(
            s in "(\\PC|[ا-ي\u{64B}-\u{652}ـﻻﷺ٠-٩]){0,60}", a in 0usize..400, b in 0usize..400,
        ) {
            let folded = FoldedText::new(&s);
            let length = folded.text.len();
            let (a, b) = ((a % (length + 1)).min(b % (length + 1)), (a % (length + 1)).max(b % (length + 1)));
            let back = folded.original(a..b);
            let piece = s.get(back.clone());
            prop_assert!(piece.is_some(), "{:?} of {:?}", back, s);
            if a < b {
                let wide = fold(piece.unwrap_or_default());
                // Bounds inside a character are widened, never narrowed.
                prop_assert!(folded.text.as_bytes()[a..b].len() <= wide.len());
                if folded.text.is_char_boundary(a) && folded.text.is_char_boundary(b) {
                    prop_assert!(wide.contains(&folded.text[a..b]), "{:?} {:?}", wide, &folded.text[a..b]);
                }
            } else {
                prop_assert!(back.is_empty());
            }
        }
    }
}
