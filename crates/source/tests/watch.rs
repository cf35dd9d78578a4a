//! Following feeds, against a real HTTP server on loopback that misbehaves in every way we know.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use mahdar_source::Options;
use mahdar_source::watch::{Feeds, FetchError, Outcome, Polled, WatchState, Watcher};

/// What the server does at one path.
type Answer = Box<dyn Fn(&str, &mut TcpStream) + Send>;

/// A server with its log of requests.
struct Server {
    address: String,
    log: Arc<Mutex<Vec<String>>>,
}

fn server(routes: Vec<(&'static str, Answer)>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let log = Arc::new(Mutex::new(Vec::new()));
    let kept = log.clone();
    let routes: HashMap<&str, Answer> = routes.into_iter().collect();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut request = String::new();
            while reader.read_line(&mut request).is_ok_and(|n| n > 2) {}
            let path = request.split_whitespace().nth(1).unwrap_or("/").to_owned();
            kept.lock().unwrap().push(path.clone());
            match routes.get(path.as_str()) {
                Some(answer) => answer(&request, &mut stream),
                None => write(&mut stream, "404 Not Found", "", b""),
            }
        }
    });
    Server { address, log }
}

fn write(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    );
    // A client that hangs up on us is part of the tests.
    let _ = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body));
}

fn answer(status: &'static str, headers: &'static str, body: impl Into<Vec<u8>>) -> Answer {
    let body = body.into();
    Box::new(move |_, stream| write(stream, status, headers, &body))
}

fn feed(entries: &[(&str, &str)]) -> String {
    let items: String = entries
        .iter()
        .map(|(id, link)| format!("<item><title>لقاء {id}</title><guid>{id}</guid><link>{link}</link><pubDate>Tue, 06 May 2031 10:00:00 GMT</pubDate><description>ملخص ينقطع…</description></item>"))
        .collect();
    format!("<rss><channel><title>وكالة</title>{items}</channel></rss>")
}

fn watcher(server: &Server, path: &str, more: &str) -> Watcher {
    let toml = format!(
        "contact = \"desk@ministry.example\"\nallow_private = true\ntimeout = 2\npause = 0\n{more}\n[[feed]]\nurl = \"{}{path}\"\nevery = \"10m\"\narticles = false\n",
        server.address
    );
    Watcher::new(Feeds::from_toml(&toml).unwrap(), Options::default())
}

fn now() -> Timestamp {
    "2031-05-06T12:00:00Z".parse().unwrap()
}

fn poll(watcher: &Watcher, state: &mut WatchState, now: Timestamp) -> Polled {
    // Whatever the state, it must survive being stored.
    *state = serde_json::from_str(&serde_json::to_string(state).unwrap()).unwrap();
    let feed = watcher.due(state, now).remove(0);
    watcher.poll(&feed, state, now)
}

fn texts(polled: &Polled) -> Vec<&str> {
    polled
        .items
        .iter()
        .map(|i| i.document.text.lines().next().unwrap())
        .collect()
}

#[test]
fn a_feed_is_read_once_and_asked_for_changes_only() {
    let server = server(vec![(
        "/rss",
        Box::new(|request, stream| {
            assert!(
                request.contains("desk@ministry.example")
                    && request.to_lowercase().contains("user-agent: mahdar/"),
                "{request}"
            );
            if request.to_lowercase().contains("if-none-match: \"v1\"")
                && request.to_lowercase().contains("if-modified-since: then")
            {
                write(stream, "304 Not Modified", "", b"");
            } else {
                let body = feed(&[("2", "https://a.example/2"), ("1", "https://a.example/1")]);
                write(
                    stream,
                    "200 OK",
                    "ETag: \"v1\"\r\nLast-Modified: then\r\nContent-Type: application/rss+xml\r\n",
                    body.as_bytes(),
                );
            }
        }),
    )]);
    let watcher = watcher(&server, "/rss", "");
    let mut state = WatchState::default();
    let first = poll(&watcher, &mut state, now());
    assert_eq!(texts(&first), ["لقاء 1", "لقاء 2"], "{}", first.line());
    assert_eq!(
        first.items[0]
            .document
            .provenance
            .as_ref()
            .unwrap()
            .fetched
            .as_deref(),
        Some("2031-05-06T12:00:00Z")
    );
    assert!(watcher.due(&state, now()).is_empty());
    assert_eq!(watcher.idle(&state, now()), Duration::from_secs(600));
    let later = now() + SignedDuration::from_mins(10);
    let second = poll(&watcher, &mut state, later);
    assert!(matches!(second.outcome, Outcome::Unchanged), "{}", second.line());
    // The rules of the site were asked for once.
    assert_eq!(*server.log.lock().unwrap(), ["/robots.txt", "/rss", "/rss"]);
}

#[test]
fn only_new_entries_are_given() {
    let count = Mutex::new(0);
    let server = server(vec![(
        "/rss",
        Box::new(move |_, stream| {
            let mut count = count.lock().unwrap();
            *count += 1;
            let all = [("3", "l3"), ("2", "l2"), ("1", "l1")];
            write(
                stream,
                "200 OK",
                "",
                feed(&all[if *count == 1 { 1.. } else { 0.. }]).as_bytes(),
            );
        }),
    )]);
    let watcher = watcher(&server, "/rss", "");
    let mut state = WatchState::default();
    assert_eq!(texts(&poll(&watcher, &mut state, now())), ["لقاء 1", "لقاء 2"]);
    assert_eq!(
        texts(&poll(&watcher, &mut state, now() + SignedDuration::from_hours(1))),
        ["لقاء 3"]
    );
}

#[test]
fn failures_are_told_and_waited_out() {
    let gzip_bomb = {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(&vec![b' '; 8 << 20]).unwrap();
        out.finish().unwrap()
    };
    let drip: Answer = Box::new(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while stream.write_all(b"<").is_ok() {
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    let truncated: Answer = Box::new(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>");
    });
    let endless: Answer = Box::new(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        while stream
            .write_all(b"X-Header: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n")
            .is_ok()
        {}
    });
    let cases: Vec<(&'static str, Answer, &str)> = vec![
        (
            "/500",
            answer("500 Internal Server Error", "", ""),
            "answered 500",
        ),
        ("/404", answer("404 Not Found", "", ""), "answered 404"),
        ("/drip", drip, "again later"),
        ("/truncated", truncated, "again later"),
        (
            "/bomb",
            answer("200 OK", "Content-Encoding: gzip\r\n", gzip_bomb),
            "larger than 1000000 bytes",
        ),
        (
            "/large",
            answer("200 OK", "", vec![b' '; 2_000_000]),
            "larger than 1000000 bytes",
        ),
        (
            "/loop",
            answer("302 Found", "Location: /loop\r\n", ""),
            "redirects more than",
        ),
        (
            "/away",
            answer("302 Found", "Location: file:///etc/passwd\r\n", ""),
            "is no address",
        ),
        ("/endless", endless, "again later"),
        (
            "/html",
            answer("200 OK", "", "<rss><channel></channel></rss>"),
            "has no entries",
        ),
    ];
    let expected: Vec<(&str, &str)> = cases.iter().map(|(path, _, words)| (*path, *words)).collect();
    let server = server(
        cases
            .into_iter()
            .map(|(path, answer, _)| (path, answer))
            .collect(),
    );
    for (path, words) in expected {
        let watcher = watcher(&server, path, "max_bytes = 1000000");
        let mut state = WatchState::default();
        let start = Instant::now();
        let first = poll(&watcher, &mut state, now());
        assert!(first.line().contains(words), "{path}: {}", first.line());
        assert!(first.items.is_empty());
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "{path} took {:?}",
            start.elapsed()
        );
        // Twice the interval and up to a quarter more, then twice that.
        let waited = first.next.duration_since(now());
        assert!((20..=25).contains(&waited.as_mins()), "{path}: {waited}");
        let later = first.next;
        let second = poll(&watcher, &mut state, later);
        assert!(
            (40..=50).contains(&second.next.duration_since(later).as_mins()),
            "{path}"
        );
    }
}

#[test]
fn a_server_that_says_when_is_heeded() {
    let server = server(vec![
        (
            "/seconds",
            answer("429 Too Many Requests", "Retry-After: 7200\r\n", ""),
        ),
        (
            "/date",
            answer(
                "503 Service Unavailable",
                "Retry-After: Tue, 06 May 2031 15:00:00 GMT\r\n",
                "",
            ),
        ),
    ]);
    for (path, hours) in [("/seconds", 2), ("/date", 3)] {
        let polled = poll(&watcher(&server, path, ""), &mut WatchState::default(), now());
        assert_eq!(
            polled.next,
            now() + SignedDuration::from_hours(hours),
            "{}",
            polled.line()
        );
    }
}

#[test]
fn redirects_are_followed_and_wrong_charsets_seen_through() {
    let body = encoding_rs::WINDOWS_1256
        .encode(&feed(&[("في العاصمة اليوم", "l")]))
        .0
        .into_owned();
    let server = server(vec![
        ("/old", answer("301 Moved Permanently", "Location: new\r\n", "")),
        (
            "/new",
            answer(
                "200 OK",
                "Content-Type: application/rss+xml; charset=utf-8\r\n",
                body,
            ),
        ),
    ]);
    let polled = poll(&watcher(&server, "/old", ""), &mut WatchState::default(), now());
    assert_eq!(texts(&polled), ["لقاء في العاصمة اليوم"], "{}", polled.line());
}

#[test]
fn robots_txt_is_obeyed() {
    let routes = |robots: Answer| {
        vec![
            ("/robots.txt", robots),
            ("/rss", answer("200 OK", "", feed(&[("1", "l")]))),
        ]
    };
    let forbidden = server(routes(answer("200 OK", "", "User-agent: *\nDisallow: /rss\n")));
    let polled = poll(
        &watcher(&forbidden, "/rss", ""),
        &mut WatchState::default(),
        now(),
    );
    assert!(
        matches!(polled.outcome, Outcome::Failed(FetchError::Forbidden(_))),
        "{}",
        polled.line()
    );
    assert_eq!(*forbidden.log.lock().unwrap(), ["/robots.txt"]);
    // Rules that cannot be had forbid everything until they can.
    let down = server(routes(answer("500 Oops", "", "")));
    assert!(
        poll(&watcher(&down, "/rss", ""), &mut WatchState::default(), now())
            .items
            .is_empty()
    );
}

#[test]
fn addresses_inside_the_network_are_not_reached() {
    let server = server(vec![("/rss", answer("200 OK", "", feed(&[("1", "l")])))]);
    let port = server.address.rsplit(':').next().unwrap();
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0"] {
        let toml = format!("contact = \"a@b\"\ntimeout = 2\n[[feed]]\nurl = \"http://{host}:{port}/rss\"\n");
        let watcher = Watcher::new(Feeds::from_toml(&toml).unwrap(), Options::default());
        let polled = poll(&watcher, &mut WatchState::default(), now());
        assert!(
            polled.items.is_empty() && polled.line().contains("failed"),
            "{}",
            polled.line()
        );
    }
    assert!(server.log.lock().unwrap().is_empty());
}

#[test]
fn summaries_are_completed_from_their_pages() {
    let paragraph = "<p>استقبل وزير الخارجية نظيره في العاصمة وبحث معه العلاقات بين البلدين وسبل تطويرها في المجالات كافة.</p>".repeat(3);
    let page = format!(
        "<html><head><title>لقاء طويل في العاصمة</title></head><body><article><h1>لقاء طويل في العاصمة</h1>{paragraph}</article></body></html>"
    );
    // The feed has to name the server's own address, which is known only once it runs.
    let own = Arc::new(Mutex::new(String::new()));
    let known = own.clone();
    let server = server(vec![
        (
            "/page",
            answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", page),
        ),
        (
            "/rss",
            Box::new(move |_, stream| {
                let address = known.lock().unwrap().clone();
                let body = feed(&[
                    ("2", &format!("{address}/gone")),
                    ("1", &format!("{address}/page")),
                ]);
                write(stream, "200 OK", "", body.as_bytes());
            }),
        ),
    ]);
    *own.lock().unwrap() = server.address.clone();
    let toml = format!(
        "contact = \"a@b\"\nallow_private = true\npause = 0\n[[feed]]\nurl = \"{}/rss\"\n",
        server.address
    );
    let watcher = Watcher::new(Feeds::from_toml(&toml).unwrap(), Options::default());
    let polled = poll(&watcher, &mut WatchState::default(), now());
    assert_eq!(texts(&polled), ["لقاء طويل في العاصمة", "لقاء 2"]);
    assert_eq!(polled.items[0].document.text.lines().count(), 4);
    assert_eq!(polled.items[0].document.outlet.as_deref(), Some("وكالة"));
    assert_eq!(polled.items[0].document.published.as_deref(), Some("2031-05-06"));
    assert_eq!(polled.errors.len(), 1);
}

#[test]
fn a_list_of_feeds_is_checked() {
    for (toml, words) in [
        ("[[feed]]\nurl = \"https://a.example\"", "contact"),
        ("contact = \" \"", "names no contact"),
        (
            "contact = \"a@b\"\n[[feed]]\nurl = \"file:///etc/passwd\"",
            "no address of a feed",
        ),
        ("contact = \"a@b\"\nfeeds = 1", "unknown field"),
    ] {
        let error = Feeds::from_toml(toml).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}
