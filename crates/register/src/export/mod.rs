//! The record in other programs' forms.

mod calendar;
mod followthemoney;
mod graph;
mod table;

use crate::ask::{Filter, Sort, Thing};
use crate::{Kind, Register, RegisterError, Result};
use std::io::Write;

/// A form of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// One table with a row for each thing.
    Csv,
    /// One JSON object a line.
    JsonLines,
    /// FollowTheMoney entities, one a line.
    FollowTheMoney,
    /// iCalendar: sessions, planned encounters, due dates.
    Calendar,
    /// GraphML of who met whom.
    GraphMl,
}

impl ExportFormat {
    /// The format of a word: `csv`, `jsonl`, `ftm`, `ics`, `graphml`.
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "csv" => ExportFormat::Csv,
            "jsonl" => ExportFormat::JsonLines,
            "ftm" => ExportFormat::FollowTheMoney,
            "ics" => ExportFormat::Calendar,
            "graphml" => ExportFormat::GraphMl,
            _ => return None,
        })
    }
}

impl Register {
    /// Writes what a filter lists; returns how many rows, entities, entries or edges it wrote.
    ///
    /// # Errors
    /// As [`Register::list`], and what the writer reports.
    pub fn export(&self, format: ExportFormat, filter: &Filter, out: &mut dyn Write) -> Result<usize> {
        match format {
            ExportFormat::Csv => self.export_csv(filter, out),
            ExportFormat::JsonLines => self.export_lines(filter, out),
            ExportFormat::FollowTheMoney => self.export_followthemoney(filter, out),
            ExportFormat::Calendar => self.export_calendar(filter, out),
            ExportFormat::GraphMl => self.export_graph(filter, out),
        }
    }

    /// Calls `each` with every thing of a kind that the filter lists, page after page.
    fn each_thing(
        &self,
        kind: Kind,
        filter: &Filter,
        mut each: impl FnMut(&Thing) -> Result<()>,
    ) -> Result<()> {
        let mut filter = Filter {
            sort: Sort::First,
            limit: 1000,
            cursor: None,
            ..filter.clone()
        };
        loop {
            let page = self.list(kind, &filter)?;
            page.items.iter().try_for_each(&mut each)?;
            match page.next {
                Some(next) => filter.cursor = Some(next),
                None => return Ok(()),
            }
        }
    }
}

/// What the writer reports, as an error of this crate.
fn written(cause: std::io::Error) -> RegisterError {
    RegisterError::Io {
        path: "the export".into(),
        cause,
    }
}

/// The kinds that are exported as things.
const KINDS: [Kind; 6] = [
    Kind::Person,
    Kind::Body,
    Kind::Encounter,
    Kind::Commitment,
    Kind::Instrument,
    Kind::Mechanism,
];
