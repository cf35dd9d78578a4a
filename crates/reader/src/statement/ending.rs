//! Where the content of a statement ends.

use super::content::{attributes, speaks};
use crate::scene::Scene;
use mahdar_lexicon::{Affixes, Class};
use std::ops::Range;

/// One past the last token of a content that begins at `first`, within the sentence from `from` to `limit`. `next`
/// tells whether a trigger that opens its own clause begins at a token. A content that begins inside quotation marks
/// ends with them.
pub(super) fn end(
    scene: &Scene<'_>,
    from: usize,
    first: usize,
    limit: usize,
    next: impl Fn(usize) -> bool,
) -> usize {
    // The tie itself may be the opening mark.
    let tie = first.checked_sub(1).map_or("", |t| scene.word(t));
    let (mut straight, mut depth) = (tie == "\"", i32::from(matches!(tie, "«" | "“")));
    let base = !straight && depth == 0 && in_quotes(scene, from, first);
    let mut i = first;
    while i < limit {
        let word = scene.word(i);
        if base && depth == 0 && i > first && matches!(word, "\"" | "»" | "”") {
            break;
        }
        match word {
            "\"" => straight = !straight,
            "«" | "“" => depth += 1,
            "»" | "”" => depth = (depth - 1).max(0),
            _ => {}
        }
        let inside = straight || depth > 0;
        if i > first && !inside && (next(i) || breaks(scene, i)) {
            break;
        }
        i += 1;
    }
    trim(scene, first..i)
}

/// Whether an odd number of straight marks, or an unclosed opening mark, stands between `from` and `to`.
pub(super) fn in_quotes(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    let (mut straight, mut depth) = (false, 0i32);
    for i in from..to {
        match scene.word(i) {
            "\"" => straight = !straight,
            "«" | "“" => depth += 1,
            "»" | "”" => depth -= 1,
            _ => {}
        }
    }
    straight || depth > 0
}

/// Whether the content ends before token `i`: an attribution tail, a clause about something else.
fn breaks(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.word(i);
    let after_comma = i > 0 && matches!(scene.word(i - 1), "،" | ",");
    // ، كما بحث الوزيران; ، والتقى: another event.
    if after_comma && (tells(scene, i) || word == "كما" && (tells(scene, i + 1) || speaks(scene, i + 1))) {
        return true;
    }
    match word {
        _ if attributes(word) => after_comma || i > 0 && scene.word(i - 1) == "\"",
        "فيما" | "بينما" => {
            after_comma || !matches!(scene.word(i + 1), "يتعلق" | "يخص" | "بين" | "بينهما")
        }
        "جاء" | "وجاء" => matches!(scene.word(i + 1), "ذلك" | "هذا") && after_comma,
        "وذلك" => matches!(
            scene.word(i + 1),
            "خلال" | "في" | "علي" | "لدي" | "اثناء" | "عقب" | "بعد" | "وفق" | "ردا"
        ),
        "حين" => scene.word(i - 1) == "في" && i > 1 && matches!(scene.word(i - 2), "،" | ","),
        _ => false,
    }
}

/// One past the promise within `tokens`: its reason, its background and what speaks against it are not promised
/// (`لأن …`، `، على خلفية …`، `، وهو …`، `لكنه …`).
pub(super) fn of_promise(scene: &Scene<'_>, tokens: Range<usize>) -> usize {
    let mut depth = 0i32;
    let mut straight = false;
    for i in tokens.start..tokens.end {
        match scene.word(i) {
            "\"" => straight = !straight,
            "«" | "“" => depth += 1,
            "»" | "”" => depth -= 1,
            _ => {}
        }
        if i > tokens.start + 2 && !straight && depth <= 0 && turns(scene, i) {
            return trim(scene, tokens.start..i);
        }
    }
    tokens.end
}

/// Whether a clause that only explains or opposes opens at token `i`.
fn turns(scene: &Scene<'_>, i: usize) -> bool {
    let (word, next) = (scene.word(i), scene.word(i + 1));
    if matches!(
        word,
        "لان" | "لانه" | "لانها" | "لكنه" | "لكنها" | "ولكنه" | "ولكنها" | "لكنهم" | "لكنهما"
    ) {
        return true;
    }
    if matches!(word, "الا" | "غير" | "بيد") && super::content::that(next) {
        return true;
    }
    if word == "وذلك" && next.starts_with("بهدف") || word == "خلفيه" && scene.word(i - 1) == "علي"
    {
        return true;
    }
    matches!(scene.word(i - 1), "،" | ",")
        && (matches!(
            word,
            "وهو"
                | "وهي"
                | "وهم"
                | "لكن"
                | "ولكن"
                | "وقد"
                | "وكان"
                | "وكانت"
                | "الذي"
                | "مما"
                | "حيث"
                | "وسط"
                | "فضلا"
        ) || word == "في" && next == "اعقاب"
            || word == "في" && next == "وقت"
            || word == "علي" && next == "خلفيه")
}

/// Whether a finite verb of meeting, travelling, discussing or signing stands at `i`, bare or behind و.
fn tells(scene: &Scene<'_>, i: usize) -> bool {
    scene.notes.at(i).iter().any(|h| {
        matches!(
            h.class,
            Class::Meet | Class::Travel | Class::Discuss | Class::Sign
        ) && scene
            .entry(h)
            .features
            .contains(mahdar_lexicon::Features::PERFECT)
            && h.enclitic.is_none()
            && (Affixes::WA | Affixes::FA).contains(h.affixes)
    })
}

/// Cuts signs and dangling connectives off the end of `tokens`; a closing mark stays where its opening is inside.
pub(super) fn trim(scene: &Scene<'_>, tokens: Range<usize>) -> usize {
    let mut end = tokens.end;
    // More signs than this at one place are no writing, and each costs a look over the content.
    let least = tokens.end.saturating_sub(12).max(tokens.start + 1);
    while end > least {
        let word = scene.word(end - 1);
        let connective = matches!(
            word,
            "و" | "كما" | "ثم" | "فيما" | "بينما" | "في" | "حيث" | "ومن" | "قد" | "وقد" | "حين"
        );
        let sign = match word {
            "»" | "”" | "\"" | "''" | ")" => {
                let mut opened = tokens.start.saturating_sub(1)..end - 1;
                let (open, close) = match word {
                    "»" => ("«", "»"),
                    "”" => ("“", "”"),
                    ")" => ("(", ")"),
                    _ => (word, ""),
                };
                let count = opened.clone().filter(|&j| scene.word(j) == open).count();
                let closed = opened.by_ref().filter(|&j| scene.word(j) == close).count();
                if close.is_empty() {
                    count % 2 == 0
                } else {
                    count <= closed
                }
            }
            _ => {
                !scene.is_word(end - 1)
                    && scene.text.kind(end - 1) != mahdar_text::TokenKind::Number
                    && !matches!(word, "%" | "٪")
            }
        };
        if !connective && !sign {
            break;
        }
        end -= 1;
    }
    end
}
