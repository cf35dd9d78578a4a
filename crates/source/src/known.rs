use mahdar_record::{Document, LeftOut, Provenance};
use sha2::{Digest, Sha256};

use crate::published::{self, Published};
use crate::{Options, language};

/// What is known about a document from outside its own bytes: from the container, the transfer, the caller.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known {
    pub(crate) url: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) charset: Option<String>,
    pub(crate) fetched: Option<String>,
    /// Whether documents in other languages than those asked for are dropped.
    pub(crate) filtered: bool,
}

impl Known {
    pub(crate) fn from_options(options: &Options) -> Self {
        Known {
            url: options.url.clone(),
            outlet: options.outlet.clone(),
            published: options.published.clone(),
            charset: options.charset.clone(),
            fetched: options.fetched.clone(),
            filtered: false,
        }
    }
}

/// A document under way: what an extractor found, before the surroundings fill in what it did not.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) document: Document,
    /// The publication date in the source's own words.
    pub(crate) stated: Option<String>,
    pub(crate) provenance: Provenance,
}

impl Draft {
    pub(crate) fn new(extractor: &str, media_type: &str) -> Self {
        Draft {
            provenance: Provenance {
                extractor: extractor.to_owned(),
                media_type: media_type.to_owned(),
                ..Provenance::default()
            },
            ..Draft::default()
        }
    }

    pub(crate) fn remark(&mut self, remark: impl Into<String>) {
        self.provenance.remarks.push(remark.into());
    }

    pub(crate) fn leave_out(&mut self, what: &str, count: usize) {
        add_left_out(&mut self.provenance.left_out, what, count);
    }

    /// Completes the document from its surroundings. `bytes` are its original bytes, for its id.
    pub(crate) fn finish(mut self, place: &str, bytes: &[u8], known: &Known, options: &Options) -> Document {
        if let Some(words) = self.stated.take().filter(|w| !w.trim().is_empty()) {
            match published::read(&words, options.today) {
                Published::Day(day) => self.document.published = Some(day),
                Published::Future(day) => {
                    self.remark(format!("a publication date in the future was refused ({day})"))
                }
                Published::Unreadable => {
                    let shown: String = words.trim().chars().take(60).collect();
                    self.remark(format!("the stated publication date is not one ({shown})"));
                }
            }
        }
        let Draft {
            mut document,
            mut provenance,
            ..
        } = self;
        let fill = |slot: &mut Option<String>, from: &Option<String>| {
            if slot.as_deref().is_none_or(str::is_empty) {
                slot.clone_from(from);
            }
        };
        fill(&mut document.published, &known.published);
        fill(&mut document.outlet, &known.outlet);
        fill(&mut document.url, &known.url);
        if document.language.as_deref().is_none_or(str::is_empty) {
            document.language = language::of(&document.text).map(str::to_owned);
        }
        if document.id.is_empty() {
            document.id = content_id(bytes);
        }
        fill(&mut provenance.fetched, &known.fetched);
        provenance.origin.get_or_insert_with(|| place.to_owned());
        document.provenance = Some(provenance);
        document
    }
}

/// Adds to the count of one kind of thing left out.
pub(crate) fn add_left_out(list: &mut Vec<LeftOut>, what: &str, count: usize) {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    if count == 0 {
        return;
    }
    match list.iter_mut().find(|l| l.what == what) {
        Some(found) => found.count = found.count.saturating_add(count),
        None => list.push(LeftOut {
            what: what.to_owned(),
            count,
        }),
    }
}

/// The id of a document that has none of its own: `sha256:` and the lower-case hexadecimal digest of its bytes.
pub fn content_id(bytes: &[u8]) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut id = String::with_capacity(71);
    id.push_str("sha256:");
    for byte in Sha256::digest(bytes) {
        id.push(char::from(HEX[usize::from(byte >> 4)]));
        id.push(char::from(HEX[usize::from(byte & 15)]));
    }
    id
}
