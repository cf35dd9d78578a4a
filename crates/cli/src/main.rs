//! The `mahdar` program: a thin face over the libraries.

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

mod inputs;
mod minutes;
mod progress;
mod read;
mod schema;
mod tongue;

// Reading makes many small short-lived pieces; the system's allocator is what two threads would wait for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Reads Arabic reporting on the dealings between states and keeps the minutes: who met whom, what was agreed,
/// every entry with its quote.
#[derive(Debug, Parser)]
#[command(name = "mahdar", version, about, long_about = None, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read documents and print their minutes.
    Read(read::Args),
    /// Print the JSON Schema of what other commands print.
    Schema(schema::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome: Result<ExitCode> = match cli.command {
        Command::Read(args) => read::run(&args),
        Command::Schema(args) => schema::run(&args),
    };
    match outcome {
        Ok(code) => code,
        // A reader that has seen enough (`mahdar read … | head`) is no failure.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mahdar: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
}
