//! Making decisions: from an id that a person names to the evidence that the decision stands on.

use super::{Decision, Evidence, Passage, Rulings, State, Warning, decision_id};
use crate::add::{derive_again, stored_reading};
use crate::merge::derive::correct;
use crate::merge::settle;
use crate::store::LogEntry;
use crate::store::archive::{self, Doc};
use crate::store::decisions;
use crate::{Kind, Register, RegisterError, Result};
use mahdar_record::PartialDate;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

/// What a person says, with ids as lists show them; [`Register::decide`] turns it into a [`Decision`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Ruling {
    /// It is right.
    Confirm {
        /// Of a person, encounter, commitment, instrument, mechanism, body.
        id: String,
        /// Why.
        #[serde(default)]
        note: Option<String>,
    },
    /// It is wrong.
    Reject {
        /// See `Confirm`.
        id: String,
        /// Why.
        #[serde(default)]
        note: Option<String>,
    },
    /// One field is wrong.
    Correct {
        /// See `Confirm`.
        id: String,
        /// The field's name in the reading.
        field: String,
        /// Its right value, in the reading's form.
        value: serde_json::Value,
        /// Why.
        #[serde(default)]
        note: Option<String>,
    },
    /// The two are one.
    Same {
        /// One.
        a: String,
        /// The other.
        b: String,
        /// Why.
        #[serde(default)]
        note: Option<String>,
    },
    /// The two are different; each is an id of a thing, or of one piece of evidence inside a thing.
    NotSame {
        /// One.
        a: String,
        /// The other.
        b: String,
        /// Why.
        #[serde(default)]
        note: Option<String>,
    },
    /// Where a commitment stands.
    Status {
        /// Of a commitment.
        id: String,
        /// Where it stands.
        status: State,
        /// Since which day.
        #[serde(default)]
        since: Option<PartialDate>,
        /// What shows it: ids of documents or of records, or passages.
        #[serde(default)]
        evidence: Vec<Shown>,
        /// Why; asked for, because nothing moves without a reason.
        note: String,
    },
    /// A computed warning does not hold.
    Overrule {
        /// Of a commitment.
        id: String,
        /// Which.
        warning: Warning,
        /// Until when.
        #[serde(default)]
        until: Option<PartialDate>,
        /// Why.
        note: String,
    },
    /// A remark.
    Note {
        /// Of anything but a document.
        id: String,
        /// The remark.
        note: String,
    },
    /// An earlier decision no longer holds.
    Revoke {
        /// Its id (`r-…`), or its number in the log.
        decision: String,
        /// Why.
        #[serde(default)]
        note: Option<String>,
    },
}

/// What a person gives as evidence of a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Shown {
    /// Words of a document.
    Words {
        /// The document's id or hash.
        document: String,
        /// The words, as the text has them.
        quote: String,
    },
    /// A record (its first evidence is taken) or a document (its headline is taken).
    Id(String),
}

/// A decision of which the record no longer has the words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Orphan {
    /// The decision.
    pub decision: LogEntry,
    /// Its id.
    pub id: String,
    /// The evidence that is no longer produced, and why.
    pub missing: Vec<(Evidence, String)>,
}

impl Register {
    /// Rules: the decision is on the disk, and the record follows it, when this returns.
    ///
    /// `at` is the time (RFC 3339), `actor` who rules.
    ///
    /// # Errors
    /// [`RegisterError::NotFound`] for an id that is not there, [`RegisterError::Invalid`] for a ruling that makes
    /// no sense (a field that the record does not have, evidence that the document does not say).
    pub fn decide(&mut self, ruling: &Ruling, at: &str, actor: &str) -> Result<LogEntry> {
        let decision = self.decision(ruling)?;
        let mut made = self.write_decisions(&[(at.to_owned(), actor.to_owned(), decision)])?;
        made.pop()
            .ok_or_else(|| RegisterError::Invalid("nothing was ruled".into()))
    }

    /// Writes decisions and derives what they touch anew, in one transaction.
    pub(crate) fn write_decisions(&mut self, made: &[(String, String, Decision)]) -> Result<Vec<LogEntry>> {
        self.must_write()?;
        if let Some((_, actor, _)) = made
            .iter()
            .find(|(at, actor, _)| at.is_empty() || actor.trim().is_empty())
        {
            return Err(RegisterError::Invalid(format!(
                "a decision needs a time and an actor, not «{actor}»"
            )));
        }
        let tx = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let entries = made
            .iter()
            .map(|(at, actor, decision)| decisions::append(&tx, at, actor, decision))
            .collect::<Result<Vec<_>>>()?;
        let log = decisions::all(&tx)?;
        let rulings = Rulings::of(&log);
        let mut docs: FxHashSet<Doc> = FxHashSet::default();
        for (_, _, decision) in made {
            docs.extend(documents_of(&tx, decision, &log)?);
        }
        let mut docs: Vec<Doc> = docs.into_iter().collect();
        docs.sort_unstable();
        for doc in docs {
            derive_again(&tx, doc, &rulings)?;
        }
        settle(&tx, &rulings)?;
        tx.commit()?;
        self.sync_index();
        Ok(entries)
    }

    fn decision(&self, ruling: &Ruling) -> Result<Decision> {
        Ok(match ruling.clone() {
            Ruling::Confirm { id, note } => Decision::Confirm {
                on: self.evidence_of(&id)?,
                note,
            },
            Ruling::Reject { id, note } => Decision::Reject {
                on: self.evidence_of(&id)?,
                note,
            },
            Ruling::Correct {
                id,
                field,
                value,
                note,
            } => {
                let on = self.evidence_of(&id)?;
                self.check_field(&on, &field, &value)?;
                Decision::Correct {
                    on,
                    field,
                    value,
                    note,
                }
            }
            Ruling::Same { a, b, note } => {
                let (a, b) = self.two(&a, &b)?;
                Decision::Same { a, b, note }
            }
            Ruling::NotSame { a, b, note } => {
                let (a, b) = self.two(&a, &b)?;
                Decision::NotSame { a, b, note }
            }
            Ruling::Status {
                id,
                status,
                since,
                evidence,
                note,
            } => {
                commitment(&id)?;
                if note.trim().is_empty() {
                    return Err(RegisterError::Invalid(
                        "a status needs a note that says why".into(),
                    ));
                }
                Decision::Status {
                    on: self.evidence_of(&id)?,
                    status,
                    since,
                    evidence: evidence.iter().map(|e| self.passage(e)).collect::<Result<_>>()?,
                    note,
                }
            }
            Ruling::Overrule {
                id,
                warning,
                until,
                note,
            } => {
                commitment(&id)?;
                Decision::Overrule {
                    on: self.evidence_of(&id)?,
                    warning,
                    until,
                    note,
                }
            }
            Ruling::Note { id, note } => Decision::Note {
                on: self.evidence_of(&id)?,
                note,
            },
            Ruling::Revoke { decision, note } => {
                let log = self.log()?;
                let entry = log
                    .iter()
                    .find(|e| {
                        e.seq.to_string() == decision || decision_id(&e.at, &e.actor, &e.decision) == decision
                    })
                    .ok_or_else(|| RegisterError::NotFound(decision.clone()))?;
                Decision::Revoke {
                    decision: decision_id(&entry.at, &entry.actor, &entry.decision),
                    note,
                }
            }
        })
    }

    /// All evidence of a thing; of one record where the id is that of a record that is not the thing's first.
    fn evidence_of(&self, id: &str) -> Result<Vec<Evidence>> {
        let kind = Kind::of(id).ok_or_else(|| RegisterError::NotFound(id.to_owned()))?;
        let select = "SELECT d.sha, i.data, i.id FROM item i JOIN document d ON d.doc = i.doc";
        let mut statement = self.db.prepare_cached(&format!(
            "{select} WHERE i.entity = ?1 AND i.layer = ?2 ORDER BY i.id"
        ))?;
        let mut found = evidence(&mut statement, params![id, kind.layer()], kind)?;
        if found.is_empty() {
            let mut statement = self
                .db
                .prepare_cached(&format!("{select} WHERE i.id = ?1 AND i.layer = ?2"))?;
            found = evidence(&mut statement, params![id, kind.layer()], kind)?;
        }
        if found.is_empty() {
            return Err(RegisterError::NotFound(id.to_owned()));
        }
        Ok(found)
    }

    fn two(&self, a: &str, b: &str) -> Result<(Evidence, Evidence)> {
        if Kind::of(a) != Kind::of(b) || a == b {
            return Err(RegisterError::Invalid(format!(
                "{a} and {b} are not two things of one kind"
            )));
        }
        Ok((self.own_evidence(a)?, self.own_evidence(b)?))
    }

    /// The record whose id this is: a thing's id is that of its earliest record.
    fn own_evidence(&self, id: &str) -> Result<Evidence> {
        self.evidence_of(id)?
            .into_iter()
            .find(|e| e.item() == id)
            .ok_or_else(|| RegisterError::NotFound(id.to_owned()))
    }

    fn check_field(&self, on: &[Evidence], field: &str, value: &serde_json::Value) -> Result<()> {
        let wrong = |why: String| RegisterError::Invalid(format!("{field} cannot be set to {value}: {why}"));
        for evidence in on {
            let doc = archive::doc_of_id(&self.db, &evidence.document)?;
            let reading = stored_reading(&self.db, doc)?;
            let checked = match evidence.kind {
                Kind::Person => check(&reading.people, field, value),
                Kind::Encounter => check(&reading.encounters, field, value),
                Kind::Commitment => check(&reading.commitments, field, value),
                Kind::Instrument => check(&reading.instruments, field, value),
                Kind::Mechanism => check(&reading.mechanisms, field, value),
                Kind::Body | Kind::Story | Kind::Document => Err("it has no fields to correct".into()),
            };
            checked.map_err(wrong)?;
        }
        Ok(())
    }

    fn passage(&self, shown: &Shown) -> Result<Passage> {
        match shown {
            Shown::Words { document, quote } => {
                let archived = self.archived(document)?;
                let at = archived.document.text.find(quote.as_str()).ok_or_else(|| {
                    RegisterError::Invalid(format!("the document {document} does not say «{quote}»"))
                })?;
                Ok(Passage {
                    document: archived.row.sha256,
                    quote: quote.clone(),
                    start: archived.document.text[..at].chars().count() as u32,
                })
            }
            Shown::Id(id) if Kind::of(id) == Some(Kind::Document) => {
                let archived = self.archived(id)?;
                let text = &archived.document.text;
                let line = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
                let at = text.find(line).unwrap_or_default();
                Ok(Passage {
                    document: archived.row.sha256,
                    quote: line.to_owned(),
                    start: text[..at].chars().count() as u32,
                })
            }
            Shown::Id(id) => {
                let evidence = self.own_evidence(id)?;
                Ok(Passage {
                    document: evidence.document,
                    quote: evidence.quote,
                    start: evidence.start,
                })
            }
        }
    }

    /// Decisions in force that stand on words which the record no longer has.
    ///
    /// # Errors
    /// What the database reports.
    pub fn orphans(&self) -> Result<Vec<Orphan>> {
        let mut orphans = Vec::new();
        let mut exists = self
            .db
            .prepare_cached("SELECT 1 FROM item WHERE id = ?1 AND layer = ?2")?;
        for entry in self.log()? {
            let mut missing = Vec::new();
            for evidence in entry.decision.on() {
                let found = exists
                    .query_row(params![evidence.item(), evidence.kind.layer()], |_| Ok(()))
                    .optional()?;
                if found.is_none() {
                    let why = match archive::doc_of_id(&self.db, &evidence.document) {
                        Err(_) => "the document is not in this record".to_owned(),
                        Ok(doc) => self.why_missing(doc)?,
                    };
                    missing.push((evidence.clone(), why));
                }
            }
            if !missing.is_empty() {
                orphans.push(Orphan {
                    id: decision_id(&entry.at, &entry.actor, &entry.decision),
                    decision: entry,
                    missing,
                });
            }
        }
        Ok(orphans)
    }

    fn why_missing(&self, doc: Doc) -> Result<String> {
        let current: Option<bool> = self
            .db
            .query_row("SELECT current FROM version WHERE doc = ?1", [doc], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(if current == Some(false) {
            "the document was replaced by a newer version of its address".to_owned()
        } else {
            "the reader no longer makes this record of these words".to_owned()
        })
    }
}

fn commitment(id: &str) -> Result<()> {
    if Kind::of(id) == Some(Kind::Commitment) {
        Ok(())
    } else {
        Err(RegisterError::Invalid(format!("{id} is not a commitment")))
    }
}

fn evidence(
    statement: &mut rusqlite::Statement<'_>,
    params: &[&dyn rusqlite::ToSql],
    kind: Kind,
) -> Result<Vec<Evidence>> {
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let data: String = row.get(1)?;
        let seen = crate::ask::seen_of(&data)?;
        let mut evidence = Evidence {
            kind,
            document: row.get(0)?,
            quote: seen.quote,
            start: seen.start,
            nth: 0,
        };
        let id: String = row.get(2)?;
        // Which of several records on the same words it is cannot be read off the words; it is tried.
        while evidence.item() != id && evidence.nth < 64 {
            evidence.nth += 1;
        }
        found.push(evidence);
    }
    Ok(found)
}

fn check<T>(records: &[T], field: &str, value: &serde_json::Value) -> std::result::Result<(), String>
where
    T: Serialize + serde::de::DeserializeOwned,
{
    const FIXED: [&str; 7] = [
        "quote",
        "start",
        "end",
        "also",
        "reasons",
        "inferred",
        "confidence",
    ];
    if FIXED.contains(&field) {
        return Err("what a document says is not changed, only what was understood of it".into());
    }
    let Some(record) = records.first() else {
        return Ok(());
    };
    let corrected = correct(record, field, value).map_err(|e| e.to_string())?;
    let json = serde_json::to_value(&corrected).map_err(|e| e.to_string())?;
    match json.get(field) {
        Some(_) => Ok(()),
        None if value.is_null() => Ok(()),
        None => Err("the record has no such field".into()),
    }
}

/// The documents on which a decision stands; of a revocation, those of the decision revoked.
fn documents_of(db: &Connection, decision: &Decision, log: &[LogEntry]) -> Result<Vec<Doc>> {
    if let Decision::Revoke { decision: id, .. } = decision {
        let revoked = log
            .iter()
            .find(|e| decision_id(&e.at, &e.actor, &e.decision) == *id);
        return match revoked {
            Some(entry) if !matches!(entry.decision, Decision::Revoke { .. }) => {
                documents_of(db, &entry.decision, log)
            }
            _ => Ok(Vec::new()),
        };
    }
    let mut docs = Vec::new();
    for evidence in decision.on() {
        let doc: Option<Doc> = db
            .prepare_cached("SELECT doc FROM document WHERE sha = ?1")?
            .query_row([&evidence.document], |row| row.get(0))
            .optional()?;
        docs.extend(doc);
    }
    Ok(docs)
}
