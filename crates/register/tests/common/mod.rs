//! Documents whose readings are written beside them, so that the register is tested without the reader: the field
//! `reading` of a document's extra fields has the records in the contract's form, with quotes but without offsets.

#![allow(dead_code)]

use mahdar_record::{Document, Reading};
use mahdar_register::{Failed, Incoming, Register};
use serde_json::{Value, json};

/// The reading written beside a document, its quotes placed.
pub fn read(document: &Document) -> Reading {
    let Some(written) = document.extra.get("reading") else {
        return Reading::empty(document.clone());
    };
    let mut reading = serde_json::to_value(Reading::empty(document.clone())).expect("a reading is JSON");
    for (list, records) in written.as_object().into_iter().flatten() {
        let mut records = records.as_array().cloned().unwrap_or_default();
        records.iter_mut().for_each(|r| complete(list, r, &document.text));
        reading[list] = Value::Array(records);
    }
    Reading::from_json(&reading.to_string()).unwrap_or_else(|e| panic!("{}: {e}", document.id))
}

/// Adds offsets, a confidence, and the fields that may be left out by hand.
fn complete(list: &str, record: &mut Value, text: &str) {
    place(record, text);
    let defaults = match list {
        "people" => json!({"offices": [], "side": null}),
        "encounters" => {
            json!({"participants": [], "sides": [], "place": null, "date": null, "date_text": null,
                               "topics": [], "background": false, "status": "held"})
        }
        "commitments" => json!({"parties": [], "sectors": [], "target": null, "due": null, "place": null,
                                "instruments": [], "background": false}),
        "instruments" => json!({"date": null, "parties": [], "status": null}),
        "mechanisms" => json!({"sides": []}),
        _ => json!({}),
    };
    let object = record.as_object_mut().expect("a record is an object");
    for (field, value) in defaults.as_object().into_iter().flatten() {
        object.entry(field.clone()).or_insert(value.clone());
    }
    if list != "padding" && list != "problems" {
        object.entry("confidence").or_insert(json!(0.9));
    }
    let side = object.get("side").cloned().unwrap_or_default();
    if let Some(Value::Array(offices)) = object.get_mut("offices") {
        for office in offices {
            if let Value::String(title) = office {
                *office = json!({"title": title, "side": side});
            }
        }
    }
    for nested in ["also", "instruments", "mentions"] {
        if let Some(Value::Array(quotes)) = object.get_mut(nested) {
            for quote in quotes {
                if let Value::String(words) = quote {
                    *quote = json!({"quote": words});
                }
                place(quote, text);
            }
        }
    }
}

fn place(record: &mut Value, text: &str) {
    if let Some(quote) = record.get("quote").and_then(Value::as_str) {
        let at = text
            .find(quote)
            .unwrap_or_else(|| panic!("«{quote}» is not in the text"));
        let start = text[..at].chars().count();
        record["end"] = json!(start + quote.chars().count());
        record["start"] = json!(start);
    }
}

/// A document with its reading beside it.
pub fn document(id: &str, published: &str, text: &str, reading: Value) -> Document {
    let mut document = Document::from_text(id, text);
    document.published = Some(published.to_owned());
    document.outlet = Some("صحيفة الميناء".to_owned());
    document.extra.insert("reading".into(), reading);
    document
}

/// As it would come in a JSON Lines file.
pub fn incoming(document: &Document) -> Result<Incoming, Failed> {
    Ok(Incoming {
        bytes: serde_json::to_vec(document).expect("a document is JSON"),
        document: document.clone(),
    })
}

pub const NOW: &str = "2031-06-01T08:00:00Z";

/// Adds documents with the readings beside them.
pub fn add(register: &mut Register, documents: &[Document]) -> mahdar_register::AddSummary {
    let documents: Vec<_> = documents.iter().map(incoming).collect();
    register
        .add(documents.into_iter(), NOW, read, |_| {})
        .expect("adding to a sound record works")
}

/// A fresh record in a folder of its own.
pub fn fresh() -> (tempfile::TempDir, Register) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let register = Register::open(dir.path().join("mahdar.db")).expect("a fresh record opens");
    (dir, register)
}
