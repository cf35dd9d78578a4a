//! The words of a name: how far it goes.

use super::stage::Stage;
use super::words::{Kind, kind, named};
use crate::tagger::Opinion;
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

/// Reads a name from token `at`: by the grammar, corrected by the tagger where it is sure.
pub(super) fn name(scene: &Stage<'_>, at: usize, before: Before) -> Option<Name> {
    if let Some(known) = known(scene, at) {
        return Some(known);
    }
    let read = spelt(scene, at, before);
    if !worth_asking(scene, before, read.as_ref()) {
        return read;
    }
    let tokens = read.as_ref().map(|n| n.tokens.clone());
    let surely = read.as_ref().is_some_and(|n| n.listed > 0);
    match scene
        .persons
        .opinion(&scene.text, &scene.notes, at, tokens, surely)
    {
        Opinion::Same => read,
        Opinion::None => None,
        Opinion::Rather(seen) => {
            let words = seen.tokens.clone().filter(|i| scene.is_word(*i)).count();
            if read.is_none() && before == Before::Nothing && words < 2 {
                return None;
            }
            Some(Name {
                listed: read.as_ref().map_or(0, |n| n.listed.min(words)),
                // What a title introduces begins with no conjunction.
                affixes: match read {
                    Some(read) if before == Before::Title || !read.affixes.is_empty() => read.affixes,
                    _ => seen.affixes,
                },
                words,
                tokens: seen.tokens,
            })
        }
    }
}

/// Whether the tagger may know better; asking costs time. It is asked where something announces a name, and where the
/// next word could belong to a name whose words are all listed.
fn worth_asking(scene: &Stage<'_>, before: Before, read: Option<&Name>) -> bool {
    let possible = |i: usize| {
        scene.kind(i) >= Kind::Unknown && scene.text.tokens().get(i).is_some_and(|t| !t.starts_line)
    };
    match read {
        None => before != Before::Nothing,
        Some(name) => name.listed < name.words || before != Before::Nothing || possible(name.tokens.end),
    }
}

/// Reads a name from token `at` by the lists of names and what stands around it.
fn spelt(scene: &Stage<'_>, at: usize, before: Before) -> Option<Name> {
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
                Kind::Sure
                    if i > start
                        && scene
                            .notes
                            .get(i, Class::OfficeHead)
                            .is_some_and(|h| h.end - h.start > 1 && h.affixes.is_empty()) =>
                {
                    break;
                }
                Kind::Sure => {
                    listed += 1;
                    sure += 1;
                }
                Kind::Open => {
                    if i > start && (conjoined(scene, i, words) || office_phrase(scene, i)) {
                        break;
                    }
                    listed += 1;
                }
                Kind::Unknown if i > start && inflected(scene.word(i)) => break,
                Kind::Closed if i == start && scene.word(i) == "لي" => listed += 1,
                Kind::Unknown => {
                    if i > start
                        && (conjoined(scene, i, words)
                            || office_or_place(scene, i)
                                && !(words == 1 && before == Before::Title && family_nisba(scene, i, start)))
                    {
                        break;
                    }
                    if i > start
                        && before == Before::Nothing
                        && (sure == 0 || !scene.is(start, Class::GivenName))
                    {
                        break;
                    }
                }
                Kind::NoWord if i > start => match joiner(scene, i) {
                    Some(skip) => {
                        // What is joined by a hyphen or an initial's stop is taken whatever it is.
                        i += skip + 1;
                        words += 1;
                        continue;
                    }
                    None => break,
                },
                Kind::Closed if i > start && alaa(scene, i) => listed += 1,
                Kind::Common if i > start && common_inside(scene, i, start, words, before) => {}
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
        Before::Title => listed > 0 || words > 1 || lone(scene, start),
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

/// Whether a common word goes on inside a name: between two names (`علي أكبر صالحي`), or as the family name behind
/// one given name that a title introduces, before a pause (`السفير هاني خلاف،`).
fn common_inside(scene: &Stage<'_>, i: usize, start: usize, words: usize, before: Before) -> bool {
    let word = scene.word(i);
    let plain = scene.notes.at(i).iter().all(|h| {
        !matches!(
            h.class,
            Class::Body
                | Class::NationalBody
                | Class::State
                | Class::BodyHead
                | Class::Joint
                | Class::Counterpart
                | Class::Turn
        ) && !scene.entry(h).is_finite()
            || !h.affixes.is_empty()
    });
    let office = scene.is(i, Class::OfficeHead) || scene.is(i, Class::Honorific);
    if !plain || office || word.starts_with(['ي', 'ت']) || conjoined(scene, i, words) || inflected(word) {
        return false;
    }
    let next_line = scene.text.tokens().get(i + 1).is_none_or(|t| t.starts_line);
    let next = if next_line {
        Kind::NoWord
    } else {
        kind(scene, i + 1)
    };
    if next == Kind::Sure && !conjoined(scene, i + 1, 1) && !article(scene, i) {
        return true;
    }
    // نزار الخير الله
    if matches!(particle(scene, i + 1), Some("before")) {
        return true;
    }
    // الدكتور صالح محمد المخزون، النائب …: before an office in apposition it can only be the family name.
    if article(scene, i) && before == Before::Title && words <= 3 && scene.is(start, Class::GivenName) {
        let behind = i + 1 + usize::from(matches!(scene.word(i + 1), "،" | "," | "-"));
        if scene.is(behind, Class::OfficeHead) && !scene.is(i, Class::OfficePart) {
            return true;
        }
    }
    // A relative adjective behind one given name is the family name: نبيل العربي.
    if words == 1 && before == Before::Title && family_nisba(scene, i, start) {
        return true;
    }
    let pause = matches!(next, Kind::NoWord | Kind::Closed) || scene.is(i + 1, Class::OfficeHead);
    words == 1
        && pause
        && before == Before::Title
        && !word.starts_with('ب')
        && scene.is(start, Class::GivenName)
        && kind(scene, start) == Kind::Sure
}

/// Whether word `i` is an adjective of relation that is the family name behind the one word at `start`: with the
/// article behind a given name, or a nationality without it, which cannot agree with a definite office
/// (`السفير ماريو روسي`).
fn family_nisba(scene: &Stage<'_>, i: usize, start: usize) -> bool {
    scene.word(i).ends_with('ي')
        && if article(scene, i) {
            scene.is(start, Class::GivenName)
        } else {
            scene.is(i, Class::Demonym)
        }
}

/// Whether word `i` begins with the article, and not with a name's own أل or إل.
pub(super) fn article(scene: &Stage<'_>, i: usize) -> bool {
    scene.word(i).starts_with("ال") && !scene.text.raw(i).starts_with(['أ', 'إ', 'آ'])
}

/// Whether a single word that is in no list may be a name: it does not look inflected, and something pauses behind it
/// where its first letter may be a proclitic or a verb's.
fn lone(scene: &Stage<'_>, i: usize) -> bool {
    let word = scene.word(i);
    if inflected(word) {
        return false;
    }
    let pause = !scene.is_word(i + 1) || matches!(kind(scene, i + 1), Kind::Closed);
    pause || !word.starts_with(['ل', 'ب', 'و', 'ف', 'ي', 'ت', 'ن', 'س', 'م', 'ك'])
}

/// Whether a word carries the endings of a verb or a pronoun.
pub(super) fn inflected(word: &str) -> bool {
    let letters = word.len() / 2;
    if letters >= 5
        && ["سيست", "سيت", "سيلت", "سيعق", "سيجت"]
            .iter()
            .any(|o| word.starts_with(o))
    {
        return true;
    }
    let verb =
        word.starts_with('ي') || word.starts_with("سي") || word.starts_with("ست") || word.starts_with('ت');
    // ممازحا, متحدثا: a participle in the accusative.
    if letters >= 5 && word.starts_with('م') && word.ends_with('ا') {
        return true;
    }
    letters >= 5
        && (verb && letters >= 6 && (word.ends_with("ون") || word.ends_with("ان") || word.ends_with("وا"))
            || [
                "هما", "تهم", "اته", "تها", "تنا", "يتها", "يته", "وها", "وه", "تما", "اتهم", "وهم",
            ]
            .iter()
            .any(|ending| word.ends_with(ending))
            || [
                "وال", "بال", "كال", "فال", "لل", "ولل", "وسي", "وست", "سيت", "سيس", "ستت", "لإ",
            ]
            .iter()
            .any(|opening| word.starts_with(opening)))
}

/// The name of a known person at token `at`, in two words or more, with what may follow of it.
fn known(scene: &Stage<'_>, at: usize) -> Option<Name> {
    let hit = scene.notes.get(at, Class::KnownPerson)?;
    let mut end = hit.end as usize;
    if end - at < 2 || scene.text.tokens()[at + 1..end].iter().any(|t| t.starts_line) {
        return None;
    }
    // محمد بن سلمان بن عبد العزيز آل سعود
    while end - at < LONGEST && !scene.text.tokens().get(end).is_none_or(|t| t.starts_line) {
        let step = match particle(scene, end) {
            Some("both" | "after") if goes_on(scene, end + 1) && scene.word(end) != "سيدي" => 2,
            Some("before") => 1,
            _ if kind(scene, end) == Kind::Sure
                && !conjoined(scene, end, 1)
                && scene.is(end, Class::FamilyName) =>
            {
                1
            }
            _ => break,
        };
        end += step;
    }
    Some(Name {
        tokens: at..end,
        listed: end - at,
        words: end - at,
        affixes: hit.affixes,
    })
}

/// Kind of a name's first word and the proclitics that stand on it.
fn first_kind(scene: &Stage<'_>, at: usize, before: Before) -> Option<(Kind, Affixes)> {
    let whole = kind(scene, at);
    let classes = scene.notes.classes(at);
    scene.text.tokens().get(at)?;
    let place = scene.notes.at(at).iter().any(|h| {
        matches!(
            h.class,
            Class::Capital | Class::State | Class::Body | Class::NationalBody | Class::City
        ) && h.end - h.start > 1
    });
    if place {
        return None;
    }
    // لي is the preposition, and a name before a further one: لي هسين لونغ.
    if scene.word(at) == "لي"
        && before == Before::Title
        && matches!(kind(scene, at + 1), Kind::Sure | Kind::Unknown | Kind::Open)
    {
        return Some((Kind::Open, Affixes::empty()));
    }
    if matches!(particle(scene, at), Some("after")) && goes_on(scene, at + 1) {
        return Some((Kind::Sure, Affixes::empty()));
    }
    match whole {
        Kind::Sure => return Some((whole, Affixes::empty())),
        Kind::Open => {
            let title = classes.has(Class::OfficeHead)
                || classes.has(Class::Honorific)
                || classes.has(Class::BodyHead)
                || (classes.has(Class::Demonym) || classes.has(Class::OfficePart)) && article(scene, at);
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
    if whole == Kind::Unknown
        && before != Before::Nothing
        && !office_or_place(scene, at)
        && !inflected(scene.word(at))
    {
        // A foreign name does not begin with the article.
        if article(scene, at) {
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
fn particle<'a>(scene: &Stage<'a>, i: usize) -> Option<&'a str> {
    let hit = scene.notes.get(i, Class::NameParticle)?;
    (hit.affixes.is_empty()).then(|| &*scene.entry(hit).value)
}

/// Whether a name may go on at token `i`.
fn goes_on(scene: &Stage<'_>, i: usize) -> bool {
    scene.is_word(i)
        && !scene.text.tokens()[i].starts_line
        && (kind(scene, i) != Kind::Closed || alaa(scene, i))
        && scene.word(i).len() > 2
}

/// `على` written for the name علي: before a further name or a sign, and not before the article.
fn alaa(scene: &Stage<'_>, i: usize) -> bool {
    scene.word(i) == "علي" && {
        let next = kind(scene, i + 1);
        next == Kind::Sure
            || next == Kind::Open && !scene.word(i + 1).starts_with("ال")
            || next == Kind::NoWord && !matches!(scene.word(i + 1), "\"" | "«" | "(" | "" | "“")
            || i > 0
                && kind(scene, i - 1) == Kind::Sure
                && scene
                    .notes
                    .get(i + 1, Class::OfficeHead)
                    .is_some_and(|h| h.affixes.is_empty())
    }
}

/// A word of offices, bodies or places that does not stand in the lists of names.
fn office_or_place(scene: &Stage<'_>, i: usize) -> bool {
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

/// Whether a name's word begins an office phrase here (`الأمين العام`، `وكيل وزارة`).
fn office_phrase(scene: &Stage<'_>, i: usize) -> bool {
    scene.notes.get(i, Class::OfficeHead).is_some_and(|h| {
        h.affixes.is_empty() && h.end - h.start > 1
            || scene.is(i + 1, Class::OfficePart)
            || scene.is(i + 1, Class::BodyHead)
            || scene.is(i + 1, Class::OfficeHead)
            || scene.is(i + 1, Class::State)
    })
}

/// Whether word `i` begins with a و that joins another party, in a name of `words` words so far.
fn conjoined(scene: &Stage<'_>, i: usize, words: usize) -> bool {
    let word = scene.word(i);
    if word.starts_with(['ب', 'ل']) && kind(scene, i) == Kind::Unknown {
        return named(scene, i, Affixes::BI).is_some()
            || named(scene, i, Affixes::LI).is_some()
            || scene
                .notes
                .get(i, Class::NameParticle)
                .is_some_and(|h| !h.affixes.is_empty());
    }
    if !word.starts_with('و') {
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
fn joiner(scene: &Stage<'_>, i: usize) -> Option<usize> {
    let token = scene.text.tokens().get(i)?;
    let next = scene.text.tokens().get(i + 1)?;
    if next.starts_line || !scene.is_word(i + 1) {
        return None;
    }
    match scene.word(i) {
        "-" | "–" | "‐" if !token.spaced && !next.spaced => Some(1),
        "." if !token.spaced => {
            let before = i.checked_sub(1)?;
            let letters = scene.word(before).chars().count();
            (letters <= 2 || letters == 3 && kind(scene, before) == Kind::Unknown).then_some(1)
        }
        _ => None,
    }
}
