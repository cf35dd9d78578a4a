//! How much there is of everything.

use crate::{Kind, Register, Result};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a record holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Stats {
    /// Documents archived.
    pub documents: u64,
    /// Those among them that a newer version of their address replaced.
    pub superseded: u64,
    /// Bytes as they came.
    pub bytes: u64,
    /// First and last publication day.
    pub published: (Option<String>, Option<String>),
    /// Documents by outlet, most first.
    pub outlets: Vec<(String, u64)>,
    /// Things by kind (`person`, `encounter` …).
    pub things: BTreeMap<&'static str, u64>,
    /// Records of single documents by kind.
    pub records: BTreeMap<&'static str, u64>,
    /// Decisions.
    pub decisions: u64,
    /// Documents that wait to be merged.
    pub pending: u64,
    /// Size of the database file in bytes.
    pub file: u64,
    /// Size of the search index in bytes.
    pub index: u64,
}

impl Register {
    /// Counts everything.
    ///
    /// # Errors
    /// What the database reports.
    pub fn stats(&self) -> Result<Stats> {
        let one = |sql: &str| {
            self.db
                .query_row(sql, [], |row| row.get::<_, i64>(0))
                .map(|n| n as u64)
        };
        let by_kind = |sql: &str| -> Result<BTreeMap<&'static str, u64>> {
            let mut statement = self.db.prepare(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
            let mut counts = BTreeMap::new();
            for row in rows {
                let (layer, count) = row?;
                if let Some(kind) = Kind::from_layer(layer) {
                    counts.insert(kind.as_str(), count as u64);
                }
            }
            Ok(counts)
        };
        let mut statement = self.db.prepare(
            "SELECT coalesce(outlet, ''), count(*) AS n FROM document GROUP BY outlet ORDER BY n DESC, outlet LIMIT 100",
        )?;
        let outlets = statement
            .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Stats {
            documents: one("SELECT count(*) FROM document")?,
            superseded: one("SELECT count(*) FROM version WHERE current = 0")?,
            bytes: one("SELECT coalesce(sum(size), 0) FROM document")?,
            published: self.db.query_row(
                "SELECT min(published), max(published) FROM document",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?,
            outlets,
            things: by_kind("SELECT layer, count(*) FROM entity GROUP BY layer")?,
            records: by_kind("SELECT layer, count(*) FROM item GROUP BY layer")?,
            decisions: one("SELECT count(*) FROM decision")?,
            pending: one("SELECT count(*) FROM pending")?,
            file: one("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
            index: self.index_size(),
        })
    }
}
