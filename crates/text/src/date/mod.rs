//! Dates over the tokens of a [`Text`]: absolute, relative to the day of publication, and recurring.
//!
//! Nothing relative is resolved without a publication date: the words are found, their `date` stays empty.

mod calendar;
mod clock;
mod point;
mod reader;
mod relative;
mod stretch;
mod words;
mod written;

pub use clock::ClockTime;

use crate::text::Text;
use mahdar_record::PartialDate;
use reader::Reader;
use std::ops::Range;

/// How a date is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateKind {
    /// By the calendar (`3 مارس`, `عام 2015`).
    Absolute,
    /// From the day of speaking (`أمس`, `الشهر المقبل`, `منذ 3 أيام`).
    Relative,
    /// Again and again, or as a name (`كل جمعة`, `ثورة 25 يناير`): no day of the report.
    Recurring,
}

/// How what happens stands to the date, by the preposition before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// On it.
    On,
    /// On it at the latest (`بحلول`, `قبل`, `حتى`).
    By,
    /// From it on (`منذ`, `ابتداء من`).
    Since,
    /// Later than it (`بعد`).
    After,
}

/// A date and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMatch {
    /// Its tokens, without a preposition before it.
    pub tokens: Range<usize>,
    /// The date: a day, month or year; the first of them, where there is an `end`.
    pub date: Option<PartialDate>,
    /// The last day, month or year of a range, a week, a quarter.
    pub end: Option<PartialDate>,
    /// The month or year of which only a part is named (`نهاية العام`), for those who find the day too precise.
    pub within: Option<PartialDate>,
    /// The time of the day.
    pub time: Option<ClockTime>,
    /// How it is told.
    pub kind: DateKind,
    /// What the preposition before it says.
    pub bound: Bound,
    /// Whether the year, or more, was concluded from the day of publication rather than read.
    pub inferred: bool,
}

/// From where, and in which direction, dates are counted.
#[derive(Debug, Clone, Copy, Default)]
pub struct DateOptions {
    /// When the text was published.
    pub published: Option<PartialDate>,
    /// Whether the text speaks of what is to come: a bare `الخميس` is then the coming one (today included).
    pub future: bool,
    /// Whether the words stand alone, as in a query: `الشهر التالي` is then counted from the day of publication,
    /// while in a text it follows some day of the story.
    pub standalone: bool,
}

/// The dates among `tokens` (of one sentence, usually), in order; they do not overlap.
///
/// ```
/// use mahdar_text::{Text, date::dates};
/// let text = Text::parse("التقيا أمس في المرسى، ويجتمعان في 3 آذار/ مارس 2031");
/// let published = "2030-12-05".parse().ok();
/// let found = dates(&text, 0..text.len(), published);
/// let days: Vec<_> = found.iter().filter_map(|d| d.date).map(|d| d.to_string()).collect();
/// assert_eq!(days, ["2030-12-04", "2031-03-03"]);
/// ```
pub fn dates(text: &Text<'_>, tokens: Range<usize>, published: Option<PartialDate>) -> Vec<DateMatch> {
    let options = DateOptions {
        published,
        ..DateOptions::default()
    };
    dates_with(text, tokens, &options)
}

/// The dates among `tokens`, read with `options`; see [`dates`].
pub fn dates_with(text: &Text<'_>, tokens: Range<usize>, options: &DateOptions) -> Vec<DateMatch> {
    let mut reader = Reader::new(text, tokens.end, options);
    let mut out: Vec<DateMatch> = Vec::new();
    let mut i = tokens.start;
    while i < tokens.end.min(text.len()) {
        match reader.date_at(i) {
            Some(found) => {
                i = found.tokens.end;
                reader.antecedent = found.date.or(reader.antecedent);
                out.push(found);
            }
            None => i += 1,
        }
    }
    out
}

/// The date that starts with token `i`, read as far as the end of its sentence.
pub fn date_at(text: &Text<'_>, i: usize, options: &DateOptions) -> Option<DateMatch> {
    let sentence = text.sentences().get(text.sentence_of(i))?;
    Reader::new(text, sentence.tokens().end, options).date_at(i)
}

#[cfg(test)]
mod tests;
