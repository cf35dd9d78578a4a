//! The tellings of one encounter become one group.

use super::{
    telling::{Stage, Telling, Who},
    trigger::Form,
};
use crate::cast::ActorKind;
use mahdar_record::{EncounterKind, EncounterStatus, PartialDate};
use mahdar_text::SentenceKind;

/// All tellings of one encounter, in order; the fullest leads.
#[derive(Debug)]
pub(super) struct Group {
    pub tellings: Vec<Telling>,
    /// Number of the fullest.
    pub lead: usize,
    /// Fields of the encounter as a whole.
    pub whole: Telling,
}

/// How many sentences back a bare `اللقاء` may point.
const BACK: usize = 8;

/// Joins tellings into groups, in order of first mention.
pub(super) fn merge(stage: &Stage<'_, '_>, tellings: Vec<Telling>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for telling in tellings {
        if telling.unreal {
            continue;
        }
        let home = if telling.points_back {
            pointed_at(&groups, &telling)
        } else {
            groups.iter().rposition(|g| same(stage, g, &telling))
        };
        match home {
            Some(n) => groups[n].join(stage, telling),
            None if telling.points_back => {}
            None => groups.push(Group {
                whole: telling.clone(),
                lead: 0,
                tellings: vec![telling],
            }),
        }
    }
    for group in &mut groups {
        group.settle(stage);
    }
    inherit(stage, &mut groups);
    groups
}

/// The family of kinds that one word may point back to.
fn family(kind: EncounterKind) -> u8 {
    match kind {
        EncounterKind::Meeting | EncounterKind::Session => 0,
        EncounterKind::Visit => 1,
        EncounterKind::Call => 2,
        EncounterKind::Signing => 3,
        EncounterKind::Message => 4,
    }
}

fn pointed_at(groups: &[Group], telling: &Telling) -> Option<usize> {
    groups.iter().rposition(|g| {
        let near = g
            .tellings
            .iter()
            .any(|t| telling.sentence.saturating_sub(t.sentence) <= BACK);
        let kind = g.whole.kind == telling.kind
            || family(g.whole.kind) == 0 && family(telling.kind) == 0
            || telling.form == Form::Discussing && family(g.whole.kind) == 2;
        near && kind && agree(&g.whole, telling)
    })
}

/// Whether nobody and nothing in `telling` contradicts the group.
fn agree(whole: &Telling, telling: &Telling) -> bool {
    telling
        .who
        .iter()
        .filter(|w| w.takes_part())
        .all(|w| whole.who.iter().any(|o| alike(o, w)))
        && telling.all_sides().iter().all(|s| whole.all_sides().contains(s))
}

/// Whether two mentions may be one person: the same in the cast, or an office of the other's side.
fn alike(a: &Who, b: &Who) -> bool {
    match (a.person, b.person) {
        (Some(x), Some(y)) => x == y,
        _ => {
            let office = a.kind == ActorKind::Office || b.kind == ActorKind::Office;
            let group = a.kind == ActorKind::Unnamed || b.kind == ActorKind::Unnamed;
            (office || group) && a.sides.iter().any(|s| b.sides.contains(s)) || a.label == b.label
        }
    }
}

fn same(stage: &Stage<'_, '_>, group: &Group, telling: &Telling) -> bool {
    let whole = &group.whole;
    if telling.another
        || !kinds_agree(group, telling)
        || !times_agree(stage, whole, telling)
        || !places_agree(whole, telling)
    {
        return false;
    }
    if firm(stage, whole)
        && telling.status == EncounterStatus::Planned
        && telling.kind != EncounterKind::Session
    {
        return false;
    }
    if whole.kind == EncounterKind::Visit {
        return visits_agree(whole, telling);
    }
    if whole.kind == EncounterKind::Session && telling.kind == EncounterKind::Session {
        if let (Some(a), Some(b)) = (&whole.name, &telling.name) {
            let named = names_agree(stage, a.clone(), b.clone());
            if named || telling.participants() < 2 {
                return named;
            }
        }
    }
    let (few, many) = if telling.participants() <= whole.participants() {
        (telling, whole)
    } else {
        (whole, telling)
    };
    let count = few.participants();
    let shared = few
        .who
        .iter()
        .filter(|w| w.takes_part() && many.who.iter().any(|o| alike(o, w)))
        .count();
    let sides_in = few.all_sides().iter().all(|s| many.all_sides().contains(s));
    match count {
        0 => few.all_sides().len() >= 2 && sides_in,
        1 => shared == 1 && sides_in && few.all_sides().len() >= 2,
        _ => shared >= 2 && (shared == count || shared + 1 >= count && sides_in),
    }
}

fn kinds_agree(group: &Group, telling: &Telling) -> bool {
    let kind = group.whole.kind;
    if kind == telling.kind {
        return true;
    }
    let summit = family(kind) == 0 && family(telling.kind) == 0;
    // بحث X مع Y ... خلال اتصال هاتفي
    let by_telephone = kind == EncounterKind::Call && telling.form == Form::Discussing
        || telling.kind == EncounterKind::Call && group.tellings.iter().all(|t| t.form == Form::Discussing);
    summit || by_telephone
}

fn date(stage: &Stage<'_, '_>, telling: &Telling) -> Option<PartialDate> {
    telling.time.and_then(|t| stage.times.get(t)).and_then(|t| t.date)
}

fn times_agree(stage: &Stage<'_, '_>, a: &Telling, b: &Telling) -> bool {
    match (date(stage, a), date(stage, b)) {
        (Some(a), Some(b)) => a.covers(b) || b.covers(a),
        _ => true,
    }
}

fn places_agree(a: &Telling, b: &Telling) -> bool {
    match (&a.place, &b.place) {
        (Some(a), Some(b)) => a.side.is_none() || b.side.is_none() || a.side == b.side,
        _ => true,
    }
}

fn visits_agree(a: &Telling, b: &Telling) -> bool {
    let goal = match (&a.place, &b.place) {
        (Some(a), Some(b)) => a.side == b.side,
        _ => true,
    };
    goal && b.who.iter().any(|w| a.who.iter().any(|o| alike(o, w)))
}

fn names_agree(stage: &Stage<'_, '_>, a: std::ops::Range<usize>, b: std::ops::Range<usize>) -> bool {
    let words = |range: std::ops::Range<usize>| -> Vec<&str> {
        range
            .map(|i| stage.scene.word(i))
            .filter(|w| w.len() > 4)
            .map(|w| w.strip_prefix("لل").or(w.strip_prefix("ال")).unwrap_or(w))
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let shared = a.iter().filter(|w| b.contains(w)).count();
    shared * 2 >= a.len().min(b.len()).max(1) && shared >= 2.min(a.len().min(b.len()).max(1))
}

/// Told as past, by a finite verb.
fn firm(stage: &Stage<'_, '_>, telling: &Telling) -> bool {
    telling.status == EncounterStatus::Held && date(stage, telling).is_some()
        || telling.status == EncounterStatus::Held && telling.form == Form::Verb && {
            let perfect = mahdar_lexicon::Features::PERFECT;
            stage.scene.notes.at(telling.at).iter().any(|h| {
                h.class == mahdar_lexicon::Class::Meet && stage.scene.entry(h).features.contains(perfect)
            })
        }
}

impl Group {
    fn join(&mut self, stage: &Stage<'_, '_>, telling: Telling) {
        let whole = &mut self.whole;
        for who in &telling.who {
            match whole.who.iter_mut().find(|o| alike(o, who)) {
                // A name is better than the office alone.
                Some(known) if known.person.is_none() && who.person.is_some() => *known = who.clone(),
                Some(_) => {}
                None => whole.who.push(who.clone()),
            }
        }
        for side in &telling.sides {
            if !whole.sides.contains(side) {
                whole.sides.push(*side);
            }
        }
        let finer = match (&whole.place, &telling.place) {
            (None, Some(_)) => true,
            (Some(a), Some(b)) => b.city && !a.city,
            _ => false,
        };
        if finer {
            whole.place = telling.place.clone();
        }
        let finer = match (date(stage, whole), date(stage, &telling)) {
            (None, Some(_)) => true,
            (Some(a), Some(b)) => a.covers(b) && a != b,
            _ => false,
        };
        if finer {
            whole.time = telling.time;
        }
        if whole.name.is_none() {
            whole.name = telling.name.clone();
        }
        if telling.kind == EncounterKind::Call && whole.kind == EncounterKind::Meeting {
            whole.kind = EncounterKind::Call;
        }
        whole.reasons.extend(telling.reasons.iter().cloned());
        self.tellings.push(telling);
    }

    /// Chooses the fullest telling, and what holds of the whole.
    fn settle(&mut self, stage: &Stage<'_, '_>) {
        let weight = |t: &Telling| {
            let sentence = stage.scene.text.sentences().get(t.sentence);
            let headline =
                sentence.is_some_and(|s| matches!(s.kind, SentenceKind::Headline | SentenceKind::Heading));
            let mut weight = 4 * t.explicit.min(4) as i32 + t.participants() as i32;
            weight += i32::from(t.place.is_some()) + i32::from(t.time.is_some());
            weight -= 3 * i32::from(headline) + 6 * i32::from(t.points_back);
            weight
        };
        let mut best = 0;
        for (n, telling) in self.tellings.iter().enumerate() {
            if weight(telling) > weight(&self.tellings[best]) {
                best = n;
            }
        }
        self.lead = best;
        let said: Vec<EncounterStatus> = self
            .tellings
            .iter()
            .filter(|t| !t.points_back)
            .map(|t| t.status)
            .collect();
        let any = |status| said.contains(&status);
        self.whole.status = if any(EncounterStatus::Denied) {
            EncounterStatus::Denied
        } else if any(EncounterStatus::Cancelled) {
            EncounterStatus::Cancelled
        } else if self.tellings.iter().any(|t| !t.points_back && firm(stage, t)) {
            EncounterStatus::Held
        } else if any(EncounterStatus::Planned) {
            EncounterStatus::Planned
        } else {
            EncounterStatus::Held
        };
        self.whole.background = self
            .tellings
            .iter()
            .filter(|t| !t.points_back)
            .all(|t| t.background);
        if self.whole.kind == EncounterKind::Session {
            self.whole.kind = summit_kind(&self.whole, &self.tellings);
        }
    }
}

/// A summit of two told with a verb or noun of meeting too is a meeting; one named as an event only, a session.
fn summit_kind(whole: &Telling, tellings: &[Telling]) -> EncounterKind {
    let met = tellings
        .iter()
        .any(|t| !t.points_back && t.kind == EncounterKind::Meeting);
    if met && whole.participants() <= 3 {
        EncounterKind::Meeting
    } else {
        EncounterKind::Session
    }
}

/// A meeting told within a visit took place where the visit went: where visitor and host are its parties and no
/// other visit of the same visitor is told.
fn inherit(stage: &Stage<'_, '_>, groups: &mut [Group]) {
    let _ = stage;
    for n in 0..groups.len() {
        if groups[n].whole.place.is_some()
            || !matches!(
                groups[n].whole.kind,
                EncounterKind::Meeting | EncounterKind::Signing
            )
        {
            continue;
        }
        let whole = &groups[n].whole;
        let mut fitting = groups.iter().filter(|v| {
            v.whole.kind == EncounterKind::Visit
                && v.whole.background == whole.background
                && v.whole.who.iter().any(|w| whole.who.iter().any(|o| alike(o, w)))
                && v.whole
                    .place
                    .as_ref()
                    .and_then(|p| p.side)
                    .is_some_and(|s| whole.all_sides().contains(&s))
        });
        if let (Some(visit), None) = (fitting.next(), fitting.next()) {
            let place = visit.whole.place.clone();
            groups[n].whole.place = place;
        }
    }
}
