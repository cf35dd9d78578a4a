//! Bodies: ministries, organisations, agencies that are party to something or speak, by the name they are given.

use super::counts::{count, doubt};
use super::engine::seen_between;
use super::item::{BodyItem, Seen};
use super::layer::{Below, Entity, Layer, Placed};
use super::words::bare;
use crate::Kind;
use mahdar_record::AttributionKind;
use mahdar_text::fold;
use serde_json::json;

pub(crate) struct Bodies;

/// Whether a source of this kind is a body, not a document or nobody in particular.
pub(crate) fn is_body(kind: AttributionKind) -> bool {
    matches!(
        kind,
        AttributionKind::Agency | AttributionKind::Outlet | AttributionKind::Office
    )
}

/// The name without articles and marks: what two spellings of one body share.
fn plain(name: &str) -> String {
    let folded = fold(name);
    folded.split_whitespace().map(bare).collect::<Vec<_>>().join(" ")
}

impl Layer for Bodies {
    const KIND: Kind = Kind::Body;
    const KEY_IS_LINK: bool = true;
    type Item = BodyItem;

    fn seen(item: &BodyItem) -> &Seen {
        &item.seen
    }

    fn keys(item: &BodyItem, out: &mut Vec<String>) {
        out.push(plain(&item.name));
    }

    fn linked(_: &Placed<BodyItem>, _: &Placed<BodyItem>, _: &Below) -> bool {
        true
    }

    fn nearness(a: &Placed<BodyItem>, b: &Placed<BodyItem>) -> u32 {
        u32::from(a.data.name == b.data.name)
    }

    fn entity(items: &[&Placed<BodyItem>], why: &[String], _: &Below) -> Entity {
        let names = count(items.iter().map(|i| i.data.name.as_str()));
        let parts = count(items.iter().map(|i| i.data.part.as_str()));
        let (first, last) = seen_between(items.iter().map(|i| &i.data.seen));
        let mut facets: Vec<(&'static str, String)> =
            parts.iter().map(|p| ("kind", p.form.clone())).collect();
        facets.extend(
            items
                .iter()
                .filter_map(|i| i.data.side)
                .map(|s| ("side", s.to_string())),
        );
        Entity {
            label: names[0].form.clone(),
            first,
            last,
            doubt: doubt(items.iter().map(|i| i.data.seen.sure)),
            data: json!({"names": names, "parts": parts, "mentions": items.len(), "why": why}),
            facets,
            ..Entity::default()
        }
    }
}
