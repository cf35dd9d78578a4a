//! `mahdar-eval register`: how fast documents are taken in, merged and asked for, and whether that stays so as the
//! record grows.

use anyhow::{Context, Result};
use mahdar_lexicon::Lexicon;
use mahdar_record::{Document, Side};
use mahdar_register::ask::{Filter, Sort};
use mahdar_register::search::SearchRequest;
use mahdar_register::{Incoming, Kind, Register};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Arguments of `mahdar-eval register`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JSON Lines of documents, unpacked.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// After how many documents to measure.
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000])]
    at: Vec<usize>,
    /// How many single documents to add for the time of one.
    #[arg(long, default_value_t = 20)]
    single: usize,
    /// Leave out the rebuild.
    #[arg(long)]
    no_rebuild: bool,
}

const NOW: &str = "2031-01-01T00:00:00Z";

fn read_files(files: &[PathBuf]) -> Result<Vec<Incoming>> {
    let mut documents = Vec::new();
    for file in files {
        let lines = BufReader::new(File::open(file).with_context(|| file.display().to_string())?).lines();
        for line in lines {
            let line = line?;
            let document: Document = serde_json::from_str(&line)?;
            documents.push(Incoming {
                document,
                bytes: line.into_bytes(),
            });
        }
    }
    Ok(documents)
}

/// Measures.
pub fn run(args: &Args) -> Result<()> {
    let lexicon = Lexicon::built_in();
    let read = |document: &Document| mahdar_reader::read(document, lexicon);
    let mut documents = read_files(&args.files)?;
    // The single documents come from all of the files, not from the end of the last.
    let step = (documents.len() / (args.single * args.at.len()).max(1)).max(2);
    let mut singles: Vec<Incoming> = Vec::new();
    let mut at = documents.len();
    while at >= step && singles.len() < args.single * args.at.len() {
        at -= step;
        singles.push(documents.swap_remove(at));
    }
    let folder = tempfile::tempdir()?;
    let mut register = Register::open(folder.path().join("mahdar.db"))?;
    let mut total = Duration::ZERO;
    let mut done = 0;
    println!(
        "| documents | add, ms a document | one document, ms: median, worst | list p50, p99 ms | search p50, p99 ms |"
    );
    println!("| --- | --- | --- | --- | --- |");
    let mut left = documents.into_iter();
    for goal in &args.at {
        let part: Vec<Incoming> = left.by_ref().take(goal.saturating_sub(done)).collect();
        if part.is_empty() {
            break;
        }
        let count = part.len();
        let begun = Instant::now();
        register.add(part.into_iter().map(Ok), NOW, read, |_| {})?;
        let took = begun.elapsed();
        total += took;
        done += count;
        let mut one = Vec::new();
        for single in singles.drain(..args.single.min(singles.len())) {
            let begun = Instant::now();
            register.add([Ok(single)].into_iter(), NOW, read, |_| {})?;
            one.push(begun.elapsed());
            done += 1;
        }
        let (lists, searches) = (lists(&register)?, searches(&register)?);
        println!(
            "| {done} | {:.2} | {:.0}, {:.0} | {:.1}, {:.1} | {:.1}, {:.1} |",
            ms(took) / count as f64,
            quantile(&mut one.clone(), 0.5),
            quantile(&mut one, 1.0),
            quantile(&mut lists.clone(), 0.5),
            quantile(&mut lists.clone(), 0.99),
            quantile(&mut searches.clone(), 0.5),
            quantile(&mut searches.clone(), 0.99),
        );
    }
    println!("\nadded in {:.1} s", total.as_secs_f64());
    let stats = register.stats()?;
    let each = |bytes: u64| bytes / stats.documents.max(1);
    println!(
        "database {} bytes a document, index {}",
        each(stats.file),
        each(stats.index)
    );
    if !args.no_rebuild {
        let before = register.digest()?;
        let begun = Instant::now();
        register.rebuild(read, |_| {})?;
        let took = begun.elapsed();
        println!(
            "rebuilt in {:.1} s, {:.2} of the time to add",
            took.as_secs_f64(),
            took.as_secs_f64() / total.as_secs_f64()
        );
        println!(
            "digest {}",
            if register.digest()? == before {
                "the same"
            } else {
                "DIFFERENT"
            }
        );
    }
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The `q`-quantile in milliseconds.
fn quantile(times: &mut [Duration], q: f64) -> f64 {
    times.sort_unstable();
    let at = ((times.len() as f64 * q).ceil() as usize).clamp(1, times.len().max(1)) - 1;
    times.get(at).map_or(0.0, |t| ms(*t))
}

/// Lists of all kinds, with the filters that people use.
fn lists(register: &Register) -> Result<Vec<Duration>> {
    let sides = |a: &str, b: &str| Ok::<Vec<Side>, mahdar_record::SideError>(vec![a.parse()?, b.parse()?]);
    let mut filters = vec![Filter::default()];
    for (a, b) in [
        ("USA", "RUS"),
        ("EGY", "DEU"),
        ("LBY", "TUR"),
        ("SAU", "IRN"),
        ("EGY", "USA"),
    ] {
        filters.push(Filter {
            between: sides(a, b)?,
            ..Filter::default()
        });
    }
    for sector in ["trade", "security", "energy"] {
        filters.push(Filter {
            sector: Some(sector.into()),
            sort: Sort::Last,
            descending: true,
            ..Filter::default()
        });
    }
    for status in ["held", "planned"] {
        filters.push(Filter {
            status: Some(status.into()),
            since: "2013-02".parse().ok(),
            ..Filter::default()
        });
    }
    let mut times = Vec::new();
    for filter in &filters {
        for kind in [
            Kind::Person,
            Kind::Encounter,
            Kind::Commitment,
            Kind::Instrument,
            Kind::Mechanism,
        ] {
            if kind == Kind::Commitment && filter.status.is_some() {
                continue;
            }
            for _ in 0..3 {
                let begun = Instant::now();
                register.list(kind, filter)?;
                times.push(begun.elapsed());
            }
        }
    }
    Ok(times)
}

/// Searches with common and rare words, phrases and several words.
fn searches(register: &Register) -> Result<Vec<Duration>> {
    let queries = [
        "الصبر",
        "ألمانيا",
        "اتفاقية",
        "الرئيس",
        "وزير الخارجية",
        "\"مجلس الأمن\"",
        "التعاون الاقتصادي",
        "مذكرة تفاهم",
        "كوريا الشمالية",
        "النفط",
        "زيارة -كرة",
        "بالتعاون مع تركيا",
        "كلمةلاتوجد",
    ];
    let mut times = Vec::new();
    for query in queries {
        for _ in 0..8 {
            let begun = Instant::now();
            register.search(&SearchRequest {
                query: query.into(),
                ..SearchRequest::default()
            })?;
            times.push(begun.elapsed());
        }
    }
    Ok(times)
}
