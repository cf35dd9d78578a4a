//! How the parts of the date grammar go together: ranges, pairs of calendars, dates with times.

use super::DateKind;
use super::calendar::Stretch;
use super::reader::{Found, Reader};
use super::written::{Written, Year};

/// A date whose year may still be taken from the other end of its range.
enum Simple {
    Written(Written, usize),
    Found(Found),
}

impl Reader<'_, '_> {
    /// The whole date that starts with token `i`: a day, a range, a time, or a day with a time.
    pub fn point(&self, i: usize) -> Option<Found> {
        let Some(mut found) = self.range(i) else {
            let clock = self.clock(i)?;
            let mut found = Found::new(clock.end, None, DateKind::Relative);
            // «الساعة الثالثة من يوم الخميس», «الثالثة من مساء أمس»
            let at = self.skip(clock.end);
            if let Some(day) = self
                .range(at)
                .filter(|d| d.kind != DateKind::Recurring && is_day(d))
            {
                found = day;
            }
            found.time = Some(clock.time);
            return Some(found);
        };
        if is_day(&found) && found.time.is_none() {
            let at = self.skip(found.end);
            if let Some(clock) = self.clock(at) {
                found.time = Some(clock.time);
                found.end = clock.end;
            }
        }
        Some(found)
    }

    fn skip(&self, end: usize) -> usize {
        let mut at = end;
        while at < end + 2 && matches!(self.word(at), "،" | "," | "في" | "عند" | "من" | "تمام" | "وفي")
        {
            at += 1;
        }
        at
    }

    fn range(&self, i: usize) -> Option<Found> {
        let first = self.simple(i)?;
        let end = first.end();
        let between = self.before(i) == "بين" || self.before(i) == "مابين";
        let next = match self.word(end) {
            "الي" | "حتي" | "وحتي" | "-" | "–" => end + 1,
            "و" if between => end + 1,
            word if between && word.starts_with('و') => end,
            _ => 0,
        };
        if next == 0 || (matches!(self.word(end), "-" | "–") && !first.is_written()) {
            return Some(self.settle(first));
        }
        let Some(second) = self.simple(next) else {
            return Some(self.settle(first));
        };
        let mut second_year = None;
        let (first, second_end) = match (first, &second) {
            (Simple::Written(mut one, at), Simple::Written(two, last)) => {
                if one.year.is_none() {
                    one.year = two.year.filter(|_| !two.hijri || one.hijri);
                    second_year = one.year;
                }
                (Simple::Written(one, at), *last)
            }
            (first, second) => (first, second.end()),
        };
        let first = self.settle(first);
        let second = self.settle(second);
        match (first.stretch, second.stretch) {
            (Some(from), Some(to)) if from.first <= to.last => Some(Found {
                inferred: (first.inferred && second_year.is_none()) || second.inferred,
                ..Found::new(second_end, Some(Stretch::days(from.first, to.last)), first.kind)
            }),
            _ => Some(first),
        }
    }

    fn simple(&self, i: usize) -> Option<Simple> {
        if let Some(found) = self
            .every(i)
            .or_else(|| self.counted(i))
            .or_else(|| self.day_expression(i))
        {
            return Some(Simple::Found(found));
        }
        if let Some(found) = self.stretch_before_days(i) {
            return Some(Simple::Found(found));
        }
        if let Some((written, end)) = self.written(i, false) {
            return Some(Simple::Written(written, end));
        }
        self.stretch(i, false).map(Simple::Found)
    }

    /// `آخر اثنين من مارس` and `أول أسبوع` begin like days of a month.
    fn stretch_before_days(&self, i: usize) -> Option<Found> {
        if self.plain(i, 4).is_some() {
            return None;
        }
        self.stretch(i, false).filter(|_| self.day_number(i).is_some())
    }

    fn settle(&self, simple: Simple) -> Found {
        match simple {
            Simple::Written(written, end) => self.paired(&written, end),
            Simple::Found(found) => found,
        }
    }

    /// Resolves a calendar date; where the other calendar's stands behind it, the Gregorian one is believed.
    pub fn paired(&self, written: &Written, end: usize) -> Found {
        let found = self.resolve(written, end);
        if written.day.is_none()
            || !matches!(written.year, Some(Year::Gregorian(_) | Year::Hijri(_))) && !written.hijri
        {
            return found;
        }
        let mut at = end;
        let bracket = self.word(at) == "(";
        while at < end + 3
            && matches!(
                self.word(at),
                "(" | "/" | "-" | "–" | "،" | "=" | "الموافق" | "الموافقه" | "ل" | "المصادف" | "يوم"
            )
        {
            at += 1;
        }
        let other = self
            .written(at, true)
            .filter(|(o, _)| o.day.is_some() && o.hijri != written.hijri);
        let Some((other, last)) = other.filter(|_| at > end) else {
            return found;
        };
        let last = if bracket && self.word(last) == ")" {
            last + 1
        } else {
            last
        };
        if !other.hijri {
            let mut other = other;
            other.weekday = written.weekday;
            return self.resolve(&other, last);
        }
        Found { end: last, ..found }
    }
}

impl Simple {
    fn end(&self) -> usize {
        match self {
            Simple::Written(_, end) => *end,
            Simple::Found(found) => found.end,
        }
    }

    fn is_written(&self) -> bool {
        matches!(self, Simple::Written(..))
    }
}

/// Whether a time of the day can be added to it.
fn is_day(found: &Found) -> bool {
    found.stretch.is_none_or(|s| s.first == s.last)
}
