//! Folders packed into one file: ZIP and tar.

mod shared;
mod tar;
mod zip;

pub(crate) use shared::Shared;
pub(crate) use tar::{Tar, is_tar};
pub(crate) use zip::{Zip, what};

pub(crate) use self::zip::What;

/// Members that packing programs add, and that nobody means.
fn is_hidden(name: &str) -> bool {
    name.split('/')
        .any(|part| part.starts_with('.') && part.len() > 1 || part == "__MACOSX")
}
