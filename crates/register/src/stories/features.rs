//! What of a document is compared.

use super::stage::{self, Stages};
use mahdar_record::Reading;
use mahdar_text::{Text, TokenKind, clitic::Segmenter, fold};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// What of a document is compared with others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Features {
    /// The most telling words, by hash, with their weights; of unit length.
    pub(super) words: Vec<(u32, f32)>,
    /// The hashes of the few most telling of them, sorted.
    pub(super) core: Vec<u32>,
    /// The same of the headline.
    pub(super) headline: Vec<(u32, f32)>,
    /// The same of headline and opening.
    pub(super) opening: Vec<(u32, f32)>,
    /// For each sentence of five words or more the hashes of its word pairs.
    pub(super) sentences: Vec<Vec<u32>>,
    /// Which stages of an affair the headline tells.
    pub(super) stages: Stages,
    /// Share of the text that states no attributable fact, in percent.
    pub(super) padding: u8,
}

/// Sentences with fewer words are formulas that many texts share.
const SHORTEST: usize = 5;
/// Telling words kept of a document.
const WORDS: usize = 60;
/// Words of a long document that are looked at; what a report is about, it says early.
const READ: usize = 400;
/// Tokens of the opening, after the headline.
const OPENING: usize = 45;
/// How many words the core has, and how many keys are made of it.
const CORE: usize = 25;
const KEYS: u32 = 20;
/// Running words of the news that word counts come from.
const NEWS: f64 = 6_200_000.0;
/// Words a document has on average there.
const WORDS_A_DOCUMENT: f64 = 207.0;
/// Words less rare than this say nothing about an event.
const LEAST_RARE: f64 = 1.5;

/// What is compared of a document.
pub fn features(reading: &Reading) -> Features {
    let text = Text::parse(&reading.document.text);
    let segmenter = Segmenter::new();
    let first = text.sentences().first().map_or(0..0, |s| s.tokens());
    // The headline is the first line, which may hold several sentences.
    let line = text.sentences().first().map(|s| s.line);
    let headline = text
        .sentences()
        .iter()
        .take_while(|s| Some(s.line) == line)
        .last()
        .map_or(first.end, |s| s.tokens().end);
    let mut weights: FxHashMap<u32, (f64, f64)> = FxHashMap::default();
    let (mut head, mut opening) = (Vec::new(), Vec::new());
    let mut stages = Stages::default();
    for i in 0..text.len().min(READ) {
        let Some((hash, rare, stem)) = telling(&text, i, &segmenter) else {
            continue;
        };
        if i < headline {
            stages = stages.with(stage::of(&stem));
            head.push((hash, rare));
        }
        if i < headline + OPENING {
            opening.push((hash, rare));
        }
        let times = if i < headline {
            3.5
        } else if i < headline + 60 {
            1.5
        } else {
            1.0
        };
        let known = weights.entry(hash).or_insert((0.0, rare));
        known.0 += times;
    }
    let words: Vec<(u32, f64)> = weights
        .into_iter()
        .map(|(hash, (times, rare))| (hash, (1.0 + times.ln()) * rare))
        .collect();
    let whole = reading.document.text.len().max(1);
    let padding: usize = reading.padding.iter().map(|p| p.quote.as_str().len()).sum();
    Features {
        core: unit(words.clone(), CORE).into_iter().map(|w| w.0).collect(),
        words: unit(words, WORDS),
        headline: unit(head, usize::MAX),
        opening: unit(opening, usize::MAX),
        sentences: sentences(&text),
        stages,
        padding: (padding * 100 / whole).min(100) as u8,
    }
}

impl Features {
    /// The smallest hashes of the telling words under several orders: equal in two documents with the chance that
    /// their words are equal (A. Broder, «On the resemblance and containment of documents», 1997).
    pub(super) fn signature(&self) -> Vec<u32> {
        (0..if self.core.is_empty() { 0 } else { KEYS })
            .filter_map(|i| {
                self.core
                    .iter()
                    .map(|hash| mix(*hash ^ mix(i.wrapping_mul(0x9E37_79B9) + 1)))
                    .min()
            })
            .collect()
    }
}

/// A word's hash, how rare it is, and its stem; nothing for words that every text has.
fn telling(text: &Text<'_>, i: usize, segmenter: &Segmenter) -> Option<(u32, f64, String)> {
    let raw = text.raw(i);
    match text.kind(i) {
        TokenKind::Sign => None,
        TokenKind::Number => Some((hash(text.word(i)), 5.0, text.word(i).to_owned())),
        TokenKind::Word => {
            let segmentation = segmenter.segment(raw);
            let pieces = segmentation.pieces(raw);
            let stem = pieces.iter().max_by_key(|p| p.len())?;
            let bare = stem
                .strip_prefix("ال")
                .filter(|s| s.chars().count() >= 3)
                .unwrap_or(stem);
            let seen = f64::from(segmenter.count(bare)) + f64::from(segmenter.count(&format!("ال{bare}")));
            let documents = (seen * 0.7).min(NEWS / WORDS_A_DOCUMENT);
            let rare = (NEWS / WORDS_A_DOCUMENT / (documents + 1.0)).ln();
            let folded = fold(bare);
            let folded = folded
                .strip_suffix('ه')
                .filter(|s| s.chars().count() >= 3)
                .unwrap_or(&folded)
                .to_owned();
            (rare > LEAST_RARE && folded.chars().count() >= 2).then(|| (hash(&folded), rare, folded))
        }
    }
}

/// The `most` heaviest, sorted by hash, of unit length.
fn unit(mut words: Vec<(u32, f64)>, most: usize) -> Vec<(u32, f32)> {
    words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    words.truncate(most);
    words.sort_by_key(|w| w.0);
    words.dedup_by_key(|w| w.0);
    let length = words
        .iter()
        .map(|w| w.1 * w.1)
        .sum::<f64>()
        .sqrt()
        .max(f64::MIN_POSITIVE);
    words
        .into_iter()
        .map(|(hash, weight)| (hash, (weight / length) as f32))
        .collect()
}

fn sentences(text: &Text<'_>) -> Vec<Vec<u32>> {
    text.sentences()
        .iter()
        .map(|sentence| {
            let words: Vec<u32> = sentence
                .tokens()
                .filter(|i| text.kind(*i) != TokenKind::Sign)
                .map(|i| hash(text.word(i)))
                .collect();
            words
                .windows(2)
                .map(|pair| mix(pair[0] ^ pair[1].rotate_left(16)))
                .collect::<Vec<u32>>()
        })
        .filter(|pairs| pairs.len() + 1 >= SHORTEST)
        .collect()
}

/// FNV-1a, folded to 32 bits: stable over versions and machines, which stored features must be.
fn hash(word: &str) -> u32 {
    let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325u64, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (hash ^ (hash >> 32)) as u32
}

/// The finaliser of MurmurHash3.
fn mix(mut h: u32) -> u32 {
    h ^= h >> 16;
    h = h.wrapping_mul(0x85eb_ca6b);
    h ^= h >> 13;
    h = h.wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}
