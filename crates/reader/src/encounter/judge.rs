//! Which groups stand as records, and how surely.

use super::{merge::Group, telling::Stage};
use mahdar_record::{Confidence, EncounterKind, Side};

/// Whether a group is an encounter of the contract: two parties at least, and a matter between states or
/// international bodies.
pub(super) fn stands(_stage: &Stage<'_, '_>, group: &Group) -> bool {
    let whole = &group.whole;
    let sides = whole.all_sides();
    let people = whole.participants();
    let international = sides.iter().any(|s| !s.is_state() && *s != Side::ORG);
    match whole.kind {
        EncounterKind::Visit => people >= 1 && whole.place.is_some() && sides.len() >= 2,
        EncounterKind::Session => sides.len() >= 2 || international,
        _ => sides.len() >= 2 && (people >= 1 || whole.explicit >= 2),
    }
}

/// How surely the record is right.
pub(super) fn confidence(_stage: &Stage<'_, '_>, group: &Group) -> Confidence {
    let whole = &group.whole;
    let mut sure: f64 = 0.6;
    sure += 0.1 * f64::from(group.tellings.iter().any(|t| t.explicit >= 2));
    sure += 0.1 * f64::from(whole.participants() >= 2);
    sure += 0.05 * f64::from(whole.place.is_some());
    sure += 0.05 * f64::from(whole.time.is_some());
    Confidence::new(sure)
}
