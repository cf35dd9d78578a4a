//! Lists of documents, readings, and every mention of every person.

use super::filter::{Filter, Where, text};
use super::list::{Page, decode, encode};
use crate::add::stored_reading;
use crate::store::DocumentRow;
use crate::store::archive::{self, doc_of_id, row_of};
use crate::{Kind, Register, Result};
use mahdar_record::Reading;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

/// A document in a list, with the story it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListedDocument {
    /// What is known about it.
    #[serde(flatten)]
    pub document: DocumentRow,
    /// Id of its story.
    pub story: Option<String>,
}

/// One mention of a person in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionRow {
    /// The document's own id.
    pub doc: String,
    /// Short id of the document.
    pub document: String,
    /// The words.
    pub quote: String,
    /// First Unicode scalar value of the words.
    pub start: u32,
    /// Id of the person.
    pub person: String,
    /// The name to show.
    pub name: String,
}

impl Register {
    /// Documents, by publication day unless another order is asked for.
    ///
    /// # Errors
    /// As [`Register::list`].
    pub fn documents(&self, filter: &Filter) -> Result<Page<ListedDocument>> {
        let mut conditions = Where::default();
        conditions.and("1", []);
        if let Some(since) = filter.since {
            conditions.and("d.published >= ?", [text(since.to_string())]);
        }
        if let Some(until) = filter.until {
            conditions.and("d.published <= ?", [text(format!("{until}~"))]);
        }
        if let Some(outlet) = &filter.outlet {
            conditions.and("d.outlet = ?", [text(outlet)]);
        }
        if let Some(words) = &filter.text {
            let ids = self.ids_of_text(words, Kind::Document)?;
            conditions.and(
                "d.id IN (SELECT value FROM json_each(?))",
                [text(serde_json::to_string(&ids)?)],
            );
        }
        for side in filter.between.iter().chain(&filter.side) {
            conditions.and(
                "EXISTS (SELECT 1 FROM item i JOIN facet f ON f.entity = i.entity
                 WHERE i.doc = d.doc AND f.name = 'side' AND f.value = ?)",
                [text(side.to_string())],
            );
        }
        if let Some(person) = &filter.person {
            conditions.and(
                "EXISTS (SELECT 1 FROM item i WHERE i.doc = d.doc AND i.entity = ?)",
                [text(self.find(person)?)],
            );
        }
        if let Some(cursor) = &filter.cursor {
            let (value, id) = decode(cursor)?;
            let than = if filter.descending { "<" } else { ">" };
            conditions.and(
                &format!("(coalesce(d.published, ''), d.id) {than} (?, ?)"),
                [value, text(id)],
            );
        }
        let (limit, direction) = (filter.page(), if filter.descending { "DESC" } else { "ASC" });
        let sql = format!(
            "{} WHERE {} ORDER BY coalesce(d.published, '') {direction}, d.id {direction} LIMIT {}",
            archive::select(),
            conditions.sql,
            limit + 1
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement
            .query_map(params_from_iter(&conditions.values), row_of)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = match rows.last().filter(|_| more) {
            Some(last) => Some(encode(
                Value::Text(last.published.clone().unwrap_or_default()),
                &last.id,
            )?),
            None => None,
        };
        let mut story = self.db.prepare_cached(
            "SELECT entity FROM item WHERE doc = (SELECT doc FROM document WHERE id = ?1) AND layer = ?2",
        )?;
        let items = rows
            .into_iter()
            .map(|document| {
                let mut found =
                    story.query_map(rusqlite::params![document.id, Kind::Story.layer()], |r| r.get(0))?;
                Ok(ListedDocument {
                    story: found.next().transpose()?.flatten(),
                    document,
                })
            })
            .collect::<Result<_>>()?;
        Ok(Page { items, next })
    }

    /// What the reader found in a document, whole, with every quote checked against the text.
    ///
    /// # Errors
    /// [`crate::RegisterError::NotFound`]; [`crate::RegisterError::Damaged`] where the stored reading does not hold
    /// together.
    pub fn reading(&self, id: &str) -> Result<Reading> {
        let doc = doc_of_id(&self.db, id)?;
        let mut reading = stored_reading(&self.db, doc)?;
        reading.document = archive::document(&self.db, doc)?;
        Reading::from_json(&serde_json::to_string(&reading)?)
            .map_err(|e| crate::RegisterError::Damaged(format!("{id}: {e}")))
    }

    /// Calls `each` with every mention of every person: the name as each document has it, and every later mention
    /// by one name or by office.
    ///
    /// # Errors
    /// What the database reports, and what `each` returns.
    pub fn mentions(&self, mut each: impl FnMut(&MentionRow) -> Result<()>) -> Result<()> {
        let mut statement = self.db.prepare(
            "SELECT d.doc, d.name, d.id, i.id, i.entity, e.label FROM item i JOIN document d ON d.doc = i.doc
             JOIN entity e ON e.id = i.entity WHERE i.layer = ?1 ORDER BY d.id, i.item",
        )?;
        let mut rows = statement.query([Kind::Person.layer()])?;
        let mut open: Option<(i64, Reading)> = None;
        let mut at = 0;
        while let Some(row) = rows.next()? {
            let doc: i64 = row.get(0)?;
            if open.as_ref().is_none_or(|(other, _)| *other != doc) {
                open = Some((doc, stored_reading(&self.db, doc)?));
                at = 0;
            }
            let Some((_, reading)) = &open else { continue };
            // Items stand in the order of the reading's list; rejected ones are skipped by the join.
            let id: String = row.get(3)?;
            let sha: String = self
                .db
                .prepare_cached("SELECT sha FROM document WHERE doc = ?1")?
                .query_row([doc], |r| r.get(0))?;
            while at < reading.people.len() {
                let quote = &reading.people[at].quote;
                let is = (0..8).any(|nth| {
                    crate::decide::item_id(Kind::Person, &sha, quote.as_str(), quote.start(), nth) == id
                });
                if is {
                    break;
                }
                at += 1;
            }
            let Some(person) = reading.people.get(at) else {
                continue;
            };
            at += 1;
            let mut mention = MentionRow {
                doc: row.get(1)?,
                document: row.get(2)?,
                quote: person.name.clone(),
                start: person.quote.start(),
                person: row.get(4)?,
                name: row.get(5)?,
            };
            each(&mention)?;
            for later in &person.mentions {
                mention.quote = later.as_str().to_owned();
                mention.start = later.start();
                each(&mention)?;
            }
        }
        Ok(())
    }
}
