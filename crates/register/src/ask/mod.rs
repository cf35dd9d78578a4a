//! Every question that can be put to the record, each in one place: the command line, the API and the desk ask here.

mod describe;
mod documents;
pub(crate) mod filter;
mod list;
mod show;
mod timeline;

pub use describe::describe;
pub use documents::{ListedDocument, MentionRow};
pub use filter::{Filter, Quiet, Sort};
pub(crate) use list::thing_of;
pub use list::{Page, Thing};
pub use show::{DocumentPage, EvidenceRow, Shown, ThingPage};
pub use timeline::TimelineEntry;

use crate::Result;
use crate::item::Seen;
use serde::Deserialize;

/// Where a stored item stands.
pub(crate) fn seen_of(data: &str) -> Result<Seen> {
    #[derive(Deserialize)]
    struct Only {
        seen: Seen,
    }
    Ok(serde_json::from_str::<Only>(data)?.seen)
}

/// The sides of a thing, whatever its kind calls them.
pub(crate) fn sides_of(thing: &Thing) -> Vec<String> {
    let strings = |name: &str| -> Vec<String> {
        let list = thing.data[name].as_array().into_iter().flatten();
        list.filter_map(|s| s.as_str().or_else(|| s["form"].as_str()))
            .filter(|s| s.parse::<mahdar_record::Side>().is_ok())
            .map(str::to_owned)
            .collect()
    };
    ["sides", "parties"]
        .iter()
        .flat_map(|name| strings(name))
        .collect()
}
