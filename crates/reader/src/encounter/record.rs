//! A group as a record.

use super::{
    judge,
    merge::Group,
    telling::{Stage, Telling, Who},
    when,
};
use crate::statement::sector::sectors;
use mahdar_lexicon::Affixes;
use mahdar_record::{Encounter, EncounterKind, EncounterStatus, Quote, Sector};

/// The record of a group.
pub(super) fn record(stage: &Stage<'_, '_>, group: &Group, sureness: f64) -> Encounter {
    let scene = stage.scene;
    let confidence = judge::confidence(sureness);
    let lead = &group.tellings[group.lead];
    let whole = &group.whole;
    let quote = quote(stage, lead);
    let also: Vec<Quote> = group
        .tellings
        .iter()
        .enumerate()
        .filter(|(n, t)| {
            *n != group.lead && (t.quote.start >= lead.quote.end || t.quote.end <= lead.quote.start)
        })
        .map(|(_, t)| self::quote(stage, t))
        .collect();
    let time = whole.time.and_then(|t| stage.times.get(t));
    let date = time.and_then(|t| match whole.status {
        EncounterStatus::Planned | EncounterStatus::Cancelled => when::to_come(scene, t),
        _ => t.date,
    });
    let mut inferred = Vec::new();
    if time.is_some_and(|t| t.inferred) {
        inferred.push("date".into());
    }
    let place = whole.place.as_ref().map(|p| p.name(stage));
    if place.is_some() && group.tellings.iter().all(|t| t.place != whole.place) {
        inferred.push("place".into());
    }
    let session = whole.kind == EncounterKind::Session;
    let mechanism = whole
        .name
        .clone()
        .filter(|_| session)
        .map(|name| mechanism(stage, name));
    let ordinal = whole
        .name
        .clone()
        .filter(|_| session)
        .and_then(|name| ordinal(stage, name));
    Encounter {
        kind: whole.kind,
        participants: whole
            .who
            .iter()
            .filter(|w| w.takes_part())
            .map(|w| name(stage, w))
            .collect(),
        sides: whole.all_sides().into_vec(),
        place,
        date,
        date_text: time.map(|t| scene.text.slice(t.tokens.clone()).to_owned()),
        topics: topics(stage, group),
        background: whole.background,
        status: whole.status,
        mechanism,
        ordinal,
        host: whole.place.as_ref().filter(|_| session).and_then(|p| p.side),
        quote,
        confidence,
        also,
        inferred,
        reasons: whole.reasons.clone(),
    }
}

fn quote(stage: &Stage<'_, '_>, telling: &Telling) -> Quote {
    if telling.conjunction {
        stage.scene.quote_after_conjunction(telling.quote.clone())
    } else {
        stage.scene.quote(telling.quote.clone())
    }
}

fn name(stage: &Stage<'_, '_>, who: &Who) -> String {
    match who.person {
        Some(person) => stage.cast.name(person).to_owned(),
        None => {
            // A conjunction or preposition written to the first word is no part of the name.
            let written = stage.scene.text.slice(who.label.clone());
            let mut name = written;
            for (affix, letter) in [(Affixes::WA, 'و'), (Affixes::FA, 'ف'), (Affixes::BI, 'ب')] {
                if who.affixes.contains(affix) {
                    name = name.strip_prefix(letter).unwrap_or(name);
                }
            }
            if who.affixes.contains(Affixes::LI) {
                return match name.strip_prefix("لل") {
                    Some(rest) => format!("ال{rest}"),
                    None => name.strip_prefix('ل').unwrap_or(name).to_owned(),
                };
            }
            name.to_owned()
        }
    }
}

fn mechanism(stage: &Stage<'_, '_>, name: std::ops::Range<usize>) -> String {
    stage.scene.text.slice(name).to_owned()
}

/// Which session it is: an ordinal within the name (`الاجتماع الثالث`).
fn ordinal(stage: &Stage<'_, '_>, name: std::ops::Range<usize>) -> Option<u32> {
    name.clone().find_map(|i| match stage.scene.word(i) {
        "الاول" | "الاولي" => Some(1),
        "الثاني" | "الثانيه" => Some(2),
        "الثالث" | "الثالثه" => Some(3),
        "الرابع" | "الرابعه" => Some(4),
        "الخامس" | "الخامسه" => Some(5),
        "السادس" | "السادسه" => Some(6),
        "السابع" | "السابعه" => Some(7),
        "الثامن" | "الثامنه" => Some(8),
        "التاسع" | "التاسعه" => Some(9),
        "العاشر" | "العاشره" => Some(10),
        _ => None,
    })
}

/// What was discussed: the sectors named in the lead's sentence behind the trigger, and in those that point back.
fn topics(stage: &Stage<'_, '_>, group: &Group) -> Vec<Sector> {
    let mut out: Vec<Sector> = Vec::new();
    let lead = &group.tellings[group.lead];
    let mut add = |telling: &Telling| {
        let sentence = stage.sentence(telling.sentence);
        for sector in sectors(stage.scene, telling.at..sentence.end) {
            if !out.contains(&sector) && out.len() < 5 {
                out.push(sector);
            }
        }
    };
    add(lead);
    for telling in group.tellings.iter().filter(|t| t.points_back) {
        add(telling);
    }
    out
}
