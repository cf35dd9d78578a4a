//! Which mentions are of one person. Pure functions: the result depends on the mentions alone.
//!
//! Names come first, then side, office and time. Two names in full are one person where their last parts sound
//! alike, their given parts agree, and nothing keeps them apart: نتنياهو and نتانياهو, محمد جواد ظريف and جواد
//! ظريف, but not بشار الأسد and حافظ الأسد. A part of a name goes to the only person who answers to it on that
//! side, or to the one seen in the same office or nearest in time; where that is not clear it stays alone.

mod name;
mod part;
mod sound;

use mahdar_record::{Office, PartialDate, Side};
use name::Name;
use part::Known;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// One person as one document has them.
#[derive(Debug, Clone)]
pub struct Mention<'a> {
    /// Id of the record.
    pub id: &'a str,
    /// Id of the document.
    pub doc: &'a str,
    /// Publication day.
    pub published: Option<PartialDate>,
    /// The longest form the document uses.
    pub name: &'a str,
    /// The offices it gives.
    pub offices: &'a [Office],
    /// The side it puts them on.
    pub side: Option<Side>,
    /// The fullest mention, office and name together.
    pub quote: &'a str,
}

/// To which person a mention belongs, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// Number of the person within this call; mentions with one number are one person.
    pub person: usize,
    /// Why it was put there, in words; empty where it opened the person.
    pub reasons: Vec<String>,
}

/// The keys of a name: two mentions without a common key, directly or through others, are never one person.
///
/// All mentions that keys connect are given to [`people`] at once, so a key is discriminating: how the last part
/// sounds, and how the first part sounds together with the beginning of the last.
pub fn keys(name: &str, side: Option<Side>, out: &mut Vec<String>) {
    let _ = side;
    Name::of(name).keys(out);
}

/// Resolves the mentions that keys connect; they come in the order of evidence (day, document, place).
pub fn people(mentions: &[Mention<'_>]) -> Vec<Resolved> {
    let names: Vec<Name> = mentions.iter().map(|m| Name::of(m.name)).collect();
    let mut resolved: Vec<Option<Resolved>> = vec![None; mentions.len()];
    let mut persons: Vec<Known> = Vec::new();
    // Spellings are few where mentions are many: each is compared once, with those it shares a key with.
    let mut spellings: FxHashMap<(&Name, Option<Side>), usize> = FxHashMap::default();
    let mut by_key: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    // The longest names first: what is fullest says most clearly who it is.
    let mut order: Vec<usize> = (0..mentions.len()).filter(|i| names[*i].is_full()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(names[*i].len().min(4)), *i));
    for i in order {
        let (name, mention) = (&names[i], &mentions[i]);
        let known = spellings.get(&(name, mention.side)).copied();
        if let Some(person) = known {
            persons[person].add(name, mention);
            resolved[i] = Some(Resolved {
                person,
                reasons: Vec::new(),
            });
            continue;
        }
        let mut keys = Vec::new();
        name.keys(&mut keys);
        let candidates: BTreeSet<usize> = keys
            .iter()
            .filter_map(|key| by_key.get(key))
            .flatten()
            .copied()
            .collect();
        let best = candidates
            .into_iter()
            .filter_map(|at| {
                persons[at]
                    .same(name, mention)
                    .map(|(score, why)| (score, at, why))
            })
            .max_by_key(|(score, at, _)| (*score, std::cmp::Reverse(*at)));
        let (person, reasons) = best.map(|(_, at, why)| (at, why)).unwrap_or_else(|| {
            persons.push(Known::default());
            (persons.len() - 1, Vec::new())
        });
        spellings.insert((name, mention.side), person);
        for key in keys {
            let there = by_key.entry(key).or_default();
            if !there.contains(&person) {
                there.push(person);
            }
        }
        persons[person].add(name, mention);
        resolved[i] = Some(Resolved { person, reasons });
    }
    part::attach(mentions, &names, persons, &by_key, &mut resolved);
    resolved
        .into_iter()
        .map(|r| r.expect("full names were resolved first, parts of names after them"))
        .collect()
}

#[cfg(test)]
mod tests;
