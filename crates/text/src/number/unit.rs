//! Amounts: a number and what it counts.

use super::cardinal::{NumberMatch, number_at};
use super::numeral::numeral;
use crate::fold::fold;
use crate::text::Text;
use crate::token::TokenKind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// What an amount counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit<'a> {
    /// Money, by its ISO 4217 code.
    Currency(&'static str),
    /// Hundredths.
    Percent,
    /// The counted noun as written; also a currency that no adjective tells (`جنيه`).
    Noun(&'a str),
}

impl<'a> Unit<'a> {
    /// The unit as a reading writes it: an ISO 4217 code, `percent`, or the noun as written.
    pub fn as_str(self) -> &'a str {
        match self {
            Unit::Currency(code) => code,
            Unit::Percent => "percent",
            Unit::Noun(noun) => noun,
        }
    }
}

/// An amount and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct AmountMatch<'a> {
    /// The number, in full (`5 مليارات` is 5000000000).
    pub value: f64,
    /// What is counted, where it is said.
    pub unit: Option<Unit<'a>>,
    /// Number and unit.
    pub tokens: Range<usize>,
}

#[derive(Default)]
struct Currencies {
    /// Folded noun to its entry in `codes`.
    nouns: FxHashMap<String, usize>,
    codes: Vec<Vec<(String, &'static str)>>,
}

static CURRENCIES: LazyLock<Currencies> = LazyLock::new(|| {
    let mut all = Currencies::default();
    for line in include_str!("../../data/currencies.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
    {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let [nouns, adjectives, code] = columns[..] else {
            continue;
        };
        let first = nouns.split(' ').next().map(fold).unwrap_or_default();
        let entry = match all.nouns.get(&first) {
            Some(entry) => *entry,
            None => {
                all.codes.push(Vec::new());
                all.codes.len() - 1
            }
        };
        all.nouns.extend(nouns.split(' ').map(|noun| (fold(noun), entry)));
        all.codes[entry].extend(adjectives.split(' ').map(|a| (fold(a), code)));
    }
    all
});

struct Words {
    particles: FxHashSet<String>,
    waw_nouns: FxHashSet<String>,
    measures: FxHashSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let table = include_str!("../../data/function-words.tsv");
    let class = |name: &str| {
        let lines = table
            .lines()
            .filter_map(|l| l.split_once('\t'))
            .filter(|(class, _)| *class == name);
        lines.flat_map(|(_, words)| words.split(' ')).map(fold).collect()
    };
    Words {
        particles: class("particle"),
        waw_nouns: class("waw-noun"),
        measures: class("measure"),
    }
});

pub(crate) fn is_particle(word: &str) -> bool {
    WORDS.particles.contains(word)
}

/// The number that starts with token `i` (or the `$` or `%` before it), with its unit.
///
/// ```
/// use mahdar_text::{Text, number::{Unit, amount_at}};
/// let text = Text::parse("بقيمة 5 مليارات دولار كندي");
/// let amount = amount_at(&text, 1).expect("an amount");
/// assert_eq!((amount.value, amount.unit), (5e9, Some(Unit::Currency("CAD"))));
/// ```
pub fn amount_at<'a>(text: &Text<'a>, i: usize) -> Option<AmountMatch<'a>> {
    if text.kind(i) == TokenKind::Sign {
        let unit = sign(text.word(i))?;
        let joined = text
            .tokens()
            .get(i + 1)
            .is_some_and(|t| !t.spaced && !t.starts_line);
        let number = number_at(text, i + 1).filter(|_| joined)?;
        // `5% 10`: the sign belongs to the number before it.
        if i > 0 && text.kind(i - 1) == TokenKind::Number && !text.tokens()[i].spaced {
            return None;
        }
        return Some(AmountMatch {
            value: number.value,
            unit: Some(unit),
            tokens: i..number.tokens.end,
        });
    }
    let NumberMatch { value, tokens } = number_at(text, i)?;
    let of_year = (1000.0..2200.0).contains(&value)
        && i > 0
        && text
            .word(i - 1)
            .trim_start_matches(['و', 'ل', 'ب'])
            .trim_start_matches("ال")
            .starts_with("عام")
        || i > 0 && matches!(text.word(i - 1), "سنه" | "السنه" | "لسنه");
    let unit = if of_year { None } else { unit_at(text, tokens.end) };
    let end = unit.as_ref().map_or(tokens.end, |(_, end)| *end);
    Some(AmountMatch {
        value,
        unit: unit.map(|(unit, _)| unit),
        tokens: i..end,
    })
}

fn sign(word: &str) -> Option<Unit<'static>> {
    match word {
        "$" => Some(Unit::Currency("USD")),
        "€" => Some(Unit::Currency("EUR")),
        "£" => Some(Unit::Currency("GBP")),
        "%" | "٪" => Some(Unit::Percent),
        _ => None,
    }
}

/// The token after a percentage that starts with token `i`.
pub(crate) fn percent(text: &Text<'_>, i: usize) -> Option<usize> {
    match text.word(i) {
        "%" | "٪" => Some(i + 1),
        "بالميه" | "بالمايه" | "بالميءه" => Some(i + 1),
        "في" if matches!(text.word(i + 1), "الميه" | "المايه" | "ال100" | "100") => {
            Some(i + 2)
        }
        _ => None,
    }
}

fn unit_at<'a>(text: &Text<'a>, i: usize) -> Option<(Unit<'a>, usize)> {
    if text.tokens().get(i)?.starts_line {
        return None;
    }
    if let Some(end) = percent(text, i) {
        return Some((Unit::Percent, end));
    }
    if text.kind(i) == TokenKind::Sign {
        let unit = sign(text.word(i)).filter(|_| !text.tokens()[i].spaced)?;
        return Some((unit, i + 1));
    }
    if text.word(i) == "من" {
        // «5 ملايين من الدولارات»
        return currency(text, i + 1);
    }
    currency(text, i).or_else(|| counted(text, i))
}

fn currency<'a>(text: &Text<'a>, i: usize) -> Option<(Unit<'a>, usize)> {
    let word = text.word(i);
    let all = &*CURRENCIES;
    let entry = all
        .nouns
        .get(word)
        .or_else(|| all.nouns.get(word.strip_prefix("ال")?));
    let Some(codes) = entry.map(|e| &all.codes[*e]) else {
        return code(text, i);
    };
    let adjective = text.word(i + 1);
    let adjective = adjective.strip_prefix("ال").unwrap_or(adjective);
    let says = |stem: &str| {
        matches!(
            adjective.strip_prefix(stem),
            Some("" | "ا" | "ه" | "ين" | "ان" | "ات")
        )
    };
    if let Some((_, code)) = codes.iter().find(|(stem, _)| stem != "-" && says(stem)) {
        return Some((Unit::Currency(code), i + 2));
    }
    let unit = match codes.iter().find(|(stem, _)| stem == "-") {
        Some((_, code)) => Unit::Currency(code),
        None => Unit::Noun(text.raw(i)),
    };
    Some((unit, i + 1))
}

/// A currency's code in Latin letters.
fn code<'a>(text: &Text<'a>, i: usize) -> Option<(Unit<'a>, usize)> {
    let word = text.word(i);
    if word.len() != 3 || !word.is_ascii() {
        return None;
    }
    let mut codes = CURRENCIES.codes.iter().flatten().map(|(_, code)| *code);
    codes
        .find(|c| c.eq_ignore_ascii_case(word))
        .map(|c| (Unit::Currency(c), i + 1))
}

fn counted<'a>(text: &Text<'a>, i: usize) -> Option<(Unit<'a>, usize)> {
    let word = text.word(i);
    let raw = text.raw(i);
    let conjunction = word.starts_with('و') && !WORDS.waw_nouns.contains(word);
    // The counted noun is indefinite; a bare letter is a proclitic of the number after it.
    let definite = raw.starts_with("ال") || raw.starts_with("لل");
    if text.kind(i) != TokenKind::Word
        || word.chars().count() < 2
        || conjunction
        || definite
        || is_particle(word)
        || numeral(word).is_some()
    {
        return None;
    }
    let measured = WORDS.measures.contains(text.word(i + 1)) && !text.tokens()[i + 1].starts_line;
    let end = if measured { i + 2 } else { i + 1 };
    Some((Unit::Noun(text.slice(i..end)), end))
}
