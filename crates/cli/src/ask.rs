//! `mahdar people`, `encounters`, … `show`, `search`, `timeline`: asking the record.

use crate::keep::RecordArgs;
use crate::tongue::VoiceArgs;
use anyhow::{Context, Result};
use clap::ValueEnum;
use mahdar_record::{PartialDate, Side, Strength};
use mahdar_register::Kind;
use mahdar_register::ask::{Filter, Quiet, Shown, Sort, Thing};
use mahdar_register::search::SearchRequest;
use mahdar_wording::Voice;
use serde::Serialize;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

/// How lists are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns to read.
    Table,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values.
    Csv,
}

/// What a list holds.
#[derive(Debug, Clone, clap::Args)]
pub struct FilterArgs {
    /// All of these sides take part (LBY,TUR).
    #[arg(long, value_name = "SIDE,SIDE", value_delimiter = ',')]
    pub between: Vec<Side>,
    /// One of these sides takes part.
    #[arg(long, value_name = "SIDE", value_delimiter = ',')]
    pub side: Vec<Side>,
    /// A sector (trade, energy …).
    #[arg(long)]
    pub sector: Option<String>,
    /// At least as firm as this: signed, agreed, pledged, intended.
    #[arg(long, value_parser = strength)]
    pub strength: Option<Strength>,
    /// open, in_progress, fulfilled, lapsed, superseded, overdue, quiet, due_soon, late; or an encounter's status.
    #[arg(long)]
    pub status: Option<String>,
    /// The kind of encounter, instrument or body.
    #[arg(long)]
    pub kind: Option<String>,
    /// On or after this day.
    #[arg(long, value_name = "DATE")]
    pub since: Option<PartialDate>,
    /// On or before this day.
    #[arg(long, value_name = "DATE")]
    pub until: Option<PartialDate>,
    /// A person's id, or words of a name.
    #[arg(long)]
    pub person: Option<String>,
    /// Words, as in a search.
    #[arg(long)]
    pub text: Option<String>,
    /// A mechanism's id.
    #[arg(long, value_name = "ID")]
    pub mechanism: Option<String>,
    /// confirmed, changed, or read (nobody has ruled).
    #[arg(long)]
    pub ruling: Option<String>,
    /// The day as of which overdue and quiet are computed; today where not given.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<PartialDate>,
    /// first, last, docs, label, due, doubt.
    #[arg(long, value_parser = sort)]
    pub sort: Option<Sort>,
    /// The greatest or latest first.
    #[arg(long)]
    pub descending: bool,
    /// How many at most; all where not given and the output is no table.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Where the page before ended.
    #[arg(long, value_name = "CURSOR")]
    pub cursor: Option<String>,
}

fn strength(word: &str) -> Result<Strength, String> {
    Strength::from_code(word).ok_or_else(|| "signed, agreed, pledged or intended is expected".to_owned())
}

fn sort(word: &str) -> Result<Sort, String> {
    Sort::from_code(word).ok_or_else(|| "first, last, docs, label, due or doubt is expected".to_owned())
}

/// Today, for what is computed as of a day.
pub fn today() -> PartialDate {
    let today = jiff::Zoned::now().date();
    PartialDate::of_day(today.year(), today.month() as u8, today.day() as u8)
        .expect("the calendar knows today's date")
}

impl FilterArgs {
    /// As the register takes it.
    pub fn filter(&self, limit: usize) -> Filter {
        Filter {
            between: self.between.clone(),
            side: self.side.clone(),
            sector: self.sector.clone(),
            strength: self.strength,
            status: self.status.clone(),
            kind: self.kind.clone(),
            since: self.since,
            until: self.until,
            person: self.person.clone(),
            text: self.text.clone(),
            mechanism: self.mechanism.clone(),
            ruling: self.ruling.clone(),
            as_of: Some(self.as_of.unwrap_or_else(today)),
            quiet: Quiet::default(),
            sort: self.sort.unwrap_or_default(),
            descending: self.descending,
            limit: self.limit.unwrap_or(limit),
            cursor: self.cursor.clone(),
            ..Filter::default()
        }
    }
}

/// Arguments of a list.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    #[command(flatten)]
    record: RecordArgs,
    #[command(flatten)]
    filter: FilterArgs,
    /// How to print.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// Print every mention of every person instead (people only).
    #[arg(long)]
    mentions: bool,
    #[command(flatten)]
    voice: VoiceArgs,
}

/// Arguments of `mahdar show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    #[command(flatten)]
    record: RecordArgs,
    /// Of anything: a thing, a record, a document; the beginning is enough.
    id: String,
    /// How much evidence at most.
    #[arg(long, value_name = "N", default_value_t = 20)]
    evidence: usize,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// For a mechanism: with its sessions and its next one.
    #[arg(long)]
    sessions: bool,
    #[command(flatten)]
    voice: VoiceArgs,
}

/// Arguments of `mahdar search`.
#[derive(Debug, clap::Args)]
pub struct SearchArgs {
    #[command(flatten)]
    record: RecordArgs,
    /// Words; "words in quotation marks" as they are written; -word leaves out.
    #[arg(required = true)]
    query: Vec<String>,
    /// Only these kinds (document, person, encounter …).
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kinds: Vec<String>,
    /// Records in which all of these sides take part.
    #[arg(long, value_name = "SIDE,SIDE", value_delimiter = ',')]
    between: Vec<Side>,
    /// On or after this day.
    #[arg(long, value_name = "DATE")]
    since: Option<PartialDate>,
    /// On or before this day.
    #[arg(long, value_name = "DATE")]
    until: Option<PartialDate>,
    /// How many.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

fn out() -> BufWriter<std::io::Stdout> {
    BufWriter::with_capacity(1 << 16, std::io::stdout())
}

fn print_rows<T: Serialize>(rows: &[T], format: Format) -> Result<()> {
    let mut out = out();
    match format {
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(rows)?)?,
        _ => {
            for row in rows {
                writeln!(out, "{}", serde_json::to_string(row)?)?;
            }
        }
    }
    Ok(out.flush()?)
}

/// A thing in one line of a table.
fn line(thing: &Thing) -> String {
    let label: String = thing.label.chars().take(110).collect();
    let label = mahdar_wording::isolate(&mahdar_wording::visible(&label.replace('\n', " ")));
    let state = thing.status.as_deref().unwrap_or("");
    let strength = thing.strength.as_deref().unwrap_or("");
    let ruled = if thing.ruling.is_some() { "*" } else { " " };
    let day = thing.first.as_deref().unwrap_or("");
    format!(
        "{}{ruled} {day:<10} {state:<9} {strength:<8} {:>4}  {label}",
        thing.id, thing.docs
    )
}

/// Lists things of one kind.
pub fn list(kind: Kind, args: &ListArgs) -> Result<ExitCode> {
    let register = args.record.look()?;
    let filter = args
        .filter
        .filter(if args.format == Format::Table { 50 } else { 100_000 });
    if args.mentions {
        let mut out = out();
        register.mentions(|mention| {
            writeln!(out, "{}", serde_json::to_string(mention)?).map_err(|cause| {
                mahdar_register::RegisterError::Io {
                    path: "standard output".into(),
                    cause,
                }
            })
        })?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    match args.format {
        Format::Csv => {
            let mut out = out();
            register.export_list(kind, &filter, &mut out)?;
            out.flush()?;
        }
        Format::Table => {
            let page = register.list(kind, &filter)?;
            let mut out = out();
            for thing in &page.items {
                writeln!(out, "{}", line(thing))?;
            }
            if let Some(next) = page.next {
                writeln!(out, "… --cursor {next}")?;
            }
            out.flush()?;
        }
        format => print_rows(&register.list(kind, &filter)?.items, format)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Lists documents; in JSON Lines each with its own id (`id`), its short id (`document`) and its story.
pub fn documents(args: &ListArgs) -> Result<ExitCode> {
    let register = args.record.look()?;
    let page =
        register.documents(
            &args
                .filter
                .filter(if args.format == Format::Table { 50 } else { 100_000 }),
        )?;
    if args.format == Format::Table {
        let mut out = out();
        for row in &page.items {
            let d = &row.document;
            let title = mahdar_wording::isolate(&mahdar_wording::visible(&d.title));
            let day = d.published.as_deref().unwrap_or("");
            writeln!(
                out,
                "{} {day:<10} {:<14} {title}",
                d.id,
                d.outlet.as_deref().unwrap_or("")
            )?;
        }
        if let Some(next) = page.next {
            writeln!(out, "… --cursor {next}")?;
        }
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    let rows: Vec<serde_json::Value> = page
        .items
        .iter()
        .map(|row| {
            let mut value = serde_json::to_value(row)?;
            value["document"] = value["id"].take();
            value["id"] = row.document.name.clone().into();
            value["doc"] = row.document.name.clone().into();
            Ok(value)
        })
        .collect::<Result<_>>()?;
    print_rows(&rows, args.format)?;
    Ok(ExitCode::SUCCESS)
}

/// Shows one thing or document.
pub fn show(args: &ShowArgs) -> Result<ExitCode> {
    let register = args.record.look()?;
    let id = register.find(&args.id)?;
    if args.sessions {
        let page = register.mechanism(&id, today())?;
        println!("{}", serde_json::to_string_pretty(&page)?);
        return Ok(ExitCode::SUCCESS);
    }
    let shown = register.show(&id, args.evidence)?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&shown)?);
        return Ok(ExitCode::SUCCESS);
    }
    let voice: Voice = args.voice.voice();
    match shown {
        Shown::Thing(page) => print!("{}", mahdar_register::ask::describe(&page, voice)),
        Shown::Document(page) => print!("{}", crate::minutes::minutes(&page.reading, voice, false)),
    }
    Ok(ExitCode::SUCCESS)
}

/// Searches.
pub fn search(args: &SearchArgs) -> Result<ExitCode> {
    let register = args.record.look()?;
    let kinds = args
        .kinds
        .iter()
        .map(|k| Kind::of(k).with_context(|| format!("«{k}» is no kind of record")))
        .collect::<Result<_>>()?;
    let answer = register.search(&SearchRequest {
        query: args.query.join(" "),
        kinds,
        between: args.between.clone(),
        since: args.since,
        until: args.until,
        limit: args.limit,
        offset: 0,
    })?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&answer)?);
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = out();
    for hit in &answer.hits {
        let title = mahdar_wording::isolate(&mahdar_wording::visible(&hit.title));
        writeln!(out, "{} {title}", hit.id)?;
        for snippet in &hit.snippets {
            writeln!(out, "    {}", mahdar_wording::visible(&marked(snippet)))?;
        }
    }
    if answer.hits.is_empty() {
        writeln!(out, "nothing found; looked for:")?;
        for forms in &answer.tried {
            writeln!(out, "  {}", forms.join(" · "))?;
        }
    } else {
        writeln!(out, "{} of {}", answer.hits.len(), answer.total)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A snippet with its marked words between brackets, whole, so that no letters are torn apart.
fn marked(snippet: &mahdar_register::search::Snippet) -> String {
    let mut out = String::with_capacity(snippet.text.len() + 16);
    for (at, c) in snippet.text.chars().enumerate() {
        let at = at as u32;
        if snippet.marks.iter().any(|(from, _)| *from == at) {
            out.push('[');
        }
        out.push(if c == '\n' { ' ' } else { c });
        if snippet.marks.iter().any(|(_, to)| *to == at + 1) {
            out.push(']');
        }
    }
    out
}

/// Prints a timeline.
pub fn timeline(args: &ListArgs) -> Result<ExitCode> {
    let register = args.record.look()?;
    let entries = register.timeline(&args.filter.filter(1000))?;
    if args.format != Format::Table {
        print_rows(&entries, args.format)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = out();
    for entry in &entries {
        let label: String = entry.label.chars().take(110).collect();
        let label = mahdar_wording::isolate(&mahdar_wording::visible(&label.replace('\n', " ")));
        writeln!(
            out,
            "{:<10} {:<10} {} {} {label}",
            entry.date,
            entry.what,
            entry.id,
            entry.sides.join(",")
        )?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
