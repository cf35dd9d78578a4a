use std::io::{BufReader, Read};

use zip::{CompressionMethod, ZipArchive};

use super::{Shared, is_hidden};
use crate::items::{Frame, Input, Opening, Step};
use crate::known::Known;
use crate::{ErrorKind, Options, SourceError, unpack};

/// What a ZIP turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Folder,
    Docx,
    Odt,
    /// Another kind of office file.
    Other(&'static str),
}

type Archive = ZipArchive<BufReader<Shared>>;

fn directory(shared: &Shared) -> Result<Archive, ErrorKind> {
    ZipArchive::new(BufReader::new(shared.clone())).map_err(|error| match error {
        zip::result::ZipError::Io(error) => error.into(),
        error => ErrorKind::Damaged(error.to_string()),
    })
}

/// Tells office documents, which are ZIPs inside, from folders.
pub(crate) fn what(shared: &Shared) -> Result<What, ErrorKind> {
    let mut archive = directory(shared)?;
    if archive.index_for_name("word/document.xml").is_some() {
        return Ok(What::Docx);
    }
    let mut mimetype = String::new();
    if let Ok(file) = archive.by_name("mimetype") {
        // A member that cannot be read leaves the type empty, and the ZIP a folder.
        let _ = file.take(200).read_to_string(&mut mimetype);
    }
    Ok(match mimetype.trim() {
        "application/vnd.oasis.opendocument.text" => What::Odt,
        kind if kind.starts_with("application/vnd.oasis.opendocument") => {
            What::Other("an OpenDocument file that is not a text")
        }
        _ if archive.index_for_name("[Content_Types].xml").is_some() => {
            What::Other("an Office file that is not a text document")
        }
        _ => What::Folder,
    })
}

/// A ZIP as a folder. Members are read straight out of the archive, one at a time.
pub(crate) struct Zip {
    place: String,
    shared: Shared,
    archive: Archive,
    next: usize,
    known: Known,
}

impl Zip {
    pub(crate) fn new(place: String, shared: Shared, known: Known) -> Result<Self, ErrorKind> {
        let archive = directory(&shared)?;
        Ok(Zip {
            place,
            shared,
            archive,
            next: 0,
            known,
        })
    }

    fn member(&mut self, index: usize, options: &Options) -> Result<Step, SourceError> {
        let unnamed = format!("{}, member {}", self.place, index + 1);
        let damaged = |error: zip::result::ZipError| ErrorKind::Damaged(error.to_string());
        let member = self
            .archive
            .by_index_raw(index)
            .map_err(|e| SourceError::new(unnamed, damaged(e)))?;
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        let name = member.name().map(|n| n.into_owned()).unwrap_or(name);
        let place = format!("{}, {name}", self.place);
        if member.is_dir() {
            return Ok(Step::Pass("folders in archives"));
        }
        if is_hidden(&name) {
            return Ok(Step::Pass("hidden files"));
        }
        let fail = |kind: ErrorKind| SourceError::new(place.clone(), kind);
        if member.encrypted() {
            return Err(fail(ErrorKind::Encrypted));
        }
        let start = member
            .data_start()
            .ok_or_else(|| fail(ErrorKind::Damaged("its data cannot be found".to_owned())))?;
        let section = self.shared.section(start, member.compressed_size());
        let limits = options.limits;
        let input: Box<dyn Read + Send> = match member.compression() {
            CompressionMethod::Stored => Box::new(section),
            CompressionMethod::Deflated => unpack::deflate(section, limits).map_err(|e| fail(e.into()))?,
            CompressionMethod::ZSTD => unpack::zstd(section, limits).map_err(|e| fail(e.into()))?,
            other => return Err(fail(ErrorKind::Unknown(format!("packed by {other}")))),
        };
        Ok(Step::Open(Opening {
            place,
            input: Input::Stream(input),
            known: self.known.clone(),
        }))
    }
}

impl Frame for Zip {
    fn step(&mut self, options: &Options) -> Option<Step> {
        let index = self.next;
        if index >= self.archive.len() {
            return None;
        }
        self.next += 1;
        if index as u64 >= options.limits.members {
            self.next = self.archive.len();
            let kind = ErrorKind::TooMany(options.limits.members);
            return Some(Step::Error(SourceError::new(self.place.clone(), kind)));
        }
        Some(self.member(index, options).unwrap_or_else(Step::Error))
    }
}
