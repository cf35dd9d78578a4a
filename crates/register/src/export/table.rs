//! Rows and lines.

use super::{KINDS, written};
use crate::ask::{Filter, sides_of};
use crate::{Kind, Register, RegisterError, Result};
use std::io::Write;

/// The columns of the table, the same for all kinds.
const COLUMNS: [&str; 14] = [
    "id",
    "kind",
    "label",
    "first",
    "last",
    "status",
    "strength",
    "due",
    "sides",
    "sector",
    "type",
    "documents",
    "ruling",
    "quote",
];

/// A cell that a spreadsheet would take for a formula is marked as text: documents come from outside.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}

impl Register {
    pub(super) fn export_csv(&self, filter: &Filter, out: &mut dyn Write) -> Result<usize> {
        self.export_kinds(&KINDS, filter, out)
    }

    /// Writes the things of one kind that a filter lists as a table with a head.
    ///
    /// # Errors
    /// As [`Register::list`], and what the writer reports.
    pub fn export_list(&self, kind: Kind, filter: &Filter, out: &mut dyn Write) -> Result<usize> {
        self.export_kinds(&[kind], filter, out)
    }

    fn export_kinds(&self, kinds: &[Kind], filter: &Filter, out: &mut dyn Write) -> Result<usize> {
        let mut table = csv::Writer::from_writer(out);
        let failed = |e: csv::Error| RegisterError::Invalid(format!("the table could not be written: {e}"));
        table.write_record(COLUMNS).map_err(failed)?;
        let mut rows = 0;
        for kind in kinds.iter().copied() {
            self.each_thing(kind, filter, |thing| {
                let quote = self
                    .evidence(&thing.id, 1)?
                    .pop()
                    .map(|e| e.quote)
                    .unwrap_or_default();
                let of = |name: &str| thing.data[name].as_str().unwrap_or_default().to_owned();
                let cells = [
                    thing.id.clone(),
                    kind.as_str().to_owned(),
                    thing.label.clone(),
                    thing.first.clone().unwrap_or_default(),
                    thing.last.clone().unwrap_or_default(),
                    thing.status.clone().unwrap_or_default(),
                    thing.strength.clone().unwrap_or_default(),
                    thing.due.clone().unwrap_or_default(),
                    sides_of(thing).join(" "),
                    of("sector"),
                    of("kind"),
                    thing.docs.to_string(),
                    thing.ruling.clone().unwrap_or_default(),
                    quote,
                ];
                table.write_record(cells.map(harmless)).map_err(failed)?;
                rows += 1;
                Ok(())
            })?;
        }
        table.flush().map_err(written)?;
        Ok(rows)
    }

    pub(super) fn export_lines(&self, filter: &Filter, out: &mut dyn Write) -> Result<usize> {
        let mut lines = 0;
        for kind in KINDS {
            self.each_thing(kind, filter, |thing| {
                let mut line = serde_json::to_value(thing)?;
                line["evidence"] = serde_json::to_value(self.evidence(&thing.id, 50)?)?;
                writeln!(out, "{line}").map_err(written)?;
                lines += 1;
                Ok(())
            })?;
        }
        Ok(lines)
    }
}
