//! `mahdar-eval ner FILE`: the name tagger against a marked file.

use crate::conll::{self, Joined, Running, Score, Sentence};
use anyhow::{Context, Result};
use mahdar_lexicon::Lexicon;
use mahdar_reader::tagger::{Model, Tag, Tagger};
use mahdar_text::Text;
use std::path::PathBuf;

/// Arguments of `ner`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files with a token and its tags a line (AQMAR, ANERcorp, OntoNotes, Wojood, NewsFANE types are known).
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Another model than the built-in one.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Print every sentence with a mistake: what was marked and what was given.
    #[arg(long)]
    errors: bool,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<()> {
    let bytes = match &args.model {
        Some(path) => std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?,
        None => Vec::new(),
    };
    let own;
    let tagger = if args.model.is_some() {
        own = Tagger::new(Model::from_bytes(&bytes)?);
        &own
    } else {
        Tagger::built_in()
    };
    let mut score = Score::default();
    let (mut sentences, mut tokens) = (0, 0);
    for file in &args.files {
        let read = conll::read(file)?;
        let split = conll::splits_clitics(&read);
        for sentence in &read {
            let tags = tag(tagger, sentence, split);
            score.count(&sentence.tags, &tags);
            sentences += 1;
            tokens += tags.len();
            if args.errors && tags != sentence.tags {
                print_errors(sentence, &tags);
            }
        }
    }
    println!("{sentences} sentences, {tokens} tokens");
    print!("{}", score.table());
    Ok(())
}

/// Tags a sentence of a file; where the file splits clitics off, they are joined first and the tags carried back.
pub fn tag(tagger: &Tagger<'_>, sentence: &Sentence, split: bool) -> Vec<Tag> {
    let joined = split.then(|| {
        Joined::new(&Sentence {
            words: sentence.words.clone(),
            // What is marked must not help.
            tags: vec![Tag::Outside; sentence.words.len()],
        })
    });
    let words = joined.as_ref().map_or(&sentence.words, |j| &j.sentence.words);
    let running = Running::new(words);
    let text = Text::parse(&running.text);
    let notes = Lexicon::built_in().annotate(&text);
    let tags = running.gather(&text, &tagger.tag(&text, 0..text.len(), &notes));
    joined.map_or(tags.clone(), |j| j.split_tags(&tags))
}

fn print_errors(sentence: &Sentence, given: &[Tag]) {
    let spell = |tags: &[Tag]| {
        let found = mahdar_reader::tagger::names(tags, 0);
        let spelt = found
            .iter()
            .map(|(range, kind)| format!("{} {}", kind.as_str(), sentence.words[range.clone()].join(" ")));
        spelt.collect::<Vec<_>>().join(" | ")
    };
    println!(
        "{}\n  marked: {}\n  given:  {}",
        sentence.words.join(" "),
        spell(&sentence.tags),
        spell(given)
    );
}
