//! PDF with a text layer.
//!
//! A PDF says where glyphs stand, not how text runs. Glyphs with the letters they stand for are collected from each
//! page, put into lines by their places, and turned from the order of the eye into the order of reading; lines are
//! joined into paragraphs, rows of tables kept as rows, and what is repeated on every page left out. There is no
//! recognition of pictures: a scan without a text layer is refused, and so is a PDF whose fonts do not say which
//! letters their glyphs are.

mod glyphs;
mod guard;
mod layout;
mod line;

use std::sync::Arc;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::items::Item;
use crate::known::{Draft, Known};
use crate::{ErrorKind, Options};

/// The version of this extractor.
const EXTRACTOR: &str = "pdf/1";

/// Takes the text out of a PDF.
pub(crate) fn extract(
    place: String,
    bytes: Arc<[u8]>,
    known: &Known,
    options: &Options,
) -> Result<Item, ErrorKind> {
    guard::check(&bytes)?;
    let malformed = |detail: &str| ErrorKind::Malformed {
        format: "PDF",
        detail: detail.to_owned(),
    };
    let data = bytes.clone();
    // On a stack of its own: fonts and forms may refer to one another deeply. A panic in the parser, should there be
    // one, ends this document and nothing else.
    let reading = std::thread::Builder::new()
        .name("pdf".to_owned())
        .stack_size(64 << 20)
        .spawn(move || read(data));
    let read = reading?.join().map_err(|_| malformed("its parser gave up"))??;

    let mut draft = Draft::new(EXTRACTOR, "application/pdf");
    draft.leave_out("repeated page headers and numbers", read.repeated);
    draft.leave_out("rotated pieces of text", read.rotated);
    draft.leave_out("glyphs without a letter", read.unknown);
    if read.cut {
        draft.remark("the document is longer than what is read of a PDF");
    }
    for (name, value) in [("author", read.author), ("created", read.created)] {
        if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
            draft.document.extra.insert(name.to_owned(), value.into());
        }
    }
    draft.document.text = read.lines.join("\n");
    let document = draft.finish(&place, &bytes, known, options);
    Ok(Item {
        document,
        bytes,
        place,
    })
}

/// What a PDF holds.
struct Read {
    lines: Vec<String>,
    repeated: usize,
    rotated: usize,
    unknown: usize,
    cut: bool,
    author: Option<String>,
    created: Option<String>,
}

fn read(bytes: Arc<[u8]>) -> Result<Read, ErrorKind> {
    let pdf = Pdf::new(Arc::new(bytes)).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ErrorKind::Encrypted,
        LoadPdfError::Decryption(_) => ErrorKind::Encrypted,
        LoadPdfError::Invalid => ErrorKind::Malformed {
            format: "PDF",
            detail: "its structure cannot be read".to_owned(),
        },
    })?;
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(pdf_text);
    let author = text(&pdf.metadata().author);
    let created = pdf
        .metadata()
        .creation_date
        .as_ref()
        .map(|d| format!("{:04}-{:02}-{:02}", d.year, d.month, d.day));
    let collected = glyphs::collect(&pdf);
    let all: usize = collected.pages.iter().map(|p| p.glyphs.len()).sum();
    let letters = all.saturating_sub(collected.unknown);
    if all < 10 {
        let pages = collected.pages.len();
        let pictures: usize = collected.pages.iter().map(|p| p.pictures).sum();
        return Err(ErrorKind::NoText(if pictures > 0 {
            format!(
                "its {pages} pages are pictures without a text layer; it would have to be recognised by OCR first"
            )
        } else {
            format!("its {pages} pages hold no text layer")
        }));
    }
    if collected.unknown * 3 > letters + collected.unknown {
        return Err(ErrorKind::NoText(
            "its fonts do not say which letters their glyphs are; it would have to be recognised by OCR"
                .to_owned(),
        ));
    }
    let laid_out = layout::lines(collected.pages);
    if unreadable(&laid_out.lines) {
        return Err(ErrorKind::NoText(
            "its text layer is not text: most of its characters mean nothing; it would have to be recognised by OCR".to_owned(),
        ));
    }
    Ok(Read {
        lines: laid_out.lines,
        repeated: laid_out.repeated,
        rotated: collected.rotated,
        unknown: collected.unknown,
        cut: collected.cut,
        author,
        created,
    })
}

/// Whether most of the text is private characters, controls and signs: the mark of a font with a made-up encoding.
fn unreadable(lines: &[String]) -> bool {
    let (mut letters, mut nothing) = (0usize, 0usize);
    for c in lines
        .iter()
        .flat_map(|l| l.chars())
        .filter(|c| !c.is_whitespace())
    {
        if c.is_alphanumeric() {
            letters += 1;
        } else if matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}') || c.is_control() {
            nothing += 1;
        }
    }
    letters == 0 || nothing > letters
}

/// A text string of a PDF's own: UTF-16 with a mark, or bytes.
fn pdf_text(bytes: &[u8]) -> String {
    crate::charset::decode(bytes, Some("windows-1252"))
        .text
        .into_owned()
}
