//! What the model is to know of single words: clusters, the list of names, and how a first model tags them.

use super::clusters::{Clusters, each_text};
use super::corpus;
use anyhow::Result;
use mahdar_lexicon::Lexicon;
use mahdar_reader::tagger::{ModelBuilder, Tagger, model::Word};
use rustc_hash::FxHashMap;
use std::path::Path;

/// Words by their hash, with how often the press has them.
pub type Known = FxHashMap<u64, (Word, u32)>;

/// Not seen in the press.
const UNSEEN: [u8; 3] = [7; 3];

/// The frequent words with their clusters, and the words of names.
pub fn known(clusters: &Clusters, shared: &Path) -> Result<Known> {
    let step = |count: u32| match count {
        0 => 0,
        1 => 1,
        2..=5 => 2,
        _ => 3,
    };
    let mut out = Known::default();
    for word in &clusters.words {
        let known = Word {
            fine: word.fine + 1,
            frequency: (32 - word.count.leading_zeros()) as u8,
            shares: UNSEEN,
            ..Word::default()
        };
        out.insert(ModelBuilder::hash(&word.folded), (known, word.count));
    }
    for (folded, (given, family)) in corpus::name_words(shared)? {
        let (known, _) = out.entry(ModelBuilder::hash(&folded)).or_insert((
            Word {
                shares: UNSEEN,
                ..Word::default()
            },
            0,
        ));
        (known.given, known.family) = (step(given), step(family));
    }
    Ok(out)
}

/// One document in so many is tagged: enough to see the names, and training stays short.
const EVERY: usize = 3;

/// Tags the press and notes of each word how often it was a person, a place, an organisation.
pub fn add_shares(words: &mut Known, tagger: &Tagger<'_>, press: &Path) -> Result<()> {
    let mut counts: FxHashMap<u64, [u32; 4]> = FxHashMap::default();
    let mut documents = 0;
    each_text(press, |text| {
        documents += 1;
        if documents % EVERY != 0 {
            return;
        }
        let notes = Lexicon::built_in().annotate(text);
        for sentence in text.sentences() {
            let (tags, keys) = tagger.tag_with_keys(text, sentence.tokens(), &notes);
            for (tag, key) in tags.iter().zip(keys) {
                counts.entry(key).or_default()[tag.kind().map_or(3, |kind| kind as usize)] += 1;
            }
        }
    })?;
    for (key, counts) in counts {
        let all: u32 = counts.iter().sum();
        let named = all - counts[3];
        if all < 2 || (!words.contains_key(&key) && named * 4 < all) {
            continue;
        }
        let (word, count) = words.entry(key).or_insert((Word::default(), 0));
        *count = (*count).max(all);
        word.shares = [0, 1, 2].map(|kind| share(counts[kind], all));
    }
    Ok(())
}

/// From 0, hardly ever, to 6, nearly always; a few sightings do not make a certainty.
fn share(count: u32, all: u32) -> u8 {
    let share = f64::from(count) / (f64::from(all) + 1.0);
    let steps = [0.01, 0.05, 0.15, 0.35, 0.6, 0.85];
    steps.iter().filter(|least| share >= **least).count() as u8
}

/// Files at most `room` words, the most frequent first.
pub fn file(builder: &mut ModelBuilder, words: &Known, room: usize) {
    let mut order: Vec<(u64, Word, u32)> = words
        .iter()
        .map(|(key, (word, count))| (*key, *word, *count))
        .collect();
    let weight = |(key, word, count): &(u64, Word, u32)| {
        (
            std::cmp::Reverse((*count).max(u32::from(word.given + word.family))),
            *key,
        )
    };
    order.sort_unstable_by_key(weight);
    let filed = order
        .iter()
        .take(room)
        .filter(|(key, word, _)| builder.file(*key, *word))
        .count();
    eprintln!("{} words known, {filed} filed", words.len());
}
