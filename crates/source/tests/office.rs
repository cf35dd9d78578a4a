//! Documents of word processors give their text back.

#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};
use std::path::Path;

use mahdar_source::{ErrorKind, Options, from_bytes, open};

fn data(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

#[test]
fn word_and_opendocument_give_the_text_they_were_made_from() {
    let expected = std::fs::read_to_string(data("communique.txt")).unwrap();
    for name in ["communique.docx", "communique.odt"] {
        let item = open(&data(name), &Options::default()).next().unwrap().unwrap();
        assert_eq!(item.document.text, expected.trim_end(), "{name}");
        assert_eq!(item.document.language.as_deref(), Some("ar"));
        assert_eq!(&*item.bytes, std::fs::read(data(name)).unwrap());
    }
}

fn docx(body: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let members = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "word/document.xml",
            format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"),
        ),
        (
            "word/header1.xml",
            "<w:hdr><w:p><w:r><w:t>ترويسة</w:t></w:r></w:p></w:hdr>".to_owned(),
        ),
        (
            "docProps/core.xml",
            "<cp><dcterms:created>2031-05-06T10:00:00Z</dcterms:created></cp>".to_owned(),
        ),
    ];
    for (name, content) in members {
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn what_is_not_text_is_left_out_and_counted() {
    let body = "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>بيان</w:t></w:r><w:r><w:tab/><w:t xml:space=\"preserve\">مشترك </w:t></w:r></w:p>\
        <w:p><w:del><w:r><w:delText>محذوف</w:delText></w:r></w:del><w:ins><w:r><w:t>باق &amp; &#1575;</w:t></w:r></w:ins><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>\
        <w:p><w:r><w:t>قبل</w:t><w:br/><w:t>بعد</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>أ</w:t></w:r></w:p><w:p><w:r><w:t>ب</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>ج</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let item = from_bytes("d", docx(body), &Options::default())
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(item.document.text, "بيان مشترك\nباق & ا\nقبل\nبعد\nأ ب | ج");
    assert_eq!(item.document.extra["created"], "2031-05-06T10:00:00Z");
    // The day of the file is not the day of publication.
    assert_eq!(item.document.published, None);
    let left_out: Vec<_> = item
        .document
        .provenance
        .unwrap()
        .left_out
        .into_iter()
        .map(|l| (l.what, l.count))
        .collect();
    let expected = [
        ("deleted passages", 1),
        ("notes", 1),
        ("page headers and footers", 1),
    ]
    .map(|(w, c)| (w.to_owned(), c));
    assert_eq!(left_out, expected);
}

#[test]
fn hostile_documents_end_in_an_error() {
    let deep = "<w:x>".repeat(100_000);
    let bomb = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", " ".repeat(40 << 20));
    let entity = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><w:p><w:r><w:t>&b;&b;</w:t></w:r></w:p>";
    for (body, expected) in [(deep.as_str(), None), (&bomb, None), (entity, Some("&b;&b;"))] {
        let result = from_bytes("d", docx(body), &Options::default()).next().unwrap();
        match (result, expected) {
            (Ok(item), Some(text)) => assert_eq!(item.document.text, text),
            (Err(error), None) => assert!(
                matches!(
                    error.kind(),
                    ErrorKind::Malformed { .. } | ErrorKind::TooLarge { .. }
                ),
                "{error}"
            ),
            (result, _) => panic!("{result:?}"),
        }
    }
}
