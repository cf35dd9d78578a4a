//! Reads the Arabic time corpus of Duckling (BSD-3) and says how many of its phrases are read as it has them.
//!
//! `cargo run -p mahdar-text --example duckling -- …/Duckling/Time/AR/Corpus.hs [--wrong]`
//!
//! The first date of a phrase must have the corpus's first day and, where the corpus has an hour, its hour and
//! minute. A time of the day without a day counts for the day of the context; of intervals the start is compared.
//! Seconds are not. The context is Tuesday, 2013-02-12, 4:30, and looks ahead, as questions to an assistant do.

use mahdar_text::Text;
use mahdar_text::date::{DateOptions, dates_with};

const TODAY: &str = "2013-02-12";

struct Case {
    phrase: String,
    day: String,
    time: Option<(u8, u8)>,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("give the path of Corpus.hs");
        std::process::exit(2);
    };
    let show = arguments.next().is_some();
    let corpus = match std::fs::read_to_string(&path) {
        Ok(corpus) => corpus,
        Err(error) => {
            eprintln!("{path}: {error}");
            std::process::exit(1);
        }
    };
    let cases = cases(&corpus);
    let options = DateOptions {
        published: TODAY.parse().ok(),
        future: true,
        standalone: true,
    };
    let mut right = 0;
    for case in &cases {
        let text = Text::parse(&case.phrase);
        let found = dates_with(&text, 0..text.len(), &options);
        let got = found.first().map(|d| {
            let day = match d.date {
                Some(date) if date.month().is_none() => format!("{date}-01-01"),
                Some(date) if date.day().is_none() => format!("{date}-01"),
                Some(date) => date.to_string(),
                None if d.time.is_some() => TODAY.to_owned(),
                None => "?".to_owned(),
            };
            (day, d.time.map(|t| (t.hour, t.minute)))
        });
        let matched = got
            .as_ref()
            .is_some_and(|(day, time)| *day == case.day && (case.time.is_none() || *time == case.time));
        right += usize::from(matched);
        if show && !matched {
            println!("{}\t{} {:?}\tgot {got:?}", case.phrase, case.day, case.time);
        }
    }
    println!("{right} of {} phrases", cases.len());
}

/// The phrases of the corpus with the first moment of their values.
fn cases(corpus: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for block in corpus.split("examples (").skip(1) {
        let Some((head, phrases)) = block.split_once('[') else {
            continue;
        };
        let (value, grain) = head.rsplit_once(')').map_or((head, ""), |(v, _)| {
            let grains = ["Second", "Minute", "Hour", "Day", "Week", "Month", "Year"];
            (
                v,
                grains
                    .into_iter()
                    .find(|g| head.contains(&format!(") {g}")))
                    .unwrap_or(""),
            )
        });
        let numbers: Vec<u16> = value
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|n| n.parse().ok())
            .take(6)
            .collect();
        let [year, month, day, hour, minute, _] = numbers[..] else {
            continue;
        };
        let timed = matches!(grain, "Minute" | "Hour");
        for phrase in phrases.split('"').skip(1).step_by(2) {
            cases.push(Case {
                phrase: unescape(phrase),
                day: format!("{year:04}-{month:02}-{day:02}"),
                time: timed.then_some((hour as u8, minute as u8)),
            });
        }
    }
    cases
}

/// Haskell's decimal escapes, should the file have any.
fn unescape(s: &str) -> String {
    let mut out = String::new();
    let mut chars = s.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let mut code = 0;
        while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
            code = code * 10 + digit;
            chars.next();
        }
        out.extend(char::from_u32(code).filter(|_| code > 0));
    }
    out
}
