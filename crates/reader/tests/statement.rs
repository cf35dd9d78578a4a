//! Positions and commitments of short texts in our own words: `cases/statement/*.txt`, one text a paragraph, the day
//! of publication for all of them in the file's first line. Each file has one snapshot that a person can read.

// Writing to a string cannot fail.
#![allow(clippy::unwrap_used)]

use mahdar_lexicon::Lexicon;
use mahdar_reader::{Options, cast::cast, read, scene::Scene, statement};
use mahdar_record::{Document, Party};
use proptest::prelude::*;
use std::fmt::Write;

fn check(name: &str) {
    let path = format!("{}/cases/statement/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let content = std::fs::read_to_string(&path).expect("the case file lies beside the tests");
    let (head, body) = content
        .split_once('\n')
        .expect("a first line with the day of publication");
    let published = head.trim_start_matches("# published ").trim();
    // Which side is named first is no matter of this stage.
    let list = |parties: &[Party]| {
        let mut names: Vec<String> = parties.iter().map(ToString::to_string).collect();
        names.sort();
        names.join(" + ")
    };
    let mut out = String::new();
    for text in body.split("\n\n").map(str::trim).filter(|t| !t.is_empty()) {
        let mut document = Document::from_text("case", text);
        document.published = Some(published.to_owned());
        let reading = read(&document, Lexicon::built_in());
        writeln!(out, "{text}").unwrap();
        for p in &reading.positions {
            writeln!(
                out,
                "  → position {} [{}]\n    «{}»",
                p.act.as_str(),
                list(&p.holders),
                p.quote.as_str()
            )
            .unwrap();
        }
        for c in &reading.commitments {
            write!(
                out,
                "  → commitment {} {} [{}]",
                c.strength.as_str(),
                c.sector.as_str(),
                list(&c.parties)
            )
            .unwrap();
            if let Some(target) = &c.target {
                write!(out, " target {} {}", target.value, target.unit).unwrap();
            }
            if let Some(due) = &c.due {
                write!(out, " due ({due})").unwrap();
            }
            if let Some(date) = c.due_date {
                write!(out, " {date}").unwrap();
            }
            writeln!(out, "\n    «{}»", c.quote.as_str()).unwrap();
        }
        writeln!(out).unwrap();
    }
    insta::with_settings!({ snapshot_path => "../cases/statement", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, out);
    });
}

#[test]
fn positions() {
    check("positions");
}

#[test]
fn commitments() {
    check("commitments");
}

#[test]
fn what_is_neither() {
    check("none");
}

#[test]
fn sectors_are_ranked_by_their_words() {
    let document = Document::from_text("case", "زيادة حجم التبادل التجاري والاستثمارات في الأمن الغذائي");
    let scene = Scene::new(&document, Lexicon::built_in(), Options::default());
    let found = statement::sectors(&scene, 0..scene.text.len());
    let codes: Vec<&str> = found.iter().map(|s| s.as_str()).collect();
    assert_eq!(codes, ["trade", "investment", "agriculture"]);
}

const WORDS: &[&str] = &[
    "أكد",
    "وأكد",
    "قال",
    "إن",
    "أن",
    "على",
    "ضرورة",
    "مشددا",
    "\"",
    "«",
    "»",
    ":",
    "،",
    ".",
    "اتفق",
    "الجانبان",
    "تم",
    "الاتفاق",
    "ستقدم",
    "لن",
    "سوف",
    "من المقرر أن",
    "مصر",
    "الرئيس",
    "حرص",
    "استعداده",
    "ل",
    "بـ",
    "5",
    "مليارات",
    "دولار",
    "وفق",
    "بيان",
    "إذا",
    "خلال",
    "عام",
    "2033",
    "وقع",
    "اتفاقية",
    "\n",
    "وأن",
    "كما",
    "بحث",
    "(",
    ")",
];

proptest! {
    /// Statements lie within the text, in candidates as in records, whatever the order of their words.
    #[test]
    fn any_order_of_statement_words_is_read(picks in prop::collection::vec(0..WORDS.len(), 0..60)) {
        let text: Vec<&str> = picks.iter().map(|&i| WORDS[i]).collect();
        let document = Document::from_text("case", text.join(" "));
        let scene = Scene::new(&document, Lexicon::built_in(), Options { explain: true });
        let cast = cast(&scene);
        for candidate in statement::candidates(&scene, &cast) {
            prop_assert!(candidate.tokens.start < candidate.tokens.end);
            prop_assert!(candidate.tokens.end <= scene.text.len());
        }
        let (positions, commitments) = statement::statements(&scene, &cast);
        for quote in positions.iter().map(|p| &p.quote).chain(commitments.iter().map(|c| &c.quote)) {
            prop_assert!(!quote.as_str().trim().is_empty());
        }
    }
}
