//! Is everything still what was stored?

use super::archive::unpack;
use super::decisions::check_chain;
use crate::id::sha256;
use crate::{Kind, Register, Result};
use serde::Serialize;

/// One fault found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Where: `file`, `archive`, `decisions`, `derived`, `index`.
    pub part: &'static str,
    /// What is wrong, and with what.
    pub message: String,
}

/// What was checked and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Documents whose bytes were hashed.
    pub documents: usize,
    /// Decisions whose chain was followed.
    pub decisions: usize,
    /// Quotes compared with the text they come from.
    pub quotes: usize,
    /// Faults; none where all is well.
    pub findings: Vec<Finding>,
}

impl Verification {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    fn found(&mut self, part: &'static str, message: impl Into<String>) {
        self.findings.push(Finding {
            part,
            message: message.into(),
        });
    }
}

impl Register {
    /// Checks the file, the hash of every archived document, the chain of decisions, that every record's quote
    /// stands in its text, references between tables, and that the search index is in step.
    ///
    /// # Errors
    /// Only where the checks cannot be run at all; faults are listed in the result.
    pub fn verify(&self) -> Result<Verification> {
        let mut report = Verification::default();
        let mut run = |name: &'static str, check: fn(&Register, &mut Verification) -> Result<()>| {
            // A fault that stops one check is itself a finding; the others still run.
            if let Err(error) = check(self, &mut report) {
                report.found(name, error.to_string());
            }
        };
        run("file", file);
        run("archive", archive);
        run("decisions", decisions);
        run("derived", derived);
        run("index", index);
        Ok(report)
    }
}

fn file(register: &Register, report: &mut Verification) -> Result<()> {
    let mut statement = register.db.prepare("PRAGMA integrity_check(20)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            report.found("file", line);
        }
    }
    let mut statement = register.db.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        report.found(
            "file",
            format!("a row of {table} refers to a row of {parent} that is not there"),
        );
    }
    Ok(())
}

fn archive(register: &Register, report: &mut Verification) -> Result<()> {
    let mut statement = register
        .db
        .prepare("SELECT d.id, d.sha, d.name, a.bytes, a.text FROM document d LEFT JOIN archive a ON a.doc = d.doc ORDER BY d.doc")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        report.documents += 1;
        let (id, sha, name): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let text: Option<Vec<u8>> = row.get(4)?;
        let Some(text) = text else {
            report.found("archive", format!("document {id} ({name}) has lost its text"));
            continue;
        };
        let packed = row.get::<_, Option<Vec<u8>>>(3)?;
        match unpack(packed.as_ref().unwrap_or(&text), "bytes") {
            Ok(bytes) if sha256(&bytes) == sha => {}
            Ok(_) => report.found(
                "archive",
                format!("the bytes of document {id} ({name}) are not those that came"),
            ),
            Err(error) => report.found("archive", format!("document {id} ({name}): {error}")),
        }
        if packed.is_some() {
            match unpack(&text, "text").map(String::from_utf8) {
                Ok(Ok(_)) => {}
                _ => report.found(
                    "archive",
                    format!("the text of document {id} ({name}) cannot be read"),
                ),
            }
        }
    }
    Ok(())
}

fn decisions(register: &Register, report: &mut Verification) -> Result<()> {
    report.decisions = register
        .db
        .query_row("SELECT count(*) FROM decision", [], |row| row.get::<_, i64>(0))?
        as usize;
    for fault in check_chain(&register.db)? {
        report.found("decisions", fault);
    }
    Ok(())
}

fn derived(register: &Register, report: &mut Verification) -> Result<()> {
    let waiting: i64 = register
        .db
        .query_row("SELECT count(*) FROM pending", [], |row| row.get(0))?;
    if waiting > 0 {
        report.found(
            "derived",
            format!("{waiting} documents wait to be merged; add or rebuild finishes it"),
        );
    }
    for (what, sql) in [
        (
            "documents without a reading",
            "SELECT count(*) FROM document d LEFT JOIN reading r ON r.doc = d.doc WHERE r.doc IS NULL",
        ),
        (
            "records without a thing",
            "SELECT count(*) FROM item i LEFT JOIN entity e ON e.id = i.entity WHERE e.id IS NULL AND json_extract(i.data, '$.seen.rejected') IS NULL AND i.doc NOT IN (SELECT doc FROM pending)",
        ),
        (
            "things without a record",
            "SELECT count(*) FROM entity e WHERE NOT EXISTS (SELECT 1 FROM item i WHERE i.entity = e.id)",
        ),
    ] {
        let count: i64 = register.db.query_row(sql, [], |row| row.get(0))?;
        if count > 0 {
            report.found("derived", format!("{count} {what}; run rebuild"));
        }
    }
    let mut statement = register
        .db
        .prepare("SELECT d.id, a.text, r.json FROM document d JOIN archive a ON a.doc = d.doc JOIN reading r ON r.doc = d.doc ORDER BY d.doc")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        // What cannot be unpacked was named by the check of the archive.
        let (Ok(text), Ok(json)) = (
            unpack(&row.get::<_, Vec<u8>>(1)?, "text"),
            unpack(&row.get::<_, Vec<u8>>(2)?, "reading"),
        ) else {
            report.found(
                "derived",
                format!("the reading of document {id} cannot be unpacked"),
            );
            continue;
        };
        match check_quotes(&text, &json) {
            Ok(quotes) => report.quotes += quotes,
            Err(message) => report.found("derived", format!("document {id}: {message}")),
        }
    }
    Ok(())
}

/// How many records a reading has, all of whose quotes stand in the text where they say.
fn check_quotes(text: &[u8], json: &[u8]) -> std::result::Result<usize, String> {
    let mut reading: serde_json::Value = serde_json::from_slice(json).map_err(|e| e.to_string())?;
    reading["document"]["text"] = String::from_utf8_lossy(text).into_owned().into();
    mahdar_record::Reading::from_json(&reading.to_string())
        .map(|r| {
            r.people.len()
                + r.encounters.len()
                + r.commitments.len()
                + r.positions.len()
                + r.instruments.len()
        })
        .map_err(|e| e.to_string())
}

fn index(register: &Register, report: &mut Verification) -> Result<()> {
    if let Some(fault) = register.index_fault()? {
        report.found("index", fault);
    }
    let foreign: i64 = register.db.query_row(
        "SELECT count(*) FROM item WHERE layer NOT IN (SELECT value FROM json_each(?1))",
        [serde_json::to_string(&Kind::ALL.map(Kind::layer))?],
        |row| row.get(0),
    )?;
    if foreign > 0 {
        report.found(
            "derived",
            format!("{foreign} records of a kind that this program does not know"),
        );
    }
    Ok(())
}
