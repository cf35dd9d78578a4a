//! From one reading to the items that merging works on, with corrections and rejections applied.

use super::item::{
    BodyItem, CommitmentItem, EncounterItem, InstrumentItem, MechanismItem, NewItem, Participant, PersonItem,
    Seen,
};
use super::layer::Layer;
use super::words::{Plain, content};
use super::{blocking, bodies, commitments, encounters, instruments, mechanisms, people, stories};
use crate::Kind;
use crate::decide::{Rulings, item_id};
use mahdar_record::{Attribution, Encounter, PartialDate, Party, Quote, Reading, Side};
use mahdar_text::fold;
use rustc_hash::FxHashMap;
use serde::{Serialize, de::DeserializeOwned};

/// Where the reading's document stands in the archive.
pub(crate) struct Place<'a> {
    pub sha: &'a str,
    pub id: &'a str,
}

/// Makes items of the records of one reading.
struct Deriver<'a> {
    place: &'a Place<'a>,
    on: Option<PartialDate>,
    rulings: &'a Rulings,
    /// How many records of a kind rest on the same words already.
    nth: FxHashMap<(Kind, u32, String), u32>,
    items: Vec<NewItem>,
}

/// The items of a reading, in a fixed order.
pub(crate) fn items(reading: &Reading, place: &Place<'_>, rulings: &Rulings) -> Vec<NewItem> {
    let mut deriver = Deriver {
        place,
        on: published(reading),
        rulings,
        nth: FxHashMap::default(),
        items: Vec::new(),
    };
    let people = deriver.people(reading);
    let instruments = deriver.instruments(reading);
    let mut mechanisms = deriver.mechanisms(reading);
    let encounters = deriver.encounters(reading, &people, &mut mechanisms);
    deriver.commitments(reading, &instruments, &encounters);
    deriver.bodies(reading);
    deriver.story(reading);
    deriver.items
}

/// The publication day as far as it is a date.
pub(crate) fn published(reading: &Reading) -> Option<PartialDate> {
    let published = reading.document.published.as_deref()?;
    published.get(..10).unwrap_or(published).parse().ok()
}

/// A person of this reading: the item, the ways the text calls them, their side.
struct Known {
    item: String,
    forms: Vec<String>,
    titles: Vec<String>,
    side: Option<Side>,
}

/// An encounter of this reading, for tying commitments to it.
struct Met {
    item: String,
    sides: Vec<Side>,
    date: Option<PartialDate>,
    background: bool,
    start: u32,
    session: bool,
}

impl Deriver<'_> {
    fn seen(&mut self, kind: Kind, quote: &Quote, sure: f64) -> (String, Seen) {
        let nth = self
            .nth
            .entry((kind, quote.start(), quote.as_str().to_owned()))
            .or_insert(0);
        let id = item_id(kind, self.place.sha, quote.as_str(), quote.start(), *nth);
        *nth += 1;
        let seen = Seen {
            doc: self.place.id.to_owned(),
            on: self.on,
            quote: quote.as_str().to_owned(),
            start: quote.start(),
            end: quote.end(),
            sure,
            rejected: self.rulings.rejected.get(&id).cloned(),
            corrected: self
                .rulings
                .corrections
                .get(&id)
                .into_iter()
                .flatten()
                .map(|(field, _, _)| field.clone())
                .collect(),
        };
        (id, seen)
    }

    /// The record with what a person corrected in it. A value that does not fit the field is left aside: it was
    /// checked when the decision was made, so this happens only to records of another program version.
    fn corrected<T: Serialize + DeserializeOwned + Clone>(&self, id: &str, record: &T) -> T {
        let Some(corrections) = self.rulings.corrections.get(id) else {
            return record.clone();
        };
        let mut record = record.clone();
        for (field, value, _) in corrections {
            if let Ok(right) = correct(&record, field, value) {
                record = right;
            }
        }
        record
    }

    fn push<L: Layer>(&mut self, id: String, item: &L::Item) {
        let mut words = Vec::new();
        if L::seen(item).rejected.is_none() {
            L::keys(item, &mut words);
            self.rulings.keys(&id, &mut words);
        }
        let mut keys: Vec<i64> = words.iter().map(|key| blocking::number(L::KIND, key)).collect();
        keys.sort_unstable();
        keys.dedup();
        self.items.push(NewItem {
            kind: L::KIND,
            id,
            keys,
            data: serde_json::to_string(item).expect("items have string keys only"),
        });
    }

    fn people(&mut self, reading: &Reading) -> Vec<Known> {
        let mut known = Vec::with_capacity(reading.people.len());
        for person in &reading.people {
            let (id, seen) = self.seen(Kind::Person, &person.quote, person.confidence.value());
            let person = self.corrected(&id, person);
            known.push(Known {
                item: id.clone(),
                forms: std::iter::once(fold(&person.name))
                    .chain(person.mentions.iter().map(|m| fold(m.as_str())))
                    .collect(),
                titles: person.offices.iter().map(|o| fold(&o.title)).collect(),
                side: person.side,
            });
            let item = PersonItem {
                seen,
                name: person.name,
                offices: person.offices,
                side: person.side,
            };
            self.push::<people::People>(id, &item);
        }
        known
    }

    fn instruments(&mut self, reading: &Reading) -> Vec<(String, Quote)> {
        let mut known = Vec::new();
        for instrument in &reading.instruments {
            let (id, seen) = self.seen(Kind::Instrument, &instrument.quote, instrument.confidence.value());
            let instrument = self.corrected(&id, instrument);
            known.push((id.clone(), instrument.quote.clone()));
            let item = InstrumentItem {
                seen,
                kind: instrument.kind,
                words: content(
                    &instrument.title,
                    &[Plain::Function, Plain::Instrument, Plain::General],
                ),
                number: instruments::number(&instrument.title),
                title: instrument.title,
                date: instrument.date,
                parties: instrument.parties,
                status: instrument.status,
            };
            self.push::<instruments::Instruments>(id, &item);
        }
        known
    }

    fn mechanisms(&mut self, reading: &Reading) -> Vec<(String, String)> {
        let mut known = Vec::new();
        for mechanism in &reading.mechanisms {
            let (id, seen) = self.seen(Kind::Mechanism, &mechanism.quote, mechanism.confidence.value());
            let mechanism = self.corrected(&id, mechanism);
            known.push((fold(&mechanism.name), id.clone()));
            let item = MechanismItem {
                seen,
                words: content(&mechanism.name, &[Plain::Function, Plain::Mechanism]),
                name: mechanism.name,
                sides: mechanism.sides,
                founded_by: mechanism.founded_by,
                chairs: mechanism.chairs,
                members: mechanism.members,
                coordinators: mechanism.coordinators,
                cadence: mechanism.cadence,
                host_rule: mechanism.host_rule,
                preparation: mechanism.preparation,
                from_session: false,
            };
            self.push::<mechanisms::Mechanisms>(id, &item);
        }
        known
    }

    fn encounters(
        &mut self,
        reading: &Reading,
        people: &[Known],
        mechanisms: &mut Vec<(String, String)>,
    ) -> Vec<Met> {
        let readout = readout(&reading.attributions, people);
        let mut met = Vec::new();
        for encounter in &reading.encounters {
            let (id, seen) = self.seen(Kind::Encounter, &encounter.quote, encounter.confidence.value());
            let encounter = self.corrected(&id, encounter);
            let mechanism = encounter
                .mechanism
                .as_ref()
                .filter(|name| mechanisms::is_standing(name))
                .map(|name| (self.mechanism_of(&encounter, name, mechanisms), name.clone()));
            met.push(Met {
                item: id.clone(),
                sides: encounter.sides.clone(),
                date: encounter.date,
                background: encounter.background,
                start: encounter.quote.start(),
                session: encounter.mechanism.is_some(),
            });
            let participants = encounter
                .participants
                .iter()
                .map(|name| participant(name, people));
            let item = EncounterItem {
                seen,
                kind: encounter.kind,
                participants: participants.collect(),
                sides: sorted(&encounter.sides),
                place: encounter.place,
                date: encounter.date,
                date_text: encounter.date_text,
                topics: encounter.topics,
                background: encounter.background,
                status: encounter.status,
                mechanism,
                ordinal: encounter.ordinal,
                host: encounter.host,
                readout,
            };
            self.push::<encounters::Encounters>(id, &item);
        }
        met
    }

    /// The mechanism record of this reading that a session's name means; one is made where there is none.
    fn mechanism_of(
        &mut self,
        encounter: &Encounter,
        name: &str,
        known: &mut Vec<(String, String)>,
    ) -> String {
        let folded = fold(name);
        if let Some((_, id)) = known
            .iter()
            .find(|(other, _)| *other == folded || other.contains(&folded) || folded.contains(other.as_str()))
        {
            return id.clone();
        }
        let (id, seen) = self.seen(Kind::Mechanism, &encounter.quote, encounter.confidence.value());
        let item = MechanismItem {
            seen,
            name: name.to_owned(),
            sides: sorted(&encounter.sides),
            words: content(name, &[Plain::Function, Plain::Mechanism]),
            founded_by: None,
            chairs: Vec::new(),
            members: Vec::new(),
            coordinators: Vec::new(),
            cadence: None,
            host_rule: None,
            preparation: None,
            from_session: true,
        };
        self.push::<mechanisms::Mechanisms>(id.clone(), &item);
        known.push((folded, id.clone()));
        id
    }

    fn commitments(&mut self, reading: &Reading, instruments: &[(String, Quote)], met: &[Met]) {
        for commitment in &reading.commitments {
            let (id, seen) = self.seen(Kind::Commitment, &commitment.quote, commitment.confidence.value());
            let commitment = self.corrected(&id, commitment);
            let sides: Vec<Side> = sides_of(&commitment.parties);
            let at = made_at(&sides, commitment.background, commitment.quote.start(), met);
            let rests_on = instruments.iter().filter(|(_, quote)| {
                commitment.instruments.iter().any(|i| {
                    i.start() < quote.end() && quote.start() < i.end() || i.as_str() == quote.as_str()
                })
            });
            let made = at.and_then(|m| m.date);
            let item = CommitmentItem {
                words: content(
                    commitment.quote.as_str(),
                    &[Plain::Function, Plain::Promise, Plain::General],
                ),
                instruments: rests_on.map(|(id, _)| id.clone()).collect(),
                encounter: at.map(|m| m.item.clone()),
                made: made.or(if commitment.background { None } else { seen.on }),
                seen,
                parties: commitment.parties,
                strength: commitment.strength,
                sector: commitment.sector,
                sectors: commitment.sectors,
                target: commitment.target,
                due: commitment.due,
                due_date: commitment.due_date,
                place: commitment.place,
                recurrence: commitment.recurrence,
                background: commitment.background,
            };
            self.push::<commitments::Commitments>(id, &item);
        }
    }

    fn bodies(&mut self, reading: &Reading) {
        let mut known: Vec<String> = Vec::new();
        let persons: Vec<String> = reading.people.iter().map(|p| fold(&p.name)).collect();
        let named = reading
            .commitments
            .iter()
            .flat_map(|c| {
                c.parties
                    .iter()
                    .map(move |p| (p, &c.quote, c.confidence, "party"))
            })
            .chain(reading.instruments.iter().flat_map(|i| {
                i.parties
                    .iter()
                    .map(move |p| (p, &i.quote, i.confidence, "party"))
            }))
            .filter_map(|(party, quote, sure, part)| match party {
                Party::Named(name) => Some((name.as_str(), quote, sure, part)),
                Party::Side(_) => None,
            })
            .chain(
                reading
                    .mechanisms
                    .iter()
                    .map(|m| (m.name.as_str(), &m.quote, m.confidence, "mechanism")),
            )
            .chain(
                reading
                    .attributions
                    .iter()
                    .filter(|a| bodies::is_body(a.kind))
                    .map(|a| (a.who.as_str(), &a.quote, a.confidence, "source")),
            );
        for (name, quote, sure, part) in named {
            let folded = fold(name);
            if known.contains(&folded) || persons.contains(&folded) {
                continue;
            }
            known.push(folded);
            let (id, seen) = self.seen(Kind::Body, quote, sure.value());
            let item = BodyItem {
                seen,
                name: name.to_owned(),
                side: None,
                part: part.to_owned(),
            };
            self.push::<bodies::Bodies>(id, &item);
        }
    }

    fn story(&mut self, reading: &Reading) {
        let Some(item) = stories::item(reading, self.place.id, self.on) else {
            return;
        };
        let id = crate::short_id(Kind::Story, &[self.place.sha]);
        self.push::<stories::Stories>(id, &item);
    }
}

/// A record with one field replaced.
///
/// # Errors
/// Where the record has no such field, or the value is not one that the field takes.
pub(crate) fn correct<T: Serialize + DeserializeOwned>(
    record: &T,
    field: &str,
    value: &serde_json::Value,
) -> Result<T, serde_json::Error> {
    let mut json = serde_json::to_value(record)?;
    if let Some(object) = json.as_object_mut() {
        object.insert(field.to_owned(), value.clone());
        // The main sector leads the list of sectors, as the contract has it.
        if field == "sector" && object.contains_key("sectors") {
            object.insert(
                "sectors".to_owned(),
                serde_json::Value::Array(vec![value.clone()]),
            );
        }
    }
    serde_json::from_value(json)
}

fn sorted(sides: &[Side]) -> Vec<Side> {
    let mut sides = sides.to_vec();
    sides.sort();
    sides.dedup();
    sides
}

pub(crate) fn sides_of(parties: &[Party]) -> Vec<Side> {
    let sides = parties.iter().filter_map(|p| match p {
        Party::Side(side) => Some(*side),
        Party::Named(_) => None,
    });
    sorted(&sides.collect::<Vec<_>>())
}

fn participant(name: &str, people: &[Known]) -> Participant {
    let folded = fold(name);
    let known = people
        .iter()
        .find(|p| p.forms.first() == Some(&folded))
        .or_else(|| {
            people
                .iter()
                .find(|p| p.forms.contains(&folded) || p.titles.contains(&folded))
        });
    Participant {
        name: name.to_owned(),
        item: known.map(|p| p.item.clone()),
        side: known.and_then(|p| p.side),
    }
}

/// On which side's word a document rests: that of the person or office whose statement it cites, where all that it
/// cites agree.
fn readout(attributions: &[Attribution], people: &[Known]) -> Option<Side> {
    use mahdar_record::AttributionKind::{Office, Speech, Statement};
    let mut sides = attributions
        .iter()
        .filter(|a| matches!(a.kind, Office | Statement | Speech))
        .filter_map(|a| {
            let who = fold(&a.who);
            people
                .iter()
                .find(|p| {
                    let named = p.forms.first().is_some_and(|name| who.contains(name.as_str()));
                    named
                        || p.titles
                            .iter()
                            .any(|t| t.contains(' ') && who.contains(t.as_str()))
                })
                .and_then(|p| p.side)
        });
    let first = sides.next()?;
    sides.all(|side| side == first).then_some(first)
}

/// The encounter at which a commitment was made: one whose sides hold those bound; a session before others, then
/// the nearest one told before it.
fn made_at<'a>(sides: &[Side], background: bool, start: u32, met: &'a [Met]) -> Option<&'a Met> {
    met.iter()
        .filter(|m| m.background == background)
        .filter(|m| !sides.is_empty() && sides.iter().all(|s| m.sides.contains(s)))
        .min_by_key(|m| (!m.session, m.start > start, m.start.abs_diff(start)))
}
