//! The marked corpora that the tagger learns from, and which part of each is held out when it is measured.

use crate::conll::{self, Sentence};
use anyhow::{Context, Result};
use mahdar_text::fold;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};

/// A marked corpus.
#[derive(Debug)]
pub struct Corpus {
    /// Its name.
    pub name: &'static str,
    /// Whether clitics are split off.
    pub split: bool,
    /// What is learnt from.
    pub train: Vec<Sentence>,
    /// What is held out.
    pub held_out: Vec<Sentence>,
}

/// Reads all corpora under `data/ner` of `shared`.
pub fn read_all(shared: &Path) -> Result<Vec<Corpus>> {
    let ner = shared.join("data/ner");
    Ok(vec![aqmar(&ner)?, wojood(&ner)?, newsfane(&ner)?])
}

/// AQMAR: by the alphabet, every fourth article of the 28 is held out.
fn aqmar(ner: &Path) -> Result<Corpus> {
    let folder = ner.join("aqmar/aqmar/articles");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.sort();
    let (mut train, mut held_out) = (Vec::new(), Vec::new());
    for (i, file) in files.iter().enumerate() {
        let part = if i % 4 == 3 { &mut held_out } else { &mut train };
        part.extend(conll::read(file)?);
    }
    Ok(Corpus {
        name: "AQMAR",
        split: false,
        train,
        held_out,
    })
}

/// The Wojood sample: its own test file is held out.
fn wojood(ner: &Path) -> Result<Corpus> {
    let folder = ner.join("wojood_sample");
    let mut train = conll::read(&folder.join("train.txt"))?;
    train.extend(conll::read(&folder.join("val.txt"))?);
    Ok(Corpus {
        name: "Wojood sample",
        split: false,
        train,
        held_out: conll::read(&folder.join("test.txt"))?,
    })
}

/// NewsFANE: in twenty stretches of running text, every fifth is held out.
fn newsfane(ner: &Path) -> Result<Corpus> {
    let all = conll::read(&ner.join("newsfane/newsfane_not_in_anercorp_test.tsv"))?;
    let stretch = all.len().div_ceil(20);
    let (mut train, mut held_out) = (Vec::new(), Vec::new());
    for (i, sentence) in all.into_iter().enumerate() {
        let part = if i / stretch % 5 == 4 {
            &mut held_out
        } else {
            &mut train
        };
        part.push(sentence);
    }
    Ok(Corpus {
        name: "NewsFANE",
        split: true,
        train,
        held_out,
    })
}

/// How often each folded word opens a person's name in the list of names, and how often it stands later in one.
pub fn name_words(shared: &Path) -> Result<FxHashMap<String, (u32, u32)>> {
    let path = shared.join("data/names/people-wikidata.tsv");
    let content =
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut out: FxHashMap<String, (u32, u32)> = FxHashMap::default();
    for line in content.lines().skip(1) {
        let name = fold(line.split('\t').next().unwrap_or(""));
        for (i, word) in name.split_whitespace().enumerate() {
            let counts = out.entry(word.to_owned()).or_default();
            if i == 0 {
                counts.0 += 1;
            } else {
                counts.1 += 1;
            }
        }
    }
    Ok(out)
}
