use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use crate::Limits;
use crate::window::Window;

/// The error that a guarded decompressor gives when its input grows beyond the limits.
#[derive(Debug)]
pub(crate) struct Expanded {
    pub(crate) limit: u64,
}

impl fmt::Display for Expanded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unpacks to more than {} times its size", self.limit)
    }
}

impl std::error::Error for Expanded {}

/// Counts what passes through on its way into a decompressor.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Refuses output that has outgrown its input beyond the limits.
struct Guarded<R> {
    inner: R,
    taken: Arc<AtomicU64>,
    given: u64,
    limits: Limits,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.given += count as u64;
        if self.given > self.limits.expansion_free {
            let taken = self.taken.load(Ordering::Relaxed);
            if self.given > taken.saturating_mul(self.limits.expansion) {
                return Err(io::Error::other(Expanded {
                    limit: self.limits.expansion,
                }));
            }
        }
        Ok(count)
    }
}

fn guarded<D: Read + Send + 'static>(
    input: impl Read + Send + 'static,
    limits: Limits,
    decoder: impl FnOnce(Window) -> io::Result<D>,
) -> io::Result<Box<dyn Read + Send>> {
    let taken = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        inner: input,
        count: taken.clone(),
    };
    let inner = decoder(Window::new(Box::new(counted)))?;
    Ok(Box::new(Guarded {
        inner,
        taken,
        given: 0,
        limits,
    }))
}

/// Unpacks gzip, however many members it has.
pub(crate) fn gzip(input: impl Read + Send + 'static, limits: Limits) -> io::Result<Box<dyn Read + Send>> {
    guarded(input, limits, |window| Ok(MultiGzDecoder::new(window)))
}

/// Unpacks zstd. Frames that ask for a window over 128 MiB are refused.
pub(crate) fn zstd(input: impl Read + Send + 'static, limits: Limits) -> io::Result<Box<dyn Read + Send>> {
    guarded(input, limits, |window| {
        let mut decoder = zstd::stream::read::Decoder::with_buffer(window)?;
        decoder.window_log_max(27)?;
        Ok(decoder)
    })
}

/// Unpacks raw deflate, as ZIP members have it.
pub(crate) fn deflate(input: impl Read + Send + 'static, limits: Limits) -> io::Result<Box<dyn Read + Send>> {
    guarded(input, limits, |window| {
        Ok(flate2::bufread::DeflateDecoder::new(window))
    })
}
