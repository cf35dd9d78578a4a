use crate::{Confidence, Inferred, PartialDate, Quote, Reason, Sector, Side};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the parties came together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EncounterKind {
    /// Talks, a reception, an audience, talks on the margins.
    Meeting,
    /// Telephone or video.
    Call,
    /// Someone travels to another state.
    Visit,
    /// Of a council, committee, forum, summit, conference.
    Session,
    /// Of an instrument.
    Signing,
    /// A letter, cable or invitation delivered.
    Message,
}

impl EncounterKind {
    /// Every value, in the contract's order.
    pub const ALL: [EncounterKind; 6] = [
        EncounterKind::Meeting,
        EncounterKind::Call,
        EncounterKind::Visit,
        EncounterKind::Session,
        EncounterKind::Signing,
        EncounterKind::Message,
    ];

    /// The word that stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            EncounterKind::Meeting => "meeting",
            EncounterKind::Call => "call",
            EncounterKind::Visit => "visit",
            EncounterKind::Session => "session",
            EncounterKind::Signing => "signing",
            EncounterKind::Message => "message",
        }
    }

    /// The value of a word of the contract.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == code)
    }
}

/// Whether it took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EncounterStatus {
    /// Told as past or present.
    Held,
    /// Told as future: set, announced or scheduled.
    Planned,
    /// Called off or postponed.
    Cancelled,
    /// Somebody says it did not take place.
    Denied,
}

impl EncounterStatus {
    /// Every value, in the contract's order.
    pub const ALL: [EncounterStatus; 4] = [
        EncounterStatus::Held,
        EncounterStatus::Planned,
        EncounterStatus::Cancelled,
        EncounterStatus::Denied,
    ];

    /// The word that stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            EncounterStatus::Held => "held",
            EncounterStatus::Planned => "planned",
            EncounterStatus::Cancelled => "cancelled",
            EncounterStatus::Denied => "denied",
        }
    }

    /// The value of a word of the contract.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == code)
    }
}

/// Something in which at least two parties meet or communicate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Encounter {
    /// How they came together.
    pub kind: EncounterKind,
    /// Names as in `people`; a person known by office alone stands by that office as written.
    pub participants: Vec<String>,
    /// All sides present.
    pub sides: Vec<Side>,
    /// City or country as written.
    pub place: Option<String>,
    /// As precise as the text or its dateline allows.
    pub date: Option<PartialDate>,
    /// The words of the date.
    pub date_text: Option<String>,
    /// What was discussed.
    pub topics: Vec<Sector>,
    /// Recalled from an earlier day.
    pub background: bool,
    /// Whether it took place.
    pub status: EncounterStatus,
    /// A session's council or committee, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mechanism: Option<String>,
    /// Which session it is (1 for `الاجتماع الأول`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
    /// The side on whose soil a session meets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<Side>,
    /// The clause that tells of it, from its verb or noun to its last party.
    #[serde(flatten)]
    pub quote: Quote,
    /// How sure the reader is.
    pub confidence: Confidence,
    /// Other places that say the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Quote>,
    /// Fields concluded rather than read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inferred: Vec<Inferred>,
    /// Which entries and rules made it (only where asked for).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}
