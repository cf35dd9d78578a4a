//! What people rule, what it does, and that it survives.

use crate::common::{NOW, add, fresh, read};
use crate::world;
use mahdar_register::ask::{Filter, Shown as Page, Thing};
use mahdar_register::decide::{Ruling, Shown};
use mahdar_register::{Kind, LogEntry, Register, RegisterError, State, decision_id};

fn one(register: &Register, kind: Kind, filter: Filter) -> Thing {
    register
        .list(kind, &filter)
        .unwrap()
        .items
        .into_iter()
        .next()
        .unwrap()
}

fn flights(register: &Register) -> Thing {
    let filter = Filter {
        sector: Some("transport".into()),
        ..Filter::default()
    };
    one(register, Kind::Commitment, filter)
}

fn rule(register: &mut Register, ruling: Ruling) -> LogEntry {
    register.decide(&ruling, NOW, "ليلى").unwrap()
}

fn world() -> (tempfile::TempDir, Register) {
    let (dir, mut register) = fresh();
    add(&mut register, &world::all());
    (dir, register)
}

#[test]
fn a_status_needs_evidence_that_the_document_says() {
    let (_dir, mut register) = world();
    let id = flights(&register).id;
    let status = |quote: &str| Ruling::Status {
        id: id.clone(),
        status: State::Fulfilled,
        since: None,
        evidence: vec![Shown::Words {
            document: "marsa-3".into(),
            quote: quote.into(),
        }],
        note: "عادت الرحلات".into(),
    };
    let Ruling::Status { mut evidence, .. } = status("x") else {
        unreachable!()
    };
    let document = register.find("marsa-3").unwrap();
    evidence[0] = Shown::Words {
        document: document.clone(),
        quote: "لم يقل هذا أحد".into(),
    };
    let wrong = Ruling::Status {
        id: id.clone(),
        status: State::Fulfilled,
        since: None,
        evidence,
        note: "x".into(),
    };
    assert!(matches!(
        register.decide(&wrong, NOW, "ليلى"),
        Err(RegisterError::Invalid(_))
    ));
    let right = Ruling::Status {
        id: id.clone(),
        status: State::Fulfilled,
        since: "2030-09-20".parse().ok(),
        evidence: vec![Shown::Words {
            document,
            quote: "استأنفت الخطوط الجوية للواحات رحلاتها المباشرة".into(),
        }],
        note: "عادت الرحلات".into(),
    };
    rule(&mut register, right);
    let done = flights(&register);
    assert_eq!(done.status.as_deref(), Some("fulfilled"));
    assert_eq!(done.data["moves"][0]["actor"], "ليلى");
}

#[test]
fn a_correction_is_followed_and_told_apart() {
    let (_dir, mut register) = world();
    let id = flights(&register).id;
    let set = |field: &str, value: serde_json::Value| Ruling::Correct {
        id: id.clone(),
        field: field.into(),
        value,
        note: None,
    };
    assert!(
        register
            .decide(&set("sector", "flying".into()), NOW, "ليلى")
            .is_err()
    );
    assert!(
        register
            .decide(&set("colour", "red".into()), NOW, "ليلى")
            .is_err()
    );
    assert!(
        register
            .decide(&set("quote", "غيره".into()), NOW, "ليلى")
            .is_err()
    );
    let made = rule(&mut register, set("sector", "tourism".into()));
    let Page::Thing(page) = register.show(&id, 5).unwrap() else {
        panic!()
    };
    assert_eq!(
        (page.thing.data["sector"].as_str(), page.thing.ruling.as_deref()),
        (Some("tourism"), Some("changed"))
    );
    let revoke = Ruling::Revoke {
        decision: decision_id(&made.at, &made.actor, &made.decision),
        note: None,
    };
    rule(&mut register, revoke);
    assert_eq!(flights(&register).data["sector"], "transport");
}

#[test]
fn what_is_rejected_leaves_the_record_and_comes_back() {
    let (_dir, mut register) = world();
    let before = register.digest().unwrap();
    let id = flights(&register).id;
    rule(
        &mut register,
        Ruling::Reject {
            id: id.clone(),
            note: None,
        },
    );
    let all = register.list(Kind::Commitment, &Filter::default()).unwrap().items;
    assert!(all.iter().all(|c| c.id != id));
    assert!(register.verify().unwrap().is_sound());
    rule(
        &mut register,
        Ruling::Revoke {
            decision: "1".into(),
            note: None,
        },
    );
    assert_eq!(register.digest().unwrap(), before);
}

#[test]
fn same_and_not_same() {
    let (_dir, mut register) = world();
    let people = |r: &Register| r.list(Kind::Person, &Filter::default()).unwrap().items;
    let apart = people(&register);
    let wadi: Vec<&Thing> = apart.iter().filter(|p| p.label.contains("الوادي")).collect();
    let evidence = register.evidence(&wadi[0].id, 10).unwrap();
    let (first, last) = (evidence[0].id.clone(), evidence[evidence.len() - 1].id.clone());
    rule(
        &mut register,
        Ruling::NotSame {
            a: first,
            b: last,
            note: None,
        },
    );
    assert_eq!(people(&register).len(), apart.len() + 1);
    rule(
        &mut register,
        Ruling::Revoke {
            decision: "1".into(),
            note: None,
        },
    );
    assert_eq!(people(&register).len(), apart.len());
    let others: Vec<String> = apart.iter().map(|p| p.id.clone()).collect();
    rule(
        &mut register,
        Ruling::Same {
            a: others[0].clone(),
            b: others[1].clone(),
            note: None,
        },
    );
    assert_eq!(people(&register).len(), apart.len() - 1);
    let digest = register.digest().unwrap();
    register.rebuild(read, |_| {}).unwrap();
    assert_eq!(register.digest().unwrap(), digest);
}

#[test]
fn a_decision_whose_words_are_gone_is_orphaned() {
    let (_dir, mut register) = world();
    let id = flights(&register).id;
    rule(&mut register, Ruling::Confirm { id, note: None });
    assert!(register.orphans().unwrap().is_empty());
    register
        .rebuild(|d| mahdar_record::Reading::empty(d.clone()), |_| {})
        .unwrap();
    let orphans = register.orphans().unwrap();
    assert_eq!(orphans.len(), 1);
    assert!(orphans[0].missing[0].1.contains("no longer"));
    assert_eq!(register.log().unwrap().len(), 1);
}

#[test]
fn decisions_travel_as_json_lines() {
    let (_dir, mut register) = world();
    let id = flights(&register).id;
    rule(
        &mut register,
        Ruling::Confirm {
            id: id.clone(),
            note: Some("صحيح".into()),
        },
    );
    rule(
        &mut register,
        Ruling::Note {
            id,
            note: "للمتابعة".into(),
        },
    );
    let mut lines = Vec::new();
    register.export_decisions(&mut lines).unwrap();
    let (_other, mut empty) = world();
    let imported = empty.import_decisions(&mut lines.as_slice()).unwrap();
    assert_eq!((imported.added, imported.known), (2, 0));
    assert_eq!(empty.import_decisions(&mut lines.as_slice()).unwrap().known, 2);
    let mut again = Vec::new();
    empty.export_decisions(&mut again).unwrap();
    assert_eq!(
        String::from_utf8(again).unwrap(),
        String::from_utf8(lines).unwrap()
    );
    assert_eq!(empty.digest().unwrap(), register.digest().unwrap());
}
