//! What people rule about the record, and what a ruling points to.
//!
//! A ruling never points to a derived row: it names the document by its hash, and the quote with its place. So it
//! survives every rebuild, and where a quote is no longer produced it is *orphaned*: listed, never re-attached by
//! guess, never dropped.

mod exchange;
mod make;
mod rulings;

pub use exchange::Imported;
pub use make::{Orphan, Ruling, Shown};
pub(crate) use rulings::Rulings;
pub use rulings::{Move, Overruled, Remark};

use crate::Kind;
use crate::id::short_id;
use mahdar_record::PartialDate;
use serde::{Deserialize, Serialize};

/// Words of a document that a ruling stands on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// The kind of record that the reader made of it.
    pub kind: Kind,
    /// SHA-256 of the document's bytes.
    pub document: String,
    /// The words.
    pub quote: String,
    /// Unicode scalar value of the text at which they begin.
    pub start: u32,
    /// Which of several records of this kind that rest on the same words, from 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub nth: u32,
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Evidence {
    /// The id of the record that the reader made of these words.
    pub fn item(&self) -> String {
        item_id(self.kind, &self.document, &self.quote, self.start, self.nth)
    }
}

pub(crate) fn item_id(kind: Kind, sha: &str, quote: &str, start: u32, nth: u32) -> String {
    short_id(kind, &[sha, quote, &start.to_string(), &nth.to_string()])
}

/// Where a commitment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing is known to have been done.
    Open,
    /// Work on it has been seen.
    InProgress,
    /// Done.
    Fulfilled,
    /// Will not be done.
    Lapsed,
    /// Another commitment took its place.
    Superseded,
}

impl State {
    /// Every state.
    pub const ALL: [State; 5] = [
        State::Open,
        State::InProgress,
        State::Fulfilled,
        State::Lapsed,
        State::Superseded,
    ];

    /// The word that stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Open => "open",
            State::InProgress => "in_progress",
            State::Fulfilled => "fulfilled",
            State::Lapsed => "lapsed",
            State::Superseded => "superseded",
        }
    }

    /// The state of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|s| s.as_str() == code)
    }

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, State::Open | State::InProgress)
    }
}

/// A computed warning that a person may overrule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// Its date has passed.
    Overdue,
    /// No document has touched it for long.
    Quiet,
}

/// One ruling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Decision {
    /// The record is right.
    Confirm {
        /// What it rests on.
        on: Vec<Evidence>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// The record is wrong: it leaves all lists, and no other record is built on it.
    Reject {
        /// What it rests on.
        on: Vec<Evidence>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// One field is wrong; this is right.
    Correct {
        /// What it rests on.
        on: Vec<Evidence>,
        /// The field's name in the reading (`side`, `date`, `sector`, `strength`, `parties` …).
        field: String,
        /// Its right value, in the reading's own form.
        value: serde_json::Value,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Two records are of one real thing.
    Same {
        /// One.
        a: Evidence,
        /// The other.
        b: Evidence,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Two records are of different things.
    NotSame {
        /// One.
        a: Evidence,
        /// The other.
        b: Evidence,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    /// Where a commitment stands.
    Status {
        /// What it rests on.
        on: Vec<Evidence>,
        /// Where it stands.
        status: State,
        /// Since which day, as the evidence has it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<PartialDate>,
        /// Words of documents that show it.
        evidence: Vec<Passage>,
        /// Why.
        note: String,
    },
    /// A computed warning does not hold.
    Overrule {
        /// What it rests on.
        on: Vec<Evidence>,
        /// Which warning.
        warning: Warning,
        /// Until when; for good where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<PartialDate>,
        /// Why.
        note: String,
    },
    /// A remark.
    Note {
        /// What it rests on.
        on: Vec<Evidence>,
        /// The remark.
        note: String,
    },
    /// An earlier decision no longer holds.
    Revoke {
        /// Its id (`r-…`).
        decision: String,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
}

/// Words of a document that show something, whether or not the reader made a record of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Passage {
    /// SHA-256 of the document's bytes.
    pub document: String,
    /// The words.
    pub quote: String,
    /// Unicode scalar value of the text at which they begin.
    pub start: u32,
}

impl Decision {
    /// The records it rests on.
    pub fn on(&self) -> Vec<&Evidence> {
        match self {
            Decision::Confirm { on, .. }
            | Decision::Reject { on, .. }
            | Decision::Correct { on, .. }
            | Decision::Status { on, .. }
            | Decision::Overrule { on, .. }
            | Decision::Note { on, .. } => on.iter().collect(),
            Decision::Same { a, b, .. } | Decision::NotSame { a, b, .. } => vec![a, b],
            Decision::Revoke { .. } => Vec::new(),
        }
    }

    /// The word for what it rules.
    pub fn rule(&self) -> &'static str {
        match self {
            Decision::Confirm { .. } => "confirm",
            Decision::Reject { .. } => "reject",
            Decision::Correct { .. } => "correct",
            Decision::Same { .. } => "same",
            Decision::NotSame { .. } => "not_same",
            Decision::Status { .. } => "status",
            Decision::Overrule { .. } => "overrule",
            Decision::Note { .. } => "note",
            Decision::Revoke { .. } => "revoke",
        }
    }
}

/// The id of a decision: of its content, so that it stays the same in another record.
pub fn decision_id(at: &str, actor: &str, decision: &Decision) -> String {
    let body = serde_json::to_string(decision).expect("a decision has string keys only");
    let id = short_id(Kind::Document, &["decision", at, actor, &body]);
    format!("r-{}", &id[2..])
}
