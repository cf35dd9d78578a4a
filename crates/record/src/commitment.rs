use crate::{Confidence, Inferred, PartialDate, Party, Quote, Reason, Sector};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How firmly somebody binds themselves, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// An instrument was signed or ratified that binds them.
    Signed,
    /// Joint agreement or decision.
    Agreed,
    /// One side promises.
    Pledged,
    /// Will, readiness, wish, resolve.
    Intended,
}

impl Strength {
    /// Every value, in the contract's order.
    pub const ALL: [Strength; 4] = [
        Strength::Signed,
        Strength::Agreed,
        Strength::Pledged,
        Strength::Intended,
    ];

    /// The word that stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Strength::Signed => "signed",
            Strength::Agreed => "agreed",
            Strength::Pledged => "pledged",
            Strength::Intended => "intended",
        }
    }

    /// The value of a word of the contract.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == code)
    }
}

/// A figure that a commitment sets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// In full (5000000000, not 5).
    pub value: f64,
    /// ISO 4217 code for money, `percent`, or the counted noun as written.
    pub unit: String,
}

/// Somebody binds themselves to something that is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commitment {
    /// The sides or bodies bound.
    pub parties: Vec<Party>,
    /// How firmly.
    pub strength: Strength,
    /// The main field.
    pub sector: Sector,
    /// All fields, the main one first.
    pub sectors: Vec<Sector>,
    /// The figure, where one is set.
    pub target: Option<Target>,
    /// Date, ordinal or condition as written.
    pub due: Option<String>,
    /// The day, month or year that `due` resolves to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<PartialDate>,
    /// Where it is to be done.
    pub place: Option<String>,
    /// How often (`بصورة دورية`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<String>,
    /// Quotes of the instruments it rests on.
    #[serde(default)]
    pub instruments: Vec<Quote>,
    /// Recalled from an earlier day.
    pub background: bool,
    /// From the binding verb to the end of what is promised.
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
