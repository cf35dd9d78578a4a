//! What a title or a promise is about, as a set of light stems, for comparing two of them.

use mahdar_text::{Text, TokenKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Groups of plain words, as `data/plain-words.txt` has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Plain {
    Function,
    Instrument,
    Mechanism,
    Promise,
    General,
    Gathering,
}

static PLAIN: LazyLock<FxHashMap<&'static str, Vec<Plain>>> = LazyLock::new(|| {
    let mut plain: FxHashMap<&'static str, Vec<Plain>> = FxHashMap::default();
    for line in include_str!("../../data/plain-words.txt").lines() {
        let Some((group, word)) = line.split_once('\t').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let group = match group {
            "function" => Plain::Function,
            "instrument" => Plain::Instrument,
            "mechanism" => Plain::Mechanism,
            "promise" => Plain::Promise,
            "gathering" => Plain::Gathering,
            _ => Plain::General,
        };
        plain.entry(word).or_default().push(group);
    }
    plain
});

/// Whether a folded word without article names one gathering, not a standing body.
pub(crate) fn is_gathering(word: &str) -> bool {
    PLAIN
        .get(word)
        .is_some_and(|groups| groups.contains(&Plain::Gathering))
}

/// Prefixes of conjunction, preposition and article together, longest first, in folded letters.
const PREFIXES: [&str; 9] = ["وبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و"];

/// Endings of number, gender and possession, longest first, in folded letters.
const SUFFIXES: [&str; 12] = [
    "يتين", "ايات", "تين", "يين", "يات", "هما", "يه", "ات", "ين", "ون", "ها", "ه",
];

/// A word without what is written together with it: for comparing only, never shown. A stem keeps three letters
/// at least, so that no short word is lost.
pub(crate) fn stem(word: &str) -> &str {
    strip_suffix(bare(word))
}

/// A folded word without article and conjunction.
pub(crate) fn bare(word: &str) -> &str {
    PREFIXES
        .iter()
        .find_map(|p| word.strip_prefix(p).filter(|rest| rest.chars().count() >= 3))
        .unwrap_or(word)
}

fn strip_suffix(word: &str) -> &str {
    let stem = SUFFIXES
        .iter()
        .find_map(|s| word.strip_suffix(s).filter(|rest| rest.chars().count() >= 3))
        .unwrap_or(word);
    stem.strip_suffix('ي')
        .filter(|rest| rest.chars().count() >= 3)
        .unwrap_or(stem)
}

/// The stems of `text` in order, without the plain words of `but` and without repetition.
pub(crate) fn content(text: &str, but: &[Plain]) -> Vec<String> {
    let text = Text::parse(text);
    let mut known = FxHashSet::default();
    (0..text.len())
        .filter(|i| text.kind(*i) != TokenKind::Sign)
        .filter_map(|i| {
            let word = text.word(i);
            let plain = |w: &str| {
                PLAIN
                    .get(w)
                    .is_some_and(|groups| groups.iter().any(|g| but.contains(g)))
            };
            let bare = bare(word);
            let one_letter_off = bare.strip_prefix(['ب', 'ل', 'ف']).is_some_and(plain);
            if plain(word) || plain(bare) || one_letter_off || word.chars().count() < 2 {
                return None;
            }
            let stem = strip_suffix(bare);
            known.insert(stem.to_owned()).then(|| stem.to_owned())
        })
        .collect()
}

/// How much of the smaller set the two share, and of both together, from 0 to 1.
pub(crate) fn overlap(a: &[String], b: &[String]) -> (f64, f64) {
    if a.is_empty() || b.is_empty() {
        return (0.0, 0.0);
    }
    let small: FxHashSet<&str> = a.iter().map(String::as_str).collect();
    let shared = b.iter().filter(|w| small.contains(w.as_str())).count() as f64;
    let union = (a.len() + b.len()) as f64 - shared;
    (shared / a.len().min(b.len()) as f64, shared / union)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_of_one_thing_are_equal() {
        for (a, b) in [
            ("البحرية", "بحرية"),
            ("والتجارة", "تجارية"),
            ("بالمناطق", "مناطق"),
            ("الاقتصادية", "اقتصادي"),
        ] {
            let (a, b) = (mahdar_text::fold(a), mahdar_text::fold(b));
            assert_eq!(stem(&a), stem(&b), "{a} {b}");
        }
    }

    #[test]
    fn a_name_that_begins_like_an_article_is_cut_the_same_way_everywhere() {
        assert_eq!(content("مع ألمانيا", &[Plain::Function]), content("ألمانيا", &[]));
    }
}
