//! Processor time of each stage over a file, on Linux, where other work on the machine would spoil a clock's reading.
//!
//! `cargo run -p mahdar-text --release --example speed -- news.txt`

use mahdar_text::clitic::Segmenter;
use mahdar_text::date::{DateOptions, dates_with};
use mahdar_text::number::amount_at;
use mahdar_text::{FoldedText, Text, TokenKind, fold};
use std::hint::black_box;

/// Nanoseconds this thread has been on a processor.
fn spent() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0.0)
}

fn timed<T>(name: &str, bytes: usize, stage: impl FnOnce() -> T) -> T {
    let before = spent();
    let out = black_box(stage());
    println!("{name:<10} {:>7.1} MB/s", bytes as f64 * 1e3 / (spent() - before));
    out
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a text file")?;
    let corpus = std::fs::read_to_string(path)?;
    let size = corpus.len();
    let options = DateOptions {
        published: "2030-12-05".parse().ok(),
        ..DateOptions::default()
    };
    timed("fold", size, || fold(&corpus).len());
    timed("map", size, || FoldedText::new(&corpus).map.len());
    let text = timed("parse", size, || Text::parse(&corpus));
    timed("clauses", size, || {
        (0..text.sentences().len())
            .map(|s| text.clauses(s).len())
            .sum::<usize>()
    });
    timed("amounts", size, || {
        (0..text.len()).filter(|i| amount_at(&text, *i).is_some()).count()
    });
    timed("dates", size, || {
        text.sentences()
            .iter()
            .map(|s| dates_with(&text, s.tokens(), &options).len())
            .sum::<usize>()
    });
    let segmenter = Segmenter::new();
    timed("segment", size, || {
        let words = (0..text.len()).filter(|i| text.kind(*i) == TokenKind::Word);
        words
            .map(|i| segmenter.segment(text.raw(i)).proclitics.len())
            .sum::<usize>()
    });
    Ok(())
}
