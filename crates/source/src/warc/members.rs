use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use super::Records;
use crate::Limits;
use crate::unpack::Expanded;
use crate::window::Window;

/// The gzip members of a WARC, one after the other. A broken one can be left behind.
pub(crate) struct Members {
    decoder: Option<GzDecoder<Counting>>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// What the current member has given, and where in the file it began.
    given: u64,
    began: u64,
    ended: bool,
    limits: Limits,
}

/// A window that knows how far it has been read, and remembers the beginning of the current member: a damaged one
/// may swallow the members after it before the damage shows.
struct Counting {
    window: Window,
    read: u64,
    member: Vec<u8>,
}

/// How much of a member is remembered.
const REMEMBERED: usize = 256 << 10;

impl Read for Counting {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Counting {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.window.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.read += count as u64;
        if self.member.len() < REMEMBERED {
            // What is about to be consumed stands at the head of the buffer.
            let ready = self.window.fill_buf().unwrap_or_default();
            self.member.extend_from_slice(&ready[..count.min(ready.len())]);
        }
        self.window.consume(count);
    }
}

impl Members {
    pub(crate) fn new(window: Window, limits: Limits) -> Self {
        let decoder = Some(GzDecoder::new(Counting {
            window,
            read: 0,
            member: Vec::new(),
        }));
        Members {
            decoder,
            buffer: vec![0; 64 << 10],
            start: 0,
            end: 0,
            given: 0,
            began: 0,
            ended: false,
            limits,
        }
    }

    fn taken(&self) -> u64 {
        self.decoder.as_ref().map_or(0, |d| d.get_ref().read)
    }

    /// Begins the next member with the same input. False where there is none.
    fn next_member(&mut self) -> io::Result<bool> {
        let Some(decoder) = self.decoder.take() else {
            return Ok(false);
        };
        let mut input = decoder.into_inner();
        // Some writers fill up with zeros.
        loop {
            let ready = input.fill_buf()?;
            let zeros = ready.iter().take_while(|b| **b == 0).count();
            if zeros == 0 {
                break;
            }
            input.consume(zeros);
        }
        let more = !input.fill_buf()?.is_empty();
        input.member.clear();
        self.given = 0;
        self.began = input.read;
        self.decoder = Some(GzDecoder::new(input));
        Ok(more)
    }
}

impl Read for Members {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ready = self.fill_buf()?;
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Members {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.start == self.end && !self.ended {
            let Some(decoder) = &mut self.decoder else { break };
            let count = decoder.read(&mut self.buffer)?;
            (self.start, self.end) = (0, count);
            self.given += count as u64;
            if self.given > self.limits.expansion_free {
                let taken = self.taken() - self.began;
                if self.given > taken.saturating_mul(self.limits.expansion) {
                    return Err(io::Error::other(Expanded {
                        limit: self.limits.expansion,
                    }));
                }
            }
            if count == 0 {
                self.ended = !self.next_member()?;
            }
        }
        Ok(&self.buffer[self.start..self.end])
    }

    fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }
}

impl Records for Members {
    fn recover(&mut self) -> io::Result<bool> {
        // What is left of the unpacked bytes belongs to the broken record.
        (self.start, self.end) = (0, 0);
        let Some(decoder) = self.decoder.take() else {
            return Ok(false);
        };
        let mut input = decoder.into_inner();
        // Where all of the member is remembered, the search begins right after its first byte.
        let member = std::mem::take(&mut input.member);
        if member.len() as u64 == input.read - self.began && !member.is_empty() {
            input.window.unread(&member[1..]);
            input.read -= member.len() as u64 - 1;
        }
        loop {
            let ready = input.window.peek(1 << 16)?;
            if ready.is_empty() {
                return Ok(false);
            }
            match memchr::memmem::find(ready, b"\x1F\x8B\x08") {
                Some(at) => {
                    input.consume(at);
                    break;
                }
                None => {
                    let step = ready.len().saturating_sub(2).max(1);
                    input.consume(step);
                }
            }
        }
        input.member.clear();
        self.given = 0;
        self.began = input.read;
        self.decoder = Some(GzDecoder::new(input));
        Ok(true)
    }

    fn offset(&self) -> u64 {
        if self.start == self.end {
            self.taken()
        } else {
            self.began
        }
    }
}
