//! Prints what sources hold: `extract [--quiet] PATH...` (`-` for standard input).
//!
//! With `--quiet` only the counts, the throughput and the peak memory (Linux).

use std::path::Path;
use std::time::Instant;

use mahdar_source::{Options, from_reader, open};

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let quiet = arguments.first().is_some_and(|a| a == "--quiet");
    if quiet {
        arguments.remove(0);
    }
    for path in &arguments {
        let start = Instant::now();
        let options = Options {
            languages: vec!["ar".into()],
            ..Options::default()
        };
        let mut items = match path.as_str() {
            "-" => from_reader("standard input", std::io::stdin(), &options),
            path => open(Path::new(path), &options),
        };
        let (mut documents, mut errors, mut bytes) = (0usize, 0usize, 0usize);
        for result in items.by_ref() {
            match result {
                Ok(item) => {
                    documents += 1;
                    bytes += item.bytes.len();
                    if !quiet {
                        let mut shown = item.document.clone();
                        let text = std::mem::take(&mut shown.text);
                        println!(
                            "=== {}\n{}\n---\n{text}\n",
                            item.place,
                            serde_json::to_string(&shown).unwrap_or_default()
                        );
                    }
                }
                Err(error) => {
                    errors += 1;
                    eprintln!("{error}");
                }
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        let peak = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let peak = peak
            .lines()
            .find(|l| l.starts_with("VmHWM"))
            .unwrap_or_default()
            .to_owned();
        eprintln!(
            "{path}: {documents} documents, {errors} errors, {:.1} MB of documents in {seconds:.2} s = {:.1} MB/s; {peak}; left out {:?}",
            bytes as f64 / 1e6,
            bytes as f64 / 1e6 / seconds,
            items.left_out(),
        );
    }
}
