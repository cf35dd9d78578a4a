use crate::{Confidence, Inferred, Quote, Reason};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What sort of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttributionKind {
    /// بيان.
    Statement,
    /// المكتب الإعلامي، الناطق باسم.
    Office,
    /// وكالة الأنباء.
    Agency,
    /// Another medium.
    Outlet,
    /// A post.
    Social,
    /// مصدر مطلع.
    Anonymous,
    /// A speech or remarks.
    Speech,
}

impl AttributionKind {
    /// Every value, in the contract's order.
    pub const ALL: [AttributionKind; 7] = [
        AttributionKind::Statement,
        AttributionKind::Office,
        AttributionKind::Agency,
        AttributionKind::Outlet,
        AttributionKind::Social,
        AttributionKind::Anonymous,
        AttributionKind::Speech,
    ];

    /// The word that stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            AttributionKind::Statement => "statement",
            AttributionKind::Office => "office",
            AttributionKind::Agency => "agency",
            AttributionKind::Outlet => "outlet",
            AttributionKind::Social => "social",
            AttributionKind::Anonymous => "anonymous",
            AttributionKind::Speech => "speech",
        }
    }

    /// The value of a word of the contract.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == code)
    }
}

/// On whose word the document rests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// The source as written.
    pub who: String,
    /// What sort of source.
    pub kind: AttributionKind,
    /// The words that name it.
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
