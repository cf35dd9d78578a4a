//! Stories: which documents report one event, and inside a story which sentences are copied from which document.
//! Pure functions: the result depends on the documents alone.
//!
//! Two documents are held together by the words that are rare in the press and frequent in them, by their
//! headlines and openings, and by whole runs of words; they are held apart by the days between them and by the
//! stage of an affair that their headlines tell (one leaves, one arrives, one comes home). What is alike enough is
//! joined by average linkage, so that one bridge does not make two events one.

mod copies;
mod features;
mod likeness;
mod linkage;
mod stage;

pub use copies::{Part, parts};
pub use features::{Features, features};

use mahdar_record::PartialDate;

/// From here on two documents are put into one story.
const TOGETHER: f64 = 0.33;

/// Documents further apart are never of one story.
const DAYS: i32 = 3;

/// Only documents that share a key are compared: one of a few smallest hashes of their telling words, within days
/// of one another. That finds nearly all pairs that share a fifth of their telling words, and few others.
pub fn keys(features: &Features, published: Option<PartialDate>, out: &mut Vec<String>) {
    let windows = match published.and_then(day) {
        Some(day) => vec![
            format!("{:x}", day.div_euclid(2 * DAYS)),
            format!("+{:x}", (day + DAYS).div_euclid(2 * DAYS)),
        ],
        None => vec!["-".to_owned()],
    };
    for (i, hash) in features.signature().into_iter().enumerate() {
        out.extend(windows.iter().map(|window| format!("{window}:{i:x}:{hash:x}")));
    }
}

/// Whether two documents may report one event.
pub fn linked(a: (&Features, Option<PartialDate>), b: (&Features, Option<PartialDate>)) -> bool {
    likeness::probability(a, b) >= TOGETHER
}

/// How much two documents share, 0 to 100.
pub fn likeness(a: &Features, b: &Features) -> u32 {
    (likeness::probability((a, None), (b, None)) * 100.0) as u32
}

/// Divides documents that are linked, directly or through others, into stories; they come in the order of evidence.
pub fn group(documents: &[(&Features, Option<PartialDate>)]) -> Vec<Vec<usize>> {
    linkage::average(documents.len(), TOGETHER, |a, b| {
        likeness::probability(documents[a], documents[b])
    })
}

/// A number that grows by one a day; none for a date without a day.
fn day(date: PartialDate) -> Option<i32> {
    let (year, month, day) = (
        i32::from(date.year()),
        i32::from(date.month()?),
        i32::from(date.day()?),
    );
    // Days since 1 March of year 0 (H. Hinnant, «chrono-compatible low-level date algorithms»).
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    Some(
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (153 * month + 2) / 5
            + day
            - 1,
    )
}

#[cfg(test)]
mod tests;
