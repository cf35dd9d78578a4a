//! A record made from a JSON Lines file of documents that carry their readings, for safety tests that end the
//! process at any moment, and for measuring without the reader.
//!
//! `record add RECORD FILE [SAFE]` prints `safe N` after each batch (into SAFE where given), `record rebuild RECORD`,
//! `record digest RECORD`, `record verify RECORD`, `record stats RECORD`, `record note RECORD ID COUNT`.

#[path = "../tests/common/mod.rs"]
mod common;

use mahdar_record::Document;
use mahdar_register::decide::Ruling;
use mahdar_register::{Failed, Incoming, Progress, Register, RegisterError};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::time::Instant;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let Err(error) = run(&args.iter().map(String::as_str).collect::<Vec<_>>()) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn run(args: &[&str]) -> Result<(), RegisterError> {
    let begun = Instant::now();
    match args {
        ["add", record, file] => add(&mut Register::open(record)?, file)?,
        ["rebuild", record] => {
            let documents = Register::open(record)?.rebuild(common::read, |_| {})?;
            println!("rebuilt {documents}");
        }
        ["digest", record] => println!("{}", Register::open_read_only(record)?.digest()?),
        ["verify", record] => {
            let report = Register::open(record)?.verify()?;
            for finding in &report.findings {
                println!("{}: {}", finding.part, finding.message);
            }
            println!("{} documents, {} decisions", report.documents, report.decisions);
            std::process::exit(i32::from(!report.is_sound()));
        }
        ["stats", record] => println!("{:#?}", Register::open_read_only(record)?.stats()?),
        ["note", record, commitment, count] => {
            let mut register = Register::open(record)?;
            for n in 0..count.parse().unwrap_or(1) {
                let id = commitment.to_string();
                let note = Ruling::Note {
                    id,
                    note: format!("remark {n}"),
                };
                let entry = register.decide(&note, common::NOW, "a tester")?;
                say(&format!("ruled {}", entry.seq));
            }
        }
        _ => return Err(RegisterError::Invalid("see the head of this example".into())),
    }
    eprintln!("{:.2} s", begun.elapsed().as_secs_f64());
    Ok(())
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // Whoever reads this may be gone; the work goes on.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

fn add(register: &mut Register, file: &str) -> Result<(), RegisterError> {
    let lines = BufReader::new(File::open(file).map_err(|cause| RegisterError::Io {
        path: file.into(),
        cause,
    })?)
    .lines();
    let documents = lines.enumerate().map(|(at, line)| {
        let failed = |cause: String| Failed {
            origin: format!("{file}:{}", at + 1),
            cause,
        };
        let line = line.map_err(|e| failed(e.to_string()))?;
        let document: Document = serde_json::from_str(&line).map_err(|e| failed(e.to_string()))?;
        Ok(Incoming {
            document,
            bytes: line.into_bytes(),
        })
    });
    let summary = register.add(documents, common::NOW, common::read, |progress| match progress {
        Progress::Stored(n) => say(&format!("safe {n}")),
        Progress::Merging => say("merging"),
    })?;
    say(&format!(
        "added {} unchanged {} failed {} merged {}",
        summary.added,
        summary.unchanged,
        summary.failed.len(),
        summary.merged
    ));
    Ok(())
}
