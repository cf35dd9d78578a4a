//! Shows who is on stage in JSON Lines of documents: `cargo run -p mahdar-reader --example cast -- FILE [ID]`.

use mahdar_lexicon::Lexicon;
use mahdar_reader::{Options, cast::cast, scene::Scene};
use mahdar_record::Document;
use std::io::{BufRead, BufReader};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: cast FILE.jsonl [ID]")?;
    let only = std::env::args().nth(2);
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let document: Document = serde_json::from_str(&line?)?;
        if only.as_ref().is_some_and(|id| *id != document.id) {
            continue;
        }
        let scene = Scene::new(&document, Lexicon::built_in(), Options::default());
        let cast = cast(&scene);
        println!("== {}", document.id);
        for sentence in scene.text.sentences() {
            println!("{}", scene.text.slice(sentence.tokens()));
            for mention in cast.within(sentence.tokens()) {
                let name = mention.person.map(|p| cast.name(p)).unwrap_or("");
                println!(
                    "    {:?} «{}» [{}] {:?} {name}",
                    mention.kind,
                    scene.text.slice(mention.tokens.clone()),
                    scene.text.slice(mention.label.clone()),
                    mention.sides
                );
            }
        }
    }
    Ok(())
}
