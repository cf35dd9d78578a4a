//! A thing in a person's words.

use super::show::ThingPage;
use crate::Kind;
use mahdar_record::{EncounterKind, EncounterStatus, InstrumentKind, PartialDate, Sector, Side, Strength};
use mahdar_wording::{Noun, Voice, isolate, visible};
use serde_json::Value;
use std::fmt::Write;

/// Everything about a thing, to be read in a terminal or put on a page as plain text.
pub fn describe(page: &ThingPage, voice: Voice) -> String {
    let thing = &page.thing;
    let mut out = String::new();
    let mut say = |name: &str, value: String| {
        if !value.is_empty() {
            // Writing to a string does not fail.
            let _ = writeln!(out, "{name}: {}", isolate(&visible(&value.replace('\n', " "))));
        }
    };
    say(&thing.id, thing.label.clone());
    let data = &thing.data;
    say(voice.say("النوع", "kind"), kind(thing.kind, data, voice));
    say(
        voice.say("التاريخ", "date"),
        thing.first.as_deref().map_or_else(String::new, |d| day(d, voice)),
    );
    say(
        voice.say("آخر ذكر", "last told"),
        thing.last.as_deref().map_or_else(String::new, |d| day(d, voice)),
    );
    say(
        voice.say("الحالة", "status"),
        status(thing.status.as_deref(), voice),
    );
    say(
        voice.say("القوة", "strength"),
        thing
            .strength
            .as_deref()
            .and_then(Strength::from_code)
            .map_or_else(String::new, |s| voice.strength(s).to_owned()),
    );
    let sides: Vec<String> = super::sides_of(thing)
        .iter()
        .filter_map(|s| s.parse::<Side>().ok())
        .map(|s| voice.side(s))
        .collect();
    say(voice.say("الأطراف", "sides"), voice.list(&sides));
    let sectors: Vec<String> = ["topics", "sectors"]
        .iter()
        .flat_map(|list| data[*list].as_array().into_iter().flatten())
        .filter_map(|s| Sector::from_code(s["form"].as_str()?))
        .map(|s| voice.sector(s).to_owned())
        .collect();
    say(voice.say("المجالات", "sectors"), voice.list(&sectors));
    for (list, ar, en) in [
        ("names", "كما كُتب", "as written"),
        ("titles", "كما كُتب", "as written"),
        ("places", "المكان", "place"),
        ("dates", "التواريخ المذكورة", "dates given"),
        ("cadence", "الدورية", "cadence"),
        ("host_rule", "الاستضافة", "host rule"),
        ("chairs", "الرئاسة", "chairs"),
        ("coordinators", "التنسيق", "coordinators"),
        ("founded_by", "أُنشئ بموجب", "founded by"),
    ] {
        say(voice.say(ar, en), counted(&data[list], voice));
    }
    for participant in data["participants"].as_array().into_iter().flatten() {
        let name = participant["person"].as_str().and_then(|p| thing.names.get(p));
        let written = participant["name"].as_str().unwrap_or_default();
        let id = participant["person"].as_str().unwrap_or_default();
        say(
            voice.say("شارك", "took part"),
            format!("{} {id}", name.map_or(written, String::as_str)),
        );
    }
    for tenure in data["tenures"].as_array().into_iter().flatten() {
        let of = |field: &str| tenure[field].as_str().unwrap_or_default().to_owned();
        let seen = [of("first"), of("last")].map(|d| if d.is_empty() { d } else { day(&d, voice) });
        say(
            voice.say("المنصب", "office"),
            format!("{} ({} – {})", of("title"), seen[0], seen[1]),
        );
    }
    say(
        voice.say("الأجل", "due"),
        data["due"].as_str().unwrap_or_default().to_owned(),
    );
    for moved in data["moves"].as_array().into_iter().flatten() {
        let text = format!(
            "{}: {} ({})",
            status(moved["status"].as_str(), voice),
            moved["note"].as_str().unwrap_or_default(),
            moved["actor"].as_str().unwrap_or_default()
        );
        say(voice.say("قرار", "ruled"), text);
    }
    readouts(data, voice, &mut say);
    for reason in &page.why {
        say(voice.say("لماذا", "why"), reason.clone());
    }
    for entry in &page.decisions {
        say(
            voice.say("قرار", "decision"),
            format!("{} {} {}", entry.at, entry.actor, entry.decision.rule()),
        );
    }
    say(
        voice.say("الأدلة", "evidence"),
        voice.count(page.evidence_total as usize, Noun::Source),
    );
    for evidence in &page.evidence {
        let published = evidence
            .published
            .as_deref()
            .map_or_else(String::new, |d| day(d, voice));
        let outlet = evidence.outlet.as_deref().unwrap_or_default();
        say(
            &format!("  {} {published} {outlet}", evidence.document),
            format!("«{}»", evidence.quote),
        );
    }
    for (list, ar, en) in [
        (&page.encounters, "لقاء", "encounter"),
        (&page.commitments, "التزام", "commitment"),
    ] {
        for other in list.iter().take(30) {
            let text = format!("{} {}", other.first.as_deref().unwrap_or_default(), other.label);
            say(&format!("  {} {}", voice.say(ar, en), other.id), text);
        }
    }
    out
}

fn day(text: &str, voice: Voice) -> String {
    text.parse::<PartialDate>()
        .map_or_else(|_| text.to_owned(), |d| voice.date(d))
}

fn kind(kind: Kind, data: &Value, voice: Voice) -> String {
    let code = data["kind"].as_str().unwrap_or_default();
    match kind {
        Kind::Encounter => EncounterKind::from_code(code).map(|k| voice.encounter_kind(k).to_owned()),
        Kind::Instrument => InstrumentKind::from_code(code).map(|k| voice.instrument_kind(k).to_owned()),
        _ => None,
    }
    .unwrap_or_else(|| kind.as_str().to_owned())
}

fn status(code: Option<&str>, voice: Voice) -> String {
    let Some(code) = code else { return String::new() };
    if let Some(status) = EncounterStatus::from_code(code) {
        return voice.encounter_status(status).to_owned();
    }
    match crate::State::from_code(code) {
        Some(state) => crate::follow::say_state(state, voice).to_owned(),
        None => code.to_owned(),
    }
}

/// Forms with how often each was written.
fn counted(list: &Value, voice: Voice) -> String {
    let forms = list.as_array().into_iter().flatten().take(12).filter_map(|f| {
        let form = f["form"].as_str()?;
        let count = f["count"].as_u64().unwrap_or(1);
        Some(if count > 1 {
            format!("{form} ×{}", voice.digits(&count.to_string()))
        } else {
            form.to_owned()
        })
    });
    forms.collect::<Vec<_>>().join(" · ")
}

/// The accounts of the sides beside each other: what all have, what one alone has, where they differ.
fn readouts(data: &Value, voice: Voice, say: &mut impl FnMut(&str, String)) {
    let readouts = data["readouts"].as_array().map_or(&[][..], Vec::as_slice);
    if readouts.len() < 2 {
        return;
    }
    for readout in readouts {
        let side = readout["side"]
            .as_str()
            .and_then(|s| s.parse::<Side>().ok())
            .map_or_else(|| voice.say("غيرهما", "others").to_owned(), |s| voice.side(s));
        let topics: Vec<String> = readout["topics"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|t| Sector::from_code(t["form"].as_str()?))
            .map(|s| voice.sector(s).to_owned())
            .collect();
        let text = [
            counted(&readout["dates"], voice),
            counted(&readout["places"], voice),
            voice.list(&topics),
        ];
        say(
            &format!("{} {side}", voice.say("رواية", "account of")),
            text.join(" — "),
        );
    }
}
