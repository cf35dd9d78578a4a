//! Compression bombs in a PDF, found before anything of it is kept in memory.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use crate::ErrorKind;

/// How much all streams of a document together may unpack to, in bytes.
const TOTAL: u64 = 512 << 20;
/// How much one stream may.
const STREAM: u64 = 96 << 20;
/// How large a document may be whose streams cannot be looked into beforehand, since they are encrypted.
const ENCRYPTED: usize = 8 << 20;

/// Unpacks every stream to nowhere and adds up. Streams that are not what they say are left to the parser.
pub(super) fn check(bytes: &[u8]) -> Result<(), ErrorKind> {
    if memmem::find(bytes, b"/Encrypt").is_some() && bytes.len() > ENCRYPTED {
        return Err(ErrorKind::Encrypted);
    }
    let mut total = 0;
    let mut scratch = vec![0; 64 << 10];
    for at in memmem::find_iter(bytes, b"stream") {
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        // The dictionary stands right before; two compressions of one stream are nothing an honest program writes.
        let dictionary = &bytes[at.saturating_sub(600)..at];
        let dictionary = &dictionary[memmem::rfind(dictionary, b" obj").unwrap_or(0)..];
        let packed = |name: &[u8]| memmem::find_iter(dictionary, name).count();
        if packed(b"FlateDecode") + packed(b"LZWDecode") + packed(b"/Fl ") > 1 {
            let format = "PDF";
            return Err(ErrorKind::Malformed {
                format,
                detail: "a stream in it is compressed twice over".to_owned(),
            });
        }
        let data = &bytes[at + 6..];
        let data = data
            .strip_prefix(b"\r\n")
            .or_else(|| data.strip_prefix(b"\n"))
            .unwrap_or(data);
        if !(data.first() == Some(&0x78) || packed(b"FlateDecode") > 0) {
            if packed(b"LZWDecode") > 0 {
                // LZW codes of at most twelve bits give at most some four thousand bytes each.
                total += (data.len().min(4 << 20) as u64) * 16;
            }
            continue;
        }
        let mut decoder = ZlibDecoder::new(data);
        let mut length = 0u64;
        while let Ok(count) = decoder.read(&mut scratch) {
            length += count as u64;
            if count == 0 || length > STREAM {
                break;
            }
        }
        total += length;
        if length > STREAM || total > TOTAL {
            return Err(ErrorKind::TooLarge {
                what: "a PDF, unpacked",
                limit: if length > STREAM { STREAM } else { TOTAL },
            });
        }
    }
    Ok(())
}
