//! `mahdar-eval`: measures Mahdar against marked data, and trains its small models. Not needed to run the product.

mod calibrate;
mod conll;
mod ner;
mod register;
mod speed;
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
    /// Show whether confidence means what it says, on marked documents.
    Calibrate(calibrate::Args),
    /// Measure the reader's speed and memory beside the floor, on a file of documents.
    Speed(speed::Args),
    /// Measure how fast documents enter the record and are asked for, as it grows.
    Register(register::Args),
    /// Tag a CoNLL file (token, tag) and print precision, recall and F1 for PER, LOC, ORG.
    Ner(ner::Args),
    /// Train the name tagger's model, or measure it on held-out parts.
    TrainNer(train_ner::Args),
}

// The same allocator as the product's, so that what is measured is what is shipped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Calibrate(args) => calibrate::run(&args),
        Command::Speed(args) => speed::run(&args),
        Command::Register(args) => register::run(&args),
        Command::Ner(args) => ner::run(&args),
        Command::TrainNer(args) => train_ner::run(&args),
    }
}
