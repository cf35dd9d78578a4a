//! Folding: the one spelling under which words are compared, in the text and in the lexicon alike.

/// What one character folds to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// Left out: marks, tatweel, joiners, bidi controls.
    Nothing,
    /// One character.
    One(char),
    /// A presentation form that stands for several letters.
    Several(&'static str),
}

/// Folds one character: marks, tatweel and bidi controls go; forms of alef, ya, ta marbuta, hamza seats, Persian
/// kaf, ya and heh become one; all three digit families become ASCII; Latin letters become small.
///
/// The bare hamza `ء` stays: it tells `بناء` from `بنا`.
pub fn fold_char(c: char) -> Folded {
    use Folded::{Nothing, One};
    match c {
        'ا'..='غ' | 'ف'..='ه' | 'و' if !matches!(c, 'ة') => One(c),
        'ي' | 'ء' => One(c),
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' => One('ا'),
        'ى' | 'ئ' | 'ی' | 'ې' | 'ۍ' | 'ے' => One('ي'),
        'ة' | 'ۀ' | 'ہ' | 'ھ' | 'ە' | 'ۃ' => One('ه'),
        'ؤ' => One('و'),
        'ک' | 'ڪ' | 'گ' => One('ك'),
        'پ' => One('ب'),
        'چ' => One('ج'),
        'ڤ' => One('ف'),
        '\u{0610}'..='\u{061A}'
        | '\u{0640}'
        | '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{06D6}'..='\u{06ED}' => Nothing,
        '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => Nothing,
        '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => Nothing,
        '٠'..='٩' => One((b'0' + (c as u32 - '٠' as u32) as u8) as char),
        '۰'..='۹' => One((b'0' + (c as u32 - '۰' as u32) as u8) as char),
        'A'..='Z' => One(c.to_ascii_lowercase()),
        '\u{0}'..='\u{7F}' => One(c),
        'ﻵ' | 'ﻶ' | 'ﻷ' | 'ﻸ' | 'ﻹ' | 'ﻺ' | 'ﻻ' | 'ﻼ' => Folded::Several("لا"),
        'ﷲ' => Folded::Several("الله"),
        'ﷺ' => Folded::Several("صلي الله عليه وسلم"),
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => presentation_form(c),
        _ => One(c.to_lowercase().next().unwrap_or(c)),
    }
}

/// Presentation forms fold as the letter they show; the few ligatures of several letters that are not listed in
/// [`fold_char`] fold as their first letter.
fn presentation_form(c: char) -> Folded {
    let normalizer = icu_normalizer::ComposingNormalizerBorrowed::new_nfkc();
    let mut letters = [0u8; 4];
    let normal = normalizer.normalize(c.encode_utf8(&mut letters));
    match normal.chars().find(|n| !n.is_whitespace() && *n != 'ـ') {
        Some(first) if first != c => fold_char(first),
        _ => Folded::One(c),
    }
}

/// Folds a string; see [`fold_char`].
///
/// ```
/// assert_eq!(mahdar_text::fold("إِسْرَائيل"), "اسراييل");
/// assert_eq!(mahdar_text::fold("ﻻ ٢٠١٥"), "لا 2015");
/// ```
pub fn fold(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        push_folded(&mut out, c);
    }
    out
}

pub(crate) fn push_folded(out: &mut String, c: char) {
    match fold_char(c) {
        Folded::Nothing => {}
        Folded::One(c) => out.push(c),
        Folded::Several(s) => out.push_str(s),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(s in "\\PC{0,200}") {
            let once = fold(&s);
            prop_assert_eq!(fold(&once), once.clone());
        }
    }
}
