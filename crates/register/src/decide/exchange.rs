//! Decisions as JSON Lines: out of one record and into another, and back unchanged.

use super::{Decision, decision_id};
use crate::store::LogEntry;
use crate::{Register, RegisterError, Result};
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::io::{BufRead, Write};

/// What became of imported decisions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Taken in.
    pub added: usize,
    /// Here already: the same ruling by the same actor at the same time.
    pub known: usize,
}

impl Register {
    /// Writes all decisions, one JSON object a line, in order.
    ///
    /// # Errors
    /// What the database or the writer reports.
    pub fn export_decisions(&self, out: &mut dyn Write) -> Result<usize> {
        let log = self.log()?;
        for entry in &log {
            serde_json::to_writer(&mut *out, entry)?;
            out.write_all(b"\n").map_err(|cause| RegisterError::Io {
                path: "the decisions written".into(),
                cause,
            })?;
        }
        Ok(log.len())
    }

    /// Takes in decisions that [`Register::export_decisions`] wrote, all of them or none. Those already here are
    /// left out, so that importing twice changes nothing; into an empty record the chain comes out the same, hash
    /// for hash.
    ///
    /// # Errors
    /// [`RegisterError::Invalid`] with the line that is not a decision.
    pub fn import_decisions(&mut self, input: &mut dyn BufRead) -> Result<Imported> {
        let mut known: FxHashSet<String> = self
            .log()?
            .iter()
            .map(|e| decision_id(&e.at, &e.actor, &e.decision))
            .collect();
        let mut imported = Imported::default();
        let mut made: Vec<(String, String, Decision)> = Vec::new();
        for (at, line) in input.lines().enumerate() {
            let wrong = |why: String| RegisterError::Invalid(format!("line {}: {why}", at + 1));
            let line = line.map_err(|e| wrong(e.to_string()))?;
            if line.trim().is_empty() {
                continue;
            }
            let entry: LogEntry = serde_json::from_str(&line).map_err(|e| wrong(e.to_string()))?;
            if known.insert(decision_id(&entry.at, &entry.actor, &entry.decision)) {
                made.push((entry.at, entry.actor, entry.decision));
                imported.added += 1;
            } else {
                imported.known += 1;
            }
        }
        if !made.is_empty() {
            self.write_decisions(&made)?;
        }
        Ok(imported)
    }
}
