//! Lists, pages, search.

use crate::common::{add, fresh};
use crate::world;
use mahdar_register::ask::{Filter, Sort};
use mahdar_register::search::SearchRequest;
use mahdar_register::{Kind, Register};

fn world() -> (tempfile::TempDir, Register) {
    let (dir, mut register) = fresh();
    add(&mut register, &world::all());
    (dir, register)
}

/// The own ids of the documents found, and the words marked in them.
fn search(register: &Register, query: &str) -> (Vec<String>, Vec<String>) {
    let answer = register
        .search(&SearchRequest {
            query: query.into(),
            kinds: vec![Kind::Document],
            ..SearchRequest::default()
        })
        .unwrap();
    let mut documents: Vec<String> = answer
        .hits
        .iter()
        .map(|h| h.document.clone().unwrap().name)
        .collect();
    documents.sort();
    let marks = answer.hits.iter().flat_map(|h| &h.snippets).flat_map(|s| {
        s.marks
            .iter()
            .map(|(a, b)| s.text.chars().skip(*a as usize).take((b - a) as usize).collect())
    });
    (documents, marks.collect())
}

#[test]
fn words_are_found_with_what_stands_before_them() {
    let (_dir, register) = world();
    assert_eq!(
        search(&register, "الصبر"),
        (vec!["marsa-3".into()], vec!["بالصبر".into()])
    );
    assert_eq!(search(&register, "ألمانيا").0, ["marsa-3"]);
    assert!(search(&register, "مانيا").0.is_empty());
}

#[test]
fn quotation_marks_bypass_folding() {
    let (_dir, register) = world();
    assert_eq!(search(&register, "استانفت").0, ["marsa-3"]);
    assert!(search(&register, "\"استانفت الخطوط\"").0.is_empty());
    assert_eq!(search(&register, "\"استأنفت الخطوط\"").1, ["استأنفت", "الخطوط"]);
}

#[test]
fn for_nothing_found_the_forms_tried_are_told() {
    let (_dir, register) = world();
    let answer = register
        .search(&SearchRequest {
            query: "البحيرة".into(),
            ..SearchRequest::default()
        })
        .unwrap();
    assert_eq!(answer.total, 0);
    assert!(answer.tried[0].contains(&"بالبحيره".to_owned()));
}

#[test]
fn the_index_mends_itself() {
    let (dir, register) = world();
    let path = register.path().to_path_buf();
    drop(register);
    std::fs::remove_dir_all(dir.path().join("mahdar.db.index")).unwrap();
    let register = Register::open(&path).unwrap();
    assert_eq!(search(&register, "الصبر").0, ["marsa-3"]);
    std::fs::write(dir.path().join("mahdar.db.index/meta.json"), "{").unwrap();
    let register = Register::open(&path).unwrap();
    assert_eq!(search(&register, "الصبر").0, ["marsa-3"]);
    assert!(register.verify().unwrap().is_sound());
}

#[test]
fn pages_hold_everything_once() {
    let (_dir, register) = world();
    for (sort, descending) in [
        (Sort::First, false),
        (Sort::Label, true),
        (Sort::Docs, true),
        (Sort::Due, false),
    ] {
        let all: Vec<String> = {
            let filter = Filter {
                sort,
                descending,
                ..Filter::default()
            };
            register
                .list(Kind::Commitment, &filter)
                .unwrap()
                .items
                .into_iter()
                .map(|t| t.id)
                .collect()
        };
        let (mut paged, mut cursor) = (Vec::new(), None);
        loop {
            let filter = Filter {
                sort,
                descending,
                limit: 1,
                cursor,
                ..Filter::default()
            };
            let page = register.list(Kind::Commitment, &filter).unwrap();
            paged.extend(page.items.into_iter().map(|t| t.id));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(paged, all);
    }
}

#[test]
fn filters() {
    let (_dir, register) = world();
    let count = |kind, filter: Filter| register.list(kind, &filter).unwrap().items.len();
    let between = |a: &str, b: &str| vec![a.parse().unwrap(), b.parse().unwrap()];
    assert_eq!(
        count(
            Kind::Encounter,
            Filter {
                between: between("XMA", "XWA"),
                ..Filter::default()
            }
        ),
        2
    );
    assert_eq!(
        count(
            Kind::Encounter,
            Filter {
                between: between("XMA", "XJB"),
                ..Filter::default()
            }
        ),
        0
    );
    assert_eq!(
        count(
            Kind::Encounter,
            Filter {
                person: Some("النخيل".into()),
                ..Filter::default()
            }
        ),
        2
    );
    assert_eq!(
        count(
            Kind::Commitment,
            Filter {
                text: Some("التجارة".into()),
                ..Filter::default()
            }
        ),
        2
    );
    assert_eq!(
        count(
            Kind::Encounter,
            Filter {
                since: "2031".parse().ok(),
                ..Filter::default()
            }
        ),
        1
    );
    let since = Filter {
        since: "2030-04".parse().ok(),
        until: "2030".parse().ok(),
        ..Filter::default()
    };
    assert_eq!(count(Kind::Encounter, since), 1);
}
