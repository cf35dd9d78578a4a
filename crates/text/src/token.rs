use crate::fold::{Folded, fold_char, push_folded};
use mahdar_record::Span;
use std::sync::LazyLock;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A run of letters, with the marks inside it.
    Word,
    /// Digits, with decimal or grouping signs between them (`2,5`, `1.300.000`).
    Number,
    /// Anything else that is not white space: one sign, or a run of full stops.
    Sign,
}

/// One orthographic word, number or sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) folded: u32,
    pub(crate) folded_len: u16,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it is the first of its line.
    pub starts_line: bool,
    /// Whether white space stands before it.
    pub spaced: bool,
}

impl Token {
    /// The bytes of the original text that it covers.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// Longest folded word kept whole, in bytes; a longer run of letters is cut, so that no input makes one token
/// that later stages would walk again and again.
const LONGEST: usize = 512;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Class {
    Letter,
    Digit,
    Sign,
    Space,
    Line,
    Invisible,
}

fn class(c: char) -> Class {
    match c {
        'ء'..='غ' | 'ف'..='ي' | 'a'..='z' | 'A'..='Z' => Class::Letter,
        // The signs of a hashtag part words: #ولي_العهد is two words.
        ' ' | '\t' | '\u{A0}' | '#' | '_' => Class::Space,
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Line,
        '0'..='9' | '٠'..='٩' | '۰'..='۹' => Class::Digit,
        '!'..='~' => Class::Sign,
        _ => match fold_char(c) {
            Folded::Nothing => Class::Invisible,
            _ if c.is_alphabetic() => Class::Letter,
            _ if c.is_whitespace() => Class::Space,
            _ if c.is_control() => Class::Invisible,
            _ => Class::Sign,
        },
    }
}

/// Class and folded form of the characters below U+0800: all but a few of an Arabic text.
static COMMON: LazyLock<Vec<(Class, char)>> = LazyLock::new(|| {
    let entry = |c: char| match fold_char(c) {
        // A folded form that is no single character is looked up the long way.
        Folded::One(folded) => (class(c), folded),
        Folded::Nothing | Folded::Several(_) => (class(c), '\0'),
    };
    (0..0x800)
        .map(|code| char::from_u32(code).map_or((Class::Invisible, '\0'), entry))
        .collect()
});

/// Reads the word that begins at byte `at`: its end with its marks, and the byte behind what was read.
///
/// Letters that fold to themselves are copied in runs.
fn read_word(text: &str, at: usize, folded: &mut String, common: &[(Class, char)]) -> (usize, usize) {
    let begin = folded.len();
    let (mut end, mut run, mut i) = (at, at, at);
    for c in text[at..].chars() {
        let (class, letter) = match common.get(c as usize) {
            Some(entry) => *entry,
            None => (class(c), '\0'),
        };
        let next = i + c.len_utf8();
        match class {
            Class::Letter if folded.len() - begin + (i - run) >= LONGEST => break,
            Class::Letter => {
                if letter != c {
                    folded.push_str(&text[run..i]);
                    push_folded(folded, c);
                    run = next;
                }
                end = next;
            }
            Class::Invisible => {
                folded.push_str(&text[run..i]);
                run = next;
                // A mark belongs to the letter before it; a control between words to nobody.
                if matches!(c, '\u{0610}'..='\u{06ED}') {
                    end = next;
                }
            }
            _ => break,
        }
        i = next;
    }
    folded.push_str(&text[run..i]);
    (end, i)
}

/// Cuts `text` into tokens and writes their folded forms, each followed by a space, into `folded`.
pub(crate) fn tokenize(text: &str, folded: &mut String) -> Vec<Token> {
    let common = &**COMMON;
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 9);
    let mut open: Option<Token> = None;
    let (mut starts_line, mut spaced) = (true, true);
    let mut next = 0;
    while let Some(c) = text[next..].chars().next() {
        let at = next;
        next += c.len_utf8();
        let class = common
            .get(c as usize)
            .map_or_else(|| class(c), |(class, _)| *class);
        let end = (at + c.len_utf8()) as u32;
        let kind = match class {
            Class::Invisible => continue,
            Class::Space | Class::Line => {
                close(&mut open, &mut tokens, folded);
                starts_line |= class == Class::Line;
                spaced = true;
                continue;
            }
            Class::Letter => {
                close(&mut open, &mut tokens, folded);
                let start = folded.len() as u32;
                let (word_end, read) = read_word(text, at, folded, common);
                next = read;
                open = Some(Token {
                    start: at as u32,
                    end: word_end as u32,
                    folded: start,
                    folded_len: 0,
                    kind: TokenKind::Word,
                    starts_line,
                    spaced,
                });
                close(&mut open, &mut tokens, folded);
                (starts_line, spaced) = (false, false);
                continue;
            }
            Class::Digit => TokenKind::Number,
            Class::Sign => {
                let joins_digits = matches!(c, '.' | ',' | '٫' | '٬')
                    && open.is_some_and(|t| t.kind == TokenKind::Number)
                    && text[next..]
                        .chars()
                        .next()
                        .is_some_and(|n| self::class(n) == Class::Digit);
                if joins_digits {
                    TokenKind::Number
                } else {
                    TokenKind::Sign
                }
            }
        };
        let continues = open.is_some_and(|t| {
            t.kind == kind
                && folded.len() - (t.folded as usize) < LONGEST
                && (kind != TokenKind::Sign || (c == '.' && folded.ends_with('.')))
        });
        if !continues {
            close(&mut open, &mut tokens, folded);
            open = Some(Token {
                start: at as u32,
                end,
                folded: folded.len() as u32,
                folded_len: 0,
                kind,
                starts_line,
                spaced,
            });
            (starts_line, spaced) = (false, false);
        }
        if let Some(token) = &mut open {
            token.end = end;
        }
        match fold_char(c) {
            Folded::One('٫') => folded.push('.'),
            Folded::One('٬') => folded.push(','),
            Folded::One(c) => folded.push(c),
            Folded::Several(s) => folded.push_str(s),
            Folded::Nothing => {}
        }
    }
    close(&mut open, &mut tokens, folded);
    tokens
}

fn close(open: &mut Option<Token>, tokens: &mut Vec<Token>, folded: &mut String) {
    if let Some(mut token) = open.take() {
        token.folded_len = (folded.len() - token.folded as usize) as u16;
        folded.push(' ');
        tokens.push(token);
    }
}
