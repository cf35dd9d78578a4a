use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A Gregorian date that knows its own precision: a year, a month of a year, or a day.
///
/// Ordered by its first day. In JSON an ISO 8601 string: `2015`, `2021-04`, `2012-03-14`.
///
/// ```
/// let month: mahdar_record::PartialDate = "2021-04".parse().unwrap();
/// assert_eq!((month.year(), month.month(), month.day()), (2021, Some(4), None));
/// assert!("2021-02-30".parse::<mahdar_record::PartialDate>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct PartialDate {
    year: i16,
    month: u8,
    day: u8,
}

/// Not a date.
#[derive(Debug, thiserror::Error)]
#[error("«{0}» is not a date: YYYY, YYYY-MM or YYYY-MM-DD is expected")]
pub struct DateError(String);

impl PartialDate {
    /// A whole year.
    pub fn of_year(year: i16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(PartialDate {
            year,
            month: 0,
            day: 0,
        })
    }

    /// A month of a year.
    pub fn of_month(year: i16, month: u8) -> Option<Self> {
        Self::of_year(year)?;
        (1..=12)
            .contains(&month)
            .then_some(PartialDate { year, month, day: 0 })
    }

    /// A day.
    pub fn of_day(year: i16, month: u8, day: u8) -> Option<Self> {
        Self::of_month(year, month)?;
        (day >= 1 && day <= days_in(year, month)).then_some(PartialDate { year, month, day })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, where known.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, where known.
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// Whether `self` is the same as `other` or says it less precisely.
    pub fn covers(self, other: PartialDate) -> bool {
        self.year == other.year
            && (self.month == 0 || self.month == other.month)
            && (self.day == 0 || self.day == other.day)
    }
}

fn days_in(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(s: &str) -> Result<Self, DateError> {
        let wrong = || DateError(s.to_owned());
        let mut parts = s.split('-');
        let mut number = |digits: usize| match parts.next() {
            None => Ok(None),
            Some(p) if p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()) => {
                p.parse::<i16>().map(Some).map_err(|_| wrong())
            }
            Some(_) => Err(wrong()),
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(wrong());
        }
        match (year, month, day) {
            (Some(y), None, None) => Self::of_year(y),
            (Some(y), Some(m), None) => Self::of_month(y, m as u8),
            (Some(y), Some(m), Some(d)) => Self::of_day(y, m as u8, d as u8),
            _ => None,
        }
        .ok_or_else(wrong)
    }
}

impl TryFrom<String> for PartialDate {
    type Error = DateError;

    fn try_from(s: String) -> Result<Self, DateError> {
        s.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(y in 1i16..=9999, m in 0u8..=13, d in 0u8..=32) {
            let date = if m == 0 { PartialDate::of_year(y) } else if d == 0 { PartialDate::of_month(y, m) } else { PartialDate::of_day(y, m, d) };
            if let Some(date) = date {
                prop_assert_eq!(date.to_string().parse::<PartialDate>().unwrap(), date);
            }
        }

        #[test]
        fn any_string_is_refused_or_read(s in "\\PC{0,12}") {
            if let Ok(date) = s.parse::<PartialDate>() {
                prop_assert_eq!(date.to_string(), s);
            }
        }
    }
}
