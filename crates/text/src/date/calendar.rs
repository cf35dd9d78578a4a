//! Days, stretches of days, and the Hijri calendar.

use super::words::Measure;
use icu_calendar::Date as IcuDate;
use icu_calendar::cal::Hijri;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use mahdar_record::PartialDate;

pub(crate) fn day(date: Date) -> Option<PartialDate> {
    PartialDate::of_day(date.year(), date.month() as u8, date.day() as u8)
}

pub(crate) fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok().filter(|y| *y > 0)?,
        month as i8,
        day as i8,
    )
    .ok()
}

/// A day of the Hijri calendar (Umm al-Qura) as a Gregorian one.
pub(crate) fn hijri_day(year: i32, month: u8, day: u8) -> Option<Date> {
    let hijri = IcuDate::try_new_hijri_with_calendar(year, month, day, Hijri::new_umm_al_qura()).ok()?;
    let iso = hijri.to_calendar(icu_calendar::Iso);
    date(
        iso.year().extended_year(),
        iso.month().ordinal,
        iso.day_of_month().0,
    )
}

/// The last day of a Hijri month.
pub(crate) fn hijri_month_end(year: i32, month: u8) -> Option<Date> {
    hijri_day(year, month, 30).or_else(|| hijri_day(year, month, 29))
}

/// The Hijri year (Umm al-Qura) that a Gregorian day lies in.
pub(crate) fn hijri_year(of: Date) -> Option<i32> {
    let iso = IcuDate::try_new_gregorian(i32::from(of.year()), of.month() as u8, of.day() as u8).ok()?;
    Some(iso.to_calendar(Hijri::new_umm_al_qura()).year().extended_year())
}

/// Western Easter (the anonymous Gregorian computus of Meeus, Jones and Butcher).
pub(crate) fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let n = (h + l - 7 * m + 90) / 25;
    let p = (h + l - 7 * m + 33 * n + 19) % 32;
    date(year, n as u8, p as u8)
}

/// Consecutive days, and the least precise date that says them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub first: Date,
    pub last: Date,
    pub said: Option<PartialDate>,
}

impl Stretch {
    pub fn day(date: Date) -> Self {
        Stretch {
            first: date,
            last: date,
            said: day(date),
        }
    }

    pub fn days(first: Date, last: Date) -> Self {
        Stretch {
            first,
            last,
            said: None,
        }
    }

    pub fn month(year: i32, month: u8) -> Option<Self> {
        let first = date(year, month, 1)?;
        Some(Stretch {
            first,
            last: first.last_of_month(),
            said: PartialDate::of_month(first.year(), month),
        })
    }

    pub fn months(year: i32, from: u8, to: u8) -> Option<Self> {
        Some(Stretch::days(
            date(year, from, 1)?,
            date(year, to, 1)?.last_of_month(),
        ))
    }

    pub fn year(year: i32) -> Option<Self> {
        let first = date(year, 1, 1)?;
        Some(Stretch {
            first,
            last: first.last_of_year(),
            said: PartialDate::of_year(first.year()),
        })
    }

    pub fn hijri_month(year: i32, month: u8) -> Option<Self> {
        Some(Stretch::days(
            hijri_day(year, month, 1)?,
            hijri_month_end(year, month)?,
        ))
    }

    pub fn hijri_year(year: i32) -> Option<Self> {
        Some(Stretch::days(hijri_day(year, 1, 1)?, hijri_month_end(year, 12)?))
    }

    /// Its first and its last day; its first and last month or year, where it is made of whole ones.
    pub fn ends(self) -> (Option<PartialDate>, Option<PartialDate>) {
        let Stretch { first, last, .. } = self;
        let whole_months = first.day() == 1 && last == last.last_of_month() && first != last;
        let name = |d: Date| match (whole_months, first.month() == 1 && last.month() == 12) {
            (true, true) => PartialDate::of_year(d.year()),
            (true, false) => PartialDate::of_month(d.year(), d.month() as u8),
            (false, _) => day(d),
        };
        let (from, to) = (name(first), name(last));
        (from, to.filter(|_| to != from))
    }

    /// The week (Monday to Sunday), month, … that holds `today`, moved by `by` of its kind.
    pub fn around(today: Date, measure: Measure, by: i32) -> Option<Self> {
        let moved = today.checked_add(step(measure, by)?).ok()?;
        match measure {
            Measure::Day => Some(Stretch::day(moved)),
            Measure::Week => {
                let back = i32::from(moved.weekday().to_monday_zero_offset());
                let first = moved.checked_sub(back.days()).ok()?;
                Some(Stretch::days(first, first.checked_add(6.days()).ok()?))
            }
            Measure::Month => Stretch::month(i32::from(moved.year()), moved.month() as u8),
            Measure::Quarter => {
                let first = (moved.month() as u8 - 1) / 3 * 3 + 1;
                Stretch::months(i32::from(moved.year()), first, first + 2)
            }
            Measure::Half => {
                let first = (moved.month() as u8 - 1) / 6 * 6 + 1;
                Stretch::months(i32::from(moved.year()), first, first + 5)
            }
            Measure::Year => Stretch::year(i32::from(moved.year())),
            Measure::Decade => {
                let first = moved.year() / 10 * 10;
                Some(Stretch::days(
                    Date::new(first, 1, 1).ok()?,
                    Date::new(first + 9, 12, 31).ok()?,
                ))
            }
        }
    }
}

/// `by` of a measure, as something a day can be moved by.
pub(crate) fn step(measure: Measure, by: i32) -> Option<Span> {
    if by.abs() > 4000 {
        return None;
    }
    Some(match measure {
        Measure::Day => by.days(),
        Measure::Week => by.weeks(),
        Measure::Month => by.months(),
        Measure::Quarter => (by * 3).months(),
        Measure::Half => (by * 6).months(),
        Measure::Year => by.years(),
        Measure::Decade => (by * 10).years(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hijri_days_are_those_of_umm_al_qura() {
        assert_eq!(hijri_day(1442, 8, 9), date(2021, 3, 22));
        assert_eq!(hijri_day(1434, 12, 10), date(2013, 10, 15));
        assert_eq!(hijri_year(Date::constant(2021, 3, 22)), Some(1442));
    }

    #[test]
    fn easter_sundays() {
        assert_eq!(easter(2013), date(2013, 3, 31));
        assert_eq!(easter(2024), date(2024, 3, 31));
        assert_eq!(easter(2025), date(2025, 4, 20));
    }
}
