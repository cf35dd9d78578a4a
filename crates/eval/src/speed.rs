//! `mahdar-eval speed`: how fast the reader is, beside the floor that no reader can go below, in one run.

use anyhow::{Context, Result, bail};
use mahdar_lexicon::Lexicon;
use mahdar_reader::read;
use mahdar_record::Document;
use rayon::prelude::*;
use std::{
    hint::black_box,
    path::PathBuf,
    time::{Duration, Instant},
};

/// Arguments of `mahdar-eval speed`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Documents, of any kind that `mahdar read` takes.
    file: PathBuf,
    /// Leave out the long and pathological documents.
    #[arg(long)]
    no_long: bool,
}

/// Bytes of text held at once; memory must not feel the length of the file.
const BATCH: usize = 8 << 20;

/// Measures and prints the table.
pub fn run(args: &Args) -> Result<()> {
    let lexicon = Lexicon::built_in();
    let automaton = Automaton::of(lexicon)?;
    let mut total = Totals::default();
    let mut batch = Vec::new();
    let mut size = 0;
    for item in mahdar_source::open(&args.file, &mahdar_source::Options::default()) {
        let document = item.context("a document could not be read")?.document;
        size += document.text.len();
        batch.push(document);
        if size >= BATCH {
            total.measure(&batch, lexicon, &automaton);
            batch.clear();
            size = 0;
        }
    }
    total.measure(&batch, lexicon, &automaton);
    if total.documents == 0 {
        bail!("{} holds no document", args.file.display());
    }
    total.print();
    println!(
        "peak memory          {:>8.0} MB   (resident, over all {} documents)",
        peak_memory()?,
        total.documents
    );
    if !args.no_long {
        long_documents(lexicon);
    }
    Ok(())
}

/// One pass of folding and of one automaton over all forms of the lexicon: what any reader must do at the least.
struct Automaton(aho_corasick::AhoCorasick);

impl Automaton {
    fn of(lexicon: &Lexicon) -> Result<Self> {
        let forms: std::collections::BTreeSet<String> = lexicon.lemmas().map(mahdar_text::fold).collect();
        Ok(Automaton(
            aho_corasick::AhoCorasick::builder()
                .match_kind(aho_corasick::MatchKind::LeftmostLongest)
                .build(forms)?,
        ))
    }

    fn pass(&self, bytes: &[u8]) -> usize {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        self.0.find_iter(&mahdar_text::fold(text)).count()
    }
}

#[derive(Default)]
struct Totals {
    documents: usize,
    bytes: usize,
    floor: Duration,
    one: Duration,
    all: Duration,
}

impl Totals {
    fn measure(&mut self, batch: &[Document], lexicon: &Lexicon, automaton: &Automaton) {
        self.documents += batch.len();
        self.bytes += batch.iter().map(|d| d.text.len()).sum::<usize>();
        self.floor += timed(|| {
            black_box(
                batch
                    .iter()
                    .map(|d| automaton.pass(d.text.as_bytes()))
                    .sum::<usize>(),
            );
        });
        self.one += timed(|| batch.iter().for_each(|d| drop(black_box(read(d, lexicon)))));
        self.all += timed(|| batch.par_iter().for_each(|d| drop(black_box(read(d, lexicon)))));
    }

    fn print(&self) {
        let megabytes = self.bytes as f64 / 1e6;
        let row = |name: &str, time: Duration| {
            let seconds = time.as_secs_f64();
            println!(
                "{name:<20} {:>8.1} MB/s {:>9.0} documents/s",
                megabytes / seconds,
                self.documents as f64 / seconds
            );
        };
        println!("{} documents, {megabytes:.1} MB of UTF-8 text", self.documents);
        row("floor, one thread", self.floor);
        row("reading, one thread", self.one);
        row(
            &format!("reading, {} threads", rayon::current_num_threads()),
            self.all,
        );
        println!(
            "reading / floor      {:>8.1} times",
            self.one.as_secs_f64() / self.floor.as_secs_f64()
        );
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Peak resident memory of this process in MB, as Linux counts it.
fn peak_memory() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")
        .context("peak memory is read from /proc, on Linux only")?;
    let line = status
        .lines()
        .find(|l| l.starts_with("VmHWM:"))
        .context("/proc/self/status has no VmHWM line")?;
    let kilobytes: f64 = line
        .split_whitespace()
        .nth(1)
        .context("VmHWM has no figure")?
        .parse()?;
    Ok(kilobytes / 1024.0)
}

/// Reads documents of 1 and 16 MB of each awkward kind and prints the speed of both: equal where nothing is quadratic.
fn long_documents(lexicon: &Lexicon) {
    const PLAIN: &str = "التقى وزير خارجية الواحات سالم الوادي نظيره كريم الساحلي في المرسى أمس، وأكد الجانبان أهمية التعاون، واتفقا على زيادة التجارة إلى ملياري دولار. ";
    let kinds: [(&str, &str); 7] = [
        ("running text", PLAIN),
        ("one endless line", "أكد الوزير أن التعاون مهم و"),
        ("a million و", "و "),
        ("one word of و", "و"),
        ("nested parentheses", "(قال "),
        ("only marks", "\u{064B}\u{0651}"),
        ("names without end", "سالم "),
    ];
    println!(
        "\n{:<20} {:>10} {:>10}   slower by",
        "one document of", "1 MB", "16 MB"
    );
    for (name, piece) in kinds {
        let speeds = [1usize, 16].map(|megabytes| {
            let text = piece.repeat((megabytes << 20) / piece.len());
            let document = Document::from_text(name, text);
            let time = timed(|| drop(black_box(read(&document, lexicon))));
            document.text.len() as f64 / 1e6 / time.as_secs_f64()
        });
        println!(
            "{name:<20} {:>5.1} MB/s {:>5.1} MB/s   {:>6.2}×",
            speeds[0],
            speeds[1],
            speeds[0] / speeds[1]
        );
    }
}
