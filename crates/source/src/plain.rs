use std::sync::Arc;

use crate::charset;
use crate::items::Item;
use crate::known::{Draft, Known};
use crate::{ErrorKind, Options};

/// Plain text: the first line is the headline.
///
/// The text is kept as it stands; only a byte-order mark goes, and CR LF becomes LF.
pub(crate) fn extract(
    place: String,
    bytes: Arc<[u8]>,
    known: &Known,
    options: &Options,
) -> Result<Item, ErrorKind> {
    let decoded = charset::decode(&bytes, known.charset.as_deref());
    if let Some(reason) = not_text(&decoded.text) {
        return Err(ErrorKind::Unknown(reason.to_owned()));
    }
    let mut draft = Draft::new("text/1", "text/plain");
    draft.provenance.charset = Some(decoded.charset.to_owned());
    if decoded.damaged {
        draft.remark(format!("some bytes mean nothing in {}", decoded.charset));
    }
    draft.document.text = if decoded.text.contains('\r') {
        decoded.text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        decoded.text.into_owned()
    };
    if draft.document.text.trim().is_empty() {
        return Err(ErrorKind::Empty);
    }
    let document = draft.finish(&place, &bytes, known, options);
    Ok(Item {
        document,
        bytes,
        place,
    })
}

/// Says why decoded bytes are no text, if they are none: control characters, or too much that has no meaning.
fn not_text(text: &str) -> Option<&'static str> {
    let (mut control, mut meaningless, mut all) = (0usize, 0usize, 0usize);
    for c in text.chars().take(20_000) {
        all += 1;
        match c {
            '\t' | '\n' | '\r' | '\u{C}' => {}
            '\u{FFFD}' => meaningless += 1,
            c if c.is_control() => control += 1,
            _ => {}
        }
    }
    if control * 50 > all {
        Some("binary data")
    } else if meaningless * 10 > all {
        Some("text in no charset that Mahdar knows")
    } else {
        None
    }
}
