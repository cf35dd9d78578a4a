//! `mahdar follow`, `suggest`, `report`, `export`, `decide`, `log`: following up.

use crate::ask::{FilterArgs, today};
use crate::keep::{RecordArgs, now};
use crate::tongue::VoiceArgs;
use anyhow::{Context, Result};
use clap::ValueEnum;
use mahdar_record::{PartialDate, Side};
use mahdar_register::decide::{Ruling, Shown, Warning};
use mahdar_register::export::ExportFormat;
use mahdar_register::follow::ReportFormat;
use mahdar_register::{State, decision_id};
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `mahdar follow`.
#[derive(Debug, clap::Args)]
pub struct FollowArgs {
    #[command(flatten)]
    record: RecordArgs,
    /// Between these sides.
    #[arg(long, value_name = "SIDE,SIDE", value_delimiter = ',')]
    between: Vec<Side>,
    /// The day as of which it is computed; today where not given.
    #[arg(long, value_name = "DATE")]
    as_of: Option<PartialDate>,
    /// Also what changed since this day.
    #[arg(long, value_name = "DATE")]
    since: Option<PartialDate>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Shows where everything stands.
pub fn follow(args: &FollowArgs) -> Result<ExitCode> {
    let register = args.record.look()?;
    let view = register.follow(&args.between, args.as_of.unwrap_or_else(today), args.since)?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&view)?);
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = BufWriter::new(std::io::stdout());
    for (name, list) in [
        ("overdue", &view.overdue),
        ("due soon", &view.due_soon),
        ("quiet", &view.quiet),
    ] {
        writeln!(out, "{name}: {}", list.len())?;
        for thing in list.iter().take(20) {
            let label: String = thing.label.chars().take(100).collect();
            let day = thing.due.as_deref().or(thing.last.as_deref()).unwrap_or("");
            writeln!(
                out,
                "  {} {day:<10} {}",
                thing.id,
                mahdar_wording::visible(&label.replace('\n', " "))
            )?;
        }
    }
    for page in &view.mechanisms {
        let next = &page.next;
        let parts = [&next.when, &next.host, &next.place].map(|p| p.as_deref().unwrap_or("?").to_owned());
        writeln!(
            out,
            "next session of {} {}: {}",
            page.mechanism.id,
            page.mechanism.label,
            parts.join(", ")
        )?;
    }
    for target in &view.targets {
        let latest = target
            .latest
            .map_or_else(|| "no figure yet".to_owned(), |f| f.to_string());
        writeln!(
            out,
            "target {} {} {}: {latest}",
            target.commitment.id, target.target, target.unit
        )?;
    }
    if let Some(changes) = &view.changes {
        writeln!(
            out,
            "since then: {} documents, {} encounters and commitments, {} decisions",
            changes.documents,
            changes.things.len(),
            changes.decisions.len()
        )?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Arguments of `mahdar suggest`.
#[derive(Debug, clap::Args)]
pub struct SuggestArgs {
    #[command(flatten)]
    record: RecordArgs,
    /// A commitment; all open ones that the filter lists where not given.
    id: Option<String>,
    #[command(flatten)]
    filter: FilterArgs,
    /// How many for each commitment.
    #[arg(long, value_name = "N", default_value_t = 5)]
    each: usize,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Suggests evidence.
pub fn suggest(args: &SuggestArgs) -> Result<ExitCode> {
    let register = args.record.look()?;
    let suggestions = register.suggest(args.id.as_deref(), &args.filter.filter(200), args.each)?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&suggestions)?);
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = BufWriter::new(std::io::stdout());
    for s in &suggestions {
        let visible = |text: &str| mahdar_wording::visible(&text.replace('\n', " "));
        writeln!(out, "{} {}", s.commitment, visible(&s.quote))?;
        let day = s.published.as_deref().unwrap_or("");
        writeln!(
            out,
            "  {:>3} {} {day} {}",
            s.score,
            s.document,
            visible(&s.evidence)
        )?;
        writeln!(out, "      {}", s.reasons.join("; "))?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Page {
    Md,
    Html,
}

/// Arguments of `mahdar report`.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    #[command(flatten)]
    record: RecordArgs,
    /// Between these sides.
    #[arg(long, value_name = "SIDE,SIDE", value_delimiter = ',', required = true)]
    between: Vec<Side>,
    /// The day as of which it is computed; today where not given.
    #[arg(long, value_name = "DATE")]
    as_of: Option<PartialDate>,
    /// Markdown or HTML.
    #[arg(long, value_enum, default_value = "md")]
    format: Page,
    #[command(flatten)]
    voice: VoiceArgs,
}

/// Prints the follow-up report.
pub fn report(args: &ReportArgs) -> Result<ExitCode> {
    let register = args.record.look()?;
    let format = match args.format {
        Page::Md => ReportFormat::Markdown,
        Page::Html => ReportFormat::Html,
    };
    let as_of = args.as_of.unwrap_or_else(today);
    let text = register.report(&args.between, as_of, format, args.voice.voice())?;
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Arguments of `mahdar export`.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    record: RecordArgs,
    /// csv, jsonl, ftm, ics, graphml.
    #[arg(long = "as", value_name = "FORMAT", value_parser = ["csv", "jsonl", "ftm", "ics", "graphml"])]
    format: String,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Writes the record in another program's form.
pub fn export(args: &ExportArgs) -> Result<ExitCode> {
    let register = args.record.look()?;
    let format = ExportFormat::from_code(&args.format).context("an unknown format")?;
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout());
    register.export(format, &args.filter.filter(0), &mut out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Arguments of `mahdar decide`.
#[derive(Debug, clap::Args)]
pub struct DecideArgs {
    #[command(flatten)]
    record: RecordArgs,
    /// Who rules.
    #[arg(long, env = "MAHDAR_ACTOR", default_value_t = whoami())]
    actor: String,
    /// Why.
    #[arg(long)]
    note: Option<String>,
    #[command(subcommand)]
    what: What,
}

fn whoami() -> String {
    std::env::var("USER").unwrap_or_else(|_| "unnamed".to_owned())
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// It is right.
    Confirm { id: String },
    /// It is wrong.
    Reject { id: String },
    /// One field is wrong: FIELD and its right VALUE, as JSON or as plain text.
    Correct {
        id: String,
        field: String,
        value: String,
    },
    /// The two are one.
    Same { a: String, b: String },
    /// The two are different.
    NotSame { a: String, b: String },
    /// Where a commitment stands: open, in_progress, fulfilled, lapsed, superseded.
    Status {
        id: String,
        status: String,
        /// Since which day.
        #[arg(long)]
        since: Option<PartialDate>,
        /// What shows it: ids of documents or records, or DOCUMENT=WORDS.
        #[arg(long)]
        evidence: Vec<String>,
    },
    /// A warning (overdue, quiet) does not hold.
    Overrule {
        id: String,
        warning: String,
        /// Until which day.
        #[arg(long)]
        until: Option<PartialDate>,
    },
    /// A remark: give it with --note.
    Note { id: String },
    /// An earlier decision (r-… or its number) no longer holds.
    Revoke { decision: String },
    /// Take in decisions from a JSON Lines file.
    Import { file: PathBuf },
}

/// Rules.
pub fn decide(args: &DecideArgs) -> Result<ExitCode> {
    let mut register = args.record.open()?;
    let note = args.note.clone();
    let why = || args.note.clone().context("this needs a reason: --note TEXT");
    let ruling = match &args.what {
        What::Import { file } => {
            let mut input = BufReader::new(File::open(file).with_context(|| file.display().to_string())?);
            let imported = register.import_decisions(&mut input)?;
            println!("{} taken in, {} known", imported.added, imported.known);
            return Ok(ExitCode::SUCCESS);
        }
        What::Confirm { id } => Ruling::Confirm {
            id: register.find(id)?,
            note,
        },
        What::Reject { id } => Ruling::Reject {
            id: register.find(id)?,
            note,
        },
        What::Correct { id, field, value } => Ruling::Correct {
            id: register.find(id)?,
            field: field.clone(),
            value: serde_json::from_str(value).unwrap_or_else(|_| value.clone().into()),
            note,
        },
        What::Same { a, b } => Ruling::Same {
            a: a.clone(),
            b: b.clone(),
            note,
        },
        What::NotSame { a, b } => Ruling::NotSame {
            a: a.clone(),
            b: b.clone(),
            note,
        },
        What::Status {
            id,
            status,
            since,
            evidence,
        } => Ruling::Status {
            id: register.find(id)?,
            status: State::from_code(status).with_context(|| format!("«{status}» is no state"))?,
            since: *since,
            evidence: evidence
                .iter()
                .map(|e| match e.split_once('=') {
                    Some((document, quote)) => Shown::Words {
                        document: document.to_owned(),
                        quote: quote.to_owned(),
                    },
                    None => Shown::Id(e.clone()),
                })
                .collect(),
            note: why()?,
        },
        What::Overrule { id, warning, until } => Ruling::Overrule {
            id: register.find(id)?,
            warning: match warning.as_str() {
                "overdue" => Warning::Overdue,
                "quiet" => Warning::Quiet,
                other => anyhow::bail!("«{other}» is no warning: overdue or quiet is expected"),
            },
            until: *until,
            note: why()?,
        },
        What::Note { id } => Ruling::Note {
            id: register.find(id)?,
            note: why()?,
        },
        What::Revoke { decision } => Ruling::Revoke {
            decision: decision.clone(),
            note,
        },
    };
    let entry = register.decide(&ruling, &now(), &args.actor)?;
    println!(
        "{} {}",
        decision_id(&entry.at, &entry.actor, &entry.decision),
        entry.decision.rule()
    );
    Ok(ExitCode::SUCCESS)
}

/// Arguments of `mahdar log`.
#[derive(Debug, clap::Args)]
pub struct LogArgs {
    #[command(flatten)]
    record: RecordArgs,
    /// Only decisions whose words the record no longer has.
    #[arg(long)]
    orphaned: bool,
    /// Print JSON Lines, as `decide import` takes them.
    #[arg(long)]
    jsonl: bool,
}

/// Prints the decisions.
pub fn log(args: &LogArgs) -> Result<ExitCode> {
    let register = args.record.look()?;
    let mut out = BufWriter::new(std::io::stdout());
    if args.orphaned {
        for orphan in register.orphans()? {
            writeln!(
                out,
                "{} {} by {}",
                orphan.id,
                orphan.decision.decision.rule(),
                orphan.decision.actor
            )?;
            for (evidence, why) in &orphan.missing {
                writeln!(out, "  «{}»: {why}", evidence.quote)?;
            }
        }
    } else if args.jsonl {
        register.export_decisions(&mut out)?;
    } else {
        for entry in register.log()? {
            let id = decision_id(&entry.at, &entry.actor, &entry.decision);
            let quote = entry
                .decision
                .on()
                .first()
                .map(|e| e.quote.clone())
                .unwrap_or_default();
            writeln!(
                out,
                "{:>4} {id} {} {:<10} {} «{quote}»",
                entry.seq,
                entry.at,
                entry.decision.rule(),
                entry.actor
            )?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
