use crate::{Confidence, Inferred, Quote, Reason, Side};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An office that somebody holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Office {
    /// As written, without the name.
    pub title: String,
    /// On whose side.
    pub side: Option<Side>,
}

/// A named person who acts, speaks, meets, or is cited as an official.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// The longest form the document uses, without titles and offices.
    pub name: String,
    /// The offices the text gives.
    pub offices: Vec<Office>,
    /// On whose side.
    pub side: Option<Side>,
    /// Later mentions, by one name or by office alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Quote>,
    /// The fullest mention, office and name together.
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
