//! What people ruled, laid over a thing that merging made.

use super::layer::{Entity, Layer, Placed};
use crate::Kind;
use crate::decide::Rulings;
use serde_json::{Value, json};

/// Adds moves, overruled warnings and remarks to the thing's data, and says how it stands with people:
/// `confirmed`, `changed`, or nothing.
pub(crate) fn apply<L: Layer>(
    items: &[&Placed<L::Item>],
    entity: &mut Entity,
    rulings: &Rulings,
) -> Option<&'static str> {
    let mut add = |name: &str, value: Value| {
        if let Value::Object(data) = &mut entity.data {
            data.insert(name.to_owned(), value);
        }
    };
    let mut moves: Vec<_> = items
        .iter()
        .filter_map(|i| rulings.moves.get(&i.id))
        .flatten()
        .collect();
    moves.sort_by(|a, b| (&a.at, &a.decision).cmp(&(&b.at, &b.decision)));
    moves.dedup_by(|a, b| a.decision == b.decision);
    if !moves.is_empty() {
        add("moves", json!(moves));
    }
    let overruled: Vec<_> = items
        .iter()
        .filter_map(|i| rulings.overruled.get(&i.id))
        .flatten()
        .collect();
    if !overruled.is_empty() {
        let mut unique: Vec<Value> = Vec::new();
        for one in overruled.into_iter().map(|o| json!(o)) {
            if !unique.contains(&one) {
                unique.push(one);
            }
        }
        add("overruled", Value::Array(unique));
    }
    let mut remarks: Vec<_> = items
        .iter()
        .filter_map(|i| rulings.remarks.get(&i.id))
        .flatten()
        .collect();
    remarks.sort_by(|a, b| (&a.at, &a.note).cmp(&(&b.at, &b.note)));
    remarks.dedup();
    if !remarks.is_empty() {
        add("remarks", json!(remarks));
    }
    if L::KIND == Kind::Commitment {
        entity.status = Some(moves.last().map_or("open", |m| m.status.as_str()).to_owned());
    }
    if items.iter().any(|i| rulings.confirmed.contains_key(&i.id)) {
        entity.doubt = 0;
        Some("confirmed")
    } else if items.iter().any(|i| !L::seen(&i.data).corrected.is_empty()) {
        Some("changed")
    } else {
        None
    }
}
