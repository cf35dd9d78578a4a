//! Who met whom: meetings, calls, visits, sessions, signings, messages.
//!
//! 1. [`trigger`]: words that may tell of an encounter, found by class alone.
//! 2. [`clause`]: the parties that stand in the trigger's own clause, each with its grammatical role; [`group`]:
//!    circles without a name; [`focus`]: whom
//!    a pronoun or an unspoken subject means.
//! 3. [`telling`] is what one trigger tells: kind, parties, place, date, status. One file a construction: [`meeting`]
//!    (verbs and nouns of meeting, calls), [`journey`] (visits), [`session`] (events with a name of their own),
//!    [`signing`], [`message`].
//! 4. [`merge`]: the tellings of one encounter become one record; a bare `اللقاء` joins what it points back to.
//! 5. [`judge`]: which records stand, and how surely.

mod clause;
mod focus;
mod group;
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
    let mut out = Vec::new();
    groups(scene, cast, &mut |stage, group| {
        let sureness = judge::sureness(stage, group);
        if judge::stands(group, sureness) {
            out.push(record::record(stage, group, sureness));
        }
    });
    out
}

/// Every group that might be an encounter, with the names of its features: what the judge's weights are learnt from.
pub fn candidates(scene: &Scene<'_>, cast: &Cast) -> Vec<(Encounter, Vec<String>)> {
    let mut out = Vec::new();
    groups(scene, cast, &mut |stage, group| {
        let mut features = Vec::new();
        judge::features(stage, group, &mut |feature| features.push(feature.to_owned()));
        out.push((
            record::record(stage, group, judge::sureness(stage, group)),
            features,
        ));
    });
    out
}

fn groups(scene: &Scene<'_>, cast: &Cast, each: &mut dyn FnMut(&Stage<'_, '_>, &merge::Group)) {
    let triggers = trigger::triggers(scene, cast);
    if triggers.is_empty() {
        return;
    }
    let groups = group::groups(scene, cast, &triggers);
    let stage = Stage::new(scene, cast, &groups, &triggers);
    let mut tellings = Vec::new();
    for trigger in &triggers {
        let told = telling::tell(&stage, trigger);
        if let Some(telling) = told {
            tellings.push(telling);
        }
    }
    for group in merge::merge(&stage, tellings)
        .iter()
        .filter(|g| judge::possible(g))
    {
        each(&stage, group);
    }
}
