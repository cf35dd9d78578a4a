//! Which sentences of a story were copied from where.

use super::Features;
use rustc_hash::FxHashSet;

/// What one document of a story has of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Sentences compared.
    pub sentences: usize,
    /// Sentences that an earlier document of the story has.
    pub copied: usize,
    /// Sentences that no earlier document has.
    pub added: usize,
    /// Share of padding in percent.
    pub padding: u8,
    /// The first document of the story that this one is a copy of: matched sentences make up most of both.
    pub copy_of: Option<usize>,
}

/// A sentence is matched where so much of its word pairs, in percent, stands in the other text.
const MATCHED: usize = 70;
/// Two texts are copies where matched sentences make up so much of the words of both, in percent.
const COPY: usize = 60;

/// What each document of one story has of its own; the documents come in the order of evidence.
pub fn parts(documents: &[&Features]) -> Vec<Part> {
    let pairs: Vec<FxHashSet<u32>> = documents
        .iter()
        .map(|d| d.sentences.iter().flatten().copied().collect())
        .collect();
    let mut origin: Vec<usize> = (0..documents.len()).collect();
    let mut earlier: FxHashSet<u32> = FxHashSet::default();
    let mut out = Vec::with_capacity(documents.len());
    for (at, document) in documents.iter().enumerate() {
        let copied = document.sentences.iter().filter(|s| matched(s, &earlier)).count();
        let copy_of = (0..at)
            .filter(|before| origin[*before] == *before)
            .map(|before| {
                (
                    shared(documents[before], &pairs[before], document, &pairs[at]),
                    before,
                )
            })
            .filter(|(share, _)| *share >= COPY)
            .max_by_key(|(share, before)| (*share, std::cmp::Reverse(*before)))
            .map(|(_, before)| before);
        if let Some(before) = copy_of {
            origin[at] = before;
        }
        earlier.extend(&pairs[at]);
        out.push(Part {
            sentences: document.sentences.len(),
            copied,
            added: document.sentences.len() - copied,
            padding: document.padding,
            copy_of,
        });
    }
    out
}

fn matched(sentence: &[u32], text: &FxHashSet<u32>) -> bool {
    let found = sentence.iter().filter(|pair| text.contains(pair)).count();
    found * 100 >= sentence.len() * MATCHED
}

/// Share of matched sentences in the words of both texts together, in percent.
fn shared(a: &Features, of_a: &FxHashSet<u32>, b: &Features, of_b: &FxHashSet<u32>) -> usize {
    let words = |f: &Features| f.sentences.iter().map(|s| s.len() + 1).sum::<usize>();
    let common = |f: &Features, other: &FxHashSet<u32>| {
        f.sentences
            .iter()
            .filter(|s| matched(s, other))
            .map(|s| s.len() + 1)
            .sum::<usize>()
    };
    (common(a, of_b) + common(b, of_a)) * 100 / (words(a) + words(b)).max(1)
}
