use crate::{Confidence, Inferred, Party, Quote, Reason};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a position does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// أكد، شدد، أوضح، اعتبر، أشار.
    Affirm,
    /// دعا، طالب، حث؛ ضرورة.
    Urge,
    /// أدان، استنكر، اتهم.
    Condemn,
    /// رفض، نفى.
    Reject,
    /// رحب، أشاد، ثمّن، هنأ، أيّد.
    Welcome,
    /// أعرب عن أمل أو قلق أو تقدير أو ثقة؛ شكر، حذر.
    Express,
}

impl Act {
    /// Every value, in the contract's order.
    pub const ALL: [Act; 6] = [
        Act::Affirm,
        Act::Urge,
        Act::Condemn,
        Act::Reject,
        Act::Welcome,
        Act::Express,
    ];

    /// The word that stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Act::Affirm => "affirm",
            Act::Urge => "urge",
            Act::Condemn => "condemn",
            Act::Reject => "reject",
            Act::Welcome => "welcome",
            Act::Express => "express",
        }
    }

    /// The value of a word of the contract.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == code)
    }
}

/// What somebody says they hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Names, or sides where the sides speak together.
    pub holders: Vec<Party>,
    /// What the speech does.
    pub act: Act,
    /// From the speech verb to the end of its content, at most one sentence.
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
