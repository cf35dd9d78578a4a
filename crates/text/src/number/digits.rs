//! Numbers written in digits.

use super::numeral::{Numeral, numeral};
use crate::text::Text;
use crate::token::TokenKind;

/// The number that starts with the digits at token `i`, and the token after it.
///
/// Groups may be told by `.`, `,`, `٬`, `،` or a space, decimals by `.`, `,`, `٫` or `،`. One sign before exactly
/// three digits is the doubtful case: a group, unless a milliard, a percentage or (after a full stop) a million
/// follows, or nothing but zero stands before it.
pub(crate) fn digits_at(text: &Text<'_>, i: usize) -> Option<(f64, usize)> {
    if text.kind(i) != TokenKind::Number {
        return None;
    }
    let word = text.word(i);
    if let Some(found) = spaced_groups(text, i, word) {
        return Some(found);
    }
    if let Some(found) = arabic_comma(text, i, word) {
        return Some(found);
    }
    Some((value(text, i, word)?, i + 1))
}

/// `1 300 000`
fn spaced_groups(text: &Text<'_>, i: usize, word: &str) -> Option<(f64, usize)> {
    if !plain(word) || word.len() > 3 || word.starts_with('0') {
        return None;
    }
    let mut value: f64 = word.parse().ok()?;
    let mut end = i + 1;
    while end - i < 5 && text.kind(end) == TokenKind::Number && !text.tokens()[end].starts_line {
        let group = text.word(end);
        let gap = text.tokens()[end].start - text.tokens()[end - 1].end;
        // One space: a tab or a wider gap is a table's.
        if group.len() != 3 || !plain(group) || gap == 0 || gap > 3 || text.raw_between(end).contains('\t') {
            break;
        }
        value = value * 1000.0 + group.parse::<f64>().ok()?;
        end += 1;
    }
    (end > i + 1).then_some((value, end))
}

/// `2،5 مليون`, `1،300`: the Arabic comma, which separates list items too, so only where nothing is spaced.
fn arabic_comma(text: &Text<'_>, i: usize, word: &str) -> Option<(f64, usize)> {
    let joined = |j: usize| text.tokens().get(j).is_some_and(|t| !t.spaced && !t.starts_line);
    if text.word(i + 1) != "،" || !joined(i + 1) || text.kind(i + 2) != TokenKind::Number || !joined(i + 2) {
        return None;
    }
    let after = text.word(i + 2);
    if !plain(word) || !plain(after) || text.word(i + 3) == "،" && joined(i + 3) {
        return None;
    }
    let measured = scale(text, i + 3).is_some() || percent_follows(text, i + 3);
    if after.len() == 3 && word.len() <= 3 && !measured {
        return Some((format!("{word}{after}").parse().ok()?, i + 3));
    }
    (measured && after.len() <= 3).then_some((format!("{word}.{after}").parse().ok()?, i + 3))
}

fn plain(word: &str) -> bool {
    word.len() <= 18 && word.bytes().all(|b| b.is_ascii_digit())
}

fn scale(text: &Text<'_>, i: usize) -> Option<f64> {
    match numeral(text.word(i)) {
        Some((Numeral::Scale(value, _), lead)) if !lead.conjunction => Some(value),
        _ => None,
    }
}

pub(crate) fn percent_follows(text: &Text<'_>, i: usize) -> bool {
    super::unit::percent(text, i).is_some()
}

fn value(text: &Text<'_>, i: usize, word: &str) -> Option<f64> {
    if plain(word) {
        return word.parse().ok();
    }
    // `٫` is always decimal and `٬` always grouping, where somebody uses them.
    let raw = text.raw(i);
    let (dots, commas) = (word.matches('.').count(), word.matches(',').count());
    let decimal = match (dots, commas) {
        _ if raw.contains('٫') => Some('.'),
        _ if raw.contains('٬') && dots == 0 => None,
        (0, 0) => return word.parse().ok().filter(|v: &f64| v.is_finite()),
        (1, 0) | (0, 1) => {
            let sign = if dots == 1 { '.' } else { ',' };
            let (before, after) = word.split_once(sign)?;
            let doubtful = after.len() == 3 && before.len() <= 3 && before != "0";
            let scale = scale(text, i + 1).unwrap_or(1.0);
            let decimal =
                !doubtful || scale >= 1e9 || (scale >= 1e6 && sign == '.') || percent_follows(text, i + 1);
            decimal.then_some(sign)
        }
        (1, _) if word.rfind('.') > word.rfind(',') => Some('.'),
        (_, 1) if word.rfind(',') > word.rfind('.') => Some(','),
        (_, 0) | (0, _) => None,
        _ => return None,
    };
    let (whole, fraction) = match decimal {
        Some(sign) => word.rsplit_once(sign)?,
        None => (word, "0"),
    };
    let mut groups = whole.split(['.', ',']);
    let first = groups.next()?;
    let grouped = whole.contains(['.', ',']);
    // `12.3.2015` and `1.2.3` are no numbers.
    if grouped && (first.is_empty() || first.len() > 3 || groups.any(|g| g.len() != 3)) {
        return None;
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    format!("{digits}.{fraction}")
        .parse()
        .ok()
        .filter(|v: &f64| v.is_finite())
}
