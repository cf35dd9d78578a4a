//! What happened and what is to happen, day by day.

use super::filter::{Filter, Sort};
use crate::{Kind, Register, Result};
use serde::Serialize;

/// One entry of a timeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TimelineEntry {
    /// A day, month or year.
    pub date: String,
    /// `encounter`, `commitment` (made), `due`, or the state that a person moved a commitment to.
    pub what: String,
    /// Id of the encounter or commitment.
    pub id: String,
    /// Its words.
    pub label: String,
    /// The kind of encounter, or the strength of a commitment.
    pub kind: Option<String>,
    /// Its status.
    pub status: Option<String>,
    /// The sides.
    pub sides: Vec<String>,
    /// How many documents tell of it.
    pub docs: u64,
}

impl Register {
    /// Encounters, commitments made and due, and their moves, in the order of their days. `limit` counts encounters
    /// and commitments, not entries.
    ///
    /// # Errors
    /// As [`Register::list`].
    pub fn timeline(&self, filter: &Filter) -> Result<Vec<TimelineEntry>> {
        let filter = Filter {
            sort: Sort::First,
            limit: if filter.limit == 0 { 1000 } else { filter.limit },
            ..filter.clone()
        };
        let mut entries = Vec::new();
        for kind in [Kind::Encounter, Kind::Commitment] {
            if kind == Kind::Commitment && (filter.person.is_some() || filter.kind.is_some()) {
                continue;
            }
            for thing in self.list(kind, &filter)?.items {
                let list = if kind == Kind::Encounter {
                    "sides"
                } else {
                    "parties"
                };
                let sides: Vec<String> = thing.data[list]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|s| s.as_str().map(str::to_owned))
                    .collect();
                let entry = |date: &str, what: &str| TimelineEntry {
                    date: date.to_owned(),
                    what: what.to_owned(),
                    id: thing.id.clone(),
                    label: thing.label.clone(),
                    kind: thing
                        .strength
                        .clone()
                        .or_else(|| thing.data["kind"].as_str().map(str::to_owned)),
                    status: thing.status.clone(),
                    sides: sides.clone(),
                    docs: thing.docs,
                };
                if let Some(first) = &thing.first {
                    entries.push(entry(first, kind.as_str()));
                }
                if let Some(due) = &thing.due {
                    entries.push(entry(due, "due"));
                }
                for moved in thing.data["moves"].as_array().into_iter().flatten() {
                    let day = moved["since"]
                        .as_str()
                        .or_else(|| moved["at"].as_str().and_then(|at| at.get(..10)));
                    if let (Some(day), Some(status)) = (day, moved["status"].as_str()) {
                        entries.push(entry(day, status));
                    }
                }
            }
        }
        entries.sort_by(|a, b| (&a.date, &a.what, &a.id).cmp(&(&b.date, &b.what, &b.id)));
        if filter.descending {
            entries.reverse();
        }
        Ok(entries)
    }
}
