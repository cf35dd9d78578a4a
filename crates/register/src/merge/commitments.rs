//! One commitment per promise made at one encounter, from the reports of it.

use super::blocking::{day_number, pairs, slots};
use super::counts::{count, doubt};
use super::derive::sides_of;
use super::engine::seen_between;
use super::greedy::divide;
use super::item::{CommitmentItem, Seen};
use super::layer::{Below, Entity, Group, Layer, Placed};
use super::words::overlap;
use crate::Kind;
use mahdar_record::{Strength, Target};
use serde_json::json;

pub(crate) struct Commitments;

/// Reports of one promise appear at most this many days apart.
const WINDOW: i64 = 4;

fn targets_differ(a: &Option<Target>, b: &Option<Target>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.unit == b.unit && (a.value - b.value).abs() > f64::EPSILON * a.value.abs(),
        _ => false,
    }
}

fn same_target(a: &Option<Target>, b: &Option<Target>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.unit == b.unit) && !targets_differ(a, b)
}

fn conflict(a: &Placed<CommitmentItem>, b: &Placed<CommitmentItem>) -> bool {
    a.doc == b.doc || targets_differ(&a.data.target, &b.data.target)
}

impl Layer for Commitments {
    const KIND: Kind = Kind::Commitment;
    const BELOW: &'static [Kind] = &[Kind::Encounter, Kind::Instrument, Kind::Mechanism];
    type Item = CommitmentItem;

    fn seen(item: &CommitmentItem) -> &Seen {
        &item.seen
    }

    fn keys(item: &CommitmentItem, out: &mut Vec<String>) {
        let times: Vec<i64> = match item.made {
            Some(made) if made.day().is_some() => slots(made, WINDOW).to_vec(),
            _ => return,
        };
        let sides = sides_of(&item.parties);
        let pairs = if sides.is_empty() {
            vec!["-".to_owned()]
        } else {
            pairs(&sides)
        };
        for pair in pairs {
            out.extend(times.iter().map(|time| format!("{pair}:{time}")));
        }
    }

    fn linked(a: &Placed<CommitmentItem>, b: &Placed<CommitmentItem>, below: &Below) -> bool {
        if conflict(a, b) {
            return false;
        }
        let (x, y) = (&a.data, &b.data);
        let at = |item: &CommitmentItem| {
            item.encounter
                .as_deref()
                .and_then(|e| below.entity(e))
                .map(str::to_owned)
        };
        let same_encounter = at(x).is_some() && at(x) == at(y);
        let near = match (x.made, y.made) {
            (Some(m), Some(n)) => (day_number(m) - day_number(n)).abs() <= WINDOW,
            _ => false,
        };
        if !near && !same_encounter {
            return false;
        }
        let (part, whole) = overlap(&x.words, &y.words);
        if x.words.len().min(y.words.len()) < 2 {
            return same_encounter && x.sector == y.sector && part == 1.0;
        }
        let same_sector =
            x.sector == y.sector || x.sectors.contains(&y.sector) || y.sectors.contains(&x.sector);
        let (need_part, need_whole) = match (same_encounter, same_sector) {
            (true, true) => (0.5, 0.25),
            (true, false) | (false, true) => (0.6, 0.35),
            (false, false) => (0.75, 0.5),
        };
        same_target(&x.target, &y.target) && same_sector && part >= 0.34
            || part >= need_part && whole >= need_whole
    }

    fn groups(items: &[&Placed<CommitmentItem>], below: &Below) -> Vec<Group> {
        let order: Vec<usize> = (0..items.len()).collect();
        divide(
            &order,
            |a, b| Self::linked(items[a], items[b], below),
            |a, b| conflict(items[a], items[b]),
        )
    }

    fn nearness(a: &Placed<CommitmentItem>, b: &Placed<CommitmentItem>) -> u32 {
        (overlap(&a.data.words, &b.data.words).1 * 100.0) as u32
    }

    fn entity(items: &[&Placed<CommitmentItem>], why: &[String], below: &Below) -> Entity {
        // The report that says most speaks for all; the reader was equally sure of equally long ones.
        let fullest = items
            .iter()
            .max_by(|a, b| {
                let weight = |i: &CommitmentItem| (i.words.len().min(24), i.seen.sure);
                let (x, y) = (weight(&a.data), weight(&b.data));
                x.0.cmp(&y.0).then(x.1.total_cmp(&y.1)).then(b.id.cmp(&a.id))
            })
            .expect("a group has members");
        let strength = items
            .iter()
            .map(|i| i.data.strength)
            .min()
            .unwrap_or(Strength::Intended);
        let strengths = count(items.iter().map(|i| i.data.strength.as_str()));
        let sectors = count(
            items
                .iter()
                .flat_map(|i| i.data.sectors.iter().map(|s| s.as_str())),
        );
        let main = count(items.iter().map(|i| i.data.sector.as_str()))
            .swap_remove(0)
            .form;
        let mut parties: Vec<String> = items
            .iter()
            .flat_map(|i| i.data.parties.iter().map(ToString::to_string))
            .collect();
        parties.sort();
        parties.dedup();
        let target = items.iter().find_map(|i| i.data.target.clone());
        let due_date = items.iter().find_map(|i| i.data.due_date);
        let made = items.iter().filter_map(|i| i.data.made).min();
        let mut encounters: Vec<&str> = items
            .iter()
            .filter_map(|i| i.data.encounter.as_deref().and_then(|e| below.entity(e)))
            .collect();
        encounters.sort_unstable();
        encounters.dedup();
        let mut instruments: Vec<&str> = items
            .iter()
            .flat_map(|i| i.data.instruments.iter().filter_map(|x| below.entity(x)))
            .collect();
        instruments.sort_unstable();
        instruments.dedup();
        let (first, last) = seen_between(items.iter().map(|i| &i.data.seen));
        let mut facets: Vec<(&'static str, String)> = sides_of_all(items);
        facets.push(("main_sector", main.clone()));
        facets.push(("sector", main.clone()));
        facets.extend(sectors.iter().map(|s| ("sector", s.form.clone())));
        facets.extend(encounters.iter().map(|e| ("encounter", (*e).to_owned())));
        facets.extend(instruments.iter().map(|i| ("instrument", (*i).to_owned())));
        let said =
            |field: fn(&CommitmentItem) -> &Option<String>| items.iter().find_map(|i| field(&i.data).clone());
        Entity {
            label: fullest.data.seen.quote.clone(),
            first: made.map(|d| d.to_string()).or(first.clone()),
            last: last.clone(),
            strength: Some(strength.as_str().to_owned()),
            due: due_date.map(|d| d.to_string()),
            doubt: doubt(items.iter().map(|i| i.data.seen.sure)),
            data: json!({
                "parties": parties, "strengths": strengths, "sector": main, "sectors": sectors, "target": target,
                "due": said(|i| &i.due), "due_date": due_date, "place": said(|i| &i.place),
                "recurrence": said(|i| &i.recurrence), "made": made, "reported": {"first": first, "last": last},
                "encounters": encounters, "instruments": instruments, "words": fullest.data.words,
                "background": items.iter().all(|i| i.data.background), "reports": items.len(), "why": why,
            }),
            facets,
            ..Entity::default()
        }
    }
}

fn sides_of_all(items: &[&Placed<CommitmentItem>]) -> Vec<(&'static str, String)> {
    let mut sides: Vec<String> = items
        .iter()
        .flat_map(|i| sides_of(&i.data.parties))
        .map(|s| s.to_string())
        .collect();
    sides.sort();
    sides.dedup();
    sides.into_iter().map(|s| ("side", s)).collect()
}
