//! Throughput of each stage, on text made of our own sentences, and of inputs that would show anything quadratic.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use mahdar_text::clitic::Segmenter;
use mahdar_text::date::{DateOptions, dates_with};
use mahdar_text::number::amount_at;
use mahdar_text::{FoldedText, Text, TokenKind, fold};
use std::hint::black_box;

const PARAGRAPH: &str = "\
استقبل وزير الخارجية سالم الوادي أمس الثلاثاء في المرسى نظيره القادم من الرابية، وبحثا سبل تعزيز التعاون بين البلدين.
وقال الوزير إن حجم التبادل التجاري بلغ 2,5 مليار دولار في عام 2029، مؤكدا أن الجانبين يعملان على رفعه إلى خمسة مليارات \
بحلول نهاية العام المقبل، كما اتفقا على عقد الدورة الثانية والعشرين للجنة المشتركة في 3 آذار/ مارس 2031 بالرابية.
وأضاف أن «العلاقات تاريخية ومتينة» وأن بلاده ستواصل دعمها للحوار، مشيرا إلى أن 150 ألف زائر قدموا منذ 3 أشهر.
";

fn corpus() -> String {
    PARAGRAPH.repeat(1_000_000 / PARAGRAPH.len() + 1)
}

fn stages(c: &mut Criterion) {
    let corpus = corpus();
    let text = Text::parse(&corpus);
    let options = DateOptions {
        published: "2030-12-05".parse().ok(),
        ..DateOptions::default()
    };
    let segmenter = Segmenter::new();
    let mut group = c.benchmark_group("stages");
    group
        .sample_size(10)
        .throughput(Throughput::Bytes(corpus.len() as u64));
    group.bench_function("fold", |b| b.iter(|| fold(black_box(&corpus))));
    group.bench_function("fold with map", |b| {
        b.iter(|| FoldedText::new(black_box(&corpus)))
    });
    group.bench_function("parse (fold, tokens, sentences)", |b| {
        b.iter(|| Text::parse(black_box(&corpus)).len())
    });
    group.bench_function("clauses", |b| {
        b.iter(|| {
            (0..text.sentences().len())
                .map(|s| text.clauses(s).len())
                .sum::<usize>()
        })
    });
    group.bench_function("amounts", |b| {
        b.iter(|| (0..text.len()).filter(|i| amount_at(&text, *i).is_some()).count())
    });
    group.bench_function("dates", |b| {
        b.iter(|| {
            let sentences = text.sentences().iter();
            sentences
                .map(|s| dates_with(&text, s.tokens(), &options).len())
                .sum::<usize>()
        })
    });
    group.bench_function("segment", |b| {
        b.iter(|| {
            let words = (0..text.len()).filter(|i| text.kind(*i) == TokenKind::Word);
            words
                .map(|i| segmenter.segment(text.raw(i)).proclitics.len())
                .sum::<usize>()
        })
    });
    group.finish();
}

/// Twice the input must take about twice the time.
fn pathological(c: &mut Criterion) {
    let mut group = c.benchmark_group("pathological");
    group.sample_size(10);
    for (name, unit) in [
        ("one letter", "و"),
        ("one word again", "و "),
        ("marks", "\u{651}"),
        ("signs", "«(\"["),
        ("full stops", ". . "),
        ("number words", "ألف ومئة و"),
        ("digits", "1.2،3/4-5 6 7 "),
        ("date words", "بعد أول يوم من آخر أحد في "),
    ] {
        for size in [250_000, 500_000] {
            let input = unit.repeat(size / unit.len());
            group.throughput(Throughput::Bytes(input.len() as u64));
            group.bench_with_input(BenchmarkId::new(name, size), &input, |b, input| {
                b.iter(|| {
                    let text = Text::parse(input);
                    let clauses: usize = (0..text.sentences().len()).map(|s| text.clauses(s).len()).sum();
                    let amounts = (0..text.len()).filter(|i| amount_at(&text, *i).is_some()).count();
                    let dates = dates_with(&text, 0..text.len(), &DateOptions::default()).len();
                    black_box(clauses + amounts + dates)
                })
            });
        }
    }
    group.finish();
}

criterion_group!(benches, stages, pathological);
criterion_main!(benches);
