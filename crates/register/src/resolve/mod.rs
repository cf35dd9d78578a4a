//! Which mentions are of one person. Pure functions; [`crate`] calls them layer-wise.

use mahdar_record::{Office, PartialDate, Side};
use mahdar_text::fold;
use rustc_hash::FxHashMap;

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
/// All mentions that keys connect are given to [`people`] at once, so a key must be discriminating: the last part
/// of a name, not `محمد`.
pub fn keys(name: &str, side: Option<Side>, out: &mut Vec<String>) {
    let _ = side;
    if let Some(last) = parts(name).pop() {
        out.push(last);
    }
}

/// The parts of a name, folded, without articles, compounds with عبد and أبو joined.
fn parts(name: &str) -> Vec<String> {
    let folded = fold(name);
    let mut parts: Vec<String> = Vec::new();
    let mut open = String::new();
    for word in folded.split_whitespace() {
        if matches!(word, "عبد" | "ابو" | "ابن" | "بن") {
            open.push_str(word);
            continue;
        }
        let bare = word.strip_prefix("ال").filter(|w| w.chars().count() >= 3).unwrap_or(word);
        parts.push(format!("{open}{bare}"));
        open.clear();
    }
    parts
}

/// Resolves the mentions that keys connect; they come in the order of evidence (day, document, place).
///
/// The result depends on the mentions alone, not on who is asked first elsewhere.
pub fn people(mentions: &[Mention<'_>]) -> Vec<Resolved> {
    let names: Vec<Vec<String>> = mentions.iter().map(|m| parts(m.name)).collect();
    let mut full: FxHashMap<String, usize> = FxHashMap::default();
    let mut by_side: FxHashMap<(Option<Side>, String), Vec<usize>> = FxHashMap::default();
    let mut resolved: Vec<Option<Resolved>> = vec![None; mentions.len()];
    let mut next = 0;
    for (i, name) in names.iter().enumerate().filter(|(_, n)| n.len() > 1) {
        let person = *full.entry(name.join(" ")).or_insert_with(|| {
            next += 1;
            next - 1
        });
        let known = by_side
            .entry((mentions[i].side, name[name.len() - 1].clone()))
            .or_default();
        if !known.contains(&person) {
            known.push(person);
        }
        resolved[i] = Some(Resolved {
            person,
            reasons: vec![format!("named in full: {}", name.join(" "))],
        });
    }
    for (i, name) in names.iter().enumerate().filter(|(_, n)| n.len() <= 1) {
        let last = name.first().cloned().unwrap_or_default();
        let only = by_side
            .get(&(mentions[i].side, last.clone()))
            .and_then(|known| <[usize; 1]>::try_from(known.as_slice()).ok());
        let (person, reasons) = match only {
            Some([person]) => (person, vec![format!("{last}: the only one of this name on this side")]),
            None => {
                let person = *full.entry(format!("{last} {:?}", mentions[i].side)).or_insert_with(|| {
                    next += 1;
                    next - 1
                });
                (person, Vec::new())
            }
        };
        resolved[i] = Some(Resolved { person, reasons });
    }
    resolved
        .into_iter()
        .map(|r| r.expect("every mention has a short or a long name"))
        .collect()
}
