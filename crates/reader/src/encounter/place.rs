//! Where it was.

use super::telling::Stage;
use mahdar_lexicon::{Affixes, Class, Classes, Hit};
use mahdar_record::Side;
use std::ops::Range;

/// A place, as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// The tokens of its name.
    pub tokens: Range<usize>,
    /// Proclitics written to its first word, which are no part of its name.
    pub affixes: Affixes,
    /// The side it lies in.
    pub side: Option<Side>,
    /// Whether it is a city, not a whole state.
    pub city: bool,
}

const PLACES: Classes = Classes::of(Class::State).with(Class::City).with(Class::Capital);

/// The place whose name begins at token `i`.
pub(super) fn at(stage: &Stage<'_, '_>, i: usize) -> Option<Place> {
    if !stage.scene.notes.classes(i).meets(PLACES) {
        return None;
    }
    let hit: &Hit = stage
        .scene
        .notes
        .at(i)
        .iter()
        .find(|h| PLACES.has(h.class) && h.enclitic.is_none())?;
    Some(Place {
        tokens: hit.tokens(),
        affixes: hit.affixes,
        side: stage.scene.entry(hit).side(),
        city: hit.class != Class::State,
    })
}

/// The place named after `في`, or behind `بـ`, within `tokens`; the first city, else the first state.
pub(super) fn within(stage: &Stage<'_, '_>, tokens: Range<usize>) -> Option<Place> {
    let scene = stage.scene;
    let mut found: Option<Place> = None;
    let mut open = 0usize;
    for i in tokens {
        let word = scene.word(i);
        if matches!(word, "في" | "وفي" | "بمدينه" | "بالعاصمه" | "بقريه" | "بمنتجع")
        {
            open = 5;
            continue;
        }
        if let Some(place) = at(stage, i) {
            // Inside an office (وزير خارجية مصر) or a body's name it is no place.
            let inside = stage
                .cast
                .covering(i)
                .is_some_and(|m| m.tokens.start < i || m.tokens.end > place.tokens.end);
            let behind_bi = place.affixes.contains(Affixes::BI);
            if !inside && (open > 0 || behind_bi) {
                let better = found.as_ref().is_none_or(|f| place.city && !f.city);
                if better {
                    found = Some(place);
                }
                continue;
            }
        }
        // مدينة، العاصمة الألمانية: words between the preposition and the name.
        open = open.saturating_sub(1);
        if matches!(word, "مع" | "بين" | "من" | "الي" | "عن" | "حول" | "علي") {
            open = 0;
        }
    }
    found
}

impl Place {
    /// The name as written, without the proclitics.
    pub fn name(&self, stage: &Stage<'_, '_>) -> String {
        let written = stage.scene.text.slice(self.tokens.clone());
        let mut rest = written;
        for (affix, letter) in [
            (Affixes::WA, 'و'),
            (Affixes::FA, 'ف'),
            (Affixes::BI, 'ب'),
            (Affixes::KA, 'ك'),
        ] {
            if self.affixes.contains(affix) {
                rest = rest.strip_prefix(letter).unwrap_or(rest);
            }
        }
        if self.affixes.contains(Affixes::LI) {
            if let Some(after) = rest.strip_prefix("لل") {
                return format!("ال{after}");
            }
            rest = rest.strip_prefix('ل').unwrap_or(rest);
        }
        rest.to_owned()
    }
}
