//! Attributions, instruments, mechanisms and padding of short texts in our own words: `cases/records/*.txt`, one text
//! a paragraph, the day of publication for all of them in the file's first line. Each file has one snapshot.

use mahdar_lexicon::Lexicon;
use mahdar_reader::read;
use mahdar_record::{Document, Reading};

fn check(name: &str, show: impl Fn(&Reading) -> Vec<String>) {
    let path = format!("{}/cases/records/{name}.txt", env!("CARGO_MANIFEST_DIR"));
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
        out += text;
        for line in show(&reading) {
            out += "\n  → ";
            out += &line;
        }
        out += "\n\n";
    }
    insta::with_settings!({ snapshot_path => "../cases/records", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, out);
    });
}

#[test]
fn attributions() {
    check("attribution", |reading| {
        let line = |a: &mahdar_record::Attribution| {
            let also: String = a.also.iter().map(|q| format!(" also «{}»", q.as_str())).collect();
            format!("{} [{}] «{}»{also}", a.kind.as_str(), a.who, a.quote.as_str())
        };
        reading.attributions.iter().map(line).collect()
    });
}

#[test]
fn instruments() {
    check("instrument", |reading| {
        let line = |i: &mahdar_record::Instrument| {
            let parties: Vec<String> = i.parties.iter().map(ToString::to_string).collect();
            let date = i.date.map_or_else(String::new, |d| format!(" {d}"));
            let status = i.status.map_or("", |s| s.as_str());
            let also: String = i.also.iter().map(|q| format!(" also «{}»", q.as_str())).collect();
            format!(
                "{} {status}{date} {} [{}] «{}»{also}",
                i.kind.as_str(),
                parties.join(","),
                i.title,
                i.quote.as_str()
            )
        };
        reading.instruments.iter().map(line).collect()
    });
}

#[test]
fn padding() {
    check("padding", |reading| {
        reading
            .padding
            .iter()
            .map(|p| p.quote.as_str().to_owned())
            .collect()
    });
}

#[test]
fn mechanisms() {
    check("mechanism", |reading| {
        let line = |m: &mahdar_record::Mechanism| {
            let sides: Vec<&str> = m.sides.iter().map(|s| s.as_str()).collect();
            let mut line = format!("[{}] {}", m.name, sides.join(","));
            for (what, said) in [
                ("chairs", m.chairs.join("، ")),
                ("cadence", m.cadence.clone().unwrap_or_default()),
                ("host", m.host_rule.clone().unwrap_or_default()),
                ("preparation", m.preparation.clone().unwrap_or_default()),
                ("founded by", m.founded_by.clone().unwrap_or_default()),
            ] {
                if !said.is_empty() {
                    line += &format!(" {what}: {said};");
                }
            }
            format!("{line} «{}»", m.quote.as_str())
        };
        reading.mechanisms.iter().map(line).collect()
    });
}
