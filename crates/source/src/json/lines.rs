use crate::items::{Frame, Step};
use crate::known::Known;
use crate::window::{Line, Window};
use crate::{ErrorKind, Options, SourceError};

/// JSON Lines: a document on each line. A bad line is an error of its own, and the next line follows.
pub(crate) struct Lines {
    place: String,
    window: Window,
    known: Known,
    number: u64,
    failed: bool,
}

impl Lines {
    pub(crate) fn new(place: String, window: Window, known: Known) -> Self {
        Lines {
            place,
            window,
            known,
            number: 0,
            failed: false,
        }
    }
}

impl Frame for Lines {
    fn step(&mut self, options: &Options) -> Option<Step> {
        if self.failed {
            return None;
        }
        loop {
            self.number += 1;
            let here = |place: &str, number: u64| format!("{place}, line {number}");
            let limit = options.limits.document_bytes;
            match self.window.line(limit) {
                Ok(Line::Whole(line)) => {
                    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii();
                    // Some writers use the record separator of RFC 7464.
                    let line = line.strip_prefix(b"\x1E").unwrap_or(line);
                    if line.is_empty() {
                        continue;
                    }
                    let place = here(&self.place, self.number);
                    return Some(super::document(place, line, "json-lines/1", &self.known, options));
                }
                Ok(Line::TooLong) => {
                    let kind = ErrorKind::TooLarge {
                        what: "one line",
                        limit: limit as u64,
                    };
                    return Some(Step::Error(SourceError::new(
                        here(&self.place, self.number),
                        kind,
                    )));
                }
                Ok(Line::End) => return None,
                Err(error) => {
                    self.failed = true;
                    return Some(Step::Error(SourceError::new(
                        here(&self.place, self.number),
                        error.into(),
                    )));
                }
            }
        }
    }
}
