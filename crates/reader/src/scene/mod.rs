//! The text made ready: tokens and sentences, the lexicon's words found in it, the publication day.

use crate::Options;
use crate::tagger::Persons;
use mahdar_lexicon::{Annotations, Class, Entry, Hit, Lexicon};
use mahdar_record::{Document, PartialDate, Quote, Quoter, Reason};
use mahdar_text::{Text, TokenKind};
use std::ops::Range;

/// Everything that the later stages look at. All ranges count tokens.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its tokens and sentences.
    pub text: Text<'a>,
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// The lexicon's entries found in the text.
    pub notes: Annotations,
    /// The names of persons as the tagger sees them; sentences are tagged when first asked for.
    pub persons: Persons,
    /// The publication day, where the document gives one.
    pub published: Option<PartialDate>,
    /// What the caller asked for.
    pub options: Options,
    quoter: Quoter<'a>,
}

impl<'a> Scene<'a> {
    /// Cuts and annotates `document`.
    pub fn new(document: &'a Document, lexicon: &'a Lexicon, options: Options) -> Self {
        let text = Text::parse(&document.text);
        let notes = lexicon.annotate(&text);
        let published = document
            .published
            .as_deref()
            .and_then(|p| p.get(..10).unwrap_or(p).parse().ok());
        let persons = Persons::new(&text);
        Scene {
            document,
            persons,
            text,
            lexicon,
            notes,
            published,
            options,
            quoter: Quoter::new(&document.text),
        }
    }

    /// The folded word `i`.
    pub fn word(&self, i: usize) -> &str {
        self.text.word(i)
    }

    /// The entry behind a hit.
    pub fn entry(&self, hit: &Hit) -> &'a Entry {
        self.lexicon.entry(hit.entry)
    }

    /// Whether a hit of `class` begins at token `i`.
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.notes.has(i, class)
    }

    /// Whether token `i` is a word.
    pub fn is_word(&self, i: usize) -> bool {
        self.text.kind(i) == TokenKind::Word
    }

    /// The verbatim quote of `tokens`, without a leading و or ف of conjunction where `affixes` of the hit at its
    /// start say so.
    pub fn quote(&self, tokens: Range<usize>) -> Quote {
        self.quoter
            .quote(self.text.span(tokens))
            .expect("tokens lie on character boundaries of the text")
    }

    /// As [`Scene::quote`], leaving out the first letter: a conjunction that is written to the word.
    pub fn quote_after_conjunction(&self, tokens: Range<usize>) -> Quote {
        let span = self.text.span(tokens);
        let first = self.document.text[span.range()]
            .chars()
            .next()
            .map_or(0, char::len_utf8) as u32;
        let mut start = span.start() + first;
        // Marks of the conjunction go with it.
        for c in self.document.text[start as usize..span.end() as usize].chars() {
            if mahdar_text::fold_char(c) != mahdar_text::Folded::Nothing {
                break;
            }
            start += c.len_utf8() as u32;
        }
        self.quoter
            .quote(mahdar_record::Span::new(start, span.end()))
            .expect("cut after whole characters")
    }

    /// A reason for `--explain`, built only where it was asked for.
    pub fn reason(&self, reasons: &mut Vec<Reason>, say: impl FnOnce() -> String) {
        if self.options.explain {
            reasons.push(say().into());
        }
    }

    /// Names a hit's entry for `--explain`.
    pub fn cite(&self, hit: &Hit) -> String {
        let entry = self.entry(hit);
        format!(
            "{} «{}» ({}:{})",
            entry.class.as_str(),
            entry.lemma,
            entry.place.0,
            entry.place.1
        )
    }
}
