use crate::fold::{Folded, fold_char};
use mahdar_record::Span;

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

#[derive(Clone, Copy, PartialEq)]
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

/// Cuts `text` into tokens and writes their folded forms, each followed by a space, into `folded`.
pub(crate) fn tokenize(text: &str, folded: &mut String) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 9);
    let mut open: Option<Token> = None;
    let (mut starts_line, mut spaced) = (true, true);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let class = class(c);
        let end = (at + c.len_utf8()) as u32;
        let kind = match class {
            Class::Invisible => {
                if let Some(token) = &mut open {
                    // A mark belongs to the letter before it; a control between words to nobody.
                    if token.kind == TokenKind::Word && matches!(c, '\u{0610}'..='\u{06ED}') {
                        token.end = end;
                    }
                }
                continue;
            }
            Class::Space | Class::Line => {
                close(&mut open, &mut tokens, folded);
                starts_line |= class == Class::Line;
                spaced = true;
                continue;
            }
            Class::Letter => TokenKind::Word,
            Class::Digit => TokenKind::Number,
            Class::Sign => {
                let joins_digits = matches!(c, '.' | ',' | '٫' | '٬')
                    && open.is_some_and(|t| t.kind == TokenKind::Number)
                    && chars.peek().is_some_and(|(_, n)| self::class(*n) == Class::Digit);
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
