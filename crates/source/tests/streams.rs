//! Text, JSON in its shapes, compression and folders, through the public face.

#![allow(clippy::unwrap_used)]

use std::io::{self, Read, Write};

use mahdar_source::{
    ErrorKind, Item, Limits, Options, SourceError, content_id, from_bytes, from_reader, open,
};

fn all(name: &str, bytes: &[u8], options: &Options) -> Vec<Result<Item, SourceError>> {
    from_bytes(name, bytes, options).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// What an outsider sees of one result: the place and the text, or the error's words.
fn seen(result: &Result<Item, SourceError>) -> String {
    match result {
        Ok(item) => format!("{} | {}", item.place, item.document.text),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_bad_line_is_named_and_the_rest_goes_on() {
    let lines = "\u{FEFF}{\"text\": \"أول\"}\r\n\n{\"text\": \"مقطوع\n{\"id\": 7, \"text\": \"ثالث\", \"published\": null}\n[1]\n{\"id\":\"x\"}\n{\"text\": \"أخير\"}";
    let found: Vec<_> = all("in.jsonl", lines.as_bytes(), &Options::default())
        .iter()
        .map(seen)
        .collect();
    assert_eq!(found.len(), 6, "{found:#?}");
    assert_eq!(found[0], "in.jsonl, line 1 | أول");
    assert!(
        found[1].starts_with("in.jsonl, line 3: is not a document in JSON"),
        "{}",
        found[1]
    );
    assert_eq!(found[2], "in.jsonl, line 4 | ثالث");
    assert!(found[3].starts_with("in.jsonl, line 5: "), "{}", found[3]);
    assert!(
        found[4].contains("line 6: is not a document in JSON (\"text\" is missing)"),
        "{}",
        found[4]
    );
    assert_eq!(found[5], "in.jsonl, line 7 | أخير");
}

#[test]
fn fields_go_where_they_belong_and_strangers_are_kept() {
    let line = r#"{"id": 12, "text": "نص", "published": "Wed, 14 Mar 2012 10:00:00 GMT", "outlet": "صحيفة", "url": "https://example.org/1", "title": "عنوان", "section": {"name": "سياسة"}}"#;
    let item = all("a", line.as_bytes(), &Options::default()).remove(0).unwrap();
    let document = item.document;
    assert_eq!(document.id, "12");
    assert_eq!(document.published.as_deref(), Some("2012-03-14"));
    assert_eq!(document.outlet.as_deref(), Some("صحيفة"));
    assert_eq!(document.url.as_deref(), Some("https://example.org/1"));
    assert_eq!(document.title.as_deref(), Some("عنوان"));
    assert_eq!(document.extra["section"]["name"], "سياسة");
    assert_eq!(&*item.bytes, line.as_bytes());
}

#[test]
fn the_callers_outlet_and_day_fill_gaps_only() {
    let options = Options {
        outlet: Some("وكالة".into()),
        published: Some("2020-01-02".into()),
        today: "2024-05-06".parse().ok(),
        ..Options::default()
    };
    let lines = r#"{"text": "أ"}
{"text": "ب", "outlet": "صحيفة", "published": "2019-05-05"}
{"text": "ج", "published": "2031-05-05"}"#;
    let found: Vec<_> = all("a", lines.as_bytes(), &options)
        .into_iter()
        .map(|r| r.unwrap().document)
        .collect();
    assert_eq!(
        (found[0].outlet.as_deref(), found[0].published.as_deref()),
        (Some("وكالة"), Some("2020-01-02"))
    );
    assert_eq!(
        (found[1].outlet.as_deref(), found[1].published.as_deref()),
        (Some("صحيفة"), Some("2019-05-05"))
    );
    let remarks = &found[2].provenance.as_ref().unwrap().remarks;
    assert_eq!(
        remarks,
        &["a publication date in the future was refused (2031-05-05)"]
    );
    assert_eq!(found[2].published.as_deref(), Some("2020-01-02"));
}

#[test]
fn one_document_has_one_id_however_it_is_packed() {
    let text = "وصل الوزير إلى المرسى\nوبحث التعاون.".as_bytes();
    let mut packed = text.to_vec();
    for _ in 0..3 {
        let item = all("a", &packed, &Options::default()).remove(0).unwrap();
        assert_eq!(item.document.id, content_id(text));
        assert_eq!(&*item.bytes, text);
        packed = gzip(&packed);
    }
    let zstd = zstd::encode_all(text, 3).unwrap();
    assert_eq!(
        all("a", &zstd, &Options::default())
            .remove(0)
            .unwrap()
            .document
            .id,
        content_id(text)
    );
}

#[test]
fn the_shapes_of_json_give_the_same_documents() {
    let objects = [
        r#"{"id":"a","text":"سطر { \" ] أول"}"#,
        r#"{"id":"b","text":"ثان"}"#,
    ];
    let shapes = [
        objects.join("\n"),
        format!("[{}]", objects.join(",")),
        format!("[\n  {}\n]\n", objects.join(",\n  ")),
        objects.join("\n").replace("{\"id\"", "{\n\"id\""),
    ];
    for shape in &shapes {
        for bytes in [shape.as_bytes().to_vec(), gzip(shape.as_bytes()), utf16(shape)] {
            let texts: Vec<_> = all("a", &bytes, &Options::default())
                .into_iter()
                .map(|r| r.unwrap().document.text)
                .collect();
            assert_eq!(texts, ["سطر { \" ] أول", "ثان"], "{shape}");
        }
    }
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect()
}

#[test]
fn a_folder_is_read_in_order_and_one_bad_file_does_not_stop_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    write("b/2.txt", "ثان".as_bytes());
    write("b/1.xyz", b"{\"text\": \"\\u0623\\u0648\\u0644\"}");
    write("a.png", b"\x89PNG\r\n\x1a\n");
    write("c.gz", &gzip("ثالث".as_bytes()));
    write("d.txt", b"");
    write(".hidden", b"x");
    let mut items = open(folder.path(), &Options::default());
    let found: Vec<_> = items
        .by_ref()
        .map(|r| seen(&r).replace(&format!("{}/", folder.path().display()), ""))
        .collect();
    assert_eq!(
        found[..3],
        ["b/1.xyz, line 1 | أول", "b/2.txt | ثان", "c.gz | ثالث"]
    );
    assert!(found[3].starts_with("d.txt: is empty"));
    let left_out: Vec<_> = items
        .left_out()
        .iter()
        .map(|l| (l.what.as_str(), l.count))
        .collect();
    assert_eq!(left_out, [("hidden files", 1), ("images", 1)]);
    let alone = open(&folder.path().join("a.png"), &Options::default())
        .next()
        .unwrap()
        .unwrap_err();
    assert!(
        alone
            .to_string()
            .contains("a.png: is not a kind of document Mahdar knows (a PNG image); ")
    );
    let missing = open(&folder.path().join("none"), &Options::default())
        .next()
        .unwrap()
        .unwrap_err();
    assert!(missing.to_string().contains("none: cannot be read"));
}

#[test]
fn layers_of_compression_end() {
    let mut packed = "نص".as_bytes().to_vec();
    for _ in 0..20 {
        packed = gzip(&packed);
    }
    let found = all("deep", &packed, &Options::default());
    assert_eq!(found.len(), 1);
    assert!(matches!(
        found[0].as_ref().unwrap_err().kind(),
        ErrorKind::TooDeep(8)
    ));
}

#[test]
fn a_compression_bomb_is_refused_before_it_fills_the_memory() {
    // 64 MB of one letter in lines that are each within the limit.
    let line = format!("{{\"text\": \"{}\"}}\n", "a".repeat(1 << 20));
    let packed = zstd::encode_all(line.repeat(64).as_bytes(), 3).unwrap();
    let limits = Limits {
        expansion_free: 4 << 20,
        expansion: 10,
        ..Limits::default()
    };
    let found = all(
        "bomb",
        &packed,
        &Options {
            limits,
            ..Options::default()
        },
    );
    let last = found.last().unwrap().as_ref().unwrap_err();
    assert!(matches!(last.kind(), ErrorKind::Bomb(10)), "{last}");
    assert!(found.len() < 10);
}

#[test]
fn damaged_compression_gives_what_came_before_and_says_so() {
    let mut seed = 1u32;
    let lines: String = (0..50_000)
        .map(|n| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            format!("{{\"id\": {n}, \"text\": \"نص {seed}\"}}\n")
        })
        .collect();
    let packed = gzip(lines.as_bytes());
    let found = all("cut.gz", &packed[..packed.len() / 2], &Options::default());
    assert!(found.len() > 1000);
    assert!(matches!(
        found.last().unwrap().as_ref().unwrap_err().kind(),
        ErrorKind::Damaged(_)
    ));
    assert!(found[..found.len() - 1].iter().all(Result::is_ok));
}

#[test]
fn sizes_are_limited() {
    let options = Options {
        limits: Limits {
            document_bytes: 1000,
            ..Limits::default()
        },
        ..Options::default()
    };
    let long = "ن".repeat(1000);
    let lines = format!("{{\"text\": \"{long}\"}}\n{{\"text\": \"قصير\"}}\n");
    let found: Vec<_> = all("a", lines.as_bytes(), &options).iter().map(seen).collect();
    assert!(
        found[0].contains("line 1: is larger than the limit of 1000 bytes"),
        "{}",
        found[0]
    );
    assert_eq!(found[1], "a, line 2 | قصير");
    assert!(all("t", long.as_bytes(), &options)[0].is_err());
    assert!(all("o", format!("[{{\"text\": \"{long}\"}}]").as_bytes(), &options)[0].is_err());
}

/// Gives JSON lines for ever, and counts how much was asked for.
struct Endless(std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let line = b"{\"text\": \"line\"}\n";
        let mut count = 0;
        while out.len() - count >= line.len() {
            out[count..count + line.len()].copy_from_slice(line);
            count += line.len();
        }
        self.0.fetch_add(count, std::sync::atomic::Ordering::Relaxed);
        Ok(count)
    }
}

#[test]
fn a_stream_is_read_only_as_far_as_it_is_asked_for() {
    let read = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let mut items = from_reader("standard input", Endless(read.clone()), &Options::default());
    for n in 1..=3 {
        assert_eq!(
            items.next().unwrap().unwrap().place,
            format!("standard input, line {n}")
        );
    }
    assert!(read.load(std::sync::atomic::Ordering::Relaxed) < 1 << 20);
}
