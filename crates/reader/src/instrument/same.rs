//! Which mentions name the same instrument.

use super::Mention;
use crate::scene::Scene;
use mahdar_record::InstrumentKind;
use smallvec::SmallVec;

/// Most earlier instruments that a mention is compared with, so that a list of a thousand stays linear.
const MEMORY: usize = 24;

/// Groups the mentions of one instrument; groups in order of first mention.
pub(super) fn groups(scene: &Scene<'_>, mentions: &[Mention]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut names: Vec<SmallVec<[String; 6]>> = Vec::new();
    for (m, mention) in mentions.iter().enumerate() {
        let own = words(scene, mention);
        let recent = groups.len().saturating_sub(MEMORY);
        let same = (recent..groups.len()).rev().find(|&g| {
            let first = &mentions[groups[g][0]];
            let known = groups[g].iter().find_map(|&k| mentions[k].known.as_deref());
            agrees(mention, first, known, &own, &names[g])
        });
        match same {
            Some(g) => {
                groups[g].push(m);
                for word in own {
                    if !names[g].contains(&word) {
                        names[g].push(word);
                    }
                }
            }
            None => {
                groups.push(vec![m]);
                names.push(own);
            }
        }
    }
    groups
}

fn agrees(m: &Mention, first: &Mention, known: Option<&str>, own: &[String], names: &[String]) -> bool {
    if !alike(m.kind, first.kind) {
        return false;
    }
    match (m.known.as_deref(), known) {
        (Some(a), Some(b)) => return a == b,
        (Some(_), None) | (None, Some(_)) if m.complements.number => return false,
        _ => {}
    }
    if m.resumed {
        return true;
    }
    let shared = own.iter().filter(|w| names.contains(w)).count();
    if own.is_empty() || names.is_empty() {
        // A definite mention without words of its own takes up the nearest.
        return m.definite && (m.complements.making || m.complements.dated || own.is_empty());
    }
    if m.kind == InstrumentKind::Resolution {
        return shared == own.len().min(names.len());
    }
    shared > 0 && (shared * 2 >= own.len().min(names.len()))
}

fn alike(a: InstrumentKind, b: InstrumentKind) -> bool {
    use InstrumentKind::{Agreement, Memorandum, Protocol, Treaty};
    a == b
        || matches!(
            (a, b),
            (Agreement, Treaty) | (Treaty, Agreement) | (Agreement, Memorandum) | (Agreement, Protocol)
        )
}

/// The words that tell an instrument from others of its kind: adjectives, annexed nouns, parties.
fn words(scene: &Scene<'_>, m: &Mention) -> SmallVec<[String; 6]> {
    let mut out = SmallVec::new();
    for i in m.tokens.clone().skip(1).take(16) {
        if !scene.is_word(i) {
            continue;
        }
        let word = scene.word(i);
        let word = word
            .strip_prefix("وال")
            .or(word.strip_prefix("بال"))
            .or(word.strip_prefix("لل"))
            .or(word.strip_prefix("ال"))
            .unwrap_or(word);
        let word = word.trim_end_matches('ه');
        if word.len() > 4 && !empty(word) && !out.iter().any(|w: &String| w == word) {
            out.push(word.to_owned());
        }
    }
    out
}

/// Words that tell nothing apart.
fn empty(word: &str) -> bool {
    matches!(
        word,
        "بين"
            | "مع"
            | "حول"
            | "بشان"
            | "ذي"
            | "تي"
            | "موقع"
            | "مبرم"
            | "عام"
            | "في"
            | "علي"
            | "صادر"
            | "تعاون"
            | "تفاهم"
            | "مشترك"
            | "ختامي"
            | "تم"
            | "توصل"
            | "خلال"
            | "بلدين"
            | "جانبين"
            | "طرفين"
            | "مجال"
            | "جديد"
            | "حالي"
            | "سابق"
            | "رقم"
            | "عن"
            | "من"
    )
}
