//! Under which written forms a word is looked for: with conjunctions, prepositions and the article before it.
//!
//! The index holds whole words; it is the question that is widened. So `الصبر` finds `بالصبر` and `وللصبر`, while
//! nothing in a text is ever cut, and ألمانيا is not found by `مانيا`.

use mahdar_text::fold;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static WHOLE: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/whole-words.txt")
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .collect()
});

/// What can stand before a word that has no article of its own.
const WITH_ARTICLE: [&str; 13] = [
    "ال", "وال", "فال", "بال", "كال", "وبال", "فبال", "وكال", "لل", "ولل", "فلل", "لبال", "اال",
];

/// What can stand before any word.
const WITHOUT_ARTICLE: [&str; 12] = ["و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك", "س", "وس"];

/// A word of fewer letters is not looked for with a single letter before it: زير would find وزير.
const SHORTEST: usize = 4;

/// The folded forms under which `word` is looked for, itself first.
///
/// ```
/// use mahdar_register::search::forms;
/// assert!(forms("الصبر").contains(&"بالصبر".to_owned()));
/// assert!(forms("بالصبر").contains(&"الصبر".to_owned()));
/// assert!(!forms("مانيا").contains(&"المانيا".to_owned()));
/// assert!(forms("ألمانيا").contains(&"والمانيا".to_owned()));
/// ```
pub fn forms(word: &str) -> Vec<String> {
    let folded = fold(word);
    let mut forms = vec![folded.clone()];
    let base = base(&folded);
    for stem in [base, &folded] {
        let length = stem.chars().count();
        let has_article = stem.starts_with("ال") && stem == folded && base != folded;
        if length >= SHORTEST {
            forms.extend(WITHOUT_ARTICLE.iter().map(|p| format!("{p}{stem}")));
        }
        if !has_article && !is_whole(stem) && length >= 2 {
            forms.extend(WITH_ARTICLE.iter().map(|p| format!("{p}{stem}")));
        }
        forms.push(stem.to_owned());
    }
    let mut known = FxHashSet::default();
    // A form whose ال belongs to another word is not a form of this one.
    forms.retain(|f| (f == &folded || !belongs_to_another(f, base)) && known.insert(f.clone()));
    forms
}

fn is_whole(word: &str) -> bool {
    WHOLE.contains(word)
}

/// Without article and what stands before it; words that only look so stay whole.
fn base(folded: &str) -> &str {
    if is_whole(folded) {
        return folded;
    }
    WITH_ARTICLE
        .iter()
        .filter_map(|p| folded.strip_prefix(p).map(|rest| (p, rest)))
        .filter(|(_, rest)| rest.chars().count() >= 3)
        .filter(|(p, rest)| !p.ends_with("ال") || !is_whole(&format!("ال{rest}")))
        .max_by_key(|(p, _)| p.len())
        .map_or(folded, |(_, rest)| rest)
}

fn belongs_to_another(form: &str, base: &str) -> bool {
    let Some(at) = form.find("ال").filter(|_| !base.starts_with("ال")) else {
        return false;
    };
    is_whole(&form[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `query` is looked for as written in `text` (`+`), or not (`-`).
    #[track_caller]
    fn check(query: &str, cases: &[(char, &str)]) {
        let forms = forms(query);
        for (sign, word) in cases {
            assert_eq!(
                forms.contains(&fold(word)),
                *sign == '+',
                "{query} in {word}: {forms:?}"
            );
        }
    }

    #[test]
    fn proclitics() {
        check(
            "الصبر",
            &[('+', "بالصبر"), ('+', "وللصبر"), ('+', "صبر"), ('-', "الصبري")],
        );
        check("صبر", &[('+', "بالصبر"), ('-', "بصبر")]);
        check(
            "اتفاقيه",
            &[('+', "اتفاقيّة"), ('+', "والاتفاقية"), ('+', "باتفاقية")],
        );
        check("ليبيا", &[('+', "وليبيا"), ('+', "لليبيا"), ('-', "الليبي")]);
        check("للاستثمار", &[('+', "الاستثمار"), ('+', "استثمار")]);
    }

    #[test]
    fn words_that_begin_like_the_article() {
        check("ألمانيا", &[('+', "المانيا"), ('+', "وألمانيا"), ('-', "مانيا")]);
        check("مانيا", &[('-', "ألمانيا"), ('-', "وألمانيا"), ('+', "مانيا")]);
        check("زير", &[('-', "وزير"), ('+', "الزير")]);
    }
}
