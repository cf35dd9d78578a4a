//! `mahdar add`, `rebuild`, `digest`, `backup`, `verify`, `stats`: keeping the record.

use crate::{inputs::InputArgs, progress};
use anyhow::{Context, Result};
use mahdar_lexicon::Lexicon;
use mahdar_record::{Document, Reading};
use mahdar_register::{Failed, Incoming, Progress, Register};
use std::path::PathBuf;
use std::process::ExitCode;

/// Which record.
#[derive(Debug, Clone, clap::Args)]
pub struct RecordArgs {
    /// The record's file.
    #[arg(long, value_name = "FILE", env = "MAHDAR_RECORD", default_value = "mahdar.db")]
    pub record: PathBuf,
}

impl RecordArgs {
    /// Opens it for writing; it is made where there is none.
    pub fn open(&self) -> Result<Register> {
        Ok(Register::open(&self.record)?)
    }

    /// Opens an existing one to ask it something; also where its file or folder cannot be written.
    pub fn look(&self) -> Result<Register> {
        if !self.record.exists() {
            anyhow::bail!(
                "there is no record at {}; mahdar add PATH… makes one",
                self.record.display()
            );
        }
        match Register::open(&self.record) {
            Ok(register) => Ok(register),
            Err(mahdar_register::RegisterError::ReadOnly(_)) => Ok(Register::open_read_only(&self.record)?),
            Err(error) => Err(error.into()),
        }
    }
}

/// Arguments of `mahdar add`.
#[derive(Debug, clap::Args)]
pub struct AddArgs {
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    record: RecordArgs,
    /// Threads to read on; all processors where not given.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Print the summary as JSON.
    #[arg(long)]
    json: bool,
}

/// Arguments of commands that take nothing but the record.
#[derive(Debug, clap::Args)]
pub struct OnlyArgs {
    #[command(flatten)]
    record: RecordArgs,
    /// Threads to read on (rebuild); all processors where not given.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Arguments of `mahdar backup`.
#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    #[command(flatten)]
    record: RecordArgs,
    /// Where to; must not exist yet.
    #[arg(value_name = "FILE")]
    to: PathBuf,
}

/// The time to write down.
pub fn now() -> String {
    jiff::Timestamp::now().to_string()
}

fn reader() -> impl Fn(&Document) -> Reading + Sync {
    let lexicon = Lexicon::built_in();
    move |document| mahdar_reader::read(document, lexicon)
}

/// The number of threads that read: a process keeps one record, so it is set for the whole process.
fn threads(threads: Option<usize>) -> Result<()> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build_global()
        .context("the reading threads could not be started")
}

/// Adds documents.
pub fn add(args: &AddArgs) -> Result<ExitCode> {
    let sources = match args.inputs.sources() {
        Ok(sources) => sources,
        Err(sentence) => {
            eprintln!("mahdar add: {sentence}");
            return Ok(ExitCode::from(2));
        }
    };
    let mut register = args.record.open()?;
    let bar = progress::counter("adding");
    let documents = args.inputs.items(sources).map(|item| match item {
        Ok(item) => Ok(Incoming {
            document: item.document,
            bytes: item.bytes.to_vec(),
        }),
        Err(error) => Err(Failed {
            origin: error.place().to_owned(),
            cause: error.kind().to_string(),
        }),
    });
    let shown = |progress| match progress {
        Progress::Stored(n) => bar.set_position(n as u64),
        Progress::Merging => bar.set_message("merging"),
    };
    threads(args.threads)?;
    let summary = register.add(documents, &now(), reader(), shown)?;
    bar.finish_and_clear();
    if args.json {
        println!("{}", serde_json::to_string_pretty(&summary)?);
    } else {
        for failed in &summary.failed {
            eprintln!("mahdar: {}: {}", failed.origin, failed.cause);
        }
        for version in &summary.new_versions {
            println!(
                "{} is a new version of {} ({})",
                version.after, version.before, version.url
            );
            for (sign, records) in [("+", &version.gained), ("-", &version.lost)] {
                for (kind, quote) in records {
                    println!("  {sign} {kind}: {quote}");
                }
            }
        }
        println!(
            "added {}, unchanged {}, new versions {}, failed {}",
            summary.added,
            summary.unchanged,
            summary.new_versions.len(),
            summary.failed.len()
        );
    }
    Ok(if summary.failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// Makes all derived state anew.
pub fn rebuild(args: &OnlyArgs) -> Result<ExitCode> {
    let mut register = args.record.open()?;
    let bar = progress::counter("rebuilding");
    let shown = |progress| match progress {
        Progress::Stored(n) => bar.set_position(n as u64),
        Progress::Merging => bar.set_message("merging"),
    };
    threads(args.threads)?;
    let documents = register.rebuild(reader(), shown)?;
    bar.finish_and_clear();
    println!("{documents} documents read anew");
    Ok(ExitCode::SUCCESS)
}

/// Prints the hash of the derived state.
pub fn digest(args: &OnlyArgs) -> Result<ExitCode> {
    println!("{}", args.record.look()?.digest()?);
    Ok(ExitCode::SUCCESS)
}

/// Copies the record while it is in use.
pub fn backup(args: &BackupArgs) -> Result<ExitCode> {
    let register = args.record.look()?;
    let bar = progress::counter("pages copied");
    register.backup(&args.to, |at| {
        bar.set_position(u64::from(at.total - at.remaining))
    })?;
    bar.finish_and_clear();
    println!(
        "{} is a copy of {}",
        args.to.display(),
        args.record.record.display()
    );
    Ok(ExitCode::SUCCESS)
}

/// Checks everything that is stored.
pub fn verify(args: &OnlyArgs) -> Result<ExitCode> {
    let report = args.record.look()?.verify()?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        for finding in &report.findings {
            println!("{}: {}", finding.part, finding.message);
        }
        println!(
            "{} documents, {} decisions, {} quotes checked: {}",
            report.documents,
            report.decisions,
            report.quotes,
            if report.is_sound() {
                "all is well"
            } else {
                "see above"
            }
        );
    }
    Ok(if report.is_sound() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// Prints how much there is of everything.
pub fn stats(args: &OnlyArgs) -> Result<ExitCode> {
    let stats = args.record.look()?.stats()?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&stats)?);
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "documents    {} ({} superseded)",
        stats.documents, stats.superseded
    );
    if let (Some(first), Some(last)) = &stats.published {
        println!("published    {first} to {last}");
    }
    for (kind, count) in &stats.things {
        let records = stats.records.get(kind).copied().unwrap_or_default();
        println!("{kind:<12} {count} (from {records} records)");
    }
    println!("decisions    {}", stats.decisions);
    let each = |bytes: u64| bytes / stats.documents.max(1);
    println!(
        "bytes        {} as they came, {} a document",
        stats.bytes,
        each(stats.bytes)
    );
    println!(
        "database     {} bytes, {} a document",
        stats.file,
        each(stats.file)
    );
    println!(
        "index        {} bytes, {} a document",
        stats.index,
        each(stats.index)
    );
    if stats.pending > 0 {
        println!("waiting      {} documents are still to be merged", stats.pending);
    }
    Ok(ExitCode::SUCCESS)
}
