use crate::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A verbatim, contiguous piece of a document's text.
///
/// Only a [`Quoter`] makes one, from a span of the text itself, so `text[start..end] == quote` holds by
/// construction. [`Quote::start`] and [`Quote::end`] count Unicode scalar values (the contract's offsets, what
/// Python slices by); [`Quote::span`] counts bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// The words, verbatim.
    pub(crate) quote: Box<str>,
    /// First scalar value.
    pub(crate) start: u32,
    /// One past the last scalar value.
    pub(crate) end: u32,
    #[serde(skip)]
    pub(crate) bytes: Span,
}

impl Quote {
    /// The words, verbatim.
    pub fn as_str(&self) -> &str {
        &self.quote
    }

    /// First Unicode scalar value in the document's text.
    pub fn start(&self) -> u32 {
        self.start
    }

    /// One past the last Unicode scalar value.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// The bytes it covers.
    pub fn span(&self) -> Span {
        self.bytes
    }
}

/// A stretch of text that states no attributable fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Padding {
    /// The sentence.
    #[serde(flatten)]
    pub quote: Quote,
}

/// How many bytes lie between two remembered scalar counts.
const STRIDE: usize = 256;

/// Makes [`Quote`]s of one text. Converting an offset costs at most 256 bytes of counting, whatever the text's length.
#[derive(Debug)]
pub struct Quoter<'a> {
    text: &'a str,
    /// Number of scalar values before byte `i * STRIDE`.
    before: Vec<u32>,
}

impl<'a> Quoter<'a> {
    /// Prepares `text`, in one pass.
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            before.push(count);
            count += starts(chunk);
        }
        before.push(count);
        Quoter { text, before }
    }

    /// The text it quotes from.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The quote of `span`, or `None` where the span leaves the text or cuts a character in two.
    pub fn quote(&self, span: Span) -> Option<Quote> {
        let quote = self.text.get(span.range())?;
        let start = self.scalar(span.start());
        let end = start + starts(quote.as_bytes());
        Some(Quote {
            quote: quote.into(),
            start,
            end,
            bytes: span,
        })
    }

    /// The number of Unicode scalar values before byte `at`.
    pub fn scalar(&self, at: u32) -> u32 {
        let at = (at as usize).min(self.text.len());
        let block = at / STRIDE;
        self.before[block] + starts(&self.text.as_bytes()[block * STRIDE..at])
    }

    /// The byte at which scalar value number `at` begins; the text's length where `at` is past its end.
    pub fn byte(&self, at: u32) -> u32 {
        let block = self.before.partition_point(|&n| n <= at).saturating_sub(1);
        let mut left = at - self.before[block];
        for (i, b) in self.text.as_bytes().iter().enumerate().skip(block * STRIDE) {
            if !is_continuation(*b) {
                if left == 0 {
                    return i as u32;
                }
                left -= 1;
            }
        }
        self.text.len() as u32
    }

    /// Whether `quote` stands in this text where it says; used to check what came from outside.
    pub(crate) fn locate(&self, quote: &mut Quote) -> bool {
        quote.bytes = Span::new(self.byte(quote.start), self.byte(quote.end));
        self.text.get(quote.bytes.range()) == Some(&*quote.quote)
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| !is_continuation(**b)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quotes_are_verbatim_in_bytes_and_in_scalars(text in "\\PC{0,600}", a in 0usize..2000, b in 0usize..2000) {
            let quoter = Quoter::new(&text);
            if let Some(q) = quoter.quote(Span::from(a.min(b)..a.max(b))) {
                prop_assert_eq!(&text[q.span().range()], q.as_str());
                let scalars: String = text.chars().skip(q.start() as usize).take((q.end() - q.start()) as usize).collect();
                prop_assert_eq!(scalars.as_str(), q.as_str());
                let mut again = Quote { bytes: Span::default(), ..q.clone() };
                prop_assert!(quoter.locate(&mut again));
                prop_assert_eq!(again.span(), q.span());
            }
        }
    }
}
