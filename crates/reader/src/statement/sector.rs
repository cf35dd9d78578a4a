//! The fields of cooperation that a passage is about, told by the lexicon's sector words.

use crate::scene::Scene;
use mahdar_lexicon::Class;
use mahdar_record::Sector;
use smallvec::SmallVec;
use std::ops::Range;

/// How far each sector is spoken for in a passage.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    weight: u32,
    /// Number of the first word that speaks for it, for ties.
    first: u32,
}

/// How much each sector's words weigh in a passage.
pub(super) struct Weights([Tally; Sector::ALL.len()]);

impl Weights {
    /// Counts the sector words of `tokens`; a longer phrase hides the words inside it.
    pub(super) fn of(scene: &Scene<'_>, tokens: Range<usize>) -> Self {
        let mut tally = [Tally::default(); Sector::ALL.len()];
        let mut hidden = tokens.start;
        let mut order = 0;
        for hit in scene.notes.within(tokens.clone()) {
            if hit.class != Class::Sector || (hit.start as usize) < hidden || hit.end as usize > tokens.end {
                continue;
            }
            let entry = scene.entry(hit);
            let Some(sector) = entry.sector() else { continue };
            hidden = hit.end as usize;
            order += 1;
            let of = &mut tally[sector as usize];
            if of.weight == 0 {
                of.first = order;
            }
            of.weight += weight(&entry.extra);
        }
        Weights(tally)
    }

    /// The share of each sector among all words of the passage, from 0 to 1.
    pub(super) fn share(&self, sector: Sector) -> f64 {
        let all: u32 = self.0.iter().map(|t| t.weight).sum();
        f64::from(self.0[sector as usize].weight) / f64::from(all.max(1))
    }

    /// The weight of one sector.
    pub(super) fn weight(&self, sector: Sector) -> u32 {
        self.0[sector as usize].weight
    }

    /// The sectors spoken for, the best supported first; see [`sectors`].
    pub(super) fn ranked(&self) -> SmallVec<[Sector; 4]> {
        let mut found: SmallVec<[(u32, u32, Sector); 4]> = Sector::ALL
            .into_iter()
            .map(|s| (self.0[s as usize].weight, self.0[s as usize].first, s))
            .filter(|(weight, _, _)| *weight > 0)
            .collect();
        found.sort_by_key(|&(weight, first, _)| (std::cmp::Reverse(weight), first));
        let certain = found.first().is_some_and(|(weight, _, _)| *weight > 1);
        found
            .into_iter()
            .filter(|(weight, _, _)| !certain || *weight > 1)
            .map(|(_, _, sector)| sector)
            .collect()
    }
}

/// The sectors of `tokens`, the best supported first; empty where no word tells one.
///
/// Each sector word counts with its weight; a longer phrase hides the words inside it. Among equals the one named
/// first leads. A sector that only shared words speak for (weight 1) is left out beside a certain one.
///
/// # Example
/// `زيادة حجم التبادل التجاري والاستثمارات` gives trade, investment.
pub fn sectors(scene: &Scene<'_>, tokens: Range<usize>) -> SmallVec<[Sector; 4]> {
    Weights::of(scene, tokens).ranked()
}

/// The last column of a sector word: 1, 2 or 3; 2 where it is empty.
fn weight(extra: &str) -> u32 {
    match extra {
        "1" => 1,
        "3" => 3,
        _ => 2,
    }
}
