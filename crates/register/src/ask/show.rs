//! Everything about one thing or one document.

use super::filter::{Filter, Sort};
use super::list::Thing;
use crate::store::archive::{self, doc_of_id};
use crate::store::{Archived, LogEntry, Version};
use crate::{Kind, Register, RegisterError, Result, decision_id};
use mahdar_record::Reading;
use rusqlite::{OptionalExtension, params};
use serde::Serialize;

/// One piece of evidence of a thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceRow {
    /// Id of the record; a thing can be asked for by the id of any of its records.
    pub id: String,
    /// Short id of the document.
    pub document: String,
    /// Its headline.
    pub title: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its publication day.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The words.
    pub quote: String,
    /// First Unicode scalar value of the words in the text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// How sure the reader was.
    pub confidence: f64,
    /// The decision that rejected it.
    pub rejected: Option<String>,
    /// Fields a person corrected.
    pub corrected: Vec<String>,
    /// The record as merging saw it.
    pub record: serde_json::Value,
}

/// A thing with all that is known about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThingPage {
    /// The thing.
    pub thing: Thing,
    /// What it rests on, oldest first; at most as many as asked for.
    pub evidence: Vec<EvidenceRow>,
    /// How many pieces of evidence there are.
    pub evidence_total: u64,
    /// Why records were brought together.
    pub why: Vec<String>,
    /// What people ruled about it.
    pub decisions: Vec<LogEntry>,
    /// Encounters of a person or a mechanism, or at which a commitment was made.
    pub encounters: Vec<Thing>,
    /// Commitments of an encounter, or that rest on an instrument.
    pub commitments: Vec<Thing>,
}

/// A document with what was read in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentPage {
    /// What is known about it.
    pub document: crate::DocumentRow,
    /// What the reader found.
    pub reading: Reading,
    /// For each record of the reading, the thing it became: the record's quote place and the thing's id.
    pub things: Vec<RecordThing>,
    /// All versions of its address.
    pub versions: Vec<Version>,
    /// Its story.
    pub story: Option<Thing>,
}

/// Which thing a record of a reading became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordThing {
    /// The kind of record.
    pub kind: Kind,
    /// First Unicode scalar value of its quote.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Id of the record.
    pub record: String,
    /// Id of the thing; absent where the record was rejected.
    pub thing: Option<String>,
}

/// What an id stands for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Shown {
    /// A thing.
    Thing(Box<ThingPage>),
    /// A document.
    Document(Box<DocumentPage>),
}

impl Register {
    /// The full id of a thing or document: of an id, of the id of any record of a thing, or of the beginning of
    /// an id where only one begins so.
    ///
    /// # Errors
    /// [`RegisterError::NotFound`], [`RegisterError::Unclear`].
    pub fn find(&self, id: &str) -> Result<String> {
        let id = id.trim();
        let exact: Option<String> = self
            .db
            .prepare_cached(
                "SELECT id FROM entity WHERE id = ?1
                 UNION ALL SELECT entity FROM item WHERE id = ?1 AND layer = ?2 AND entity IS NOT NULL
                 UNION ALL SELECT id FROM document WHERE id = ?1 OR sha = ?1 LIMIT 1",
            )?
            .query_row(params![id, Kind::of(id).map_or(-1, Kind::layer)], |row| {
                row.get(0)
            })
            .optional()?;
        if let Some(exact) = exact {
            return Ok(exact);
        }
        let begins = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && id.len() >= 4;
        let found: Vec<String> = if begins {
            self.db
                .prepare_cached(
                    "SELECT id FROM entity WHERE id >= ?1 AND id < ?1 || '~'
                     UNION SELECT id FROM document WHERE id >= ?1 AND id < ?1 || '~' LIMIT 6",
                )?
                .query_map([id], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?
        } else {
            Vec::new()
        };
        match &found[..] {
            [only] => Ok(only.clone()),
            [] => self
                .db
                .prepare_cached("SELECT id FROM document WHERE name = ?1 LIMIT 1")?
                .query_row([id], |row| row.get(0))
                .optional()?
                .ok_or_else(|| RegisterError::NotFound(id.to_owned())),
            several => Err(RegisterError::Unclear {
                id: id.to_owned(),
                candidates: several.join(", "),
            }),
        }
    }

    /// Everything about a thing or a document, with at most `evidence` pieces of evidence.
    ///
    /// # Errors
    /// As [`Register::find`].
    pub fn show(&self, id: &str, evidence: usize) -> Result<Shown> {
        let id = self.find(id)?;
        match self.thing(&id)? {
            Some(thing) => Ok(Shown::Thing(Box::new(self.thing_page(thing, evidence)?))),
            None => Ok(Shown::Document(Box::new(self.document_page(&id)?))),
        }
    }

    fn thing_page(&self, thing: Thing, limit: usize) -> Result<ThingPage> {
        let evidence = self.evidence(&thing.id, limit)?;
        let evidence_total = self
            .db
            .prepare_cached("SELECT count(*) FROM item WHERE entity = ?1")?
            .query_row([&thing.id], |row| row.get::<_, i64>(0))? as u64;
        let why = thing.data["why"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|w| w.as_str().map(str::to_owned))
            .collect();
        let of = |name: &str, kind: Kind| -> Result<Vec<Thing>> {
            let mut filter = Filter {
                sort: Sort::First,
                limit: 200,
                ..Filter::default()
            };
            match name {
                "person" => filter.person = Some(thing.id.clone()),
                "mechanism" => filter.mechanism = Some(thing.id.clone()),
                "encounter" => filter.encounter = Some(thing.id.clone()),
                _ => filter.instrument = Some(thing.id.clone()),
            }
            Ok(self.list(kind, &filter)?.items)
        };
        let (encounters, commitments) = match thing.kind {
            Kind::Person => (of("person", Kind::Encounter)?, Vec::new()),
            Kind::Mechanism => (of("mechanism", Kind::Encounter)?, Vec::new()),
            Kind::Encounter => (Vec::new(), of("encounter", Kind::Commitment)?),
            Kind::Instrument => (Vec::new(), of("instrument", Kind::Commitment)?),
            Kind::Commitment => {
                let ids = thing.data["encounters"].as_array().into_iter().flatten();
                let met = ids
                    .filter_map(|id| self.thing(id.as_str()?).transpose())
                    .collect::<Result<_>>()?;
                (met, Vec::new())
            }
            Kind::Body | Kind::Story | Kind::Document => (Vec::new(), Vec::new()),
        };
        Ok(ThingPage {
            decisions: self.decisions_on(&thing.id)?,
            thing,
            evidence,
            evidence_total,
            why,
            encounters,
            commitments,
        })
    }

    /// What a thing rests on, oldest first.
    ///
    /// # Errors
    /// What the database reports.
    pub fn evidence(&self, id: &str, limit: usize) -> Result<Vec<EvidenceRow>> {
        let mut statement = self.db.prepare_cached(
            "SELECT i.id, d.id, d.title, d.outlet, d.published, d.url, i.data FROM item i JOIN document d ON d.doc = i.doc
             WHERE i.entity = ?1 ORDER BY d.published IS NULL, d.published, d.id, json_extract(i.data, '$.seen.start') LIMIT ?2",
        )?;
        let mut rows = statement.query(params![id, i64::try_from(limit).unwrap_or(i64::MAX)])?;
        let mut evidence = Vec::new();
        while let Some(row) = rows.next()? {
            let data: String = row.get(6)?;
            let seen = super::seen_of(&data)?;
            let mut record: serde_json::Value = serde_json::from_str(&data)?;
            if let Some(record) = record.as_object_mut() {
                record.remove("seen");
            }
            evidence.push(EvidenceRow {
                id: row.get(0)?,
                document: row.get(1)?,
                title: row.get(2)?,
                outlet: row.get(3)?,
                published: row.get(4)?,
                url: row.get(5)?,
                quote: seen.quote,
                start: seen.start,
                end: seen.end,
                confidence: seen.sure,
                rejected: seen.rejected,
                corrected: seen.corrected,
                record,
            });
        }
        Ok(evidence)
    }

    /// The decisions that stand on a record of this thing, and what revoked them.
    fn decisions_on(&self, id: &str) -> Result<Vec<LogEntry>> {
        let items: Vec<String> = self
            .db
            .prepare_cached("SELECT id FROM item WHERE entity = ?1")?
            .query_map([id], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let items: rustc_hash::FxHashSet<String> = items.into_iter().collect();
        let mut named: Vec<String> = Vec::new();
        Ok(self
            .log()?
            .into_iter()
            .filter(|entry| {
                let about = entry.decision.on().iter().any(|e| items.contains(&e.item()))
                    || matches!(&entry.decision, crate::Decision::Revoke { decision, .. } if named.contains(decision));
                if about {
                    named.push(decision_id(&entry.at, &entry.actor, &entry.decision));
                }
                about
            })
            .collect())
    }

    fn document_page(&self, id: &str) -> Result<DocumentPage> {
        let Archived { row, .. } = self.archived(id)?;
        let doc = doc_of_id(&self.db, id)?;
        let mut things = Vec::new();
        let mut story = None;
        let mut statement = self
            .db
            .prepare_cached("SELECT layer, id, entity, data FROM item WHERE doc = ?1 ORDER BY item")?;
        let mut rows = statement.query([doc])?;
        while let Some(found) = rows.next()? {
            let Some(kind) = Kind::from_layer(found.get(0)?) else {
                continue;
            };
            let thing: Option<String> = found.get(2)?;
            if kind == Kind::Story {
                story = thing;
                continue;
            }
            let seen = super::seen_of(&found.get::<_, String>(3)?)?;
            things.push(RecordThing {
                kind,
                start: seen.start,
                end: seen.end,
                record: found.get(1)?,
                thing,
            });
        }
        let story = match story {
            Some(id) => self.thing(&id)?,
            None => None,
        };
        Ok(DocumentPage {
            reading: self.reading(id)?,
            versions: self.versions(id)?,
            document: row,
            things,
            story,
        })
    }

    /// The headline and outlet of a document, for naming it in a sentence.
    pub(crate) fn document_line(&self, id: &str) -> Result<crate::DocumentRow> {
        let sql = format!("{} WHERE d.id = ?1 OR d.sha = ?1", archive::select());
        Ok(self.db.prepare_cached(&sql)?.query_row([id], archive::row_of)?)
    }
}
