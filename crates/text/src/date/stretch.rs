//! Weeks, months, quarters and years; their beginnings, middles and ends; the nth day or week in them; feasts.

use super::DateKind;
use super::calendar::{Stretch, day, easter, hijri_day, hijri_year, step};
use super::reader::{Found, Reader};
use super::words::{Count, DateWord, Edge, Measure, Qualifier, heads_office};
use super::written::{Year, offset};
use crate::number::{number_at, ordinal_at};
use jiff::ToSpan;
use jiff::civil::Date;
use mahdar_record::PartialDate;

impl Reader<'_, '_> {
    /// The stretch of time that starts with token `i`; with `context`, a bare `العام` is this year.
    pub fn stretch(&self, i: usize, context: bool) -> Option<Found> {
        self.nth(i)
            .or_else(|| self.edge(i))
            .or_else(|| self.part_of_year(i))
            .or_else(|| self.years(i))
            .or_else(|| self.qualified(i, context))
            .or_else(|| self.several(i))
            .or_else(|| self.feast(i))
            .or_else(|| self.bare_year(i))
    }

    /// `الأسبوع الماضي`, `هذا العام`, `الشهر المقبل`
    fn qualified(&self, i: usize, context: bool) -> Option<Found> {
        let this = matches!(self.word(i), "هذا" | "هذه");
        let j = if this { i + 1 } else { i };
        let (word, lead) = self.date_word(j)?;
        let (DateWord::Noun(measure, Count::One), true) = (word, lead.article) else {
            return None;
        };
        let qualifier = match self.date_word(j + 1) {
            Some((DateWord::Qualifier(q), l)) if l.article && !l.conjunction && !l.preposition => Some(q),
            _ => None,
        };
        if measure == Measure::Year && !this && heads_office(self.before(i)) && self.word(j).ends_with("عام")
        {
            return None;
        }
        if matches!(measure, Measure::Half | Measure::Day)
            || (measure == Measure::Quarter && qualifier.is_none())
        {
            return None;
        }
        let (by, end) = match qualifier {
            Some(Qualifier::Previous | Qualifier::Following) => {
                let by = if qualifier == Some(Qualifier::Following) {
                    1
                } else {
                    -1
                };
                return Some(self.after_antecedent(measure, by, j + 2));
            }
            Some(q) => (offset(q)?, j + 2),
            None if this || context => (0, j + 1),
            None => return None,
        };
        let stretch = self.today(measure).and_then(|t| Stretch::around(t, measure, by));
        Some(Found::new(end, stretch, DateKind::Relative))
    }

    /// `العام التالي` follows the date the text spoke of last.
    fn after_antecedent(&self, measure: Measure, by: i32, end: usize) -> Found {
        let anchor = match self.antecedent {
            Some(date) if known(date, measure) => super::calendar::date(
                date.year().into(),
                date.month().unwrap_or(1),
                date.day().unwrap_or(1),
            ),
            _ if self.options.standalone => self.today(measure),
            _ => None,
        };
        Found::new(
            end,
            anchor.and_then(|a| Stretch::around(a, measure, by)),
            DateKind::Relative,
        )
    }

    /// `عام 2015`, `العام 2017`, `عامي 2014 و2015`, `الأعوام 2014-2016`, `عام 1442 هـ`, `صيف 2019`
    fn years(&self, i: usize) -> Option<Found> {
        let (word, _) = self.date_word(i)?;
        let season = match word {
            DateWord::Noun(Measure::Year, _) => None,
            DateWord::Season(first) => Some(first),
            DateWord::HijriOfTwo(3, _) => Some(3),
            _ => return None,
        };
        if let Some(first) = season {
            let (year, end) = self.year(i + 1)?;
            let (year, kind) = self.absolute(year)?;
            let last = if first == 12 {
                Stretch::months(year + 1, 2, 2)
            } else {
                Stretch::months(year, first, first + 2)
            };
            let stretch = Stretch::months(year, first, first)
                .zip(last)
                .map(|(f, l)| Stretch::days(f.first, l.last));
            return Some(Found::new(end, stretch, kind));
        }
        let (number, end) = self.year_number(i + 1)?;
        Some(self.year_range(number, end))
    }

    /// Reads on behind a year: `2014-2015`, `2014 و2015`, an era.
    fn year_range(&self, number: i32, end: usize) -> Found {
        let (year, after) = self.with_era(number, end);
        let of = |number: i32| match year {
            Year::Hijri(_) => Stretch::hijri_year(number),
            _ => Stretch::year(number),
        };
        let joined = matches!(self.word(after), "-" | "–" | "/" | "و" | "الي" | "حتي" | "وحتي");
        if joined && let Some(last) = self.plain(after + 1, 4) {
            // «2014/15»
            let last = if last < 100 && self.hangs(after + 1) {
                number / 100 * 100 + last
            } else {
                last
            };
            if last > number && last < number + 60 {
                let (_, close) = self.with_era(last, after + 2);
                let stretch = of(number)
                    .zip(of(last))
                    .map(|(f, l)| Stretch::days(f.first, l.last));
                return Found::new(close, stretch, DateKind::Absolute);
            }
        }
        Found::new(after, of(number), DateKind::Absolute)
    }

    /// Four digits behind a preposition of time, in brackets, or before an era: `منذ 2011`, `(2015)`, `2015 م`.
    fn bare_year(&self, i: usize) -> Option<Found> {
        let number = self.plain_year(i)?;
        let era = self.with_era(number, i + 1).1 > i + 1 && self.word(i + 1).chars().count() > 1;
        let likely = (1900..2100).contains(&number);
        let bracketed = self.before(i) == "(" && self.word(i + 1) == ")";
        let range = matches!(self.word(i + 1), "-" | "–" | "/")
            && self
                .plain_year(i + 2)
                .is_some_and(|n| n > number && n < number + 60);
        let placed = matches!(
            self.before(i),
            "في" | "منذ"
                | "خلال"
                | "بحلول"
                | "حتي"
                | "قبل"
                | "بعد"
                | "من"
                | "الي"
                | "بين"
                | "مطلع"
                | "نهايه"
                | "بدايه"
                | "منتصف"
                | "وحتي"
        );
        let counts = matches!(super::super::number::amount_at(self.text, i), Some(a) if a.tokens.end > i + 1
            && !matches!(a.unit, Some(crate::number::Unit::Noun(_))));
        (era || likely && (bracketed || range || placed && !counts)).then(|| self.year_range(number, i + 1))
    }

    fn absolute(&self, year: Year) -> Option<(i32, DateKind)> {
        match year {
            Year::Gregorian(y) => Some((y, DateKind::Absolute)),
            Year::Hijri(_) => None,
            Year::From(by) => Some((
                i32::from(self.today(Measure::Year)?.year()) + by,
                DateKind::Relative,
            )),
        }
    }

    /// `الربع الأول من 2015`, `النصف الثاني من العام الجاري`
    fn part_of_year(&self, i: usize) -> Option<Found> {
        let (word, lead) = self.date_word(i)?;
        let (months, parts) = match word {
            DateWord::Noun(Measure::Quarter, Count::One) => (3, 4),
            DateWord::Noun(Measure::Half, Count::One) => (6, 2),
            _ => return None,
        };
        let (which, end) = self.which(i + 1, parts).filter(|_| lead.article)?;
        let (year, end) = self.year(end).or_else(|| {
            // «من العام» alone is this year's.
            let bare = self.word(end) == "من" && matches!(self.word(end + 1), "العام" | "السنه");
            bare.then_some((Year::From(0), end + 2))
        })?;
        let kind = if matches!(year, Year::From(_)) {
            DateKind::Relative
        } else {
            DateKind::Absolute
        };
        let stretch = self
            .absolute(year)
            .and_then(|(y, _)| Stretch::months(y, (which - 1) as u8 * months + 1, which as u8 * months));
        Some(Found::new(end, stretch, kind))
    }

    /// An ordinal up to `last`, or `الأخير` for it.
    fn which(&self, i: usize, last: u32) -> Option<(u32, usize)> {
        if let Some((DateWord::Qualifier(Qualifier::Final), _)) = self.date_word(i) {
            return Some((last, i + 1));
        }
        let ordinal = ordinal_at(self.text, i).filter(|o| o.tokens.end <= self.limit() && o.value <= last)?;
        Some((ordinal.value, ordinal.tokens.end))
    }

    /// `نهاية العام`, `مطلع آذار`, `منتصف 2015`, `أواخر الشهر الماضي`
    fn edge(&self, i: usize) -> Option<Found> {
        let edge = match self.date_word(i)? {
            (DateWord::Edge(edge), lead) if !lead.article => edge,
            (DateWord::Noun(Measure::Half, Count::One), lead) if !lead.article => Edge::Middle,
            (DateWord::Opener, lead) if self.word(i) == "اخر" && lead.is_none() => Edge::End,
            _ => return None,
        };
        let spoken = matches!(self.date_word(i), Some((DateWord::Noun(..), _)));
        let inner = match self.written(i + 1, true) {
            Some((written, end)) if written.day.is_none() => self.resolve(&written, end),
            Some(_) => return None,
            None if spoken || self.word(i) == "اخر" => return None,
            None => self
                .qualified(i + 1, true)
                .or_else(|| self.years(i + 1))
                .or_else(|| self.part_of_year(i + 1))
                .or_else(|| {
                    let number = self.plain_year(i + 1).filter(|n| (1900..2100).contains(n))?;
                    Some(self.year_range(number, i + 2))
                })?,
        };
        let stretch = inner.stretch.and_then(|whole| part(whole, edge));
        Some(Found {
            within: inner.stretch.and_then(|s| s.said),
            inferred: stretch.is_some(),
            ..Found::new(inner.end, stretch, inner.kind)
        })
    }

    /// `الأيام الثلاثة الماضية`, `السنوات الخمس المقبلة`, `اليومين المقبلين`, `الأشهر المقبلة`
    fn several(&self, i: usize) -> Option<Found> {
        let (DateWord::Noun(measure, count @ (Count::Two | Count::Many)), lead) = self.date_word(i)? else {
            return None;
        };
        if !lead.article {
            return None;
        }
        let (number, j) = match count {
            Count::Two => (Some(2), i + 1),
            _ => match number_at(self.text, i + 1).filter(|n| n.value < 100.0 && n.tokens.end < self.limit())
            {
                Some(n) => (Some(n.value as i32), n.tokens.end),
                None => (None, i + 1),
            },
        };
        let (DateWord::Qualifier(qualifier), _) = self.date_word(j)? else {
            return None;
        };
        let (by, mut end) = (
            offset(qualifier).or((qualifier == Qualifier::Final).then_some(-1))?,
            j + 1,
        );
        let mut number = number;
        if number.is_none()
            && let Some(n) =
                number_at(self.text, end).filter(|n| n.value < 100.0 && n.tokens.end <= self.limit())
            && self.word(end).starts_with("ال")
        {
            // «السنوات الماضية الخمس», and «الأسابيع القادمة الثلاثة»
            number = Some(n.value as i32);
            end = n.tokens.end;
        }
        let stretch = number.zip(self.today(measure)).and_then(|(n, today)| {
            let (from, to) = if by < 0 { (-n, -1) } else { (1, n) };
            let first = Stretch::around(today, measure, from)?;
            let last = Stretch::around(today, measure, to)?;
            Some(Stretch::days(first.first, last.last))
        });
        Some(Found::new(end, stretch.filter(|_| by != 0), DateKind::Relative))
    }

    /// `الأسبوع الأول من مارس`, `آخر يوم في 2015`, `ثاني أربعاء من أكتوبر`, `الاثنين الأخير من الشهر`
    pub fn nth(&self, i: usize) -> Option<Found> {
        // The ordinal before its noun, or behind it.
        let (which, unit, j) = if self.word(i).trim_start_matches(['و', 'ب', 'ل']) == "اخر" {
            let (unit, j) = self.nth_unit(i + 1)?;
            (None, unit, j)
        } else if let Some(ordinal) =
            ordinal_at(self.text, i).filter(|o| !o.definite && o.tokens.end <= self.limit())
        {
            let (unit, j) = self.nth_unit(ordinal.tokens.end)?;
            (Some(ordinal.value), unit, j)
        } else {
            let (unit, j) = self.nth_unit(i)?;
            if !self.word(i).contains("ال") {
                return None;
            }
            match self.date_word(j) {
                Some((DateWord::Qualifier(Qualifier::Final), _)) => (None, unit, j + 1),
                _ => {
                    let ordinal = ordinal_at(self.text, j).filter(|o| o.tokens.end <= self.limit())?;
                    (Some(ordinal.value), unit, ordinal.tokens.end)
                }
            }
        };
        let k = match self.word(j) {
            "من" | "في" => j + 1,
            "بعد" => return self.nth_after(which?, unit, j + 1),
            _ if matches!(self.date_word(j), Some((_, lead)) if lead.preposition) => j,
            _ => return None,
        };
        let inner = match self.written(k, true) {
            Some((written, end)) if written.day.is_none() => self.resolve(&written, end),
            Some(_) => return None,
            None => self
                .qualified(k, true)
                .or_else(|| self.years(k))
                .or_else(|| self.bare_year(k))?,
        };
        let found = inner.stretch.and_then(|whole| nth_in(whole, unit, which));
        Some(Found {
            inferred: inner.inferred,
            ..Found::new(inner.end, found, inner.kind)
        })
    }

    fn nth_after(&self, which: u32, unit: NthUnit, i: usize) -> Option<Found> {
        let (NthUnit::Weekday(weekday), feast) = (unit, self.feast(i)?) else {
            return None;
        };
        let from = feast.stretch.and_then(|s| s.last.checked_add(1.days()).ok());
        let stretch = from.and_then(|f| {
            let ahead = (i32::from(weekday) + 7 - i32::from(f.weekday().to_monday_one_offset())) % 7;
            f.checked_add((ahead + 7 * (which as i32 - 1)).days()).ok()
        });
        Some(Found::new(feast.end, stretch.map(Stretch::day), feast.kind))
    }

    fn nth_unit(&self, i: usize) -> Option<(NthUnit, usize)> {
        match self.date_word(i)? {
            (DateWord::Noun(Measure::Week, Count::One), _) => Some((NthUnit::Week, i + 1)),
            (DateWord::Noun(Measure::Day, Count::One), _) => match self.date_word(i + 1) {
                Some((DateWord::Weekday(w), _)) => Some((NthUnit::Weekday(w), i + 2)),
                _ => Some((NthUnit::Day, i + 1)),
            },
            (DateWord::Weekday(w), _) => Some((NthUnit::Weekday(w), i + 1)),
            _ => None,
        }
    }

    /// `عيد الأضحى`, `رأس السنة الهجرية 2019`
    fn feast(&self, i: usize) -> Option<Found> {
        enum Feast {
            Hijri(u8, u8),
            Fixed(u8, u8),
            Easter,
        }
        let (feast, end) = match (
            self.word(i).trim_start_matches(['و', 'ب', 'ل']),
            self.word(i + 1),
            self.word(i + 2),
        ) {
            ("عيد", "الاضحي", _) => (Feast::Hijri(12, 10), i + 2),
            ("عيد", "الفطر", _) => (Feast::Hijri(10, 1), i + 2),
            ("عيد", "الميلاد", _) => (Feast::Fixed(12, 25), i + 2),
            ("كريسماس", _, _) => (Feast::Fixed(12, 25), i + 1),
            ("عيد", "الفصح", _) => (Feast::Easter, i + 2),
            ("راس", "السنه", "الهجريه") => (Feast::Hijri(1, 1), i + 3),
            ("راس", "السنه", "الميلاديه") => (Feast::Fixed(1, 1), i + 3),
            _ => return None,
        };
        let in_year = |year: i32| -> Option<Stretch> {
            Some(Stretch::day(match feast {
                Feast::Fixed(month, day) => super::calendar::date(year, month, day)?,
                Feast::Easter => easter(year)?,
                Feast::Hijri(month, day) => {
                    let first = hijri_year(super::calendar::date(year, 1, 1)?)?;
                    let days = (first..first + 3).filter_map(|y| hijri_day(y, month, day));
                    days.into_iter().find(|d| i32::from(d.year()) == year)?
                }
            }))
        };
        if let Some((year, end)) = self.year(end)
            && let Some((year, kind)) = self.absolute(year)
        {
            return Some(Found::new(end, in_year(year), kind));
        }
        let stretch = self.today(Measure::Day).and_then(|today| {
            let year = i32::from(today.year());
            let years: Vec<Stretch> = (year - 1..=year + 1).filter_map(in_year).collect();
            self.choose(&years, today, None)
        });
        Some(Found::new(end, stretch, DateKind::Relative))
    }
}

#[derive(Debug, Clone, Copy)]
enum NthUnit {
    Day,
    Week,
    Weekday(u8),
}

fn known(date: PartialDate, measure: Measure) -> bool {
    match measure {
        Measure::Day | Measure::Week => date.day().is_some(),
        Measure::Month | Measure::Quarter | Measure::Half => date.month().is_some(),
        Measure::Year | Measure::Decade => true,
    }
}

/// The nth day, weekday or whole week of a stretch; the last one for `None`.
fn nth_in(whole: Stretch, unit: NthUnit, which: Option<u32>) -> Option<Stretch> {
    let period = if matches!(unit, NthUnit::Day) { 1 } else { 7 };
    let weekday = match unit {
        NthUnit::Day => None,
        NthUnit::Week => Some(1),
        NthUnit::Weekday(w) => Some(w),
    };
    let ahead = |from: Date| {
        weekday.map_or(0, |w| {
            (i32::from(w) + 7 - i32::from(from.weekday().to_monday_one_offset())) % 7
        })
    };
    let first = whole.first.checked_add(ahead(whole.first).days()).ok()?;
    let length = if matches!(unit, NthUnit::Week) { 6 } else { 0 };
    let start = match which {
        Some(n) => first
            .checked_add((period * (i32::try_from(n).ok()? - 1)).days())
            .ok()?,
        None => {
            let room = (whole.last - first).get_days() - length;
            first.checked_add((room.max(0) / period * period).days()).ok()?
        }
    };
    let end = start.checked_add(length.days()).ok()?;
    (start <= whole.last).then(|| {
        if length == 0 {
            Stretch::day(start)
        } else {
            Stretch::days(start, end)
        }
    })
}

/// A day, or a third, of a stretch.
fn part(whole: Stretch, edge: Edge) -> Option<Stretch> {
    let days = (whole.last - whole.first).get_days() + 1;
    let at = |n: i32| whole.first.checked_add(n.days()).ok();
    // A third of a month is ten days; a third of a year four months.
    let third = if days > 300 {
        whole
            .first
            .checked_add(step(Measure::Month, 4)?)
            .ok()?
            .checked_sub(1.days())
            .ok()?
    } else {
        at((days / 3 - 1).max(0))?
    };
    match edge {
        Edge::Start => Some(Stretch::day(whole.first)),
        Edge::End => Some(Stretch::day(whole.last)),
        Edge::Early => Some(Stretch::days(whole.first, third)),
        Edge::Middle if days <= 31 => Some(Stretch::day(at(if days > 27 { 14 } else { days / 2 })?)),
        Edge::Middle => Some(Stretch::days(at(days * 5 / 12)?, at(days * 7 / 12)?)),
        Edge::Late => {
            let first = if days > 31 {
                at(days * 2 / 3)?
            } else if days > 27 {
                at(20)?
            } else {
                at(days * 2 / 3)?
            };
            Some(Stretch::days(first, whole.last))
        }
    }
    .filter(|s| day(s.first).is_some())
}
