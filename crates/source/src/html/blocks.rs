//! Markup as lines of text: one block, one line.

use dom_query::NodeRef;

/// What a block was in the markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Paragraph,
    Heading,
    /// A list item; its line begins with `• ` or its number.
    Item,
    /// A table row; its cells are joined by ` | `.
    Row,
}

/// One line of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) shape: Shape,
    pub(crate) text: String,
    /// How many bytes of the text stand inside links.
    pub(crate) linked: usize,
}

impl Block {
    /// Whether the block is nothing but links, for all that counts.
    pub(crate) fn is_links(&self) -> bool {
        self.linked * 10 >= self.text.len() * 7
    }
}

/// The blocks under a node, in order.
pub(crate) fn of(node: &NodeRef<'_>) -> Vec<Block> {
    let mut writer = Writer::default();
    writer.walk(node, 0);
    writer.end();
    writer.blocks
}

/// The text of a piece of markup, such as a feed's entry, one block to a line.
pub(crate) fn text_of_fragment(markup: &str) -> Vec<Block> {
    let page = dom_query::Document::fragment(markup);
    of(&page.root())
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    line: String,
    linked: usize,
    shape: Option<Shape>,
    in_link: u32,
    in_row: u32,
    space: bool,
    /// What opens the next item: a bullet or a number.
    mark: Option<String>,
}

const SKIPPED: [&str; 22] = [
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "button",
    "select",
    "input",
    "textarea",
    "head",
    "object",
    "embed",
    "video",
    "audio",
    "canvas",
    "math",
    "map",
    "dialog",
    "figcaption",
    "img",
    "picture",
];

const BLOCKS: [&str; 34] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "nav",
    "blockquote",
    "pre",
    "figure",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "caption",
    "address",
    "form",
    "fieldset",
    "details",
    "summary",
    "hr",
    "body",
    "html",
    "center",
    "hgroup",
    "search",
    "legend",
];

impl Writer {
    fn walk(&mut self, node: &NodeRef<'_>, depth: usize) {
        // The guard before parsing keeps pages shallower than this; fragments have no such guard.
        if depth > 1_500 {
            return;
        }
        for child in node.children_it(false) {
            if child.is_text() {
                self.write(&child.text());
                continue;
            }
            let Some(name) = child.node_name() else { continue };
            if SKIPPED.contains(&&*name) {
                continue;
            }
            match &*name {
                "br" => self.line_break(),
                "li" => self.item(&child, depth),
                "tr" => self.row(&child, depth),
                "td" | "th" if self.in_row > 0 => {
                    self.cell();
                    self.walk(&child, depth + 1);
                }
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    self.end();
                    self.shape = Some(Shape::Heading);
                    self.walk(&child, depth + 1);
                    self.end();
                }
                "a" => {
                    self.in_link += 1;
                    self.walk(&child, depth + 1);
                    self.in_link -= 1;
                }
                name if BLOCKS.contains(&name) => {
                    self.line_break();
                    self.walk(&child, depth + 1);
                    self.line_break();
                }
                _ => self.walk(&child, depth + 1),
            }
        }
    }

    fn item(&mut self, node: &NodeRef<'_>, depth: usize) {
        self.end();
        let ordered = node.parent().is_some_and(|p| p.has_name("ol"));
        self.mark = Some(if ordered {
            let mut number = 1;
            let mut before = node.prev_element_sibling();
            // A list of ten thousand numbered items is no list anyone reads.
            while let Some(sibling) = before.filter(|_| number < 10_000) {
                number += usize::from(sibling.has_name("li"));
                before = sibling.prev_element_sibling();
            }
            format!("{number}. ")
        } else {
            "• ".to_owned()
        });
        self.shape = Some(Shape::Item);
        self.walk(node, depth + 1);
        self.end();
        self.mark = None;
    }

    fn row(&mut self, node: &NodeRef<'_>, depth: usize) {
        let cells = node.element_children();
        // A row of one cell is layout, as old pages have it.
        if cells.len() < 2 || self.in_row > 0 {
            self.line_break();
            self.walk(node, depth + 1);
            self.line_break();
            return;
        }
        self.end();
        let first = self.blocks.len();
        self.walk_row(node, depth);
        self.end();
        if let Some(block) = self.blocks.get_mut(first) {
            block.shape = Shape::Row;
        }
    }

    fn walk_row(&mut self, node: &NodeRef<'_>, depth: usize) {
        // Cells that hold whole paragraphs are columns of a page, not a row of figures.
        let prose = node
            .element_children()
            .iter()
            .any(|cell| cell.text().trim().len() > 400);
        if prose {
            for cell in node.element_children() {
                self.line_break();
                self.walk(&cell, depth + 2);
                self.line_break();
            }
            return;
        }
        self.in_row += 1;
        self.walk(node, depth + 1);
        self.in_row -= 1;
        let trimmed = self.line.trim_end_matches([' ', '|']).len();
        self.line.truncate(trimmed);
    }

    fn cell(&mut self) {
        if !self.line.is_empty() {
            self.line.push_str(" | ");
        }
        self.space = false;
    }

    /// Adds running text, with white space made single and invisible controls dropped.
    fn write(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() || c == '\u{A0}' {
                self.space = !self.line.is_empty();
            } else if !is_invisible(c) {
                if self.line.is_empty() {
                    if let Some(mark) = &self.mark {
                        self.line.push_str(mark);
                    }
                } else if self.space && !self.line.ends_with(' ') {
                    self.line.push(' ');
                }
                self.space = false;
                self.line.push(c);
                if self.in_link > 0 {
                    self.linked += c.len_utf8();
                }
            }
        }
    }

    /// Ends the line, but not the item or heading that it belongs to; in a table row nothing ends it.
    fn line_break(&mut self) {
        if self.in_row > 0 {
            self.space = !self.line.is_empty();
            return;
        }
        let shape = self.shape;
        let written = !self.line.is_empty();
        self.end();
        self.shape = shape;
        if written {
            self.mark = None;
        }
    }

    fn end(&mut self) {
        let shape = self.shape.take().unwrap_or(Shape::Paragraph);
        let linked = std::mem::take(&mut self.linked);
        self.space = false;
        if !self.line.is_empty() {
            self.blocks.push(Block {
                shape,
                text: std::mem::take(&mut self.line),
                linked,
            });
        }
    }
}

/// Controls of direction and width that show nothing and would only stand between the letters of a quote. The
/// joiners stay, since they change how letters join.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' | '\u{FFFC}')
        || (c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(markup: &str) -> Vec<String> {
        text_of_fragment(markup).into_iter().map(|b| b.text).collect()
    }

    #[test]
    fn blocks_become_lines() {
        assert_eq!(
            lines("<p>أول <b>الكلام</b>\n  وآخره</p>ثان<div>ثالث</div>"),
            ["أول الكلام وآخره", "ثان", "ثالث"]
        );
        assert_eq!(lines("سؤال<br>جواب<br><br>بعده"), ["سؤال", "جواب", "بعده"]);
        assert_eq!(
            lines("<ul><li>واحد<li><p>اثنان</p></ul><ol><li>أ</li><li>ب</li></ol>"),
            ["• واحد", "• اثنان", "1. أ", "2. ب"]
        );
        assert_eq!(
            lines("<table><tr><th>الدولة<th>القيمة<tr><td><p>ليبيا</p><td>٥ مليارات</table>"),
            ["الدولة | القيمة", "ليبيا | ٥ مليارات"]
        );
        assert_eq!(
            lines("<table><tr><td><p>فقرة</p><p>أخرى</p></td></tr></table>"),
            ["فقرة", "أخرى"]
        );
        assert_eq!(
            lines("ال\u{200F}كلام&nbsp;&nbsp;هنا<script>x</script>"),
            ["الكلام هنا"]
        );
    }

    #[test]
    fn links_are_weighed() {
        let blocks =
            text_of_fragment("<p><a>رابط طويل إلى خبر آخر</a></p><p>نص فيه <a>رابط</a> واحد فقط</p>");
        assert_eq!(
            blocks.iter().map(Block::is_links).collect::<Vec<_>>(),
            [true, false]
        );
    }
}
