//! Killed, filled up, written by two at once, cut short, tampered with.

use crate::common::{NOW, add, fresh, read};
use crate::world;
use mahdar_register::ask::Filter;
use mahdar_register::decide::Ruling;
use mahdar_register::{Kind, Register, RegisterError};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// The program that adds, built with the tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.ancestors().nth(2).unwrap();
    let path = folder
        .join("examples")
        .join(format!("record{}", std::env::consts::EXE_SUFFIX));
    assert!(
        path.exists(),
        "{} is built by cargo test --examples",
        path.display()
    );
    path
}

/// `count` different documents on `path`, beginning with number `from`.
fn write_documents(path: &Path, from: usize, count: usize) {
    let mut file = std::fs::File::create(path).unwrap();
    let world = world::all();
    for n in from..from + count {
        let mut document = world[n % world.len()].clone();
        document.id = format!("{}-{n}", document.id);
        let published: jiff::civil::Date = document.published.as_deref().unwrap().parse().unwrap();
        let later = published
            .checked_add(jiff::Span::new().days((n / world.len() * 9) as i64))
            .unwrap();
        document.published = Some(later.to_string());
        writeln!(file, "{}", serde_json::to_string(&document).unwrap()).unwrap();
    }
}

fn run(args: &[&str]) -> bool {
    Command::new(program())
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap()
        .success()
}

fn digest_of(file: &Path) -> String {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("clean.db");
    assert!(run(&["add", record.to_str().unwrap(), file.to_str().unwrap()]));
    Register::open(&record).unwrap().digest().unwrap()
}

/// Pseudo-random numbers that are the same in every run (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// How often processes are killed: a few times in every test run, as often as `MAHDAR_KILLS` says for the table.
fn kills() -> u64 {
    std::env::var("MAHDAR_KILLS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(3)
}

/// Starts the program, kills it after a while, and returns the lines it had printed by then.
fn killed(args: &[&str], after: Duration) -> Vec<String> {
    let mut child = Command::new(program())
        .args(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = child.stdout.take().unwrap();
    let lines = std::thread::spawn(move || {
        BufReader::new(out)
            .lines()
            .map_while(Result::ok)
            .collect::<Vec<_>>()
    });
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    lines.join().unwrap()
}

#[test]
fn killed_while_adding() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("documents.jsonl");
    write_documents(&file, 0, 700);
    let whole = digest_of(&file);
    let mut dice = Dice(7);
    for round in 0..kills() {
        let record = dir.path().join(format!("{round}.db"));
        let (at, from) = (record.to_str().unwrap(), file.to_str().unwrap());
        let lines = killed(&["add", at, from], Duration::from_millis(5 + dice.below(900)));
        let safe = lines
            .iter()
            .filter_map(|l| l.strip_prefix("safe ")?.parse::<u64>().ok())
            .max()
            .unwrap_or(0);
        let mut register = Register::open(&record).unwrap();
        let there = register.stats().unwrap().documents;
        assert!(
            there >= safe,
            "{there} of {safe} documents reported as safe are there"
        );
        register.settle().unwrap();
        let findings = register.verify().unwrap().findings;
        assert!(findings.iter().all(|f| f.part == "index"), "{findings:?}");
        drop(register);
        assert!(run(&["add", at, from]));
        assert_eq!(Register::open(&record).unwrap().digest().unwrap(), whole);
    }
}

#[test]
fn killed_while_rebuilding() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("documents.jsonl");
    write_documents(&file, 0, 400);
    let record = dir.path().join("r.db");
    let at = record.to_str().unwrap();
    assert!(run(&["add", at, file.to_str().unwrap()]));
    let whole = Register::open(&record).unwrap().digest().unwrap();
    let mut dice = Dice(11);
    for _ in 0..kills() {
        killed(&["rebuild", at], Duration::from_millis(5 + dice.below(700)));
        let register = Register::open(&record).unwrap();
        assert_eq!(register.digest().unwrap(), whole);
        let findings = register.verify().unwrap().findings;
        assert!(findings.iter().all(|f| f.part == "index"), "{findings:?}");
    }
    assert!(run(&["rebuild", at]));
    assert_eq!(Register::open(&record).unwrap().digest().unwrap(), whole);
}

#[test]
fn killed_while_deciding() {
    let dir = tempfile::tempdir().unwrap();
    let record = dir.path().join("r.db");
    let at = record.to_str().unwrap();
    let mut register = Register::open(&record).unwrap();
    add(&mut register, &world::all());
    let id = register
        .list(Kind::Commitment, &Filter::default())
        .unwrap()
        .items
        .remove(0)
        .id;
    drop(register);
    let mut dice = Dice(13);
    let mut reported = 0;
    for _ in 0..kills() {
        let lines = killed(
            &["note", at, &id, "1000"],
            Duration::from_millis(20 + dice.below(400)),
        );
        let said = lines
            .iter()
            .filter_map(|l| l.strip_prefix("ruled ")?.parse::<usize>().ok())
            .max();
        reported = said.unwrap_or(reported);
        let register = Register::open(&record).unwrap();
        assert!(register.log().unwrap().len() >= reported);
        let findings = register.verify().unwrap().findings;
        assert!(findings.iter().all(|f| f.part == "index"), "{findings:?}");
    }
}

#[test]
fn two_processes_add_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let files: Vec<PathBuf> = (0..2).map(|n| dir.path().join(format!("{n}.jsonl"))).collect();
    // Two hundred documents are in both files.
    write_documents(&files[0], 0, 400);
    write_documents(&files[1], 200, 400);
    let record = dir.path().join("r.db");
    let children: Vec<_> = files
        .iter()
        .map(|file| {
            Command::new(program())
                .args(["add".as_ref(), record.as_os_str(), file.as_os_str()])
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let all = dir.path().join("all.jsonl");
    write_documents(&all, 0, 600);
    let register = Register::open(&record).unwrap();
    assert_eq!(register.stats().unwrap().documents, 600);
    assert_eq!(register.digest().unwrap(), digest_of(&all));
}

/// A limit on the size of files stands for a full disk: writing fails in the middle of a batch.
#[cfg(unix)]
#[test]
fn the_disk_is_full() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("documents.jsonl");
    write_documents(&file, 0, 1000);
    let record = dir.path().join("r.db");
    let command = format!(
        "trap '' XFSZ; ulimit -f 1200; exec {} add {} {}",
        program().display(),
        record.display(),
        file.display()
    );
    let status = Command::new("sh")
        .args(["-c", &command])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(!status.success());
    assert!(run(&["add", record.to_str().unwrap(), file.to_str().unwrap()]));
    let register = Register::open(&record).unwrap();
    assert_eq!(register.digest().unwrap(), digest_of(&file));
    assert_eq!(register.verify().unwrap().findings, []);
}

#[test]
fn a_record_opened_for_reading_does_not_change() {
    let (_dir, mut register) = fresh();
    add(&mut register, &world::all());
    let mut reader = register.reader().unwrap();
    let people = |r: &Register| r.list(Kind::Person, &Filter::default()).unwrap();
    assert_eq!(people(&reader), people(&register));
    assert!(!people(&reader).items.is_empty());
    assert!(matches!(reader.settle(), Err(RegisterError::ReadOnly(_))));
    assert!(matches!(
        reader.rebuild(read, |_| {}),
        Err(RegisterError::ReadOnly(_))
    ));
    let id = register
        .list(Kind::Person, &Filter::default())
        .unwrap()
        .items
        .remove(0)
        .id;
    let ruling = Ruling::Confirm { id, note: None };
    assert!(matches!(
        reader.decide(&ruling, NOW, "ليلى"),
        Err(RegisterError::ReadOnly(_))
    ));
}

#[test]
fn a_backup_is_the_record() {
    let (dir, mut register) = fresh();
    add(&mut register, &world::all());
    let copy = dir.path().join("copy.db");
    register.backup(&copy, |_| {}).unwrap();
    assert!(register.backup(&copy, |_| {}).is_err());
    let copied = Register::open(&copy).unwrap();
    assert_eq!(copied.digest().unwrap(), register.digest().unwrap());
}

/// A record with one decision, whole in one file.
fn ruled() -> (tempfile::TempDir, PathBuf) {
    let (dir, mut register) = fresh();
    add(&mut register, &world::all());
    let id = register
        .list(Kind::Commitment, &Filter::default())
        .unwrap()
        .items
        .remove(0)
        .id;
    let ruling = Ruling::Note {
        id,
        note: "a remark of no other words".into(),
    };
    register.decide(&ruling, NOW, "ليلى").unwrap();
    let copy = dir.path().join("copy.db");
    register.backup(&copy, |_| {}).unwrap();
    (dir, copy)
}

/// Changes one byte at every place where `words` stand in the file.
fn flip(file: &Path, words: &[u8]) {
    let mut bytes = std::fs::read(file).unwrap();
    let places: Vec<usize> = (0..bytes.len() - words.len())
        .filter(|at| &bytes[*at..*at + words.len()] == words)
        .collect();
    assert!(!places.is_empty());
    places.iter().for_each(|at| bytes[*at] ^= 1);
    std::fs::write(file, bytes).unwrap();
}

#[test]
fn a_flipped_byte_in_a_decision_is_named() {
    let (_dir, file) = ruled();
    flip(&file, b"remark of no other words");
    let findings = Register::open(&file).unwrap().verify().unwrap().findings;
    assert!(
        findings
            .iter()
            .any(|f| f.part == "decisions" && f.message.contains("decision 1")),
        "{findings:?}"
    );
}

#[test]
fn a_flipped_byte_in_the_archive_is_named() {
    let (_dir, file) = ruled();
    let db = rusqlite::Connection::open(&file).unwrap();
    let (id, bytes): (String, Vec<u8>) = db
        .query_row(
            "SELECT d.id, a.bytes FROM archive a JOIN document d ON d.doc = a.doc LIMIT 1",
            [],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .unwrap();
    drop(db);
    flip(&file, &bytes[40..72]);
    let findings = Register::open(&file).unwrap().verify().unwrap().findings;
    assert!(
        findings
            .iter()
            .any(|f| f.part == "archive" && f.message.contains(&id)),
        "{findings:?}"
    );
}

#[test]
fn a_record_cut_short_is_told() {
    let (_dir, file) = ruled();
    let length = std::fs::metadata(&file).unwrap().len();
    std::fs::OpenOptions::new()
        .write(true)
        .open(&file)
        .unwrap()
        .set_len(length * 2 / 3)
        .unwrap();
    match Register::open(&file).and_then(|r| r.verify()) {
        Ok(report) => assert!(!report.is_sound()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
