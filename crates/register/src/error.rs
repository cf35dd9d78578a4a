use std::path::PathBuf;

/// Why the register could not do what was asked.
///
/// One type for the whole crate: callers show it to a person or turn it into a status code; nothing recovers
/// from a particular SQLite code.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterError {
    /// The record was written by a newer program.
    #[error(
        "{path}: this record has format {found}, this program knows up to {known}; use the newer program that wrote it"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format known here.
        known: u32,
    },
    /// Not a record at all.
    #[error("{path} is not a record: {cause}")]
    NotARecord {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// Another process is writing and did not finish in time.
    #[error("another process is writing to this record; try again when it is done")]
    Busy,
    /// The file or its folder cannot be written.
    #[error("{0} cannot be written: it is read-only")]
    ReadOnly(PathBuf),
    /// No space left.
    #[error(
        "no space left on the disk; what was reported as added is safe, run the same command again to go on"
    )]
    Full,
    /// Nothing has this id.
    #[error("nothing in the record has the id {0}")]
    NotFound(String),
    /// More than one thing begins with this id.
    #[error("{id} is short for more than one id: {candidates}")]
    Unclear {
        /// What was asked for.
        id: String,
        /// Some that fit.
        candidates: String,
    },
    /// The request does not make sense.
    #[error("{0}")]
    Invalid(String),
    /// Something stored is not what was stored.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The database failed.
    #[error("database: {0}")]
    Sqlite(rusqlite::Error),
    /// The schema could not be brought up to date.
    #[error("the record's tables could not be brought up to date: {0}")]
    Migration(#[from] refinery::Error),
    /// The search index failed.
    #[error("search index: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A file could not be read or written.
    #[error("{path}: {cause}")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// Stored JSON does not have the expected shape.
    #[error("stored JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl From<rusqlite::Error> for RegisterError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => RegisterError::Busy,
            Some(ErrorCode::DiskFull) => RegisterError::Full,
            Some(ErrorCode::ReadOnly) => RegisterError::ReadOnly(PathBuf::from("the record")),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                RegisterError::Damaged(error.to_string())
            }
            _ => RegisterError::Sqlite(error),
        }
    }
}

/// What every function of this crate returns.
pub type Result<T> = std::result::Result<T, RegisterError>;
