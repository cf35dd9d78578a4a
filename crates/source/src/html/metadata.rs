//! What a page says about itself: headline, day, outlet, address.

use dom_query::Document;
use serde_json::Value;

use super::blocks;
use crate::Options;
use crate::known::{Draft, Known};
use crate::published::{self, Published};

/// A page's word on itself. Lists are in order of trust.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) headlines: Vec<String>,
    pub(super) summary: Option<String>,
    /// The article's text, where the metadata carries it.
    pub(super) body: Option<String>,
    dates: Vec<(String, &'static str)>,
    outlet: Option<String>,
    urls: Vec<String>,
}

/// Names under which `<meta>` states the day of publication.
const DATES: [&str; 20] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "date_published",
    "published_time",
    "publication_date",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.created",
    "dc.date.created",
    "date",
];

pub(super) fn read(page: &Document) -> Metadata {
    let mut metadata = Metadata::default();
    for script in page
        .select("script[type='application/ld+json']")
        .nodes()
        .iter()
        .take(20)
    {
        json_ld(&script.text(), &mut metadata);
    }
    let mut named: Vec<(String, String)> = Vec::new();
    for node in page.select("meta").nodes().iter().take(500) {
        let Some(content) = node.attr("content").map(|c| line(&c)).filter(|c| !c.is_empty()) else {
            continue;
        };
        for attribute in ["property", "name", "itemprop"] {
            if let Some(name) = node.attr(attribute) {
                named.push((name.to_ascii_lowercase(), content.clone()));
            }
        }
    }
    let meta = |name: &str| {
        named
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, content)| content.clone())
    };
    for name in DATES {
        metadata
            .dates
            .extend(meta(name).map(|date| (date, "the page's metadata")));
    }
    marked_dates(page, &mut metadata);

    let title = page
        .select_single("title")
        .nodes()
        .first()
        .map(|t| line(&t.text()));
    let headlines = [
        meta("og:title"),
        meta("twitter:title"),
        title.filter(|t| !t.is_empty()),
    ];
    metadata.headlines.extend(headlines.into_iter().flatten());
    metadata.summary = metadata
        .summary
        .take()
        .or(meta("og:description"))
        .or(meta("description"));
    metadata.outlet = meta("og:site_name")
        .or(metadata.outlet.take())
        .or(meta("application-name"));
    let canonical = page
        .select_single("link[rel='canonical']")
        .attr("href")
        .map(|h| h.to_string());
    metadata.urls = canonical
        .into_iter()
        .chain(meta("og:url"))
        .chain(metadata.urls)
        .collect();
    metadata
}

/// Dates that the markup itself points out: `itemprop`, RDFa and `<time>` of the article.
fn marked_dates(page: &Document, metadata: &mut Metadata) {
    let selectors = [
        "[itemprop='datePublished']",
        "[property~='schema:datePublished'], [property~='rnews:datePublished'], [property~='dc:date'], [property~='dc:created']",
        "time[pubdate]",
        "article time[datetime], main time[datetime]",
    ];
    for selector in selectors {
        for node in page.select(selector).nodes().iter().take(3) {
            let words = ["content", "datetime"]
                .iter()
                .find_map(|a| node.attr(a))
                .unwrap_or_else(|| node.text());
            let words = line(&words);
            if !words.is_empty() {
                metadata.dates.push((words, "the page's markup"));
            }
        }
    }
}

/// Reads JSON-LD, in which the article may lie anywhere; at most a few thousand values are looked at.
fn json_ld(text: &str, metadata: &mut Metadata) {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let parsed = serde_json::from_str::<Value>(text).or_else(|_| {
        // Line breaks inside strings are the common fault.
        serde_json::from_str(&text.replace(|c: char| c.is_control(), " "))
    });
    let Ok(value) = parsed else { return };
    let mut waiting = vec![&value];
    let mut seen = 0;
    while let Some(value) = waiting.pop() {
        seen += 1;
        if seen > 3_000 {
            return;
        }
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(object) => {
                let is_article = match object.get("@type") {
                    Some(Value::String(kind)) => is_article(kind),
                    Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_article),
                    _ => false,
                };
                if is_article {
                    take_article(object, metadata);
                } else {
                    waiting.extend(
                        ["@graph", "mainEntity", "itemListElement"]
                            .iter()
                            .filter_map(|k| object.get(*k)),
                    );
                }
            }
            _ => {}
        }
    }
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind == "BlogPosting"
        || kind.ends_with("Report")
        || kind == "ReportageNewsArticle"
}

fn take_article(object: &serde_json::Map<String, Value>, metadata: &mut Metadata) {
    let string = |key: &str| {
        object
            .get(key)
            .and_then(Value::as_str)
            .map(line)
            .filter(|s| !s.is_empty())
    };
    metadata
        .headlines
        .extend(string("headline").map(|h| unescape(&h)));
    metadata
        .dates
        .extend(string("datePublished").map(|d| (d, "the page's metadata")));
    metadata.urls.extend(string("url"));
    if metadata.body.is_none() {
        metadata.body = object
            .get("articleBody")
            .and_then(Value::as_str)
            .map(str::to_owned)
            .filter(|b| b.len() > 100);
    }
    if metadata.outlet.is_none() {
        metadata.outlet = object
            .get("publisher")
            .and_then(|p| p.get("name"))
            .and_then(Value::as_str)
            .map(|n| unescape(&line(n)));
    }
    if metadata.summary.is_none() {
        metadata.summary = string("description").map(|d| unescape(&d));
    }
}

/// Metadata is sometimes escaped once more than it should be.
fn unescape(text: &str) -> String {
    if !text.contains('&') && !text.contains('<') {
        return text.to_owned();
    }
    blocks::text_of_fragment(text)
        .into_iter()
        .map(|b| b.text)
        .collect::<Vec<_>>()
        .join(" ")
}

/// One line with single spaces, without invisible controls.
fn line(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| c.is_whitespace() || !blocks::is_invisible(*c))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Metadata {
    /// Puts what the page says into the document, the best source first.
    pub(super) fn fill(&self, draft: &mut Draft, known: &Known, options: &Options) {
        draft.document.outlet = self.outlet.clone().map(|o| unescape(&o));
        let absolute = |url: &&String| url.starts_with("http://") || url.starts_with("https://");
        draft.document.url = self.urls.iter().find(absolute).cloned();
        for (words, place) in &self.dates {
            if draft.document.published.is_none() {
                take_date(draft, words, place, options);
            }
        }
        if draft.document.published.is_none()
            && let Some(day) = draft
                .document
                .url
                .as_deref()
                .or(known.url.as_deref())
                .and_then(published::in_url)
        {
            take_date(draft, &day.to_string(), "the address", options);
        }
    }

    /// A headline without the outlet's name at its end: `… | صحيفة`, `… - صحيفة`.
    pub(super) fn without_outlet(&self, headline: &str) -> String {
        let Some((at, mark)) = ["|", " - ", " – ", " — ", " :: "]
            .into_iter()
            .filter_map(|m| headline.rfind(m).map(|at| (at, m)))
            .max_by_key(|(at, _)| *at)
        else {
            return headline.to_owned();
        };
        let (head, tail) = (headline[..at].trim(), headline[at + mark.len()..].trim());
        let known = self
            .outlet
            .as_deref()
            .is_some_and(|o| tail.contains(o) || o.contains(tail));
        let short = tail.split_whitespace().count() <= 3 && head.split_whitespace().count() >= 4;
        if head.is_empty() || !(known || (short && mark == "|")) {
            return headline.to_owned();
        }
        self.without_outlet(head)
    }
}

/// Takes a date if it is one and not in the future; says where it came from unless that is the metadata.
pub(super) fn take_date(draft: &mut Draft, words: &str, place: &str, options: &Options) {
    let read = match published::read(words, options.today) {
        Published::Unreadable => match published::in_words(words) {
            Some(day) => published::read(&day.to_string(), options.today),
            None => return,
        },
        read => read,
    };
    match read {
        // Year one and the beginning of Unix time are what programs write for "unknown".
        Published::Day(day) if day.starts_with("0001") || day == "1970-01-01" => {}
        Published::Day(day) => {
            draft.document.published = Some(day);
            if place != "the page's metadata" {
                draft.remark(format!("the publication date was taken from {place}"));
            }
        }
        Published::Future(day) => {
            let remark = format!("a publication date in the future was refused ({day})");
            if !draft.provenance.remarks.contains(&remark) {
                draft.remark(remark);
            }
        }
        Published::Unreadable => {}
    }
}
