//! Where it was.

use super::{clause, telling::Stage};
use crate::cast::ActorKind;
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
    /// Whether its name has the article of its own (القاهرة).
    pub article: bool,
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
        article: stage.scene.entry(hit).lemma.starts_with("ال") && !hit.affixes.contains(Affixes::AL),
        side: stage.scene.entry(hit).side(),
        city: hit.class != Class::State,
    })
}

/// The place of a clause whose words from trigger to last party are `core`: named after `في` or behind `بـ` inside it or
/// right behind it, among words of time and place, at the furthest to `until`; else right before it. A city is better
/// than a state; nothing counts once the topic is named.
pub(super) fn of_clause(
    stage: &Stage<'_, '_>,
    core: Range<usize>,
    until: usize,
    from: usize,
) -> Option<Place> {
    scan(stage, core.start, core.end, until).or_else(|| {
        let before = core.start.saturating_sub(5).max(from);
        scan(stage, before, core.start, core.start).filter(|p| core.start - p.tokens.end <= 2)
    })
}

fn scan(stage: &Stage<'_, '_>, start: usize, core_end: usize, until: usize) -> Option<Place> {
    let scene = stage.scene;
    let mut found: Option<Place> = None;
    let (mut open, mut spare) = (0usize, 3usize);
    let mut i = start;
    while i < until {
        let word = scene.word(i);
        if clause::opens_topic(stage, i) && stage.covering(i).is_none() {
            break;
        }
        if matches!(
            word,
            "في" | "وفي" | "بمدينه" | "بالعاصمه" | "بقريه" | "بمنتجع" | "بمقر"
        ) {
            open = 5;
            i += 1;
            continue;
        }
        if let Some(place) = at(stage, i) {
            // Inside an office (وزير خارجية مصر) or a body's name it is no place.
            let inside = stage.covering(i).is_some_and(|m| {
                m.kind != ActorKind::State && (m.tokens.start < i || m.tokens.end > place.tokens.end)
            });
            if !inside && (open > 0 || place.affixes.contains(Affixes::BI)) {
                let end = place.tokens.end;
                if found.as_ref().is_none_or(|f| place.city && !f.city) {
                    found = Some(place);
                }
                i = end.max(i + 1);
                continue;
            }
        }
        if let Some(mention) = stage.starting_at(i) {
            if i >= core_end && !matches!(mention.kind, ActorKind::State) {
                break;
            }
            if mention.kind == ActorKind::State && open > 0 {
                // العاصمة الألمانية برلين: one mention of a state, with the town's name at its end.
                i += 1;
                continue;
            }
            open = 0;
            i = mention.tokens.end.max(i + 1);
            continue;
        }
        let light = stage.is_time(i)
            || open > 0
            || !scene.is_word(i) && matches!(word, "،" | "," | "\"" | "»" | "«" | "(" | ")" | "/")
            || matches!(
                word,
                "التي" | "الذي" | "و" | "لدي" | "خلال" | "علي" | "هامش" | "بمقر"
            );
        if i >= core_end && !light && scene.notes.get(i, Class::Carry).is_none() {
            // A few words more may belong to the last party's name.
            let plain = scene.is_word(i)
                && !word.starts_with('ل')
                && scene.notes.at(i).iter().all(|h| !scene.entry(h).is_finite());
            if !plain || spare == 0 {
                break;
            }
            spare -= 1;
        }
        // مدينة، العاصمة الألمانية: words between the preposition and the name.
        open = open.saturating_sub(1);
        if matches!(word, "مع" | "بين" | "من" | "الي" | "عن" | "حول" | "علي") {
            open = 0;
        }
        i += 1;
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
            if let Some(after) = rest
                .strip_prefix("لل")
                .filter(|_| self.article || self.affixes.contains(Affixes::AL))
            {
                return format!("ال{after}");
            }
            rest = rest.strip_prefix('ل').unwrap_or(rest);
        }
        rest.to_owned()
    }
}
