//! Dates by the calendar: days and months, in words and in figures.

use super::DateKind;
use super::calendar::{Stretch, date, hijri_day, hijri_year};
use super::reader::{Found, Reader};
use super::words::{Count, DateWord, Measure, Qualifier, heads_event};
use crate::number::{number_at, ordinal_at};
use crate::token::TokenKind;
use jiff::civil::Date;

/// A year as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    Gregorian(i32),
    Hijri(i32),
    /// So many years from this one.
    From(i32),
}

/// A day or a month by the calendar, before its year is concluded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written {
    pub year: Option<Year>,
    pub month: u8,
    pub day: Option<u8>,
    pub last_day: Option<u8>,
    pub hijri: bool,
    pub weekday: Option<u8>,
    pub qualifier: Option<Qualifier>,
    /// Whether the month itself was counted from the day of speaking.
    pub relative: bool,
    /// The name of an event (ثورة 25 يناير).
    pub name: bool,
}

pub(crate) struct Month {
    pub number: u8,
    pub hijri: bool,
    weak: bool,
    pub end: usize,
}

impl Reader<'_, '_> {
    /// The calendar date that starts with token `i`, and the token after it.
    pub fn written(&self, i: usize, context: bool) -> Option<(Written, usize)> {
        if let Some(found) = self.figures(i) {
            return Some(found);
        }
        let (mut written, end) = match self.days(i) {
            Some((day, last, end)) => self.of_month(day, last, end)?,
            None => self.bare_month(i, context)?,
        };
        written.name = written.year.is_none() && heads_event(self.before(i));
        Some((written, end))
    }

    /// `23`, `الثالث والعشرون`, `23 و25`, `3-5`, `13 إلى 15`
    fn days(&self, i: usize) -> Option<(u8, Option<u8>, usize)> {
        let (first, mut end) = self.day_number(i)?;
        let mut last = None;
        for _ in 0..4 {
            let at = match self.word(end) {
                "و" | "-" | "–" | "الي" | "حتي" | "وحتي" | "،" | "," => end + 1,
                word if word.starts_with('و') => end,
                _ => break,
            };
            match self.day_number(at) {
                Some((next, after)) if next > last.unwrap_or(first) => {
                    last = Some(next);
                    end = after;
                }
                _ => break,
            }
        }
        Some((first, last, end))
    }

    pub fn day_number(&self, i: usize) -> Option<(u8, usize)> {
        if i >= self.limit() {
            return None;
        }
        let (value, end) = match self.text.kind(i) {
            TokenKind::Number => (self.plain(i, 2)?, i + 1),
            TokenKind::Word => {
                let ordinal = ordinal_at(self.text, i).filter(|o| o.tokens.end <= self.limit())?;
                (ordinal.value as i32, ordinal.tokens.end)
            }
            TokenKind::Sign => return None,
        };
        (1..=31).contains(&value).then_some((value as u8, end))
    }

    fn of_month(&self, day: u8, last_day: Option<u8>, end: usize) -> Option<(Written, usize)> {
        let mut written = Written {
            year: None,
            month: 0,
            day: Some(day),
            last_day,
            hijri: false,
            weekday: None,
            qualifier: None,
            relative: false,
            name: false,
        };
        let at = if matches!(self.word(end), "من" | "في") {
            end + 1
        } else {
            end
        };
        if let Some(month) = self.month(at) {
            (written.month, written.hijri) = (month.number, month.hijri);
            let end = self.year_behind(&mut written, month.end);
            return Some((written, end));
        }
        // «15 من الشهر الجاري», «15 الجاري»
        let (by, end) = self.relative_month(at).or_else(|| {
            let figure = at == end && self.text.kind(end.checked_sub(1)?) == TokenKind::Number;
            match self.date_word(end) {
                Some((DateWord::Qualifier(q), lead)) if figure && lead.article => Some((offset(q)?, end + 1)),
                _ => None,
            }
        })?;
        written.relative = true;
        if let Some(month) = self
            .today(Measure::Month)
            .and_then(|t| Stretch::around(t, Measure::Month, by))
        {
            written.month = month.first.month() as u8;
            written.year = Some(Year::Gregorian(i32::from(month.first.year())));
        }
        Some((written, end))
    }

    /// `الشهر الجاري`, `هذا الشهر`
    fn relative_month(&self, i: usize) -> Option<(i32, usize)> {
        let (this, j) = if self.word(i) == "هذا" {
            (true, i + 1)
        } else {
            (false, i)
        };
        match self.date_word(j)? {
            (DateWord::Noun(Measure::Month, Count::One), lead) if lead.article => match self.date_word(j + 1)
            {
                Some((DateWord::Qualifier(q), _)) => Some((offset(q)?, j + 2)),
                _ if this => Some((0, j + 1)),
                _ => None,
            },
            _ => None,
        }
    }

    fn bare_month(&self, i: usize, context: bool) -> Option<(Written, usize)> {
        let month = self.month(i)?;
        let mut written = Written {
            year: None,
            month: month.number,
            day: None,
            last_day: None,
            hijri: month.hijri,
            weekday: None,
            qualifier: None,
            relative: false,
            name: false,
        };
        // «يوليو 13-15», «تموز 13 إلى 15»
        if let Some((day, Some(last), end)) = self.days(month.end) {
            (written.day, written.last_day) = (Some(day), Some(last));
            let end = self.year_behind(&mut written, end);
            return Some((written, end));
        }
        let end = self.year_behind(&mut written, month.end);
        let placed = matches!(
            self.before(i),
            "في" | "خلال"
                | "منذ"
                | "حتي"
                | "بحلول"
                | "من"
                | "الي"
                | "بين"
                | "قبل"
                | "بعد"
                | "غضون"
        );
        let sure = written.year.is_some() || written.qualifier.is_some() || context;
        let weak = month.weak && !(sure || placed && (!month.hijri || month.number == 9));
        (!weak).then_some((written, end))
    }

    /// Takes in the year behind a day or month, or what stands for it (`مارس الماضي`).
    fn year_behind(&self, written: &mut Written, end: usize) -> usize {
        if let Some((year, after)) = self.year(end) {
            written.year = Some(match year {
                Year::Gregorian(y) if written.hijri && (1300..1500).contains(&y) => Year::Hijri(y),
                other => other,
            });
            return after;
        }
        match self.date_word(end) {
            Some((DateWord::Qualifier(q), lead))
                if lead.article && !lead.conjunction && !lead.preposition =>
            {
                written.qualifier = Some(q);
                end + 1
            }
            _ => end,
        }
    }

    /// A month, with the word شهر before it and its name in another family behind it.
    pub fn month(&self, i: usize) -> Option<Month> {
        let mut month = match self.date_word(i)? {
            (DateWord::Noun(Measure::Month, Count::One), lead) => {
                self.month_behind_noun(i + 1, lead.article)?
            }
            _ => self.month_name(i)?,
        };
        // `آذار/ مارس`, `آذار (مارس)`, `آذار مارس`
        let bracket = self.word(month.end) == "(";
        let divided = bracket || matches!(self.word(month.end), "/" | "-" | "–" | "،" | "او" | "\\");
        if let Some(other) = self.month_name(month.end + usize::from(divided))
            && other.number == month.number
            && !other.hijri
            && (!bracket || self.word(other.end) == ")")
        {
            month.end = if bracket { other.end + 1 } else { other.end };
            month.weak = false;
        }
        Some(month)
    }

    fn month_behind_noun(&self, i: usize, definite: bool) -> Option<Month> {
        if let Some(month) = self.month_name(i) {
            return Some(Month { weak: false, ..month });
        }
        let sure = |number: i32, end: usize, weak: bool| {
            (1..=12).contains(&number).then_some(Month {
                number: number as u8,
                hijri: false,
                weak,
                end,
            })
        };
        if definite {
            // «الشهر التاسع» may be any ninth month: a day before it or a year behind it is wanted.
            let ordinal = ordinal_at(self.text, i).filter(|o| o.definite && o.tokens.end <= self.limit())?;
            return sure(ordinal.value as i32, ordinal.tokens.end, true);
        }
        if let Some(number) = self.plain(i, 2) {
            return sure(number, i + 1, false);
        }
        let number = number_at(self.text, i).filter(|n| n.value >= 2.0 && n.value <= 12.0)?;
        sure(number.value as i32, number.tokens.end, false).filter(|m| m.end <= self.limit())
    }

    fn month_name(&self, i: usize) -> Option<Month> {
        let (word, lead) = self.date_word(i)?;
        if lead.article {
            return None;
        }
        let second = self.word(i + 1);
        let first_or_second = |a, b| match second {
            "الاول" | "الاولي" | "اول" => Some(a),
            "الثاني" | "الثانيه" | "ثاني" | "الاخر" | "الاخره" => Some(b),
            _ => None,
        };
        let (number, hijri, weak, end) = match word {
            DateWord::Month(m) => (m, false, false, i + 1),
            DateWord::WeakMonth(m) => (m, false, true, i + 1),
            DateWord::MonthOfTwo(a, b) => (first_or_second(a, b)?, false, false, i + 2),
            DateWord::Hijri(m) => (m, true, true, i + 1),
            DateWord::HijriOfTwo(a, b) => (first_or_second(a, b)?, true, true, i + 2),
            DateWord::Dhu => match second {
                "القعده" => (11, true, false, i + 2),
                "الحجه" => (12, true, false, i + 2),
                _ => return None,
            },
            _ => return None,
        };
        Some(Month {
            number,
            hijri,
            weak,
            end,
        })
    }

    /// A year behind a month or a part of a year: `2015`, `من عام 2015`, `من العام الماضي`, `1442 هـ`.
    pub fn year(&self, i: usize) -> Option<(Year, usize)> {
        let comma = matches!(self.word(i), "," | "،");
        let i = if comma { i + 1 } else { i };
        if let Some(number) = self.plain_year(i) {
            return Some(self.with_era(number, i + 1));
        }
        if comma {
            return None;
        }
        let j = if matches!(self.word(i), "من" | "في") {
            i + 1
        } else {
            i
        };
        if j > i
            && let Some(number) = self.plain_year(j)
        {
            return Some(self.with_era(number, j + 1));
        }
        let (this, j) = if matches!(self.word(j), "هذا" | "هذه") {
            (true, j + 1)
        } else {
            (false, j)
        };
        let (DateWord::Noun(Measure::Year, Count::One), lead) = self.date_word(j)? else {
            return None;
        };
        if lead.conjunction {
            return None;
        }
        if let Some((number, end)) = self.year_number(j + 1) {
            return Some(self.with_era(number, end));
        }
        match self.date_word(j + 1) {
            Some((DateWord::Qualifier(q), _)) if lead.article => Some((Year::From(offset(q)?), j + 2)),
            _ => this.then_some((Year::From(0), j + 1)),
        }
    }

    /// Four digits, or a number in words, that can be a year.
    pub fn year_number(&self, i: usize) -> Option<(i32, usize)> {
        if let Some(year) = self.plain_year(i) {
            return Some((year, i + 1));
        }
        if self.text.kind(i) != TokenKind::Word || i >= self.limit() {
            return None;
        }
        let number = number_at(self.text, i).filter(|n| n.tokens.end <= self.limit())?;
        let fits = (1000.0..2200.0).contains(&number.value) && number.value.fract() == 0.0;
        fits.then_some((number.value as i32, number.tokens.end))
    }

    pub fn plain_year(&self, i: usize) -> Option<i32> {
        self.plain(i, 4).filter(|y| (1000..2200).contains(y))
    }

    pub fn with_era(&self, number: i32, end: usize) -> (Year, usize) {
        match self.word(end) {
            "م" | "ميلادي" | "ميلاديه" | "الميلاديه" | "للميلاد" => {
                (Year::Gregorian(number), end + 1)
            }
            "ه" | "هجري" | "هجريه" | "الهجريه" | "للهجره" => {
                (Year::Hijri(number), end + 1)
            }
            _ => (Year::Gregorian(number), end),
        }
    }

    /// `2021-03-22`, `22/3/2021`, `22.3.2021`, `3/2021`; a day and month without a year only behind a day of the week.
    fn figures(&self, i: usize) -> Option<(Written, usize)> {
        let dotted: Vec<i32>;
        let (a, b, c, end) = if let Some(a) = self.plain(i, 4) {
            let sign = self.word(i + 1);
            if !matches!(sign, "/" | "-" | "\\") {
                return None;
            }
            let b = self.plain(i + 2, 4)?;
            match self.plain(i + 4, 4).filter(|_| self.word(i + 3) == sign) {
                Some(c) => (a, b, Some(c), i + 5),
                None if sign == "-" => return None,
                None => (a, b, None, i + 3),
            }
        } else {
            let word = self.word(i);
            if self.text.kind(i) != TokenKind::Number || word.len() > 10 || word.matches('.').count() != 2 {
                return None;
            }
            dotted = word.split('.').filter_map(|p| p.parse().ok()).collect();
            (*dotted.first()?, *dotted.get(1)?, Some(*dotted.get(2)?), i + 1)
        };
        let (year, month, day) = match c {
            // Year first, as ISO 8601 has it, or day first, as Arabic has it; American order only where it must be.
            Some(c) if a >= 1000 => (Some(a), b, Some(c)),
            Some(c) if c >= 1000 && b > 12 && a <= 12 => (Some(c), a, Some(b)),
            Some(c) if c >= 1000 => (Some(c), b, Some(a)),
            Some(c) if c < 100 && self.word(i + 1) != "-" => {
                (Some(if c < 50 { 2000 + c } else { 1900 + c }), b, Some(a))
            }
            Some(_) => return None,
            None if b >= 1000 && a <= 12 => (Some(b), a, None),
            None if a >= 1000 && b <= 12 && b > 0 && self.text.word(i + 2).len() == 2 => (Some(a), b, None),
            None => {
                let day_before = matches!(self.date_word(i.checked_sub(1)?), Some((DateWord::Weekday(_), _)))
                    || matches!(self.before(i), "يوم" | "بتاريخ" | "تاريخ" | "ليوم" | "الموافق");
                if !day_before {
                    return None;
                }
                (None, b, Some(a))
            }
        };
        if !(1..=12).contains(&month) || day.is_some_and(|d| !(1..=31).contains(&d)) {
            return None;
        }
        let (year, end) = match year {
            Some(y) => {
                let (told, end) = self.with_era(y, end);
                let hijri = (1300..1500).contains(&y);
                (Some(if hijri { Year::Hijri(y) } else { told }), end)
            }
            None => (None, end),
        };
        if year.is_some_and(|y| matches!(y, Year::Gregorian(y) if !(1000..2200).contains(&y))) {
            return None;
        }
        let written = Written {
            year,
            month: month as u8,
            day: day.map(|d| d as u8),
            last_day: None,
            hijri: matches!(year, Some(Year::Hijri(_))),
            weekday: None,
            qualifier: None,
            relative: false,
            name: false,
        };
        Some((written, end))
    }

    /// Concludes the year, where it is not written, and gives the days meant.
    pub fn resolve(&self, written: &Written, end: usize) -> Found {
        let kind = if written.name {
            DateKind::Recurring
        } else if written.relative
            || written.qualifier.is_some()
            || matches!(written.year, Some(Year::From(_)))
        {
            DateKind::Relative
        } else {
            DateKind::Absolute
        };
        let stretch = if written.name || written.month == 0 {
            None
        } else {
            self.days_of(written)
        };
        let read = !written.relative && matches!(written.year, Some(Year::Gregorian(_) | Year::Hijri(_)));
        Found {
            inferred: stretch.is_some() && !read,
            ..Found::new(end, stretch, kind)
        }
    }

    fn days_of(&self, written: &Written) -> Option<Stretch> {
        let in_year = |year: i32| stretch(written, year);
        match written.year {
            Some(Year::Hijri(y)) => in_year(y),
            Some(Year::Gregorian(y)) if !written.hijri => in_year(y),
            Some(Year::Gregorian(y)) => self.hijri_within(written, y),
            Some(Year::From(by)) => {
                let year = i32::from(self.today(Measure::Year)?.year()) + by;
                if written.hijri {
                    self.hijri_within(written, year)
                } else {
                    in_year(year)
                }
            }
            None => {
                let today = self.today(if written.day.is_some() {
                    Measure::Day
                } else {
                    Measure::Month
                })?;
                let this = if written.hijri {
                    hijri_year(today)?
                } else {
                    i32::from(today.year())
                };
                let candidates = |span: i32| {
                    let years = (this - span..=this + span).filter_map(in_year);
                    years.filter(|s| {
                        written
                            .weekday
                            .is_none_or(|w| s.first.weekday().to_monday_one_offset() as u8 == w)
                    })
                };
                let found: Vec<Stretch> = candidates(1).collect();
                let found = if found.is_empty() && written.weekday.is_some() {
                    candidates(3).collect()
                } else {
                    found
                };
                if found.is_empty() && written.weekday.is_some() {
                    // Day of the week and day of the month contradict each other: the calendar date is believed.
                    return self.days_of(&Written {
                        weekday: None,
                        ..*written
                    });
                }
                self.choose(&found, today, written.qualifier)
            }
        }
    }

    fn hijri_within(&self, written: &Written, gregorian: i32) -> Option<Stretch> {
        let first = hijri_year(date(gregorian, 1, 1)?)?;
        (first..first + 3)
            .filter_map(|y| stretch(written, y))
            .find(|s| i32::from(s.first.year()) == gregorian)
    }

    /// The one meant of the same day in several years, in order.
    pub fn choose(&self, years: &[Stretch], today: Date, qualifier: Option<Qualifier>) -> Option<Stretch> {
        let last = years.iter().rev().find(|s| s.first <= today).copied();
        let next = years.iter().find(|s| s.first > today).copied();
        let away = |s: &Stretch| (s.first - today).get_days().abs();
        match qualifier {
            Some(Qualifier::Last | Qualifier::Previous | Qualifier::Final) => {
                years.iter().rev().find(|s| s.last < today).copied()
            }
            Some(Qualifier::Next | Qualifier::Following) => next,
            Some(Qualifier::This) => years.iter().find(|s| s.first.year() == today.year()).copied(),
            // Past by default, but nobody writes «5 ديسمبر» in December and means last year's.
            None => match (last, next) {
                (Some(last), Some(next)) if self.options.future => {
                    let gone = last.last < today && !(away(&last) < FEW_DAYS && away(&next) > LONG_GONE);
                    Some(if gone { next } else { last })
                }
                (Some(last), Some(next)) => Some(if away(&last) > LONG_GONE && away(&next) < SOON {
                    next
                } else {
                    last
                }),
                (last, next) => last.or(next),
            },
        }
    }
}

/// In days: behind this the coming one is more likely meant, if it is nearer than [`SOON`].
const LONG_GONE: i32 = 300;
const SOON: i32 = 62;
/// In days: what was so shortly before is not next year's, whatever the tense.
const FEW_DAYS: i32 = 14;

/// What a qualifier adds, where it is counted from the day of speaking.
pub(crate) fn offset(qualifier: Qualifier) -> Option<i32> {
    match qualifier {
        Qualifier::Last => Some(-1),
        Qualifier::This => Some(0),
        Qualifier::Next => Some(1),
        Qualifier::Previous | Qualifier::Following | Qualifier::Final => None,
    }
}

fn stretch(written: &Written, year: i32) -> Option<Stretch> {
    let day = |d: u8| {
        if written.hijri {
            hijri_day(year, written.month, d)
        } else {
            date(year, written.month, d)
        }
    };
    match (written.day, written.last_day) {
        (Some(first), Some(last)) => Some(Stretch::days(day(first)?, day(last)?)),
        (Some(only), None) => Some(Stretch::day(day(only)?)),
        (None, _) if written.hijri => Stretch::hijri_month(year, written.month),
        (None, _) => Stretch::month(year, written.month),
    }
}
