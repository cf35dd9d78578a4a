//! Who is on stage in short texts of our own: `cases/cast/*.txt`, one text a paragraph. Each file has one snapshot that a
//! person can read: the persons with side, offices and fullest mention, then every mention.

use mahdar_lexicon::Lexicon;
use mahdar_reader::{Options, cast::cast, scene::Scene};
use mahdar_record::Document;
use proptest::prelude::*;
use std::fmt::Write;

fn check(name: &str) {
    let path = format!("{}/cases/cast/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let content = std::fs::read_to_string(&path).expect("the case file lies beside the tests");
    let mut out = String::new();
    for text in content.split("\n\n").map(str::trim).filter(|t| !t.is_empty()) {
        let document = Document::from_text("case", text);
        let scene = Scene::new(&document, Lexicon::built_in(), Options::default());
        let cast = cast(&scene);
        writeln!(out, "{text}").expect("writing to a string cannot fail");
        for person in cast.people(&scene) {
            let offices: Vec<&str> = person.offices.iter().map(|o| o.title.as_str()).collect();
            let side = person.side.map_or("–".to_owned(), |s| s.to_string());
            writeln!(
                out,
                "  {} [{side}] {} «{}»",
                person.name,
                offices.join("؛ "),
                person.quote.as_str()
            )
            .expect("writing to a string cannot fail");
        }
        for mention in cast.mentions() {
            let sides: Vec<&str> = mention.sides.iter().map(|s| s.as_str()).collect();
            let who = match mention.person {
                Some(person) => cast.name(person).to_owned(),
                None => mention
                    .members
                    .iter()
                    .map(|p| cast.name(*p))
                    .collect::<Vec<_>>()
                    .join(" + "),
            };
            writeln!(
                out,
                "    {:?} «{}» {} {who}",
                mention.kind,
                scene.text.slice(mention.tokens.clone()),
                sides.join(",")
            )
            .expect("writing to a string cannot fail");
        }
        writeln!(out).expect("writing to a string cannot fail");
    }
    insta::with_settings!({ snapshot_path => "../cases/cast", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, out);
    });
}

#[test]
fn offices() {
    check("offices");
}

#[test]
fn names() {
    check("names");
}

#[test]
fn whose_turn_it_is() {
    let text = "التقى وزير الخارجية المصري سامي الراوي نظيره الأردني خالد العمري. وأكد الراوي دعم بلاده. من جانبه، أعرب عن شكره.";
    let document = Document::from_text("case", text);
    let scene = Scene::new(&document, Lexicon::built_in(), Options::default());
    let cast = cast(&scene);
    let turn = (0..scene.text.len())
        .find(|&i| scene.is(i, mahdar_lexicon::Class::Turn))
        .expect("writing to a string cannot fail");
    let speaker = cast
        .speaker_for_turn(&scene, turn)
        .expect("writing to a string cannot fail");
    assert_eq!(speaker.person.map(|p| cast.name(p)), Some("خالد العمري"));
}

proptest! {
    /// Mentions lie in order, without overlap, inside the text; every person's name and quote stand in it.
    #[test]
    fn mentions_are_in_order_and_inside_the_text(
        words in proptest::collection::vec(
            prop_oneof![
                "[ا-ي]{1,7}",
                Just("وزير".to_owned()), Just("الخارجية".to_owned()), Just("المصري".to_owned()), Just("،".to_owned()),
                Just("محمد".to_owned()), Just("بن".to_owned()), Just("عبد".to_owned()), Just("نظيره".to_owned()),
                Just("و".to_owned()), Just("في".to_owned()), Just("\"".to_owned()), Just("\n".to_owned()),
                Just("الوزيران".to_owned()), Just("باسم".to_owned()), Just(".".to_owned()), Just("-".to_owned()),
            ],
            0..60,
        )
    ) {
        let text = words.join(" ");
        let document = Document::from_text("case", &text);
        let scene = Scene::new(&document, Lexicon::built_in(), Options::default());
        let cast = cast(&scene);
        let mut last = 0;
        for mention in cast.mentions() {
            prop_assert!(mention.tokens.start >= last && mention.tokens.start < mention.tokens.end);
            prop_assert!(mention.tokens.end <= scene.text.len());
            prop_assert!(mention.label.start < mention.label.end && mention.label.end <= scene.text.len());
            last = mention.tokens.end;
        }
        for i in 0..scene.text.len() {
            let _ = cast.speaker_for_turn(&scene, i);
        }
    }
}
