//! What is asked for, and how it becomes SQL.

use crate::{Kind, RegisterError, Result};
use mahdar_record::{PartialDate, Side, Strength};
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

/// After how many months without a document an open commitment is quiet, by strength: what was signed moves slowly,
/// what was merely intended is forgotten soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quiet {
    /// For what was signed.
    pub signed: u32,
    /// For what was agreed.
    pub agreed: u32,
    /// For what one side pledged.
    pub pledged: u32,
    /// For what was intended.
    pub intended: u32,
}

impl Default for Quiet {
    fn default() -> Self {
        Quiet {
            signed: 18,
            agreed: 12,
            pledged: 9,
            intended: 6,
        }
    }
}

impl Quiet {
    /// Months for one strength.
    pub fn months(self, strength: Strength) -> u32 {
        match strength {
            Strength::Signed => self.signed,
            Strength::Agreed => self.agreed,
            Strength::Pledged => self.pledged,
            Strength::Intended => self.intended,
        }
    }
}

/// By what a list is ordered. Equal ones follow in the order of their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// When it was, or was first seen.
    #[default]
    First,
    /// When a document last told of it.
    Last,
    /// How many documents tell of it.
    Docs,
    /// Its name.
    Label,
    /// When it is due; what has no date comes first.
    Due,
    /// How much it should be looked at.
    Doubt,
}

impl Sort {
    /// The order of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "first" | "date" => Sort::First,
            "last" => Sort::Last,
            "docs" => Sort::Docs,
            "label" | "name" => Sort::Label,
            "due" => Sort::Due,
            "doubt" => Sort::Doubt,
            _ => return None,
        })
    }

    pub(super) fn column(self) -> &'static str {
        match self {
            Sort::First => "e.first",
            Sort::Last => "e.last",
            Sort::Docs => "e.docs",
            Sort::Label => "e.label",
            Sort::Due => "e.due",
            Sort::Doubt => "e.doubt",
        }
    }
}

/// What a list holds. All conditions that are given must be met.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// All of these sides take part.
    pub between: Vec<Side>,
    /// At least one of these sides takes part.
    pub side: Vec<Side>,
    /// A sector (`trade`).
    pub sector: Option<String>,
    /// At least as firm as this.
    pub strength: Option<Strength>,
    /// A state of a commitment, also `overdue`, `quiet`, `due_soon`; the status of an encounter or an instrument.
    pub status: Option<String>,
    /// The kind of encounter, instrument or body.
    pub kind: Option<String>,
    /// On or after this day.
    pub since: Option<PartialDate>,
    /// On or before this day.
    pub until: Option<PartialDate>,
    /// A person's id, or a part of a name.
    pub person: Option<String>,
    /// Words, as in a search.
    pub text: Option<String>,
    /// The mechanism's id.
    pub mechanism: Option<String>,
    /// The encounter's id.
    pub encounter: Option<String>,
    /// The instrument's id.
    pub instrument: Option<String>,
    /// `confirmed`, `changed`, or `read` for what nobody has ruled on.
    pub ruling: Option<String>,
    /// An outlet (documents only).
    pub outlet: Option<String>,
    /// The day as of which `overdue`, `quiet` and `due_soon` are computed.
    pub as_of: Option<PartialDate>,
    /// When a commitment is quiet.
    pub quiet: Quiet,
    /// The order.
    pub sort: Sort,
    /// The greatest or latest first.
    pub descending: bool,
    /// How many at most; 50 where it is 0.
    pub limit: usize,
    /// Where the page before ended, as it said.
    pub cursor: Option<String>,
}

impl Filter {
    /// How many rows a page has.
    pub(super) fn page(&self) -> usize {
        if self.limit == 0 {
            50
        } else {
            self.limit.min(100_000)
        }
    }

    /// The day as of which warnings are computed.
    ///
    /// # Errors
    /// [`RegisterError::Invalid`] where none was given: the register has no clock.
    pub(crate) fn day(&self) -> Result<PartialDate> {
        self.as_of
            .ok_or_else(|| RegisterError::Invalid("this needs a day as of which it is computed".into()))
    }
}

/// Conditions and their parameters.
#[derive(Default)]
pub(super) struct Where {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Where {
    pub fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        if !self.sql.is_empty() {
            self.sql.push_str(" AND ");
        }
        self.sql.push_str(condition);
        self.values.extend(values);
    }
}

pub(super) fn text(value: impl Into<String>) -> Value {
    Value::Text(value.into())
}

/// Whether an open commitment's warning stands: nobody overruled it for that day.
const STANDS: &str = "NOT EXISTS (SELECT 1 FROM json_each(e.data, '$.overruled') o
    WHERE json_extract(o.value, '$.warning') = ? AND coalesce(json_extract(o.value, '$.until'), '9999') >= ?)";

impl Filter {
    /// The conditions on a commitment's state.
    pub(super) fn status(&self, kind: Kind, status: &str, conditions: &mut Where) -> Result<()> {
        const OPEN: &str = "e.status IN ('open', 'in_progress')";
        if kind != Kind::Commitment {
            conditions.and("e.status = ?", [text(status)]);
            return Ok(());
        }
        match status {
            "overdue" => {
                let day = self.day()?.to_string();
                conditions.and(OPEN, []);
                // A month or a year is over when its last day is: `-99` sorts behind every day.
                conditions.and("e.due <> '' AND e.due || '-99' < ?", [text(&day)]);
                conditions.and(STANDS, [text("overdue"), text(&day)]);
            }
            "due_soon" => {
                let day = self.day()?;
                let until = months_from(day, 3);
                conditions.and(OPEN, []);
                conditions.and("e.due || '-99' >= ? AND e.due <= ?", [text(day.to_string()), text(until)]);
            }
            "quiet" => {
                let day = self.day()?;
                conditions.and(OPEN, []);
                let mut any = Vec::new();
                for strength in Strength::ALL {
                    let before = months_from(day, -i32::try_from(self.quiet.months(strength)).unwrap_or(i32::MAX));
                    any.push("e.strength = ? AND e.last < ? AND e.last <> ''");
                    conditions.values.extend([text(strength.as_str()), text(before)]);
                }
                conditions.sql.push_str(&format!(" AND ({})", any.join(" OR ")));
                conditions.and(STANDS, [text("quiet"), text(day.to_string())]);
                // What a person moved lately is not quiet, whatever the press says.
                let lately = months_from(day, -i32::try_from(self.quiet.intended).unwrap_or(6));
                conditions.and(
                    "NOT EXISTS (SELECT 1 FROM json_each(e.data, '$.moves') m WHERE json_extract(m.value, '$.at') >= ?)",
                    [text(lately)],
                );
            }
            "late" => conditions.and(
                "e.status = 'fulfilled' AND e.due <> '' AND EXISTS (SELECT 1 FROM json_each(e.data, '$.moves') m
                 WHERE json_extract(m.value, '$.status') = 'fulfilled' AND json_extract(m.value, '$.since') > e.due || '-99')",
                [],
            ),
            state => match crate::State::from_code(state) {
                Some(state) => conditions.and("e.status = ?", [text(state.as_str())]),
                None => return Err(RegisterError::Invalid(format!("«{state}» is no state of a commitment"))),
            },
        }
        Ok(())
    }
}

/// The day so many months from `day`; the last of the month where the month is shorter.
pub(crate) fn months_from(day: PartialDate, months: i32) -> String {
    let month = i32::from(day.year()) * 12 + i32::from(day.month().unwrap_or(1)) - 1 + months;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    (1..=day.day().unwrap_or(1))
        .rev()
        .find_map(|d| PartialDate::of_day(i16::try_from(year).ok()?, month as u8, d))
        .map_or_else(String::new, |d| d.to_string())
}
