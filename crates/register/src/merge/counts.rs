//! Counting how often each form of something was written.

use serde::Serialize;
use std::collections::BTreeMap;

/// One form and how many records have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Counted {
    /// The form, as written.
    pub form: String,
    /// How many records have it.
    pub count: usize,
}

/// Each form with its count, the most frequent first, then in the order of the letters.
pub(crate) fn count<'a>(forms: impl Iterator<Item = &'a str>) -> Vec<Counted> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for form in forms {
        *counts.entry(form).or_default() += 1;
    }
    let mut counted: Vec<Counted> = counts
        .into_iter()
        .map(|(form, count)| Counted {
            form: form.to_owned(),
            count,
        })
        .collect();
    counted.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.form.cmp(&b.form)));
    counted
}

/// How doubtful a thing is, 0 to 100: the reader's surest evidence decides.
pub(crate) fn doubt(sure: impl Iterator<Item = f64>) -> u8 {
    let best = sure.fold(0.0, f64::max);
    ((1.0 - best) * 100.0).round().clamp(0.0, 100.0) as u8
}
