//! The chain of decisions: append-only rows, each carrying the hash of the one before.

use crate::decide::Decision;
use crate::id::hex;
use crate::{Register, RegisterError, Result};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The hash before the first decision.
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One decision as the log holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    /// Its number, from 1.
    pub seq: i64,
    /// When it was made (RFC 3339), as the caller said.
    pub at: String,
    /// Who made it.
    pub actor: String,
    /// What was ruled.
    #[serde(flatten)]
    pub decision: Decision,
    /// Hash of the decision before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prev: Option<String>,
    /// Hash of this one and `prev`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
}

/// What a row's hash covers; the lengths keep one field from running into the next.
fn chained(seq: i64, at: &str, actor: &str, body: &str, prev: &str) -> String {
    let mut hash = Sha256::new();
    for part in [&seq.to_string(), at, actor, body, prev] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex(&hash.finalize())
}

pub(crate) fn append(db: &Connection, at: &str, actor: &str, decision: &Decision) -> Result<LogEntry> {
    let body = serde_json::to_string(decision)?;
    let last: Option<(i64, String)> = db
        .query_row(
            "SELECT seq, hash FROM decision ORDER BY seq DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let (before, prev) = last.unwrap_or_else(|| (0, GENESIS.to_owned()));
    let seq = before + 1;
    let hash = chained(seq, at, actor, &body, &prev);
    db.execute(
        "INSERT INTO decision (seq, at, actor, body, prev, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![seq, at, actor, body, prev, hash],
    )?;
    Ok(LogEntry {
        seq,
        at: at.to_owned(),
        actor: actor.to_owned(),
        decision: decision.clone(),
        prev: Some(prev),
        hash: Some(hash),
    })
}

/// All decisions in order.
pub(crate) fn all(db: &Connection) -> Result<Vec<LogEntry>> {
    let mut statement =
        db.prepare_cached("SELECT seq, at, actor, body, prev, hash FROM decision ORDER BY seq")?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get::<_, String>(3)?,
            row.get(4)?,
            row.get(5)?,
        ))
    })?;
    rows.map(|row| {
        let (seq, at, actor, body, prev, hash) = row?;
        let decision = serde_json::from_str(&body)
            .map_err(|cause| RegisterError::Damaged(format!("decision {seq}: {cause}")))?;
        Ok(LogEntry {
            seq,
            at,
            actor,
            decision,
            prev,
            hash,
        })
    })
    .collect()
}

/// The faults of the chain, in words; none where it is whole.
pub(crate) fn check_chain(db: &Connection) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let mut expected = (1_i64, GENESIS.to_owned());
    let mut statement = db.prepare("SELECT seq, at, actor, body, prev, hash FROM decision ORDER BY seq")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        // A flipped byte can make a column unreadable as text: that too is a fault of this row, not of the check.
        let columns: rusqlite::Result<(String, String, String, String, String)> =
            (|| Ok((row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)))();
        let Ok((at, actor, body, prev, hash)) = columns else {
            faults.push(format!("decision {seq} cannot be read"));
            expected = (seq + 1, String::new());
            continue;
        };
        if seq != expected.0 {
            faults.push(format!(
                "decision {} is missing: after it comes {seq}",
                expected.0
            ));
        } else if prev != expected.1 && !expected.1.is_empty() {
            faults.push(format!("decision {seq} does not follow from the one before it"));
        }
        if chained(seq, &at, &actor, &body, &prev) != hash {
            faults.push(format!("decision {seq} by {actor} was changed after it was made"));
        }
        expected = (seq + 1, hash);
    }
    Ok(faults)
}

impl Register {
    /// Everything ruled, in order.
    ///
    /// # Errors
    /// [`RegisterError::Damaged`] where a row cannot be read.
    pub fn log(&self) -> Result<Vec<LogEntry>> {
        all(&self.db)
    }
}
