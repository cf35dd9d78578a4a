use crate::text::Text;
use crate::token::TokenKind;
use std::ops::Range;

/// What sort of line a sentence stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SentenceKind {
    /// The first line of the document.
    Headline,
    /// A short line without a closing sign.
    Heading,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// Running text.
    Running,
}

/// A sentence: a stretch of tokens that one thought may fill, never over the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    start: u32,
    end: u32,
    /// What sort of line it stands on.
    pub kind: SentenceKind,
    /// Number of its line (paragraph), from 0.
    pub line: u32,
}

impl Sentence {
    /// Its tokens, closing sign and closing quotation marks included.
    pub fn tokens(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Divides the tokens into sentences.
///
/// A line ends a sentence. So does `.`, `!`, `?` or `؟`, with the closing quotation marks behind it, unless it
/// follows a single letter (`د.`, `أ.د.`) or the number of an item (`1.`), or nothing is spaced after it. Between
/// two Arabic words a full stop ends a sentence even so: the space is often forgotten.
pub(crate) fn sentences(text: &Text<'_>) -> Vec<Sentence> {
    let tokens = text.tokens();
    let mut out = Vec::with_capacity(tokens.len() / 24 + 1);
    let (mut start, mut line, mut i) = (0, 0, 0);
    let mut line_first = 0;
    while i < tokens.len() {
        let next_line = tokens.get(i + 1).is_none_or(|t| t.starts_line);
        let mut end = next_line;
        if !end && ends_sentence(text, i) {
            while i + 1 < tokens.len() && !tokens[i + 1].starts_line && closes(text, i + 1) {
                i += 1;
            }
            end = true;
        }
        if end {
            out.push(Sentence {
                start: start as u32,
                end: i as u32 + 1,
                kind: SentenceKind::Running,
                line,
            });
            start = i + 1;
            if tokens.get(i + 1).is_none_or(|t| t.starts_line) {
                mark_line(text, &mut out, line, line_first);
                line_first = i + 1;
                line += 1;
            }
        }
        i += 1;
    }
    out
}

fn ends_sentence(text: &Text<'_>, i: usize) -> bool {
    match text.word(i) {
        "." => {
            let Some(before) = i.checked_sub(1) else {
                return true;
            };
            let hangs = !text.tokens()[i].spaced;
            let word = text.word(before);
            let single_letter = hangs && text.kind(before) == TokenKind::Word && word.chars().count() == 1;
            let numbers_item = hangs && text.tokens()[before].starts_line && is_item(text, before);
            if single_letter || numbers_item {
                return false;
            }
            let Some(next) = text.tokens().get(i + 1) else {
                return true;
            };
            let arabic = |w: &str| w.starts_with(|c| ('ء'..='ي').contains(&c)) && w.chars().nth(2).is_some();
            next.spaced || closes(text, i + 1) || (arabic(word) && arabic(text.word(i + 1)))
        }
        "!" | "?" | "؟" => true,
        _ => false,
    }
}

fn closes(text: &Text<'_>, i: usize) -> bool {
    let token = text.tokens()[i];
    match text.word(i) {
        "»" | "”" | "’" | ")" | "]" => true,
        // A straight mark closes where it hangs on the word before and something is spaced after it.
        "\"" | "'" => {
            !token.spaced
                && text
                    .tokens()
                    .get(i + 1)
                    .is_none_or(|t| t.spaced || closes(text, i + 1))
        }
        _ => false,
    }
}

/// Longest heading, in tokens.
const HEADING: usize = 14;

fn mark_line(text: &Text<'_>, out: &mut [Sentence], line: u32, first: usize) {
    let count = out.iter().rev().take_while(|s| s.line == line).count();
    let at = out.len() - count;
    let last = out[out.len() - 1].tokens().end;
    let kind = if line == 0 {
        SentenceKind::Headline
    } else if is_item(text, first) {
        SentenceKind::Item
    } else if text.slice(first..last).contains(['\t', '|']) {
        SentenceKind::Row
    } else if last - first <= HEADING
        && !matches!(text.word(last - 1), "." | "!" | "\"" | "»" | "”" | "،" | "..")
    {
        SentenceKind::Heading
    } else {
        SentenceKind::Running
    };
    out[at..].iter_mut().for_each(|s| s.kind = kind);
}

/// Whether the line that begins with token `first` is an item: a bullet, a number or letter with its sign (`1-`,
/// `(2)`, `أ)`), or an ordinal adverb (`أولاً:`).
fn is_item(text: &Text<'_>, first: usize) -> bool {
    let same_line = |i: usize| text.tokens().get(i).is_some_and(|t| !t.starts_line);
    let marker = |i: usize| match text.kind(i) {
        TokenKind::Number => text.word(i).len() <= 2,
        TokenKind::Word => text.word(i).chars().count() == 1,
        TokenKind::Sign => false,
    };
    match text.word(first) {
        "•" | "-" | "–" | "—" | "*" | "·" | "▪" | "●" | "◦" | "■" | "□" | "◄" | "►" | "✓" => {
            true
        }
        "(" => marker(first + 1) && same_line(first + 1) && text.word(first + 2) == ")",
        _ if marker(first) && same_line(first + 1) => {
            let letter = text.kind(first) == TokenKind::Word;
            // «12-3-2031», «24/7» and «أ.ف.ب» are no items.
            let joined = text.tokens().get(first + 2).is_some_and(|t| {
                !t.starts_line
                    && !t.spaced
                    && (t.kind == TokenKind::Number || letter && t.kind == TokenKind::Word)
            });
            match text.word(first + 1) {
                ")" => true,
                "-" | "–" | "." | "/" | ":" => {
                    !(joined || letter && matches!(text.word(first + 1), "." | ":"))
                }
                _ => false,
            }
        }
        _ => {
            ordinal_adverb(text.word(first))
                && same_line(first + 1)
                && matches!(text.word(first + 1), ":" | "-" | "–" | "،")
        }
    }
}

/// `أولاً`, `ثانياً`, …, by their folded form.
fn ordinal_adverb(word: &str) -> bool {
    let tens = [
        "اولا",
        "ثانيا",
        "ثالثا",
        "رابعا",
        "خامسا",
        "سادسا",
        "سابعا",
        "ثامنا",
        "تاسعا",
        "عاشرا",
        "اخيرا",
    ];
    tens.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let text = Text::parse(text);
        let got: Vec<&str> = text.sentences().iter().map(|s| text.slice(s.tokens())).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn items_are_known_by_their_marks() {
        let kinds = |line: &str| {
            let text = format!("عنوان\n{line}");
            let text = Text::parse(&text);
            text.sentences()
                .iter()
                .skip(1)
                .map(|s| s.kind)
                .collect::<Vec<_>>()
        };
        for item in [
            "1- وقف النار.",
            "١. وقف النار.",
            "(2) وقف النار.",
            "أولاً: وقف النار.",
            "• وقف النار.",
            "أ) وقف النار.",
            "3 - وقف النار.",
        ] {
            assert_eq!(kinds(item), [SentenceKind::Item], "{item}");
        }
        for line in [
            "12-3-2031 وصل الوفد إلى المرسى.",
            "15/3 وصل الوفد إلى المرسى.",
            "أ.ف.ب نقلت ذلك عن الوزير.",
            "أولا وصل الوفد.",
        ] {
            assert_eq!(kinds(line), [SentenceKind::Running], "{line}");
        }
    }

    #[test]
    fn abbreviations_and_decimals_do_not_end_a_sentence() {
        check(
            "وصل د. سالم و أ.د. منى. ثم غادرا.",
            &["وصل د. سالم و أ.د. منى.", "ثم غادرا."],
        );
        check("بلغ 2.5 مليون. انتهى", &["بلغ 2.5 مليون.", "انتهى"]);
        check("قال: \"نعم.\" ثم صمت", &["قال: \"نعم.\"", "ثم صمت"]);
        check(
            "انتهى اللقاء.وأكد الوزير ذلك",
            &["انتهى اللقاء.", "وأكد الوزير ذلك"],
        );
        check("نقلت أ.ف.ب عنه", &["نقلت أ.ف.ب عنه"]);
    }

    proptest! {
        #[test]
        fn sentences_hold_every_token_once(s in "[ا-ي .؟!\n\"0-9«»•,]{0,200}") {
            let text = Text::parse(&s);
            let mut next = 0;
            for sentence in text.sentences() {
                prop_assert_eq!(sentence.tokens().start, next);
                prop_assert!(!sentence.tokens().is_empty());
                next = sentence.tokens().end;
            }
            prop_assert_eq!(next, text.len());
        }

        #[test]
        fn tokens_lie_on_character_boundaries_in_order(s in "(\\PC|[ا-ي\u{64B}-\u{652}ـةأإﻻA-Za-z0-9.,\u{200C}]){0,200}") {
            let text = Text::parse(&s);
            let mut last = 0;
            for (i, token) in text.tokens().iter().enumerate() {
                prop_assert!(token.span().start() >= last && !token.span().is_empty());
                prop_assert!(s.get(token.span().range()).is_some());
                prop_assert!(!text.word(i).is_empty());
                if text.kind(i) == TokenKind::Word {
                    prop_assert_eq!(text.word(i), crate::fold(text.raw(i)));
                }
                last = token.span().end();
            }
        }
    }
}
