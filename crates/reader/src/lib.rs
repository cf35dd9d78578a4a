//! From a document to its minutes. [`read`] is a pure function: no files, no clock, no chance, no state.
//!
//! The way of the data, one stage a module, each with a plain type on both sides:
//!
//! 1. [`mod@scene`]: the text cut into tokens and sentences, the lexicon's words found in it, the dates.
//! 2. [`mod@cast`]: who is on stage: persons with offices and sides, states, bodies, joint voices, and where each
//!    is mentioned.
//! 3. [`mod@encounter`], [`mod@statement`] (positions and commitments), [`mod@instrument`], [`mod@mechanism`],
//!    [`mod@attribution`], [`mod@padding`]: the records.
//!
//! ```
//! use mahdar_reader::read;
//! use mahdar_record::Document;
//! let reading = read(&Document::from_text("demo", "نص قصير"), mahdar_lexicon::Lexicon::built_in());
//! assert!(reading.people.is_empty());
//! ```

pub mod attribution;
pub mod cast;
pub mod encounter;
pub mod instrument;
pub mod mechanism;
pub mod padding;
pub mod scene;
pub mod statement;
pub mod tagger;
pub mod weights;

use mahdar_lexicon::Lexicon;
use mahdar_record::{Document, Problem, ProblemKind, Reading};
use scene::Scene;

/// What a caller may ask of the reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Note beside each record which entries and rules made it.
    pub explain: bool,
}

/// Reads one document.
pub fn read(document: &Document, lexicon: &Lexicon) -> Reading {
    read_with(document, lexicon, Options::default())
}

/// Reads one document, with options.
pub fn read_with(document: &Document, lexicon: &Lexicon, options: Options) -> Reading {
    let mut reading = Reading::empty(document.clone());
    if let Some(problem) = unreadable(&document.text) {
        reading.problems.push(problem);
        return reading;
    }
    reading.document.language.get_or_insert_with(|| "ar".to_owned());
    let scene = Scene::new(document, lexicon, options);
    let cast = cast::cast(&scene);
    reading.people = cast.people(&scene);
    reading.encounters = encounter::encounters(&scene, &cast);
    let (positions, commitments) = statement::statements(&scene, &cast);
    reading.positions = positions;
    reading.commitments = commitments;
    reading.instruments = instrument::instruments(&scene, &cast);
    reading.mechanisms = mechanism::mechanisms(&scene, &cast, &reading.instruments);
    reading.attributions = attribution::attributions(&scene, &cast);
    reading.padding = padding::padding(&scene, &cast, &reading);
    reading
}

/// The least share of Arabic letters among all letters in a document that is read.
const LEAST_ARABIC: f64 = 0.4;

fn unreadable(text: &str) -> Option<Problem> {
    let whole = |kind, message: &str| {
        Some(Problem {
            kind,
            quote: None,
            message: message.to_owned(),
        })
    };
    if text.trim().is_empty() {
        return whole(ProblemKind::Empty, "the document has no text");
    }
    let (mut arabic, mut letters, mut control, mut all) = (0u32, 0u32, 0u32, 0u32);
    for c in text.chars() {
        all += 1;
        match c {
            '\u{0600}'..='\u{06FF}'
            | '\u{0750}'..='\u{077F}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFE}' => {
                arabic += 1;
                letters += 1;
            }
            '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{FFFD}' => control += 1,
            'a'..='z' | 'A'..='Z' => letters += 1,
            _ if !c.is_ascii() && c.is_alphabetic() => letters += 1,
            _ => {}
        }
    }
    if control * 10 > all {
        return whole(ProblemKind::Binary, "the bytes are not text");
    }
    if f64::from(arabic) < LEAST_ARABIC * f64::from(letters.max(1)) {
        return whole(
            ProblemKind::NotArabic,
            "less than two fifths of the letters are Arabic: nothing was read",
        );
    }
    None
}
