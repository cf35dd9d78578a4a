//! One look at where everything stands.

use super::sessions::{MechanismPage, words};
use super::suggest::Passages;
use crate::ask::{Filter, Sort, Thing};
use crate::merge::words::stem;
use crate::{Kind, LogEntry, Register, Result};
use mahdar_record::{PartialDate, Side};
use mahdar_text::number::amount_at;
use mahdar_text::{Text, fold};
use rusqlite::params;
use serde::Serialize;

/// A target and the latest figure that a document gives for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetFigure {
    /// The commitment that set the target.
    pub commitment: Thing,
    /// The target.
    pub target: f64,
    /// Its unit.
    pub unit: String,
    /// The latest figure; absent where no document gives one.
    pub latest: Option<f64>,
    /// The words that give it, with the document and its day.
    pub quote: Option<String>,
    /// Short id of that document.
    pub document: Option<String>,
    /// Its publication day.
    pub published: Option<String>,
}

/// What changed since a day.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Changes {
    /// Documents that came in.
    pub documents: u64,
    /// Encounters and commitments that they tell of.
    pub things: Vec<Thing>,
    /// What people ruled.
    pub decisions: Vec<LogEntry>,
}

/// Where everything stands as of a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FollowView {
    /// The day.
    pub as_of: PartialDate,
    /// Open commitments whose day has passed.
    pub overdue: Vec<Thing>,
    /// Open commitments due within three months.
    pub due_soon: Vec<Thing>,
    /// Open commitments that no document has touched for long.
    pub quiet: Vec<Thing>,
    /// Mechanisms with their next session.
    pub mechanisms: Vec<MechanismPage>,
    /// Targets and where they stand.
    pub targets: Vec<TargetFigure>,
    /// What changed since the day asked for.
    pub changes: Option<Changes>,
}

impl Register {
    /// What is overdue, quiet and due soon, the next sessions, the targets, and what changed since a day.
    ///
    /// # Errors
    /// What the database and the index report.
    pub fn follow(
        &self,
        between: &[Side],
        as_of: PartialDate,
        since: Option<PartialDate>,
    ) -> Result<FollowView> {
        let base = Filter {
            between: between.to_vec(),
            as_of: Some(as_of),
            limit: 200,
            ..Filter::default()
        };
        let status = |status: &str, sort: Sort| {
            let filter = Filter {
                status: Some(status.to_owned()),
                sort,
                ..base.clone()
            };
            Ok::<_, crate::RegisterError>(self.list(Kind::Commitment, &filter)?.items)
        };
        let mechanisms = self
            .list(
                Kind::Mechanism,
                &Filter {
                    sort: Sort::Docs,
                    descending: true,
                    limit: 20,
                    ..base.clone()
                },
            )?
            .items
            .into_iter()
            .map(|m| self.mechanism(&m.id, as_of))
            .filter(|page| {
                !page
                    .as_ref()
                    .is_ok_and(|p| p.sessions.is_empty() && p.next.when.is_none() && p.next.place.is_none())
            })
            .collect::<Result<_>>()?;
        Ok(FollowView {
            as_of,
            overdue: status("overdue", Sort::Due)?,
            due_soon: status("due_soon", Sort::Due)?,
            quiet: status("quiet", Sort::Last)?,
            mechanisms,
            targets: self.targets(&base, as_of)?,
            changes: since.map(|day| self.changes(between, day)).transpose()?,
        })
    }

    /// Open targets, each with the latest figure given for it.
    fn targets(&self, base: &Filter, as_of: PartialDate) -> Result<Vec<TargetFigure>> {
        let open = Filter {
            limit: 10_000,
            ..base.clone()
        };
        let commitments = self.list(Kind::Commitment, &open)?.items;
        let mut targets = Vec::new();
        for commitment in commitments {
            let target = &commitment.data["target"];
            let (Some(value), Some(unit)) = (
                target["value"].as_f64(),
                target["unit"].as_str().map(str::to_owned),
            ) else {
                continue;
            };
            if !matches!(commitment.status.as_deref(), Some("open" | "in_progress")) || targets.len() >= 50 {
                continue;
            }
            targets.push(self.latest_figure(commitment, value, unit, as_of)?);
        }
        Ok(targets)
    }

    fn latest_figure(
        &self,
        commitment: Thing,
        target: f64,
        unit: String,
        as_of: PartialDate,
    ) -> Result<TargetFigure> {
        let wanted = words(&commitment);
        let mut passages: Vec<_> = Passages::of(self, &commitment, Some(as_of))?
            .into_iter()
            .filter(|p| p.shared * 2 >= wanted.len().min(6))
            .filter_map(|p| figure(&p.quote, &unit).map(|figure| (p, figure)))
            .collect();
        passages.sort_by(|a, b| {
            (&b.0.published, &a.0.document, a.0.start).cmp(&(&a.0.published, &b.0.document, b.0.start))
        });
        let latest = passages.into_iter().next();
        Ok(TargetFigure {
            commitment,
            target,
            unit,
            latest: latest.as_ref().map(|(_, figure)| *figure),
            quote: latest.as_ref().map(|(p, _)| p.quote.clone()),
            document: latest.as_ref().map(|(p, _)| p.document.clone()),
            published: latest.and_then(|(p, _)| p.published),
        })
    }

    /// What came in and what was ruled on or after a day.
    ///
    /// # Errors
    /// What the database reports.
    pub fn changes(&self, between: &[Side], since: PartialDate) -> Result<Changes> {
        let day = since.to_string();
        let documents: i64 =
            self.db
                .query_row("SELECT count(*) FROM document WHERE added >= ?1", [&day], |row| {
                    row.get(0)
                })?;
        let mut statement = self.db.prepare_cached(
            "SELECT DISTINCT i.entity FROM item i JOIN document d ON d.doc = i.doc
             WHERE d.added >= ?1 AND i.layer IN (?2, ?3) AND i.entity IS NOT NULL ORDER BY i.entity LIMIT 5000",
        )?;
        let ids = statement
            .query_map(
                params![day, Kind::Encounter.layer(), Kind::Commitment.layer()],
                |row| row.get::<_, String>(0),
            )?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut things = Vec::new();
        for id in ids {
            let Some(thing) = self.thing(&id)? else { continue };
            let sides = crate::ask::sides_of(&thing);
            if things.len() < 500 && between.iter().all(|s| sides.iter().any(|t| t == s.as_str())) {
                things.push(thing);
            }
        }
        things.sort_by(|a, b| (&b.first, &a.id).cmp(&(&a.first, &b.id)));
        let decisions = self.log()?.into_iter().filter(|e| e.at >= day).collect();
        Ok(Changes {
            documents: documents as u64,
            things,
            decisions,
        })
    }
}

/// The figure of `unit` in a sentence.
fn figure(sentence: &str, unit: &str) -> Option<f64> {
    let text = Text::parse(sentence);
    (0..text.len())
        .filter_map(|i| amount_at(&text, i))
        .find_map(|amount| {
            let written = amount.unit?.as_str();
            let same = written == unit || stem(&fold(written)) == stem(&fold(unit));
            same.then_some(amount.value)
        })
}
