//! The decisions in force, by the record they are about.

use super::{Decision, Passage, State, Warning, decision_id};
use crate::store::LogEntry;
use mahdar_record::PartialDate;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// One move of a commitment, as ruled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// Where it stands since.
    pub status: State,
    /// Since which day.
    pub since: Option<PartialDate>,
    /// What shows it.
    pub evidence: Vec<Passage>,
    /// Why.
    pub note: String,
    /// Who ruled it.
    pub actor: String,
    /// When.
    pub at: String,
    /// The decision.
    pub decision: String,
}

/// A warning overruled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overruled {
    /// Which.
    pub warning: Warning,
    /// Until when.
    pub until: Option<PartialDate>,
    /// Why.
    pub note: String,
    /// Who ruled it.
    pub actor: String,
}

/// A remark of a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    /// The remark.
    pub note: String,
    /// Whose.
    pub actor: String,
    /// When.
    pub at: String,
}

/// Every decision that is in force, by item.
#[derive(Debug, Default)]
pub(crate) struct Rulings {
    pub confirmed: FxHashMap<String, String>,
    pub rejected: FxHashMap<String, String>,
    /// By item: field, value, decision; in the order ruled.
    pub corrections: FxHashMap<String, Vec<(String, serde_json::Value, String)>>,
    /// By item: the others it is ruled to be the same as, with the decision.
    pub same: FxHashMap<String, Vec<(String, String)>>,
    pub apart: FxHashMap<String, Vec<(String, String)>>,
    pub moves: FxHashMap<String, Vec<Move>>,
    pub overruled: FxHashMap<String, Vec<Overruled>>,
    pub remarks: FxHashMap<String, Vec<Remark>>,
}

impl Rulings {
    /// What is in force after `log`. A later `same` overrides an earlier `not same` of the same two, a later
    /// confirmation an earlier rejection, and the other way round.
    pub fn of(log: &[LogEntry]) -> Self {
        let revoked: FxHashSet<&str> = log
            .iter()
            .filter_map(|entry| match &entry.decision {
                Decision::Revoke { decision, .. } => Some(decision.as_str()),
                _ => None,
            })
            .collect();
        let mut rulings = Rulings::default();
        for entry in log {
            let id = decision_id(&entry.at, &entry.actor, &entry.decision);
            if !revoked.contains(id.as_str()) {
                rulings.take(entry, &id);
            }
        }
        rulings
    }

    fn take(&mut self, entry: &LogEntry, id: &str) {
        let items: Vec<String> = entry.decision.on().iter().map(|e| e.item()).collect();
        match &entry.decision {
            Decision::Confirm { .. } => {
                for item in items {
                    self.rejected.remove(&item);
                    self.confirmed.insert(item, id.to_owned());
                }
            }
            Decision::Reject { .. } => {
                for item in items {
                    self.confirmed.remove(&item);
                    self.rejected.insert(item, id.to_owned());
                }
            }
            Decision::Correct { field, value, .. } => {
                for item in items {
                    self.corrections.entry(item).or_default().push((
                        field.clone(),
                        value.clone(),
                        id.to_owned(),
                    ));
                }
            }
            Decision::Same { .. } => self.pair(&items, id, true),
            Decision::NotSame { .. } => self.pair(&items, id, false),
            Decision::Status {
                status,
                since,
                evidence,
                note,
                ..
            } => {
                for item in items {
                    self.moves.entry(item).or_default().push(Move {
                        status: *status,
                        since: *since,
                        evidence: evidence.clone(),
                        note: note.clone(),
                        actor: entry.actor.clone(),
                        at: entry.at.clone(),
                        decision: id.to_owned(),
                    });
                }
            }
            Decision::Overrule {
                warning, until, note, ..
            } => {
                for item in items {
                    self.overruled.entry(item).or_default().push(Overruled {
                        warning: *warning,
                        until: *until,
                        note: note.clone(),
                        actor: entry.actor.clone(),
                    });
                }
            }
            Decision::Note { note, .. } => {
                for item in items {
                    self.remarks.entry(item).or_default().push(Remark {
                        note: note.clone(),
                        actor: entry.actor.clone(),
                        at: entry.at.clone(),
                    });
                }
            }
            Decision::Revoke { .. } => {}
        }
    }

    fn pair(&mut self, items: &[String], id: &str, same: bool) {
        let [a, b] = items else { return };
        let (add, remove) = if same {
            (&mut self.same, &mut self.apart)
        } else {
            (&mut self.apart, &mut self.same)
        };
        for (x, y) in [(a, b), (b, a)] {
            if let Some(others) = remove.get_mut(x) {
                others.retain(|(other, _)| other != y);
            }
            add.entry(x.clone()).or_default().push((y.clone(), id.to_owned()));
        }
    }

    /// The blocking keys that make items meet which are ruled to be the same.
    pub fn keys(&self, item: &str, out: &mut Vec<String>) {
        for (_, decision) in self.same.get(item).into_iter().flatten() {
            out.push(format!("ruled:{decision}"));
        }
    }
}
