//! When it was: the expressions of time in a scene, and which of them belongs to a trigger.

use super::{telling::Stage, trigger::Trigger};
use crate::scene::Scene;
use mahdar_record::PartialDate;
use mahdar_text::date::{Bound, DateKind, DateMatch, DateOptions, date_at, dates};
use std::ops::Range;

/// An expression of time.
#[derive(Debug, Clone)]
pub(super) struct Time {
    pub tokens: Range<usize>,
    pub date: Option<PartialDate>,
    /// Told from the day of speaking (`الخميس`).
    pub relative: bool,
    /// Concluded from the day of publication, not read.
    pub inferred: bool,
}

/// The expressions of time in the triggers' sentences, in order and without overlap.
pub(super) fn times(scene: &Scene<'_>, triggers: &[Trigger]) -> Vec<Time> {
    let mut out = Vec::new();
    let mut last = None;
    for trigger in triggers {
        if last == Some(trigger.sentence) {
            continue;
        }
        last = Some(trigger.sentence);
        let Some(sentence) = scene.text.sentences().get(trigger.sentence) else {
            continue;
        };
        for found in dates(&scene.text, sentence.tokens(), scene.published) {
            let told = found.kind != DateKind::Recurring && matches!(found.bound, Bound::On | Bound::By);
            out.push(Time {
                date: found.within.or_else(|| day(&found)).filter(|_| told),
                relative: found.kind == DateKind::Relative,
                inferred: found.inferred,
                tokens: found.tokens,
            });
        }
    }
    out
}

/// The date of an expression; of a week only its month, for nobody knows on which of its days.
fn day(found: &DateMatch) -> Option<PartialDate> {
    let date = found.date?;
    match found.end {
        Some(end) if found.kind == DateKind::Relative && days_between(date, end) >= 4 => {
            (date.month() == end.month()).then(|| PartialDate::of_month(date.year(), date.month()?))?
        }
        _ => Some(date),
    }
}

/// The day that `time` means where the text speaks of what is to come: a bare weekday is then the coming one.
pub(super) fn to_come(scene: &Scene<'_>, time: &Time) -> Option<PartialDate> {
    let past = time
        .date
        .zip(scene.published)
        .is_some_and(|(date, published)| date < published);
    if !past || !(time.relative || time.inferred) || time.date.is_none_or(|d| d.day().is_none()) {
        return time.date;
    }
    let options = DateOptions {
        published: scene.published,
        future: true,
        ..DateOptions::default()
    };
    date_at(&scene.text, time.tokens.start, &options)
        .and_then(|d| d.date)
        .filter(|d| d.day().is_some())
        .or(time.date)
}

/// The expression of time nearest to `at` within `clause`; one behind the trigger before one in front of it.
pub(super) fn nearest(stage: &Stage<'_, '_>, at: usize, clause: Range<usize>) -> Option<usize> {
    let first = stage.times.partition_point(|t| t.tokens.start < clause.start);
    stage.times[first..]
        .iter()
        .enumerate()
        .take_while(|(_, t)| t.tokens.end <= clause.end)
        .filter(|(_, t)| t.date.is_some())
        .min_by_key(|(_, t)| {
            if t.tokens.start >= at {
                t.tokens.start - at
            } else {
                2 * (at - t.tokens.start)
            }
        })
        .map(|(n, _)| n + first)
}

/// Days from the first day of `a` to the first day of `b`, near enough to tell news from memory.
pub(super) fn days_between(a: PartialDate, b: PartialDate) -> i64 {
    let days = |d: PartialDate| {
        i64::from(d.year()) * 365 + i64::from(d.month().unwrap_or(1)) * 30 + i64::from(d.day().unwrap_or(1))
    };
    days(b) - days(a)
}
