//! `mahdar read` as a user runs it.

use assert_cmd::Command;
use std::{fs, path::Path};

fn mahdar() -> Command {
    let mut command = Command::cargo_bin("mahdar").expect("the binary is built with its tests");
    command.env_remove("MAHDAR_LANG").env_remove("MAHDAR_DIGITS");
    command
}

fn run(args: &[&str], stdin: &[u8]) -> (i32, String, String) {
    let output = mahdar()
        .args(args)
        .write_stdin(stdin.to_vec())
        .output()
        .expect("the binary runs");
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8(output.stdout).expect("it prints UTF-8"),
        String::from_utf8(output.stderr).expect("it prints UTF-8"),
    )
}

fn documents(count: usize) -> String {
    (0..count)
        .map(|i| format!("{{\"id\":\"d{i}\",\"text\":\"خبر رقم {i}\\nالتقى وزير خارجية مصر سامح العلي نظيره الأردني في عمان.\"}}\n"))
        .collect()
}

fn lines(out: &str) -> Vec<serde_json::Value> {
    out.lines()
        .map(|l| serde_json::from_str(l).expect("a line is JSON"))
        .collect()
}

#[test]
fn readings_come_in_input_order_whatever_the_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("news");
    fs::write(&file, documents(500)).unwrap();
    let path = file.to_str().unwrap();
    let (code, one, _) = run(&["read", path, "--format", "jsonl", "--threads", "1"], b"");
    let (_, four, _) = run(&["read", path, "--format", "jsonl", "--threads", "4"], b"");
    assert_eq!(code, 0);
    assert!(one == four, "one thread and four print different bytes");
    let ids: Vec<_> = lines(&one)
        .iter()
        .map(|r| r["document"]["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, (0..500).map(|i| format!("d{i}")).collect::<Vec<_>>());
}

#[test]
fn quotes_stand_where_the_offsets_say() {
    let (_, out, _) = run(&["read", "-", "--format", "jsonl"], documents(1).as_bytes());
    let reading = &lines(&out)[0];
    let text: Vec<char> = reading["document"]["text"].as_str().unwrap().chars().collect();
    for kind in [
        "people",
        "encounters",
        "commitments",
        "positions",
        "instruments",
        "attributions",
        "padding",
    ] {
        for record in reading[kind].as_array().unwrap() {
            let (start, end) = (
                record["start"].as_u64().unwrap() as usize,
                record["end"].as_u64().unwrap() as usize,
            );
            assert_eq!(
                text[start..end].iter().collect::<String>(),
                record["quote"].as_str().unwrap()
            );
        }
    }
}

#[test]
fn a_broken_line_is_named_and_the_rest_goes_on() {
    let input = format!(
        "{}{}",
        documents(1),
        "{\"id\": \"x\", \"text\": 7}\n{\"id\":\"last\",\"text\":\"خبر\"}\n"
    );
    let (code, out, err) = run(&["read", "-", "--format", "jsonl"], input.as_bytes());
    assert_eq!(code, 1);
    assert_eq!(lines(&out).len(), 2);
    assert!(err.contains("line 2"), "{err}");
}

#[test]
fn a_missing_file_is_named() {
    let (code, _, err) = run(&["read", "no-such-file.txt"], b"");
    assert_eq!(code, 1);
    assert!(err.contains("no-such-file.txt"), "{err}");
}

#[test]
fn wrong_usage_is_told_from_failure() {
    assert_eq!(run(&["read", "--format", "verse"], b"").0, 2);
    assert_eq!(run(&["read", "--published", "yesterday"], b"").0, 2);
}

#[test]
fn encodings_of_the_arab_press_are_recognised() {
    let text =
        "وزير الخارجية يصل إلى عمان\nوصل الوزير مساء أمس إلى العاصمة الأردنية عمان في زيارة تستمر يومين.\n";
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let with_mark: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
    for bytes in [text.as_bytes().to_vec(), with_mark, utf16] {
        let (code, out, err) = run(&["read", "-", "--format", "jsonl"], &bytes);
        assert_eq!(code, 0, "{err}");
        assert!(
            lines(&out)[0]["document"]["text"]
                .as_str()
                .unwrap()
                .starts_with("وزير الخارجية")
        );
    }
}

#[test]
fn texts_that_cannot_be_read_say_why() {
    for (text, kind) in [("", "empty"), ("The two ministers met.", "not_arabic")] {
        let input = serde_json::json!({"text": text}).to_string();
        let (_, out, _) = run(&["read", "-", "--format", "json"], input.as_bytes());
        let reading: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(reading["problems"][0]["kind"], kind);
    }
}

#[test]
fn minutes_speak_both_languages() {
    let examples =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/01-council-joint-statement.jsonl");
    let path = examples.to_str().unwrap();
    assert!(run(&["read", path], b"").1.contains("الالتزامات"));
    assert!(
        run(&["read", path, "--lang", "en"], b"")
            .1
            .contains("Commitments")
    );
    assert!(run(&["read", path, "--digits", "arabic"], b"").1.contains('٥'));
}

#[test]
fn the_schema_is_what_the_types_say() {
    let (code, out, _) = run(&["schema", "reading"], b"");
    assert_eq!(code, 0);
    let schema: serde_json::Value = serde_json::from_str(&out).unwrap();
    insta::assert_json_snapshot!("reading_schema", schema);
}
