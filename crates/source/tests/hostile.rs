//! Damaged and random input to every parser: no panic, an end, and errors that name their place.

#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::LazyLock;

use mahdar_source::{Limits, Options, from_bytes};
use proptest::prelude::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file(name, zip::write::SimpleFileOptions::default())
        .unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().into_inner()
}

/// A sound example of every kind.
static SAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let data = |name: &str| {
        std::fs::read(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("tests/data")
                .join(name),
        )
        .unwrap()
    };
    let page = data("communique.html");
    let http = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\n0\r\n\r\n".as_slice(), &page].concat();
    let warc = [
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
            http.len()
        )
        .as_bytes(),
        &http,
        b"\r\n\r\n",
    ]
    .concat();
    let mail = b"From: a <a@b.example>\nTo: c@d.example\nSubject: =?utf-8?B?2LnZhtmI2KfZhg==?=\nDate: Tue, 6 May 2031 10:00:00 +0300\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html; charset=windows-1256\nContent-Transfer-Encoding: quoted-printable\n\n<p>=C7=E1=E6=D2=ED=D1</p>\n--x--\n".to_vec();
    vec![
        page.clone(),
        warc.clone(),
        gzip(&warc),
        gzip(&gzip(&page)),
        zstd::encode_all(page.as_slice(), 3).unwrap(),
        zip("a.html", &page),
        data("communique.docx"),
        data("communique.odt"),
        mail.clone(),
        [b"From a\n".as_slice(), &mail, b"\nFrom b\n", &mail].concat(),
        b"<?xml version='1.0'?><rss><channel><title>x</title><item><title>a &amp; b</title><description><![CDATA[<p>c</p>]]></description></item></channel></rss>".to_vec(),
        b"<feed><title>x</title><entry><title type='xhtml'><div>a</div></title><link href='http://a'/><content>b</content></entry></feed>".to_vec(),
        br#"{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_html":"<p>a</p>"}]}"#.to_vec(),
        b"{\"id\": 1, \"text\": \"\\u0627\"}\n{\"text\": \"b\", \"x\": [1, {\"y\": null}]}\n".to_vec(),
        b"[\n{\"text\": \"a]}\\\"\"}, {\"text\": \"b\"}]".to_vec(),
        encoding_rs::WINDOWS_1256.encode("وزير الخارجية يلتقي نظيره في العاصمة\nوبحث الجانبان العلاقات").0.into_owned(),
    ]
});

/// Reads everything, and holds that each thing that comes out names its place.
fn check(bytes: &[u8]) {
    let limits = Limits {
        document_bytes: 1 << 20,
        expansion_free: 4 << 20,
        members: 1_000,
        ..Limits::default()
    };
    let options = Options {
        limits,
        today: "2031-01-01".parse().ok(),
        ..Options::default()
    };
    let mut count = 0;
    for result in from_bytes("in", bytes, &options) {
        match result {
            Ok(item) => assert!(item.place.starts_with("in") && !item.document.id.is_empty()),
            Err(error) => assert!(error.to_string().starts_with("in")),
        }
        count += 1;
        assert!(count < 100_000);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn damaged_samples(at in 0usize..SAMPLES.len(), cut in 0.0f64..1.0, whole in any::<bool>(), changes in prop::collection::vec((0.0f64..1.0, any::<u8>()), 0..12)) {
        let mut bytes = SAMPLES[at].clone();
        let length = bytes.len() as f64;
        for (place, byte) in changes {
            bytes[(place * length) as usize] = byte;
        }
        if !whole {
            bytes.truncate((cut * length) as usize);
        }
        check(&bytes);
    }

    #[test]
    fn random_bytes_behind_every_sign(at in 0usize..10, tail in prop::collection::vec(any::<u8>(), 0..600)) {
        let signs: [&[u8]; 10] = [b"", b"<html>", b"<rss><item>", b"{\"text\": \"", b"[{", b"WARC/1.0\r\n", b"PK\x03\x04", b"From: a\nTo: b\nSubject: ", b"\x1F\x8B\x08", b"\x28\xB5\x2F\xFD"];
        check(&[signs[at], &tail].concat());
    }

    #[test]
    fn random_markup(words in prop::collection::vec(prop::sample::select(vec!["<div>", "</div>", "<p>", "<table>", "<tr>", "<td>", "</table>", "<li>", "<ul>", "<a href=x>", "</a>", "نص من كلام طويل يقال في لقاء. ", "<h1>", "</h1>", "<script>", "</script>", "&#1575;", "<!--", "-->", "<article>", "<br>", "<b class='share related'>", "<form>", "<template>", "<select>", "<svg>"]), 0..200)) {
        check(format!("<html>{}", words.concat()).as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn damaged_pdfs(which in 0usize..2, changes in prop::collection::vec((0.0f64..1.0, any::<u8>()), 1..30)) {
        let name = ["communique-typst.pdf", "communique-libreoffice.pdf"][which];
        let mut bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).unwrap();
        let length = bytes.len() as f64;
        for (place, byte) in changes {
            bytes[(place * length) as usize] = byte;
        }
        check(&bytes);
    }
}
