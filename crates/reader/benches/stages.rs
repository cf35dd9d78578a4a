//! The time of each stage of reading, over the repository's own examples.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mahdar_lexicon::Lexicon;
use mahdar_reader::{
    Options, attribution, cast, encounter, instrument, mechanism, padding, read, scene::Scene, statement,
};
use mahdar_record::{Document, Reading};
use std::{fs, hint::black_box, path::Path};

fn examples() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the examples lie in the repository")
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .collect();
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let content = fs::read_to_string(&file).expect("an example is UTF-8");
        if file.extension().is_some_and(|e| e == "jsonl") {
            out.extend(
                content
                    .lines()
                    .map(|l| serde_json::from_str::<Document>(l).expect("a line is a document")),
            );
        } else {
            out.push(Document::from_text(file.display().to_string(), content));
        }
    }
    out
}

fn stages(criterion: &mut Criterion) {
    let lexicon = Lexicon::built_in();
    let documents = examples();
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
    let scenes: Vec<Scene<'_>> = documents
        .iter()
        .map(|d| Scene::new(d, lexicon, Options::default()))
        .collect();
    let casts: Vec<_> = scenes.iter().map(cast::cast).collect();
    let readings: Vec<Reading> = documents.iter().map(|d| read(d, lexicon)).collect();
    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("scene", |b| {
        b.iter(|| {
            documents
                .iter()
                .for_each(|d| drop(black_box(Scene::new(d, lexicon, Options::default()))))
        });
    });
    group.bench_function("cast", |b| {
        b.iter(|| scenes.iter().for_each(|s| drop(black_box(cast::cast(s)))))
    });
    macro_rules! stage {
        ($name:literal, |$scene:ident, $cast:ident, $reading:ident| $work:expr) => {
            group.bench_function($name, |b| {
                b.iter(|| {
                    for (($scene, $cast), $reading) in scenes.iter().zip(&casts).zip(&readings) {
                        let _ = $reading;
                        black_box($work);
                    }
                });
            });
        };
    }
    stage!("encounters", |scene, cast, reading| encounter::encounters(
        scene, cast
    ));
    stage!("statements", |scene, cast, reading| statement::statements(
        scene, cast
    ));
    stage!("instruments", |scene, cast, reading| instrument::instruments(
        scene, cast
    ));
    stage!("mechanisms", |scene, cast, reading| mechanism::mechanisms(
        scene,
        cast,
        &reading.instruments
    ));
    stage!("attributions", |scene, cast, reading| attribution::attributions(
        scene, cast
    ));
    stage!("padding", |scene, cast, reading| padding::padding(
        scene, cast, reading
    ));
    group.bench_function("whole", |b| {
        b.iter(|| documents.iter().for_each(|d| drop(black_box(read(d, lexicon)))));
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
