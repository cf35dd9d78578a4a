//! The index on the disk: derived, kept in step with the database, and made anew where it is not.

use super::tokenizer::Words;
use crate::ask::thing_of;
use crate::store::archive::open_document;
use crate::{Kind, Register, Result};
use rusqlite::OptionalExtension;
use std::path::PathBuf;
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::LockError;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term};

/// Changes with the fields or the words of the index; an index of another number is made anew.
const SHAPE: u32 = 1;

/// Memory of the indexing thread.
const HEAP: usize = 64 << 20;

pub(super) struct Fields {
    pub id: Field,
    pub kind: Field,
    pub side: Field,
    pub day: Field,
    pub folded: Field,
    pub written: Field,
}

/// An open index.
pub(crate) struct Search {
    pub(super) index: Index,
    pub(super) reader: IndexReader,
    pub(super) fields: Fields,
}

/// How far the index has taken in the database's changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    generation: i64,
    seq: i64,
}

impl Mark {
    fn payload(self) -> String {
        format!("{SHAPE} {} {}", self.generation, self.seq)
    }

    fn parse(payload: &str) -> Option<Mark> {
        let mut parts = payload.split(' ');
        if parts.next()? != SHAPE.to_string() {
            return None;
        }
        Some(Mark {
            generation: parts.next()?.parse().ok()?,
            seq: parts.next()?.parse().ok()?,
        })
    }
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |tokenizer: &str| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        )
    };
    let fields = Fields {
        id: builder.add_text_field("id", STRING | STORED),
        kind: builder.add_text_field("kind", STRING),
        side: builder.add_text_field("side", STRING),
        day: builder.add_u64_field("day", INDEXED | FAST),
        folded: builder.add_text_field("folded", text("folded")),
        written: builder.add_text_field("written", text("written")),
    };
    (builder.build(), fields)
}

impl Search {
    fn open(folder: &std::path::Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|cause| crate::RegisterError::Io {
            path: folder.to_path_buf(),
            cause,
        })?;
        let (schema, fields) = schema();
        let directory = MmapDirectory::open(folder).map_err(TantivyError::from)?;
        let index = Index::open_or_create(directory, schema)?;
        index.tokenizers().register("folded", Words { folded: true });
        index.tokenizers().register("written", Words { folded: false });
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Search {
            index,
            reader,
            fields,
        })
    }

    fn mark(&self) -> Result<Option<Mark>> {
        Ok(self.index.load_metas()?.payload.as_deref().and_then(Mark::parse))
    }
}

/// The day as a number that sorts like it.
pub(super) fn day_key(day: &str) -> u64 {
    let digits: String = day.chars().filter(char::is_ascii_digit).take(8).collect();
    format!("{digits:0<8}").parse().unwrap_or(0)
}

impl Register {
    /// Where the index lies: beside the record.
    fn index_folder(&self) -> PathBuf {
        let mut folder = self.path.clone().into_os_string();
        folder.push(".index");
        PathBuf::from(folder)
    }

    /// The size of the index in bytes.
    pub(crate) fn index_size(&self) -> u64 {
        let files = std::fs::read_dir(self.index_folder())
            .into_iter()
            .flatten()
            .flatten();
        files.filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum()
    }

    fn database_mark(&self) -> Result<Mark> {
        let generation: Option<String> = self
            .db
            .query_row("SELECT value FROM meta WHERE key = 'generation'", [], |row| {
                row.get(0)
            })
            .optional()?;
        let seq: Option<i64> = self
            .db
            .query_row(
                "SELECT seq FROM sqlite_sequence WHERE name = 'change'",
                [],
                |row| row.get(0),
            )
            .optional()?;
        Ok(Mark {
            generation: generation.and_then(|g| g.parse().ok()).unwrap_or(0),
            seq: seq.unwrap_or(0),
        })
    }

    /// What is wrong with the index, in words.
    pub(crate) fn index_fault(&self) -> Result<Option<String>> {
        let mark = match Search::open(&self.index_folder()).and_then(|s| s.mark()) {
            Ok(mark) => mark,
            Err(error) => {
                return Ok(Some(format!(
                    "the search index cannot be opened ({error}); a search makes it anew"
                )));
            }
        };
        let expected = self.database_mark()?;
        Ok((expected.seq > 0 && mark != Some(expected)).then(|| {
            "the search index is behind the record; the next search brings it up to date".to_owned()
        }))
    }

    /// Runs `ask` on an index that is in step with the database. Where another process is bringing it up to date,
    /// the index is taken as it is.
    pub(super) fn with_index<T>(&self, ask: impl FnOnce(&Search) -> Result<T>) -> Result<T> {
        let mut open = self.search.borrow_mut();
        if open.is_none() {
            *open = Some(self.open_index()?);
        }
        let search = open.as_ref().expect("it was opened just now");
        self.bring_in_step(search)?;
        search.reader.reload()?;
        ask(search)
    }

    /// Brings the index in step with the database; what fails here is mended by the next search, so a command that
    /// has stored its documents does not fail for it.
    pub(crate) fn sync_index(&self) {
        if let Err(error) = self.with_index(|_| Ok(())) {
            tracing::warn!(%error, "the search index could not be brought up to date; the next search tries again");
        }
    }

    /// Opens the index; one that cannot be opened, or has another shape, is thrown away and made anew.
    fn open_index(&self) -> Result<Search> {
        let folder = self.index_folder();
        match Search::open(&folder) {
            Ok(search) if search.index.schema() == schema().0 => Ok(search),
            _ => {
                let remove = std::fs::remove_dir_all(&folder);
                remove.map_err(|cause| crate::RegisterError::Io {
                    path: folder.clone(),
                    cause,
                })?;
                Search::open(&folder)
            }
        }
    }

    fn bring_in_step(&self, search: &Search) -> Result<()> {
        let wanted = self.database_mark()?;
        let mark = search.mark()?;
        if mark == Some(wanted) {
            return Ok(());
        }
        let mut writer: IndexWriter = match search.index.writer_with_num_threads(1, HEAP) {
            Ok(writer) => writer,
            Err(TantivyError::LockFailure(LockError::LockBusy, _)) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        // All of it is read in one view of the database, so that the mark fits what was read.
        let view = self.db.unchecked_transaction()?;
        let wanted = self.database_mark()?;
        let since = mark.filter(|m| m.generation == wanted.generation && m.seq <= wanted.seq);
        match since {
            Some(mark) => {
                let mut changed = self
                    .db
                    .prepare_cached("SELECT DISTINCT what FROM change WHERE seq > ?1 AND seq <= ?2")?;
                let mut rows = changed.query([mark.seq, wanted.seq])?;
                while let Some(row) = rows.next()? {
                    self.index_again(&writer, &search.fields, &row.get::<_, String>(0)?)?;
                }
            }
            None => {
                writer.delete_all_documents()?;
                self.index_all(&writer, &search.fields)?;
            }
        }
        drop(view);
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&wanted.payload());
        commit.commit()?;
        Ok(())
    }

    fn index_again(&self, writer: &IndexWriter, fields: &Fields, id: &str) -> Result<()> {
        writer.delete_term(Term::from_field_text(fields.id, id));
        if Kind::of(id) == Some(Kind::Document) {
            let found: Option<(String, Vec<u8>)> = self
                .db
                .prepare_cached(
                    "SELECT d.about, a.text FROM document d JOIN archive a ON a.doc = d.doc WHERE d.id = ?1",
                )?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            if let Some((about, text)) = found {
                add_document(writer, fields, id, &about, &text)?;
            }
        } else if let Some(thing) = self.thing(id)? {
            self.add_thing(writer, fields, &thing)?;
        }
        Ok(())
    }

    fn index_all(&self, writer: &IndexWriter, fields: &Fields) -> Result<()> {
        let mut documents = self
            .db
            .prepare("SELECT d.id, d.about, a.text FROM document d JOIN archive a ON a.doc = d.doc")?;
        let mut rows = documents.query([])?;
        while let Some(row) = rows.next()? {
            let (id, about, text): (String, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            add_document(writer, fields, &id, &about, &text)?;
        }
        let mut things = self.db.prepare(
            "SELECT id, layer, label, first, last, status, strength, due, docs, doubt, ruling, data FROM entity",
        )?;
        let mut rows = things.query([])?;
        while let Some(row) = rows.next()? {
            self.add_thing(writer, fields, &thing_of(row)?)?;
        }
        Ok(())
    }

    /// A thing is found by its label, by every form it has, and, where it is told in sentences, by those.
    fn add_thing(&self, writer: &IndexWriter, fields: &Fields, thing: &crate::ask::Thing) -> Result<()> {
        let mut words = vec![thing.label.clone()];
        for list in ["names", "titles", "places"] {
            let forms = thing.data[list].as_array().into_iter().flatten().take(40);
            words.extend(forms.filter_map(|f| f["form"].as_str().map(str::to_owned)));
        }
        if matches!(thing.kind, Kind::Encounter | Kind::Commitment) {
            let mut quotes = self.db.prepare_cached(
                "SELECT DISTINCT json_extract(data, '$.seen.quote') FROM item WHERE entity = ?1 LIMIT 20",
            )?;
            let mut rows = quotes.query([&thing.id])?;
            while let Some(row) = rows.next()? {
                words.push(row.get(0)?);
            }
        }
        words.dedup();
        let mut document = TantivyDocument::default();
        document.add_text(fields.id, &thing.id);
        document.add_text(fields.kind, thing.kind.as_str());
        for side in crate::ask::sides_of(thing) {
            document.add_text(fields.side, side);
        }
        if let Some(day) = thing.first.as_deref() {
            document.add_u64(fields.day, day_key(day));
        }
        for words in words {
            document.add_text(fields.folded, &words);
            document.add_text(fields.written, &words);
        }
        writer.add_document(document)?;
        Ok(())
    }
}

fn add_document(writer: &IndexWriter, fields: &Fields, id: &str, about: &str, text: &[u8]) -> Result<()> {
    let document = open_document(about, text)?;
    let mut entry = TantivyDocument::default();
    entry.add_text(fields.id, id);
    entry.add_text(fields.kind, Kind::Document.as_str());
    if let Some(day) = document.published.as_deref() {
        entry.add_u64(fields.day, day_key(day));
    }
    for words in document.title.iter().chain([&document.text]) {
        entry.add_text(fields.folded, words);
        entry.add_text(fields.written, words);
    }
    writer.add_document(entry)?;
    Ok(())
}
