//! FollowTheMoney entities (<https://followthemoney.tech>), one JSON object a line. States are public bodies,
//! encounters events, commitments projects, instruments contracts, documents articles; what a thing rests on are
//! documentations.

use super::written;
use crate::ask::{Filter, Thing, sides_of};
use crate::{Kind, Register, Result};
use mahdar_record::Side;
use mahdar_wording::{Digits, Lang, Voice};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::io::Write;

/// Sources of a thing that are written as documentations.
const SOURCES: usize = 20;

struct Writing<'a> {
    out: &'a mut dyn Write,
    written: usize,
    /// Entities that several others refer to, written once.
    known: BTreeSet<String>,
}

impl Writing<'_> {
    /// Writes an entity; properties without a value are left out.
    fn entity(&mut self, id: &str, schema: &str, properties: Vec<(&str, Vec<String>)>) -> Result<()> {
        let mut map = Map::new();
        for (name, values) in properties {
            let values: Vec<String> = values.into_iter().filter(|v| !v.trim().is_empty()).collect();
            if !values.is_empty() {
                map.insert(name.to_owned(), json!(values));
            }
        }
        let line = json!({"id": id, "schema": schema, "properties": Value::Object(map)});
        writeln!(self.out, "{line}").map_err(written)?;
        self.written += 1;
        Ok(())
    }

    fn side(&mut self, code: &str) -> Result<String> {
        let id = format!("side-{}", code.to_lowercase());
        if self.known.insert(id.clone()) {
            let name = |lang| {
                let voice = Voice {
                    lang,
                    digits: Digits::Latin,
                };
                code.parse::<Side>()
                    .map_or_else(|_| code.to_owned(), |s| voice.side(s))
            };
            self.entity(
                &id,
                "PublicBody",
                vec![
                    ("name", vec![name(Lang::Ar)]),
                    ("alias", vec![name(Lang::En)]),
                    ("idNumber", vec![code.to_owned()]),
                ],
            )?;
        }
        Ok(id)
    }
}

/// Dates as FollowTheMoney takes them: a year, a month, a day.
fn day(day: &Option<String>) -> Vec<String> {
    day.iter().cloned().collect()
}

fn forms(thing: &Thing, list: &str) -> Vec<String> {
    let forms = thing.data[list].as_array().into_iter().flatten();
    forms
        .filter_map(|f| f["form"].as_str().map(str::to_owned))
        .collect()
}

impl Register {
    pub(super) fn export_followthemoney(&self, filter: &Filter, out: &mut dyn Write) -> Result<usize> {
        let mut writing = Writing {
            out,
            written: 0,
            known: BTreeSet::new(),
        };
        let persons = if filter.between.is_empty() {
            filter.clone()
        } else {
            // Somebody stands on one side, an encounter on several.
            Filter {
                side: filter.between.clone(),
                between: Vec::new(),
                ..filter.clone()
            }
        };
        self.each_thing(Kind::Person, &persons, |thing| self.person(thing, &mut writing))?;
        self.each_thing(Kind::Body, filter, |thing| {
            writing.entity(
                &thing.id,
                "Organization",
                vec![
                    ("name", vec![thing.label.clone()]),
                    ("alias", forms(thing, "names")),
                ],
            )?;
            self.sources(thing, &mut writing)
        })?;
        self.each_thing(Kind::Mechanism, filter, |thing| {
            writing.entity(
                &thing.id,
                "Organization",
                vec![
                    ("name", vec![thing.label.clone()]),
                    ("alias", forms(thing, "names")),
                    ("summary", forms(thing, "cadence")),
                ],
            )?;
            self.sources(thing, &mut writing)
        })?;
        self.each_thing(Kind::Instrument, filter, |thing| {
            let kind = thing.data["kind"].as_str().unwrap_or_default().to_owned();
            let date = thing.data["date"].as_str().unwrap_or_default().to_owned();
            writing.entity(
                &thing.id,
                "Contract",
                vec![
                    ("name", vec![thing.label.clone()]),
                    ("title", vec![thing.label.clone()]),
                    ("alias", forms(thing, "titles")),
                    ("type", vec![kind]),
                    ("contractDate", vec![date]),
                    ("status", thing.status.iter().cloned().collect()),
                ],
            )?;
            self.sources(thing, &mut writing)
        })?;
        self.each_thing(Kind::Encounter, filter, |thing| self.event(thing, &mut writing))?;
        self.each_thing(Kind::Commitment, filter, |thing| {
            self.project(thing, &mut writing)
        })?;
        Ok(writing.written)
    }

    fn person(&self, thing: &Thing, writing: &mut Writing<'_>) -> Result<()> {
        writing.known.insert(thing.id.clone());
        writing.entity(
            &thing.id,
            "Person",
            vec![
                ("name", vec![thing.label.clone()]),
                ("alias", forms(thing, "names")),
            ],
        )?;
        for tenure in thing.data["tenures"].as_array().into_iter().flatten() {
            let of = |name: &str| tenure[name].as_str().unwrap_or_default().to_owned();
            let (side, key) = (of("side"), of("key"));
            let post = crate::short_id(Kind::Body, &["office", &side, &key]).replacen("b-", "post-", 1);
            let organization = if side.is_empty() {
                String::new()
            } else {
                writing.side(&side)?
            };
            if writing.known.insert(post.clone()) {
                writing.entity(
                    &post,
                    "Position",
                    vec![("name", vec![of("title")]), ("organization", vec![organization])],
                )?;
            }
            let id =
                crate::short_id(Kind::Body, &["tenure", &thing.id, &side, &key]).replacen("b-", "held-", 1);
            writing.entity(
                &id,
                "Occupancy",
                vec![
                    ("holder", vec![thing.id.clone()]),
                    ("post", vec![post]),
                    // What is known is when it was seen, not when it began: hence the description.
                    (
                        "description",
                        vec![format!("seen {} to {}", of("first"), of("last"))],
                    ),
                ],
            )?;
        }
        self.sources(thing, writing)
    }

    fn event(&self, thing: &Thing, writing: &mut Writing<'_>) -> Result<()> {
        let mut involved = Vec::new();
        for side in sides_of(thing) {
            involved.push(writing.side(&side)?);
        }
        for participant in thing.data["participants"].as_array().into_iter().flatten() {
            let Some(person) = participant["person"].as_str() else {
                continue;
            };
            // Persons outside the filter are written too, so that no reference leads nowhere.
            if writing.known.insert(person.to_owned()) {
                let name = thing
                    .names
                    .get(person)
                    .cloned()
                    .unwrap_or_else(|| person.to_owned());
                writing.entity(person, "Person", vec![("name", vec![name])])?;
            }
            involved.push(person.to_owned());
        }
        let organizer = thing.data["mechanism"]["id"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        writing.entity(
            &thing.id,
            "Event",
            vec![
                ("name", vec![thing.label.clone()]),
                ("date", day(&thing.first)),
                ("involved", involved),
                (
                    "organizer",
                    vec![organizer]
                        .into_iter()
                        .filter(|o| writing_knows(self, o))
                        .collect(),
                ),
                ("location", forms(thing, "places")),
                ("keywords", forms(thing, "topics")),
                ("summary", thing.status.iter().cloned().collect()),
            ],
        )?;
        self.sources(thing, writing)
    }

    fn project(&self, thing: &Thing, writing: &mut Writing<'_>) -> Result<()> {
        let target = &thing.data["target"];
        let unit = target["unit"].as_str().unwrap_or_default();
        let money = unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase());
        let amount = target["value"].as_f64().filter(|_| money).map(|v| v.to_string());
        writing.entity(
            &thing.id,
            "Project",
            vec![
                ("name", vec![thing.label.clone()]),
                ("startDate", day(&thing.first)),
                ("endDate", day(&thing.due)),
                ("status", thing.status.iter().cloned().collect()),
                ("phase", thing.strength.iter().cloned().collect()),
                ("keywords", forms(thing, "sectors")),
                ("amount", amount.into_iter().collect()),
                (
                    "currency",
                    vec![unit.to_owned()].into_iter().filter(|_| money).collect(),
                ),
            ],
        )?;
        for side in sides_of(thing) {
            let participant = writing.side(&side)?;
            writing.entity(
                &format!("{}-{participant}", thing.id),
                "ProjectParticipant",
                vec![
                    ("project", vec![thing.id.clone()]),
                    ("participant", vec![participant]),
                    ("role", vec!["party".to_owned()]),
                ],
            )?;
        }
        self.sources(thing, writing)
    }

    /// The documents that tell of a thing, and that they do.
    fn sources(&self, thing: &Thing, writing: &mut Writing<'_>) -> Result<()> {
        for evidence in self.evidence(&thing.id, SOURCES)? {
            if writing.known.insert(evidence.document.clone()) {
                writing.entity(
                    &evidence.document,
                    "Article",
                    vec![
                        ("title", vec![evidence.title.clone()]),
                        ("name", vec![evidence.title.clone()]),
                        ("fileName", vec![evidence.document.clone()]),
                        ("publishedAt", evidence.published.iter().cloned().collect()),
                        ("publisher", evidence.outlet.iter().cloned().collect()),
                        ("sourceUrl", evidence.url.iter().cloned().collect()),
                        ("language", vec!["ara".to_owned()]),
                    ],
                )?;
            }
            writing.entity(
                &format!("{}-{}", thing.id, evidence.id),
                "Documentation",
                vec![
                    ("document", vec![evidence.document.clone()]),
                    ("entity", vec![thing.id.clone()]),
                    ("summary", vec![evidence.quote]),
                ],
            )?;
        }
        Ok(())
    }
}

/// Whether a mechanism is still there; it is written wherever the filter lists it.
fn writing_knows(register: &Register, id: &str) -> bool {
    !id.is_empty() && register.thing(id).is_ok_and(|t| t.is_some())
}
