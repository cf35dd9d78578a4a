//! The tellings of one encounter become one group.

use super::{
    telling::{Stage, Telling, Who},
    trigger::Form,
};
use crate::cast::ActorKind;
use mahdar_record::{EncounterKind, EncounterStatus, PartialDate, Side};
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
        let home = if telling.points_back {
            pointed_at(stage, &groups, &telling)
        } else {
            groups.iter().rposition(|g| same(stage, g, &telling))
        };
        match home {
            Some(n) => groups[n].join(stage, telling),
            // It points back to nothing, and says too little to stand alone.
            None if telling.points_back
                && (telling.unreal || telling.participants() == 0 && telling.all_sides().len() < 2) => {}
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
    lend(&mut groups);
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

fn pointed_at(stage: &Stage<'_, '_>, groups: &[Group], telling: &Telling) -> Option<usize> {
    groups.iter().rposition(|g| {
        let near = g
            .tellings
            .iter()
            .any(|t| telling.sentence.saturating_sub(t.sentence) <= BACK);
        let kind = g.whole.kind == telling.kind
            || family(g.whole.kind) == 0 && family(telling.kind) == 0
            || telling.form == Form::Discussing && family(g.whole.kind) == 2
            // بحث X مع Y في اتصال هاتفي
            || telling.kind == EncounterKind::Call
                && g.tellings.last().is_some_and(|t| t.form == Form::Discussing && t.sentence == telling.sentence);
        near && kind && (telling.kind == EncounterKind::Signing || agree(stage, &g.whole, telling))
    })
}

/// Whether nobody and nothing in `telling` contradicts the group.
fn agree(stage: &Stage<'_, '_>, whole: &Telling, telling: &Telling) -> bool {
    telling
        .who
        .iter()
        .filter(|w| w.takes_part())
        .all(|w| whole.who.iter().any(|o| alike(stage, o, w)))
        && telling.all_sides().iter().all(|s| whole.all_sides().contains(s))
}

/// Whether two mentions may be one person: the same in the cast, or an office of the other's side.
fn alike(stage: &Stage<'_, '_>, a: &Who, b: &Who) -> bool {
    match (a.person, b.person) {
        (Some(x), Some(y)) => x == y || part_of(stage.cast.name(x), stage.cast.name(y)),
        _ => {
            let office = a.kind == ActorKind::Office || b.kind == ActorKind::Office;
            let group = a.kind == ActorKind::Unnamed || b.kind == ActorKind::Unnamed;
            (office || group) && a.sides.iter().any(|s| b.sides.contains(s)) || a.label == b.label
        }
    }
}

/// Whether one name is part of the other (`كوشنر`، `جاريد كوشنر`).
fn part_of(a: &str, b: &str) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.split_whitespace()
        .all(|word| many.split_whitespace().any(|other| other == word))
}

fn same(stage: &Stage<'_, '_>, group: &Group, telling: &Telling) -> bool {
    let whole = &group.whole;
    if telling.another
        || telling.agreed
        || whole.agreed
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
    if firm(stage, telling) && whole.status == EncounterStatus::Planned && telling.background {
        return false;
    }
    // One recalled from another day is not the one that is the news.
    if telling.background != whole.background {
        let news = if telling.background { whole } else { telling };
        if news.perfect || date(stage, news).is_some() {
            return false;
        }
    }
    // تم التوقيع: the signing told before, where nobody is named.
    if whole.kind == EncounterKind::Signing && telling.all_sides().is_empty() && telling.participants() == 0 {
        return true;
    }
    if whole.kind == EncounterKind::Visit {
        return visits_agree(stage, whole, telling);
    }
    if whole.kind == EncounterKind::Session
        && telling.kind == EncounterKind::Session
        && let (Some(a), Some(b)) = (&whole.name, &telling.name)
    {
        let named = names_agree(stage, a.clone(), b.clone());
        if named || telling.participants() < 2 {
            return named;
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
        .filter(|w| w.takes_part() && many.who.iter().any(|o| alike(stage, o, w)))
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
    let summit = family(kind) == 0
        && family(telling.kind) == 0
        && (group.whole.summit || telling.summit)
        && group.whole.participants() >= 2
        && telling.participants() >= 2;
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

fn visits_agree(stage: &Stage<'_, '_>, a: &Telling, b: &Telling) -> bool {
    let goal = match (&a.place, &b.place) {
        (Some(a), Some(b)) => a.side == b.side,
        _ => true,
    };
    goal && b.who.iter().any(|w| a.who.iter().any(|o| alike(stage, o, w)))
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

/// Told as past: by a finite verb, or of a day before that of publication.
fn firm(stage: &Stage<'_, '_>, telling: &Telling) -> bool {
    let past = date(stage, telling)
        .zip(stage.scene.published)
        .is_some_and(|(date, today)| date < today && !date.covers(today));
    telling.status == EncounterStatus::Held && (telling.perfect || past)
}

impl Group {
    fn join(&mut self, stage: &Stage<'_, '_>, telling: Telling) {
        let whole = &mut self.whole;
        let names = !telling.points_back || telling.kind == EncounterKind::Signing;
        for who in telling.who.iter().filter(|_| names) {
            match whole.who.iter_mut().find(|o| alike(stage, o, who)) {
                // A name is better than the office alone.
                Some(known) if known.person.is_none() && who.person.is_some() => *known = who.clone(),
                Some(_) => {}
                None => whole.who.push(who.clone()),
            }
        }
        for side in telling.sides.iter().filter(|_| names) {
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
        whole.summit |= telling.summit;
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
        if self.whole.time.is_none() {
            self.whole.time = self
                .tellings
                .iter()
                .filter(|t| !t.points_back)
                .find_map(|t| t.far_time);
        }
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
        // A summit told both ways is what its fullest telling calls it.
        if family(self.whole.kind) == 0 && !self.tellings[best].points_back {
            self.whole.kind = self.tellings[best].kind;
        }
    }
}

/// How many sentences a session's body may be named away from it.
const LENT: usize = 12;

/// A session whose own words name no side is that of the body whose session is told nearest (`القمة`، `الجلسة الختامية`
/// in a story of one organisation's summit).
fn lend(groups: &mut [Group]) {
    let known: Vec<(usize, Side)> = groups
        .iter()
        .filter(|g| g.whole.kind == EncounterKind::Session)
        .filter_map(|g| {
            let side = g
                .whole
                .all_sides()
                .into_iter()
                .find(|s| !s.is_state() && *s != Side::ORG)?;
            Some((g.whole.sentence, side))
        })
        .collect();
    for group in groups.iter_mut() {
        let whole = &mut group.whole;
        if whole.kind != EncounterKind::Session || !whole.all_sides().is_empty() {
            continue;
        }
        // Sorted by first mention: the nearest lies beside where this one would stand.
        let at = known.partition_point(|(sentence, _)| *sentence <= whole.sentence);
        let near = known[at.saturating_sub(1)..known.len().min(at + 1)]
            .iter()
            .min_by_key(|(sentence, _)| sentence.abs_diff(whole.sentence));
        if let Some((sentence, side)) = near
            && sentence.abs_diff(whole.sentence) <= LENT
        {
            whole.sides.push(*side);
            whole.lent = true;
        }
    }
}

/// A meeting told within a visit took place where the visit went: where visitor and host are its parties and no
/// other visit of the same visitor is told.
fn inherit(stage: &Stage<'_, '_>, groups: &mut [Group]) {
    // A signing that names no parties is theirs who met where it is told.
    for n in 0..groups.len() {
        if groups[n].whole.kind != EncounterKind::Signing || groups[n].whole.all_sides().len() >= 2 {
            continue;
        }
        let at = groups[n].whole.sentence;
        let told = groups
            .iter()
            .filter(|g| g.whole.kind != EncounterKind::Signing && g.whole.all_sides().len() == 2)
            .min_by_key(|g| {
                g.tellings
                    .iter()
                    .map(|t| t.sentence.abs_diff(at))
                    .min()
                    .unwrap_or(usize::MAX)
            });
        if let Some(sides) = told.map(|g| g.whole.all_sides()) {
            groups[n].whole.sides.extend(sides);
        }
    }
    for n in 0..groups.len() {
        let whole = &groups[n].whole;
        if whole.place.is_some()
            || !matches!(
                whole.kind,
                EncounterKind::Meeting | EncounterKind::Signing | EncounterKind::Session
            )
        {
            continue;
        }
        if whole.kind == EncounterKind::Session && whole.name.is_some() {
            continue;
        }
        let sides = whole.all_sides();
        let unsided = whole.who.iter().any(|w| w.takes_part() && w.sides.is_empty()) || sides.len() < 2;
        let at = whole.sentence;
        let fits = |v: &&Group| {
            let visit = &v.whole;
            let host = visit.place.as_ref().and_then(|p| p.side);
            visit.kind == EncounterKind::Visit
                && visit.background == whole.background
                && (visit.status == whole.status || visit.status == EncounterStatus::Held)
                && match whole.kind {
                    EncounterKind::Meeting => visit
                        .who
                        .iter()
                        .any(|w| whole.who.iter().any(|o| alike(stage, o, w))),
                    _ => visit.all_sides().iter().all(|s| sides.contains(s)),
                }
                && (host.is_some_and(|s| sides.contains(&s)) || unsided)
        };
        let visit = groups.iter().filter(fits).min_by_key(|v| {
            v.tellings
                .iter()
                .map(|t| t.sentence.abs_diff(at))
                .min()
                .unwrap_or(usize::MAX)
        });
        let Some(visit) = visit.map(|v| v.whole.clone()) else {
            continue;
        };
        let open = groups[n].tellings.iter().all(|t| t.open || t.points_back);
        let whole = &mut groups[n].whole;
        // يلتقي خلالها: the meetings of a visit to come are to come.
        if open && visit.status == EncounterStatus::Planned {
            whole.status = EncounterStatus::Planned;
        }
        whole.place = visit.place;
        if whole.time.is_none() && whole.status == EncounterStatus::Planned {
            whole.time = visit.time;
        }
    }
}
