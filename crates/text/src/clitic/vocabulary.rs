//! The embedded vocabulary: how often each word was seen, and how it is cut.

use super::{Cut, letters::key};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Made by `cargo run -p mahdar-text --release --example learn-clitics`; see `data/words.md`.
static WORDS: &[u8] = include_bytes!("../../data/words.fst");

/// Word counts and decided cuts, read in place.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    words: Option<fst::Map<&'static [u8]>>,
}

pub(crate) fn embedded() -> &'static Vocabulary {
    static EMBEDDED: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
        words: fst::Map::new(WORDS).ok(),
    });
    &EMBEDDED
}

impl Vocabulary {
    fn value(&self, word: &str) -> Option<u64> {
        self.words.as_ref()?.get(word)
    }

    /// About how often `word` was seen; 0 for never or hardly.
    pub fn count(&self, word: &str) -> f32 {
        self.value(word).map_or(0.0, count)
    }

    pub fn decision(&self, word: &str) -> Option<Cut> {
        self.value(word).map(cut)
    }
}

/// Packs a count and a cut: one bit each for conjunction and proclitic, two for the letters of the pronoun, the rest
/// four times the binary logarithm of the count.
pub(crate) fn pack(count: u32, cut: Cut) -> u64 {
    let logarithm = (f64::from(count.max(1)).log2() * 4.0).round() as u64;
    logarithm << 4
        | u64::from(cut.enclitic & 3) << 2
        | u64::from(cut.proclitic) << 1
        | u64::from(cut.conjunction)
}

fn count(value: u64) -> f32 {
    ((value >> 4) as f32 / 4.0).exp2()
}

fn cut(value: u64) -> Cut {
    Cut {
        conjunction: value & 1 > 0,
        proclitic: value & 2 > 0,
        enclitic: (value >> 2 & 3) as u8,
    }
}

static SETTLED: LazyLock<FxHashMap<String, Cut>> = LazyLock::new(|| {
    let lines = include_str!("../../data/clitic-words.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'));
    let entries = lines.filter_map(|line| {
        let (word, pieces) = line.split_once('\t')?;
        let pieces: Vec<&str> = pieces.split('+').collect();
        let letters = |piece: &str| key(piece).map_or(0, |k| k.chars().count());
        let (conjunction, pieces) = match pieces[..] {
            ["و", ref rest @ ..] if !rest.is_empty() => (true, rest),
            ref all => (false, all),
        };
        let proclitic = pieces.len() > 1 && ["ب", "ل", "ك", "ف"].contains(&pieces[0]);
        let last = if pieces.len() > 1 {
            letters(pieces[pieces.len() - 1])
        } else {
            0
        };
        // «ل+ه»: the pronoun is what the preposition governs, cut as a stem.
        let enclitic = if pieces.len() == 2 && proclitic {
            0
        } else {
            last as u8
        };
        Some((
            key(word)?,
            Cut {
                conjunction,
                proclitic,
                enclitic,
            },
        ))
    });
    entries.collect()
});

/// The cut of a word of a closed class.
pub(crate) fn settled(word: &str) -> Option<Cut> {
    SETTLED.get(word).copied()
}
