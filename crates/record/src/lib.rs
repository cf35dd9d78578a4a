//! The vocabulary that every other crate speaks: a [`Document`] goes in, a [`Reading`] comes out, and each
//! record of a reading carries a [`Quote`] that cannot be built unless the document's text really says it.
//!
//! The records follow `docs/reading.md`. This crate does no I/O and holds no logic beyond the invariants of
//! its own types.
//!
//! ```
//! use mahdar_record::{Document, Quoter, Span};
//! let doc = Document::from_text("demo", "التقى الوزيران");
//! let quoter = Quoter::new(&doc.text);
//! let quote = quoter.quote(Span::new(0, 10)).expect("on character boundaries");
//! assert_eq!((quote.as_str(), quote.start(), quote.end()), ("التقى", 0, 5));
//! ```

mod attribution;
mod commitment;
mod confidence;
mod date;
mod document;
mod encounter;
mod instrument;
mod mechanism;
mod party;
mod person;
mod position;
mod problem;
mod quote;
mod reading;
mod sector;
mod side;
mod span;

pub use attribution::{Attribution, AttributionKind};
pub use commitment::{Commitment, Strength, Target};
pub use confidence::Confidence;
pub use date::{DateError, PartialDate};
pub use document::{Document, LeftOut, Provenance};
pub use encounter::{Encounter, EncounterKind, EncounterStatus};
pub use instrument::{Instrument, InstrumentKind, InstrumentStatus};
pub use mechanism::Mechanism;
pub use party::Party;
pub use person::{Office, Person};
pub use position::{Act, Position};
pub use problem::{Problem, ProblemKind};
pub use quote::{Padding, Quote, Quoter};
pub use reading::{Inferred, Reading, ReadingError, Reason, SCHEMA, reading_schema};
pub use sector::Sector;
pub use side::{Side, SideError};
pub use span::Span;
