//! Web pages: the article, whole, without what surrounds it.

mod blocks;
mod body;
mod clutter;
mod guard;
mod metadata;

use std::sync::Arc;

use crate::items::Item;
use crate::known::{Draft, Known};
use crate::{ErrorKind, Options, charset};

pub(crate) use blocks::{Block, is_invisible, text_of_fragment};
pub(crate) use clutter::trim as trim_clutter;

/// The version of this extractor; it changes when the same page would give another text.
const EXTRACTOR: &str = "html/1";

/// Takes the article out of a page.
pub(crate) fn extract(
    place: String,
    bytes: Arc<[u8]>,
    known: &Known,
    options: &Options,
) -> Result<Item, ErrorKind> {
    // A charset from the transfer is the server's word on this very page; the page's own word comes after it.
    let own = known
        .charset
        .is_none()
        .then(|| declared_charset(&bytes))
        .flatten();
    let decoded = charset::decode(&bytes, known.charset.as_deref().or(own.as_deref()));
    let mut draft = Draft::new(EXTRACTOR, "text/html");
    draft.provenance.charset = Some(decoded.charset.to_owned());
    if decoded.damaged {
        draft.remark(format!("some bytes mean nothing in {}", decoded.charset));
    }
    guard::check(&decoded.text)?;
    let page = dom_query::Document::from(decoded.text.as_ref());
    let metadata = metadata::read(&page);
    metadata.fill(&mut draft, known, options);
    let article = body::article(page, &metadata, &mut draft)?;
    if draft.document.published.is_none()
        && let Some(line) = &article.date_line
    {
        metadata::take_date(&mut draft, line, "the page's date line", options);
    }
    let mut text = String::new();
    for line in article
        .headline
        .iter()
        .map(String::as_str)
        .chain(article.blocks.iter().map(|b| b.text.as_str()))
    {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line);
    }
    draft.document.text = text;
    let document = draft.finish(&place, &bytes, known, options);
    Ok(Item {
        document,
        bytes,
        place,
    })
}

/// The charset that a page names in its first bytes, by `<meta>` or an XML declaration.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let at = head.find("charset=").map(|at| at + 8).or_else(|| {
        let declaration = &head[..head.find("?>")?];
        declaration.find("encoding=").map(|at| at + 9)
    })?;
    let label: String = head[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    (!label.is_empty()).then_some(label)
}
