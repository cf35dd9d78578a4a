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

/// The sectors of `tokens`, the best supported first; empty where no word tells one.
///
/// Each sector word counts with its weight; a longer phrase hides the words inside it. Among equals the one named
/// first leads. A sector that only shared words speak for (weight 1) is left out beside a certain one.
///
/// # Example
/// `زيادة حجم التبادل التجاري والاستثمارات` gives trade, investment.
pub fn sectors(scene: &Scene<'_>, tokens: Range<usize>) -> SmallVec<[Sector; 4]> {
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
    let mut found: SmallVec<[(u32, u32, Sector); 4]> = Sector::ALL
        .into_iter()
        .map(|s| (tally[s as usize].weight, tally[s as usize].first, s))
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

/// The last column of a sector word: 1, 2 or 3; 2 where it is empty.
fn weight(extra: &str) -> u32 {
    match extra {
        "1" => 1,
        "3" => 3,
        _ => 2,
    }
}
