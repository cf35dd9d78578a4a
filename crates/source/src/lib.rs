//! Bytes in, documents out: everything that Mahdar can read, as [`Document`](mahdar_record::Document)s.
//!
//! [`open`] takes a file or folder, [`from_reader`] a stream, [`from_bytes`] bytes at hand. All three give an iterator
//! of [`Item`]s: the document, the original bytes it came from, and its place. What a source is, its content
//! decides, never its name. Nothing here interprets what a text says.
//!
//! Sources come from outside and are taken to be hostile: every kind has [`Limits`], no input ends a batch, and what
//! cannot be read is a [`SourceError`] that names the file, the place in it and the way out.

mod archive;
mod charset;
mod error;
mod feed;
mod folder;
mod html;
mod items;
mod json;
mod known;
mod language;
mod mail;
mod office;
mod options;
mod pdf;
mod plain;
mod published;
mod recognise;
mod unpack;
mod warc;
pub mod watch;
mod window;

pub use error::{ErrorKind, SourceError};
pub use items::{Item, Items, from_bytes, from_reader, open};
pub use known::content_id;
pub use options::{Limits, Options};
