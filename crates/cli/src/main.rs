//! The `mahdar` program: a thin face over the libraries.

use anyhow::Result;
use clap::{Parser, Subcommand};
use mahdar_register::Kind;
use std::process::ExitCode;

mod ask;
mod follow;
mod inputs;
mod keep;
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
    /// Add documents to the record.
    Add(keep::AddArgs),
    /// Make everything derived anew from the archive and the decisions.
    Rebuild(keep::OnlyArgs),
    /// Print a hash of everything derived: the same for the same documents and decisions.
    Digest(keep::OnlyArgs),
    /// Copy the record to a file while it is in use.
    Backup(keep::BackupArgs),
    /// Check that everything stored is still what was stored.
    Verify(keep::OnlyArgs),
    /// Say how much there is of everything.
    Stats(keep::OnlyArgs),
    /// List persons and the offices they were seen in.
    People(ask::ListArgs),
    /// List ministries, councils, organisations.
    Bodies(ask::ListArgs),
    /// List meetings, calls, visits, sessions, signings.
    Encounters(ask::ListArgs),
    /// List what sides bound themselves to.
    Commitments(ask::ListArgs),
    /// List treaties, agreements, memoranda, resolutions.
    Instruments(ask::ListArgs),
    /// List standing councils, committees, consultations.
    Mechanisms(ask::ListArgs),
    /// List the events that several documents report.
    Stories(ask::ListArgs),
    /// List documents.
    Documents(ask::ListArgs),
    /// Show everything about one thing or document.
    Show(ask::ShowArgs),
    /// Look for words in documents and records.
    Search(ask::SearchArgs),
    /// Print what happened and what is due, day by day.
    Timeline(ask::ListArgs),
    /// Show what is overdue, quiet and due soon, next sessions, targets.
    Follow(follow::FollowArgs),
    /// Suggest later words that may show what became of a commitment.
    Suggest(follow::SuggestArgs),
    /// Print the follow-up report.
    Report(follow::ReportArgs),
    /// Write the record in another program's form.
    Export(follow::ExportArgs),
    /// Rule: confirm, reject, correct, same, not-same, status, overrule, note, revoke.
    Decide(follow::DecideArgs),
    /// Print what was ruled.
    Log(follow::LogArgs),
    /// Print the JSON Schema of what other commands print.
    Schema(schema::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome: Result<ExitCode> = match cli.command {
        Command::Read(args) => read::run(&args),
        Command::Add(args) => keep::add(&args),
        Command::Rebuild(args) => keep::rebuild(&args),
        Command::Digest(args) => keep::digest(&args),
        Command::Backup(args) => keep::backup(&args),
        Command::Verify(args) => keep::verify(&args),
        Command::Stats(args) => keep::stats(&args),
        Command::People(args) => ask::list(Kind::Person, &args),
        Command::Bodies(args) => ask::list(Kind::Body, &args),
        Command::Encounters(args) => ask::list(Kind::Encounter, &args),
        Command::Commitments(args) => ask::list(Kind::Commitment, &args),
        Command::Instruments(args) => ask::list(Kind::Instrument, &args),
        Command::Mechanisms(args) => ask::list(Kind::Mechanism, &args),
        Command::Stories(args) => ask::list(Kind::Story, &args),
        Command::Documents(args) => ask::documents(&args),
        Command::Show(args) => ask::show(&args),
        Command::Search(args) => ask::search(&args),
        Command::Timeline(args) => ask::timeline(&args),
        Command::Follow(args) => follow::follow(&args),
        Command::Suggest(args) => follow::suggest(&args),
        Command::Report(args) => follow::report(&args),
        Command::Export(args) => follow::export(&args),
        Command::Decide(args) => follow::decide(&args),
        Command::Log(args) => follow::log(&args),
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
