use std::path::{Path, PathBuf};

use crate::items::{Frame, Input, Opening, Step};
use crate::known::Known;
use crate::{Options, SourceError};

/// A folder with all its folders, in the order of names.
pub(crate) struct Folder {
    /// What is still to be visited, last first.
    waiting: Vec<PathBuf>,
    known: Known,
}

impl Folder {
    pub(crate) fn open(path: &Path, known: Known) -> std::io::Result<Self> {
        Ok(Folder {
            waiting: entries(path)?,
            known,
        })
    }
}

/// The folder's entries in reverse order, so that the first is popped first.
fn entries(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut names = std::fs::read_dir(path)?
        .map(|e| e.map(|e| e.path()))
        .collect::<Result<Vec<_>, _>>()?;
    names.sort_unstable_by(|a, b| b.cmp(a));
    Ok(names)
}

impl Frame for Folder {
    fn step(&mut self, _: &Options) -> Option<Step> {
        loop {
            let path = self.waiting.pop()?;
            if path
                .file_name()
                .is_some_and(|n| n.as_encoded_bytes().starts_with(b"."))
            {
                return Some(Step::Pass("hidden files"));
            }
            let place = path.display().to_string();
            match visit(&path) {
                Ok(Visit::Folder(more)) => self.waiting.extend(more),
                Ok(Visit::Special) => return Some(Step::Pass("links to folders, devices and pipes")),
                Ok(Visit::File) => {
                    return Some(Step::Open(Opening {
                        place,
                        input: Input::Path(path),
                        known: self.known.clone(),
                    }));
                }
                Err(error) => return Some(Step::Error(SourceError::new(place, error.into()))),
            }
        }
    }
}

enum Visit {
    File,
    Folder(Vec<PathBuf>),
    Special,
}

/// A linked folder may lead back up and is passed over; a linked file is as good as a file.
fn visit(path: &Path) -> std::io::Result<Visit> {
    if path.symlink_metadata()?.is_dir() {
        return Ok(Visit::Folder(entries(path)?));
    }
    Ok(if path.metadata()?.is_file() {
        Visit::File
    } else {
        Visit::Special
    })
}
