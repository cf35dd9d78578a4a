use std::io::BufRead;

use crate::items::{Frame, Step};
use crate::known::Known;
use crate::window::Window;
use crate::{ErrorKind, Options, SourceError};

/// The objects of a JSON array, or objects one after the other over several lines, cut out without parsing the
/// whole: memory holds one object.
pub(crate) struct Elements {
    place: String,
    window: Window,
    known: Known,
    number: u64,
    done: bool,
}

/// Where the scan stands inside one element.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    /// Takes one byte; true when the element ends with it.
    fn ends_with(&mut self, byte: u8) -> bool {
        if self.in_string {
            if self.escaped {
                self.escaped = false;
            } else if byte == b'\\' {
                self.escaped = true;
            } else if byte == b'"' {
                self.in_string = false;
            }
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

impl Elements {
    pub(crate) fn new(place: String, window: Window, known: Known) -> Self {
        Elements {
            place,
            window,
            known,
            number: 0,
            done: false,
        }
    }

    /// The bytes of the next object, or `None` at the end.
    fn next_element(&mut self, limit: usize) -> Result<Option<Vec<u8>>, ErrorKind> {
        let mut element = Vec::new();
        let mut scan = Scan::default();
        loop {
            let buffer = self.window.fill_buf()?;
            if buffer.is_empty() {
                return if element.is_empty() {
                    Ok(None)
                } else {
                    Err(ErrorKind::Json("the file ends in the middle of it".to_owned()))
                };
            }
            let mut used = 0;
            let mut whole = false;
            if element.is_empty() {
                // Between elements: white space, commas, and the array's own brackets.
                used = buffer
                    .iter()
                    .position(|b| {
                        !(b.is_ascii_whitespace() || matches!(b, b',' | b'[' | b']' | 0xEF | 0xBB | 0xBF))
                    })
                    .unwrap_or(buffer.len());
                if used < buffer.len() && buffer[used] != b'{' {
                    return Err(ErrorKind::Json(
                        "something other than objects stands in the array".to_owned(),
                    ));
                }
            }
            let start = used;
            while used < buffer.len() {
                used += 1;
                if scan.ends_with(buffer[used - 1]) {
                    whole = true;
                    break;
                }
            }
            element.extend_from_slice(&buffer[start..used]);
            self.window.consume(used);
            if element.len() > limit {
                return Err(ErrorKind::TooLarge {
                    what: "one object",
                    limit: limit as u64,
                });
            }
            if whole {
                return Ok(Some(element));
            }
        }
    }
}

impl Frame for Elements {
    fn step(&mut self, options: &Options) -> Option<Step> {
        if self.done {
            return None;
        }
        self.number += 1;
        let place = format!("{}, object {}", self.place, self.number);
        match self.next_element(options.limits.document_bytes) {
            Ok(Some(element)) => Some(super::document(place, &element, "json/1", &self.known, options)),
            Ok(None) => None,
            Err(kind) => {
                // Without lines there is no telling where the next object begins.
                self.done = true;
                Some(Step::Error(SourceError::new(place, kind)))
            }
        }
    }
}
