use serde_json::{Map, Value, json};

use super::{Cut, Entry, Waiting, document};
use crate::items::{Frame, Step};
use crate::known::Known;
use crate::{ErrorKind, Options};

/// JSON Feed 1.0 and 1.1.
pub(crate) struct JsonFeed {
    place: String,
    waiting: Waiting,
    known: Known,
}

/// Whether a JSON object's head says that it is a feed.
pub(crate) fn is_json_feed(head: &str) -> bool {
    head.contains("jsonfeed.org/version/")
}

impl JsonFeed {
    pub(crate) fn new(place: String, bytes: &[u8], known: Known) -> Result<Self, ErrorKind> {
        let malformed = |detail: String| ErrorKind::Malformed {
            format: "JSON Feed",
            detail,
        };
        let feed: Map<String, Value> = serde_json::from_slice(bytes).map_err(|e| malformed(e.to_string()))?;
        let outlet = feed.get("title").and_then(Value::as_str).map(str::to_owned);
        let Some(Value::Array(items)) = feed.get("items") else {
            return Err(malformed("it has no items".to_owned()));
        };
        let waiting = items.iter().enumerate().map(|(at, item)| {
            let alone = json!({"version": feed.get("version"), "title": outlet, "items": [item]});
            (
                at + 1,
                Cut {
                    bytes: alone.to_string().into_bytes(),
                    entry: Ok(read_entry(item, outlet.as_deref())),
                },
            )
        });
        Ok(JsonFeed {
            place,
            waiting: waiting.collect(),
            known,
        })
    }
}

fn read_entry(item: &Value, outlet: Option<&str>) -> Entry {
    let string = |key: &str| match item.get(key) {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    // Plain text becomes markup, with its line breaks.
    let plain = |text: String| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('\n', "<br>")
    };
    let author = item
        .pointer("/authors/0/name")
        .or_else(|| item.pointer("/author/name"));
    Entry {
        id: string("id"),
        title: string("title").map(plain),
        link: string("url").or_else(|| string("external_url")),
        published: string("date_published").or_else(|| string("date_modified")),
        outlet: outlet.map(str::to_owned),
        author: author.and_then(Value::as_str).map(str::to_owned),
        content: string("content_html").or_else(|| string("content_text").map(plain)),
        summary: string("summary").map(plain),
        categories: item
            .get("tags")
            .and_then(Value::as_array)
            .map(|tags| {
                tags.iter()
                    .filter_map(Value::as_str)
                    .take(50)
                    .map(str::to_owned)
                    .collect()
            })
            .unwrap_or_default(),
    }
}

impl Frame for JsonFeed {
    fn step(&mut self, options: &Options) -> Option<Step> {
        let (number, cut) = self.waiting.pop_front()?;
        let place = format!("{}, entry {number}", self.place);
        Some(document(
            place,
            cut,
            "application/feed+json",
            "UTF-8",
            &self.known,
            options,
        ))
    }
}
