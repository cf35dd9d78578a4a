use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mahdar_record::{Document, LeftOut};

use crate::known::{Known, add_left_out};
use crate::{ErrorKind, Options, SourceError, recognise};

/// One document, with the bytes it came from.
#[derive(Debug, Clone)]
pub struct Item {
    /// The document.
    pub document: Document,
    /// The original bytes of this one document (a page, a JSON line, a feed's entry), for the archive: the same
    /// document comes out again when they are given to [`from_bytes`] with what its provenance says.
    pub bytes: Arc<[u8]>,
    /// Where it was found: the file, and the line, record or member in it.
    pub place: String,
}

/// Where bytes come from.
pub(crate) enum Input {
    Path(PathBuf),
    Stream(Box<dyn Read + Send>),
    Bytes(Arc<[u8]>),
}

/// Something inside a container that is still to be recognised and opened.
pub(crate) struct Opening {
    pub(crate) place: String,
    pub(crate) input: Input,
    pub(crate) known: Known,
}

/// What a container gives at one step.
pub(crate) enum Step {
    Item(Box<Item>),
    Error(SourceError),
    Open(Opening),
    /// Passed over on purpose, and counted under this name.
    Pass(&'static str),
}

/// A container that is being read: a folder, an archive, a file of lines. Steps are made only when asked for, so
/// that memory holds one document at a time.
pub(crate) trait Frame: Send {
    fn step(&mut self, options: &Options) -> Option<Step>;
}

/// What recognition makes of an input.
pub(crate) enum Opened {
    Frame(Box<dyn Frame>),
    Item(Box<Item>),
}

/// The documents of a source, one after the other, in a fixed order. See [`open`].
pub struct Items {
    stack: Vec<Box<dyn Frame>>,
    first: Option<Opening>,
    options: Arc<Options>,
    left_out: Vec<LeftOut>,
}

impl Items {
    fn start(place: String, input: Input, options: &Options) -> Self {
        let known = Known::from_options(options);
        Items {
            stack: Vec::new(),
            first: Some(Opening { place, input, known }),
            options: Arc::new(options.clone()),
            left_out: Vec::new(),
        }
    }

    fn is_wanted(&self, document: &Document) -> bool {
        document
            .language
            .as_ref()
            .is_some_and(|language| self.options.languages.contains(language))
    }

    /// What has been passed over on purpose so far (hidden files, records of a crawl that are images or in other
    /// languages), with counts. What could not be read is not here: it came as an error.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }
}

impl Iterator for Items {
    type Item = Result<Item, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let opening = match self.first.take() {
                Some(opening) => opening,
                None => match self.stack.last_mut()?.step(&self.options) {
                    None => {
                        self.stack.pop();
                        continue;
                    }
                    Some(Step::Item(item)) => return Some(Ok(*item)),
                    Some(Step::Error(error)) => return Some(Err(error)),
                    Some(Step::Pass(what)) => {
                        add_left_out(&mut self.left_out, what, 1);
                        continue;
                    }
                    Some(Step::Open(opening)) => opening,
                },
            };
            if self.stack.len() >= self.options.limits.nesting {
                let kind = ErrorKind::TooDeep(self.options.limits.nesting);
                return Some(Err(SourceError::new(opening.place, kind)));
            }
            let place = opening.place.clone();
            let filtered = opening.known.filtered && !self.options.languages.is_empty();
            match recognise::open(opening, &self.options) {
                Ok(Opened::Frame(frame)) => self.stack.push(frame),
                Ok(Opened::Item(item)) if filtered && !self.is_wanted(&item.document) => {
                    add_left_out(&mut self.left_out, "pages in other languages", 1);
                }
                Ok(Opened::Item(item)) => return Some(Ok(*item)),
                // Pictures lie beside pages in every folder and archive; one given by itself is a mistake.
                Err(ErrorKind::Unknown(what)) if what.ends_with(" image") && !self.stack.is_empty() => {
                    add_left_out(&mut self.left_out, "images", 1);
                }
                Err(kind) => return Some(Err(SourceError::new(place, kind))),
            }
        }
    }
}

/// The documents of a file or folder, whatever is in it.
///
/// A file's kind is recognised by its content, never by its name. A folder is gone through with all its folders, in
/// the order of names; hidden files are passed over. Everything is streamed: memory holds one document at a time.
/// An error stands in the place of what could not be read, and the rest follows.
pub fn open(path: &Path, options: &Options) -> Items {
    Items::start(path.display().to_string(), Input::Path(path.to_owned()), options)
}

/// The documents in what a reader gives (standard input, a response's body). `name` is what errors call it.
pub fn from_reader(name: &str, reader: impl Read + Send + 'static, options: &Options) -> Items {
    Items::start(name.to_owned(), Input::Stream(Box::new(reader)), options)
}

/// The documents in bytes at hand (an upload). `name` is what errors call them.
///
/// ```
/// use mahdar_source::{from_bytes, Options};
///
/// let page = "وزير الخارجية يصل إلى المرسى\nوصل الوزير مساء أمس.".as_bytes();
/// let item = from_bytes("note.txt", page, &Options::default()).next().unwrap()?;
/// assert_eq!(item.document.text.lines().count(), 2);
/// assert_eq!(item.document.language.as_deref(), Some("ar"));
/// assert!(item.document.id.starts_with("sha256:"));
/// # Ok::<(), mahdar_source::SourceError>(())
/// ```
pub fn from_bytes(name: &str, bytes: impl Into<Arc<[u8]>>, options: &Options) -> Items {
    Items::start(name.to_owned(), Input::Bytes(bytes.into()), options)
}

/// Opens a path's bytes for reading; folders are dealt with before.
pub(crate) fn reader(input: Input) -> Result<Box<dyn Read + Send>, ErrorKind> {
    Ok(match input {
        Input::Path(path) => Box::new(File::open(path)?),
        Input::Stream(reader) => reader,
        Input::Bytes(bytes) => Box::new(std::io::Cursor::new(bytes)),
    })
}
