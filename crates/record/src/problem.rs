use crate::Quote;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the reader could not settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// The text is not Arabic: nothing was read.
    NotArabic,
    /// There is no text.
    Empty,
    /// The bytes are not text.
    Binary,
    /// Somebody's side could not be told.
    UnresolvedSide,
    /// A pronoun or office could not be tied to anybody.
    UnresolvedReference,
    /// A date could not be resolved.
    UnresolvedDate,
    /// Two readings are open; none was chosen.
    Ambiguous,
    /// A part was not read (too long, garbled).
    Unread,
}

impl ProblemKind {
    /// Every value, in the contract's order.
    pub const ALL: [ProblemKind; 8] = [
        ProblemKind::NotArabic,
        ProblemKind::Empty,
        ProblemKind::Binary,
        ProblemKind::UnresolvedSide,
        ProblemKind::UnresolvedReference,
        ProblemKind::UnresolvedDate,
        ProblemKind::Ambiguous,
        ProblemKind::Unread,
    ];

    /// The word that stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ProblemKind::NotArabic => "not_arabic",
            ProblemKind::Empty => "empty",
            ProblemKind::Binary => "binary",
            ProblemKind::UnresolvedSide => "unresolved_side",
            ProblemKind::UnresolvedReference => "unresolved_reference",
            ProblemKind::UnresolvedDate => "unresolved_date",
            ProblemKind::Ambiguous => "ambiguous",
            ProblemKind::Unread => "unread",
        }
    }

    /// The value of a word of the contract.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == code)
    }
}

/// Something that the reader saw and did not settle, so that a person can.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// What sort.
    pub kind: ProblemKind,
    /// Where; absent where it concerns the whole document.
    #[serde(flatten)]
    pub quote: Option<Quote>,
    /// What it is, in a sentence.
    pub message: String,
}
