use crate::{
    Attribution, Commitment, Document, Encounter, Instrument, Mechanism, Padding, Person, Position, Problem,
    Quote, Quoter,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The value of a reading's `schema` field.
pub const SCHEMA: &str = "mahdar/reading/1";

/// Name of a field that was concluded rather than read (`date` from a weekday).
pub type Inferred = Cow<'static, str>;

/// One entry or rule that had a part in a record, in words.
pub type Reason = Cow<'static, str>;

/// What one document says, and where it says it. Lists are in order of first mention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// Always [`SCHEMA`].
    pub schema: Cow<'static, str>,
    /// The document that was read.
    pub document: Document,
    /// Named persons.
    pub people: Vec<Person>,
    /// Meetings, calls, visits, sessions, signings, messages.
    pub encounters: Vec<Encounter>,
    /// What somebody bound themselves to.
    pub commitments: Vec<Commitment>,
    /// What somebody holds.
    pub positions: Vec<Position>,
    /// Treaties, agreements, memoranda, resolutions.
    pub instruments: Vec<Instrument>,
    /// Standing bodies of consultation.
    #[serde(default)]
    pub mechanisms: Vec<Mechanism>,
    /// On whose word the document rests.
    pub attributions: Vec<Attribution>,
    /// Sentences that state no attributable fact.
    pub padding: Vec<Padding>,
    /// What was seen and not settled.
    pub problems: Vec<Problem>,
}

/// A reading that came from outside does not hold together.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadingError {
    /// Not JSON of this shape.
    #[error("not a reading: {0}")]
    Shape(#[from] serde_json::Error),
    /// A quote is not what the document says there.
    #[error("document {document}: «{quote}» does not stand at {start}–{end} of its text")]
    Misquoted {
        /// The document's id.
        document: String,
        /// The words.
        quote: String,
        /// First scalar value claimed.
        start: u32,
        /// One past the last scalar value claimed.
        end: u32,
    },
}

impl Reading {
    /// A reading of `document` in which nothing has been found yet.
    pub fn empty(document: Document) -> Self {
        Reading {
            schema: Cow::Borrowed(SCHEMA),
            document,
            people: Vec::new(),
            encounters: Vec::new(),
            commitments: Vec::new(),
            positions: Vec::new(),
            instruments: Vec::new(),
            mechanisms: Vec::new(),
            attributions: Vec::new(),
            padding: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Reads one back from JSON, and checks every quote against the text.
    ///
    /// # Errors
    /// [`ReadingError::Shape`] where the JSON is not a reading, [`ReadingError::Misquoted`] where a quote is not
    /// what the text says at its place.
    pub fn from_json(json: &str) -> Result<Self, ReadingError> {
        let mut reading: Reading = serde_json::from_str(json)?;
        let text = std::mem::take(&mut reading.document.text);
        let quoter = Quoter::new(&text);
        let mut wrong = None;
        reading.each_quote(&mut |quote| {
            if !quoter.locate(quote) && wrong.is_none() {
                wrong = Some((quote.as_str().to_owned(), quote.start(), quote.end()));
            }
        });
        if let Some((quote, start, end)) = wrong {
            return Err(ReadingError::Misquoted {
                document: reading.document.id,
                quote,
                start,
                end,
            });
        }
        reading.document.text = text;
        Ok(reading)
    }

    /// Calls `visit` on every quote of every record.
    fn each_quote(&mut self, visit: &mut dyn FnMut(&mut Quote)) {
        macro_rules! records {
            ($($list:ident),*) => {$(
                for record in &mut self.$list {
                    visit(&mut record.quote);
                    record.also.iter_mut().for_each(&mut *visit);
                }
            )*};
        }
        records!(
            people,
            encounters,
            commitments,
            positions,
            instruments,
            mechanisms,
            attributions
        );
        self.people
            .iter_mut()
            .flat_map(|p| &mut p.mentions)
            .for_each(&mut *visit);
        self.commitments
            .iter_mut()
            .flat_map(|c| &mut c.instruments)
            .for_each(&mut *visit);
        self.padding
            .iter_mut()
            .map(|p| &mut p.quote)
            .for_each(&mut *visit);
        self.problems
            .iter_mut()
            .filter_map(|p| p.quote.as_mut())
            .for_each(&mut *visit);
    }
}

/// The JSON Schema of a reading, generated from these types.
pub fn reading_schema() -> serde_json::Value {
    schemars::schema_for!(Reading).to_value()
}
