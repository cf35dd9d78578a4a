use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::ErrorKind;

trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// Bytes that can be read at any place, by several readers in turn: an archive's directory and its members.
#[derive(Clone)]
pub(crate) struct Shared {
    inner: Arc<Mutex<Box<dyn ReadSeek>>>,
    position: u64,
    end: u64,
}

impl Shared {
    fn new(mut inner: Box<dyn ReadSeek>) -> io::Result<Self> {
        let end = inner.seek(SeekFrom::End(0))?;
        Ok(Shared {
            inner: Arc::new(Mutex::new(inner)),
            position: 0,
            end,
        })
    }

    pub(crate) fn file(path: &Path) -> io::Result<Self> {
        Shared::new(Box::new(File::open(path)?))
    }

    pub(crate) fn bytes(bytes: Arc<[u8]>) -> io::Result<Self> {
        Shared::new(Box::new(Cursor::new(bytes)))
    }

    /// Takes in a whole stream: in memory while it is small, then in a temporary file.
    pub(crate) fn stream(mut stream: impl Read, limit: u64) -> Result<Self, ErrorKind> {
        let mut file = tempfile::SpooledTempFile::new(16 << 20);
        let mut buffer = vec![0; 64 << 10];
        let mut length = 0u64;
        loop {
            let count = stream.read(&mut buffer)?;
            if count == 0 {
                return Ok(Shared::new(Box::new(file))?);
            }
            length += count as u64;
            if length > limit {
                return Err(ErrorKind::TooLarge {
                    what: "an archive that comes through a pipe or inside another",
                    limit,
                });
            }
            file.write_all(&buffer[..count])?;
        }
    }

    pub(crate) fn len(&self) -> u64 {
        self.end
    }

    /// A part of the bytes, as a reader of its own.
    pub(crate) fn section(&self, start: u64, length: u64) -> Shared {
        let start = start.min(self.end);
        Shared {
            inner: self.inner.clone(),
            position: start,
            end: start.saturating_add(length).min(self.end),
        }
    }
}

impl Read for Shared {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.position)).unwrap_or(usize::MAX);
        let wanted = out.len().min(left);
        if wanted == 0 {
            return Ok(0);
        }
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.seek(SeekFrom::Start(self.position))?;
        let count = inner.read(&mut out[..wanted])?;
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}
