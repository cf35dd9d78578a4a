use std::sync::Arc;

use crate::items::{Frame, Input, Opening, Step};
use crate::known::Known;
use crate::window::{Line, Window};
use crate::{ErrorKind, Options, SourceError};

/// A mailbox: messages one after the other, each behind a line that begins with `From `.
pub(crate) struct Mbox {
    place: String,
    window: Window,
    known: Known,
    number: u64,
    done: bool,
}

impl Mbox {
    pub(crate) fn new(place: String, window: Window, known: Known) -> Self {
        Mbox {
            place,
            window,
            known,
            number: 0,
            done: false,
        }
    }

    /// The next message's bytes; `None` at the end. A message over the limit is passed over as a whole.
    fn message(&mut self, limit: usize) -> Result<Option<Vec<u8>>, ErrorKind> {
        let mut message = Vec::new();
        let (mut too_large, mut after_empty) = (false, false);
        let mut first = true;
        loop {
            // The line that parts this message from the next stays for the next call.
            let parts = !first && after_empty && self.window.peek(5)?.starts_with(b"From ");
            if parts {
                break;
            }
            match self.window.line(limit)? {
                Line::End if first => return Ok(None),
                Line::End => break,
                Line::TooLong => too_large = true,
                Line::Whole(line) => {
                    let line = line.strip_suffix(b"\r").unwrap_or(line);
                    if first && line.starts_with(b"From ") {
                        first = false;
                        continue;
                    }
                    after_empty = line.is_empty();
                    if message.len() + line.len() > limit {
                        too_large = true;
                        message.clear();
                    }
                    if !too_large {
                        // Lines of the text that begin with `From ` were marked when the mailbox was written.
                        let unmarked = if is_marked(line) { &line[1..] } else { line };
                        message.extend_from_slice(unmarked);
                        message.push(b'\n');
                    }
                }
            }
            first = false;
        }
        if too_large {
            return Err(ErrorKind::TooLarge {
                what: "one message",
                limit: limit as u64,
            });
        }
        Ok(Some(message))
    }
}

/// Whether a line is `From ` behind marks.
fn is_marked(line: &[u8]) -> bool {
    let marks = line.iter().take_while(|b| **b == b'>').count();
    marks > 0 && line[marks..].starts_with(b"From ")
}

impl Frame for Mbox {
    fn step(&mut self, options: &Options) -> Option<Step> {
        if self.done {
            return None;
        }
        self.number += 1;
        let place = format!("{}, message {}", self.place, self.number);
        if self.number > options.limits.members {
            self.done = true;
            return Some(Step::Error(SourceError::new(
                place,
                ErrorKind::TooMany(options.limits.members),
            )));
        }
        match self.message(options.limits.document_bytes) {
            Ok(None) => None,
            Ok(Some(message)) => {
                let input = Input::Bytes(Arc::from(message));
                Some(Step::Open(Opening {
                    place,
                    input,
                    known: self.known.clone(),
                }))
            }
            Err(kind) => {
                self.done = !matches!(kind, ErrorKind::TooLarge { .. });
                Some(Step::Error(SourceError::new(place, kind)))
            }
        }
    }
}
