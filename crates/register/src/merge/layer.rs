//! What merging needs to know of one kind of record.

use super::item::Seen;
use crate::Kind;
use rustc_hash::FxHashMap;
use serde::{Serialize, de::DeserializeOwned};

/// An item with its place in the database.
pub(crate) struct Placed<T> {
    pub row: i64,
    pub id: String,
    pub doc: i64,
    pub component: Option<i64>,
    pub entity: Option<String>,
    pub data: T,
}

/// To which entity each item of the layers below belongs.
#[derive(Default)]
pub(crate) struct Below(pub FxHashMap<String, String>);

impl Below {
    /// The entity of an item of a lower layer.
    pub fn entity(&self, item: &str) -> Option<&str> {
        self.0.get(item).map(String::as_str)
    }
}

/// Items of one component that are one thing, and why.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Group {
    pub members: Vec<usize>,
    pub reasons: Vec<String>,
}

/// One thing, ready to be stored.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Entity {
    pub label: String,
    pub first: Option<String>,
    pub last: Option<String>,
    pub status: Option<String>,
    pub strength: Option<String>,
    pub due: Option<String>,
    /// 0 to 100: how much a person should look at it.
    pub doubt: u8,
    pub data: serde_json::Value,
    pub facets: Vec<(&'static str, String)>,
}

/// One kind of record and how its items become things.
///
/// Items that share a key are compared ([`Layer::linked`]); what is linked, directly or through others, is one
/// *component*; [`Layer::groups`] divides a component into things. Because a component is found from its items
/// alone, the same items give the same things in whatever order they came, and a new item disturbs only the
/// components it shares a key with.
pub(crate) trait Layer {
    const KIND: Kind;
    /// Layers whose things this layer's merging looks at.
    const BELOW: &'static [Kind] = &[];
    /// Whether sharing a key is already a link.
    const KEY_IS_LINK: bool = false;
    type Item: Serialize + DeserializeOwned + Send + Sync;

    fn seen(item: &Self::Item) -> &Seen;

    fn keys(item: &Self::Item, out: &mut Vec<String>);

    fn linked(a: &Placed<Self::Item>, b: &Placed<Self::Item>, below: &Below) -> bool;

    /// The things of a component; its items come in the order of evidence. All of them must be in one group.
    fn groups(items: &[&Placed<Self::Item>], below: &Below) -> Vec<Group> {
        let _ = below;
        vec![Group {
            members: (0..items.len()).collect(),
            reasons: Vec::new(),
        }]
    }

    /// How alike two items are, for dividing a group in which two were ruled to be different.
    fn nearness(a: &Placed<Self::Item>, b: &Placed<Self::Item>) -> u32;

    fn entity(items: &[&Placed<Self::Item>], why: &[String], below: &Below) -> Entity;
}
