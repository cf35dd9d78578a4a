//! Blocking keys: short words that only items worth comparing share, as numbers of the database.

use crate::Kind;
use mahdar_record::{PartialDate, Side};

/// FNV-1a, 64 bits: the same on every machine and in every version, unlike the hashes of hash tables.
fn fnv(parts: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.iter().chain(&[0]) {
            hash ^= u64::from(*byte);
            hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}

/// The number of a key of one layer.
pub(crate) fn number(kind: Kind, key: &str) -> i64 {
    fnv(&[&[kind.layer() as u8], key.as_bytes()]) as i64
}

/// Days since 0000-03-01 of the first day that `date` can mean; only differences of it are used.
pub(crate) fn day_number(date: PartialDate) -> i64 {
    let (y, m) = (i64::from(date.year()), i64::from(date.month().unwrap_or(1)));
    let d = i64::from(date.day().unwrap_or(1));
    // Howard Hinnant, days_from_civil (http://howardhinnant.github.io/date_algorithms.html)
    let y = if m <= 2 { y - 1 } else { y };
    let (era, yoe) = (y.div_euclid(400), y.rem_euclid(400));
    let doy = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy
}

/// Two days at most `window` apart share at least one of their slots.
pub(crate) fn slots(date: PartialDate, window: i64) -> [i64; 2] {
    let slot = day_number(date).div_euclid(window + 1);
    [slot, slot + 1]
}

/// How many pairs of sides are taken as keys of one record; a summit of fifty states needs no thousand keys.
const PAIRS: usize = 15;

/// Every pair of `sides`, each as `LBY+TUR`; the side alone where there is only one.
pub(crate) fn pairs(sides: &[Side]) -> Vec<String> {
    let mut sides = sides.to_vec();
    sides.sort();
    sides.dedup();
    if let [only] = sides[..] {
        return vec![only.to_string()];
    }
    let mut out = Vec::new();
    for (i, a) in sides.iter().enumerate() {
        for b in &sides[i + 1..] {
            if out.len() < PAIRS {
                out.push(format!("{a}+{b}"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn days_within_the_window_meet(y in 1990i16..2040, m in 1u8..=12, d in 1u8..=28, ahead in 0i64..=3) {
            let a = PartialDate::of_day(y, m, d).unwrap();
            let there = jiff::civil::date(y, m as i8, d as i8).checked_add(jiff::Span::new().days(ahead)).unwrap();
            let b = PartialDate::of_day(there.year(), there.month() as u8, there.day() as u8).unwrap();
            prop_assert_eq!(day_number(b) - day_number(a), ahead);
            prop_assert!(slots(a, 3).iter().any(|s| slots(b, 3).contains(s)));
        }
    }
}
