//! Persons as they become known, and mentions by a part of a name.

use super::{Mention, Resolved, name::Name};
use mahdar_record::{PartialDate, Side};
use mahdar_text::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// A person as the mentions so far make them.
#[derive(Debug, Default)]
pub(super) struct Known {
    names: FxHashSet<Name>,
    sides: FxHashMap<Side, u32>,
    offices: FxHashSet<String>,
    days: Vec<PartialDate>,
    docs: FxHashSet<String>,
    mentions: u32,
}

impl Known {
    pub(super) fn add(&mut self, name: &Name, mention: &Mention<'_>) {
        if !self.names.contains(name) {
            self.names.insert(name.clone());
        }
        if let Some(side) = mention.side {
            *self.sides.entry(side).or_default() += 1;
        }
        for office in mention.offices {
            self.offices.extend(words(&office.title));
        }
        self.days.extend(mention.published);
        self.docs.insert(mention.doc.to_owned());
        self.mentions += 1;
    }

    /// The side that most mentions give.
    fn side(&self) -> Option<Side> {
        self.sides
            .iter()
            .max_by_key(|(side, n)| (**n, std::cmp::Reverse(**side)))
            .map(|(side, _)| *side)
    }

    /// How much of `mention`'s offices this person has been seen in, 0 to 100.
    fn office_likeness(&self, mention: &Mention<'_>) -> u32 {
        let wanted: FxHashSet<String> = mention.offices.iter().flat_map(|o| words(&o.title)).collect();
        let shared = wanted.iter().filter(|w| self.offices.contains(*w)).count();
        (shared * 100).checked_div(wanted.len()).unwrap_or(0) as u32
    }

    /// Whether a full name is this person's: how surely, and why.
    pub(super) fn same(&self, name: &Name, mention: &Mention<'_>) -> Option<(u32, Vec<String>)> {
        let (likeness, known) = self
            .names
            .iter()
            .map(|n| (n.likeness(name), n))
            .max_by(|a, b| (a.0, a.1.spelt()).cmp(&(b.0, b.1.spelt())))?;
        let side = match (self.side(), mention.side) {
            (Some(a), Some(b)) if a == b => 15,
            (Some(a), Some(b)) if a.is_state() && b.is_state() => -25,
            (Some(_), Some(_)) => -10,
            _ => 0,
        };
        let office = if mention.offices.is_empty() {
            0
        } else {
            self.office_likeness(mention) as i32 / 10
        };
        let score = likeness as i32 + side + office;
        // Names alike to the letter are one person unless the sides speak against it and nothing speaks for it.
        (likeness > 0 && score >= 70).then(|| {
            let mut why = vec![format!("«{}» ≈ «{}»", name.spelt(), known.spelt())];
            match (self.side(), mention.side) {
                (Some(a), Some(b)) if a == b => why.push(format!("same side {a}")),
                (Some(a), Some(b)) => why.push(format!("although seen on {a} and on {b}")),
                _ => {}
            }
            if office >= 5 {
                why.push("seen in the same office".into());
            }
            (score.max(0) as u32, why)
        })
    }

    /// Days between `day` and the nearest mention.
    fn days_from(&self, day: PartialDate) -> Option<i32> {
        self.days.iter().map(|d| (number(*d) - number(day)).abs()).min()
    }
}

/// A number that grows with the day; months and years stand at their middle.
fn number(date: PartialDate) -> i32 {
    i32::from(date.year()) * 372
        + i32::from(date.month().unwrap_or(6)) * 31
        + i32::from(date.day().unwrap_or(15))
}

/// The words of an office that tell it from others.
fn words(title: &str) -> impl Iterator<Item = String> {
    fold(title)
        .split_whitespace()
        .map(|w| {
            w.strip_prefix("ال")
                .filter(|r| r.chars().count() >= 3)
                .unwrap_or(w)
                .to_owned()
        })
        .filter(|w| w.chars().count() > 2)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Puts mentions by one name to the persons who answer to it, or to one another where nobody does.
pub(super) fn attach(
    mentions: &[Mention<'_>],
    names: &[Name],
    mut persons: Vec<Known>,
    by_key: &FxHashMap<String, Vec<usize>>,
    resolved: &mut [Option<Resolved>],
) {
    let full = persons.len();
    let mut alone: Vec<(usize, usize)> = Vec::new();
    for i in 0..mentions.len() {
        if resolved[i].is_some() {
            continue;
        }
        let (name, mention) = (&names[i], &mentions[i]);
        let mut keys = Vec::new();
        name.keys(&mut keys);
        let near: BTreeSet<usize> = keys
            .iter()
            .filter_map(|key| by_key.get(key))
            .flatten()
            .copied()
            .collect();
        let mut candidates: Vec<(i32, usize)> = near
            .into_iter()
            .filter(|at| persons[*at].names.iter().any(|n| n.answers_to(name)))
            .map(|at| (fitness(&persons[at], mention), at))
            .collect();
        candidates.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
        let choice = match candidates[..] {
            [(score, at)] if score > -10 => Some((at, "the only person of this name")),
            [(best, at), (second, _), ..] if best > -10 && best >= second + 10 => Some((
                at,
                "of the persons of this name the nearest in side, office and time",
            )),
            _ => None,
        };
        let (person, reasons) = match choice {
            Some((at, why)) => (at, vec![format!("«{}»: {why}", name.spelt())]),
            None => {
                let known = alone.iter().find(|(_, at)| {
                    let other = &persons[*at];
                    other.names.iter().any(|n| n.answers_to(name))
                        && (mention.side.is_none() || other.side().is_none() || other.side() == mention.side)
                });
                match known {
                    Some((_, at)) => (*at, vec![format!("«{}»: the same name alone", name.spelt())]),
                    None => {
                        persons.push(Known::default());
                        alone.push((i, persons.len() - 1));
                        (persons.len() - 1, Vec::new())
                    }
                }
            }
        };
        if person >= full {
            persons[person].add(name, mention);
        }
        resolved[i] = Some(Resolved { person, reasons });
    }
}

/// How well a mention by one name fits a person.
fn fitness(person: &Known, mention: &Mention<'_>) -> i32 {
    let side = match (person.side(), mention.side) {
        (Some(a), Some(b)) if a == b => 30,
        (Some(_), Some(_)) => -40,
        _ => 0,
    };
    let near = match mention.published.and_then(|day| person.days_from(day)) {
        Some(0..=3) => 15,
        Some(4..=31) => 10,
        Some(32..=200) => 5,
        Some(_) => -5,
        None => 0,
    };
    let often = (person.mentions.min(64) as f64).log2() as i32 * 4;
    side + near + often + person.office_likeness(mention) as i32 / 5
}
