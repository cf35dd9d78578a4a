//! What becomes one thing and what does not; that order, batches and threads are without effect.

use crate::common::{NOW, add, fresh, incoming, read};
use crate::world;
use mahdar_record::Document;
use mahdar_register::ask::{Filter, Thing};
use mahdar_register::{Kind, Register};
use proptest::prelude::*;

fn list(register: &Register, kind: Kind) -> Vec<Thing> {
    register.list(kind, &Filter::default()).unwrap().items
}

#[test]
fn two_reports_of_one_session_are_one_encounter() {
    let (_dir, mut register) = fresh();
    add(&mut register, &world::all());
    let met = list(&register, Kind::Encounter);
    let days: Vec<_> = met
        .iter()
        .map(|e| (e.first.as_deref().unwrap(), e.docs))
        .collect();
    assert_eq!(days, [("2030-04-12", 2), ("2031-05-01", 1)]);
    assert!(
        met.iter()
            .all(|e| e.data["mechanism"]["id"] == met[0].data["mechanism"]["id"])
    );
}

#[test]
fn two_reports_of_one_promise_are_one_commitment() {
    let (_dir, mut register) = fresh();
    add(&mut register, &world::all());
    let trade = Filter {
        sector: Some("trade".into()),
        ..Filter::default()
    };
    let promises = register.list(Kind::Commitment, &trade).unwrap().items;
    let told: Vec<_> = promises
        .iter()
        .map(|c| (c.data["target"]["value"].as_f64().unwrap(), c.docs))
        .collect();
    assert_eq!(told, [(2e9, 2), (3e9, 1)]);
}

#[test]
fn a_surname_finds_its_person_and_a_namesake_stays_apart() {
    let (_dir, mut register) = fresh();
    add(
        &mut register,
        &[world::first_session(), world::first_session_elsewhere()],
    );
    let people = list(&register, Kind::Person);
    assert_eq!(people.len(), 2, "{people:#?}");
    assert!(people.iter().all(|p| p.docs == 2));
}

#[test]
fn the_same_bytes_are_unchanged() {
    let (_dir, mut register) = fresh();
    add(&mut register, &world::all());
    let before = register.digest().unwrap();
    let again = add(&mut register, &world::all());
    assert_eq!((again.added, again.unchanged), (0, 5));
    assert_eq!(register.digest().unwrap(), before);
}

#[test]
fn the_same_address_with_new_bytes_is_a_new_version() {
    let (_dir, mut register) = fresh();
    let mut first = world::second_session();
    first.url = Some("https://marsa.example/2".into());
    let mut second = first.clone();
    second.published = Some("2031-05-03".into());
    second.extra["reading"]["commitments"] = serde_json::json!([]);
    add(&mut register, &[first]);
    assert_eq!(list(&register, Kind::Commitment).len(), 1);
    let sum = add(&mut register, &[second]);
    assert_eq!(sum.new_versions.len(), 1);
    assert_eq!(sum.new_versions[0].lost.len(), 1);
    assert!(list(&register, Kind::Commitment).is_empty());
    let versions = register.versions(&sum.new_versions[0].after).unwrap();
    assert_eq!(
        versions.iter().map(|v| v.current).collect::<Vec<_>>(),
        [false, true]
    );
    assert!(register.verify().unwrap().is_sound());
}

#[test]
fn rebuilding_changes_nothing() {
    let (_dir, mut register) = fresh();
    add(&mut register, &world::all());
    let before = register.digest().unwrap();
    register.rebuild(read, |_| {}).unwrap();
    assert_eq!(register.digest().unwrap(), before);
    assert_eq!(register.verify().unwrap().findings, []);
}

#[test]
fn an_id_of_any_record_leads_to_its_thing() {
    let (_dir, mut register) = fresh();
    add(&mut register, &world::all());
    let met = &list(&register, Kind::Encounter)[0];
    for evidence in register.evidence(&met.id, 10).unwrap() {
        assert_eq!(register.find(&evidence.id).unwrap(), met.id);
    }
    assert_eq!(register.find(&met.id[..7]).unwrap(), met.id);
}

fn digest(batches: Vec<Vec<Document>>) -> String {
    let (_dir, mut register) = fresh();
    for batch in batches {
        let documents: Vec<_> = batch.iter().map(incoming).collect();
        register.add(documents.into_iter(), NOW, read, |_| {}).unwrap();
    }
    register.digest().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn order_and_batches_are_without_effect(
        order in Just(world::all()).prop_shuffle(),
        cut in 0usize..=5,
    ) {
        let (a, b) = order.split_at(cut);
        prop_assert_eq!(digest(vec![a.to_vec(), b.to_vec()]), digest(vec![world::all()]));
    }
}
