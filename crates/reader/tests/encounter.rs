//! Encounters of short texts in our own words: `cases/encounter/*.txt`, one text a paragraph, the day of publication
//! for all of them in the file's first line. Each file has one snapshot that a person can read.

use mahdar_lexicon::Lexicon;
use mahdar_reader::read;
use mahdar_record::Document;
use std::fmt::Write;

fn check(name: &str) {
    let path = format!("{}/cases/encounter/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let content = std::fs::read_to_string(&path).expect("the case file lies beside the tests");
    let (head, body) = content
        .split_once('\n')
        .expect("a first line with the day of publication");
    let published = head.trim_start_matches("# published ").trim();
    let mut out = String::new();
    for text in body.split("\n\n").map(str::trim).filter(|t| !t.is_empty()) {
        let mut document = Document::from_text("case", text);
        document.published = Some(published.to_owned());
        let reading = read(&document, Lexicon::built_in());
        writeln!(out, "{text}").expect("writing to a string cannot fail");
        for e in &reading.encounters {
            let mut line = format!("  → {} {}", e.kind.as_str(), e.status.as_str());
            if e.background {
                line += " background";
            }
            write!(line, " [{}]", e.participants.join(" + ")).expect("writing to a string cannot fail");
            write!(
                line,
                " {}",
                e.sides.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(",")
            )
            .expect("writing to a string cannot fail");
            if let Some(place) = &e.place {
                write!(line, " @{place}").expect("writing to a string cannot fail");
            }
            if let Some(date) = e.date {
                write!(line, " {date}").expect("writing to a string cannot fail");
            }
            if let Some(mechanism) = &e.mechanism {
                write!(line, " ({mechanism})").expect("writing to a string cannot fail");
            }
            writeln!(out, "{line}\n    «{}»", e.quote.as_str()).expect("writing to a string cannot fail");
            for also in &e.also {
                writeln!(out, "    also «{}»", also.as_str()).expect("writing to a string cannot fail");
            }
        }
        writeln!(out).expect("writing to a string cannot fail");
    }
    insta::with_settings!({ snapshot_path => "../cases/encounter", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, out);
    });
}

#[test]
fn meetings() {
    check("meetings");
}

#[test]
fn visits() {
    check("visits");
}

#[test]
fn sessions_signings_and_messages() {
    check("events");
}

#[test]
fn what_is_no_encounter() {
    check("none");
}
