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
/// follows a single letter (`د.`, `أ.د.`) or nothing is spaced after it.
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
            let single_letter = i > 0
                && text.kind(i - 1) == TokenKind::Word
                && text.word(i - 1).chars().count() == 1
                && !text.tokens()[i].spaced;
            !single_letter
                && text
                    .tokens()
                    .get(i + 1)
                    .is_none_or(|t| t.spaced || closes(text, i + 1))
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

fn is_item(text: &Text<'_>, first: usize) -> bool {
    match text.word(first) {
        "•" | "-" | "–" | "—" | "*" | "·" | "▪" | "●" | "◦" => true,
        _ => {
            let marker = text.kind(first) == TokenKind::Number && text.word(first).len() <= 2;
            marker && matches!(text.word(first + 1), "-" | "." | ")" | "–" | "/")
        }
    }
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
    fn abbreviations_and_decimals_do_not_end_a_sentence() {
        check(
            "وصل د. سالم و أ.د. منى. ثم غادرا.",
            &["وصل د. سالم و أ.د. منى.", "ثم غادرا."],
        );
        check("بلغ 2.5 مليون. انتهى", &["بلغ 2.5 مليون.", "انتهى"]);
        check("قال: \"نعم.\" ثم صمت", &["قال: \"نعم.\"", "ثم صمت"]);
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
        fn tokens_lie_on_character_boundaries_in_order(s in "\\PC{0,200}") {
            let text = Text::parse(&s);
            let mut last = 0;
            for (i, token) in text.tokens().iter().enumerate() {
                prop_assert!(token.span().start() >= last && !token.span().is_empty());
                prop_assert!(s.get(token.span().range()).is_some());
                prop_assert!(!text.word(i).is_empty());
                last = token.span().end();
            }
        }
    }
}
