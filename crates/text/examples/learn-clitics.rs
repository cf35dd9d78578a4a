//! Makes `data/words.fst`, the vocabulary of the segmenter, from JSON Lines with a `text` in each (gzip or plain).
//!
//! `cargo run -p mahdar-text --release --example learn-clitics -- news.jsonl.gz crates/text/data/words.fst [least count]`

use flate2::read::MultiGzDecoder;
use mahdar_text::{Text, TokenKind, clitic::learn};
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, target, rest @ ..] = &arguments[..] else {
        return Err("give the source, the target and, if it is not to be 3, the least count".into());
    };
    let least = rest.first().map_or(Ok(3), |n| n.parse())?;
    let file = File::open(source)?;
    let reader: Box<dyn Read> = if source.ends_with(".gz") {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut words: Vec<String> = Vec::new();
    for line in BufReader::new(reader).lines() {
        let document: serde_json::Value = serde_json::from_str(&line?)?;
        let Some(text) = document["text"].as_str() else {
            continue;
        };
        let text = Text::parse(text);
        let arabic = (0..text.len()).filter(|i| text.kind(*i) == TokenKind::Word);
        words.extend(arabic.map(|i| text.raw(i).to_owned()));
    }
    let learned = learn(words.iter().map(String::as_str), least)?;
    std::fs::write(target, &learned.bytes)?;
    println!(
        "{} words running, {} kept, {} bytes",
        words.len(),
        learned.words,
        learned.bytes.len()
    );
    Ok(())
}
