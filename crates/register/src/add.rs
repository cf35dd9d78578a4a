//! Taking documents in: read in parallel, written by one writer in batches, each batch whole or not at all.

use crate::decide::Rulings;
use crate::merge::{derive, settle};
use crate::store::archive::{Doc, Packed, document, in_force, pack};
use crate::store::decisions;
use crate::{Kind, Register, RegisterError, Result};
use mahdar_record::{Document, Reading};
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::Serialize;
use std::sync::mpsc::sync_channel;

/// How many documents are read together and stored in one transaction. Larger batches gain nothing: the disk is
/// waited for once in a batch, some 5 ms beside 100 ms of reading.
const BATCH: usize = 256;

/// A document on its way in, with the bytes as they came.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// What the reader gets.
    pub document: Document,
    /// What the archive keeps.
    pub bytes: Vec<u8>,
}

impl From<Document> for Incoming {
    /// A document that came as nothing but its text.
    fn from(document: Document) -> Self {
        Incoming {
            bytes: document.text.clone().into_bytes(),
            document,
        }
    }
}

/// Something that could not be taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failed {
    /// The file, archive member or address.
    pub origin: String,
    /// Why.
    pub cause: String,
}

/// What the records of a new version are, beside those of the version before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionDiff {
    /// The address.
    pub url: String,
    /// The version in force before.
    pub before: String,
    /// The new document.
    pub after: String,
    /// Records that only the new version has: their kind and quote.
    pub gained: Vec<(String, String)>,
    /// Records that only the version before has.
    pub lost: Vec<(String, String)>,
}

/// What became of what was given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AddSummary {
    /// Documents that are new.
    pub added: usize,
    /// Documents whose very bytes were here already.
    pub unchanged: usize,
    /// Among the new ones, those of an address that was here already.
    pub new_versions: Vec<VersionDiff>,
    /// What could not be taken in.
    pub failed: Vec<Failed>,
    /// Documents merged into the record: those added, and those that an interrupted run had left.
    pub merged: usize,
}

/// How far an `add` or a `rebuild` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// So many documents are safely stored.
    Stored(usize),
    /// All are stored; they are being merged.
    Merging,
}

/// A document read and packed, off the writing thread.
struct Read {
    packed: Packed,
    reading: Reading,
}

impl Register {
    /// Takes documents in. Each document that is counted as added is on the disk when this returns, and whatever
    /// happens on the way, none is half there; running it again with the same documents finishes the work.
    ///
    /// `now` is the time to write down (RFC 3339); `read` is the reader, called from several threads; `progress`
    /// hears how many documents are safe after each batch.
    ///
    /// # Errors
    /// [`RegisterError::Full`], [`RegisterError::Busy`], [`RegisterError::ReadOnly`] and what the database reports.
    /// What cannot be taken in by itself is no error: it is listed in the summary.
    pub fn add<I, R>(
        &mut self,
        documents: I,
        now: &str,
        read: R,
        mut progress: impl FnMut(Progress),
    ) -> Result<AddSummary>
    where
        I: Iterator<Item = std::result::Result<Incoming, Failed>> + Send,
        R: Fn(&Document) -> Reading + Sync,
    {
        self.must_write()?;
        let known = self.reader()?;
        let mut summary = AddSummary::default();
        let db = &mut self.db;
        std::thread::scope(|scope| -> Result<()> {
            // Two batches wait at most, so that reading never runs far ahead of writing.
            let (send, receive) = sync_channel(2);
            let read = &read;
            scope.spawn(move || {
                let mut documents = documents.peekable();
                while documents.peek().is_some() {
                    let batch: Vec<_> = documents.by_ref().take(BATCH).collect();
                    if send.send(read_batch(batch, &known.db, read)).is_err() {
                        break;
                    }
                }
            });
            for batch in receive {
                let (documents, unchanged, failed) = batch?;
                summary.unchanged += unchanged;
                summary.failed.extend(failed);
                store_batch(db, &documents, now, &mut summary)?;
                progress(Progress::Stored(summary.added + summary.unchanged));
            }
            Ok(())
        })?;
        progress(Progress::Merging);
        summary.merged = self.settle()?;
        self.sync_index();
        Ok(summary)
    }

    /// Merges what an interrupted `add`, a decision or a rebuild has left to be merged; returns how many documents.
    ///
    /// # Errors
    /// What the database reports.
    pub fn settle(&mut self) -> Result<usize> {
        self.must_write()?;
        let tx = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let rulings = Rulings::of(&decisions::all(&tx)?);
        let merged = settle(&tx, &rulings)?;
        tx.commit()?;
        Ok(merged)
    }
}

type Batch = (Vec<Read>, usize, Vec<Failed>);

fn read_batch<R>(
    batch: Vec<std::result::Result<Incoming, Failed>>,
    known: &Connection,
    read: &R,
) -> Result<Batch>
where
    R: Fn(&Document) -> Reading + Sync,
{
    let mut failed = Vec::new();
    let mut incoming = Vec::with_capacity(batch.len());
    for one in batch {
        match one {
            Ok(one) => incoming.push(one),
            Err(why) => failed.push(why),
        }
    }
    let hashes: Vec<String> = incoming.par_iter().map(|i| crate::sha256(&i.bytes)).collect();
    let mut exists = known.prepare_cached("SELECT 1 FROM document WHERE sha = ?1")?;
    let mut new = Vec::with_capacity(incoming.len());
    let mut unchanged = 0;
    for (one, sha) in incoming.into_iter().zip(hashes) {
        match exists.query_row([&sha], |_| Ok(())).optional()? {
            Some(()) => unchanged += 1,
            None => new.push(one),
        }
    }
    let read = new
        .into_par_iter()
        .map(|one| {
            let packed = Packed::new(&one.document, &one.bytes)?;
            Ok(Read {
                reading: read(&one.document),
                packed,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok((read, unchanged, failed))
}

fn store_batch(db: &mut Connection, batch: &[Read], now: &str, summary: &mut AddSummary) -> Result<()> {
    if batch.is_empty() {
        return Ok(());
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Decisions may have come in since the last batch; there are few of them beside documents.
    let rulings = Rulings::of(&decisions::all(&tx)?);
    let (mut added, mut unchanged, mut diffs) = (0, 0, Vec::new());
    for one in batch {
        let Some(doc) = one.packed.insert(&tx, now)? else {
            unchanged += 1;
            continue;
        };
        added += 1;
        let diff = store_version(&tx, doc, &one.packed, &one.reading, &rulings)?;
        store_reading(&tx, doc, &one.packed.sha, &one.packed.id, &one.reading, &rulings)?;
        diffs.extend(diff);
    }
    tx.commit()?;
    summary.added += added;
    summary.unchanged += unchanged;
    summary.new_versions.extend(diffs);
    Ok(())
}

/// Notes which version of an address is in force now; what the others tell leaves the merged record.
fn store_version(
    db: &Connection,
    doc: Doc,
    packed: &Packed,
    reading: &Reading,
    rulings: &Rulings,
) -> Result<Option<VersionDiff>> {
    let Some(url) = &packed.url else {
        set_version(db, doc, true)?;
        return Ok(None);
    };
    let versions = in_force(db, url)?;
    let before: Option<Doc> = db
        .prepare_cached(
            "SELECT v.doc FROM document d JOIN version v ON v.doc = d.doc WHERE d.url = ?1 AND v.current = 1",
        )?
        .query_row([url], |row| row.get(0))
        .optional()?;
    for (version, current) in versions {
        set_version(db, version, current)?;
        if version != doc && current != (before == Some(version)) {
            derive_again(db, version, rulings)?;
        }
    }
    let Some(before) = before else { return Ok(None) };
    let id: String = db.query_row("SELECT id FROM document WHERE doc = ?1", [before], |row| {
        row.get(0)
    })?;
    let old = quotes(&stored_reading(db, before)?);
    let new = quotes(reading);
    let only = |a: &[(String, String)], b: &[(String, String)]| -> Vec<(String, String)> {
        a.iter().filter(|x| !b.contains(x)).cloned().collect()
    };
    Ok(Some(VersionDiff {
        url: url.clone(),
        before: id,
        after: packed.id.clone(),
        gained: only(&new, &old),
        lost: only(&old, &new),
    }))
}

fn set_version(db: &Connection, doc: Doc, current: bool) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO version (doc, current) VALUES (?1, ?2) ON CONFLICT (doc) DO UPDATE SET current = ?2",
    )?
    .execute(params![doc, current])?;
    Ok(())
}

/// The kind and words of each record of a reading.
fn quotes(reading: &Reading) -> Vec<(String, String)> {
    let mut quotes = Vec::new();
    macro_rules! records {
        ($($list:ident $kind:literal),*) => {$(
            quotes.extend(reading.$list.iter().map(|r| ($kind.to_owned(), r.quote.as_str().to_owned())));
        )*};
    }
    records!(
        people "person", encounters "encounter", commitments "commitment", positions "position",
        instruments "instrument", mechanisms "mechanism", attributions "attribution"
    );
    quotes
}

/// Takes a document's items out of the layers; the things they belonged to are merged anew at the next settling.
pub(crate) fn remove_items(db: &Connection, doc: Doc) -> Result<()> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO stale (layer, component, entity)
         SELECT layer, component, entity FROM item WHERE doc = ?1 AND component IS NOT NULL",
    )?
    .execute([doc])?;
    db.prepare_cached("DELETE FROM item WHERE doc = ?1")?
        .execute([doc])?;
    Ok(())
}

/// Stores a reading and, where its document is the version in force, its items.
pub(crate) fn store_reading(
    db: &Connection,
    doc: Doc,
    sha: &str,
    id: &str,
    reading: &Reading,
    rulings: &Rulings,
) -> Result<()> {
    let mut bare = reading.clone();
    bare.document = Document::default();
    db.prepare_cached(
        "INSERT INTO reading (doc, json) VALUES (?1, ?2) ON CONFLICT (doc) DO UPDATE SET json = ?2",
    )?
    .execute(params![doc, pack(serde_json::to_string(&bare)?.as_bytes())])?;
    db.prepare_cached("INSERT INTO change (what) VALUES (?1)")?
        .execute([id])?;
    store_items(db, doc, sha, id, reading, rulings)
}

/// Makes the items of a document anew from its reading.
pub(crate) fn store_items(
    db: &Connection,
    doc: Doc,
    sha: &str,
    id: &str,
    reading: &Reading,
    rulings: &Rulings,
) -> Result<()> {
    remove_items(db, doc)?;
    let current: bool = db
        .prepare_cached("SELECT current FROM version WHERE doc = ?1")?
        .query_row([doc], |row| row.get(0))?;
    let mut insert = db.prepare_cached("INSERT INTO item (id, layer, doc, data) VALUES (?1, ?2, ?3, ?4)")?;
    let mut key = db.prepare_cached("INSERT OR IGNORE INTO blocking (key, item) VALUES (?1, ?2)")?;
    for item in derive::items(reading, &derive::Place { sha, id }, rulings) {
        // A version that was replaced no longer tells what happened, but it is a document with people and a story.
        if !current && !matches!(item.kind, Kind::Person | Kind::Story) {
            continue;
        }
        insert.execute(params![item.id, item.kind.layer(), doc, item.data])?;
        let row = db.last_insert_rowid();
        for number in &item.keys {
            key.execute(params![number, row])?;
        }
    }
    db.prepare_cached("INSERT OR IGNORE INTO pending (doc) VALUES (?1)")?
        .execute([doc])?;
    Ok(())
}

/// A document's reading as it is stored, without the text: quotes know their scalar offsets only.
pub(crate) fn stored_reading(db: &Connection, doc: Doc) -> Result<Reading> {
    let json: Vec<u8> = db
        .prepare_cached("SELECT json FROM reading WHERE doc = ?1")?
        .query_row([doc], |row| row.get(0))
        .optional()?
        .ok_or_else(|| RegisterError::Damaged(format!("document {doc} has no reading; run rebuild")))?;
    let json = crate::store::archive::unpack(&json, "a reading")?;
    Ok(serde_json::from_slice(&json)?)
}

/// Makes the items of a stored document anew: a person ruled on it, or it is the version in force no longer, or again.
pub(crate) fn derive_again(db: &Connection, doc: Doc, rulings: &Rulings) -> Result<()> {
    let mut reading: Reading = stored_reading(db, doc)?;
    reading.document = document(db, doc)?;
    let (sha, id): (String, String) = db
        .prepare_cached("SELECT sha, id FROM document WHERE doc = ?1")?
        .query_row([doc], |row| Ok((row.get(0)?, row.get(1)?)))?;
    store_items(db, doc, &sha, &id, &reading, rulings)
}
