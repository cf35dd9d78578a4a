//! From bytes to text, whatever the charset.
//!
//! Order of trust: a byte-order mark; what was declared, as long as the bytes bear it out; UTF-8, which hardly any
//! other text fits by chance; UTF-16 by the places of its zero or Arabic bytes; then, for one-byte Arabic, the
//! article: «ال» is the commonest pair of letters in Arabic, and Windows-1256 and ISO-8859-6 write it
//! differently.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

/// Text and the charset it was in.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) charset: &'static str,
    /// Whether some bytes meant nothing in that charset and stand as U+FFFD.
    pub(crate) damaged: bool,
}

/// Decodes bytes, with the charset someone declared for them if anyone did.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Decoded<'a> {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (detect(bytes, declared), bytes),
    };
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(body)
    {
        return Decoded {
            text: Cow::Borrowed(text),
            charset: UTF_8.name(),
            damaged: false,
        };
    }
    let (text, damaged) = encoding.decode_without_bom_handling(body);
    Decoded {
        text,
        charset: encoding.name(),
        damaged,
    }
}

/// The encoding of bytes that have no byte-order mark.
fn detect(bytes: &[u8], declared: Option<&str>) -> &'static Encoding {
    // UTF-16 first: Arabic in it is sound UTF-8 as well, made of control characters and ASCII.
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if is_utf8(bytes) {
        return UTF_8;
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let one_byte = arabic_one_byte(bytes);
    match (declared, one_byte) {
        // Declared UTF-8 with a few broken bytes stays UTF-8 unless it reads as one-byte Arabic.
        (Some(encoding), None) if encoding == UTF_8 && mostly_utf8(bytes) => UTF_8,
        (None, None) if mostly_utf8(bytes) => UTF_8,
        // The two Arabic charsets are mistaken for one another, and servers declare Latin 1 by default.
        (_, Some(found)) => found,
        (Some(encoding), None) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => {
            encoding
        }
        _ => {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            detector.guess(None, chardetng::Utf8Detection::Allow)
        }
    }
}

/// UTF-8, forgiving a last character cut in two (a peek at the head of a stream is cut anywhere).
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    }
}

/// Whether nearly all bytes over 0x7F belong to sound UTF-8 sequences.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|b| *b >= 0x80).count();
        broken += chunk.invalid().len();
    }
    sound > broken * 20
}

/// Arabic in UTF-16 has 0x06 in every other byte, Latin has 0x00 there.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 8 {
        return None;
    }
    let high = |parity: usize| {
        head.iter()
            .skip(parity)
            .step_by(2)
            .filter(|b| matches!(b, 0x00 | 0x06 | 0x20))
            .count()
    };
    let (even, odd) = (high(0), high(1));
    let half = head.len() / 2;
    if !head.contains(&0) && !head.contains(&6) {
        None
    } else if odd * 10 > half * 9 && even * 2 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 9 && odd * 2 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Tells Windows-1256 from ISO-8859-6, or says that it is neither.
fn arabic_one_byte(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1 << 20)];
    let high = head.iter().filter(|b| **b >= 0xC0).count();
    if high < 4 {
        return None;
    }
    // «ال» is C7 E1 in Windows-1256 and C7 E4 in ISO-8859-6, where E4 is in turn «ن» of the former.
    let pairs = |second: u8| head.windows(2).filter(|w| w[0] == 0xC7 && w[1] == second).count();
    let (windows, iso) = (pairs(0xE1), pairs(0xE4));
    // About one letter in nine of Arabic prose begins «ال»; one in sixty is well above chance.
    if (windows + iso) * 60 < high {
        return None;
    }
    // Bytes that ISO-8859-6 does not define settle it at once.
    let undefined = head
        .iter()
        .filter(|b| matches!(b, 0xDB..=0xDF | 0xF3..=0xFF | 0x80..=0x9F))
        .count();
    Some(if windows > iso || undefined * 20 > high {
        WINDOWS_1256
    } else {
        ISO_8859_6
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "وزير الخارجية يلتقي نظيره في العاصمة\nبحث الجانبان العلاقات بين البلدين وسبل تطويرها.";

    fn check(bytes: &[u8], declared: Option<&str>, charset: &str) {
        let decoded = decode(bytes, declared);
        assert_eq!((decoded.text.as_ref(), decoded.charset), (TEXT, charset));
        assert!(!decoded.damaged);
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn every_charset_gives_the_same_text() {
        check(TEXT.as_bytes(), None, "UTF-8");
        check(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), None, "UTF-8");
        check(&utf16(TEXT, u16::to_le_bytes), None, "UTF-16LE");
        check(&utf16(TEXT, u16::to_be_bytes), None, "UTF-16BE");
        check(
            &[&b"\xFF\xFE"[..], &utf16(TEXT, u16::to_le_bytes)].concat(),
            None,
            "UTF-16LE",
        );
        check(&WINDOWS_1256.encode(TEXT).0, None, "windows-1256");
        check(&ISO_8859_6.encode(TEXT).0, None, "ISO-8859-6");
    }

    #[test]
    fn a_wrong_declaration_gives_way_to_the_bytes() {
        check(TEXT.as_bytes(), Some("windows-1256"), "UTF-8");
        check(&WINDOWS_1256.encode(TEXT).0, Some("utf-8"), "windows-1256");
        check(&WINDOWS_1256.encode(TEXT).0, Some("iso-8859-1"), "windows-1256");
        check(&ISO_8859_6.encode(TEXT).0, Some("windows-1256"), "ISO-8859-6");
    }

    #[test]
    fn one_broken_byte_does_not_turn_utf8_into_something_else() {
        let mut bytes = TEXT.repeat(4).into_bytes();
        let middle = bytes.len() / 2;
        bytes[middle] = 0xFF;
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.charset, "UTF-8");
        assert!(decoded.damaged);
    }
}
