//! A copy of the record while it is in use.

use crate::{Register, RegisterError, Result};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::path::Path;
use std::time::Duration;

/// How far a backup is, in pages of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupProgress {
    /// Pages still to be copied.
    pub remaining: u32,
    /// Pages of the whole record.
    pub total: u32,
}

/// Pages copied between two reports: 16 MiB.
const PAGES: i32 = 4096;

impl Register {
    /// Copies the record to `target`, whole and consistent, while others read and write it. The copy is written
    /// beside its place and moved there when it is whole; an existing file is not overwritten.
    ///
    /// # Errors
    /// [`RegisterError::Invalid`] where `target` exists; what the disk reports.
    pub fn backup(&self, target: &Path, mut progress: impl FnMut(BackupProgress)) -> Result<()> {
        if target.exists() {
            return Err(RegisterError::Invalid(format!(
                "{} exists already",
                target.display()
            )));
        }
        let mut unfinished = target.as_os_str().to_owned();
        unfinished.push(".unfinished");
        let unfinished = Path::new(&unfinished).to_path_buf();
        let io = |cause| RegisterError::Io {
            path: target.to_path_buf(),
            cause,
        };
        if unfinished.exists() {
            std::fs::remove_file(&unfinished).map_err(io)?;
        }
        let mut copy = Connection::open(&unfinished)?;
        {
            let backup = Backup::new(&self.db, &mut copy)?;
            loop {
                let step = backup.step(PAGES)?;
                let at = backup.progress();
                progress(BackupProgress {
                    remaining: at.remaining as u32,
                    total: at.pagecount as u32,
                });
                match step {
                    StepResult::Done => break,
                    StepResult::More => {}
                    _ => std::thread::sleep(Duration::from_millis(20)),
                }
            }
        }
        // One file, nothing beside it: a backup is carried about.
        copy.pragma_update(None, "journal_mode", "delete")?;
        copy.close().map_err(|(_, error)| RegisterError::from(error))?;
        std::fs::File::open(&unfinished)
            .and_then(|f| f.sync_all())
            .map_err(io)?;
        std::fs::rename(&unfinished, target).map_err(io)
    }
}
