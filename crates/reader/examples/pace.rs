//! How long each stage takes on JSON Lines of documents: `cargo run --profile quick -p mahdar-reader --example pace -- FILE`.

use mahdar_lexicon::Lexicon;
use mahdar_reader::{Options, cast::cast, read, scene::Scene};
use mahdar_record::Document;
use std::{
    io::{BufRead, BufReader},
    time::{Duration, Instant},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: pace FILE.jsonl")?;
    let documents: Vec<Document> = BufReader::new(std::fs::File::open(path)?)
        .lines()
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect::<Result<_, Box<dyn std::error::Error>>>()?;
    let load = Instant::now();
    let lexicon = Lexicon::built_in();
    println!("lexicon: {:?}, {} forms", load.elapsed(), lexicon.len());
    let (mut scenes, mut casts, mut whole) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    let (mut tokens, mut bytes) = (0, 0);
    for document in &documents {
        let start = Instant::now();
        let scene = Scene::new(document, lexicon, Options::default());
        scenes += start.elapsed();
        let start = Instant::now();
        std::hint::black_box(cast(&scene));
        casts += start.elapsed();
        tokens += scene.text.len();
        bytes += document.text.len();
        let start = Instant::now();
        std::hint::black_box(read(document, lexicon));
        whole += start.elapsed();
    }
    let per = |d: Duration| d.as_nanos() as usize / tokens.max(1);
    println!("{tokens} tokens, {bytes} bytes");
    println!("scene {} ns a token, cast {} ns a token", per(scenes), per(casts));
    println!(
        "reading {} ns a token, {:.1} MB/s",
        per(whole),
        bytes as f64 / 1e6 / whole.as_secs_f64()
    );
    Ok(())
}
