//! Making the vocabulary from plain text.

use super::decide::decide;
use super::letters::{Letters, key};
use super::vocabulary::pack;
use rustc_hash::FxHashMap;

/// A vocabulary as it is embedded.
#[derive(Debug)]
pub struct Learned {
    /// A finite-state map from words to counts and cuts.
    pub bytes: Vec<u8>,
    /// How many words it holds.
    pub words: usize,
}

/// Counts `words`, decides the cut of each that was seen at least `least` times, and packs both.
///
/// Nothing is told about any word: counts and the grammar in [`super::Segmenter`] are all there is.
pub fn learn<'w>(words: impl Iterator<Item = &'w str>, least: u32) -> Result<Learned, fst::Error> {
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    for word in words {
        let Some(key) = key(word) else { continue };
        *counts.entry(key).or_default() += 1;
    }
    counts.retain(|_, count| *count >= least);
    let count = |word: &str| counts.get(word).map_or(0.0, |c| *c as f32);
    let mut entries: Vec<(&str, u64)> = Vec::with_capacity(counts.len());
    for (word, seen) in &counts {
        let Some(letters) = Letters::of(word) else {
            continue;
        };
        entries.push((word, pack(*seen, decide(&letters, &count))));
    }
    entries.sort_unstable();
    let words = entries.len();
    let bytes = fst::Map::from_iter(entries)?.into_fst().into_inner();
    Ok(Learned { bytes, words })
}
