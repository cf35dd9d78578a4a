use jiff::SignedDuration;
use serde::Deserialize;

/// The list of feeds to watch, as `FEEDS.toml` states it.
///
/// ```
/// use mahdar_source::watch::Feeds;
///
/// let feeds = Feeds::from_toml(r#"
///     contact = "desk@ministry.example"
///
///     [[feed]]
///     url = "https://agency.example/ar/rss.xml"
///     outlet = "وكالة الساحل"
///     every = "20m"
/// "#)?;
/// assert_eq!(feeds.feed[0].outlet.as_deref(), Some("وكالة الساحل"));
/// # Ok::<(), mahdar_source::watch::FeedsError>(())
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feeds {
    /// Whom a site's keeper can write to: an address or a page. Sent with every request.
    pub contact: String,
    /// Whether private, loopback and other addresses inside a network may be reached. Off unless there is a reason: a
    /// feed may otherwise point Mahdar at machines that its author cannot reach.
    #[serde(default)]
    pub allow_private: bool,
    /// How long one request may take in all, in seconds.
    #[serde(default = "seconds_in_all")]
    pub timeout: u64,
    /// How long to wait between two requests to one host, in milliseconds.
    #[serde(default = "between_requests")]
    pub pause: u64,
    /// The largest response taken, in bytes.
    #[serde(default = "response_bytes")]
    pub max_bytes: usize,
    /// The feeds.
    #[serde(default)]
    pub feed: Vec<Feed>,
}

/// One feed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    /// Its address.
    pub url: String,
    /// The outlet, for entries that do not name theirs.
    #[serde(default)]
    pub outlet: Option<String>,
    /// How often to poll: `15m`, `2h`, `1h 30m`. Half an hour unless stated, a minute at the least.
    #[serde(default)]
    pub every: Option<SignedDuration>,
    /// Whether to fetch the article where the feed gives only a summary.
    #[serde(default = "yes")]
    pub articles: bool,
}

/// Why a list of feeds cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FeedsError {
    /// The file is not TOML, or has fields that mean nothing.
    #[error("the list of feeds cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// There is no contact.
    #[error(
        "the list of feeds names no contact; sites want to know whom to write to: contact = \"you@example.org\""
    )]
    NoContact,
    /// An address is none.
    #[error("{0} is no address of a feed; it must begin with http:// or https://")]
    Address(String),
}

impl Feeds {
    /// Reads `FEEDS.toml`.
    ///
    /// # Errors
    /// When it is not TOML, names no contact, or has an address that is none.
    pub fn from_toml(text: &str) -> Result<Self, FeedsError> {
        let feeds: Feeds = toml::from_str(text)?;
        if feeds.contact.trim().is_empty() || feeds.contact.chars().any(char::is_control) {
            return Err(FeedsError::NoContact);
        }
        match feeds
            .feed
            .iter()
            .find(|f| !(f.url.starts_with("https://") || f.url.starts_with("http://")))
        {
            Some(feed) => Err(FeedsError::Address(feed.url.clone())),
            None => Ok(feeds),
        }
    }
}

impl Feed {
    /// How long to wait between polls that succeed.
    pub(super) fn interval(&self) -> SignedDuration {
        self.every
            .unwrap_or(SignedDuration::from_mins(30))
            .max(SignedDuration::from_mins(1))
    }
}

fn yes() -> bool {
    true
}

fn seconds_in_all() -> u64 {
    30
}

fn between_requests() -> u64 {
    2_000
}

fn response_bytes() -> usize {
    16 << 20
}
