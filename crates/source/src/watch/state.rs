use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// All that must outlive a watcher. Store it whole, as JSON or however else serde can.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct WatchState {
    /// What is known of each feed, by its address.
    #[serde(default)]
    pub feeds: BTreeMap<String, FeedState>,
    /// What is known of each host, by scheme, name and port.
    #[serde(default)]
    pub hosts: BTreeMap<String, HostState>,
}

/// What is known of one feed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FeedState {
    /// The server's mark of the version last read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The server's time of the version last read, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// When it was last polled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polled: Option<Timestamp>,
    /// When it is due again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Timestamp>,
    /// How many polls have failed since the last that did not.
    #[serde(default)]
    pub failures: u32,
    /// The last poll as a line of the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// Entries already taken, the latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<String>,
}

/// What is known of one host.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HostState {
    /// The host's `robots.txt` as last fetched; empty where it has none.
    #[serde(default)]
    pub robots: String,
    /// Until when that is taken to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub robots_until: Option<Timestamp>,
}

impl FeedState {
    /// Remembers a feed's present entries. Older ones are kept a while: feeds reshuffle, and entries come back.
    pub(super) fn remember(&mut self, current: Vec<String>) {
        let keep = (current.len() * 4).clamp(500, 20_000);
        let present: HashSet<&String> = current.iter().collect();
        self.seen.retain(|key| !present.contains(key));
        self.seen.extend(current);
        let surplus = self.seen.len().saturating_sub(keep);
        self.seen.drain(..surplus);
    }
}
