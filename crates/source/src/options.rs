use jiff::civil::Date;
use mahdar_record::Document;

/// What the caller knows beforehand, and how far a source may go.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How much of anything is accepted before a source is refused.
    pub limits: Limits,
    /// The outlet, for documents that do not name theirs.
    pub outlet: Option<String>,
    /// The publication day (ISO 8601), for documents that do not state theirs.
    pub published: Option<String>,
    /// The caller's day. A publication date more than one day after it is refused, with a remark. There is
    /// no clock in this crate: without a day given here, no date is refused for being in the future.
    pub today: Option<Date>,
    /// When the bytes were fetched (RFC 3339), where the source does not say so itself.
    pub fetched: Option<String>,
    /// Where the bytes were fetched from, for documents that do not state their address.
    pub url: Option<String>,
    /// The charset named by whoever delivered the bytes (an HTTP header). A byte-order mark overrules it, and
    /// so do bytes that are plainly something else.
    pub charset: Option<String>,
    /// Languages to keep of a crawl (BCP 47 primary tags, such as `ar`); all of them when empty. Applied to
    /// WARC records only, where most pages of a mixed crawl are of no use and filtering early saves the time.
    pub languages: Vec<String>,
}

impl Options {
    /// What is known of a document already taken, for extracting it again from its archived bytes with
    /// [`from_bytes`](crate::from_bytes): a later version of an extractor then finds the same surroundings.
    ///
    /// ```
    /// use mahdar_source::{Options, from_bytes};
    ///
    /// let options = Options { url: Some("https://agency.example/1".into()), ..Options::default() };
    /// let item = from_bytes("a", "نص قصير".as_bytes(), &options).next().unwrap()?;
    /// let again = from_bytes("archive", item.bytes.clone(), &Options::of(&item.document)).next().unwrap()?;
    /// assert_eq!(again.document.text, item.document.text);
    /// assert_eq!(again.document.url, item.document.url);
    /// # Ok::<(), mahdar_source::SourceError>(())
    /// ```
    pub fn of(document: &Document) -> Self {
        let provenance = document.provenance.clone().unwrap_or_default();
        Options {
            outlet: document.outlet.clone(),
            published: document.published.clone(),
            url: document.url.clone(),
            fetched: provenance.fetched,
            charset: provenance.charset,
            ..Options::default()
        }
    }
}

/// Limits that keep hostile or broken input from using up memory and time.
///
/// Sizes are in bytes. Reaching one gives an error that names the place; the rest of the batch goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest single document (a page, a JSON line, a PDF), before and after decompression.
    pub document_bytes: usize,
    /// How deep containers may lie in one another (a page in a gzip in a tar in a zip is four).
    pub nesting: usize,
    /// How many members one archive, mailbox, crawl or feed may have.
    pub members: u64,
    /// How many times its own size compressed input may grow to, once it has passed `expansion_free`.
    pub expansion: u64,
    /// How far compressed input may grow, whatever its own size.
    pub expansion_free: u64,
    /// How large an archive that must be read in full before its directory is known (a ZIP that comes through
    /// a pipe or out of another archive) may be.
    pub archive_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            document_bytes: 32 << 20,
            nesting: 8,
            members: 10_000_000,
            expansion: 300,
            expansion_free: 256 << 20,
            archive_bytes: 1 << 30,
        }
    }
}
