//! What merging sees of each record of a reading.

use crate::Kind;
use mahdar_record::{
    EncounterKind, EncounterStatus, InstrumentKind, InstrumentStatus, Office, PartialDate, Party, Sector,
    Side, Strength, Target,
};
use serde::{Deserialize, Serialize};

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// Short id of the document.
    pub doc: String,
    /// Publication day of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<PartialDate>,
    /// The words.
    pub quote: String,
    /// First Unicode scalar value of the words in the text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// How sure the reader was, 0 to 1.
    pub sure: f64,
    /// The decision that rejected it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejected: Option<String>,
    /// Fields that a person corrected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<String>,
}

impl Seen {
    /// The order of evidence: by day (undated last), then by document, then by place in it.
    pub fn order(&self) -> (bool, Option<PartialDate>, &str, u32) {
        (self.on.is_none(), self.on, &self.doc, self.start)
    }
}

/// A person as one document has them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PersonItem {
    pub seen: Seen,
    pub name: String,
    pub offices: Vec<Office>,
    pub side: Option<Side>,
}

/// A body as one document names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BodyItem {
    pub seen: Seen,
    pub name: String,
    pub side: Option<Side>,
    /// In what part it appears: `party`, `mechanism`, `source`.
    pub part: String,
}

/// An instrument as one document names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InstrumentItem {
    pub seen: Seen,
    pub kind: InstrumentKind,
    pub title: String,
    pub date: Option<PartialDate>,
    pub parties: Vec<Party>,
    pub status: Option<InstrumentStatus>,
    /// What the title says beyond the kind and the parties.
    pub words: Vec<String>,
    /// Number of a resolution or the like.
    pub number: Option<String>,
}

/// A mechanism as one document describes it, or as a session of it names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MechanismItem {
    pub seen: Seen,
    pub name: String,
    pub sides: Vec<Side>,
    pub words: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub founded_by: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chairs: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coordinators: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_rule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preparation: Option<String>,
    /// Whether it comes from a session's name only.
    pub from_session: bool,
}

/// Somebody at an encounter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Participant {
    /// Name or office as written.
    pub name: String,
    /// The person record of the same document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
}

/// An encounter as one document tells of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EncounterItem {
    pub seen: Seen,
    pub kind: EncounterKind,
    pub participants: Vec<Participant>,
    pub sides: Vec<Side>,
    pub place: Option<String>,
    pub date: Option<PartialDate>,
    pub date_text: Option<String>,
    pub topics: Vec<Sector>,
    pub background: bool,
    pub status: EncounterStatus,
    /// The mechanism record of the same document, and the name as written.
    pub mechanism: Option<(String, String)>,
    pub ordinal: Option<u32>,
    pub host: Option<Side>,
    /// On which side's word the document rests.
    pub readout: Option<Side>,
}

/// A commitment as one document states it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommitmentItem {
    pub seen: Seen,
    pub parties: Vec<Party>,
    pub strength: Strength,
    pub sector: Sector,
    pub sectors: Vec<Sector>,
    pub target: Option<Target>,
    pub due: Option<String>,
    pub due_date: Option<PartialDate>,
    pub place: Option<String>,
    pub recurrence: Option<String>,
    /// Instrument records of the same document that it rests on.
    pub instruments: Vec<String>,
    /// The encounter of the same document at which it was made, and its day.
    pub encounter: Option<String>,
    /// The day it was made, as near as is known.
    pub made: Option<PartialDate>,
    pub background: bool,
    /// What it is about, as stems.
    pub words: Vec<String>,
}

/// One record ready to be stored.
#[derive(Debug, Clone)]
pub(crate) struct NewItem {
    pub kind: Kind,
    pub id: String,
    pub keys: Vec<i64>,
    pub data: String,
}
