//! `mahdar read`: documents in, minutes out, in input order whatever the number of threads.

use crate::{inputs::InputArgs, minutes, progress, tongue::VoiceArgs};
use anyhow::{Context, Result};
use clap::ValueEnum;
use mahdar_lexicon::Lexicon;
use mahdar_reader::{Options, read_with};
use mahdar_record::{Document, Reading};
use mahdar_wording::Voice;
use rayon::prelude::*;
use std::{
    io::{BufWriter, IsTerminal, Write},
    process::ExitCode,
};

/// Arguments of `mahdar read`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    inputs: InputArgs,
    /// What to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    voice: VoiceArgs,
    /// Threads to read on; all processors where not given.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Say beside each record which entries of the lexicon and which rules made it.
    #[arg(long)]
    explain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Minutes to read in a terminal.
    Text,
    /// JSON, indented; an array where there are several documents.
    Json,
    /// One line of JSON a document.
    Jsonl,
}

/// How much text is read ahead before it is shared out among the threads, in bytes: enough to keep them busy,
/// little enough that memory does not feel the length of a stream.
const BATCH: usize = 4 << 20;

/// Reads and prints.
pub fn run(args: &Args) -> Result<ExitCode> {
    let sources = match args.inputs.sources() {
        Ok(sources) => sources,
        Err(sentence) => {
            eprintln!("mahdar read: {sentence}");
            return Ok(ExitCode::from(2));
        }
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.threads.unwrap_or(0))
        .build()
        .context("the reading threads could not be started")?;
    let bar = progress::counter("reading");
    let mut printer = Printer::new(args);
    let (mut batch, mut size, mut failed) = (Vec::new(), 0, 0usize);
    for item in args.inputs.items(sources) {
        match item {
            Ok(item) => {
                size += item.document.text.len();
                batch.push(item.document);
            }
            Err(error) => {
                failed += 1;
                bar.suspend(|| eprintln!("mahdar: {error}"));
            }
        }
        if size >= BATCH {
            printer.print(&pool, &mut batch)?;
            bar.set_position(printer.documents as u64);
            size = 0;
        }
    }
    printer.print(&pool, &mut batch)?;
    printer.finish()?;
    bar.finish_and_clear();
    let voice = args.voice.voice();
    if failed > 0 || printer.documents > 1 {
        eprintln!(
            "{}",
            minutes::summary(voice, printer.documents, printer.records, failed)
        );
    }
    Ok(if failed > 0 {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// Writes readings in the order of their documents.
struct Printer {
    out: BufWriter<std::io::Stdout>,
    format: Format,
    voice: Voice,
    colours: bool,
    options: Options,
    documents: usize,
    records: usize,
    /// The first reading of a JSON output, kept back until it is known whether it stands alone.
    first: Option<Vec<u8>>,
}

impl Printer {
    fn new(args: &Args) -> Self {
        Printer {
            out: BufWriter::with_capacity(1 << 16, std::io::stdout()),
            format: args.format,
            voice: args.voice.voice(),
            colours: std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
            options: Options {
                explain: args.explain,
            },
            documents: 0,
            records: 0,
            first: None,
        }
    }

    fn print(&mut self, pool: &rayon::ThreadPool, batch: &mut Vec<Document>) -> Result<()> {
        let lexicon = Lexicon::built_in();
        let (format, voice, colours, options) = (self.format, self.voice, self.colours, self.options);
        let texts: Vec<Result<(Vec<u8>, usize)>> = pool.install(|| {
            batch
                .par_iter()
                .map(|document| {
                    let reading = read_with(document, lexicon, options);
                    let records = minutes::records(&reading);
                    Ok((write(&reading, format, voice, colours)?, records))
                })
                .collect()
        });
        batch.clear();
        for text in texts {
            let (text, records) = text?;
            self.records += records;
            self.documents += 1;
            match (self.format, self.documents) {
                (Format::Json, 1) => self.first = Some(text),
                (Format::Json, n) => {
                    if n == 2 {
                        self.out.write_all(b"[\n")?;
                        self.out.write_all(&self.first.take().unwrap_or_default())?;
                    }
                    self.out.write_all(b",\n")?;
                    self.out.write_all(&text)?;
                }
                _ => self.out.write_all(&text)?,
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        if self.format == Format::Json {
            match (self.documents, self.first.take()) {
                (0, _) => self.out.write_all(b"[]\n")?,
                (_, Some(only)) => {
                    self.out.write_all(&only)?;
                    self.out.write_all(b"\n")?;
                }
                _ => self.out.write_all(b"\n]\n")?,
            }
        }
        self.out.flush()?;
        Ok(())
    }
}

fn write(reading: &Reading, format: Format, voice: Voice, colours: bool) -> Result<Vec<u8>> {
    Ok(match format {
        Format::Text => minutes::minutes(reading, voice, colours).into_bytes(),
        Format::Json => serde_json::to_vec_pretty(reading)?,
        Format::Jsonl => {
            let mut line = serde_json::to_vec(reading)?;
            line.push(b'\n');
            line
        }
    })
}
