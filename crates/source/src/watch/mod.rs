//! Following feeds: polite, bounded, resumable.
//!
//! A [`Watcher`] polls one feed at a time and is told the time; it has no clock and keeps nothing. All that must outlive
//! it is in a [`WatchState`], a plain serialisable value: the caller stores it together with the items of the poll,
//! so that after a crash nothing is lost and nothing is asked for twice.
//!
//! ```no_run
//! use mahdar_source::Options;
//! use mahdar_source::watch::{Feeds, WatchState, Watcher};
//!
//! let feeds = Feeds::from_toml(&std::fs::read_to_string("FEEDS.toml")?)?;
//! let watcher = Watcher::new(feeds, Options::default());
//! let mut state = WatchState::default();
//! loop {
//!     let now = jiff::Timestamp::now();
//!     for feed in watcher.due(&state, now) {
//!         let polled = watcher.poll(&feed, &mut state, now);
//!         println!("{now} {}", polled.line());
//!         // … store polled.items and state, in one transaction
//!     }
//!     std::thread::sleep(watcher.idle(&state, now));
//! }
//! # #[allow(unreachable_code)]
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod address;
mod feeds;
mod fetch;
mod robots;
mod state;

use std::collections::HashSet;
use std::fmt;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

pub use feeds::{Feed, Feeds, FeedsError};
pub use fetch::{FetchError, Fetched};
pub use state::{FeedState, HostState, WatchState};

use crate::{Item, Options, SourceError, from_bytes};
use fetch::Client;

/// The longest that a feed is left alone after failures.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// How many articles of one poll are fetched; the rest is taken at the next.
const ARTICLES: usize = 100;

/// Polls feeds. See the [module's](self) own description.
pub struct Watcher {
    feeds: Feeds,
    options: Options,
    client: Client,
}

/// What one poll gave.
#[derive(Debug)]
pub struct Polled {
    /// The feed's address.
    pub feed: String,
    /// New documents, the oldest first.
    pub items: Vec<Item>,
    /// Entries and articles that could not be read.
    pub errors: Vec<SourceError>,
    /// How the poll went.
    pub outcome: Outcome,
    /// When the feed will be due again.
    pub next: Timestamp,
}

/// How a poll went.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// The feed was read.
    Read,
    /// It has not changed since the last time.
    Unchanged,
    /// It was not read.
    Failed(FetchError),
    /// It was fetched and is no feed that can be read.
    Unreadable(String),
}

impl Polled {
    /// The poll as one line for a log that people read.
    pub fn line(&self) -> String {
        let next = self.next.strftime("%H:%M");
        let what = match &self.outcome {
            Outcome::Read => format!("{} new", self.items.len()),
            Outcome::Unchanged => "unchanged".to_owned(),
            Outcome::Failed(error) => format!("failed: {error}"),
            Outcome::Unreadable(why) => format!("failed: {why}"),
        };
        let errors = match self.errors.len() {
            0 => String::new(),
            count => format!(", {count} unreadable (first: {})", self.errors[0]),
        };
        format!("{}: {what}{errors}; next at {next} UTC", self.feed)
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watcher")
            .field("feeds", &self.feeds)
            .finish_non_exhaustive()
    }
}

impl Watcher {
    /// A watcher of these feeds; the options are those of the documents it makes.
    pub fn new(feeds: Feeds, options: Options) -> Self {
        let client = Client::new(&feeds);
        Watcher {
            feeds,
            options,
            client,
        }
    }

    /// The feeds that are due, in the order of the list.
    pub fn due(&self, state: &WatchState, now: Timestamp) -> Vec<Feed> {
        let due = |feed: &&Feed| {
            state
                .feeds
                .get(&feed.url)
                .and_then(|s| s.next)
                .is_none_or(|next| next <= now)
        };
        self.feeds.feed.iter().filter(due).cloned().collect()
    }

    /// How long nothing will be due; at least a second.
    pub fn idle(&self, state: &WatchState, now: Timestamp) -> Duration {
        let next = self
            .feeds
            .feed
            .iter()
            .map(|f| state.feeds.get(&f.url).and_then(|s| s.next).unwrap_or(now))
            .min();
        let wait = next.map_or(SignedDuration::from_mins(1), |next| next.duration_since(now));
        Duration::try_from(wait)
            .unwrap_or_default()
            .max(Duration::from_secs(1))
    }

    /// Polls one feed and brings the state up to date. Never fails as a whole: what went wrong is in the outcome.
    pub fn poll(&self, feed: &Feed, state: &mut WatchState, now: Timestamp) -> Polled {
        let mut known = state.feeds.get(&feed.url).cloned().unwrap_or_default();
        let mut polled = Polled {
            feed: feed.url.clone(),
            items: Vec::new(),
            errors: Vec::new(),
            outcome: Outcome::Read,
            next: now,
        };
        let validators = [
            ("If-None-Match", known.etag.clone()),
            ("If-Modified-Since", known.last_modified.clone()),
        ];
        let mut retry_after = None;
        match self.client.get(&feed.url, &validators, state, now) {
            Ok(fetched) if fetched.status == 304 => {
                known.failures = 0;
                polled.outcome = Outcome::Unchanged;
            }
            Ok(fetched) => {
                polled.outcome = self.read(
                    feed,
                    &fetched,
                    &mut known,
                    state,
                    now,
                    &mut polled.items,
                    &mut polled.errors,
                );
                match polled.outcome {
                    Outcome::Read => {
                        known.failures = 0;
                        known.etag = fetched.etag;
                        known.last_modified = fetched.last_modified;
                    }
                    _ => known.failures += 1,
                }
            }
            Err(error) => {
                known.failures += 1;
                retry_after = error.retry_after(now);
                polled.outcome = Outcome::Failed(error);
            }
        }
        known.polled = Some(now);
        polled.next = next_poll(feed, &known, retry_after, now);
        known.next = Some(polled.next);
        known.last = Some(polled.line());
        state.feeds.insert(feed.url.clone(), known);
        polled
    }

    /// Makes documents of a feed's new entries, and fetches the articles of those that are only summaries.
    #[allow(clippy::too_many_arguments)]
    fn read(
        &self,
        feed: &Feed,
        fetched: &Fetched,
        known: &mut FeedState,
        state: &mut WatchState,
        now: Timestamp,
        items: &mut Vec<Item>,
        errors: &mut Vec<SourceError>,
    ) -> Outcome {
        let options = self.options_for(feed, fetched, now);
        let seen: HashSet<String> = known.seen.iter().cloned().collect();
        let mut current = Vec::new();
        let mut new = Vec::new();
        for result in from_bytes(&feed.url, fetched.body.clone(), &options) {
            match result {
                Ok(item) => {
                    let key = key(&item);
                    if !seen.contains(&key) {
                        new.push((key.clone(), item));
                    }
                    current.push(key);
                }
                Err(error) => errors.push(error),
            }
        }
        if current.is_empty() {
            let why = errors
                .first()
                .map_or_else(|| "the feed is empty".to_owned(), ToString::to_string);
            return Outcome::Unreadable(why);
        }
        let mut articles = 0;
        let mut put_off = HashSet::new();
        // Feeds have the newest first; the record grows from the oldest on.
        for (key, item) in new.into_iter().rev() {
            let summary = item.document.provenance.as_ref().and_then(|p| p.summary_only) == Some(true);
            let address = item
                .document
                .url
                .clone()
                .filter(|u| feed.articles && summary && u.starts_with("http"));
            let Some(address) = address else {
                items.push(item);
                continue;
            };
            if articles >= ARTICLES {
                put_off.insert(key);
                continue;
            }
            articles += 1;
            match self.article(feed, &address, &item, state, now) {
                Ok(article) => items.push(article),
                Err(error) => {
                    // The summary is better than nothing.
                    errors.push(error);
                    items.push(item);
                }
            }
        }
        current.retain(|key| !put_off.contains(key));
        known.remember(current);
        Outcome::Read
    }

    /// Fetches the article that an entry only summarises.
    fn article(
        &self,
        feed: &Feed,
        address: &str,
        entry: &Item,
        state: &mut WatchState,
        now: Timestamp,
    ) -> Result<Item, SourceError> {
        let fetched = self.client.get(address, &[], state, now).map_err(|error| {
            let io = std::io::Error::other(error.to_string());
            SourceError::new(address, crate::ErrorKind::Io(io))
        })?;
        let mut options = self.options_for(feed, &fetched, now);
        options.published = entry.document.published.clone().or(options.published);
        options.outlet = entry.document.outlet.clone().or(options.outlet);
        from_bytes(address, fetched.body.clone(), &options)
            .next()
            .unwrap_or_else(|| Err(SourceError::new(address, crate::ErrorKind::Empty)))
    }

    fn options_for(&self, feed: &Feed, fetched: &Fetched, now: Timestamp) -> Options {
        Options {
            outlet: feed.outlet.clone().or_else(|| self.options.outlet.clone()),
            today: self
                .options
                .today
                .or_else(|| Some(now.to_zoned(jiff::tz::TimeZone::UTC).date())),
            fetched: Some(now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            url: Some(fetched.url.clone()),
            charset: fetched.charset.clone(),
            ..self.options.clone()
        }
    }
}

/// What tells an entry from all others of its feed.
fn key(item: &Item) -> String {
    let guid = item
        .document
        .extra
        .get("guid")
        .and_then(|g| g.as_str())
        .map(str::to_owned);
    guid.or_else(|| item.document.url.clone())
        .unwrap_or_else(|| item.document.id.clone())
}

/// When a feed is due again: after its own interval; twice as long after each failure; not before the server said.
fn next_poll(feed: &Feed, known: &FeedState, retry_after: Option<Timestamp>, now: Timestamp) -> Timestamp {
    let every = feed.interval();
    let mut wait = every;
    for _ in 0..known.failures.min(12) {
        wait = wait.saturating_mul(2).min(LONGEST.max(every));
    }
    if known.failures > 0 {
        // Up to a quarter more, different for each feed and failure, so that feeds of one host part ways.
        let id = crate::content_id(format!("{} {}", feed.url, known.failures).as_bytes());
        let share = id
            .bytes()
            .rev()
            .take(4)
            .fold(0i32, |n, b| n * 16 + i32::from(b % 16))
            % 256;
        wait = wait.saturating_add(wait.checked_mul(share).map_or(SignedDuration::ZERO, |w| w / 1024));
    }
    let next = now.saturating_add(wait).unwrap_or(now);
    retry_after.map_or(next, |after| after.max(next))
}
