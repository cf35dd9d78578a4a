//! Cutting markup that may be broken: elements and their content, without a parser that gives up.

use memchr::memmem;

/// One element: its name without prefix, its attributes as written, its content as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element<'a> {
    /// The name as written, prefix and all.
    pub(super) name: &'a str,
    pub(super) attributes: &'a str,
    pub(super) content: &'a str,
    /// Where the element begins and ends in the text that was scanned.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Element<'_> {
    /// An attribute's value, unescaped.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        while let Some(equals) = rest.find('=') {
            let key = rest[..equals]
                .trim()
                .rsplit(char::is_whitespace)
                .next()
                .unwrap_or_default();
            let value = rest[equals + 1..].trim_start();
            let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let end = value[1..].find(mark)? + 1;
            if key == name {
                return Some(unescape(&value[1..end]));
            }
            rest = &value[end + 1..];
        }
        None
    }

    /// The content with character data taken out of its wrapping: what a program that reads XML would see.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        let mut rest = self.content;
        while let Some(at) = rest.find("<![CDATA[") {
            out.push_str(&unescape(&rest[..at]));
            let inside = &rest[at + 9..];
            let end = inside.find("]]>").unwrap_or(inside.len());
            out.push_str(&inside[..end]);
            rest = inside.get(end + 3..).unwrap_or_default();
        }
        out.push_str(&unescape(rest));
        out
    }
}

/// A tag found by [`next_tag`].
struct Tag<'a> {
    name: &'a str,
    attributes: &'a str,
    start: usize,
    end: usize,
    closing: bool,
    empty: bool,
}

/// The next tag from `at` on; comments, character data, declarations and instructions are passed over.
fn next_tag(text: &str, mut at: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    loop {
        at += memchr::memchr(b'<', &bytes[at..])?;
        let rest = &bytes[at..];
        let skip = |open: &[u8], close: &[u8]| -> Option<usize> {
            rest.starts_with(open)
                .then(|| memmem::find(rest, close).map_or(rest.len(), |end| end + close.len()))
        };
        if let Some(length) = skip(b"<![CDATA[", b"]]>")
            .or_else(|| skip(b"<!--", b"-->"))
            .or_else(|| skip(b"<?", b"?>"))
            .or_else(|| skip(b"<!", b">"))
        {
            at += length;
            continue;
        }
        let closing = rest.get(1) == Some(&b'/');
        let name_start = at + 1 + usize::from(closing);
        let name_length = bytes[name_start..]
            .iter()
            .take(100)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'_' | b'.'))
            .count();
        if name_length == 0 {
            at += 1;
            continue;
        }
        let name_end = name_start + name_length;
        let mut quote = None;
        let length = bytes[name_end..].iter().position(|&b| match quote {
            Some(mark) if mark == b => {
                quote = None;
                false
            }
            Some(_) => false,
            None if matches!(b, b'"' | b'\'') => {
                quote = Some(b);
                false
            }
            None => b == b'>',
        })?;
        let attributes = &text[name_end..name_end + length];
        return Some(Tag {
            name: &text[name_start..name_end],
            attributes,
            start: at,
            end: name_end + length + 1,
            closing,
            empty: attributes.ends_with('/'),
        });
    }
}

/// The next element from `at` on whose name, without its prefix, is wanted; its content goes to its own end tag.
///
/// An element whose end tag is missing runs to the end of the text.
pub(super) fn element<'a>(text: &'a str, at: usize, wanted: impl Fn(&str) -> bool) -> Option<Element<'a>> {
    let mut from = at;
    loop {
        let tag = next_tag(text, from)?;
        from = tag.end;
        if tag.closing || !wanted(tag.name.rsplit(':').next().unwrap_or(tag.name)) {
            continue;
        }
        if tag.empty {
            let attributes = tag.attributes.trim_end_matches('/');
            return Some(Element {
                name: tag.name,
                attributes,
                content: "",
                start: tag.start,
                end: tag.end,
            });
        }
        let (content_end, end) = close(text, tag.end, tag.name);
        let content = &text[tag.end..content_end];
        return Some(Element {
            name: tag.name,
            attributes: tag.attributes,
            content,
            start: tag.start,
            end,
        });
    }
}

/// Where the element opened before `at` ends: before and after its end tag.
fn close(text: &str, at: usize, name: &str) -> (usize, usize) {
    let (mut from, mut depth) = (at, 1usize);
    while let Some(tag) = next_tag(text, from) {
        from = tag.end;
        if tag.name != name {
            continue;
        }
        if tag.closing {
            depth -= 1;
            if depth == 0 {
                return (tag.start, tag.end);
            }
        } else if !tag.empty {
            depth += 1;
        }
    }
    (text.len(), text.len())
}

/// The first start tag, with where it ends: the root, whose content need not be whole.
pub(super) fn root(text: &str) -> Option<(&str, &str, usize)> {
    let tag = next_tag(text, 0).filter(|t| !t.closing)?;
    Some((tag.name, &text[tag.start..tag.end], tag.end))
}

/// The start tag of the first element of that name, as written, with where it begins and ends.
pub(super) fn start_tag<'a>(text: &'a str, at: usize, name: &str) -> Option<(&'a str, usize, usize)> {
    let mut from = at;
    loop {
        let tag = next_tag(text, from)?;
        from = tag.end;
        if !tag.closing && tag.name.rsplit(':').next() == Some(name) {
            return Some((&text[tag.start..tag.end], tag.start, tag.end));
        }
    }
}

/// XML's own escapes and numeric ones; names that XML does not know are left for HTML to resolve.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        let known = end.and_then(|end| {
            let c = match &rest[1..end] {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                "apos" => '\'',
                name => {
                    let number = name.strip_prefix('#')?;
                    let code = match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                        None => number.parse().ok()?,
                    };
                    char::from_u32(code).filter(|c| *c != '\0')?
                }
            };
            Some((c, end + 1))
        });
        match known {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_cut_out_of_broken_markup() {
        let text = "<rss><item><title><![CDATA[<item> & </item>]]></title><a:b c='d>' e=\"&lt;f\">x &amp;amp; y</a:b></item><item>open";
        let first = element(text, 0, |n| n == "item").unwrap();
        let title = element(first.content, 0, |n| n == "title").unwrap();
        assert_eq!(title.text(), "<item> & </item>");
        let prefixed = element(first.content, title.end, |_| true).unwrap();
        assert_eq!(prefixed.name, "a:b");
        assert_eq!(prefixed.attribute("c").as_deref(), Some("d>"));
        assert_eq!(prefixed.attribute("e").as_deref(), Some("<f"));
        assert_eq!(prefixed.attribute("g"), None);
        assert_eq!(prefixed.text(), "x &amp; y");
        let second = element(text, first.end, |n| n == "item").unwrap();
        assert_eq!(second.content, "open");
        assert!(element(text, second.end, |_| true).is_none());
    }

    #[test]
    fn nested_elements_of_one_name_belong_together() {
        let text = "<div><div>a</div><div/>b</div>c";
        assert_eq!(
            element(text, 0, |n| n == "div").unwrap().content,
            "<div>a</div><div/>b"
        );
    }

    #[test]
    fn escapes() {
        assert_eq!(
            unescape("a &amp; b &#1575;&#x627; &nbsp; & &#0; &bogus"),
            "a & b اا &nbsp; & &#0; &bogus"
        );
    }
}
