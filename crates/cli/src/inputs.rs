//! The documents that the paths of a command line name.

use clap::Args;
use mahdar_source::{Item, Options, SourceError};
use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

/// What every command that takes documents asks for.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Files or folders, of any kind that Mahdar knows; `-` for standard input.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Publication day (YYYY-MM-DD) of documents that do not state theirs.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub published: Option<String>,
    /// Outlet of documents that do not name theirs.
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
}

fn day(text: &str) -> Result<String, String> {
    let date: mahdar_record::PartialDate = text.parse().map_err(|e| format!("{e}"))?;
    date.day()
        .map(|_| text.to_owned())
        .ok_or_else(|| "a whole day is expected, such as 2021-04-12".to_owned())
}

impl InputArgs {
    /// The paths to read: standard input where none is given and something is piped in.
    ///
    /// # Errors
    /// A sentence for the user where there is nothing to read.
    pub fn sources(&self) -> Result<Vec<PathBuf>, String> {
        if !self.paths.is_empty() {
            return Ok(self.paths.clone());
        }
        if std::io::stdin().is_terminal() {
            return Err("no document named: give files or folders, or pipe a text in (mahdar read FILE, … | mahdar read -)".into());
        }
        Ok(vec![PathBuf::from("-")])
    }

    /// All documents of all paths, in order.
    pub fn items(&self, sources: Vec<PathBuf>) -> impl Iterator<Item = Result<Item, SourceError>> + use<> {
        let options = Options {
            published: self.published.clone(),
            outlet: self.outlet.clone(),
            today: Some(jiff::Zoned::now().date()),
            ..Options::default()
        };
        sources.into_iter().flat_map(move |path| {
            if path == Path::new("-") {
                mahdar_source::from_reader("standard input", std::io::stdin(), &options)
            } else {
                mahdar_source::open(&path, &options)
            }
        })
    }
}
