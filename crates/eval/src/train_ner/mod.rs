//! `mahdar-eval train-ner`: makes `crates/reader/models/ner.bin`. See `docs/training.md`.

mod chance;
mod clusters;
mod corpus;
mod field;
mod words;

use crate::conll::{Joined, Running, Score, Sentence};
use crate::ner;
use anyhow::{Context, Result};
use clusters::Clusters;
use corpus::Corpus;
use field::{Example, Field, Plan};
use mahdar_lexicon::Lexicon;
use mahdar_reader::tagger::{Features, Model, ModelBuilder, Tagger, Views};
use mahdar_text::Text;
use rustc_hash::FxHashMap;
use std::path::PathBuf;
use std::time::Instant;
use words::Known;

/// Arguments of `train-ner`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of shared data.
    #[arg(long, default_value = "../shared")]
    shared: PathBuf,
    /// Where the model is written.
    #[arg(long, default_value = "crates/reader/models/ner.bin")]
    out: PathBuf,
    /// Learn from the training parts alone and print the tables of the held-out parts; no model is written unless
    /// `--out` is given too.
    #[arg(long)]
    measure: bool,
    /// Keep the word clusters in this file, or take them from it where it exists.
    #[arg(long)]
    clusters: Option<PathBuf>,
    /// How often each sentence is seen.
    #[arg(long, default_value_t = 8)]
    epochs: u32,
    /// First step width.
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    /// Pull towards zero.
    #[arg(long, default_value_t = 1e-5)]
    decay: f32,
    /// Share of features hidden in each step.
    #[arg(long, default_value_t = 0.4)]
    drop: f32,
    /// How much is taken off "no name" in the finished model; more finds more and errs more.
    #[arg(long, default_value_t = 1.0)]
    boldness: f32,
}

/// log2 of the word slots: 131,072 words, a megabyte.
const WORD_BITS: u32 = 17;
/// log2 of the feature slots: 262,144 features, two megabytes; more of them hardly help and cost time in reading.
const FEATURE_BITS: u32 = 18;
/// A feature seen less often is not kept.
const LEAST: u32 = 2;

/// Runs the subcommand.
pub fn run(args: &Args) -> Result<()> {
    let begun = Instant::now();
    let clusters = clusters(args)?;
    eprintln!(
        "{} words in clusters, {:.0?}",
        clusters.words.len(),
        begun.elapsed()
    );
    let corpora = corpus::read_all(&args.shared)?;
    let bytes = train(args, &clusters, &corpora)?;
    eprintln!("{} bytes, {:.0?} in all", bytes.len(), begun.elapsed());
    if args.measure {
        measure(&Tagger::new(Model::from_bytes(&bytes)?), &corpora);
    } else {
        std::fs::write(&args.out, &bytes).with_context(|| format!("cannot write {}", args.out.display()))?;
    }
    Ok(())
}

fn clusters(args: &Args) -> Result<Clusters> {
    let learn = || clusters::learn(&args.shared.join("corpora/news-dev.jsonl.gz"));
    match &args.clusters {
        Some(path) if path.exists() => Clusters::read(path),
        Some(path) => {
            let clusters = learn()?;
            clusters.write(path)?;
            Ok(clusters)
        }
        None => learn(),
    }
}

/// Learns twice: a first model tags the press, and how often it takes each word for a person, a place or an
/// organisation there is what the second one knows of the word beforehand.
fn train(args: &Args, clusters: &Clusters, corpora: &[Corpus]) -> Result<Vec<u8>> {
    let mut words = words::known(clusters, &args.shared)?;
    let mut sentences: Vec<Sentence> = Vec::new();
    for corpus in corpora {
        let held_out: &[Sentence] = if args.measure { &[] } else { &corpus.held_out };
        for sentence in corpus.train.iter().chain(held_out) {
            let joined = corpus.split.then(|| Joined::new(sentence).sentence);
            sentences.push(joined.unwrap_or_else(|| sentence.clone()));
        }
    }
    let first = fit(args, clusters, &words, &sentences)?;
    let begun = Instant::now();
    let tagger = Tagger::new(Model::from_bytes(&first)?);
    words::add_shares(
        &mut words,
        &tagger,
        &args.shared.join("corpora/news-dev.jsonl.gz"),
    )?;
    eprintln!("the press tagged, {:.0?}", begun.elapsed());
    fit(args, clusters, &words, &sentences)
}

/// Learns one model.
fn fit(args: &Args, clusters: &Clusters, words: &Known, sentences: &[Sentence]) -> Result<Vec<u8>> {
    let mut builder = ModelBuilder::new(WORD_BITS, FEATURE_BITS, clusters.coarse.clone());
    words::file(&mut builder, words, (1 << WORD_BITS) * 9 / 10);
    let words_only = builder.bytes();
    let model = Model::from_bytes(&words_only)?;
    let hashed: Vec<(Vec<Features>, Vec<u8>)> = sentences
        .iter()
        .map(|sentence| look(&model, sentence))
        .filter(|(features, _)| !features.is_empty())
        .collect();
    choose(&mut builder, &hashed);
    let examples: Vec<Example> = hashed
        .into_iter()
        .map(|(features, tags)| Example {
            slots: features
                .iter()
                .map(|word| word.iter().filter_map(|f| builder.find(*f)).collect())
                .collect(),
            tags,
            weight: 1.0,
        })
        .collect();
    let mut field = Field::new(1 << FEATURE_BITS);
    let plan = Plan {
        epochs: args.epochs,
        rate: args.rate,
        decay: args.decay,
        drop: args.drop,
    };
    let begun = Instant::now();
    field.train(&examples, plan, |epoch, loss| {
        eprintln!("epoch {epoch}: loss {loss:.4} a word, {:.0?}", begun.elapsed());
    });
    field.round_into(&mut builder, args.boldness);
    Ok(builder.bytes())
}

/// The features and tags of a sentence's tokens.
fn look(model: &Model<'_>, sentence: &Sentence) -> (Vec<Features>, Vec<u8>) {
    let running = Running::new(&sentence.words);
    let text = Text::parse(&running.text);
    let notes = Lexicon::built_in().annotate(&text);
    let views = Views::new(model, &text, 0..text.len(), &notes);
    let features = (0..views.len())
        .map(|i| {
            let mut out = Features::new();
            views.features(i, &mut out);
            out
        })
        .collect();
    let tags = running.spread(&text, &sentence.tags);
    (features, tags.iter().map(|t| t.index() as u8).collect())
}

/// Gives slots to the features that occur at least [`LEAST`] times, the most frequent first.
fn choose(builder: &mut ModelBuilder, hashed: &[(Vec<Features>, Vec<u8>)]) {
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for feature in hashed.iter().flat_map(|(features, _)| features.iter().flatten()) {
        *counts.entry(*feature).or_default() += 1;
    }
    let all = counts.len();
    let mut kept: Vec<(u64, u32)> = counts.into_iter().filter(|(_, count)| *count >= LEAST).collect();
    kept.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let placed = kept
        .iter()
        .filter(|(feature, _)| builder.place(*feature).is_some())
        .count();
    eprintln!("{all} features, {} frequent, {placed} placed", kept.len());
}

/// Prints the tables of the held-out parts.
fn measure(tagger: &Tagger<'_>, corpora: &[Corpus]) {
    for corpus in corpora {
        let mut score = Score::default();
        for sentence in &corpus.held_out {
            score.count(&sentence.tags, &ner::tag(tagger, sentence, corpus.split));
        }
        println!(
            "{}, held out: {} sentences\n{}",
            corpus.name,
            corpus.held_out.len(),
            score.table()
        );
    }
}
