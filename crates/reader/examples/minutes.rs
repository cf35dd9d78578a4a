//! Reads JSON Lines of documents and prints a reading a line: `cargo run -p mahdar-reader --example minutes -- FILE`.

use mahdar_lexicon::Lexicon;
use mahdar_reader::{Options, read_with};
use std::io::{BufRead, BufReader, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("usage: minutes FILE.jsonl [--explain]")?;
    let options = Options {
        explain: std::env::args().any(|a| a == "--explain"),
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let document = serde_json::from_str(&line?)?;
        let reading = read_with(&document, Lexicon::built_in(), options);
        serde_json::to_writer(&mut out, &reading)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
