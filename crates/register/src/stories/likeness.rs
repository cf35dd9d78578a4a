//! How likely two documents report one event.

use super::{DAYS, Features, day};
use mahdar_record::PartialDate;
use rustc_hash::FxHashSet;

/// Weights of a logistic regression over pairs of hand-verified stories and of documents near them: telling words, words of
/// the core in common, headlines, openings, shared runs of the shorter and of both, days apart, stages that conflict, and the constant.
const WEIGHTS: [f64; 8] = [3.6, 4.1, -0.2, 2.0, 0.7, 0.2, -1.25, -1.35];
const CONSTANT: f64 = -3.1;

/// The chance, 0 to 1, that the two report one event. Where a day is missing, one day is assumed between them.
pub(super) fn probability(a: (&Features, Option<PartialDate>), b: (&Features, Option<PartialDate>)) -> f64 {
    values(a, b).map_or(0.0, |values| {
        let sum: f64 = values
            .iter()
            .zip(WEIGHTS)
            .map(|(value, weight)| value * weight)
            .sum();
        1.0 / (1.0 + (-(sum + CONSTANT)).exp())
    })
}

/// What the regression weighs; nothing where the two are too far apart to be asked.
pub(super) fn values(
    a: (&Features, Option<PartialDate>),
    b: (&Features, Option<PartialDate>),
) -> Option<[f64; 8]> {
    let days = match (a.1.and_then(day), b.1.and_then(day)) {
        (Some(a), Some(b)) => (a - b).abs(),
        _ => 1,
    };
    let (a, b) = (a.0, b.0);
    let words = product(&a.words, &b.words);
    // Too little in common for anything else to make up for it; most pairs end here.
    if days > DAYS || words < 0.08 {
        return None;
    }
    let core = shared_core(a, b);
    if core < LEAST_CORE {
        return None;
    }
    let (mine, theirs) = (pairs(a), pairs(b));
    let shared = mine.intersection(&theirs).count() as f64;
    Some([
        words,
        core as f64 / 25.0,
        product(&a.headline, &b.headline),
        product(&a.opening, &b.opening),
        shared / (mine.len().min(theirs.len()).max(1) as f64),
        shared / ((mine.len() + theirs.len()) as f64 - shared).max(1.0),
        f64::from(days),
        f64::from(u8::from(a.stages.conflict(b.stages))),
    ])
}

/// Documents that share fewer words of their cores are not asked further.
const LEAST_CORE: usize = 4;

fn shared_core(a: &Features, b: &Features) -> usize {
    a.core
        .iter()
        .filter(|hash| b.core.binary_search(hash).is_ok())
        .count()
}

fn pairs(features: &Features) -> FxHashSet<u32> {
    features.sentences.iter().flatten().copied().collect()
}

/// The scalar product of two lists sorted by hash.
fn product(a: &[(u32, f32)], b: &[(u32, f32)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += f64::from(x.1) * f64::from(y.1);
                i += 1;
                j += 1;
            }
        }
    }
    sum
}
