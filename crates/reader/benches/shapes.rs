//! MB/s over documents of 1 MB and 16 MB, ordinary and pathological: `cargo bench -p mahdar-reader --bench shapes`.
//! The two columns must agree within a factor of two; more would be a step that is not linear.

use mahdar_lexicon::Lexicon;
use mahdar_reader::read;
use mahdar_record::Document;
use std::time::Instant;

const SHAPES: &[(&str, &str)] = &[
    (
        "paragraphs",
        "وقال وزير الخارجية سالم الوادي في مؤتمر صحفي إن الجانبين اتفقا على رفع التبادل التجاري إلى 5 مليارات دولار.\n",
    ),
    (
        "one endless line",
        "قال وزير الخارجية إن الاتفاق بين ليبيا وتركيا في مجال الطاقة مهم ",
    ),
    ("a million و", "و "),
    ("nested parentheses", "( ( ( ( "),
    ("only marks", "ّ"),
    ("only quotation marks", "\" "),
    (
        "a list of agreements",
        "ومذكرة تفاهم بين ليبيا وتركيا حول التعاون، ",
    ),
    ("a list of sources", "وقال مصدر في وزارة الخارجية "),
    ("headings", "الاتفاق النووي\n"),
    ("one word", "السياسية"),
];

fn main() {
    let lexicon = Lexicon::built_in();
    println!(
        "{:<24}{:>12}{:>12}{:>8}",
        "shape", "1 MB: MB/s", "16 MB: MB/s", "ratio"
    );
    for (name, piece) in SHAPES {
        let speed = |megabytes: usize, runs: usize| {
            let text = "م".to_owned() + &piece.repeat(megabytes * 1_000_000 / piece.len());
            let document = Document::from_text("shape", text);
            (0..runs)
                .map(|_| {
                    let start = Instant::now();
                    std::hint::black_box(read(&document, lexicon));
                    megabytes as f64 / start.elapsed().as_secs_f64()
                })
                .fold(0.0, f64::max)
        };
        let (one, sixteen) = (speed(1, 3), speed(16, 1));
        println!("{name:<24}{one:>12.1}{sixteen:>12.1}{:>8.2}", one / sixteen);
    }
}
