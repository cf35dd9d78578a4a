//! What a source is: a medium, an institution, a spokesman, somebody unnamed, a person.

use super::phrase::{name_end, opens_content, quoted};
use crate::{
    cast::{ActorKind, Cast},
    scene::Scene,
};
use mahdar_lexicon::{Affixes, Class, Hit};
use mahdar_record::AttributionKind;
use std::ops::Range;

/// A noun phrase that names a source.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// All its tokens.
    pub tokens: Range<usize>,
    /// What sort of source it is by its own words.
    pub kind: AttributionKind,
    /// How it was recognised.
    pub note: Note,
    /// Whether it takes up a source named before (`الوكالة`، `المصدر`).
    pub resumed: bool,
}

/// How a source was recognised; the lexicon's note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    /// A medium or agency by name, or by its head noun and name.
    Medium,
    /// A spokesman.
    Spokesman,
    /// An institution that speaks.
    Body,
    /// Numbers of an institution.
    Figures,
    /// A text that speaks.
    Text,
    /// Somebody without a name.
    Unnamed,
    /// A person with a name or an office.
    Person,
    /// A state.
    State,
}

/// The source that begins exactly at token `i`.
pub(super) fn source_at(scene: &Scene<'_>, cast: &Cast, i: usize, end: usize) -> Option<Source> {
    let classes = scene.notes.classes(i);
    let mut best: Option<Source> = None;
    if classes.has(Class::AttributionSource) || classes.has(Class::Outlet) {
        for hit in scene.notes.at(i) {
            let found = match hit.class {
                Class::Outlet => medium(scene, hit, end),
                Class::AttributionSource => noun(scene, cast, hit, end),
                _ => None,
            };
            if let Some(found) = found {
                best = Some(found);
                break;
            }
        }
    }
    best.or_else(|| actor(scene, cast, i, end))
}

fn medium(scene: &Scene<'_>, hit: &Hit, end: usize) -> Option<Source> {
    let kind = scene.entry(hit).attribution_kind()?;
    let start = hit.start as usize;
    Some(Source {
        tokens: start..name_end(scene, start, hit.end as usize, end, false).min(hit.end as usize + 3),
        kind,
        note: Note::Medium,
        resumed: false,
    })
}

fn noun(scene: &Scene<'_>, cast: &Cast, hit: &Hit, end: usize) -> Option<Source> {
    let entry = scene.entry(hit);
    let kind = entry.attribution_kind()?;
    let sentence_end = end;
    let (start, after) = (hit.start as usize, hit.end as usize);
    let definite = hit.affixes.contains(Affixes::AL) || scene.word(start).starts_with("ال");
    let of = |note, described, resumed| {
        Some(Source {
            tokens: start..name_end(scene, start, after, end, described),
            kind,
            note,
            resumed,
        })
    };
    match &*entry.extra {
        "check" if !names_medium(scene, after, end) => {
            // «الوكالة» alone takes up the agency named before.
            if definite
                && kind == AttributionKind::Agency
                && name_end(scene, start, after, end, false) == after
            {
                of(Note::Medium, false, true)
            } else {
                None
            }
        }
        "check" | "media" => of(Note::Medium, false, false),
        "name" => {
            let found = of(Note::Medium, false, false)?;
            let alone = found.tokens.end == after && entry.lemma.split(' ').nth(1).is_none();
            Some(Source {
                resumed: definite
                    && alone
                    && kind == AttributionKind::Outlet
                    && !entry.lemma.contains("تلفزيون"),
                ..found
            })
        }
        "spokesman" => {
            let found = of(Note::Spokesman, false, false)?;
            // «المتحدث» alone takes up the one named before.
            let alone = found.tokens.len() == 1 && definite;
            Some(Source {
                resumed: alone,
                ..found
            })
        }
        "body" => of(Note::Body, false, false),
        "figures" => of(Note::Figures, false, false),
        "own" => {
            let found = of(Note::Text, false, definite)?;
            let end = found.tokens.end;
            // «بيان صادر عن وزارة الخارجية»
            let issued = matches!(scene.word(end - 1), "صادر" | "الصادر" | "صدر") && scene.word(end) == "عن";
            let tokens = if issued {
                start..name_end(scene, end, end + 1, sentence_end, false)
            } else {
                found.tokens.clone()
            };
            Some(Source { tokens, ..found })
        }
        "some" => of(Note::Unnamed, true, false),
        "noun" => {
            let found = of(Note::Unnamed, true, false)?;
            // «المسؤول» takes somebody up again; with a name he is a person, not an unnamed source.
            let named = cast
                .within(start..found.tokens.end)
                .iter()
                .any(|m| m.kind == ActorKind::Person && m.tokens.start <= start + 3);
            let proper = scene.is(after, Class::GivenName) || scene.is(after, Class::FamilyName);
            (!named && !proper).then_some(Source {
                resumed: definite,
                ..found
            })
        }
        _ => None,
    }
}

/// Whether what stands from `i` is a medium's name: in quotation marks, in the lexicon, or closed by `للأنباء`.
pub(super) fn names_medium(scene: &Scene<'_>, i: usize, end: usize) -> bool {
    for j in i..end.min(i + 6) {
        if opens_content(scene.word(j)) || matches!(scene.word(j), "." | "،" | ",") {
            return false;
        }
        if scene.is(j, Class::Outlet)
            || matches!(
                scene.word(j),
                "للانباء"
                    | "للاعلام"
                    | "انباء"
                    | "الاخباري"
                    | "الاخباريه"
                    | "التلفزيونيه"
                    | "الاذاعيه"
            )
            || (j <= i + 2 && quoted(scene, j, end).is_some())
        {
            return true;
        }
    }
    false
}

impl Note {
    /// Its name in the model file.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Note::Medium => "source: medium",
            Note::Spokesman => "source: spokesman",
            Note::Body => "source: body",
            Note::Figures => "source: figures",
            Note::Text => "source: text",
            Note::Unnamed => "source: unnamed",
            Note::Person => "source: person",
            Note::State => "source: state",
        }
    }
}

fn actor(scene: &Scene<'_>, cast: &Cast, i: usize, end: usize) -> Option<Source> {
    let mention = cast.starting_at(i)?;
    let (kind, note) = match mention.kind {
        ActorKind::Person | ActorKind::Office => (AttributionKind::Speech, Note::Person),
        ActorKind::Body => (AttributionKind::Statement, Note::Body),
        ActorKind::State => (AttributionKind::Statement, Note::State),
        ActorKind::Unnamed => (AttributionKind::Anonymous, Note::Unnamed),
        ActorKind::Joint => return None,
    };
    // «قالت منى الوادي، المتحدثة باسم الوزارة»: a spokesman, with the name first.
    let near = mention.tokens.start..end.min(mention.tokens.end + 3);
    let office = near.clone().find(|&j| spokesman(scene, j));
    if let Some(j) = office.filter(|_| note == Note::Person) {
        let stop = name_end(scene, j, j + 1, end, false);
        return Some(Source {
            tokens: mention.tokens.start..stop.max(mention.tokens.end),
            kind: AttributionKind::Office,
            note: Note::Spokesman,
            resumed: false,
        });
    }
    Some(Source {
        tokens: mention.tokens.clone(),
        kind,
        note,
        resumed: false,
    })
}

/// Whether a spokesman's office begins at `i`.
fn spokesman(scene: &Scene<'_>, i: usize) -> bool {
    scene
        .notes
        .at(i)
        .iter()
        .any(|h| h.class == Class::AttributionSource && &*scene.entry(h).extra == "spokesman")
}
