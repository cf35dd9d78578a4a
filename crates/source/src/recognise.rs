//! What bytes are, by their content, never by their name.

use std::io::{Cursor, Read};
use std::sync::Arc;

use crate::archive::{Shared, Tar, What, Zip, is_tar};
use crate::folder::Folder;
use crate::items::{Input, Opened, Opening, reader};
use crate::window::Window;
use crate::{ErrorKind, Options, archive, charset, feed, html, json, mail, office, pdf, plain, unpack, warc};

/// How much of the head is looked at.
const HEAD: usize = 16 << 10;

/// What the head of an input shows it to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Empty,
    Gzip,
    Zstd,
    Zip,
    Tar,
    Warc,
    WarcGzip,
    Pdf,
    Mail,
    Mbox,
    JsonLines,
    Json,
    JsonFeed,
    XmlFeed,
    Html,
    Text,
    Unknown(&'static str),
}

/// Recognises an input and makes the reader for it.
pub(crate) fn open(opening: Opening, options: &Options) -> Result<Opened, ErrorKind> {
    let Opening { place, input, known } = opening;
    if let Input::Path(path) = &input
        && path.is_dir()
    {
        return Ok(Opened::Frame(Box::new(Folder::open(path, known)?)));
    }
    let limits = options.limits;
    // A ZIP is read from its end; what can be read at any place is kept at hand for that. A pipe that has a path, as
    // shells make them, cannot.
    let at_hand = match &input {
        Input::Path(path) if path.is_file() => Some(Shared::file(path)?),
        Input::Bytes(bytes) => Some(Shared::bytes(bytes.clone())?),
        Input::Path(_) | Input::Stream(_) => None,
    };
    let mut window = Window::new(reader(input)?);
    let kind = kind(window.peek(HEAD)?);
    let frame: Box<dyn crate::items::Frame> = match kind {
        Kind::Empty => return Err(ErrorKind::Empty),
        Kind::Unknown(what) => return Err(ErrorKind::Unknown(what.to_owned())),
        Kind::Gzip => return reopen(place, unpack::gzip(window, limits)?, known, options),
        Kind::Zstd => return reopen(place, unpack::zstd(window, limits)?, known, options),
        Kind::Zip => {
            let shared = match at_hand {
                Some(shared) => shared,
                None => Shared::stream(window, limits.archive_bytes)?,
            };
            match archive::what(&shared)? {
                What::Folder => Box::new(Zip::new(place, shared, known)?),
                What::Other(what) => return Err(ErrorKind::Unknown(what.to_owned())),
                kind => {
                    return Ok(Opened::Item(Box::new(office::extract(
                        place, shared, kind, &known, options,
                    )?)));
                }
            }
        }
        Kind::Tar => Box::new(Tar::new(place, window, known)),
        Kind::Warc => Box::new(warc::Warc::new(place, warc::Plain::new(window), known)),
        Kind::WarcGzip => Box::new(warc::Warc::new(place, warc::Members::new(window, limits), known)),
        Kind::Pdf => {
            let bytes = whole(&mut window, options)?;
            return Ok(Opened::Item(Box::new(pdf::extract(
                place, bytes, &known, options,
            )?)));
        }
        Kind::Mbox => Box::new(mail::Mbox::new(place, window, known)),
        Kind::Mail => {
            let bytes = whole(&mut window, options)?;
            Box::new(mail::Mail::new(place, bytes, &known, options)?)
        }
        Kind::JsonLines => Box::new(json::Lines::new(place, utf8(window, options)?, known)),
        Kind::Json => Box::new(json::Elements::new(place, utf8(window, options)?, known)),
        Kind::JsonFeed => {
            let bytes = whole(&mut utf8(window, options)?, options)?;
            Box::new(feed::JsonFeed::new(place, &bytes, known)?)
        }
        Kind::XmlFeed => {
            let bytes = whole(&mut window, options)?;
            Box::new(feed::XmlFeed::new(place, bytes, known, options)?)
        }
        Kind::Html => {
            let bytes = whole(&mut window, options)?;
            return Ok(Opened::Item(Box::new(html::extract(
                place, bytes, &known, options,
            )?)));
        }
        Kind::Text => {
            let bytes = whole(&mut window, options)?;
            return Ok(Opened::Item(Box::new(plain::extract(
                place, bytes, &known, options,
            )?)));
        }
    };
    Ok(Opened::Frame(frame))
}

/// Opens what a compressed input holds. One layer is counted as a container, so that layers end.
fn reopen(
    place: String,
    input: Box<dyn Read + Send>,
    known: crate::known::Known,
    _options: &Options,
) -> Result<Opened, ErrorKind> {
    let opening = Opening {
        place,
        input: Input::Stream(input),
        known,
    };
    Ok(Opened::Frame(Box::new(Once(Some(opening)))))
}

/// A container of one.
struct Once(Option<Opening>);

impl crate::items::Frame for Once {
    fn step(&mut self, _: &Options) -> Option<crate::items::Step> {
        self.0.take().map(crate::items::Step::Open)
    }
}

/// The whole of a document, within the limit.
fn whole(window: &mut Window, options: &Options) -> Result<Arc<[u8]>, ErrorKind> {
    let limit = options.limits.document_bytes;
    match window.rest(limit)? {
        Some(bytes) => Ok(bytes.into()),
        None => Err(ErrorKind::TooLarge {
            what: "one document",
            limit: limit as u64,
        }),
    }
}

/// JSON that is UTF-16, as UTF-8.
fn utf8(mut window: Window, options: &Options) -> Result<Window, ErrorKind> {
    let head = window.peek(2)?;
    if !head.starts_with(b"\xFF\xFE") && !head.starts_with(b"\xFE\xFF") {
        return Ok(window);
    }
    let bytes = whole(&mut window, options)?;
    let text = charset::decode(&bytes, None).text.into_owned();
    Ok(Window::new(Box::new(Cursor::new(text.into_bytes()))))
}

/// What the first bytes of an input show it to be.
pub(crate) fn kind(head: &[u8]) -> Kind {
    if head.is_empty() {
        return Kind::Empty;
    }
    if head.starts_with(b"\x1F\x8B\x08") {
        // A crawl is compressed record by record, and a broken record can be left out only where one sees them.
        let mut start = [0; 5];
        let unpacked = flate2::read::GzDecoder::new(head).read_exact(&mut start);
        return if unpacked.is_ok() && &start == b"WARC/" {
            Kind::WarcGzip
        } else {
            Kind::Gzip
        };
    }
    if head.starts_with(b"\x28\xB5\x2F\xFD") {
        return Kind::Zstd;
    }
    if head.starts_with(b"WARC/") {
        return Kind::Warc;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    // Some servers put a few bytes before it.
    if memchr::memmem::find(&head[..head.len().min(1024)], b"%PDF-")
        .is_some_and(|at| at == 0 || !head[..at].contains(&b'<'))
    {
        return Kind::Pdf;
    }
    if is_tar(head) {
        return Kind::Tar;
    }
    if let Some(what) = foreign(head) {
        return Kind::Unknown(what);
    }
    let decoded = charset::decode(head, None);
    let text = decoded.text.trim_start_matches('\u{FEFF}').trim_start();
    if text.is_empty() {
        return if head.len() < HEAD {
            Kind::Empty
        } else {
            Kind::Text
        };
    }
    if text.starts_with('{') && feed::is_json_feed(text) {
        return Kind::JsonFeed;
    }
    if let Some(kind) = json_kind(text, head.len() < HEAD) {
        return kind;
    }
    if let Some(kind) = markup_kind(text) {
        return kind;
    }
    if text.starts_with("From ") && text.split_once('\n').is_some_and(|(_, rest)| mail::is_mail(rest)) {
        return Kind::Mbox;
    }
    if mail::is_mail(text) {
        return Kind::Mail;
    }
    if head.contains(&0) && !decoded.charset.starts_with("UTF-16") {
        return Kind::Unknown("binary data");
    }
    Kind::Text
}

/// Tells a page by its first element.
fn markup_kind(text: &str) -> Option<Kind> {
    let mut rest = text;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = &comment[comment.find("-->")? + 3..];
        } else if let Some(instruction) = rest.strip_prefix('?') {
            rest = &instruction[instruction.find('>')? + 1..];
        } else if let Some(declaration) = rest.strip_prefix('!') {
            let (head, tail) = declaration.split_at(declaration.find('>')? + 1);
            if head.to_ascii_lowercase().starts_with("doctype html") {
                return Some(Kind::Html);
            }
            rest = match head.find('[') {
                Some(_) => &declaration[declaration.find("]>")? + 2..],
                None => tail,
            };
        } else {
            break;
        }
    }
    const PAGE: [&str; 22] = [
        "html", "head", "body", "meta", "title", "link", "script", "style", "div", "p", "article", "section",
        "main", "h1", "h2", "table", "center", "span", "header", "nav", "font", "base",
    ];
    let name: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == ':')
        .collect();
    match name.rsplit(':').next().unwrap_or_default() {
        "rss" | "RDF" | "feed" | "channel" => return Some(Kind::XmlFeed),
        _ => {}
    }
    PAGE.contains(&name.to_ascii_lowercase().as_str())
        .then_some(Kind::Html)
}

/// Well-known kinds that hold no text of use.
fn foreign(head: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 10] = [
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"\x7FELF", "a program"),
        (b"BZh", "bzip2"),
        (b"\xFD7zXZ\x00", "xz"),
        (b"7z\xBC\xAF\x27\x1C", "7-Zip"),
        (b"Rar!\x1A\x07", "RAR"),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            "an old Office file, such as Word 97; save it as DOCX",
        ),
        (b"SQLite format 3\x00", "a database"),
    ];
    SIGNS
        .iter()
        .find(|(sign, _)| head.starts_with(sign))
        .map(|(_, name)| *name)
}

/// Tells a document on each line from objects that run over several, and both from text that opens with a bracket.
fn json_kind(text: &str, complete: bool) -> Option<Kind> {
    let text = text.trim_start_matches('\u{1E}');
    match text.as_bytes()[0] {
        b'[' => {
            let inside = text[1..].trim_start();
            (inside.starts_with('{') || (inside.starts_with(']') && complete)).then_some(Kind::Json)
        }
        b'{' => {
            let inside = text[1..].trim_start();
            if !inside.starts_with(['"', '}']) {
                return None;
            }
            let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
            let first = lines.next().unwrap_or_default();
            let second = lines.next();
            let by_line =
                first.len() > 1 && (first.ends_with('}') || second.is_none_or(|s| s.starts_with("{\"")));
            Some(if by_line { Kind::JsonLines } else { Kind::Json })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_content() {
        for (head, expected) in [
            (&b""[..], Kind::Empty),
            (b" \n", Kind::Empty),
            (b"\x1F\x8B\x08\x00", Kind::Gzip),
            (b"{\"text\": \"a\"}\n{\"text\": \"b\"}", Kind::JsonLines),
            (b"\xEF\xBB\xBF{\"text\": \"a\"}", Kind::JsonLines),
            (b"{\"text\": \"a\n{\"text\": \"b\"}", Kind::JsonLines),
            (b"{\n \"text\": \"a\"\n}", Kind::Json),
            (b"{ \"id\": 1,\n \"text\": \"a\" }", Kind::Json),
            (b"[{\"text\": \"a\"}]", Kind::Json),
            (b"[ ]", Kind::Json),
            ("[صورة] وصل الوزير".as_bytes(), Kind::Text),
            ("{عاجل} وصل الوزير".as_bytes(), Kind::Text),
            (b"\x00\x01\x02\x03", Kind::Unknown("binary data")),
            (b"\x89PNG\r\n", Kind::Unknown("a PNG image")),
        ] {
            assert_eq!(kind(head), expected, "{:?}", String::from_utf8_lossy(head));
        }
    }
}
