//! `mahdar-eval`: measures Mahdar against marked data, and trains its small models. Not needed to run the product.

mod conll;
mod ner;
mod train_ner;

use clap::{Parser, Subcommand};

/// Measures Mahdar against marked data, and trains its small models.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tag a CoNLL file (token, tag) and print precision, recall and F1 for PER, LOC, ORG.
    Ner(ner::Args),
    /// Train the name tagger's model, or measure it on held-out parts.
    TrainNer(train_ner::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Ner(args) => ner::run(&args),
        Command::TrainNer(args) => train_ner::run(&args),
    }
}
