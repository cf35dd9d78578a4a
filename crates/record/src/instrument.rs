use crate::{Confidence, Inferred, PartialDate, Party, Quote, Reason};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What sort of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InstrumentKind {
    /// معاهدة.
    Treaty,
    /// اتفاق، اتفاقية.
    Agreement,
    /// مذكرة.
    Memorandum,
    /// بروتوكول.
    Protocol,
    /// قرار.
    Resolution,
    /// خريطة طريق.
    Roadmap,
    /// بيان مشترك أو ختامي.
    Statement,
    /// عقد.
    Contract,
    /// ميثاق، استنتاجات وغيرها.
    Other,
}

impl InstrumentKind {
    /// Every value, in the contract's order.
    pub const ALL: [InstrumentKind; 9] = [
        InstrumentKind::Treaty,
        InstrumentKind::Agreement,
        InstrumentKind::Memorandum,
        InstrumentKind::Protocol,
        InstrumentKind::Resolution,
        InstrumentKind::Roadmap,
        InstrumentKind::Statement,
        InstrumentKind::Contract,
        InstrumentKind::Other,
    ];

    /// The word that stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            InstrumentKind::Treaty => "treaty",
            InstrumentKind::Agreement => "agreement",
            InstrumentKind::Memorandum => "memorandum",
            InstrumentKind::Protocol => "protocol",
            InstrumentKind::Resolution => "resolution",
            InstrumentKind::Roadmap => "roadmap",
            InstrumentKind::Statement => "statement",
            InstrumentKind::Contract => "contract",
            InstrumentKind::Other => "other",
        }
    }

    /// The value of a word of the contract.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == code)
    }
}

/// What the text says of its standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InstrumentStatus {
    /// Signed.
    Signed,
    /// In force.
    InForce,
    /// Proposed or to be drawn up.
    Proposed,
    /// Cited, no more.
    Cited,
}

impl InstrumentStatus {
    /// Every value, in the contract's order.
    pub const ALL: [InstrumentStatus; 4] = [
        InstrumentStatus::Signed,
        InstrumentStatus::InForce,
        InstrumentStatus::Proposed,
        InstrumentStatus::Cited,
    ];

    /// The word that stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            InstrumentStatus::Signed => "signed",
            InstrumentStatus::InForce => "in_force",
            InstrumentStatus::Proposed => "proposed",
            InstrumentStatus::Cited => "cited",
        }
    }

    /// The value of a word of the contract.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == code)
    }
}

/// A document between states that the text names or refers to as one definite document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Instrument {
    /// What sort.
    pub kind: InstrumentKind,
    /// As written.
    pub title: String,
    /// When it was made, as precise as the text says.
    pub date: Option<PartialDate>,
    /// Between whom.
    pub parties: Vec<Party>,
    /// Its standing, if said.
    pub status: Option<InstrumentStatus>,
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
