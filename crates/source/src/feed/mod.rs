//! Feeds: RSS 0.9x to 2.0 and 1.0 (RDF), Atom, JSON Feed; each entry is a document.
//!
//! A feed is cut into its entries before anything is parsed, so that one broken entry costs only itself. What is kept
//! as an entry's original bytes is a feed of that one entry: the root, what the channel says of itself, the entry.
//! Reading those bytes again gives the same document. No document type is read, so there are no entities to
//! explode.

mod json;
mod scan;
mod xml;

pub(crate) use json::{JsonFeed, is_json_feed};
pub(crate) use scan::unescape;
pub(crate) use xml::XmlFeed;

use std::collections::VecDeque;
use std::sync::Arc;

use crate::html::{Block, text_of_fragment, trim_clutter};
use crate::items::{Item, Step};
use crate::known::{Draft, Known};
use crate::{ErrorKind, Options, SourceError};

/// The version of this extractor.
const EXTRACTOR: &str = "feed/1";

/// An entry's fields, of whatever kind of feed; texts are markup.
#[derive(Debug, Default)]
struct Entry {
    id: Option<String>,
    title: Option<String>,
    link: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    author: Option<String>,
    /// The element that is there for the full text (`content:encoded`, Atom's `content`).
    content: Option<String>,
    /// The element that holds a summary, or the full text where there is no other.
    summary: Option<String>,
    categories: Vec<String>,
}

/// One entry cut out of its feed, as a feed of its own.
struct Cut {
    bytes: Vec<u8>,
    entry: Result<Entry, ErrorKind>,
}

/// Entries that wait to be given out.
type Waiting = VecDeque<(usize, Cut)>;

fn document(
    place: String,
    cut: Cut,
    media_type: &str,
    charset: &str,
    known: &Known,
    options: &Options,
) -> Step {
    let entry = match cut.entry {
        Ok(entry) => entry,
        Err(kind) => return Step::Error(SourceError::new(place, kind)),
    };
    let mut draft = Draft::new(EXTRACTOR, media_type);
    draft.provenance.charset = Some(charset.to_owned());
    let title = entry.title.as_deref().map(one_line).filter(|t| !t.is_empty());
    let (mut blocks, summary_only) = body(&entry);
    if let Some(title) = &title
        && blocks.first().is_some_and(|b| b.text == *title)
    {
        blocks.remove(0);
    }
    trim_clutter(&mut blocks, &mut draft);
    let lines: Vec<&str> = title
        .as_deref()
        .into_iter()
        .chain(blocks.iter().map(|b| b.text.as_str()))
        .collect();
    if lines.is_empty() {
        let kind = ErrorKind::NoText("the entry has neither title nor text".to_owned());
        return Step::Error(SourceError::new(place, kind));
    }
    draft.document.text = lines.join("\n");
    draft.provenance.summary_only = Some(summary_only || blocks.is_empty());
    draft.document.outlet = entry.outlet.as_deref().map(one_line).filter(|o| !o.is_empty());
    draft.document.url = entry
        .link
        .or_else(|| entry.id.clone().filter(|id| id.starts_with("http")));
    let extra = &mut draft.document.extra;
    for (name, value) in [
        ("guid", entry.id),
        ("author", entry.author.as_deref().map(one_line)),
    ] {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            extra.insert(name.to_owned(), value.into());
        }
    }
    if !entry.categories.is_empty() {
        extra.insert(
            "categories".to_owned(),
            entry.categories.iter().map(|c| one_line(c)).collect(),
        );
    }
    draft.stated = entry.published;
    let bytes: Arc<[u8]> = cut.bytes.into();
    let document = draft.finish(&place, &bytes, known, options);
    Step::Item(Box::new(Item {
        document,
        bytes,
        place,
    }))
}

/// The entry's text, and whether it is only a summary.
fn body(entry: &Entry) -> (Vec<Block>, bool) {
    let content = entry.content.as_deref().map(blocks_of).unwrap_or_default();
    let summary = entry.summary.as_deref().map(blocks_of).unwrap_or_default();
    let length = |blocks: &[Block]| blocks.iter().map(|b| b.text.len()).sum::<usize>();
    if length(&content) > 0 && length(&content) * 10 >= length(&summary) * 9 {
        return (content, false);
    }
    // Some outlets put the whole text where the summary belongs: it has several paragraphs, and does not break off.
    let breaks_off = summary.last().is_none_or(|b| {
        let end = b.text.trim_end_matches([']', ')', ' ', '»', '"']);
        end.ends_with('…') || end.ends_with("...") || end.ends_with("..")
    });
    let whole = !breaks_off && (summary.len() >= 3 || length(&summary) > 1_500);
    (summary, !whole)
}

/// Markup as blocks. Some feeds escape their markup once more than they should, and tags come out as text; those
/// are read once again.
fn blocks_of(markup: &str) -> Vec<Block> {
    let blocks = text_of_fragment(markup);
    let tagged = |b: &Block| {
        [
            "<br",
            "<p>",
            "<p ",
            "</p>",
            "</a>",
            "</div>",
            "</strong>",
            "</span>",
        ]
        .iter()
        .any(|t| b.text.contains(t))
    };
    if !blocks.iter().any(tagged) {
        return blocks;
    }
    let again: Vec<&str> = blocks.iter().map(|b| b.text.as_str()).collect();
    text_of_fragment(&again.join("<br>"))
}

/// Markup as one line of text.
fn one_line(markup: &str) -> String {
    blocks_of(markup)
        .into_iter()
        .map(|b| b.text)
        .collect::<Vec<_>>()
        .join(" ")
}
