//! Standing bodies and procedures of consultation that the text founds, describes or convenes: strategic councils,
//! joint committees, political consultations, contact groups.

mod describe;
mod name;

use crate::{cast::Cast, scene::Scene};
use mahdar_lexicon::{Affixes, Class};
use mahdar_record::{Confidence, Instrument, Mechanism, Quote};
use name::{Named, named_at};

/// Sentences behind a name in which what is said of «اللجنة» or «المجلس» is about it.
const TAKEN_UP: usize = 12;
/// Most mechanisms of one document, so that a gazette of committees stays readable and linear.
const MOST: usize = 32;

/// Finds the mechanisms of a scene, given its instruments, on which they may rest.
pub fn mechanisms(scene: &Scene<'_>, cast: &Cast, instruments: &[Instrument]) -> Vec<Mechanism> {
    let mut out: Vec<Mechanism> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for (number, sentence) in scene.text.sentences().iter().enumerate() {
        let tokens = sentence.tokens();
        let mut about: Option<usize> = None;
        let mut i = tokens.start;
        while i < tokens.end {
            if !scene.is(i, Class::Mechanism) {
                i += 1;
                continue;
            }
            let Some(named) = named_at(scene, cast, i, tokens.end) else {
                i += 1;
                continue;
            };
            i = named.tokens.end.max(i + 1);
            if named.bare {
                about = about.or(last.filter(|(at, _)| number - at <= TAKEN_UP).map(|(_, m)| m));
                continue;
            }
            let Some(at) = enter(scene, &named, tokens.clone(), &mut out) else {
                continue;
            };
            about = Some(at);
            last = Some((number, at));
        }
        if let Some(at) = about {
            describe::describe(scene, cast, tokens, instruments, &mut out[at]);
        }
    }
    out
}

/// Enters a named mechanism, or adds a further place to one that is known.
fn enter(
    scene: &Scene<'_>,
    named: &Named,
    sentence: std::ops::Range<usize>,
    out: &mut Vec<Mechanism>,
) -> Option<usize> {
    let title = scene.text.slice(named.name.clone());
    let key = key(title);
    let known = out.iter().position(|m| {
        let other = self::key(&m.name);
        (other == key || other.starts_with(&*key) || key.starts_with(&*other))
            && (named.sides.is_empty()
                || m.sides.is_empty()
                || named.sides.iter().any(|s| m.sides.contains(s)))
    });
    if let Some(at) = known {
        let m = &mut out[at];
        for side in &named.sides {
            if !m.sides.contains(side) {
                m.sides.push(*side);
            }
        }
        let quote = quote(scene, named);
        if quote.span().len() > m.quote.span().len() + 8 {
            m.also.push(std::mem::replace(&mut m.quote, quote));
            m.name = without_proclitic(title, named);
        } else {
            m.also.push(quote);
        }
        return Some(at);
    }
    // A committee of one state is none between sides; consultations are one where they recur or are founded.
    let lasting = sentence
        .clone()
        .any(|j| scene.is(j, Class::Recurrence) || name::role_at(scene, j) == Some("found"));
    if out.len() >= MOST || named.sides.len() < 2 || (named.talks && !lasting) {
        return None;
    }
    let mut reasons = Vec::new();
    scene.reason(&mut reasons, || {
        format!("mechanism: «{title}» between {} sides", named.sides.len())
    });
    out.push(Mechanism {
        name: without_proclitic(title, named),
        sides: named.sides.clone(),
        founded_by: None,
        chairs: Vec::new(),
        members: Vec::new(),
        coordinators: Vec::new(),
        cadence: None,
        host_rule: None,
        preparation: None,
        quote: quote(scene, named),
        confidence: Confidence::new(if named.talks { 0.7 } else { 0.8 }),
        also: Vec::new(),
        inferred: Vec::new(),
        reasons,
    });
    Some(out.len() - 1)
}

/// A title without what is written to its first word: `لمجلس تعاون` → `مجلس تعاون`, `للمجلس` → `المجلس`.
fn without_proclitic(title: &str, named: &Named) -> String {
    if let Some(rest) = title.strip_prefix("لل") {
        // «للجنة» is written with two lams for three.
        let lam = if rest.starts_with("جن") || rest.starts_with("جا") {
            "ل"
        } else {
            ""
        };
        return format!("ال{lam}{rest}");
    }
    let one = named.affixes & (Affixes::LI | Affixes::BI | Affixes::WA | Affixes::FA | Affixes::KA);
    let first = title.chars().next().filter(|c| "لبوفك".contains(*c));
    match first {
        Some(c) if one.iter().count() == 1 => title[c.len_utf8()..].to_owned(),
        _ => title.to_owned(),
    }
}

fn quote(scene: &Scene<'_>, named: &Named) -> Quote {
    if named.affixes.intersects(Affixes::WA | Affixes::FA) {
        scene.quote_after_conjunction(named.tokens.clone())
    } else {
        scene.quote(named.tokens.clone())
    }
}

/// A name for comparing: folded, without the article and what is written to the first word.
fn key(title: &str) -> String {
    let folded = mahdar_text::fold(title);
    let mut out = String::with_capacity(folded.len());
    for (i, word) in folded.split_whitespace().enumerate() {
        let word = if i == 0 {
            word.trim_start_matches(['و', 'ف', 'ب', 'ك'])
                .trim_start_matches("لل")
                .trim_start_matches("ال")
        } else {
            word.strip_prefix("ال").unwrap_or(word)
        };
        let word = if i == 0 && word.starts_with('ل') && !word.starts_with("لجن") {
            &word['ل'.len_utf8()..]
        } else {
            word
        };
        out.push_str(word);
        out.push(' ');
    }
    out
}
