use std::io::{self, BufRead, Read};

use memchr::memchr;

/// A buffered reader that can look ahead without consuming and hand out whole lines without copying them.
///
/// The buffer grows only as far as the caller's limit for one line, so memory stays flat over any length of
/// input.
pub(crate) struct Window {
    inner: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    eof: bool,
}

/// One line of the input, without its line feed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// The line's bytes.
    Whole(&'a [u8]),
    /// The line was longer than the limit and has been passed over.
    TooLong,
    /// There are no more lines.
    End,
}

const STEP: usize = 256 << 10;

impl Window {
    pub(crate) fn new(inner: Box<dyn Read + Send>) -> Self {
        Window {
            inner,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            eof: false,
        }
    }

    /// Reads once more into the buffer, making room first. Returns how many bytes came.
    fn more(&mut self) -> io::Result<usize> {
        if self.eof {
            return Ok(0);
        }
        if self.start > 0 && (self.start == self.end || self.buffer.len() - self.end < STEP / 2) {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.len() - self.end < STEP / 2 {
            let larger = (self.buffer.len() * 2).max(STEP);
            self.buffer.resize(larger, 0);
        }
        loop {
            match self.inner.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.eof = true;
                    return Ok(0);
                }
                Ok(count) => {
                    self.end += count;
                    return Ok(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    // A decompressor that failed once has nothing sound to give afterwards.
                    self.eof = true;
                    return Err(error);
                }
            }
        }
    }

    /// The next bytes, at least `wanted` of them unless the input ends before; nothing is consumed.
    pub(crate) fn peek(&mut self, wanted: usize) -> io::Result<&[u8]> {
        while self.end - self.start < wanted && self.more()? > 0 {}
        Ok(&self.buffer[self.start..self.end])
    }

    /// The next line, however the input was cut into reads. A line over `limit` bytes is passed over.
    pub(crate) fn line(&mut self, limit: usize) -> io::Result<Line<'_>> {
        let mut searched = 0;
        loop {
            if let Some(at) = memchr(b'\n', &self.buffer[self.start + searched..self.end]) {
                let from = self.start;
                let to = from + searched + at;
                self.start = to + 1;
                return Ok(if to - from > limit {
                    Line::TooLong
                } else {
                    Line::Whole(&self.buffer[from..to])
                });
            }
            searched = self.end - self.start;
            if searched > limit {
                return self.pass_line();
            }
            if self.more()? == 0 {
                let from = self.start;
                self.start = self.end;
                return Ok(if from == self.end {
                    Line::End
                } else {
                    Line::Whole(&self.buffer[from..self.end])
                });
            }
        }
    }

    fn pass_line(&mut self) -> io::Result<Line<'_>> {
        loop {
            if let Some(at) = memchr(b'\n', &self.buffer[self.start..self.end]) {
                self.start += at + 1;
                return Ok(Line::TooLong);
            }
            self.start = self.end;
            if self.more()? == 0 {
                return Ok(Line::TooLong);
            }
        }
    }

    /// Puts bytes back in front of what is still to be read.
    pub(crate) fn unread(&mut self, bytes: &[u8]) {
        if let Some(start) = self.start.checked_sub(bytes.len()) {
            self.start = start;
            self.buffer[start..start + bytes.len()].copy_from_slice(bytes);
        } else {
            let rest = self.buffer[self.start..self.end].to_vec();
            self.buffer.clear();
            self.buffer.extend_from_slice(bytes);
            self.buffer.extend_from_slice(&rest);
            (self.start, self.end) = (0, self.buffer.len());
        }
    }

    /// All that remains, or `None` where that is more than `limit` bytes.
    pub(crate) fn rest(&mut self, limit: usize) -> io::Result<Option<Vec<u8>>> {
        while self.end - self.start <= limit {
            if self.more()? == 0 {
                return Ok(Some(self.buffer[self.start..self.end].to_vec()));
            }
        }
        Ok(None)
    }
}

impl Read for Window {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.len().min(out.len());
        out[..count].copy_from_slice(&self.buffer[self.start..self.start + count]);
        self.start += count;
        Ok(count)
    }
}

impl BufRead for Window {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            self.more()?;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes in pieces of the given size.
    struct Pieces(Vec<u8>, usize);

    impl Read for Pieces {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(out.len());
            out[..count].copy_from_slice(&self.0[..count]);
            self.0.drain(..count);
            Ok(count)
        }
    }

    fn lines(text: &str, piece: usize, limit: usize) -> Vec<String> {
        let mut window = Window::new(Box::new(Pieces(text.as_bytes().to_vec(), piece)));
        let mut out = Vec::new();
        loop {
            match window.line(limit).unwrap() {
                Line::Whole(line) => out.push(String::from_utf8(line.to_vec()).unwrap()),
                Line::TooLong => out.push("<too long>".into()),
                Line::End => return out,
            }
        }
    }

    #[test]
    fn lines_do_not_depend_on_the_pieces_they_come_in() {
        for piece in [1, 2, 3, 7, 100] {
            assert_eq!(
                lines("a\n\nbcd\nefghijk\nl", piece, 5),
                ["a", "", "bcd", "<too long>", "l"]
            );
            assert_eq!(lines("\n", piece, 5), [""]);
            assert_eq!(lines("", piece, 5), Vec::<String>::new());
            assert_eq!(lines("long at the end", piece, 5), ["<too long>"]);
        }
    }

    #[test]
    fn looking_ahead_consumes_nothing() {
        let mut window = Window::new(Box::new(Pieces(b"abcdef".to_vec(), 2)));
        assert_eq!(window.peek(3).unwrap(), b"abcd");
        assert_eq!(window.peek(100).unwrap(), b"abcdef");
        assert_eq!(window.rest(6).unwrap().unwrap(), b"abcdef");
        window.consume(4);
        window.unread(b"xyz");
        window.unread(b"0123456789");
        assert_eq!(window.peek(100).unwrap(), b"0123456789xyzef");
        let mut window = Window::new(Box::new(Pieces(b"abcdef".to_vec(), 2)));
        assert_eq!(window.rest(5).unwrap(), None);
    }
}
