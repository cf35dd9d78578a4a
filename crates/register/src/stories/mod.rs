//! Stories: which documents report one event, and inside a story which sentences are copied from which document.
//! Pure functions; [`crate`] calls them layer-wise.

use mahdar_record::{PartialDate, Reading};
use mahdar_text::{Text, fold};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// What of a document is compared: one number for each of its sentences.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Features {
    /// Hash of each sentence of five words or more, folded, in order.
    sentences: Vec<u64>,
    /// Share of the text that states no attributable fact, in percent.
    padding: u8,
}

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
    /// The earlier document from which most sentences are copied, where most are.
    pub copy_of: Option<usize>,
}

/// Sentences with fewer words are formulas that many texts share.
const WORDS: usize = 5;

/// What [`linked`] compares of a document.
pub fn features(reading: &Reading) -> Features {
    let text = Text::parse(&reading.document.text);
    let sentences = text
        .sentences()
        .iter()
        .map(|sentence| sentence.tokens())
        .filter(|tokens| tokens.len() >= WORDS)
        .map(|tokens| {
            let words: Vec<&str> = tokens
                .map(|i| text.word(i))
                .filter(|w| w.chars().any(char::is_alphanumeric))
                .collect();
            hash(&words.join(" "))
        })
        .collect();
    let whole = reading.document.text.len().max(1);
    let padding: usize = reading.padding.iter().map(|p| p.quote.as_str().len()).sum();
    Features {
        sentences,
        padding: (padding * 100 / whole).min(100) as u8,
    }
}

fn hash(words: &str) -> u64 {
    fold(words)
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Only documents that share a key are compared.
pub fn keys(features: &Features, published: Option<PartialDate>, out: &mut Vec<String>) {
    let _ = published;
    out.extend(features.sentences.iter().map(|s| format!("{s:x}")));
}

/// Whether two documents report one event.
pub fn linked(a: (&Features, Option<PartialDate>), b: (&Features, Option<PartialDate>)) -> bool {
    likeness(a.0, b.0) >= 30
}

/// How much two documents share, 0 to 100.
pub fn likeness(a: &Features, b: &Features) -> u32 {
    let small: FxHashSet<u64> = a.sentences.iter().copied().collect();
    let shared = b.sentences.iter().filter(|s| small.contains(s)).count();
    (shared * 100 / a.sentences.len().min(b.sentences.len()).max(1)).min(100) as u32
}

/// Divides documents that are linked, directly or through others, into stories; they come in the order of evidence.
pub fn group(documents: &[(&Features, Option<PartialDate>)]) -> Vec<Vec<usize>> {
    vec![(0..documents.len()).collect()]
}

/// What each document of one story has of its own; the documents come in the order of evidence.
pub fn parts(documents: &[&Features]) -> Vec<Part> {
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    documents
        .iter()
        .enumerate()
        .map(|(at, document)| {
            let mut from: FxHashMap<usize, usize> = FxHashMap::default();
            for sentence in &document.sentences {
                let origin = *first.entry(*sentence).or_insert(at);
                if origin != at {
                    *from.entry(origin).or_default() += 1;
                }
            }
            let copied: usize = from.values().sum();
            let most = from.into_iter().max_by_key(|(origin, n)| (*n, std::cmp::Reverse(*origin)));
            Part {
                sentences: document.sentences.len(),
                copied,
                added: document.sentences.len() - copied,
                padding: document.padding,
                copy_of: most
                    .filter(|(_, n)| *n * 2 > document.sentences.len())
                    .map(|(origin, _)| origin),
            }
        })
        .collect()
}
