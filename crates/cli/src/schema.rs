//! `mahdar schema`: the shape of what the program prints.

use anyhow::Result;
use clap::ValueEnum;
use std::{io::Write, process::ExitCode};

/// Arguments of `mahdar schema`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which shape.
    #[arg(value_enum)]
    of: Shape,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shape {
    /// What `read --format json` prints for a document.
    Reading,
}

/// Prints the JSON Schema.
pub fn run(args: &Args) -> Result<ExitCode> {
    let schema = match args.of {
        Shape::Reading => mahdar_record::reading_schema(),
    };
    writeln!(
        std::io::stdout().lock(),
        "{}",
        serde_json::to_string_pretty(&schema)?
    )?;
    Ok(ExitCode::SUCCESS)
}
