//! Feeds: every entry a document, whatever the kind of feed.

#![allow(clippy::unwrap_used)]

use mahdar_source::{Item, Options, SourceError, from_bytes, open};

fn read(feed: &str) -> Vec<Result<Item, SourceError>> {
    from_bytes("feed", feed.as_bytes(), &Options::default()).collect()
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>وكالة الساحل</title><link>https://sahel.example</link><lastBuildDate>Thu, 06 May 2021 10:00:00 GMT</lastBuildDate>
<item><title><![CDATA[لقاء في «المرسى»]]></title><link>https://sahel.example/1</link><guid isPermaLink="false">s-1</guid>
<pubDate>Wed, 05 May 2021 22:10:00 +0300</pubDate><dc:creator>محرر</dc:creator>
<description>ملخص اللقاء…</description>
<content:encoded><![CDATA[<p>الفقرة الأولى من الخبر &b;.</p><p>الفقرة <a href="x">الثانية</a>.</p>]]></content:encoded></item>
<item><title>خبر &amp;quot;ثان&amp;quot;</title><link>https://sahel.example/2</link>
<description>&lt;p&gt;بداية الخبر ثم ينقطع...&lt;/p&gt;</description></item>
<item><title>مقطوع</title><desc"#;

#[test]
fn rss_entries_are_documents_and_a_broken_one_costs_only_itself() {
    let found = read(RSS);
    assert_eq!(found.len(), 3);
    let first = found[0].as_ref().unwrap();
    assert_eq!(
        first.document.text,
        "لقاء في «المرسى»\nالفقرة الأولى من الخبر &b;.\nالفقرة الثانية."
    );
    assert_eq!(first.document.published.as_deref(), Some("2021-05-05"));
    assert_eq!(first.document.outlet.as_deref(), Some("وكالة الساحل"));
    assert_eq!(first.document.url.as_deref(), Some("https://sahel.example/1"));
    assert_eq!(first.document.extra["guid"], "s-1");
    assert_eq!(
        first.document.provenance.as_ref().unwrap().summary_only,
        Some(false)
    );
    let second = found[1].as_ref().unwrap();
    assert_eq!(second.document.text, "خبر \"ثان\"\nبداية الخبر ثم ينقطع...");
    assert_eq!(
        second.document.provenance.as_ref().unwrap().summary_only,
        Some(true)
    );
    let third = found[2].as_ref().unwrap_err().to_string();
    assert!(third.starts_with("feed, entry 3: is not a sound feed"), "{third}");
}

#[test]
fn an_entrys_bytes_give_the_same_document_again() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>وكالة الساحل</title><id>urn:s</id><updated>2021-05-06T00:00:00Z</updated>
        <entry><title type="text">أقل من 5 < 6 لقاء</title><id>urn:s:1</id><link rel="self" href="https://sahel.example/self"/>
        <link href="https://sahel.example/1"/><published>2021-05-05T22:00:00+03:00</published><updated>2021-05-06T00:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>فقرة</p><div>أخرى</div></div></content></entry></feed>"#;
    let rdf = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://sahel.example"><title>وكالة الساحل</title><link>https://sahel.example</link></channel>
        <item rdf:about="https://sahel.example/1"><title>لقاء</title><link>https://sahel.example/1</link><dc:date>2021-05-05</dc:date>
        <description>فقرة واحدة.</description></item></rdf:RDF>"#;
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "وكالة الساحل", "items": [
        {"id": 1, "url": "https://sahel.example/1", "title": "لقاء", "content_text": "فقرة\nأخرى", "date_published": "2021-05-05T10:00:00Z"}]}"#;
    for feed in [atom, rdf, json] {
        let mut first = read(feed).remove(0).unwrap();
        assert_eq!(first.document.published.as_deref(), Some("2021-05-05"), "{feed}");
        assert_eq!(first.document.outlet.as_deref(), Some("وكالة الساحل"));
        assert_eq!(first.document.url.as_deref(), Some("https://sahel.example/1"));
        let again = from_bytes("feed", first.bytes.clone(), &Options::default())
            .next()
            .unwrap()
            .unwrap();
        // An entry's bytes are its own feed; only the id, which is of those bytes, has to come out the same too.
        let provenance = first.document.provenance.as_mut().unwrap();
        provenance.charset = again.document.provenance.as_ref().unwrap().charset.clone();
        assert_eq!(again.document, first.document);
    }
    assert_eq!(
        read(atom)[0].as_ref().unwrap().document.text,
        "أقل من 5 < 6 لقاء\nفقرة\nأخرى"
    );
    assert_eq!(read(json)[0].as_ref().unwrap().document.text, "لقاء\nفقرة\nأخرى");
}

#[test]
fn markup_escaped_twice_and_old_charsets() {
    let feed = "<?xml version='1.0' encoding='windows-1256'?><rss><channel><title>وكالة</title><item><title>لقاء في المرسى اليوم</title>\
        <description><![CDATA[<p>قال الوزير &lt;a href=\"x\"&gt;سالم&lt;/a&gt; إن الاتفاق قائم.&lt;br /&gt;وأضاف.</p>]]></description></item></channel></rss>";
    let bytes = encoding_rs::WINDOWS_1256.encode(feed).0.into_owned();
    let item = from_bytes("feed", bytes, &Options::default())
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(
        item.document.text,
        "لقاء في المرسى اليوم\nقال الوزير سالم إن الاتفاق قائم.\nوأضاف."
    );
    assert_eq!(
        item.document.provenance.unwrap().charset.as_deref(),
        Some("windows-1256")
    );
}

#[test]
fn real_feeds_of_the_shared_folder() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/rss");
    if !folder.exists() {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    }
    let mut entries = 0;
    for result in open(&folder, &Options::default()) {
        let document = result.unwrap().document;
        entries += 1;
        assert!(document.published.is_some() && document.url.is_some() && document.outlet.is_some());
        assert!(
            !document.text.contains("<br") && !document.text.contains("</"),
            "{}",
            document.text
        );
    }
    assert_eq!(entries, 440);
}
