//! What surrounds an article: found by the names of elements, by their classes, and by the labels people read.

use std::sync::LazyLock;

use dom_query::{Document, NodeRef};

use super::blocks::{Block, Shape};
use crate::known::Draft;

/// The table of `data/page-clutter.tsv`.
struct Table {
    classes: Vec<(&'static str, &'static str)>,
    /// Kind and words, and whether they count only when they stand alone.
    labels: Vec<(&'static str, String, bool)>,
    notices: Vec<(&'static str, String)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        classes: Vec::new(),
        labels: Vec::new(),
        notices: Vec::new(),
    };
    let rows = include_str!("../../data/page-clutter.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'));
    for row in rows {
        let mut columns = row.split('\t');
        let (Some(place), Some(kind), Some(words)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        match place {
            "class" => table.classes.push((words, kind)),
            "label" | "button" => table.labels.push((kind, plain(words), place == "button")),
            "notice" => table.notices.push((kind, plain(words))),
            _ => {}
        }
    }
    table.classes.sort_unstable();
    table
});

/// Elements that are never part of an article, with the kind they count as; `None` where they hold no words.
const ELEMENTS: [(&str, Option<&str>); 21] = [
    ("script", None),
    ("style", None),
    ("noscript", None),
    ("template", None),
    ("svg", None),
    ("iframe", Some("embedded frames")),
    ("button", None),
    ("select", None),
    ("input", None),
    ("textarea", None),
    ("object", None),
    ("embed", None),
    ("video", None),
    ("audio", None),
    ("canvas", None),
    ("dialog", Some("page tools")),
    ("nav", Some("navigation")),
    ("footer", Some("page furniture")),
    ("aside", Some("related links")),
    ("form", Some("forms")),
    ("figcaption", Some("captions")),
];

/// Removes from a page what by its markup is not the article, and counts it.
pub(super) fn remove(page: &Document, draft: &mut Draft) {
    let Some(body) = page.body() else { return };
    let all = body.text().trim().len();
    let mut waiting: Vec<NodeRef<'_>> = body.children_it(true).collect();
    while let Some(node) = waiting.pop() {
        if node.is_comment() {
            node.remove_from_parent();
            continue;
        }
        if !node.is_element() {
            continue;
        }
        match verdict(&node, all) {
            Some(kind) => {
                if let Some(kind) = kind {
                    draft.leave_out(kind, 1);
                }
                node.remove_from_parent();
            }
            None => waiting.extend(node.children_it(true)),
        }
    }
}

/// Whether an element goes, and under which name it is counted.
fn verdict(node: &NodeRef<'_>, all: usize) -> Option<Option<&'static str>> {
    let name = node.node_name()?;
    if let Some((_, kind)) = ELEMENTS.iter().find(|(n, _)| *n == &*name) {
        return match kind {
            None => Some(None),
            Some("captions") => Some(Some("captions")),
            // Some pages lie as a whole inside a form or an aside.
            Some(kind) => (!carries_article(node, all, false)).then_some(Some(*kind)),
        };
    }
    if matches!(
        &*name,
        "html" | "body" | "article" | "main" | "h1" | "p" | "a" | "b" | "strong"
    ) {
        return None;
    }
    if hidden(node) {
        return (!carries_article(node, all, false)).then_some(None);
    }
    let kind = class_kind(node)?;
    (!carries_article(node, all, kind == "comments")).then_some(Some(kind))
}

fn hidden(node: &NodeRef<'_>) -> bool {
    node.has_attr("hidden")
        || node
            .attr("style")
            .is_some_and(|s| s.replace(' ', "").to_ascii_lowercase().contains("display:none"))
        || node.attr("aria-hidden").is_some_and(|v| &*v == "true")
}

fn class_kind(node: &NodeRef<'_>) -> Option<&'static str> {
    let class = node.attr("class").unwrap_or_default();
    let id = node.attr("id").unwrap_or_default();
    if class.len() + id.len() > 2_000 {
        return None;
    }
    words(&class).chain(words(&id)).find_map(|word| {
        let at = TABLE.classes.binary_search_by(|(w, _)| (*w).cmp(&word)).ok()?;
        Some(TABLE.classes[at].1)
    })
}

/// The words of a class: `relatedNews-box` is related, news, box, relatednews-box.
fn words(class: &str) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    for name in class.split_ascii_whitespace() {
        let mut word = String::new();
        let mut before = ' ';
        for c in name.chars() {
            if matches!(c, '-' | '_' | ':') || (c.is_ascii_uppercase() && before.is_ascii_lowercase()) {
                found.push(std::mem::take(&mut word));
            }
            if !matches!(c, '-' | '_' | ':') {
                word.push(c.to_ascii_lowercase());
            }
            before = c;
        }
        found.push(word);
        found.push(name.to_ascii_lowercase());
    }
    found.into_iter()
}

/// Whether an element holds so much prose that, whatever it is called, the article must be in it.
fn carries_article(node: &NodeRef<'_>, all: usize, comments: bool) -> bool {
    let text = node.text();
    let length = text.trim().len();
    if length < 200 {
        return false;
    }
    if node
        .descendants_it()
        .any(|n| n.has_name("h1") || n.attr("itemprop").is_some_and(|v| &*v == "articleBody"))
    {
        return true;
    }
    // Readers may write more than the reporter did; but what holds nearly all of the page is the article, even if its
    // class says that it may be commented on.
    if comments {
        return length * 10 > all * 7;
    }
    let prose: usize = node
        .descendants_it()
        .filter(|n| n.has_name("p"))
        .map(|p| {
            let linked: usize = p
                .descendants_it()
                .filter(|n| n.has_name("a"))
                .map(|a| a.text().len())
                .sum();
            p.text().trim().len().saturating_sub(linked * 2)
        })
        .sum();
    prose * 10 > all * 4 || (length * 10 > all * 6)
}

/// Drops blocks that are labels, link lists and notices around the article, and counts them.
pub(crate) fn trim(blocks: &mut Vec<Block>, draft: &mut Draft) {
    let total: usize = blocks.iter().map(|b| b.text.len()).sum();
    let mut passed = 0;
    let mut under_label: Option<&'static str> = None;
    blocks.retain(|block| {
        let before = passed;
        passed += block.text.len();
        let kind = kind_of(block, before, total, under_label);
        under_label = match kind {
            // What follows a label of links belongs to it as long as it is links.
            Some(kind) if !block.is_links() || under_label.is_some() => Some(kind),
            _ => None,
        };
        if let Some(kind) = kind {
            draft.leave_out(kind, 1);
        }
        kind.is_none()
    });
}

fn kind_of(
    block: &Block,
    before: usize,
    total: usize,
    under_label: Option<&'static str>,
) -> Option<&'static str> {
    let text = plain(&block.text);
    let words = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    let short = text.chars().count() < 120;
    let label = TABLE
        .labels
        .iter()
        .find(|(_, label, _)| starts_with_words(words, label));
    if let Some((kind, label, button)) = label {
        let alone = text.chars().count() <= label.chars().count() + 12;
        let at_end = before * 4 >= total * 3;
        // `اقرأ أيضا: …` in the middle of an article, `الوسوم: …` below it.
        let list = matches!(*kind, "related links" | "keyword lists");
        let pointer = short && list && words[label.len()..].trim_start().starts_with(':');
        let labelled = short && !button && (at_end || block.shape == Shape::Heading);
        if alone || pointer || labelled || block.is_links() {
            return Some(kind);
        }
    }
    if before * 3 >= total * 2
        && let Some((kind, _)) = TABLE
            .notices
            .iter()
            .find(|(_, notice)| text.contains(notice.as_str()))
    {
        return Some(kind);
    }
    if let Some(kind) = under_label
        && block.is_links()
    {
        return Some(kind);
    }
    // A heading or item that is all link leads elsewhere; a paragraph may be a reporter's cross-reference.
    let leads_away = block.is_links() && (matches!(block.shape, Shape::Heading | Shape::Item) || short);
    leads_away.then_some("related links")
}

fn starts_with_words(text: &str, label: &str) -> bool {
    text.strip_prefix(label)
        .is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

/// Arabic without marks, its alefs and yas made one, so that a label is known in every spelling.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{64B}'..='\u{652}' | '\u{640}' | '\u{670}'))
        .map(|c| match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            c => c,
        })
        .collect()
}
