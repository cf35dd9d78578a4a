//! Which part of a page is the article.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::blocks::{self, Block, Shape};
use super::clutter;
use super::metadata::Metadata;
use crate::ErrorKind;
use crate::known::Draft;
use crate::published;

/// An article as lines.
pub(super) struct Article {
    pub(super) headline: Option<String>,
    pub(super) blocks: Vec<Block>,
    /// The line between headline and text that holds a date, if there is one.
    pub(super) date_line: Option<String>,
}

/// Text shorter than this is no article, in bytes.
const SHORT: usize = 160;

/// Takes the article out of a page; the page is used up.
pub(super) fn article(page: Document, metadata: &Metadata, draft: &mut Draft) -> Result<Article, ErrorKind> {
    clutter::remove(&page, draft);
    let headline = headline(&page, metadata);
    let date_line = date_line(&page, headline.as_deref());
    let marked = marked(&page);
    let mut blocks = readable(page);
    trim(&mut blocks, headline.as_deref(), draft);

    // What the page itself marks as the article's body, where the reading of its prose found clearly less.
    if let Some(mut marked) = marked {
        let mut aside = Draft::default();
        trim(&mut marked, headline.as_deref(), &mut aside);
        if length(&blocks) * 10 < length(&marked) * 8 && !mostly_links(&marked) {
            blocks = marked;
            draft.remark("the text is what the page marks as its article");
        }
    }
    if let Some(body) = &metadata.body {
        let mut stated = stated_body(body);
        trim(&mut stated, headline.as_deref(), &mut Draft::default());
        if length(&blocks) * 10 < length(&stated) * 8 {
            blocks = stated;
            draft.remark("the text is the one in the page's metadata (JSON-LD)");
        }
    }
    if length(&blocks) < SHORT
        && let Some(summary) = &metadata.summary
        && summary.len() > length(&blocks)
    {
        blocks = vec![Block {
            shape: Shape::Paragraph,
            text: summary.clone(),
            linked: 0,
        }];
        draft.provenance.summary_only = Some(true);
        draft.remark("the page holds no article text; this is its summary");
    }
    if blocks.is_empty() {
        return Err(ErrorKind::NoText("no article was found on the page".to_owned()));
    }
    Ok(Article {
        headline,
        blocks,
        date_line,
    })
}

fn length(blocks: &[Block]) -> usize {
    blocks.iter().map(|b| b.text.len()).sum()
}

fn mostly_links(blocks: &[Block]) -> bool {
    blocks.iter().map(|b| b.linked).sum::<usize>() * 3 > length(blocks)
}

/// The article as a measure of prose finds it.
fn readable(page: Document) -> Vec<Block> {
    let config = Config {
        disable_json_ld: true,
        char_threshold: 200,
        ..Config::default()
    };
    let Ok(mut reader) = Readability::with_document(page, None, Some(config)) else {
        return Vec::new();
    };
    match reader.parse() {
        Ok(article) => blocks::text_of_fragment(&article.content),
        Err(_) => Vec::new(),
    }
}

/// The longest part that the page marks as an article's body.
fn marked(page: &Document) -> Option<Vec<Block>> {
    for selector in [
        "[itemprop='articleBody'], [property~='articleBody'], [property~='schema:articleBody']",
        "article",
        "main",
    ] {
        let found = page.select(selector);
        let longest = found
            .nodes()
            .iter()
            .take(50)
            .map(blocks::of)
            .max_by_key(|b| length(b));
        if let Some(blocks) = longest.filter(|b| length(b) >= SHORT) {
            return Some(blocks);
        }
    }
    None
}

/// The text in the metadata, which may itself be markup.
fn stated_body(body: &str) -> Vec<Block> {
    if body.contains('<') || body.contains('&') {
        return blocks::text_of_fragment(&body.replace('\n', "<br>"));
    }
    let lines = body
        .lines()
        .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|l| !l.is_empty())
        .map(|text| Block {
            shape: Shape::Paragraph,
            text,
            linked: 0,
        })
        .collect()
}

/// Takes away clutter, the headline where it is repeated, and the line that only dates the page.
fn trim(blocks: &mut Vec<Block>, headline: Option<&str>, draft: &mut Draft) {
    let headline = headline.map(clutter::plain).unwrap_or_default();
    let (mut at_top, mut date_lines) = (true, 0);
    blocks.retain(|block| {
        if !at_top {
            return true;
        }
        let repeated = clutter::plain(&block.text) == headline;
        let dated = block.text.chars().count() < 80
            && published::in_words(&block.text).is_some()
            && !is_sentence(block);
        date_lines += usize::from(dated);
        at_top = repeated || dated || block.text.chars().count() < 30;
        !repeated && !dated
    });
    draft.leave_out("date lines", date_lines);
    clutter::trim(blocks, draft);
}

fn is_sentence(block: &Block) -> bool {
    block.text.split_whitespace().count() > 12
}

/// The headline: what the metadata and the page's own heading agree on.
fn headline(page: &Document, metadata: &Metadata) -> Option<String> {
    let headings: Vec<String> = page
        .select("h1")
        .nodes()
        .iter()
        .chain(page.select("h2").nodes())
        .take(40)
        .map(line)
        .filter(|h| !h.is_empty())
        .collect();
    let Some(stated) = metadata.headlines.first() else {
        return headings.into_iter().next();
    };
    // Metadata adds the outlet's name or cuts the headline short; the heading on the page does neither.
    let said = clutter::plain(stated);
    let heading = headings.into_iter().find(|heading| {
        let heading = clutter::plain(heading);
        let long = heading.chars().count() >= 12;
        long && (said.contains(&heading) || heading.contains(said.trim_end_matches(['.', '…', ' '])))
    });
    Some(heading.unwrap_or_else(|| metadata.without_outlet(stated)))
}

fn line(node: &NodeRef<'_>) -> String {
    blocks::of(node)
        .into_iter()
        .map(|b| b.text)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A short line with a date in words, after the headline and before the prose. Dates before the headline are the
/// page's clock.
fn date_line(page: &Document, headline: Option<&str>) -> Option<String> {
    let headline = clutter::plain(headline?);
    let blocks = blocks::of(&page.body()?);
    let start = blocks
        .iter()
        .position(|b| clutter::plain(&b.text).contains(&headline))?;
    blocks[start + 1..]
        .iter()
        .take(12)
        .take_while(|b| b.text.chars().count() < 200)
        .find(|b| b.text.chars().count() < 100 && published::in_words(&b.text).is_some())
        .map(|b| b.text.clone())
}
