//! One encounter per real event, from the reports of it; what the reports agree on and where they differ.

use super::blocking::{day_number, pairs, slots};
use super::counts::{count, doubt};
use super::engine::seen_between;
use super::greedy::divide;
use super::item::{EncounterItem, Seen};
use super::layer::{Below, Entity, Group, Layer, Placed};
use crate::Kind;
use mahdar_record::{EncounterKind, EncounterStatus, PartialDate, Side};
use mahdar_text::fold;
use rustc_hash::FxHashSet;
use serde_json::{Value, json};

pub(crate) struct Encounters;

/// A report appears at most this many days after what it reports without saying when it was.
const WINDOW: i64 = 3;

/// When it was: the day the report gives, or about the day of the report where it tells news without a date.
enum When {
    Day(PartialDate),
    About(PartialDate),
    /// A year or a month.
    Within(PartialDate),
    Unknown,
}

fn when(item: &EncounterItem) -> When {
    match (item.date, item.seen.on) {
        (Some(date), _) if date.day().is_some() => When::Day(date),
        (Some(date), _) if item.background => When::Within(date),
        (_, Some(on)) if !item.background && on.day().is_some() && item.status == EncounterStatus::Held => {
            When::About(on)
        }
        (Some(date), _) => When::Within(date),
        _ => When::Unknown,
    }
}

fn family(kind: EncounterKind) -> &'static str {
    match kind {
        // A summit is a meeting in one report and a session in the next.
        EncounterKind::Meeting | EncounterKind::Session => "meeting",
        other => other.as_str(),
    }
}

/// The persons and, where they are not known, the offices of one side, as far as they can be compared.
fn persons<'a>(item: &'a EncounterItem, below: &'a Below) -> Vec<(&'a str, Option<Side>)> {
    item.participants
        .iter()
        .filter_map(|p| {
            p.item
                .as_deref()
                .and_then(|i| below.entity(i))
                .map(|e| (e, p.side))
        })
        .collect()
}

/// Whether two reports name different persons of one side, none in common: two meetings of one day.
fn others_met(a: &[(&str, Option<Side>)], b: &[(&str, Option<Side>)]) -> bool {
    let sides: FxHashSet<Side> = a.iter().filter_map(|p| p.1).collect();
    sides.into_iter().any(|side| {
        let of = |list: &[(&str, Option<Side>)]| -> Vec<String> {
            list.iter()
                .filter(|p| p.1 == Some(side))
                .map(|p| p.0.to_owned())
                .collect()
        };
        let (x, y) = (of(a), of(b));
        !x.is_empty() && !y.is_empty() && !x.iter().any(|p| y.contains(p))
    })
}

fn same_time(a: &EncounterItem, b: &EncounterItem) -> bool {
    match (when(a), when(b)) {
        (When::Day(x), When::Day(y)) => x == y,
        (When::Day(day), When::About(on)) | (When::About(on), When::Day(day)) => {
            (0..=WINDOW).contains(&(day_number(on) - day_number(day)))
        }
        (When::About(x), When::About(y)) => (day_number(x) - day_number(y)).abs() <= 2,
        (When::Within(x), When::Within(y)) => x == y,
        (When::Within(part), When::Day(day)) | (When::Day(day), When::Within(part)) => {
            part.month().is_some() && part.covers(day)
        }
        _ => false,
    }
}

/// What speaks against two reports being of one encounter.
fn conflict(a: &Placed<EncounterItem>, b: &Placed<EncounterItem>, below: &Below) -> bool {
    let (x, y) = (&a.data, &b.data);
    // What one document records twice is two encounters: its repetitions are gathered already.
    a.doc == b.doc
        || family(x.kind) != family(y.kind)
        || matches!((when(x), when(y)), (When::Day(d), When::Day(e)) if d != e)
        || matches!((x.ordinal, y.ordinal), (Some(m), Some(n)) if m != n)
        || others_met(&persons(x, below), &persons(y, below))
}

impl Layer for Encounters {
    const KIND: Kind = Kind::Encounter;
    const BELOW: &'static [Kind] = &[Kind::Person, Kind::Mechanism];
    type Item = EncounterItem;

    fn seen(item: &EncounterItem) -> &Seen {
        &item.seen
    }

    fn keys(item: &EncounterItem, out: &mut Vec<String>) {
        let family = family(item.kind);
        let times: Vec<String> = match when(item) {
            When::Day(d) | When::About(d) => slots(d, WINDOW).iter().map(ToString::to_string).collect(),
            When::Within(d) if d.month().is_some() => {
                let first = PartialDate::of_day(d.year(), d.month().unwrap_or(1), 1);
                let days = first.map_or(0, day_number);
                let mut slots: Vec<i64> = (0..=31).map(|n| (days + n).div_euclid(WINDOW + 1)).collect();
                slots.dedup();
                slots
                    .iter()
                    .map(ToString::to_string)
                    .chain([d.to_string()])
                    .collect()
            }
            When::Within(d) => vec![d.to_string()],
            When::Unknown => Vec::new(),
        };
        for pair in pairs(&item.sides) {
            out.extend(times.iter().map(|time| format!("{family}:{pair}:{time}")));
            if let (Some(ordinal), Some(_)) = (item.ordinal, &item.mechanism) {
                out.push(format!("ordinal:{pair}:{ordinal}"));
            }
        }
    }

    fn linked(a: &Placed<EncounterItem>, b: &Placed<EncounterItem>, below: &Below) -> bool {
        if conflict(a, b, below) {
            return false;
        }
        let (x, y) = (&a.data, &b.data);
        let shared_sides = x.sides.iter().filter(|s| y.sides.contains(s)).count();
        let (p, q) = (persons(x, below), persons(y, below));
        let shared = p
            .iter()
            .filter(|one| q.iter().any(|other| other.0 == one.0))
            .count();
        let same_session = x.ordinal.is_some()
            && x.ordinal == y.ordinal
            && matches!((&x.mechanism, &y.mechanism), (Some(m), Some(n))
                if below.entity(&m.0).is_some() && below.entity(&m.0) == below.entity(&n.0));
        if same_session {
            return true;
        }
        if !same_time(x, y) {
            return false;
        }
        let dated = matches!((when(x), when(y)), (When::Day(_), When::Day(_)));
        let same_place = match (&x.place, &y.place) {
            (Some(m), Some(n)) => Some(fold(m) == fold(n)),
            _ => None,
        };
        match shared {
            0 if !p.is_empty() && !q.is_empty() => false,
            // Nobody known in common: the same sides on the same day at the same place, no more and no fewer.
            0 => {
                x.sides == y.sides
                    && shared_sides >= 2
                    && x.kind == y.kind
                    && (dated || same_place == Some(true))
            }
            1 => shared_sides >= 2 && (dated || same_place != Some(false)),
            _ => true,
        }
    }

    fn groups(items: &[&Placed<EncounterItem>], below: &Below) -> Vec<Group> {
        let mut order: Vec<usize> = (0..items.len()).collect();
        let rank = |i: &usize| {
            let item = &items[*i].data;
            (
                !matches!(when(item), When::Day(_)),
                std::cmp::Reverse(persons(item, below).len()),
                *i,
            )
        };
        order.sort_by_key(rank);
        divide(
            &order,
            |a, b| Self::linked(items[a], items[b], below),
            |a, b| conflict(items[a], items[b], below),
        )
    }

    fn nearness(a: &Placed<EncounterItem>, b: &Placed<EncounterItem>) -> u32 {
        let names = |e: &EncounterItem| e.participants.iter().map(|p| fold(&p.name)).collect::<Vec<_>>();
        let theirs = names(&b.data);
        let shared = names(&a.data).iter().filter(|n| theirs.contains(n)).count() as u32;
        shared * 2
            + u32::from(a.data.date.is_some() && a.data.date == b.data.date) * 3
            + u32::from(a.data.place == b.data.place)
    }

    fn entity(items: &[&Placed<EncounterItem>], why: &[String], below: &Below) -> Entity {
        let kinds = count(items.iter().map(|i| i.data.kind.as_str()));
        let places = count(items.iter().filter_map(|i| i.data.place.as_deref()));
        let statuses = count(items.iter().map(|i| i.data.status.as_str()));
        // A meeting reported as held was held, whoever announced it before.
        let status = if items.iter().any(|i| i.data.status == EncounterStatus::Held) {
            "held".to_owned()
        } else {
            statuses[0].form.clone()
        };
        let dates = dates(items);
        let date = dates.first().map(|d| d.0.clone());
        let mut sides: Vec<String> = items
            .iter()
            .flat_map(|i| i.data.sides.iter().map(ToString::to_string))
            .collect();
        sides.sort();
        sides.dedup();
        let topics = count(
            items
                .iter()
                .flat_map(|i| i.data.topics.iter().map(|t| t.as_str())),
        );
        let participants = participants(items, below);
        let mechanism = items
            .iter()
            .filter_map(|i| i.data.mechanism.as_ref())
            .find_map(|(item, name)| below.entity(item).map(|e| (e.to_owned(), name.clone())));
        let ordinal = items.iter().find_map(|i| i.data.ordinal);
        let host = items.iter().find_map(|i| i.data.host);
        let (first, last) = seen_between(items.iter().map(|i| &i.data.seen));
        let mut facets: Vec<(&'static str, String)> = vec![("kind", kinds[0].form.clone())];
        facets.extend(sides.iter().map(|s| ("side", s.clone())));
        facets.extend(topics.iter().map(|t| ("sector", t.form.clone())));
        facets.extend(
            participants
                .iter()
                .filter_map(|p| p["person"].as_str())
                .map(|p| ("person", p.to_owned())),
        );
        facets.extend(mechanism.iter().map(|(m, _)| ("mechanism", m.clone())));
        // The report that names most of those present speaks for all; of equal ones the earliest.
        let named = |i: &EncounterItem| {
            (
                persons(i, below).len(),
                i.participants.len(),
                i.status == EncounterStatus::Held,
            )
        };
        let fullest = items
            .iter()
            .rev()
            .max_by_key(|i| named(&i.data))
            .expect("a group has members");
        let label = fullest.data.seen.quote.clone();
        Entity {
            label,
            first: date.clone().or_else(|| {
                let told = items.iter().any(|i| matches!(when(&i.data), When::About(_)));
                first.clone().filter(|_| told)
            }),
            last: last.clone(),
            status: Some(status),
            doubt: doubt(items.iter().map(|i| i.data.seen.sure)),
            data: json!({
                "kind": kinds[0].form, "date": date, "dates": dates.iter().map(|(d, n)| json!({"form": d, "count": n})).collect::<Vec<_>>(),
                "reported": {"first": first, "last": last}, "sides": sides, "participants": participants,
                "places": places, "topics": topics, "statuses": statuses,
                "mechanism": mechanism.as_ref().map(|(id, name)| json!({"id": id, "name": name})),
                "ordinal": ordinal, "host": host, "reports": items.len(),
                "readouts": readouts(items), "beside": beside(items), "background": items.iter().all(|i| i.data.background), "why": why,
            }),
            facets,
            ..Entity::default()
        }
    }
}

/// The dates given, the most precise and most frequent first.
fn dates(items: &[&Placed<EncounterItem>]) -> Vec<(String, usize)> {
    let given = count(
        items
            .iter()
            .filter_map(|i| i.data.date.map(|d| d.to_string()))
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str),
    );
    let mut dates: Vec<(String, usize)> = given.into_iter().map(|c| (c.form, c.count)).collect();
    dates.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(b.1.cmp(&a.1)).then(a.0.cmp(&b.0)));
    dates
}

/// Who took part, each once: by person where that is known, by the office as written otherwise.
fn participants(items: &[&Placed<EncounterItem>], below: &Below) -> Vec<Value> {
    let mut seen: Vec<(String, Value)> = Vec::new();
    for participant in items.iter().flat_map(|i| &i.data.participants) {
        let person = participant.item.as_deref().and_then(|i| below.entity(i));
        let key = person.map_or_else(|| fold(&participant.name), str::to_owned);
        match seen.iter_mut().find(|(k, _)| *k == key) {
            Some((_, value)) => value["reports"] = json!(value["reports"].as_u64().unwrap_or(0) + 1),
            None => seen.push((
                key,
                json!({"name": participant.name, "person": person, "side": participant.side, "reports": 1}),
            )),
        }
    }
    seen.into_iter().map(|(_, value)| value).collect()
}

/// What each side's own account says, beside those of others.
fn readouts(items: &[&Placed<EncounterItem>]) -> Value {
    let mut sides: Vec<Option<Side>> = items.iter().map(|i| i.data.readout).collect();
    sides.sort();
    sides.dedup();
    let of = |side: &Option<Side>| -> Value {
        let reports: Vec<&&Placed<EncounterItem>> =
            items.iter().filter(|i| i.data.readout == *side).collect();
        let docs: Vec<&str> = reports.iter().map(|r| r.data.seen.doc.as_str()).collect();
        let topics = count(
            reports
                .iter()
                .flat_map(|r| r.data.topics.iter().map(|t| t.as_str())),
        );
        json!({
            "side": side, "documents": docs,
            "dates": count(reports.iter().filter_map(|r| r.data.date).map(|d| d.to_string()).collect::<Vec<_>>().iter().map(String::as_str)),
            "places": count(reports.iter().filter_map(|r| r.data.place.as_deref())),
            "topics": topics,
        })
    };
    Value::Array(sides.iter().map(of).collect())
}

/// The accounts of two sides or more beside each other: what all have, what one alone has, where they contradict.
/// Null where not at least two sides have given an account.
fn beside(items: &[&Placed<EncounterItem>]) -> Value {
    let mut sides: Vec<Side> = items.iter().filter_map(|i| i.data.readout).collect();
    sides.sort();
    sides.dedup();
    if sides.len() < 2 {
        return Value::Null;
    }
    let said = |side: Side, field: &dyn Fn(&EncounterItem) -> Vec<String>| -> Vec<String> {
        let of_side = items.iter().filter(|i| i.data.readout == Some(side));
        let mut said: Vec<String> = of_side.flat_map(|i| field(&i.data)).collect();
        said.sort();
        said.dedup();
        said
    };
    let topics = |i: &EncounterItem| i.topics.iter().map(|t| t.as_str().to_owned()).collect::<Vec<_>>();
    let all: Vec<(Side, Vec<String>)> = sides.iter().map(|s| (*s, said(*s, &topics))).collect();
    let both: Vec<&String> = all[0]
        .1
        .iter()
        .filter(|t| all.iter().all(|(_, other)| other.contains(t)))
        .collect();
    let only: serde_json::Map<String, Value> = all
        .iter()
        .map(|(side, own)| {
            let others = all.iter().filter(|(other, _)| other != side);
            let alone: Vec<&String> = own
                .iter()
                .filter(|t| others.clone().all(|(_, theirs)| !theirs.contains(t)))
                .collect();
            (side.to_string(), json!(alone))
        })
        .collect();
    let date = |i: &EncounterItem| i.date.iter().map(ToString::to_string).collect::<Vec<_>>();
    let place = |i: &EncounterItem| i.place.iter().map(|p| fold(p)).collect::<Vec<_>>();
    let fields: [(&str, &dyn Fn(&EncounterItem) -> Vec<String>); 2] = [("date", &date), ("place", &place)];
    let contradict: Vec<Value> = fields
        .into_iter()
        .filter_map(|(name, field)| {
            let given: Vec<(Side, Vec<String>)> = sides
                .iter()
                .map(|s| (*s, said(*s, field)))
                .filter(|(_, v)| !v.is_empty())
                .collect();
            let differ = given.len() > 1
                && !given[0]
                    .1
                    .iter()
                    .any(|v| given.iter().all(|(_, other)| other.contains(v)));
            differ.then(|| {
                let said: serde_json::Map<String, Value> = given
                    .into_iter()
                    .map(|(s, v)| (s.to_string(), json!(v)))
                    .collect();
                json!({"field": name, "said": said})
            })
        })
        .collect();
    json!({"both": both, "only": only, "contradict": contradict})
}
