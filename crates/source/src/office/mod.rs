//! Communiqués from word processors: DOCX and ODT.
//!
//! What is read is the body in reading order: paragraphs, headings, list items, rows of tables. Page headers and
//! footers, notes, comments and text that a reviewer deleted are left out.

mod docx;
mod odt;
mod part;

use std::io::Read;
use std::sync::Arc;

use zip::ZipArchive;

use crate::archive::{Shared, What};
use crate::items::Item;
use crate::known::{Draft, Known};
use crate::{ErrorKind, Options};

/// Takes the text out of an office document.
pub(crate) fn extract(
    place: String,
    mut shared: Shared,
    kind: What,
    known: &Known,
    options: &Options,
) -> Result<Item, ErrorKind> {
    let limit = options.limits.document_bytes;
    if shared.len() > limit as u64 {
        return Err(ErrorKind::TooLarge {
            what: "one document",
            limit: limit as u64,
        });
    }
    let mut bytes = Vec::new();
    shared.read_to_end(&mut bytes)?;
    let bytes: Arc<[u8]> = bytes.into();
    let mut archive = ZipArchive::new(std::io::Cursor::new(bytes.clone()))
        .map_err(|e| ErrorKind::Damaged(e.to_string()))?;
    let mut draft;
    let lines;
    if kind == What::Docx {
        draft = Draft::new(
            "docx/1",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        );
        lines = docx::read(&member(&mut archive, "word/document.xml", limit)?, &mut draft)?;
        about(
            &member(&mut archive, "docProps/core.xml", limit).unwrap_or_default(),
            &mut draft,
        );
        let furniture = archive.file_names().flatten().filter(|n| is_furniture(n)).count();
        draft.leave_out("page headers and footers", furniture);
    } else {
        draft = Draft::new("odt/1", "application/vnd.oasis.opendocument.text");
        lines = odt::read(&member(&mut archive, "content.xml", limit)?, &mut draft)?;
        about(
            &member(&mut archive, "meta.xml", limit).unwrap_or_default(),
            &mut draft,
        );
    }
    if lines.is_empty() {
        return Err(ErrorKind::NoText("the document holds no paragraphs".to_owned()));
    }
    draft.document.text = lines.join("\n");
    let document = draft.finish(&place, &bytes, known, options);
    Ok(Item {
        document,
        bytes,
        place,
    })
}

fn is_furniture(name: &str) -> bool {
    name.starts_with("word/header") || name.starts_with("word/footer")
}

/// One member of the document, within the limit.
fn member(
    archive: &mut ZipArchive<std::io::Cursor<Arc<[u8]>>>,
    name: &str,
    limit: usize,
) -> Result<Vec<u8>, ErrorKind> {
    let file = archive
        .by_name(name)
        .map_err(|e| ErrorKind::Damaged(e.to_string()))?;
    if file.encrypted() {
        return Err(ErrorKind::Encrypted);
    }
    let mut bytes = Vec::new();
    file.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(ErrorKind::TooLarge {
            what: "one document, unpacked",
            limit: limit as u64,
        });
    }
    Ok(bytes)
}

/// What the document says of itself. Its days are those of its file, not of its publication, and are kept aside.
fn about(xml: &[u8], draft: &mut Draft) {
    for (element, field) in [
        ("creator", "author"),
        ("initial-creator", "author"),
        ("created", "created"),
        ("creation-date", "created"),
        ("modified", "modified"),
    ] {
        if let Some(value) = part::text_of(xml, element).filter(|v| !v.is_empty()) {
            draft.document.extra.entry(field).or_insert_with(|| value.into());
        }
    }
}
