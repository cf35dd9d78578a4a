//! Crawls: WARC files, plain or gzipped record by record, as CC-NEWS and the Internet Archive write them.
//!
//! Records stream by; memory holds one payload. What is not a page (requests, revisits, images, failures) is passed
//! over and counted; a broken record is an error of its own, and reading goes on at the next record that can be
//! found. Pages in languages that nobody asked for are dropped by a look at their bytes, before any parsing.

mod http;
mod members;

pub(crate) use members::Members;

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use crate::items::{Frame, Input, Opening, Step};
use crate::known::Known;
use crate::window::Window;
use crate::{ErrorKind, Options, SourceError, language};

/// The longest header, in bytes, of a record or of the response in it.
const HEADER: usize = 64 << 10;

/// Where records come from: something that can find the next record after a fault.
pub(crate) trait Records: BufRead + Send {
    /// Goes forward to where a record may begin again. False at the end.
    fn recover(&mut self) -> io::Result<bool>;
    /// Bytes read so far of the file itself, for naming a place.
    fn offset(&self) -> u64;
}

/// A WARC file as it streams by.
pub(crate) struct Warc<R> {
    place: String,
    records: R,
    known: Known,
    number: u64,
    payload: Vec<u8>,
    /// How many broken records there were since the last sound one.
    broken: u32,
    done: bool,
}

/// A file with so many broken records in a row is not worth looking on in.
const HOPELESS: u32 = 1_000;

/// The fields of a record's header that matter.
#[derive(Debug, Default)]
struct Header {
    kind: String,
    uri: Option<String>,
    date: Option<String>,
    content_type: String,
    length: Option<u64>,
}

impl<R: Records> Warc<R> {
    pub(crate) fn new(place: String, records: R, known: Known) -> Self {
        Warc {
            place,
            records,
            known,
            number: 0,
            payload: Vec::new(),
            broken: 0,
            done: false,
        }
    }

    /// Reads the next record's header; `None` at the end of the file.
    fn header(&mut self) -> Result<Option<Header>, ErrorKind> {
        let broken = |detail: &str| ErrorKind::Malformed {
            format: "WARC record",
            detail: detail.to_owned(),
        };
        let mut header = Header::default();
        let mut line = Vec::new();
        let mut read = 0;
        let mut started = false;
        loop {
            line.clear();
            let count = (&mut self.records)
                .take(HEADER as u64)
                .read_until(b'\n', &mut line)?;
            read += count;
            if count == 0 {
                return if started {
                    Err(broken("the file ends in its header"))
                } else {
                    Ok(None)
                };
            }
            let text = line.trim_ascii();
            if !started {
                // Records are parted by empty lines, of which careless writers leave too many or too few.
                if text.is_empty() && read < HEADER {
                    continue;
                }
                if !text.starts_with(b"WARC/") {
                    return Err(broken("it does not begin with WARC/"));
                }
                started = true;
                continue;
            }
            if text.is_empty() {
                return Ok(Some(header));
            }
            if read > HEADER {
                return Err(broken("its header has no end"));
            }
            let text = String::from_utf8_lossy(text);
            let Some((name, value)) = text.split_once(':') else {
                continue;
            };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => header.uri = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-date" => header.date = Some(value.to_owned()),
                "content-type" => header.content_type = value.to_ascii_lowercase(),
                "content-length" => header.length = value.parse().ok(),
                _ => {}
            }
        }
    }

    /// Passes over the rest of a record.
    fn pass(&mut self, mut left: u64) -> Result<(), ErrorKind> {
        while left > 0 {
            let ready = self.records.fill_buf()?.len();
            if ready == 0 {
                return Err(ErrorKind::Damaged("the file ends in a record".to_owned()));
            }
            let step = ready.min(usize::try_from(left).unwrap_or(usize::MAX));
            self.records.consume(step);
            left -= step as u64;
        }
        Ok(())
    }

    /// Checks that a record ends where its length says: empty lines, then the next record or the end. In a compressed
    /// file this also checks the sum of its member, without which damage would pass for text.
    fn end_of_record(&mut self) -> Result<(), ErrorKind> {
        let mut newlines = 0;
        loop {
            let ready = self.records.fill_buf()?;
            let empty = ready.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            match ready.get(empty) {
                Some(b'W') => break self.records.consume(empty),
                // The record ends as it should; what follows is the next one's trouble.
                Some(_) if newlines + empty >= 4 => break self.records.consume(empty),
                Some(_) => {
                    let detail = "its length is wrong, or it is damaged".to_owned();
                    return Err(ErrorKind::Malformed {
                        format: "WARC record",
                        detail,
                    });
                }
                None if ready.is_empty() => return Ok(()),
                None => {
                    newlines += empty;
                    self.records.consume(empty);
                }
            }
        }
        Ok(())
    }

    fn record(&mut self, options: &Options) -> Result<Option<Step>, ErrorKind> {
        let Some(header) = self.header()? else {
            return Ok(None);
        };
        let length = header.length.ok_or_else(|| ErrorKind::Malformed {
            format: "WARC record",
            detail: "it does not state its length".to_owned(),
        })?;
        let is_http = header.content_type.starts_with("application/http");
        let passed = match header.kind.as_str() {
            "response" if is_http => None,
            "resource" | "conversion" => None,
            "revisit" => Some("revisits of pages"),
            _ => Some("requests and notes of the crawler"),
        };
        if let Some(what) = passed {
            self.pass(length)?;
            self.end_of_record()?;
            return Ok(Some(Step::Pass(what)));
        }
        // A compressed page grows, and both must stay within the limit.
        let limit = options.limits.document_bytes as u64 + HEADER as u64;
        if length > limit {
            self.pass(length)?;
            return Err(ErrorKind::TooLarge {
                what: "one document",
                limit,
            });
        }
        self.payload.clear();
        let got = (&mut self.records).take(length).read_to_end(&mut self.payload)?;
        if (got as u64) < length {
            return Err(ErrorKind::Damaged("the file ends in a record".to_owned()));
        }
        self.end_of_record()?;
        self.page(header, options).map(Some)
    }

    /// Makes something to open of a record's payload.
    fn page(&mut self, header: Header, options: &Options) -> Result<Step, ErrorKind> {
        let mut known = self.known.clone();
        let (body, content_type) = if header.kind == "response" {
            let response = match http::read(&self.payload, options)? {
                http::Outcome::Page(response) => response,
                http::Outcome::Pass(what) => return Ok(Step::Pass(what)),
            };
            known.charset = response.charset.or(known.charset);
            (response.body, response.content_type)
        } else {
            (
                std::borrow::Cow::Borrowed(self.payload.as_slice()),
                header.content_type,
            )
        };
        if body.is_empty() {
            return Ok(Step::Pass("empty responses"));
        }
        if !http::is_readable(&content_type) {
            return Ok(Step::Pass("images, scripts and other files without text"));
        }
        let packed = !content_type.contains("html")
            && !content_type.contains("xml")
            && !content_type.starts_with("text/");
        if !packed && wants_arabic(options) && !language::may_be_arabic(&body) {
            return Ok(Step::Pass("pages in other languages"));
        }
        let place = match &header.uri {
            Some(uri) => format!("{}, record {} ({uri})", self.place, self.number),
            None => format!("{}, record {}", self.place, self.number),
        };
        known.url = header.uri.or(known.url);
        known.fetched = header.date.or(known.fetched);
        known.filtered = true;
        let input = Input::Bytes(Arc::from(&*body));
        Ok(Step::Open(Opening { place, input, known }))
    }
}

/// Whether only languages in Arabic script are asked for.
fn wants_arabic(options: &Options) -> bool {
    !options.languages.is_empty()
        && options
            .languages
            .iter()
            .all(|l| matches!(l.as_str(), "ar" | "fa" | "ur" | "ckb"))
}

impl<R: Records> Frame for Warc<R> {
    fn step(&mut self, options: &Options) -> Option<Step> {
        if self.done {
            return None;
        }
        self.number += 1;
        let start = self.records.offset();
        if self.number > options.limits.members {
            self.done = true;
            return Some(Step::Error(SourceError::new(
                &*self.place,
                ErrorKind::TooMany(options.limits.members),
            )));
        }
        match self.record(options) {
            Ok(step) => {
                self.broken = 0;
                step
            }
            Err(kind) => {
                let place = format!("{}, record {} near byte {start}", self.place, self.number);
                let lost = matches!(
                    kind,
                    ErrorKind::Malformed {
                        format: "WARC record",
                        ..
                    } | ErrorKind::Damaged(_)
                        | ErrorKind::Bomb(_)
                        | ErrorKind::Io(_)
                );
                if lost {
                    self.broken += 1;
                    self.done = self.broken >= HOPELESS || !self.records.recover().unwrap_or(false);
                }
                Some(Step::Error(SourceError::new(place, kind)))
            }
        }
    }
}

/// A WARC that is not compressed, or that was compressed as a whole.
pub(crate) struct Plain {
    window: Window,
    read: u64,
}

impl Plain {
    pub(crate) fn new(window: Window) -> Self {
        Plain { window, read: 0 }
    }
}

impl Read for Plain {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.window.read(out)?;
        self.read += count as u64;
        Ok(count)
    }
}

impl BufRead for Plain {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.window.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.read += count as u64;
        self.window.consume(count);
    }
}

impl Records for Plain {
    fn recover(&mut self) -> io::Result<bool> {
        loop {
            let ready = self.window.peek(1 << 16)?;
            if ready.is_empty() {
                return Ok(false);
            }
            // The broken line may just have been read to its end.
            if ready.starts_with(b"WARC/1.") {
                return Ok(true);
            }
            match memchr::memmem::find(ready, b"\nWARC/1.") {
                Some(at) => {
                    self.consume(at + 1);
                    return Ok(true);
                }
                None => {
                    let step = ready.len().saturating_sub(7).max(1);
                    self.consume(step);
                }
            }
        }
    }

    fn offset(&self) -> u64 {
        self.read
    }
}
