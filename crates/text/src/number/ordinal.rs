//! Ordinal numbers.

use super::numeral::{Numeral, numeral};
use crate::lead::Lead;
use crate::text::Text;
use crate::token::TokenKind;
use std::ops::Range;

/// An ordinal and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrdinalMatch {
    /// Its value, from 1.
    pub value: u32,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether it carries the article, as an adjective after its noun does.
    pub definite: bool,
}

/// The ordinal that starts with token `i`: `الأول`, `ثاني`, `الحادية عشرة`, `الخامس والعشرين`, `العشرون`, `الـ24`.
///
/// `أول أمس` is a day, no ordinal; so is what can only be a cardinal (`عشرون` without the article).
///
/// ```
/// use mahdar_text::{Text, number::ordinal_at};
/// let text = Text::parse("الدورة الثانية والعشرون");
/// assert_eq!(ordinal_at(&text, 1).map(|o| o.value), Some(22));
/// ```
pub fn ordinal_at(text: &Text<'_>, i: usize) -> Option<OrdinalMatch> {
    let word = text.word(i);
    if matches!(word, "ال" | "وال" | "بال" | "لل") && text.kind(i + 1) == TokenKind::Number {
        let value = text.word(i + 1).parse().ok().filter(|v| (1..1000).contains(v))?;
        return Some(found(value, i..i + 2, true));
    }
    let (first, lead) = numeral(word)?;
    let (value, bound) = match first {
        Numeral::Ordinal(n) => (u32::from(n), false),
        Numeral::OrdinalBound(n) => (u32::from(n), true),
        Numeral::Tens(n) if lead.article => return Some(found(u32::from(n), i..i + 1, true)),
        Numeral::Hundred(100) if lead.article => return Some(found(100, i..i + 1, true)),
        _ => return None,
    };
    if value == 1 && (text.word(i + 1) == "امس" || (text.word(i + 1) == "من" && text.word(i + 2) == "امس"))
    {
        return None;
    }
    let line_goes_on = |j: usize| text.tokens().get(j).is_some_and(|t| !t.starts_line);
    if value < 10 && line_goes_on(i + 1) {
        match numeral(text.word(i + 1)) {
            Some((Numeral::Ten, l)) if l == Lead::default() => {
                return Some(found(value + 10, i..i + 2, lead.article));
            }
            Some((Numeral::Tens(n), l)) if l.conjunction && l.article == lead.article => {
                return Some(found(value + u32::from(n), i..i + 2, lead.article));
            }
            _ => {}
        }
    }
    (!bound).then(|| found(value, i..i + 1, lead.article))
}

fn found(value: u32, tokens: Range<usize>, definite: bool) -> OrdinalMatch {
    OrdinalMatch {
        value,
        tokens,
        definite,
    }
}
