//! The places of a text that answer a question, with whole words marked.

use mahdar_text::{Text, TokenKind};
use rustc_hash::FxHashSet;
use serde::Serialize;

/// A piece of a text with marked words. Marks are whole words: a mark inside a word would tear its letters apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// The piece, verbatim.
    pub text: String,
    /// First Unicode scalar value of the piece in the whole text.
    pub start: u32,
    /// Marked words, from and to, in Unicode scalar values of the piece.
    pub marks: Vec<(u32, u32)>,
}

/// What is looked for, ready to be compared with a text's words.
pub(super) struct Looked {
    folded: FxHashSet<String>,
    phrases: Vec<Vec<String>>,
}

/// Words of a piece before the first mark and after it.
const BEFORE: usize = 8;
const LENGTH: usize = 32;
/// Pieces shown of one text.
const PIECES: usize = 3;

impl Looked {
    /// Of words (`true`, with their forms) and phrases (`false`, with their words).
    pub fn new(parts: impl Iterator<Item = (bool, Vec<String>)>) -> Self {
        let (mut folded, mut phrases) = (FxHashSet::default(), Vec::new());
        for (is_word, words) in parts {
            if is_word {
                folded.extend(words);
            } else {
                phrases.push(words);
            }
        }
        Looked { folded, phrases }
    }

    fn marked(&self, text: &Text<'_>, words: &[usize]) -> Vec<bool> {
        let mut marked: Vec<bool> = words
            .iter()
            .map(|i| self.folded.contains(text.word(*i)))
            .collect();
        for phrase in &self.phrases {
            for at in 0..(words.len() + 1).saturating_sub(phrase.len()) {
                if phrase
                    .iter()
                    .enumerate()
                    .all(|(n, w)| text.raw(words[at + n]) == w)
                {
                    marked[at..at + phrase.len()].fill(true);
                }
            }
        }
        marked
    }
}

/// At most three pieces of `original`, those with the most marks, in the order of the text.
pub(super) fn snippets(original: &str, looked: &Looked) -> Vec<Snippet> {
    let text = Text::parse(original);
    let words: Vec<usize> = (0..text.len())
        .filter(|i| text.kind(*i) != TokenKind::Sign)
        .collect();
    let marked = looked.marked(&text, &words);
    let mut pieces: Vec<(usize, usize, usize)> = Vec::new();
    for at in (0..words.len()).filter(|at| marked[*at]) {
        match pieces.last_mut() {
            Some(piece) if at < piece.1 => piece.2 += 1,
            _ => {
                let from = at.saturating_sub(BEFORE).max(pieces.last().map_or(0, |p| p.1));
                pieces.push((from, (from + LENGTH).min(words.len()), 1));
            }
        }
    }
    pieces.sort_by_key(|(from, _, marks)| (std::cmp::Reverse(*marks), *from));
    pieces.truncate(PIECES);
    pieces.sort_unstable();
    pieces
        .into_iter()
        .map(|(from, to, _)| {
            let bytes = |at: usize| text.tokens()[words[at]].span();
            let (begin, end) = (bytes(from).start() as usize, bytes(to - 1).end() as usize);
            let scalars = |to: usize| original[begin..to].chars().count() as u32;
            Snippet {
                text: original[begin..end].to_owned(),
                start: original[..begin].chars().count() as u32,
                marks: (from..to)
                    .filter(|at| marked[*at])
                    .map(|at| {
                        (
                            scalars(bytes(at).start() as usize),
                            scalars(bytes(at).end() as usize),
                        )
                    })
                    .collect(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_words_are_marked() {
        let looked = Looked::new([(true, super::super::forms("الصبر"))].into_iter());
        let found = snippets("نصح الوزير بالصبر في المفاوضات، والصبر مفتاح.", &looked);
        assert_eq!(found.len(), 1);
        let words: Vec<String> = found[0]
            .marks
            .iter()
            .map(|(a, b)| {
                found[0]
                    .text
                    .chars()
                    .skip(*a as usize)
                    .take((b - a) as usize)
                    .collect()
            })
            .collect();
        assert_eq!(words, ["بالصبر", "والصبر"]);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "\\PC{0,400}", word in "\\PC{1,8}") {
            let looked = Looked::new([(true, super::super::forms(&word)), (false, vec![word.clone()])].into_iter());
            for piece in snippets(&text, &looked) {
                let there: String = text.chars().skip(piece.start as usize).take(piece.text.chars().count()).collect();
                prop_assert_eq!(&there, &piece.text);
                prop_assert!(piece.marks.iter().all(|(a, b)| a < b && *b as usize <= piece.text.chars().count()));
            }
        }
    }
}
