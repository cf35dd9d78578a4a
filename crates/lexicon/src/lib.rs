//! The words of diplomacy as data, compiled for matching.
//!
//! Each file of `lexicon/` states its class and how its forms are expanded (see `docs/lexicon.md`). All entries
//! go into one word-level trie; [`Lexicon::annotate`] walks it over a text once and returns every [`Hit`], with
//! the proclitics and enclitics that were taken off the hit's words. There is no grammar here.
//!
//! ```
//! use mahdar_lexicon::{Class, Lexicon};
//! let lexicon = Lexicon::built_in();
//! let text = mahdar_text::Text::parse("وأكدت ليبيا");
//! let notes = lexicon.annotate(&text);
//! assert!(notes.has(1, Class::State));
//! ```

mod affix;
mod annotate;
mod class;
mod compile;
mod entry;
mod expand;
mod file;
mod stems;
mod verb;
mod vocabulary;

pub use affix::{Affixes, Enclitic};
pub use annotate::{Annotations, Hit};
pub use class::{Class, Classes};
pub use compile::Lexicon;
pub use entry::{Entry, EntryId, Features, Takes};
pub use file::LexiconError;
