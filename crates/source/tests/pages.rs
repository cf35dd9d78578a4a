//! Web pages: the article whole, and nothing of its surroundings.

#![allow(clippy::unwrap_used)]

use mahdar_record::Document;
use mahdar_source::{Options, from_bytes, open};

fn read(page: &[u8]) -> Document {
    let options = Options {
        today: "2030-01-01".parse().ok(),
        ..Options::default()
    };
    let items: Vec<_> = from_bytes("page", page, &options).collect();
    assert_eq!(items.len(), 1);
    items.into_iter().next().unwrap().unwrap().document
}

fn left_out(document: &Document, what: &str) -> u32 {
    document
        .provenance
        .iter()
        .flat_map(|p| &p.left_out)
        .filter(|l| l.what == what)
        .map(|l| l.count)
        .sum()
}

/// Three paragraphs of prose of our own, long enough to be an article.
const FIRST: &str = "استقبل وزير خارجية دولة الساحل سالم الوادي في العاصمة المرسى نظيره من دولة الجبل كريم النهري، \
    وبحث معه سبل تطوير التعاون في مجالات التجارة والنقل والتعليم، وتبادلا الرأي في عدد من القضايا الإقليمية.";
const SECOND: &str = "وأكد الوادي خلال المؤتمر الصحفي المشترك أن البلدين اتفقا على زيادة عدد الرحلات الجوية بينهما إلى عشر رحلات \
    في الأسبوع، مشيرا إلى أن اللجنة المشتركة ستعقد دورتها الثالثة قبل نهاية العام في مدينة القلعة.";
const THIRD: &str = "ومن جانبه، شكر النهري نظيره على حسن الاستقبال، وقال إن بلاده ستقدم منحا دراسية لمئة طالب في السنة المقبلة، \
    وإنها ماضية في تنفيذ ما اتفق عليه الجانبان في مذكرة التفاهم الموقعة بينهما.";

/// A page as content management systems make them, with everything that such pages have around an article.
fn page(head: &str, inside: &str) -> String {
    format!(
        r#"<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>لقاء في المرسى - صحيفة الساحل</title>
        <meta property="og:site_name" content="صحيفة الساحل"><meta property="og:title" content="لقاء في المرسى بين الوزيرين">
        {head}</head><body class="single-post">
        <div class="cookie-notice"><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك، وباستمرارك توافق على سياسة الخصوصية لدينا.</p></div>
        <header id="masthead"><div class="date">الثلاثاء 1 يناير 2030</div><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/p">سياسة</a></li></ul></nav></header>
        <main><article class="post"><h1 class="entry-title">لقاء في المرسى بين الوزيرين</h1>
        <div class="entry-meta"><span>كتبه محرر</span> <span class="posted">نشر في 5 مايو 2021</span></div>
        <div class="social-share"><a href="https://f.example">شارك على فيسبوك</a> <a href="https://t.example">غرد</a></div>
        <div class="entry-content"><figure><img src="a.jpg" alt=""><figcaption>الوزيران خلال اللقاء. أرشيف</figcaption></figure>
        <p>{FIRST}</p>
        <p><strong>اقرأ أيضا: <a href="/x">خبر آخر لا صلة له بهذا اللقاء</a></strong></p>
        <p>{SECOND}</p>{inside}<p>{THIRD}</p>
        </div>
        <div class="post-tags">الوسوم: <a href="/t/1">الساحل</a>, <a href="/t/2">الجبل</a></div>
        <section class="related-posts"><h3>مواضيع ذات صلة</h3><ul><li><a href="/1">خبر أول من أخبار أخرى</a></li><li><a href="/2">خبر ثان</a></li></ul></section>
        <div id="comments" class="comments-area"><h2>التعليقات</h2><ol class="comment-list"><li class="comment"><p>{comment}</p></li></ol>
        <form><textarea></textarea><button>إرسال</button></form></div>
        </article></main><aside><h3>الأكثر قراءة</h3><ul><li><a href="/3">خبر يقرؤه الناس</a></li></ul></aside>
        <footer><p>جميع الحقوق محفوظة © صحيفة الساحل 2030</p></footer>
        <script>document.write(new Date());</script></body></html>"#,
        comment = "هذا تعليق قارئ طويل يقول فيه ما يشاء عن اللقاء وعن غيره من الأمور. ".repeat(12),
    )
}

#[test]
fn the_article_is_whole_and_alone() {
    let document = read(page("", "").as_bytes());
    assert_eq!(
        document.text,
        ["لقاء في المرسى بين الوزيرين", FIRST, SECOND, THIRD].join("\n")
    );
    assert_eq!(document.outlet.as_deref(), Some("صحيفة الساحل"));
    assert_eq!(document.language.as_deref(), Some("ar"));
    // Not the day that the page's clock shows, above the headline.
    assert_eq!(document.published.as_deref(), Some("2021-05-05"));
    for what in [
        "cookie notices",
        "sharing buttons",
        "related links",
        "comments",
        "captions",
        "keyword lists",
    ] {
        assert!(
            left_out(&document, what) > 0,
            "{what} are not counted: {:?}",
            document.provenance
        );
    }
}

#[test]
fn lists_and_tables_stay_blocks() {
    let inside = "<p>واتفق الجانبان على ما يلي:</p><ul><li>زيادة حجم التبادل التجاري بين البلدين</li><li>فتح خط جوي بين العاصمتين</li></ul>\
        <table><tr><th>المجال</th><th>القيمة بالمليون</th></tr><tr><td>التجارة</td><td>500</td></tr></table>";
    let document = read(page("", inside).as_bytes());
    let expected = "واتفق الجانبان على ما يلي:\n• زيادة حجم التبادل التجاري بين البلدين\n• فتح خط جوي بين العاصمتين\nالمجال | القيمة بالمليون\nالتجارة | 500";
    assert!(document.text.contains(expected), "{}", document.text);
}

#[test]
fn sentences_that_begin_like_buttons_stay() {
    let inside = "<p>شارك في اللقاء سفيرا البلدين وعدد من المسؤولين.</p><p>واختتمت الزيارة مساء أمس.</p><p>اشترك في المباحثات وزيرا المالية.</p>";
    let text = read(page("", inside).as_bytes()).text;
    for sentence in [
        "شارك في اللقاء سفيرا البلدين",
        "واختتمت الزيارة",
        "اشترك في المباحثات",
    ] {
        assert!(text.contains(sentence), "{sentence}: {text}");
    }
}

#[test]
fn an_article_in_a_container_that_allows_comments_stays() {
    let page = format!(
        "<html><head><title>لقاء في المرسى اليوم</title></head><body><h1>لقاء في المرسى اليوم</h1><div class=\"post comments-open\"><p>{FIRST}</p><p>{SECOND}</p></div></body></html>"
    );
    assert_eq!(
        read(page.as_bytes()).text,
        ["لقاء في المرسى اليوم", FIRST, SECOND].join("\n")
    );
}

#[test]
fn metadata_dates_come_before_the_text_and_the_future_is_refused() {
    let dated = |head: &str| {
        let document = read(page(head, "").as_bytes());
        (document.published, document.provenance.unwrap().remarks)
    };
    let ld = |day: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebPage"}},
            {{"@type":["NewsArticle"],"headline":"لقاء","datePublished":"{day}"}}]}}</script>"#
        )
    };
    assert_eq!(
        dated(&ld("2021-05-04T22:00:00+03:00")).0.as_deref(),
        Some("2021-05-04")
    );
    let meta = r#"<meta property="article:published_time" content="2021-05-03T22:00:00Z">"#;
    assert_eq!(dated(meta).0.as_deref(), Some("2021-05-03"));
    assert_eq!(dated(&(ld("2021-05-04") + meta)).0.as_deref(), Some("2021-05-04"));
    let (day, remarks) = dated(&(ld("2041-05-04") + meta));
    assert_eq!(day.as_deref(), Some("2021-05-03"));
    assert!(
        remarks
            .iter()
            .any(|r| r.contains("future was refused (2041-05-04)")),
        "{remarks:?}"
    );
    let canonical = r#"<link rel="canonical" href="https://sahel.example/2021/05/02/meeting">"#;
    assert_eq!(dated(canonical).0.as_deref(), Some("2021-05-02"));
}

#[test]
fn a_page_that_scripts_would_fill_gives_the_text_of_its_metadata() {
    let page = format!(
        r#"<html><head><title>لقاء | صحيفة الساحل</title><script type="application/ld+json">
        {{"@type":"NewsArticle","headline":"لقاء في المرسى","url":"https://sahel.example/1","articleBody":"{FIRST}\n{SECOND}"}}
        </script></head><body><div id="root"></div><p>يرجى تفعيل جافا سكريبت</p></body></html>"#
    );
    let document = read(page.as_bytes());
    assert_eq!(document.text, ["لقاء في المرسى", FIRST, SECOND].join("\n"));
    assert_eq!(document.url.as_deref(), Some("https://sahel.example/1"));
}

#[test]
fn old_charsets_and_numeric_entities() {
    let plain = page("", "").replace("utf-8", "windows-1256");
    let expected = read(page("", "").as_bytes()).text;
    assert_eq!(read(&encoding_rs::WINDOWS_1256.encode(&plain).0).text, expected);
    // Declared wrongly, as happens when a server converts pages and does not say so.
    assert_eq!(read(plain.as_bytes()).text, expected);
    let entities: String = plain
        .chars()
        .map(|c| {
            if c.is_ascii() {
                c.to_string()
            } else {
                format!("&#{};", c as u32)
            }
        })
        .collect();
    assert_eq!(read(entities.as_bytes()).text, expected);
}

#[test]
fn hostile_pages_end_in_a_clear_error_and_soon() {
    let start = std::time::Instant::now();
    for page in [
        format!("<html>{}", "<div>".repeat(10_000)),
        format!("<html>{}", "<b>".repeat(1_000_000)),
        format!("<html><p {}>", "a ".repeat(1_000_000)),
        format!("<html>{}", "<a<b".repeat(500_000)),
        format!("<html>{}", "<table><tr><td>".repeat(900)),
        format!("<html><body>{}</body>", "<p><b><i>x".repeat(900)),
        "<html>".to_owned(),
    ] {
        let result = from_bytes("page", page.as_bytes(), &Options::default())
            .next()
            .unwrap();
        if let Err(error) = result {
            assert!(error.to_string().starts_with("page: "), "{error}");
        }
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn real_pages_of_the_shared_folder() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/html");
    if !folder.exists() {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    }
    for result in open(&folder, &Options::default()) {
        let item = result.unwrap();
        let lines: Vec<_> = item.document.text.lines().collect();
        assert!(lines.len() >= 7, "{}: only {} lines", item.place, lines.len());
        assert!(item.document.published.is_some(), "{}", item.place);
        // Prose from the first line to the last: no line of the surroundings is shorter than this.
        assert!(
            lines.last().unwrap().chars().count() > 150,
            "{}: {:?}",
            item.place,
            lines.last()
        );
    }
}
