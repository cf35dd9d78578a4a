use crate::{Confidence, Inferred, Quote, Reason, Side};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A standing body or procedure of consultation between sides that the text founds, describes or convenes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mechanism {
    /// As written.
    pub name: String,
    /// Between whom.
    pub sides: Vec<Side>,
    /// The instrument that founded it, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub founded_by: Option<String>,
    /// Who chairs it: names or offices as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chairs: Vec<String>,
    /// Member offices or sectors as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Who prepares the agenda, as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coordinators: Vec<String>,
    /// How often it meets, as written (`مرة كل سنة`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<String>,
    /// Who hosts, as written (`بالتناوب`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host_rule: Option<String>,
    /// What precedes a session, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preparation: Option<String>,
    /// Where the text names it most fully.
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
