//! Making all derived state anew from the archive and the decisions.

use crate::add::{Progress, store_reading};
use crate::decide::Rulings;
use crate::merge::settle;
use crate::store::archive::{Doc, open_document};
use crate::store::decisions;
use crate::{Register, Result};
use mahdar_record::{Document, Reading};
use rayon::prelude::*;
use rusqlite::{Connection, TransactionBehavior, params};
use std::sync::mpsc::sync_channel;

/// How many documents are read together.
const BATCH: i64 = 512;

/// The derived tables, in an order in which they can be emptied.
const DERIVED: [&str; 9] = [
    "facet", "entity", "blocking", "item", "stale", "pending", "reading", "version", "change",
];

struct Stored {
    doc: Doc,
    sha: String,
    id: String,
    document: Document,
}

impl Register {
    /// Makes everything derived anew, in one transaction: who reads meanwhile sees the old state, and where it is
    /// interrupted the old state stays. Returns how many documents were read.
    ///
    /// `read` is called from several threads; the result does not depend on how many.
    ///
    /// # Errors
    /// What the database reports; [`crate::RegisterError::Damaged`] where an archived text cannot be read.
    pub fn rebuild<R>(&mut self, read: R, mut progress: impl FnMut(Progress)) -> Result<usize>
    where
        R: Fn(&Document) -> Reading + Sync,
    {
        self.must_write()?;
        let archive = self.reader()?;
        let tx = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let rulings = Rulings::of(&decisions::all(&tx)?);
        for table in DERIVED {
            tx.execute(&format!("DELETE FROM {table}"), [])?;
        }
        // The search index of before is of another generation, and is made anew.
        tx.execute(
            "INSERT INTO meta (key, value) VALUES ('generation', '1')
             ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
            [],
        )?;
        versions(&tx)?;
        let mut done = 0;
        std::thread::scope(|scope| -> Result<()> {
            let (send, receive) = sync_channel(2);
            let read = &read;
            scope.spawn(move || {
                let mut after = 0;
                loop {
                    let batch = read_batch(&archive.db, after, read);
                    if let Ok(batch) = &batch {
                        match batch.last() {
                            Some((last, _)) => after = last.doc,
                            None => break,
                        }
                    }
                    let failed = batch.is_err();
                    if send.send(batch).is_err() || failed {
                        break;
                    }
                }
            });
            for batch in receive {
                let batch = batch?;
                for (stored, reading) in &batch {
                    store_reading(&tx, stored.doc, &stored.sha, &stored.id, reading, &rulings)?;
                }
                done += batch.len();
                progress(Progress::Stored(done));
            }
            Ok(())
        })?;
        progress(Progress::Merging);
        settle(&tx, &rulings)?;
        tx.commit()?;
        self.sync_index();
        Ok(done)
    }
}

fn read_batch<R>(db: &Connection, after: Doc, read: &R) -> Result<Vec<(Stored, Reading)>>
where
    R: Fn(&Document) -> Reading + Sync,
{
    let mut statement = db.prepare_cached(
        "SELECT d.doc, d.sha, d.id, d.about, a.text FROM document d JOIN archive a ON a.doc = d.doc
         WHERE d.doc > ?1 ORDER BY d.doc LIMIT ?2",
    )?;
    let rows = statement
        .query_map(params![after, BATCH], |row| {
            Ok((
                row.get::<_, Doc>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, Vec<u8>>(4)?,
            ))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_par_iter()
        .map(|(doc, sha, id, about, text)| {
            let document = open_document(&about, &text)?;
            let reading = read(&document);
            Ok((
                Stored {
                    doc,
                    sha,
                    id,
                    document,
                },
                reading,
            ))
        })
        .collect::<Result<Vec<_>>>()
        .map(|mut all| {
            all.iter_mut()
                .for_each(|(stored, _)| stored.document.text = String::new());
            all
        })
}

/// Which version of each address is in force, for all documents at once; the order is that of `in_force`.
fn versions(db: &Connection) -> Result<()> {
    db.execute(
        "INSERT INTO version (doc, current)
         SELECT doc, url IS NULL OR 1 = row_number() OVER (
             PARTITION BY url ORDER BY published DESC, fetched DESC, doc DESC) FROM document",
        [],
    )?;
    Ok(())
}
