//! The words of a name: how far it goes.

use super::words::{Kind, kind, named};
use crate::scene::Scene;
use mahdar_lexicon::{Affixes, Class};
use std::ops::Range;

/// Longest name, in tokens.
const LONGEST: usize = 9;

/// A name and how sure it is one.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Words that are in the lists of names.
    pub listed: usize,
    /// All its words.
    pub words: usize,
    /// Proclitics written to its first word.
    pub affixes: Affixes,
}

/// What stands before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// An office or honorific: the next word is a name unless it is a common one.
    Title,
    /// An office and a comma: the next word must look like a name.
    Comma,
    /// Nothing: the name must be made of listed names.
    Nothing,
}

/// Reads a name from token `at`.
pub(super) fn name(scene: &Scene<'_>, at: usize, before: Before) -> Option<Name> {
    let (mut kind_here, affixes) = first_kind(scene, at, before)?;
    if before == Before::Nothing && kind_here == Kind::Unknown {
        return None;
    }
    let start = at;
    let (mut i, mut words, mut listed, mut sure) = (at, 0usize, 0usize, 0usize);
    loop {
        if i - start >= LONGEST {
            break;
        }
        if i > start {
            kind_here = kind(scene, i);
        }
        let particle = particle(scene, i);
        let accepted = match particle {
            Some("after") => goes_on(scene, i + 1),
            Some("both") => i > start && goes_on(scene, i + 1),
            Some("before") if i > start => true,
            _ => false,
        };
        if accepted {
            words += 1;
            listed += 1;
            let pair = particle != Some("before");
            i += 1;
            if pair {
                // The word a particle leans on is taken whatever it is.
                words += 1;
                listed += 1;
                sure += usize::from(kind(scene, i) >= Kind::Open);
                i += 1;
            }
        } else {
            match kind_here {
                Kind::Sure => {
                    listed += 1;
                    sure += 1;
                }
                Kind::Open => {
                    if i > start && conjoined(scene, i, words) {
                        break;
                    }
                    listed += 1;
                }
                Kind::Unknown => {
                    if i > start && (conjoined(scene, i, words) || office_or_place(scene, i)) {
                        break;
                    }
                    if i > start && before == Before::Nothing && sure == 0 {
                        break;
                    }
                }
                Kind::NoWord if i > start => match joiner(scene, i) {
                    Some(skip) => {
                        i += skip;
                        continue;
                    }
                    None => break,
                },
                Kind::Closed if i > start && alaa(scene, i) => listed += 1,
                _ => break,
            }
            words += 1;
            i += 1;
        }
        // A comma, a bracket or a line ends it.
        if scene.text.tokens().get(i).is_none_or(|t| t.starts_line) {
            break;
        }
    }
    // A joiner at the end joins nothing.
    while i > start && !scene.is_word(i - 1) {
        i -= 1;
    }
    if words == 0 {
        return None;
    }
    let enough = match before {
        Before::Title => true,
        Before::Comma => listed >= 1 || words >= 2,
        Before::Nothing => sure >= 1 && words >= 2,
    };
    enough.then_some(Name {
        tokens: start..i,
        listed,
        words,
        affixes,
    })
}

/// Kind of a name's first word and the proclitics that stand on it.
fn first_kind(scene: &Scene<'_>, at: usize, before: Before) -> Option<(Kind, Affixes)> {
    let whole = kind(scene, at);
    let classes = scene.notes.classes(at);
    if scene.text.tokens().get(at).is_none() {
        return None;
    }
    if matches!(particle(scene, at), Some("after")) && goes_on(scene, at + 1) {
        return Some((Kind::Sure, Affixes::empty()));
    }
    match whole {
        Kind::Sure => return Some((whole, Affixes::empty())),
        Kind::Open => {
            let title = classes.has(Class::OfficeHead)
                || classes.has(Class::Honorific)
                || classes.has(Class::BodyHead);
            if title && before != Before::Title {
                return None;
            }
            return Some((whole, Affixes::empty()));
        }
        _ => {}
    }
    // A proclitic on a listed name: لمحمد، وسامح.
    for affixes in [
        Affixes::WA,
        Affixes::LI,
        Affixes::BI,
        Affixes::WA | Affixes::LI,
        Affixes::FA,
    ] {
        if let Some(found) = named(scene, at, affixes)
            && (found == Kind::Sure || before == Before::Title)
            && whole != Kind::Closed
        {
            return Some((found, affixes));
        }
    }
    if whole == Kind::Unknown && before != Before::Nothing && !office_or_place(scene, at) {
        // A foreign name does not begin with the article.
        if scene.word(at).starts_with("ال") {
            return None;
        }
        return Some((whole, Affixes::empty()));
    }
    if whole == Kind::Closed && before == Before::Title && alaa(scene, at) {
        return Some((Kind::Open, Affixes::empty()));
    }
    None
}

/// The side on which a particle must have a neighbour, if token `i` is one.
fn particle<'a>(scene: &Scene<'a>, i: usize) -> Option<&'a str> {
    let hit = scene.notes.get(i, Class::NameParticle)?;
    (hit.affixes.is_empty()).then(|| &*scene.entry(hit).value)
}

/// Whether a name may go on at token `i`.
fn goes_on(scene: &Scene<'_>, i: usize) -> bool {
    scene.is_word(i)
        && !scene.text.tokens()[i].starts_line
        && (kind(scene, i) != Kind::Closed || alaa(scene, i))
        && scene.word(i).len() > 2
}

/// `على` written for the name علي: before a further name or a sign, and not before the article.
fn alaa(scene: &Scene<'_>, i: usize) -> bool {
    scene.word(i) == "علي" && {
        let next = kind(scene, i + 1);
        next >= Kind::Open || (next == Kind::NoWord && !matches!(scene.word(i + 1), "\"" | "«" | "("))
    }
}

/// A word of offices, bodies or places that does not stand in the lists of names.
fn office_or_place(scene: &Scene<'_>, i: usize) -> bool {
    scene.notes.at(i).iter().any(|h| {
        matches!(
            h.class,
            Class::OfficeHead
                | Class::Honorific
                | Class::BodyHead
                | Class::Body
                | Class::NationalBody
                | Class::State
                | Class::Demonym
                | Class::Capital
                | Class::Counterpart
                | Class::Joint
                | Class::Turn
                | Class::OfficePart
        )
    })
}

/// Whether word `i` begins with a و that joins another party, in a name of `words` words so far.
fn conjoined(scene: &Scene<'_>, i: usize, words: usize) -> bool {
    if !scene.word(i).starts_with('و') {
        return false;
    }
    named(scene, i, Affixes::WA).is_some()
        || scene
            .notes
            .at(i)
            .iter()
            .any(|h| h.affixes.contains(Affixes::WA) && h.class != Class::GivenName)
        || (words >= 2 && kind(scene, i) == Kind::Unknown)
}

/// A hyphen or an abbreviation's full stop inside a name, and how many tokens it takes.
fn joiner(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let token = scene.text.tokens().get(i)?;
    let next = scene.text.tokens().get(i + 1)?;
    if next.starts_line || !scene.is_word(i + 1) {
        return None;
    }
    match scene.word(i) {
        "-" | "–" | "‐" if !token.spaced && !next.spaced => Some(1),
        "." if !token.spaced && scene.word(i.checked_sub(1)?).chars().count() <= 3 => Some(1),
        "_" => Some(1),
        _ => None,
    }
}
