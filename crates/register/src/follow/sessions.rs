//! The sessions of a mechanism: what each decided, what became of it in the next, when and where the next one is
//! due, and what it has to take up.

use crate::ask::filter::months_from;
use crate::ask::{Filter, Sort, Thing};
use crate::merge::words::overlap;
use crate::{Kind, Register, RegisterError, Result};
use mahdar_record::{PartialDate, Strength};
use mahdar_text::fold;
use serde::Serialize;

/// How a commitment stands to those of earlier sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Track {
    /// No earlier session had it.
    New,
    /// An earlier session had it, as firmly and as far.
    Restated,
    /// Firmer, or with a higher target, than before.
    Strengthened,
    /// Less firm, or with a lower target, than before.
    Weakened,
}

/// A commitment of a session, with what it was before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tracked {
    /// The commitment.
    pub commitment: Thing,
    /// How it stands to earlier ones.
    pub track: Track,
    /// The earlier one.
    pub earlier: Option<String>,
}

/// One session of a mechanism.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Session {
    /// The encounter.
    pub encounter: Thing,
    /// Which session it is, where a report says so.
    pub ordinal: Option<u64>,
    /// The side on whose soil it met.
    pub host: Option<String>,
    /// What was bound there.
    pub decided: Vec<Tracked>,
    /// What the session before had, was still open, and was not taken up again.
    pub dropped: Vec<Thing>,
}

/// When and where the next session is due.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NextSession {
    /// The day, month or year.
    pub when: Option<String>,
    /// The side on whose soil.
    pub host: Option<String>,
    /// The place as written.
    pub place: Option<String>,
    /// Whether its day has passed.
    pub overdue: bool,
    /// From what this was concluded, in words and with the id it rests on.
    pub grounds: Vec<String>,
}

/// What the next session has to take up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agenda {
    /// The commitment.
    pub commitment: Thing,
    /// Why it is on the agenda: `overdue`, `quiet`, `due_soon`, `in_progress`, `open`.
    pub because: String,
}

/// A mechanism with its sessions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MechanismPage {
    /// The mechanism.
    pub mechanism: Thing,
    /// Sessions in order.
    pub sessions: Vec<Session>,
    /// The next one.
    pub next: NextSession,
    /// What it has to take up, drafted from what is open.
    pub agenda: Vec<Agenda>,
}

impl Register {
    /// A mechanism with its sessions in order, the next one, and a draft of its agenda.
    ///
    /// # Errors
    /// [`RegisterError::NotFound`]; [`RegisterError::Invalid`] where `id` is no mechanism.
    pub fn mechanism(&self, id: &str, as_of: PartialDate) -> Result<MechanismPage> {
        let id = self.find(id)?;
        let mechanism = self
            .thing(&id)?
            .filter(|t| t.kind == Kind::Mechanism)
            .ok_or_else(|| RegisterError::Invalid(format!("{id} is not a mechanism")))?;
        let met = Filter {
            mechanism: Some(id.clone()),
            sort: Sort::First,
            limit: 500,
            ..Filter::default()
        };
        let met = self.list(Kind::Encounter, &met)?.items;
        let planned = met
            .iter()
            .filter(|e| e.status.as_deref() == Some("planned"))
            .cloned()
            .collect::<Vec<_>>();
        let mut sessions: Vec<Session> = Vec::new();
        for encounter in met.into_iter().filter(|e| e.status.as_deref() == Some("held")) {
            let bound = Filter {
                encounter: Some(encounter.id.clone()),
                limit: 500,
                ..Filter::default()
            };
            let bound = self.list(Kind::Commitment, &bound)?.items;
            let session = follow_on(encounter, bound, &sessions);
            sessions.push(session);
        }
        let next = next_session(&mechanism, &sessions, &planned, as_of);
        let agenda = self.agenda(&sessions, as_of)?;
        Ok(MechanismPage {
            mechanism,
            sessions,
            next,
            agenda,
        })
    }

    fn agenda(&self, sessions: &[Session], as_of: PartialDate) -> Result<Vec<Agenda>> {
        let mut agenda: Vec<Agenda> = Vec::new();
        let tracked = sessions.iter().rev().flat_map(|s| s.decided.iter());
        let restated: Vec<&String> = sessions
            .iter()
            .flat_map(|s| &s.decided)
            .filter_map(|t| t.earlier.as_ref())
            .collect();
        for commitment in tracked.map(|t| &t.commitment) {
            // What a later session took up stands there.
            let known = agenda.iter().any(|a| a.commitment.id == commitment.id);
            let open = matches!(commitment.status.as_deref(), Some("open" | "in_progress"));
            if known || !open || restated.contains(&&commitment.id) {
                continue;
            }
            let because = self
                .warning(commitment, as_of)?
                .unwrap_or_else(|| commitment.status.clone().unwrap_or_else(|| "open".to_owned()));
            agenda.push(Agenda {
                commitment: commitment.clone(),
                because,
            });
        }
        const URGENT: [&str; 5] = ["overdue", "due_soon", "quiet", "in_progress", "open"];
        agenda.sort_by_key(|a| {
            let rank = URGENT
                .iter()
                .position(|u| *u == a.because)
                .unwrap_or(URGENT.len());
            (
                rank,
                a.commitment.due.clone().unwrap_or_else(|| "~".into()),
                a.commitment.id.clone(),
            )
        });
        Ok(agenda)
    }

    /// The warning of an open commitment: `overdue`, `due_soon` or `quiet`, unless a person overruled it.
    ///
    /// # Errors
    /// What the database reports.
    pub fn warning(&self, commitment: &Thing, as_of: PartialDate) -> Result<Option<String>> {
        for status in ["overdue", "due_soon", "quiet"] {
            let filter = Filter {
                status: Some(status.to_owned()),
                as_of: Some(as_of),
                ..Filter::default()
            };
            if self.fits(&commitment.id, &filter)? {
                return Ok(Some(status.to_owned()));
            }
        }
        Ok(None)
    }
}

/// The session with its commitments set beside those of the sessions before.
fn follow_on(encounter: Thing, bound: Vec<Thing>, before: &[Session]) -> Session {
    let earlier: Vec<&Thing> = before
        .iter()
        .rev()
        .flat_map(|s| s.decided.iter().map(|t| &t.commitment))
        .collect();
    let decided: Vec<Tracked> = bound
        .into_iter()
        .map(|commitment| {
            let same = earlier.iter().find(|e| same_promise(e, &commitment));
            Tracked {
                track: same.map_or(Track::New, |e| compare(e, &commitment)),
                earlier: same.map(|e| e.id.clone()),
                commitment,
            }
        })
        .collect();
    let dropped = before.last().map_or_else(Vec::new, |last| {
        let taken_up = |id: &String| decided.iter().any(|t| t.earlier.as_ref() == Some(id));
        let open = |t: &Thing| matches!(t.status.as_deref(), Some("open" | "in_progress"));
        last.decided
            .iter()
            .map(|t| &t.commitment)
            .filter(|c| open(c) && !taken_up(&c.id) && c.data["sector"] != "institutional")
            .cloned()
            .collect()
    });
    Session {
        ordinal: encounter.data["ordinal"].as_u64(),
        host: encounter.data["host"].as_str().map(str::to_owned),
        encounter,
        decided,
        dropped,
    }
}

pub(super) fn words(thing: &Thing) -> Vec<String> {
    let words = thing.data["words"].as_array().into_iter().flatten();
    words.filter_map(|w| w.as_str().map(str::to_owned)).collect()
}

/// Whether two commitments are to the same thing, said at different times.
fn same_promise(a: &Thing, b: &Thing) -> bool {
    let sectors = |t: &Thing| -> Vec<String> {
        let list = t.data["sectors"].as_array().into_iter().flatten();
        list.filter_map(|s| s["form"].as_str().map(str::to_owned))
            .collect()
    };
    let same_sector = sectors(a).iter().any(|s| sectors(b).contains(s));
    let unit = |t: &Thing| t.data["target"]["unit"].as_str().map(str::to_owned);
    let (part, whole) = overlap(&words(a), &words(b));
    let same_unit = unit(a).is_some() && unit(a) == unit(b);
    same_sector && (part >= 0.6 && whole >= 0.3 || same_unit && part >= 0.34)
}

fn compare(before: &Thing, after: &Thing) -> Track {
    let strength = |t: &Thing| t.strength.as_deref().and_then(Strength::from_code);
    let target = |t: &Thing| t.data["target"]["value"].as_f64();
    match (target(before), target(after)) {
        (Some(x), Some(y)) if y > x => return Track::Strengthened,
        (Some(x), Some(y)) if y < x => return Track::Weakened,
        _ => {}
    }
    match (strength(before), strength(after)) {
        // The firmest comes first in the contract's order.
        (Some(x), Some(y)) if y < x => Track::Strengthened,
        (Some(x), Some(y)) if y > x => Track::Weakened,
        _ => Track::Restated,
    }
}

/// Months between sessions, from the words of the cadence.
fn cadence_months(words: &str) -> Option<i32> {
    let folded = fold(words);
    let has = |list: &[&str]| list.iter().any(|w| folded.contains(w));
    if has(&[
        "نصف سنوي",
        "نصف السنوي",
        "سته اشهر",
        "6 اشهر",
        "مرتين في السنه",
        "مرتين سنويا",
        "مرتين في العام",
    ]) {
        Some(6)
    } else if has(&["ربع سنوي", "ثلاثه اشهر", "3 اشهر", "فصلي"]) {
        Some(3)
    } else if has(&["سنتين", "عامين", "سنتان"]) {
        Some(24)
    } else if has(&["سنه", "سنوي", "عام", "سنويا"]) {
        Some(12)
    } else if has(&["شهر"]) {
        Some(1)
    } else {
        None
    }
}

fn next_session(
    mechanism: &Thing,
    sessions: &[Session],
    planned: &[Thing],
    as_of: PartialDate,
) -> NextSession {
    let mut next = NextSession::default();
    let last = sessions.last();
    let today = as_of.to_string();
    // What was announced.
    let announced = planned
        .iter()
        .filter(|p| last.is_none_or(|l| p.first > l.encounter.first));
    if let Some(planned) = announced.max_by(|a, b| a.first.cmp(&b.first)) {
        next.when = planned.first.clone();
        next.host = planned.data["host"].as_str().map(str::to_owned);
        next.place = planned.data["places"][0]["form"].as_str().map(str::to_owned);
        next.grounds.push(format!("announced ({})", planned.id));
    }
    // What the last session bound its sides to.
    if let Some(held) = last {
        let promised = held.decided.iter().map(|t| &t.commitment).find(|c| {
            let quote = fold(&c.label);
            c.data["sector"] == "institutional"
                && ["التالي", "المقبل", "القادم", "الثاني", "الثالث"]
                    .iter()
                    .any(|w| quote.contains(w))
        });
        if let Some(promised) = promised {
            next.when = next.when.or_else(|| promised.due.clone());
            next.place = next
                .place
                .or_else(|| promised.data["place"].as_str().map(str::to_owned));
            next.grounds
                .push(format!("agreed at the last session ({})", promised.id));
        }
    }
    // What the mechanism's rules say.
    let said = |field: &str| mechanism.data[field][0]["form"].as_str().map(str::to_owned);
    if let (None, Some(cadence), Some(held)) = (&next.when, said("cadence"), last) {
        let day = held
            .encounter
            .first
            .as_deref()
            .and_then(|d| d.parse::<PartialDate>().ok());
        if let (Some(months), Some(day)) = (cadence_months(&cadence), day) {
            let then = months_from(day, months);
            next.when = Some(then.get(..7).unwrap_or(&then).to_owned());
            next.grounds
                .push(format!("«{cadence}», counted from the last session"));
        }
    }
    if let (None, Some(rule), Some(held)) = (&next.host, said("host_rule").or_else(|| said("cadence")), last)
    {
        let sides: Vec<&str> = mechanism.data["sides"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|s| s.as_str())
            .collect();
        if let ([a, b], true, Some(host)) = (&sides[..], fold(&rule).contains("تناوب"), &held.host) {
            next.host = Some(if host == a {
                (*b).to_owned()
            } else {
                (*a).to_owned()
            });
            next.grounds
                .push(format!("«{rule}»: the last one met with {host}"));
        }
    }
    next.overdue = next
        .when
        .as_ref()
        .is_some_and(|when| format!("{when}-99") < today);
    next
}
