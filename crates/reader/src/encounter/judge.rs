//! Which groups stand as records, and how surely: a weighted vote of readable features.
//!
//! The weights lie in `models/encounters.tsv`; `examples/learn_encounters.rs` learns them from marked documents.
//! Features name classes and counts, never a text's own words.

use super::{merge::Group, telling::Stage, trigger::Form};
use crate::cast::ActorKind;
use mahdar_lexicon::{Affixes, Class, Features};
use mahdar_record::{Confidence, EncounterKind, Side};
use mahdar_text::SentenceKind;
use rustc_hash::FxHashMap;
use std::{fmt::Write, sync::OnceLock};

/// The least sureness with which a group stands.
const LEAST: f64 = 0.4;

/// The same for a group that shows one state's side alone.
const LEAST_AT_HOME: f64 = 0.5;

/// The same for a group that is told only as hoped for or agreed upon, which by the contract is no encounter.
const LEAST_UNREAL: f64 = 0.65;

/// The learnt weights, a feature a line.
const MODEL: &str = include_str!("../../models/encounters.tsv");

fn weights() -> &'static FxHashMap<&'static str, f64> {
    static WEIGHTS: OnceLock<FxHashMap<&'static str, f64>> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        MODEL
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(name, weight)| Some((name, weight.trim().parse().ok()?)))
            .collect()
    })
}

/// Whether a group can be an encounter of the contract at all: two parties, and a matter that is not of one state
/// alone.
pub(super) fn possible(group: &Group) -> bool {
    let whole = &group.whole;
    let sides = whole.all_sides();
    let people = whole.participants();
    let unsided = whole.who.iter().any(|w| w.takes_part() && w.sides.is_empty());
    let home = sides.len() == 1 && sides[0].is_state() && !unsided;
    // Who acts in it by deed or name, not only by pointing back.
    let told = group.tellings.iter().any(|t| !t.points_back);
    match whole.kind {
        EncounterKind::Visit => people >= 1 && (whole.place.is_some() || told) && !sides.is_empty(),
        EncounterKind::Session => {
            !sides.is_empty() && (!home || whole.name.is_some()) || whole.name.is_some() && told
        }
        EncounterKind::Signing => !sides.is_empty(),
        _ => sides.len() >= 2 || people >= 2,
    }
}

/// How surely the group is an encounter of the contract, from 0 to 1.
pub(super) fn sureness(stage: &Stage<'_, '_>, group: &Group) -> f64 {
    let weights = weights();
    let mut score = 0.0;
    features(stage, group, &mut |feature| {
        score += weights.get(feature).copied().unwrap_or(0.0)
    });
    1.0 / (1.0 + (-score).exp())
}

/// Whether a group of this sureness stands as a record. One that shows the side of one state alone must be surer:
/// such are mostly that state's own affairs.
pub(super) fn stands(group: &Group, sureness: f64) -> bool {
    let sides = group.whole.all_sides();
    let home = sides.len() == 1 && sides[0].is_state() || sides.is_empty();
    let unreal = group.tellings.iter().all(|t| t.unreal || t.agreed);
    sureness
        >= match (unreal, home) {
            (true, _) => LEAST_UNREAL,
            (_, true) => LEAST_AT_HOME,
            _ => LEAST,
        }
}

/// The record's confidence: sureness scaled down to what a cross-validation found right.
pub(super) fn confidence(sureness: f64) -> Confidence {
    Confidence::new(0.85 * sureness)
}

/// Calls `each` with the name of every feature that a group has.
pub(super) fn features(stage: &Stage<'_, '_>, group: &Group, each: &mut dyn FnMut(&str)) {
    let scene = stage.scene;
    let whole = &group.whole;
    let lead = &group.tellings[group.lead];
    let kind = whole.kind.as_str();
    let sides = whole.all_sides();
    let mut name = String::new();
    let mut say = |args: std::fmt::Arguments<'_>| {
        name.clear();
        // Writing to a string cannot fail.
        let _ = name.write_fmt(args);
        each(&name);
    };
    say(format_args!("all"));
    say(format_args!("kind={kind}"));
    let form = match lead.form {
        Form::Verb => "verb",
        Form::Discussing => "discussing",
        Form::Noun => "noun",
        Form::Travelling => "travelling",
        Form::Signing => "signing",
    };
    say(format_args!("form={form}"));
    let people = whole.participants().min(3);
    let states = sides.iter().filter(|s| s.is_state()).count().min(3);
    let bodies = sides
        .iter()
        .filter(|s| !s.is_state() && **s != Side::ORG)
        .count()
        .min(1);
    say(format_args!("{kind}:people={people}"));
    say(format_args!("{kind}:states={states}"));
    say(format_args!("{kind}:body={bodies}"));
    say(format_args!("{kind}:org={}", sides.contains(&Side::ORG)));
    say(format_args!("sides={}", sides.len().min(4)));
    say(format_args!("people={people}:sides={}", sides.len().min(3)));
    let unsided = whole
        .who
        .iter()
        .filter(|w| w.takes_part() && w.sides.is_empty())
        .count()
        .min(2);
    say(format_args!("unsided={unsided}"));
    let home = sides.len() == 1 && sides[0].is_state();
    say(format_args!("{kind}:home={home}:unsided={unsided}"));
    let named = whole.who.iter().filter(|w| w.person.is_some()).count().min(2);
    say(format_args!("named={named}"));
    let groups = whole
        .who
        .iter()
        .filter(|w| w.kind == ActorKind::Unnamed)
        .count()
        .min(2);
    say(format_args!("circles={groups}"));
    say(format_args!("{form}:explicit={}", lead.explicit.min(3)));
    say(format_args!(
        "{kind}:place={}",
        whole
            .place
            .as_ref()
            .map_or("none", |p| if p.city { "city" } else { "state" })
    ));
    say(format_args!("{kind}:time={}", whole.time.is_some()));
    let place = whole
        .place
        .as_ref()
        .map_or("none", |p| if p.city { "city" } else { "state" });
    let time = whole.time.is_some();
    say(format_args!("{kind}:place={place}:time={time}"));
    say(format_args!(
        "{kind}:{form}:people={people}:sides={}",
        sides.len().min(3)
    ));
    say(format_args!(
        "{kind}:status={}:time={time}",
        whole.status.as_str()
    ));
    say(format_args!("tellings={}", group.tellings.len().min(3)));
    say(format_args!(
        "full-tellings={}",
        group.tellings.iter().filter(|t| !t.points_back).count().min(2)
    ));
    say(format_args!("status={}", whole.status.as_str()));
    say(format_args!("background={}", whole.background));
    say(format_args!(
        "unreal={}:{form}",
        group.tellings.iter().all(|t| t.unreal)
    ));
    say(format_args!("agreed={}", group.tellings.iter().all(|t| t.agreed)));
    say(format_args!("lent={}:named={}", whole.lent, whole.name.is_some()));
    say(format_args!(
        "points-back={}",
        group.tellings.iter().all(|t| t.points_back)
    ));
    say(format_args!(
        "name={}:{kind}",
        whole.name.as_ref().map_or(0, |n| (n.end - n.start).min(4))
    ));
    say(format_args!("sentence={}", lead.sentence.min(3)));
    if let Some(sentence) = scene.text.sentences().get(lead.sentence) {
        say(format_args!(
            "headline={}",
            matches!(sentence.kind, SentenceKind::Headline | SentenceKind::Heading)
        ));
    }
    let length = lead.quote.end - lead.quote.start;
    say(format_args!(
        "length={}",
        if length < 4 {
            0
        } else if length < 10 {
            1
        } else if length < 25 {
            2
        } else {
            3
        }
    ));
    // The trigger itself: its class and note, article, pronoun, verb's tense.
    if let Some(hit) = scene.notes.at(lead.at).iter().find(|h| {
        matches!(
            h.class,
            Class::Meet | Class::MeetNoun | Class::Travel | Class::Discuss | Class::Sign
        )
    }) {
        let entry = scene.entry(hit);
        say(format_args!("note={}", entry.extra));
        say(format_args!(
            "{form}:article={}",
            hit.affixes.contains(Affixes::AL)
        ));
        say(format_args!("summit={}:people={people}", whole.summit));
        say(format_args!("pronoun={}", hit.enclitic.is_some()));
        say(format_args!(
            "governed={}",
            hit.affixes.intersects(Affixes::LI | Affixes::BI)
        ));
        let tense = if entry.features.contains(Features::PERFECT) {
            "perfect"
        } else if entry.features.contains(Features::IMPERFECT) {
            "imperfect"
        } else {
            "none"
        };
        say(format_args!("{form}:tense={tense}"));
        say(format_args!(
            "plural={}:{form}",
            entry.features.intersects(Features::PLURAL)
        ));
        say(format_args!(
            "lemma={}",
            entry.lemma.split(['|', '/']).next().unwrap_or("")
        ));
    }
    let frame = (1..=2)
        .find_map(|n| scene.notes.get(lead.at.wrapping_sub(n), Class::Setting))
        .map_or("none", |h| &scene.entry(h).value);
    say(format_args!("frame={frame}"));
    say(format_args!("carried={}", lead.carrier.unwrap_or("none")));
    for class in [
        Class::Speech,
        Class::Commit,
        Class::Hoped,
        Class::Future,
        Class::Past,
        Class::Negation,
        Class::Will,
    ] {
        let near = lead.quote.start.saturating_sub(6)..lead.at;
        if near.clone().any(|i| scene.is(i, class)) {
            say(format_args!("before={}", class.as_str()));
        }
    }
    let foreign = stage.states.min(4);
    say(format_args!("document-states={foreign}"));
}
