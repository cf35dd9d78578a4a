//! The one file: opening it, and what is kept in it for ever.

pub(crate) mod archive;
pub(crate) mod backup;
pub(crate) mod decisions;
pub(crate) mod open;
pub(crate) mod stats;
pub(crate) mod verify;

pub use archive::{Archived, DocumentRow, Version};
pub use backup::BackupProgress;
pub use decisions::LogEntry;
pub use stats::Stats;
pub use verify::{Finding, Verification};
