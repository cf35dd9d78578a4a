//! Full-text search over documents and records.

mod forms;
mod index;
mod query;
mod snippet;
mod tokenizer;

pub use forms::forms;
pub(crate) use index::Search;
pub use query::{SearchAnswer, SearchHit, SearchRequest};
pub use snippet::Snippet;
