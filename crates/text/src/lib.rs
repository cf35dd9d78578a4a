//! Arabic text with byte-exact offsets, and nothing about diplomacy.
//!
//! [`Text::parse`] folds, cuts into tokens and finds sentences in one pass each. Everything it returns points
//! into the **original** text: folding changes what words are compared by, never what is shown.
//!
//! ```
//! let text = mahdar_text::Text::parse("قال د. سالم: «اتّفقنا». ثم غادر.");
//! assert_eq!(text.sentences().len(), 2);
//! assert_eq!(text.word(0), "قال");
//! assert_eq!(mahdar_text::fold("اتّفاقيّة"), "اتفاقيه");
//! ```

#[cfg(test)]
mod cases;
mod clause;
pub mod clitic;
pub mod date;
mod fold;
mod folded;
mod lead;
pub mod number;
mod sentence;
mod text;
mod token;

pub use fold::{Folded, fold, fold_char};
pub use folded::{FoldedText, Run};
pub use sentence::{Sentence, SentenceKind};
pub use text::Text;
pub use token::{Token, TokenKind};
