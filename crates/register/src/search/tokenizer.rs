//! Words of the index: those of `mahdar_text`, folded or as written, with offsets into the original.

use mahdar_text::{Text, TokenKind};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Cuts a text into its words and numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    /// Whether words are folded; otherwise they stand as written.
    pub folded: bool,
}

/// Words made ready at once: a document is folded in one pass.
pub(super) struct Ready {
    tokens: Vec<Token>,
    next: usize,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Ready;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Ready {
        let parsed = Text::parse(text);
        let words = (0..parsed.len()).filter(|i| parsed.kind(*i) != TokenKind::Sign);
        let tokens = words
            .enumerate()
            .map(|(position, i)| {
                let span = parsed.tokens()[i].span();
                Token {
                    offset_from: span.start() as usize,
                    offset_to: span.end() as usize,
                    position,
                    text: if self.folded {
                        parsed.word(i)
                    } else {
                        parsed.raw(i)
                    }
                    .to_owned(),
                    position_length: 1,
                }
            })
            .collect();
        Ready { tokens, next: 0 }
    }
}

impl TokenStream for Ready {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}
