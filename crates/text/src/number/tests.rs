use super::*;
use crate::text::Text;
use proptest::prelude::*;

/// All amounts of a text, as the case files write them: `value unit [words]`.
fn amounts(text: &Text<'_>) -> String {
    let (mut i, mut out) = (0, Vec::new());
    while i < text.len() {
        match amount_at(text, i) {
            Some(a) => {
                let unit = a.unit.map_or("-", Unit::as_str);
                out.push(format!("{} {unit}", a.value));
                i = a.tokens.end.max(i + 1);
            }
            None => i += 1,
        }
    }
    out.join(" | ")
}

fn ordinals(text: &Text<'_>) -> String {
    let (mut i, mut out) = (0, Vec::new());
    while i < text.len() {
        match ordinal_at(text, i) {
            Some(o) => {
                out.push(format!("{} [{}]", o.value, text.slice(o.tokens.clone())));
                i = o.tokens.end;
            }
            None => i += 1,
        }
    }
    out.join(" | ")
}

#[test]
fn amounts_of_the_case_file() {
    crate::cases::check(include_str!("../../cases/amounts.tsv"), amounts);
}

#[test]
fn ordinals_of_the_case_file() {
    crate::cases::check(include_str!("../../cases/ordinals.tsv"), ordinals);
}

proptest! {
    #[test]
    fn any_text_gives_finite_numbers_inside_it(s in "\\PC{0,80}") {
        invariants(&s)?;
    }

    #[test]
    fn any_heap_of_number_words_gives_finite_numbers(
        words in proptest::collection::vec(
            proptest::sample::select(vec!["ألف", "مليار", "وخمسة", "و", "عشر", "نصف", "ونصف", "1.300", "2,5", "٣٤٥", "999",
                "أحد", "اثنا", "وعشرون", "مئة", "ثلاث", "%", "في", "المئة", "$", "دولار", "كندي", "،", "12.3.2015", "ال"]),
            0..20),
        gap in "[ ]?",
    ) {
        invariants(&words.join(&gap))?;
    }
}

fn invariants(s: &str) -> Result<(), TestCaseError> {
    let text = Text::parse(s);
    for i in 0..=text.len() {
        if let Some(n) = number_at(&text, i) {
            prop_assert!(n.value.is_finite() && n.value >= 0.0);
            prop_assert!(n.tokens.start == i && n.tokens.end > i && n.tokens.end <= text.len());
        }
        if let Some(a) = amount_at(&text, i) {
            prop_assert!(a.tokens.start == i && a.tokens.end > i && a.tokens.end <= text.len());
        }
        if let Some(o) = ordinal_at(&text, i) {
            prop_assert!(o.value > 0 && o.tokens.end > i && o.tokens.end <= text.len());
        }
    }
    Ok(())
}
