//! A crawl of a gigabyte, made on the spot, read on one thread: throughput and peak memory.
//!
//! `cargo bench -p mahdar-source --bench crawl`; `MAHDAR_BENCH_MB` sets another size. One page in fifty is Arabic, the rest
//! is in another language, as in a crawl of the world's news; each page is a few tens of kilobytes of markup.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::io::Write;
use std::time::Instant;

use mahdar_source::{Options, open};

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

fn words(dice: &mut Dice, letters: &[char], count: usize) -> Vec<String> {
    (0..count)
        .map(|_| {
            (0..2 + dice.roll(7))
                .map(|_| letters[dice.roll(letters.len())])
                .collect()
        })
        .collect()
}

/// Common words are common: the square of a fair share.
fn sentence(dice: &mut Dice, words: &[String], length: usize) -> String {
    let mut out = String::new();
    for _ in 0..length {
        let at = dice.roll(words.len()) * dice.roll(words.len()) / words.len();
        out.push_str(&words[at]);
        out.push(' ');
    }
    out
}

fn page(dice: &mut Dice, words: &[String]) -> String {
    let mut out = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{}</title></head><body>",
        sentence(dice, words, 8)
    );
    for n in 0..60 {
        let text = sentence(dice, words, 4);
        out += &format!(
            "<li class=\"menu-item menu-item-{n}\"><a href=\"https://news.example/section/{n}/{}\">{text}</a></li>\n",
            dice.roll(100_000)
        );
    }
    out += "<article><h1>";
    out += &sentence(dice, words, 8);
    out += "</h1>";
    for _ in 0..20 {
        out += &format!("<p class=\"paragraph\">{}</p>\n", sentence(dice, words, 60));
    }
    out + "</article></body></html>"
}

fn record(uri: usize, page: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{uri}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    );
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(record.as_bytes()).unwrap();
    out.finish().unwrap()
}

fn main() {
    let megabytes: usize = std::env::var("MAHDAR_BENCH_MB")
        .ok()
        .and_then(|v| v.parse().ok())
        .unwrap_or(1_000);
    let mut dice = Dice(0x5EED);
    let latin: Vec<char> = "etaoinshrdlucmfwypvbgk".chars().collect();
    let arabic: Vec<char> = "اليمونرتبةعدسفهكقحجشصخ".chars().collect();
    let (latin, arabic) = (words(&mut dice, &latin, 5_000), words(&mut dice, &arabic, 5_000));
    for (name, every) in [
        (
            "before any page is parsed (none in the language asked for)",
            usize::MAX,
        ),
        ("one page in fifty parsed", 50),
    ] {
        let records: Vec<Vec<u8>> = (0..500)
            .map(|n| {
                let words = if every < 500 && n % every == 1 {
                    &arabic
                } else {
                    &latin
                };
                record(n, &page(&mut dice, words))
            })
            .collect();
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let mut size = 0;
        while size < megabytes * 1_000_000 {
            let record = &records[dice.roll(records.len())];
            file.write_all(record).unwrap();
            size += record.len();
        }
        file.flush().unwrap();

        let (start, processor) = (Instant::now(), processor_seconds());
        let mut items = open(
            file.path(),
            &Options {
                languages: vec!["ar".to_owned()],
                ..Options::default()
            },
        );
        let documents = items.by_ref().filter(|r| r.is_ok()).count();
        let (seconds, processor) = (start.elapsed().as_secs_f64(), processor_seconds() - processor);
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let peak = status
            .lines()
            .find(|l| l.starts_with("VmHWM"))
            .unwrap_or("VmHWM: unknown")
            .to_owned();
        println!(
            "{name}: {} MB of .warc.gz, {documents} documents, {:.0} MB/s compressed by the clock, {:.0} MB/s of processor time; {peak}; {:?}",
            size / 1_000_000,
            size as f64 / 1e6 / seconds,
            size as f64 / 1e6 / processor,
            items.left_out()
        );
    }
}

/// The processor time used so far, which a busy machine does not distort (Linux; elsewhere nothing).
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    // utime and stime, in hundredths of a second on every usual kernel.
    [11, 12]
        .iter()
        .filter_map(|at| fields.get(*at)?.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}
