//! The archive: each document's bytes as they came, by their SHA-256, with where they came from.

use crate::id::{Kind, sha256, short_id};
use crate::{Register, RegisterError, Result};
use mahdar_record::Document;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

/// A handle of a document inside one open file.
pub(crate) type Doc = i64;

/// zstd's default: 3 KB of Arabic to 40 % in some 30 µs; higher levels gain 2 % at three times the price.
const LEVEL: i32 = 3;

/// What is known about an archived document, as lists show it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentRow {
    /// Short id, made from the hash of the bytes.
    pub id: String,
    /// SHA-256 of the bytes as they came.
    pub sha256: String,
    /// The input's own id.
    pub name: String,
    /// Its address.
    pub url: Option<String>,
    /// Publication day.
    pub published: Option<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// The headline.
    pub title: String,
    /// The language of the text.
    pub language: Option<String>,
    /// When it entered this record (RFC 3339).
    pub added: String,
    /// Size of the bytes as they came.
    pub size: u64,
    /// Whether it is the version in force of its address.
    pub current: bool,
}

/// A document as the archive holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Archived {
    /// What is known about it.
    pub row: DocumentRow,
    /// The document as it entered the reader.
    pub document: Document,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
}

/// One version of an address.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Version {
    /// The document.
    pub id: String,
    /// Publication day.
    pub published: Option<String>,
    /// When it entered this record.
    pub added: String,
    /// Whether it is the one in force.
    pub current: bool,
}

/// A document made ready for the archive, off the writing thread.
pub(crate) struct Packed {
    pub sha: String,
    pub id: String,
    pub name: String,
    pub title: String,
    pub about: String,
    pub url: Option<String>,
    pub published: Option<String>,
    pub fetched: Option<String>,
    pub outlet: Option<String>,
    pub language: Option<String>,
    pub size: usize,
    pub bytes: Option<Vec<u8>>,
    pub text: Vec<u8>,
}

pub(crate) fn id_of(sha: &str) -> String {
    short_id(Kind::Document, &[sha])
}

pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, LEVEL).expect("zstd refuses no input that fits in memory")
}

pub(crate) fn unpack(packed: &[u8], what: &str) -> Result<Vec<u8>> {
    zstd::stream::decode_all(packed).map_err(|cause| RegisterError::Damaged(format!("{what}: {cause}")))
}

impl Packed {
    pub fn new(document: &Document, bytes: &[u8]) -> Result<Self> {
        let sha = sha256(bytes);
        let text = pack(document.text.as_bytes());
        let about = Document {
            text: String::new(),
            ..document.clone()
        };
        Ok(Packed {
            id: id_of(&sha),
            name: if document.id.is_empty() {
                format!("sha256:{sha}")
            } else {
                document.id.clone()
            },
            title: title_of(document),
            about: serde_json::to_string(&about)?,
            url: document.url.clone(),
            published: document.published.clone(),
            fetched: document.provenance.as_ref().and_then(|p| p.fetched.clone()),
            outlet: document.outlet.clone(),
            language: document.language.clone(),
            size: bytes.len(),
            bytes: (bytes != document.text.as_bytes()).then(|| pack(bytes)),
            text,
            sha,
        })
    }

    /// Writes it; `None` where the archive has these bytes already.
    pub fn insert(&self, db: &Connection, now: &str) -> Result<Option<Doc>> {
        let new = db
            .prepare_cached(
                "INSERT INTO document (sha, id, name, url, published, fetched, outlet, title, language, added, size, about)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (sha) DO NOTHING",
            )?
            .execute(params![
                self.sha, self.id, self.name, self.url, self.published, self.fetched, self.outlet, self.title,
                self.language, now, self.size as i64, self.about
            ])?;
        if new == 0 {
            return Ok(None);
        }
        let doc = db.last_insert_rowid();
        db.prepare_cached("INSERT INTO archive (doc, bytes, text) VALUES (?1, ?2, ?3)")?
            .execute(params![doc, self.bytes, self.text])?;
        Ok(Some(doc))
    }
}

/// The headline: the one given, or the first line that has words; at most 300 characters.
fn title_of(document: &Document) -> String {
    let line = document
        .title
        .as_deref()
        .or_else(|| document.text.lines().find(|l| !l.trim().is_empty()))
        .unwrap_or_default();
    line.trim().chars().take(300).collect()
}

const COLUMNS: &str = "d.id, d.sha, d.name, d.url, d.published, d.outlet, d.title, d.language, d.added, d.size, \
                       coalesce(v.current, 1)";

pub(crate) fn row_of(row: &Row<'_>) -> rusqlite::Result<DocumentRow> {
    Ok(DocumentRow {
        id: row.get(0)?,
        sha256: row.get(1)?,
        name: row.get(2)?,
        url: row.get(3)?,
        published: row.get(4)?,
        outlet: row.get(5)?,
        title: row.get(6)?,
        language: row.get(7)?,
        added: row.get(8)?,
        size: row.get::<_, i64>(9)? as u64,
        current: row.get::<_, i64>(10)? != 0,
    })
}

/// `SELECT` of [`DocumentRow`]s, to be followed by a `WHERE` clause over `d` and `v`.
pub(crate) fn select() -> String {
    format!("SELECT {COLUMNS} FROM document d LEFT JOIN version v ON v.doc = d.doc")
}

pub(crate) fn document(db: &Connection, doc: Doc) -> Result<Document> {
    let (about, text): (String, Vec<u8>) = db
        .prepare_cached(
            "SELECT d.about, a.text FROM document d JOIN archive a ON a.doc = d.doc WHERE d.doc = ?1",
        )?
        .query_row([doc], |row| Ok((row.get(0)?, row.get(1)?)))?;
    open_document(&about, &text)
}

pub(crate) fn open_document(about: &str, text: &[u8]) -> Result<Document> {
    let mut document: Document = serde_json::from_str(about)?;
    document.text = String::from_utf8(unpack(text, "an archived text")?)
        .map_err(|_| RegisterError::Damaged(format!("the text of {} is not UTF-8", document.id)))?;
    Ok(document)
}

pub(crate) fn doc_of_id(db: &Connection, id: &str) -> Result<Doc> {
    db.prepare_cached("SELECT doc FROM document WHERE id = ?1 OR sha = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| RegisterError::NotFound(id.to_owned()))
}

/// Which of several documents of one address is in force: the latest published, then the latest fetched, then the
/// one that came last. Only the last of these depends on the order in which documents came.
pub(crate) fn in_force(db: &Connection, url: &str) -> Result<Vec<(Doc, bool)>> {
    let mut rows = db
        .prepare_cached("SELECT doc FROM document WHERE url = ?1 ORDER BY published, fetched, doc")?
        .query_map([url], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<Doc>>>()?;
    let last = rows.pop();
    Ok(rows
        .into_iter()
        .map(|doc| (doc, false))
        .chain(last.map(|doc| (doc, true)))
        .collect())
}

impl Register {
    /// A document with its text and the bytes as they came, by short id or SHA-256.
    ///
    /// # Errors
    /// [`RegisterError::NotFound`], and [`RegisterError::Damaged`] where the archived bytes cannot be unpacked.
    pub fn archived(&self, id: &str) -> Result<Archived> {
        let doc = doc_of_id(&self.db, id)?;
        let row = self
            .db
            .query_row(&format!("{} WHERE d.doc = ?1", select()), [doc], row_of)?;
        let document = document(&self.db, doc)?;
        let packed: Option<Vec<u8>> =
            self.db
                .query_row("SELECT bytes FROM archive WHERE doc = ?1", [doc], |row| {
                    row.get(0)
                })?;
        let bytes = match packed {
            Some(packed) => unpack(&packed, id)?,
            None => document.text.clone().into_bytes(),
        };
        Ok(Archived { row, document, bytes })
    }

    /// All versions of the address of a document, oldest first; the document alone where it has no address.
    ///
    /// # Errors
    /// [`RegisterError::NotFound`].
    pub fn versions(&self, id: &str) -> Result<Vec<Version>> {
        let doc = doc_of_id(&self.db, id)?;
        let order = "ORDER BY d.published, d.fetched, d.doc";
        let sql = format!(
            "{} WHERE d.doc = ?1 OR d.url = (SELECT url FROM document WHERE doc = ?1) {order}",
            select()
        );
        let rows = self
            .db
            .prepare_cached(&sql)?
            .query_map([doc], row_of)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(rows
            .into_iter()
            .map(|row| Version {
                id: row.id,
                published: row.published,
                added: row.added,
                current: row.current,
            })
            .collect())
    }
}
