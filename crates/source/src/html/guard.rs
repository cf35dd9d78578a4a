//! What a page may not do to its parser.
//!
//! A parser of HTML keeps a stack of open elements and searches it for many tags, and compares each attribute of a
//! tag with those before it; pages made for the purpose turn that into hours. One linear pass beforehand finds
//! them, since no page that people read comes near these limits.

use memchr::memchr;

use crate::ErrorKind;

const DEPTH: i64 = 1_000;
const TAGS: usize = 400_000;
const ATTRIBUTES: usize = 2_000;

/// Elements that need no end tag, and so do not nest.
const FLAT: [&str; 27] = [
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "br", "img", "hr", "meta", "link", "input", "col",
    "area", "base", "embed", "source", "track", "wbr", "param", "tbody", "thead", "tfoot", "colgroup", "!",
];

/// Elements whose content is not markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "iframe"];

pub(super) fn check(page: &str) -> Result<(), ErrorKind> {
    let bytes = page.as_bytes();
    let refuse = |detail: &str| ErrorKind::Malformed {
        format: "web page",
        detail: detail.to_owned(),
    };
    let (mut at, mut depth, mut tags) = (0usize, 0i64, 0usize);
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        at += found + 1;
        if bytes[at..].starts_with(b"!--") {
            at = memchr::memmem::find(&bytes[at..], b"-->").map_or(bytes.len(), |end| at + end + 3);
            continue;
        }
        let closing = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closing);
        let name_end = start
            + bytes[start..]
                .iter()
                .take(16)
                .take_while(|b| b.is_ascii_alphanumeric())
                .count();
        if name_end == start {
            continue;
        }
        let name = page[start..name_end].to_ascii_lowercase();
        let (end, attributes) = tag_end(bytes, name_end);
        at = end;
        tags += 1;
        if tags > TAGS {
            return Err(refuse("more elements than any page has"));
        }
        if attributes > ATTRIBUTES {
            return Err(refuse("a tag with thousands of attributes"));
        }
        if closing {
            depth = (depth - i64::from(!FLAT.contains(&name.as_str()))).max(0);
            continue;
        }
        if FLAT.contains(&name.as_str()) || bytes[..end].ends_with(b"/>") {
            continue;
        }
        if RAW.contains(&name.as_str()) {
            at = raw_end(bytes, at, &name);
            continue;
        }
        depth += 1;
        if depth > DEPTH {
            return Err(refuse("elements nested more than a thousand deep"));
        }
    }
    Ok(())
}

/// The end of a tag, past its `>`, and about how many attributes it has.
fn tag_end(bytes: &[u8], from: usize) -> (usize, usize) {
    let (mut quote, mut attributes, mut gap) = (None, 0, false);
    for (offset, &byte) in bytes[from..].iter().enumerate() {
        match quote {
            Some(mark) if byte == mark => quote = None,
            Some(_) => {}
            None => match byte {
                b'>' => return (from + offset + 1, attributes),
                b'"' | b'\'' => quote = Some(byte),
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' | b'/' => gap = true,
                _ => {
                    attributes += usize::from(gap);
                    gap = false;
                }
            },
        }
    }
    (bytes.len(), attributes)
}

/// Past the end tag of an element whose content is not markup.
fn raw_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"</") {
        at += found + 2;
        if bytes[at..]
            .get(..name.len())
            .is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()))
        {
            return at;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_made_to_stall_a_parser_are_refused() {
        let fine = "<html><body>".to_owned() + &"<div><p>نص<br><b>نص</b></div>".repeat(5_000);
        assert!(check(&fine).is_ok());
        assert!(check(&"<div>".repeat(10_000)).is_err());
        assert!(check(&"<p>".repeat(10_000)).is_ok());
        assert!(check(&format!("<a {}>", "x ".repeat(10_000))).is_err());
        assert!(check(&format!("<a title='{}'>", "x ".repeat(10_000))).is_ok());
        assert!(check(&format!("<script>{}</script>", "'<div>';".repeat(10_000))).is_ok());
        assert!(check(&format!("<!-- {} -->", "<div>".repeat(10_000))).is_ok());
        assert!(check("<div <").is_ok());
        assert!(check("<").is_ok());
    }
}
