//! ZIP, tar and WARC: members and records, hostile ones included.

#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};

use mahdar_source::{ErrorKind, Item, Items, Limits, Options, SourceError, from_bytes, from_reader};

const ARABIC: &str =
    "استقبل وزير الخارجية نظيره في العاصمة وبحث معه العلاقات بين البلدين وسبل تطويرها في المجالات كافة.";

fn all(bytes: &[u8], options: &Options) -> Vec<Result<Item, SourceError>> {
    from_bytes("in", bytes, options).collect()
}

fn texts(found: &[Result<Item, SourceError>]) -> Vec<String> {
    found
        .iter()
        .map(|r| match r {
            Ok(item) => format!("{} | {}", item.place, item.document.text),
            Err(error) => error.to_string(),
        })
        .collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, bytes)) in members.iter().enumerate() {
        let method = if at % 2 == 0 {
            zip::CompressionMethod::Deflated
        } else {
            zip::CompressionMethod::Stored
        };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A tar in the oldest form, with the extensions for long names where they are needed.
fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    fn header(out: &mut Vec<u8>, name: &str, kind: u8, body: &[u8]) {
        let mut block = [0u8; 512];
        let short = &name.as_bytes()[..name.len().min(100)];
        block[..short.len()].copy_from_slice(short);
        block[124..135].copy_from_slice(format!("{:011o}", body.len()).as_bytes());
        block[156] = kind;
        block[257..262].copy_from_slice(b"ustar");
        block[148..156].copy_from_slice(b"        ");
        let sum: u32 = block.iter().map(|b| u32::from(*b)).sum();
        block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        out.extend_from_slice(&block);
        out.extend_from_slice(body);
        out.resize(out.len().div_ceil(512) * 512, 0);
    }
    let mut out = Vec::new();
    for (name, body) in members {
        if name.len() > 100 {
            header(&mut out, "././@LongLink", b'L', format!("{name}\0").as_bytes());
        }
        header(&mut out, name, b'0', body);
    }
    out.resize(out.len() + 1024, 0);
    out
}

#[test]
fn members_are_read_by_content_whatever_packs_them() {
    let long = format!("{}/d.txt", "folder/".repeat(20).trim_end_matches('/'));
    let inner = gzip(b"{\"text\": \"one\"}\n{\"text\": \"two\"}\n");
    let members: [(&str, &[u8]); 5] = [
        ("a.txt", ARABIC.as_bytes()),
        ("b/lines", &inner),
        ("c.png", b"\x89PNG\r\n"),
        (".DS_Store", b"x"),
        (&long, b"last"),
    ];
    let packed = [
        zip(&members),
        tar(&members),
        gzip(&tar(&members)),
        gzip(&zip(&members)),
    ];
    let expected = [
        format!("in, a.txt | {ARABIC}"),
        "in, b/lines, line 1 | one".to_owned(),
        "in, b/lines, line 2 | two".to_owned(),
        format!("in, {long} | last"),
    ];
    for bytes in packed {
        let mut items = from_bytes("in", bytes.clone(), &Options::default());
        let found: Vec<_> = items.by_ref().collect();
        assert_eq!(texts(&found), expected);
        let left_out: Vec<_> = items.left_out().iter().map(|l| l.what.as_str()).collect();
        assert_eq!(left_out, ["images", "hidden files"]);
        // The same from a stream, which cannot be read at any place.
        let stream: Items = from_reader("in", Cursor::new(bytes), &Options::default());
        assert_eq!(texts(&stream.collect::<Vec<_>>()), expected);
    }
}

#[test]
fn hostile_archives_are_stopped() {
    // A ZIP in a ZIP in a ZIP …
    let mut nested = zip(&[("a.txt", b"text".as_slice())]);
    for _ in 0..20 {
        nested = zip(&[("inner.zip", &nested)]);
    }
    let found = all(&nested, &Options::default());
    assert!(matches!(
        found[0].as_ref().unwrap_err().kind(),
        ErrorKind::TooDeep(8)
    ));

    let bomb = zip(&[("zeros", &vec![b' '; 40 << 20]), ("after", b"text")]);
    let found = all(&bomb, &Options::default());
    assert!(
        matches!(found[0].as_ref().unwrap_err().kind(), ErrorKind::TooLarge { .. }),
        "{:?}",
        texts(&found)
    );
    assert_eq!(found[1].as_ref().unwrap().document.text, "text");

    let limits = Limits {
        members: 2,
        ..Limits::default()
    };
    let many = [("a", b"1".as_slice()), ("b", b"2"), ("c", b"3"), ("d", b"4")];
    for bytes in [zip(&many), tar(&many)] {
        let found = all(
            &bytes,
            &Options {
                limits,
                ..Options::default()
            },
        );
        assert_eq!(found.len(), 3);
        assert!(matches!(
            found[2].as_ref().unwrap_err().kind(),
            ErrorKind::TooMany(2)
        ));
    }

    let cut = tar(&many);
    let found = all(&cut[..700], &Options::default());
    assert!(found.last().unwrap().is_err());
    let cut = zip(&many);
    let found = all(&cut[..cut.len() - 30], &Options::default());
    assert!(
        matches!(found[0].as_ref().unwrap_err().kind(), ErrorKind::Damaged(_)),
        "{:?}",
        texts(&found)
    );
}

/// A record as crawlers write it.
fn record(kind: &str, uri: &str, http: &str, body: &[u8]) -> Vec<u8> {
    let block = [http.replace('\n', "\r\n").as_bytes(), body].concat();
    let mut out = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2031-05-06T10:00:00Z\r\n\
         Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    out.extend_from_slice(&block);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

fn page(headline: &str) -> Vec<u8> {
    let body = format!("<p>{ARABIC}</p>").repeat(3);
    format!("<html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>{body}</article></body></html>").into_bytes()
}

const OK: &str = "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n\n";

#[test]
fn records_of_a_crawl_become_pages() {
    let chunked = {
        let page = page("لقاء مقسوم إلى أجزاء");
        let (head, tail) = page.split_at(100);
        let mut out = format!("{:x}\r\n", head.len()).into_bytes();
        out.extend_from_slice(head);
        out.extend_from_slice(format!("\r\n{:X};note\r\n", tail.len()).as_bytes());
        out.extend_from_slice(tail);
        out.extend_from_slice(b"\r\n0\r\n\r\n");
        out
    };
    let english = "<html><body><p>The minister arrived in the capital for talks.</p></body></html>"
        .repeat(10)
        .into_bytes();
    let arabic_1256 = encoding_rs::WINDOWS_1256
        .encode(std::str::from_utf8(&page("لقاء بترميز قديم")).unwrap())
        .0
        .into_owned();
    let records = [
        record("warcinfo", "", "software: test\n", b""),
        record("request", "https://a.example/1", "GET / HTTP/1.1\n\n", b""),
        record(
            "response",
            "https://a.example/1",
            OK,
            &page("لقاء أول في العاصمة"),
        ),
        record("revisit", "https://a.example/1", OK, b""),
        record(
            "response",
            "https://a.example/2",
            &OK.replace("\n\n", "\nTransfer-Encoding: chunked\n\n"),
            &chunked,
        ),
        record(
            "response",
            "https://a.example/3",
            &OK.replace("\n\n", "\nContent-Encoding: gzip\n\n"),
            &gzip(&page("لقاء مضغوط في العاصمة")),
        ),
        record(
            "response",
            "https://a.example/4",
            "HTTP/1.1 404 Not Found\nContent-Type: text/html\n\n",
            &page("غير موجود"),
        ),
        record(
            "response",
            "https://a.example/5",
            "HTTP/1.1 200 OK\nContent-Type: image/png\n\n",
            b"\x89PNG",
        ),
        record("response", "https://a.example/6", OK, &english),
        record(
            "response",
            "https://a.example/7",
            "HTTP/1.1 200 OK\nContent-Type: text/html; charset=windows-1256\n\n",
            &arabic_1256,
        ),
    ];
    let plain: Vec<u8> = records.concat();
    let by_record: Vec<u8> = records.iter().flat_map(|r| gzip(r)).collect();
    let options = Options {
        languages: vec!["ar".into()],
        ..Options::default()
    };
    for bytes in [
        plain.clone(),
        by_record,
        gzip(&plain),
        zstd::encode_all(plain.as_slice(), 1).unwrap(),
    ] {
        let mut items = from_bytes("crawl", bytes, &options);
        let found: Vec<Item> = items.by_ref().map(Result::unwrap).collect();
        let headlines: Vec<_> = found
            .iter()
            .map(|i| i.document.text.lines().next().unwrap())
            .collect();
        assert_eq!(
            headlines,
            [
                "لقاء أول في العاصمة",
                "لقاء مقسوم إلى أجزاء",
                "لقاء مضغوط في العاصمة",
                "لقاء بترميز قديم"
            ]
        );
        assert_eq!(found[0].place, "crawl, record 3 (https://a.example/1)");
        assert_eq!(found[0].document.url.as_deref(), Some("https://a.example/1"));
        assert_eq!(
            found[0].document.provenance.as_ref().unwrap().fetched.as_deref(),
            Some("2031-05-06T10:00:00Z")
        );
        assert_eq!(&*found[2].bytes, page("لقاء مضغوط في العاصمة"));
        let mut left_out: Vec<_> = items
            .left_out()
            .iter()
            .map(|l| (l.what.as_str(), l.count))
            .collect();
        left_out.sort_unstable();
        let expected = [
            ("images, scripts and other files without text", 1),
            ("pages in other languages", 1),
            ("requests and notes of the crawler", 2),
            ("responses other than 200", 1),
            ("revisits of pages", 1),
        ];
        assert_eq!(left_out, expected);
    }
}

#[test]
fn broken_records_are_named_and_the_next_one_is_found() {
    let good = |n: u32| {
        record(
            "response",
            &format!("https://a.example/{n}"),
            OK,
            &page(&format!("لقاء رقم {n} في العاصمة")),
        )
    };
    let mut wrong_length = good(2);
    let at = wrong_length
        .windows(16)
        .position(|w| w == b"Content-Length: ")
        .unwrap()
        + 16;
    wrong_length[at] = b'x';
    let mut broken_gzip = gzip(&good(2));
    let middle = broken_gzip.len() / 2;
    broken_gzip[middle..].iter_mut().for_each(|b| *b = 0xA5);
    let endless = format!("WARC/1.0\r\n{}", "X-Long: y\r\n".repeat(20_000)).into_bytes();
    let bomb = {
        let mut record = record("response", "https://a.example/bomb", OK, &vec![b'a'; 40 << 20]);
        record.truncate(record.len() - 4);
        record
    };
    let streams = [
        [good(1), wrong_length.clone(), good(3)].concat(),
        [gzip(&good(1)), gzip(&wrong_length), gzip(&good(3))].concat(),
        [gzip(&good(1)), broken_gzip, gzip(&good(3))].concat(),
        [good(1), b"garbage that is no record\r\n".to_vec(), good(3)].concat(),
        [gzip(&good(1)), gzip(&endless), gzip(&good(3))].concat(),
        [gzip(&good(1)), gzip(&bomb), gzip(&good(3))].concat(),
    ];
    for (number, stream) in streams.iter().enumerate() {
        let found = all(stream, &Options::default());
        let seen = texts(&found);
        let sound: Vec<_> = found
            .iter()
            .flatten()
            .map(|i| i.document.url.clone().unwrap())
            .collect();
        assert_eq!(
            sound,
            ["https://a.example/1", "https://a.example/3"],
            "stream {number}: {seen:#?}"
        );
        let errors: Vec<_> = found.iter().filter_map(|r| r.as_ref().err()).collect();
        assert!(
            !errors.is_empty() && errors[0].place().starts_with("in, record 2"),
            "stream {number}: {seen:#?}"
        );
    }
    let cut = gzip(&good(1));
    let found = all(&cut[..cut.len() - 20], &Options::default());
    assert!(found[0].is_err() && found.len() == 1);
}
