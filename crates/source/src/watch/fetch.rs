//! One request: redirects, `robots.txt`, sizes, times.

use std::collections::HashMap;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use ureq::http::Uri;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;

use super::address::{Private, PublicOnly};
use super::feeds::Feeds;
use super::robots;
use super::state::{HostState, WatchState};
use crate::{Limits, unpack};

/// How many redirects are followed.
const REDIRECTS: usize = 5;

/// What a request brought.
#[derive(Debug, Clone)]
pub struct Fetched {
    /// 200, or 304 where nothing has changed.
    pub status: u16,
    /// The address that answered, after redirects.
    pub url: String,
    /// The body, unpacked.
    pub body: Arc<[u8]>,
    /// The charset that the server names.
    pub charset: Option<String>,
    /// The server's mark of this version.
    pub etag: Option<String>,
    /// The server's time of this version, in its own words.
    pub last_modified: Option<String>,
}

/// Why a request failed. Every message says what follows from it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The server answered with something other than the document.
    #[error("the server answered {status}; it will be tried again later")]
    Status {
        /// The HTTP status.
        status: u16,
        /// The server's `Retry-After`, in its own words.
        retry_after: Option<String>,
    },
    /// The site does not want to be read there.
    #[error("the site's robots.txt forbids {0}; ask its keeper, or leave the feed out")]
    Forbidden(String),
    /// The site's rules could not be learnt, and are taken to forbid everything meanwhile.
    #[error("the site's robots.txt cannot be had ({0}); it will be tried again later")]
    Robots(String),
    /// An address that is none, or is not HTTP.
    #[error("{0} is no address that can be fetched; only http:// and https:// are")]
    Address(String),
    /// An address inside a private network.
    #[error("{0}; set allow_private = true if that is meant")]
    Private(String),
    /// Redirects without end.
    #[error("the server redirects more than {REDIRECTS} times; check the feed's address")]
    Redirects,
    /// A response over the limit.
    #[error("the response is larger than {0} bytes, unpacked; raise max_bytes if that is right")]
    TooLarge(usize),
    /// The connection failed, took too long, or broke off.
    #[error("{0}; it will be tried again later")]
    Transport(String),
}

impl FetchError {
    /// When the server wants to be asked again, at most a week ahead.
    pub(super) fn retry_after(&self, now: Timestamp) -> Option<Timestamp> {
        let FetchError::Status {
            retry_after: Some(words),
            ..
        } = self
        else {
            return None;
        };
        let after = match words.trim().parse::<i64>() {
            Ok(seconds) => now
                .saturating_add(SignedDuration::from_secs(seconds.max(0)))
                .ok()?,
            Err(_) => jiff::fmt::rfc2822::parse(words.trim()).ok()?.timestamp(),
        };
        Some(after.min(now.saturating_add(SignedDuration::from_hours(24 * 7)).ok()?))
    }
}

/// An HTTP client with manners.
pub(super) struct Client {
    agent: ureq::Agent,
    max_bytes: usize,
    pause: Duration,
    /// When each host was last asked.
    asked: Mutex<HashMap<String, Instant>>,
}

/// One answer, whatever its status.
struct Answer {
    status: u16,
    location: Option<String>,
    retry_after: Option<String>,
    fetched: Fetched,
}

impl Client {
    pub(super) fn new(feeds: &Feeds) -> Self {
        let agent = format!("mahdar/{} (+{})", env!("CARGO_PKG_VERSION"), feeds.contact);
        let config = ureq::Agent::config_builder()
            .user_agent(agent)
            .accept_encoding("gzip")
            .accept("application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.5")
            .timeout_global(Some(Duration::from_secs(feeds.timeout.max(1))))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_response_header_size(64 << 10)
            // A proxy would resolve names in our stead, and nothing would be known of where they lead.
            .proxy(None)
            .build();
        let resolver = PublicOnly {
            allow_private: feeds.allow_private,
            inner: DefaultResolver::default(),
        };
        Client {
            agent: ureq::Agent::with_parts(config, DefaultConnector::default(), resolver),
            max_bytes: feeds.max_bytes,
            pause: Duration::from_millis(feeds.pause),
            asked: Mutex::new(HashMap::new()),
        }
    }

    /// Fetches an address by the rules of its site, through redirects; each step is judged like the first.
    pub(super) fn get(
        &self,
        url: &str,
        headers: &[(&str, Option<String>)],
        state: &mut WatchState,
        now: Timestamp,
    ) -> Result<Fetched, FetchError> {
        let mut url = url.to_owned();
        for _ in 0..=REDIRECTS {
            let uri: Uri = url.parse().map_err(|_| FetchError::Address(url.clone()))?;
            let site = site(&uri).ok_or_else(|| FetchError::Address(url.clone()))?;
            let path = uri.path_and_query().map_or("/", |p| p.as_str());
            if !robots::allows(&self.robots(&site, state, now)?, path) {
                return Err(FetchError::Forbidden(url));
            }
            let answer = self.ask(&url, &site, headers, self.max_bytes)?;
            match (answer.status, answer.location) {
                (200 | 304, _) => return Ok(answer.fetched),
                (301 | 302 | 303 | 307 | 308, Some(location)) => url = join(&url, &location),
                (status, _) => {
                    return Err(FetchError::Status {
                        status,
                        retry_after: answer.retry_after,
                    });
                }
            }
        }
        Err(FetchError::Redirects)
    }

    /// The rules of a site, from memory for a day.
    fn robots(&self, site: &str, state: &mut WatchState, now: Timestamp) -> Result<String, FetchError> {
        if let Some(known) = state
            .hosts
            .get(site)
            .filter(|h| h.robots_until.is_some_and(|until| now < until))
        {
            return Ok(known.robots.clone());
        }
        let mut url = format!("{site}/robots.txt");
        let mut rules = None;
        for _ in 0..=REDIRECTS {
            let own = url
                .parse::<Uri>()
                .ok()
                .as_ref()
                .and_then(self::site)
                .ok_or_else(|| FetchError::Address(url.clone()))?;
            let answer = self
                .ask(&url, &own, &[], robots::SIZE)
                .map_err(|error| match error {
                    FetchError::Private(_) => error,
                    // Rules past the limit are not read, but those before it would have to be; none is that long.
                    error => FetchError::Robots(error.to_string()),
                })?;
            match (answer.status, answer.location) {
                (200, _) => rules = Some(String::from_utf8_lossy(&answer.fetched.body).into_owned()),
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    url = join(&url, &location);
                    continue;
                }
                // No rules: everything is allowed. A server in trouble: nothing, for now.
                (429 | 500..=599, _) => {
                    return Err(FetchError::Status {
                        status: answer.status,
                        retry_after: answer.retry_after,
                    });
                }
                _ => rules = Some(String::new()),
            }
            break;
        }
        let robots = rules.unwrap_or_default();
        let robots_until = now.saturating_add(SignedDuration::from_hours(24)).ok();
        state.hosts.insert(
            site.to_owned(),
            HostState {
                robots: robots.clone(),
                robots_until,
            },
        );
        Ok(robots)
    }

    /// Sends one request, after the pause that its host is due.
    fn ask(
        &self,
        url: &str,
        site: &str,
        headers: &[(&str, Option<String>)],
        limit: usize,
    ) -> Result<Answer, FetchError> {
        self.wait_for(site);
        let mut request = self.agent.get(url);
        for (name, value) in headers {
            if let Some(value) = value {
                request = request.header(*name, value);
            }
        }
        let mut response = request.call().map_err(transport)?;
        let header = |name: &str| {
            response
                .headers()
                .get(name)
                .and_then(|v| v.to_str().ok())
                .map(str::to_owned)
        };
        let status = response.status().as_u16();
        let (location, retry_after) = (header("location"), header("retry-after"));
        let content_type = header("content-type").unwrap_or_default().to_ascii_lowercase();
        let charset = content_type.split_once("charset=").map(|(_, rest)| {
            rest.split([';', ' '])
                .next()
                .unwrap_or_default()
                .trim_matches(['"', '\''])
                .to_owned()
        });
        let packed = header("content-encoding").is_some_and(|e| e.contains("gzip"));
        let (etag, last_modified) = (header("etag"), header("last-modified"));
        let body = if status == 200 {
            body(&mut response, packed, limit)?
        } else {
            Vec::new()
        };
        let fetched = Fetched {
            status,
            url: url.to_owned(),
            body: body.into(),
            charset,
            etag,
            last_modified,
        };
        Ok(Answer {
            status,
            location,
            retry_after,
            fetched,
        })
    }

    fn wait_for(&self, site: &str) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = asked
            .get(site)
            .map_or(Duration::ZERO, |last| self.pause.saturating_sub(last.elapsed()));
        if !wait.is_zero() {
            std::thread::sleep(wait);
        }
        asked.insert(site.to_owned(), Instant::now());
    }
}

/// A response's body within the limit, which holds for what comes and for what it unpacks to.
fn body(
    response: &mut ureq::http::Response<ureq::Body>,
    packed: bool,
    limit: usize,
) -> Result<Vec<u8>, FetchError> {
    let failed = |error: std::io::Error| FetchError::Transport(format!("the response broke off ({error})"));
    let mut bytes = Vec::new();
    response
        .body_mut()
        .as_reader()
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() > limit {
        return Err(FetchError::TooLarge(limit));
    }
    if packed && bytes.starts_with(b"\x1F\x8B") {
        let mut unpacked = Vec::new();
        let reader = unpack::gzip(std::io::Cursor::new(bytes), Limits::default()).map_err(failed)?;
        reader
            .take(limit as u64 + 1)
            .read_to_end(&mut unpacked)
            .map_err(failed)?;
        if unpacked.len() > limit {
            return Err(FetchError::TooLarge(limit));
        }
        return Ok(unpacked);
    }
    Ok(bytes)
}

fn transport(error: ureq::Error) -> FetchError {
    match error {
        ureq::Error::Other(inner) if inner.is::<Private>() => FetchError::Private(inner.to_string()),
        error => FetchError::Transport(error.to_string()),
    }
}

/// Scheme, host and port of an address: what has rules and a pause of its own.
fn site(uri: &Uri) -> Option<String> {
    let scheme = uri.scheme_str().filter(|s| matches!(*s, "http" | "https"))?;
    let authority = uri.authority()?;
    // Names and passwords in addresses are not sent anywhere.
    (!authority.as_str().contains('@'))
        .then(|| format!("{scheme}://{}", authority.as_str().to_ascii_lowercase()))
}

/// A redirect's target, which may leave out what stays the same.
fn join(base: &str, location: &str) -> String {
    let location = location.trim().split('#').next().unwrap_or_default();
    if location.contains("://") {
        return location.to_owned();
    }
    let (scheme, rest) = base.split_once("://").unwrap_or(("http", base));
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    if let Some(other) = location.strip_prefix("//") {
        format!("{scheme}://{other}")
    } else if location.starts_with('/') {
        format!("{scheme}://{host}{location}")
    } else if location.starts_with('?') {
        format!(
            "{scheme}://{host}{}{location}",
            path.split('?').next().unwrap_or_default()
        )
    } else {
        let folder = path.split('?').next().unwrap_or_default();
        let folder = folder.rfind('/').map_or("/", |at| &folder[..=at]);
        format!("{scheme}://{host}{folder}{location}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_may_be_relative() {
        for (base, location, expected) in [
            ("https://a.example/x/y?z", "/rss", "https://a.example/rss"),
            ("https://a.example/x/y?z", "rss", "https://a.example/x/rss"),
            ("https://a.example", "rss", "https://a.example/rss"),
            ("https://a.example/x", "?page=2", "https://a.example/x?page=2"),
            ("https://a.example/x", "//b.example/y#z", "https://b.example/y"),
            ("https://a.example/x", "http://b.example/y", "http://b.example/y"),
        ] {
            assert_eq!(join(base, location), expected);
        }
    }
}
