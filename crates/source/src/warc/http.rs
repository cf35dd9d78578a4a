//! The HTTP response inside a record.

use std::borrow::Cow;
use std::io::Read;

use crate::{ErrorKind, Options, unpack};

/// A response that may be a document.
pub(super) struct Response<'a> {
    pub(super) body: Cow<'a, [u8]>,
    pub(super) content_type: String,
    pub(super) charset: Option<String>,
}

/// What a response is good for.
pub(super) enum Outcome<'a> {
    Page(Response<'a>),
    /// Passed over, and counted under this name.
    Pass(&'static str),
}

/// Reads a response: its status, its headers, its body without transfer and content codings.
pub(super) fn read<'a>(payload: &'a [u8], options: &Options) -> Result<Outcome<'a>, ErrorKind> {
    let broken = |detail: &str| ErrorKind::Malformed {
        format: "HTTP response",
        detail: detail.to_owned(),
    };
    let (head, body) = split(payload).ok_or_else(|| broken("its headers have no end"))?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().unwrap_or_default();
    if !status.starts_with("HTTP/") {
        return Err(broken("it does not begin with HTTP/"));
    }
    if status.split_whitespace().nth(1) != Some("200") {
        return Ok(Outcome::Pass("responses other than 200"));
    }
    let (mut content_type, mut transfer, mut encoding) = (String::new(), String::new(), String::new());
    for line in lines {
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => content_type = value,
            "transfer-encoding" => transfer = value,
            "content-encoding" => encoding = value,
            _ => {}
        }
    }
    if !is_readable(&content_type) {
        return Ok(Outcome::Pass("images, scripts and other files without text"));
    }
    let body = if transfer.contains("chunked") {
        unchunk(body)
    } else {
        Cow::Borrowed(body)
    };
    let body = decode(body, &encoding, options)?;
    let charset = content_type.split_once("charset=").map(|(_, rest)| {
        rest.split([';', ' ', ','])
            .next()
            .unwrap_or_default()
            .trim_matches(['"', '\''])
            .to_owned()
    });
    Ok(Outcome::Page(Response {
        body,
        content_type,
        charset: charset.filter(|c| !c.is_empty()),
    }))
}

/// Headers and body, at the first empty line.
fn split(payload: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\n', &payload[at..]) {
        let end = at + found + 1;
        if end > super::HEADER {
            return None;
        }
        if payload[at..end].trim_ascii().is_empty() {
            return Some((&payload[..at], &payload[end..]));
        }
        at = end;
    }
    None
}

/// Joins the chunks of a chunked body. Archives often hold bodies that are no longer chunked though their headers say
/// so; those are given back as they are.
fn unchunk(body: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(line) = memchr::memchr(b'\n', &rest[..rest.len().min(64)]) {
        let size = std::str::from_utf8(&rest[..line])
            .ok()
            .and_then(|l| l.split(';').next().map(str::trim));
        let Some(size) = size.and_then(|s| usize::from_str_radix(s, 16).ok()) else {
            break;
        };
        let data = &rest[line + 1..];
        if size == 0 {
            return Cow::Owned(out);
        }
        // A chunk that is cut off still holds what it holds.
        let chunk = &data[..size.min(data.len())];
        out.extend_from_slice(chunk);
        rest = data[chunk.len()..]
            .strip_prefix(b"\r\n")
            .or_else(|| data[chunk.len()..].strip_prefix(b"\n"))
            .unwrap_or_default();
        if rest.is_empty() {
            return Cow::Owned(out);
        }
    }
    if out.is_empty() {
        Cow::Borrowed(body)
    } else {
        Cow::Owned(out)
    }
}

/// Undoes a content coding. As with chunks, what is not compressed after all stays as it is.
fn decode<'a>(body: Cow<'a, [u8]>, encoding: &str, options: &Options) -> Result<Cow<'a, [u8]>, ErrorKind> {
    let limit = options.limits.document_bytes;
    let unpacked = match encoding {
        "gzip" | "x-gzip" if body.starts_with(b"\x1F\x8B") => {
            unpack::gzip(std::io::Cursor::new(body.into_owned()), options.limits)?
        }
        "deflate" if body.starts_with(b"\x78") => Box::new(flate2::read::ZlibDecoder::new(
            std::io::Cursor::new(body.into_owned()),
        )),
        "zstd" if body.starts_with(b"\x28\xB5\x2F\xFD") => {
            unpack::zstd(std::io::Cursor::new(body.into_owned()), options.limits)?
        }
        // Brotli has no mark of its own; a text that is readable was decoded by the crawler.
        "br" if std::str::from_utf8(&body[..body.len().min(512)]).is_err_and(|e| e.error_len().is_some()) => {
            return Err(ErrorKind::Unknown("a page compressed with Brotli".to_owned()));
        }
        _ => return Ok(body),
    };
    let mut out = Vec::new();
    // A body that was cut off by the crawler is still worth what came of it.
    let result = unpacked.take(limit as u64 + 1).read_to_end(&mut out);
    if out.len() > limit {
        return Err(ErrorKind::TooLarge {
            what: "one document, unpacked",
            limit: limit as u64,
        });
    }
    match result {
        Err(error) if out.is_empty() => Err(error.into()),
        _ => Ok(Cow::Owned(out)),
    }
}

/// Whether a media type may hold a document. None stated means that the bytes decide.
pub(super) fn is_readable(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    match kind {
        ""
        | "application/xhtml+xml"
        | "application/pdf"
        | "application/json"
        | "application/octet-stream" => true,
        "text/css" | "text/javascript" | "text/x-javascript" => false,
        kind => {
            kind.starts_with("text/")
                || kind.ends_with("+xml")
                || kind.ends_with("/xml")
                || kind.ends_with("feed+json")
                || kind.contains("wordprocessingml")
                || kind.contains("opendocument.text")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_bodies_without_chunks_stay() {
        assert_eq!(&*unchunk(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"), b"abcde");
        assert_eq!(&*unchunk(b"3\nabc\n"), b"abc");
        assert_eq!(&*unchunk(b"FFFFFFFFFFFFFFFF\r\nabc"), b"abc");
        assert_eq!(
            &*unchunk(b"ffffffffffffffffff\r\nabc"),
            b"ffffffffffffffffff\r\nabc"
        );
        assert_eq!(&*unchunk(b"<html>not chunked"), b"<html>not chunked");
        assert_eq!(&*unchunk(b""), b"");
    }
}
