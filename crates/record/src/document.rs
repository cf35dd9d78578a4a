use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One document as it enters the reader: its text and what is known about where it came from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// The input's own id, or `sha256:…` of its bytes.
    #[serde(default)]
    pub id: String,
    /// BCP 47 language of the text, where known (`ar`).
    #[serde(default)]
    pub language: Option<String>,
    /// Publication day (ISO 8601), against which `أمس` and weekdays are resolved.
    #[serde(default)]
    pub published: Option<String>,
    /// The outlet's name.
    #[serde(default)]
    pub outlet: Option<String>,
    /// The canonical address.
    #[serde(default)]
    pub url: Option<String>,
    /// The headline, where it is not the first line of `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The text that quotes point into. Its first line is the headline.
    pub text: String,
    /// How the text was won from the bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
    /// Fields of the input that Mahdar does not know, kept aside.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

impl Document {
    /// A document of which nothing is known but its text.
    pub fn from_text(id: impl Into<String>, text: impl Into<String>) -> Self {
        Document {
            id: id.into(),
            text: text.into(),
            ..Document::default()
        }
    }
}

/// How a document's text was won: shown on its page, never used for reading.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// Name and version of the extractor (`html/1`).
    pub extractor: String,
    /// What the bytes were recognised as (`text/html`).
    pub media_type: String,
    /// The charset they were decoded from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
    /// The file, archive member or address it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// When it was fetched (RFC 3339), as the source states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched: Option<String>,
    /// Whether a feed gave the full text or a summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary_only: Option<bool>,
    /// What was left out of the text, with counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// What was odd about it (`a publication date in the future was refused`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}

/// One kind of thing that extraction left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// What (`related links`).
    pub what: String,
    /// How many.
    pub count: u32,
}
