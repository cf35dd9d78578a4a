//! Where a noun phrase that names a source ends.

use crate::scene::Scene;
use mahdar_lexicon::Class;
use mahdar_text::TokenKind;

/// Most tokens that a source's name is followed over.
const LONGEST: usize = 14;

/// Words that what is said begins with: `أن`، `إنه`، `بأنها`. All spellings of the hamza are folded alike.
pub(super) fn opens_content(word: &str) -> bool {
    let word = word.strip_prefix('ب').unwrap_or(word);
    matches!(
        word,
        "ان" | "انه"
            | "انها"
            | "انهم"
            | "انهما"
            | "اننا"
            | "انني"
            | "اني"
            | "لان"
            | "قايلا"
            | "قايله"
            | "قوله"
            | "قولها"
            | "قولهم"
            | "قولهما"
            | "قد"
            | "كان"
            | "كانت"
    )
}

/// Words that a source's name never holds.
fn leaves_name(word: &str) -> bool {
    matches!(
        word,
        "الي"
            | "على"
            | "علي"
            | "عن"
            | "عبر"
            | "خلال"
            | "بعد"
            | "قبل"
            | "عقب"
            | "اثر"
            | "حيث"
            | "فيما"
            | "بينما"
            | "لدي"
            | "حول"
            | "بشان"
            | "ضمن"
            | "امام"
            | "اثناء"
            | "ان"
            | "مع"
            | "ردا"
            | "تعليقا"
            | "وذلك"
            | "بمناسبه"
            | "عندما"
            | "اذا"
            | "ما"
            | "لم"
            | "لن"
            | "لا"
            | "اما"
            | "لكن"
            | "كما"
            | "وفي"
            | "وهو"
            | "وهي"
            | "مساء"
            | "صباح"
            | "اليوم"
            | "امس"
            | "السبت"
            | "الاحد"
            | "الاثنين"
            | "الثلاثاء"
            | "الاربعاء"
            | "الخميس"
            | "الجمعه"
    )
}

/// Prepositions that go on inside the description of an unnamed source: `مصدر في الخارجية`، `مسؤول من الوفد`.
fn describes(word: &str) -> bool {
    matches!(word, "في" | "من" | "فى")
}

/// The end of the noun phrase whose head is `head`, within `end`. `described` lets it go over في and من, as the
/// descriptions of unnamed sources do. Names in quotation marks or brackets directly behind it belong to it.
pub(super) fn name_end(scene: &Scene<'_>, head: usize, after: usize, end: usize, described: bool) -> usize {
    let end = end.min(head + LONGEST);
    let mut i = after;
    while i < end {
        let word = scene.word(i);
        match scene.text.kind(i) {
            TokenKind::Sign => match quoted(scene, i, end) {
                Some(close) => i = close + 1,
                None if word == "-" && i + 1 < end && !scene.text.tokens()[i + 1].spaced => i += 1,
                None => break,
            },
            _ if opens_content(word) || leaves_name(word) => break,
            _ if !described && matches!(word, "الذي" | "التي" | "الذى" | "التى" | "الذين") =>
            {
                break;
            }
            _ if describes(word) => {
                if !described {
                    break;
                }
                i += 1;
            }
            _ if i > after && scene.is(i, Class::AttributionCue) && !described => break,
            _ => i += 1,
        }
    }
    i
}

const LONGEST_QUOTED: usize = 6;

/// The closing sign of a name in quotation marks or brackets that opens at `i`.
pub(super) fn quoted(scene: &Scene<'_>, i: usize, end: usize) -> Option<usize> {
    let close: &[&str] = match scene.word(i) {
        "(" => &[")"],
        "«" => &["»"],
        "“" => &["”"],
        "\"" => &["\""],
        "'" | "''" => &["'", "''"],
        _ => return None,
    };
    // Two straight marks stand for one pair: ''الأهرام''.
    let from = if scene.word(i) == "'" && scene.word(i + 1) == "'" {
        i + 2
    } else {
        i + 1
    };
    let at = (from..end.min(from + LONGEST_QUOTED)).find(|&j| close.contains(&scene.word(j)))?;
    let at = if scene.word(at) == "'" && scene.word(at + 1) == "'" {
        at + 1
    } else {
        at
    };
    (at > from && (from..at).all(|j| !opens_content(scene.word(j)))).then_some(at)
}
