//! Opening a record: pragmas, migrations, and the refusal of what a newer program wrote.

use crate::{RegisterError, Result, search::Search};
use rusqlite::{Connection, OpenFlags};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// `mahd` in ASCII, so that `file` and other tools can tell a record from another SQLite database.
const APPLICATION_ID: i32 = 0x6d61_6864;

/// The newest format of the file that this program knows: the number of its last migration.
const FORMAT: u32 = 2;

/// How long a second writer waits for the first before it says so.
const PATIENCE: Duration = Duration::from_secs(120);

/// A record: one SQLite file, and beside it a search index that can be made anew at any time.
///
/// Opening for writing brings the tables up to date. Several processes may have one record open; SQLite lets one
/// of them write at a time, the others wait.
pub struct Register {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
    pub(crate) writable: bool,
    pub(crate) search: RefCell<Option<Search>>,
}

impl Register {
    /// Opens the record at `path`, and makes it where there is none.
    ///
    /// # Errors
    /// [`RegisterError::Newer`] where a newer program wrote it, [`RegisterError::NotARecord`] where it is
    /// something else, [`RegisterError::ReadOnly`] where it cannot be written.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_with(path.as_ref(), true)
    }

    /// Opens an existing record for reading only: nothing in the file changes, whatever is asked.
    ///
    /// # Errors
    /// As [`Register::open`]; also where there is no file, or it still has to be brought up to date.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_with(path.as_ref(), false)
    }

    fn open_with(path: &Path, write: bool) -> Result<Self> {
        let flags = if write {
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
        } else {
            OpenFlags::SQLITE_OPEN_READ_ONLY
        };
        let refused = |error| named(error, path);
        let mut db =
            Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(refused)?;
        db.busy_timeout(PATIENCE)?;
        check_format(&db, path)?;
        if write {
            prepare(&mut db).map_err(|error| match error {
                RegisterError::Sqlite(error) => named(error, path),
                RegisterError::ReadOnly(_) => RegisterError::ReadOnly(path.to_path_buf()),
                other => other,
            })?;
        } else if format_of(&db).map_err(refused)? != FORMAT {
            return Err(RegisterError::NotARecord {
                path: path.to_path_buf(),
                cause: "it has to be opened for writing once, to be brought up to date".into(),
            });
        }
        db.pragma_update(None, "foreign_keys", true)?;
        // Pages kept in memory (negative: in KiB), and files mapped for reading: lists answer from there.
        db.pragma_update(None, "cache_size", -65536)?;
        db.pragma_update(None, "mmap_size", 1_i64 << 31)?;
        db.pragma_update(None, "temp_store", "memory")?;
        db.set_prepared_statement_cache_capacity(128);
        Ok(Register {
            db,
            path: path.to_path_buf(),
            writable: write,
            search: RefCell::new(None),
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Another look at the same record, for a thread of its own.
    ///
    /// # Errors
    /// As [`Register::open_read_only`].
    pub fn reader(&self) -> Result<Register> {
        Self::open_read_only(&self.path)
    }

    pub(crate) fn must_write(&self) -> Result<()> {
        if self.writable {
            Ok(())
        } else {
            Err(RegisterError::ReadOnly(self.path.clone()))
        }
    }
}

fn named(error: rusqlite::Error, path: &Path) -> RegisterError {
    use rusqlite::ErrorCode;
    match error.sqlite_error_code() {
        Some(ErrorCode::ReadOnly) => RegisterError::ReadOnly(path.to_path_buf()),
        Some(ErrorCode::NotADatabase | ErrorCode::CannotOpen | ErrorCode::DatabaseCorrupt) => {
            RegisterError::NotARecord {
                path: path.to_path_buf(),
                cause: error.to_string(),
            }
        }
        _ => error.into(),
    }
}

fn format_of(db: &Connection) -> rusqlite::Result<u32> {
    db.query_row("PRAGMA user_version", [], |row| row.get(0))
}

fn check_format(db: &Connection, path: &Path) -> Result<()> {
    let found = format_of(db).map_err(|error| named(error, path))?;
    if found > FORMAT {
        return Err(RegisterError::Newer {
            path: path.to_path_buf(),
            found,
            known: FORMAT,
        });
    }
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let application: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if tables > 0 && application != APPLICATION_ID {
        return Err(RegisterError::NotARecord {
            path: path.to_path_buf(),
            cause: "it is a database of another program".into(),
        });
    }
    Ok(())
}

fn prepare(db: &mut Connection) -> Result<()> {
    db.pragma_update(None, "journal_mode", "wal")?;
    // What a command has reported as done must survive a power cut, not only a crash of the program.
    db.pragma_update(None, "synchronous", "full")?;
    if format_of(db)? == FORMAT {
        return Ok(());
    }
    db.pragma_update(None, "application_id", APPLICATION_ID)?;
    embedded::migrations::runner().run(db)?;
    db.pragma_update(None, "user_version", FORMAT)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_the_last_migration() {
        let last = embedded::migrations::runner()
            .get_migrations()
            .iter()
            .map(|m| m.version())
            .max();
        assert_eq!(last.map(|v| v as u32), Some(FORMAT));
    }

    #[test]
    fn a_newer_record_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("mahdar.db");
        let register = Register::open(&path).unwrap();
        register.db.pragma_update(None, "user_version", 99).unwrap();
        drop(register);
        let refused = Register::open(&path).err().unwrap().to_string();
        assert!(refused.contains("format 99"), "{refused}");
    }

    #[test]
    fn something_else_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let text = dir.path().join("letter.txt");
        std::fs::write(&text, "not a database, ".repeat(100)).unwrap();
        assert!(matches!(
            Register::open(&text),
            Err(RegisterError::NotARecord { .. })
        ));
        let other = dir.path().join("other.db");
        Connection::open(&other)
            .unwrap()
            .execute_batch("CREATE TABLE theirs (a)")
            .unwrap();
        assert!(matches!(
            Register::open(&other),
            Err(RegisterError::NotARecord { .. })
        ));
    }
}
