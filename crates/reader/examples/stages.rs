//! How long each stage takes over a file of documents: `cargo run --release -p mahdar-reader --example stages -- FILE.jsonl`.

use mahdar_lexicon::Lexicon;
use mahdar_reader::{
    Options, attribution, cast, encounter, instrument, mechanism, padding, scene::Scene, statement,
};
use mahdar_record::{Document, Reading};
use std::{
    hint::black_box,
    io::{BufRead, BufReader},
    time::{Duration, Instant},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: stages FILE.jsonl")?;
    let start = Instant::now();
    let lexicon = Lexicon::built_in();
    println!("lexicon: {} forms in {:?}", lexicon.len(), start.elapsed());
    let mut spent: Vec<(&str, Duration)> = Vec::new();
    let mut words = 0u64;
    let mut bytes = 0u64;
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let document: Document = serde_json::from_str(&line?)?;
        bytes += document.text.len() as u64;
        let mut clock = Clock {
            spent: &mut spent,
            next: 0,
        };
        let text = clock.time("text", || mahdar_text::Text::parse(&document.text));
        words += text.len() as u64;
        drop(clock.time("annotate", || lexicon.annotate(&text)));
        let scene = clock.time("scene (both again)", || {
            Scene::new(&document, lexicon, Options::default())
        });
        let cast = clock.time("cast", || cast::cast(&scene));
        let mut reading = Reading::empty(document.clone());
        reading.people = clock.time("people", || cast.people(&scene));
        reading.encounters = clock.time("encounters", || encounter::encounters(&scene, &cast));
        (reading.positions, reading.commitments) =
            clock.time("statements", || statement::statements(&scene, &cast));
        reading.instruments = clock.time("instruments", || instrument::instruments(&scene, &cast));
        reading.mechanisms = clock.time("mechanisms", || {
            mechanism::mechanisms(&scene, &cast, &reading.instruments)
        });
        reading.attributions = clock.time("attributions", || attribution::attributions(&scene, &cast));
        reading.padding = clock.time("padding", || padding::padding(&scene, &cast, &reading));
        black_box(&reading);
    }
    for (stage, time) in &spent {
        println!(
            "{stage:<20} {:>7.1} ns a token {:>9.1} MB/s",
            time.as_nanos() as f64 / words as f64,
            bytes as f64 / 1e6 / time.as_secs_f64()
        );
    }
    Ok(())
}

struct Clock<'a> {
    spent: &'a mut Vec<(&'static str, Duration)>,
    next: usize,
}

impl Clock<'_> {
    fn time<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        if self.spent.len() == self.next {
            self.spent.push((stage, Duration::ZERO));
        }
        self.spent[self.next].1 += start.elapsed();
        self.next += 1;
        result
    }
}
