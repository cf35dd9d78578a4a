//! Number words and their table, `data/numerals.tsv`.

use crate::fold::fold;
use crate::lead::{Lead, find};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How a scale word is inflected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Singular,
    Accusative,
    Dual,
    Plural,
}

/// A number word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Numeral {
    Unit(u8),
    /// Counts only with a ten: أحد عشر, اثنا عشر.
    Bound(u8),
    Ten,
    Tens(u8),
    Hundred(u16),
    Scale(f64, Form),
    Fraction(f64),
    Ordinal(u8),
    OrdinalBound(u8),
}

static NUMERALS: LazyLock<FxHashMap<String, Numeral>> =
    LazyLock::new(|| read(include_str!("../../data/numerals.tsv")));

fn read(table: &str) -> FxHashMap<String, Numeral> {
    let mut map = FxHashMap::default();
    for line in table.lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(class), Some(value), Some(forms)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let value: f64 = value.parse().unwrap_or(0.0);
        let numeral = match class {
            "unit" => Numeral::Unit(value as u8),
            "bound" => Numeral::Bound(value as u8),
            "ten" => Numeral::Ten,
            "tens" => Numeral::Tens(value as u8),
            "hundred" => Numeral::Hundred(value as u16),
            "scale" => Numeral::Scale(value, Form::Singular),
            "acc" => Numeral::Scale(value, Form::Accusative),
            "dual" => Numeral::Scale(value, Form::Dual),
            "plural" => Numeral::Scale(value, Form::Plural),
            "fraction" => Numeral::Fraction(value),
            "ordinal" => Numeral::Ordinal(value as u8),
            "ordbound" => Numeral::OrdinalBound(value as u8),
            _ => continue,
        };
        map.extend(forms.split(' ').map(|form| (fold(form), numeral)));
    }
    map
}

/// The number word that `word` (folded) is, with what is written before it.
pub(crate) fn numeral(word: &str) -> Option<(Numeral, Lead)> {
    find(&NUMERALS, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let table = include_str!("../../data/numerals.tsv");
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            let forms = line.split('\t').nth(2).expect("three columns");
            assert!(
                forms.split(' ').all(|f| NUMERALS.contains_key(&fold(f))),
                "{line}"
            );
        }
    }

    #[test]
    fn what_stands_before_is_told_apart() {
        let article = Lead {
            article: true,
            ..Lead::default()
        };
        assert_eq!(numeral("الثالث"), Some((Numeral::Ordinal(3), article)));
        assert_eq!(numeral("واحد"), Some((Numeral::Unit(1), Lead::default())));
        assert!(numeral("والعشرين").is_some_and(|(_, l)| l.conjunction && l.article));
        assert!(numeral("للمليون").is_some_and(|(_, l)| l.preposition && l.article));
        assert_eq!(numeral("لست"), None);
    }
}
