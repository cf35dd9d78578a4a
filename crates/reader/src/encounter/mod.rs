//! Who met whom: meetings, calls, visits, sessions, signings, messages.
//!
//! 1. [`trigger`]: words that may tell of an encounter, found by class alone.
//! 2. [`clause`]: the parties that stand in the trigger's own clause, each with its grammatical role; [`focus`]: whom
//!    a pronoun or an unspoken subject means.
//! 3. [`telling`] is what one trigger tells: kind, parties, place, date, status. One file a construction: [`meeting`]
//!    (verbs and nouns of meeting, calls), [`journey`] (visits), [`session`] (events with a name of their own),
//!    [`signing`], [`message`].
//! 4. [`merge`]: the tellings of one encounter become one record; a bare `اللقاء` joins what it points back to.
//! 5. [`judge`]: which records stand, and how surely.

mod clause;
mod focus;
mod journey;
mod judge;
mod meeting;
mod merge;
mod message;
mod place;
mod record;
mod session;
mod signing;
mod status;
mod telling;
mod trigger;
mod when;

use crate::{cast::Cast, scene::Scene};
use mahdar_record::Encounter;
use telling::Stage;

/// Finds the encounters of a scene, in order of first mention.
pub fn encounters(scene: &Scene<'_>, cast: &Cast) -> Vec<Encounter> {
    let triggers = trigger::triggers(scene, cast);
    if triggers.is_empty() {
        return Vec::new();
    }
    let stage = Stage::new(scene, cast, &triggers);
    let mut tellings = Vec::new();
    for trigger in &triggers {
        if let Some(telling) = telling::tell(&stage, trigger) {
            tellings.push(telling);
        }
    }
    let groups = merge::merge(&stage, tellings);
    groups
        .into_iter()
        .filter(|group| judge::stands(&stage, group))
        .map(|group| record::record(&stage, group))
        .collect()
}
