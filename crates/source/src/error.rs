use std::fmt;

/// Why a source, or one document in it, could not be taken.
///
/// It always names the file and the place in it, says what is wrong, and says the way out. One error never ends
/// a batch: the iterator goes on with the next line, record, member or file where there is one.
///
/// ```
/// use mahdar_source::{from_bytes, Options};
///
/// let bytes = b"{\"text\": \"\xd8\xa3\"}\n{\"text\": 5}\n".as_slice();
/// let mut items = from_bytes("news.jsonl", bytes, &Options::default());
/// assert!(items.next().unwrap().is_ok());
/// let error = items.next().unwrap().unwrap_err();
/// assert!(error.to_string().starts_with("news.jsonl, line 2: "));
/// ```
#[derive(Debug)]
pub struct SourceError {
    place: String,
    kind: ErrorKind,
}

impl SourceError {
    pub(crate) fn new(place: impl Into<String>, kind: ErrorKind) -> Self {
        SourceError {
            place: place.into(),
            kind,
        }
    }

    /// The file, and the line, record or member in it.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.kind)
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ErrorKind::Io(error) => Some(error),
            _ => None,
        }
    }
}

/// What went wrong with a source. Every message ends with the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file could not be read.
    #[error("cannot be read ({0}); check that the path is right, readable, and wholly there")]
    Io(std::io::Error),
    /// There is nothing in it.
    #[error("is empty; leave it out, or fetch it again")]
    Empty,
    /// The bytes are of no known kind.
    #[error("is not a kind of document Mahdar knows ({0}); convert it to text, HTML, PDF or JSON Lines")]
    Unknown(String),
    /// Larger than [`Limits::document_bytes`](crate::Limits::document_bytes) or another limit on size.
    #[error("is larger than the limit of {limit} bytes for {what}; split it, or raise the limit")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit, in bytes.
        limit: u64,
    },
    /// Containers in containers, deeper than the limit.
    #[error("lies more than {0} containers deep; unpack the outer ones first")]
    TooDeep(usize),
    /// More members than the limit.
    #[error("has more than {0} members; the rest was not read: split the archive, or raise the limit")]
    TooMany(u64),
    /// Compressed input that grows beyond reason.
    #[error(
        "unpacks to more than {0} times its size and is taken for a compression bomb; unpack it by hand if you trust it"
    )]
    Bomb(u64),
    /// Compressed data that is damaged or cut off.
    #[error("is damaged or cut off ({0}); what came before it was taken, fetch the file again for the rest")]
    Damaged(String),
    /// JSON that does not parse, or lacks its text.
    #[error("is not a document in JSON ({0}); each needs an object with \"text\" as a string")]
    Json(String),
    /// A page, feed, document or message in which no text was found.
    #[error("has no usable text ({0})")]
    NoText(String),
    /// A document that does not follow its own format.
    #[error("is not a sound {format} ({detail}); save it anew from the program that made it, or as text")]
    Malformed {
        /// The format.
        format: &'static str,
        /// What is wrong.
        detail: String,
    },
    /// A document that asks for a password.
    #[error("is encrypted; save it without a password")]
    Encrypted,
}

impl From<std::io::Error> for ErrorKind {
    /// Errors of decompression travel through `io::Error`, since they arise in the middle of reading; here they
    /// get their own kind back.
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        if let Some(inner) = error
            .get_ref()
            .and_then(|e| e.downcast_ref::<crate::unpack::Expanded>())
        {
            return ErrorKind::Bomb(inner.limit);
        }
        match error.kind() {
            Io::UnexpectedEof | Io::InvalidData | Io::InvalidInput => ErrorKind::Damaged(error.to_string()),
            _ => ErrorKind::Io(error),
        }
    }
}
