//! The register: readings of single documents become one record of dealings between states, kept safely, corrected
//! by people, and followed up.
//!
//! Two things are kept for ever: the *archive* (each document's bytes as they came) and the *decisions* (what people
//! ruled). All else is derived from them and made anew by [`Register::rebuild`], bit for bit the same.
//!
//! ```
//! use mahdar_record::{Document, Reading};
//! use mahdar_register::{Incoming, Register};
//! let dir = tempfile::tempdir()?;
//! let mut register = Register::open(dir.path().join("mahdar.db"))?;
//! let incoming = Incoming::from(Document::from_text("demo", "التقى الوزيران في المرسى."));
//! let sum = register.add([Ok(incoming)].into_iter(), "2031-05-06T10:00:00Z", |d| Reading::empty(d.clone()), |_| {})?;
//! assert_eq!(sum.added, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod add;
pub mod ask;
pub mod decide;
mod digest;
mod error;
pub mod export;
pub mod follow;
mod id;
mod merge;
mod rebuild;
pub mod resolve;
pub mod search;
mod store;
pub mod stories;

pub use add::{AddSummary, Failed, Incoming, Progress, VersionDiff};
pub use decide::{Decision, Evidence, Passage, State, decision_id};
pub use error::{RegisterError, Result};
pub use id::{Kind, sha256, short_id};
pub(crate) use merge::item;
pub use store::open::Register;
pub use store::{Archived, BackupProgress, DocumentRow, Finding, LogEntry, Stats, Verification, Version};
