//! What the parts of the date grammar share.

use super::calendar::Stretch;
use super::clock::ClockTime;
use super::words::{DateWord, Measure, date_word};
use super::{Bound, DateKind, DateMatch, DateOptions};
use crate::lead::Lead;
use crate::text::Text;
use crate::token::TokenKind;
use jiff::civil::Date;
use mahdar_record::PartialDate;

/// Reads dates of one stretch of tokens.
pub(crate) struct Reader<'t, 'a> {
    pub text: &'t Text<'a>,
    /// First token that is out of bounds.
    limit: usize,
    pub options: DateOptions,
    today: Option<Date>,
    /// The last date read before, which `العام التالي` follows.
    pub antecedent: Option<PartialDate>,
}

/// A date on its way.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub end: usize,
    pub stretch: Option<Stretch>,
    pub within: Option<PartialDate>,
    pub time: Option<ClockTime>,
    pub kind: DateKind,
    pub inferred: bool,
}

impl Found {
    pub fn new(end: usize, stretch: Option<Stretch>, kind: DateKind) -> Self {
        Found {
            end,
            stretch,
            within: None,
            time: None,
            kind,
            inferred: stretch.is_some() && kind == DateKind::Relative,
        }
    }
}

impl<'t, 'a> Reader<'t, 'a> {
    pub fn new(text: &'t Text<'a>, limit: usize, options: &DateOptions) -> Self {
        let today = options.published.and_then(|p| {
            let (month, day) = (p.month().unwrap_or(1), p.day().unwrap_or(1));
            super::calendar::date(i32::from(p.year()), month, day)
        });
        Reader {
            text,
            limit: limit.min(text.len()),
            options: *options,
            today,
            antecedent: None,
        }
    }

    pub fn limit(&self) -> usize {
        self.limit
    }

    pub fn word(&self, i: usize) -> &'t str {
        if i < self.limit { self.text.word(i) } else { "" }
    }

    pub fn before(&self, i: usize) -> &'t str {
        i.checked_sub(1).map_or("", |b| self.text.word(b))
    }

    pub fn date_word(&self, i: usize) -> Option<(DateWord, Lead)> {
        if i < self.limit && self.text.kind(i) == TokenKind::Word {
            date_word(self.text.word(i))
        } else {
            None
        }
    }

    /// Whether nothing is spaced between token `i` and the one before it.
    pub fn hangs(&self, i: usize) -> bool {
        i < self.limit && !self.text.tokens()[i].spaced
    }

    /// The whole number of one to `longest` digits that token `i` is.
    pub fn plain(&self, i: usize, longest: usize) -> Option<i32> {
        let word = self.word(i);
        let digits = !word.is_empty() && word.len() <= longest && word.bytes().all(|b| b.is_ascii_digit());
        if digits { word.parse().ok() } else { None }
    }

    /// The day of speaking, where it is known well enough to count in `measure`.
    pub fn today(&self, measure: Measure) -> Option<Date> {
        let published = self.options.published?;
        let known = match measure {
            Measure::Day | Measure::Week => published.day().is_some(),
            Measure::Month | Measure::Quarter | Measure::Half => published.month().is_some(),
            Measure::Year | Measure::Decade => true,
        };
        self.today.filter(|_| known)
    }

    /// The date that starts with token `i`.
    pub fn date_at(&self, i: usize) -> Option<DateMatch> {
        let opens = match self.text.kind(i) {
            TokenKind::Number => true,
            TokenKind::Sign => false,
            TokenKind::Word => {
                self.date_word(i).is_some()
                    || self.word(i) == "ال"
                    || (self.options.standalone && self.word(i) == "من")
            }
        };
        if !opens {
            return None;
        }
        let found = self.point(i)?;
        let (date, end) = match found.stretch {
            Some(Stretch { said: Some(said), .. }) => (Some(said), None),
            Some(stretch) => stretch.ends(),
            None => (None, None),
        };
        Some(DateMatch {
            tokens: i..found.end,
            date,
            end,
            within: found.within,
            time: found.time,
            kind: found.kind,
            bound: self.bound(i),
            inferred: found.inferred,
        })
    }

    fn bound(&self, i: usize) -> Bound {
        match self.before(i).trim_start_matches('و') {
            "بحلول" | "قبل" | "حتي" | "اقصاه" | "لغايه" | "غايه" => Bound::By,
            "منذ" | "مذ" => Bound::Since,
            "بعد" => Bound::After,
            "من" if i > 1 && matches!(self.text.word(i - 2), "ابتداء" | "بدءا" | "اعتبارا" | "انطلاقا") => {
                Bound::Since
            }
            _ => Bound::On,
        }
    }
}
