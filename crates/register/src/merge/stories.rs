//! Stories: documents that report one event. The finding itself is in [`crate::stories`]; here it is a layer.

use super::counts::doubt;
use super::engine::seen_between;
use super::item::Seen;
use super::layer::{Below, Entity, Group, Layer, Placed};
use crate::Kind;
use crate::stories::{self, Features};
use mahdar_record::{PartialDate, Reading};
use serde::{Deserialize, Serialize};
use serde_json::json;

pub(crate) struct Stories;

/// A document as a story sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoryItem {
    pub seen: Seen,
    pub title: String,
    pub outlet: Option<String>,
    pub features: Features,
}

/// The item of a whole document; none where it has no text.
pub(crate) fn item(reading: &Reading, doc: &str, on: Option<PartialDate>) -> Option<StoryItem> {
    let document = &reading.document;
    let title = document
        .title
        .as_deref()
        .or_else(|| document.text.lines().find(|l| !l.trim().is_empty()))?
        .trim();
    Some(StoryItem {
        seen: Seen {
            doc: doc.to_owned(),
            on,
            quote: String::new(),
            start: 0,
            end: 0,
            sure: 1.0,
            rejected: None,
            corrected: Vec::new(),
        },
        title: title.chars().take(300).collect(),
        outlet: document.outlet.clone(),
        features: stories::features(reading),
    })
}

impl Layer for Stories {
    const KIND: Kind = Kind::Story;
    type Item = StoryItem;

    fn seen(item: &StoryItem) -> &Seen {
        &item.seen
    }

    fn keys(item: &StoryItem, out: &mut Vec<String>) {
        stories::keys(&item.features, item.seen.on, out);
    }

    fn linked(a: &Placed<StoryItem>, b: &Placed<StoryItem>, _: &Below) -> bool {
        stories::linked(
            (&a.data.features, a.data.seen.on),
            (&b.data.features, b.data.seen.on),
        )
    }

    fn groups(items: &[&Placed<StoryItem>], _: &Below) -> Vec<Group> {
        let documents: Vec<_> = items.iter().map(|i| (&i.data.features, i.data.seen.on)).collect();
        stories::group(&documents)
            .into_iter()
            .map(|members| Group {
                members,
                reasons: Vec::new(),
            })
            .collect()
    }

    fn nearness(a: &Placed<StoryItem>, b: &Placed<StoryItem>) -> u32 {
        stories::likeness(&a.data.features, &b.data.features)
    }

    fn entity(items: &[&Placed<StoryItem>], why: &[String], _: &Below) -> Entity {
        let (first, last) = seen_between(items.iter().map(|i| &i.data.seen));
        let documents: Vec<_> = items.iter().map(|i| &i.data.features).collect();
        let parts = stories::parts(&documents);
        let members: Vec<_> = items
            .iter()
            .zip(parts)
            .map(|(item, part)| {
                json!({"document": item.data.seen.doc, "outlet": item.data.outlet, "published": item.data.seen.on,
                       "title": item.data.title, "sentences": part.sentences, "copied": part.copied, "added": part.added,
                       "padding": part.padding, "copy_of": part.copy_of.map(|at| &items[at].data.seen.doc)})
            })
            .collect();
        Entity {
            label: items[0].data.title.clone(),
            first,
            last,
            doubt: doubt(std::iter::once(1.0)),
            data: json!({"documents": members, "origin": items[0].data.seen.doc, "why": why}),
            facets: Vec::new(),
            ..Entity::default()
        }
    }
}
