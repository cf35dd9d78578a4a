use crate::sentence::{Sentence, sentences};
use crate::token::{Token, TokenKind, tokenize};
use mahdar_record::Span;
use std::ops::Range;

/// A text, its tokens with their folded forms, and its sentences.
#[derive(Debug)]
pub struct Text<'a> {
    original: &'a str,
    folded: String,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
}

impl<'a> Text<'a> {
    /// Folds, cuts and divides `original`, in time linear in its length.
    pub fn parse(original: &'a str) -> Self {
        let mut folded = String::with_capacity(original.len() + original.len() / 16);
        let tokens = tokenize(original, &mut folded);
        let mut text = Text {
            original,
            folded,
            tokens,
            sentences: Vec::new(),
        };
        text.sentences = sentences(&text);
        text
    }

    /// The text as it was given.
    pub fn original(&self) -> &'a str {
        self.original
    }

    /// All folded words and signs, each followed by one space.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// All tokens.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All sentences, in order; together they hold every token.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The folded form of token `i`, or `""` where there is no such token.
    pub fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| {
            &self.folded[t.folded as usize..t.folded as usize + t.folded_len as usize]
        })
    }

    /// Token `i` as it is written, or `""` where there is no such token.
    pub fn raw(&self, i: usize) -> &'a str {
        self.tokens
            .get(i)
            .map_or("", |t| &self.original[t.start as usize..t.end as usize])
    }

    /// What token `i` is; a sign where there is no such token.
    pub fn kind(&self, i: usize) -> TokenKind {
        self.tokens.get(i).map_or(TokenKind::Sign, |t| t.kind)
    }

    /// The bytes from the first to the last of `tokens`; empty where `tokens` is.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|e| self.tokens.get(e)),
        ) {
            (Some(first), Some(last)) if tokens.start < tokens.end => Span::new(first.start, last.end),
            (Some(first), _) => Span::new(first.start, first.start),
            _ => Span::default(),
        }
    }

    /// What is written from the first to the last of `tokens`.
    pub fn slice(&self, tokens: Range<usize>) -> &'a str {
        &self.original[self.span(tokens).range()]
    }

    /// What is written between token `i` and the one before it.
    pub(crate) fn raw_between(&self, i: usize) -> &'a str {
        match (
            i.checked_sub(1).and_then(|b| self.tokens.get(b)),
            self.tokens.get(i),
        ) {
            (Some(before), Some(token)) => &self.original[before.end as usize..token.start as usize],
            _ => "",
        }
    }

    /// The first token that ends after byte `at`.
    pub fn token_at(&self, at: u32) -> usize {
        self.tokens.partition_point(|t| t.end <= at)
    }

    /// The sentence that token `i` stands in.
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences
            .partition_point(|s| s.tokens().end <= i)
            .min(self.sentences.len().saturating_sub(1))
    }
}
