//! Messages, mailboxes, attachments and saved pages.

#![allow(clippy::unwrap_used)]

use mahdar_source::{Item, Options, SourceError, from_bytes};

fn all(bytes: &[u8]) -> Vec<Result<Item, SourceError>> {
    from_bytes("mail", bytes, &Options::default()).collect()
}

fn encoded(bytes: &[u8]) -> String {
    const TABLE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let sign = TABLE[(number >> (18 - 6 * at) & 63) as usize];
            out.push(if at > chunk.len() { '=' } else { char::from(sign) });
        }
    }
    out
}

const HEAD: &str = "From: =?UTF-8?B?2YjYstin2LHYqSDYp9mE2K7Yp9ix2KzZitip?= <press@mfa.example>\nTo: desk@paper.example\n\
    Date: Tue, 06 May 2031 23:30:00 +0300\nMessage-ID: <1@mfa.example>\nMIME-Version: 1.0\n";

fn message(subject: &str, rest: &str) -> String {
    format!(
        "{HEAD}Subject: =?UTF-8?B?{}?=\n{rest}",
        encoded(subject.as_bytes())
    )
}

#[test]
fn a_message_is_a_document_with_its_wrapped_lines_joined() {
    let body = "استقبل الوزير نظيره في العاصمة صباح اليوم وبحث معه سبل تطوير التعاون \n\
        في مجالات التجارة والنقل والتعليم بين البلدين الشقيقين خلال السنة \nالمقبلة.\n\nوقال الوزير إن الزيارة ناجحة.\n\n> رسالة سابقة\n> أخرى\n\n-- \nالمكتب الإعلامي\n";
    let mail = message(
        "Re: بيان صحفي",
        &format!("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}"),
    );
    for bytes in [mail.clone(), mail.replace('\n', "\r\n")] {
        let found = all(bytes.as_bytes());
        assert_eq!(found.len(), 1);
        let item = found.into_iter().next().unwrap().unwrap();
        assert_eq!(
            item.document.text,
            "بيان صحفي\nاستقبل الوزير نظيره في العاصمة صباح اليوم وبحث معه سبل تطوير التعاون في مجالات التجارة والنقل والتعليم بين البلدين الشقيقين خلال السنة المقبلة.\nوقال الوزير إن الزيارة ناجحة."
        );
        assert_eq!(item.document.published.as_deref(), Some("2031-05-06"));
        assert_eq!(item.document.outlet.as_deref(), Some("وزارة الخارجية"));
        assert_eq!(item.document.extra["message_id"], "1@mfa.example");
        assert_eq!(item.document.provenance.unwrap().left_out.len(), 2);
    }
}

#[test]
fn attachments_are_documents_of_their_own() {
    let docx =
        std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/communique.docx"))
            .unwrap();
    let mail = message(
        "بيان مرفق",
        &format!(
            "Content-Type: multipart/mixed; boundary=xx\n\n--xx\nContent-Type: multipart/alternative; boundary=yy\n\n--yy\nContent-Type: text/plain; charset=windows-1256\nContent-Transfer-Encoding: base64\n\n{}\n--yy\nContent-Type: text/html; charset=utf-8\n\n<p>مرفق البيان.</p>\n--yy--\n--xx\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"statement.bin\"\nContent-Transfer-Encoding: base64\n\n{}\n--xx\nContent-Type: image/png\nContent-Disposition: attachment; filename=\"logo.png\"\nContent-Transfer-Encoding: base64\n\niVBORw==\n--xx--\n",
            encoded(&encoding_rs::WINDOWS_1256.encode("مرفق البيان.").0),
            encoded(&docx)
        ),
    );
    let found = all(mail.as_bytes());
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0].as_ref().unwrap().document.text,
        "بيان مرفق\nمرفق البيان."
    );
    let attached = found[1].as_ref().unwrap();
    assert_eq!(attached.place, "mail, statement.bin");
    assert!(attached.document.text.starts_with("بيان مشترك صادر"));
    assert_eq!(attached.document.published.as_deref(), Some("2031-05-06"));
    assert_eq!(&*attached.bytes, docx);
}

#[test]
fn mailboxes_stream_and_marked_lines_are_unmarked() {
    let one = message(
        "أول",
        "Content-Type: text/plain; charset=utf-8\n\nنص الرسالة الأولى.\n\n>From the desk\n",
    );
    let two = message(
        "ثان",
        "Content-Type: text/plain; charset=utf-8\n\nنص الرسالة الثانية.\n",
    );
    let mbox = format!("From a@b Tue May  6 10:00:00 2031\n{one}\nFrom a@b Tue May  6 11:00:00 2031\n{two}");
    let found: Vec<_> = all(mbox.as_bytes()).into_iter().map(|r| r.unwrap()).collect();
    assert_eq!(
        found.iter().map(|i| i.place.as_str()).collect::<Vec<_>>(),
        ["mail, message 1", "mail, message 2"]
    );
    assert_eq!(found[0].document.text, "أول\nنص الرسالة الأولى.\nFrom the desk");
    assert_eq!(found[1].document.text, "ثان\nنص الرسالة الثانية.");
}

#[test]
fn a_saved_page_is_a_page() {
    let paragraph = "<p>استقبل وزير الخارجية نظيره في العاصمة وبحث معه العلاقات بين البلدين وسبل تطويرها في المجالات كافة.</p>".repeat(3);
    let mail = format!(
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://sahel.example/2031/05/06/visit\nSubject: x\nDate: Wed, 7 May 2031 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\n\n--b\nContent-Type: text/html\nContent-Location: https://sahel.example/x\n\n<html><head><meta charset=\"utf-8\"><title>لقاء في العاصمة</title></head><body><article><h1>لقاء في العاصمة</h1>{paragraph}</article></body></html>\n--b--\n"
    );
    let item = all(mail.as_bytes()).remove(0).unwrap();
    assert!(
        item.document.text.starts_with("لقاء في العاصمة\nاستقبل وزير"),
        "{}",
        item.document.text
    );
    assert_eq!(
        item.document.url.as_deref(),
        Some("https://sahel.example/2031/05/06/visit")
    );
    assert_eq!(item.document.published.as_deref(), Some("2031-05-06"));
}

#[test]
fn hostile_messages_end() {
    let nested = (0..2_000).fold(String::new(), |s, n| {
        s + &format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")
    });
    let endless = "X-Header: y\n".repeat(500_000);
    for rest in [nested, endless] {
        for result in all(message("عنوان", &rest).as_bytes()) {
            if let Err(error) = result {
                assert!(error.to_string().starts_with("mail"), "{error}");
            }
        }
    }
}
