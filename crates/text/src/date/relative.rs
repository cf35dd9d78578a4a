//! Days and stretches counted from the day of speaking.

use super::DateKind;
use super::calendar::{Stretch, step};
use super::reader::{Found, Reader};
use super::words::{Count, DateWord, Measure, PartOfDay, Qualifier, Relation, heads_prayer};
use super::written::offset;
use crate::number::{number_at, ordinal_at};
use jiff::ToSpan;
use jiff::civil::Date;

impl Reader<'_, '_> {
    /// `مساء يوم الخميس`, `أمس الأحد`, `غدا`, `اليوم`, with a calendar date behind it.
    pub fn day_expression(&self, i: usize) -> Option<Found> {
        let mut j = i;
        let part = matches!(self.date_word(j), Some((DateWord::Part(_), lead)) if !lead.article);
        if part {
            j += 1;
        }
        let named =
            matches!(self.date_word(j), Some((DateWord::Noun(Measure::Day, Count::One), l)) if !l.article);
        if named {
            j += 1;
        }
        self.weekday(j, named)
            .or_else(|| self.anchored_day(j, part || named))
            .or_else(|| if named { self.dated(j, None) } else { None })
    }

    fn weekday(&self, i: usize, named: bool) -> Option<Found> {
        let this = self.word(i) == "هذا";
        let j = if this { i + 1 } else { i };
        let (DateWord::Weekday(weekday), lead) = self.date_word(j)? else {
            return None;
        };
        let end = j + 1;
        if heads_prayer(self.before(i)) {
            return Some(Found::new(end, None, DateKind::Recurring));
        }
        if !lead.article {
            if lead.conjunction {
                // «واحد»
                return None;
            }
            // «أحد» alone is «one of».
            return self.weekday_of_week(weekday, end).or_else(|| {
                named.then(|| Found::new(end, self.on_weekday(weekday, None), DateKind::Relative))
            });
        }
        if let Some(found) = self.dated(end, Some(weekday)) {
            // «الثلاثاء الثالث من مارس» is the 3rd where that is a Tuesday, and else the third Tuesday.
            let agrees = found.stretch.is_none_or(|s| monday_one(s.first) == weekday);
            return self
                .nth(j)
                .filter(|nth| !agrees && nth.stretch.is_some())
                .or(Some(found));
        }
        if let Some(found) = self.nth(j) {
            return Some(found);
        }
        if let Some(found) = self.weekday_of_week(weekday, end) {
            return Some(found);
        }
        if let Some((DateWord::Qualifier(qualifier), lead)) = self.date_word(end)
            && lead.article
        {
            // «الخميس المقبل 25 مارس»
            return self.dated(end + 1, Some(weekday)).or_else(|| {
                Some(Found::new(
                    end + 1,
                    self.on_weekday(weekday, Some(qualifier)),
                    DateKind::Relative,
                ))
            });
        }
        // «الثلاثاء والأربعاء المقبلين»
        if let Some((DateWord::Weekday(_), other)) = self.date_word(end)
            && other.conjunction
            && let Some((DateWord::Qualifier(qualifier), lead)) = self.date_word(end + 1)
            && lead.article
            && self.word(end + 1).ends_with("ين")
        {
            return Some(Found::new(
                end,
                self.on_weekday(weekday, Some(qualifier)),
                DateKind::Relative,
            ));
        }
        // «الأحد (أمس)», «الأحد أمس»
        let bracket = usize::from(self.word(end) == "(");
        if let Some((by, after)) = self.day_from_today(end + bracket, bracket == 1)
            && (bracket == 0 || self.word(after) == ")")
        {
            return Some(Found::new(
                after + bracket,
                self.near(weekday, by),
                DateKind::Relative,
            ));
        }
        Some(Found::new(
            end,
            self.on_weekday(weekday, None),
            DateKind::Relative,
        ))
    }

    /// `الأحد من الأسبوع الماضي`, `اثنين الأسبوع الحالي`
    fn weekday_of_week(&self, weekday: u8, end: usize) -> Option<Found> {
        let j = if matches!(self.word(end), "من" | "في") {
            end + 1
        } else {
            end
        };
        let this = self.word(j) == "هذا";
        let j = if this { j + 1 } else { j };
        let (DateWord::Noun(Measure::Week, Count::One), lead) = self.date_word(j)? else {
            return None;
        };
        let (by, end) = match self.date_word(j + 1) {
            Some((DateWord::Qualifier(q), _)) if lead.article => (offset(q)?, j + 2),
            _ if this => (0, j + 1),
            _ => return None,
        };
        let week = self
            .today(Measure::Week)
            .and_then(|t| Stretch::around(t, Measure::Week, by));
        let day = week.and_then(|w| w.first.checked_add(i32::from(weekday - 1).days()).ok());
        Some(Found::new(end, day.map(Stretch::day), DateKind::Relative))
    }

    /// A calendar date behind the name of its day: `الخميس، 15 مارس`, `اليوم (15 مارس)`, `الأربعاء الموافق 9 شعبان 1442`.
    fn dated(&self, end: usize, weekday: Option<u8>) -> Option<Found> {
        let mut j = end;
        let bracket = self.word(j) == "(";
        while j < end + 3
            && matches!(
                self.word(j),
                "،" | "," | "في" | "الموافق" | "المصادف" | "الموافقه" | "يوم" | "(" | "بتاريخ"
            )
        {
            j += 1;
        }
        if let Some((mut written, after)) = self.written(j, true)
            && written.day.is_some()
            && (!bracket || self.word(after) == ")")
        {
            written.weekday = weekday.filter(|_| !written.relative);
            return Some(self.paired(&written, if bracket { after + 1 } else { after }));
        }
        // «السبت السادس عشر»: a day of the month without its month, near the day of speaking.
        if !self.options.standalone || j > end {
            return None;
        }
        let ordinal = ordinal_at(self.text, j).filter(|o| o.definite && o.tokens.end <= self.limit())?;
        if ordinal.value < 6 || matches!(self.word(ordinal.tokens.end), "من" | "في") {
            return None;
        }
        let today = self.today(Measure::Day)?;
        let months = (-6..=6).filter_map(|by| Stretch::around(today, Measure::Month, by));
        let days: Vec<Stretch> = months
            .filter_map(|m| {
                super::calendar::date(
                    i32::from(m.first.year()),
                    m.first.month() as u8,
                    ordinal.value as u8,
                )
            })
            .filter(|d| weekday.is_none_or(|w| monday_one(*d) == w))
            .map(Stretch::day)
            .collect();
        Some(Found::new(
            ordinal.tokens.end,
            self.choose(&days, today, None),
            DateKind::Relative,
        ))
    }

    fn on_weekday(&self, weekday: u8, qualifier: Option<Qualifier>) -> Option<Stretch> {
        let today = self.today(Measure::Day)?;
        let ahead = (i32::from(weekday) + 7 - i32::from(monday_one(today))) % 7;
        let by = match qualifier {
            Some(Qualifier::Last) => {
                if ahead == 0 {
                    -7
                } else {
                    ahead - 7
                }
            }
            Some(Qualifier::Next) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            Some(Qualifier::Previous) if self.options.standalone => {
                if ahead == 0 {
                    -7
                } else {
                    ahead - 7
                }
            }
            Some(Qualifier::Following) if self.options.standalone => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            // «الخميس الجاري» lies in this week.
            Some(Qualifier::This) => i32::from(weekday) - i32::from(monday_one(today)),
            Some(_) => return None,
            None if self.options.future => ahead,
            None if ahead == 0 => 0,
            None => ahead - 7,
        };
        today.checked_add(by.days()).ok().map(Stretch::day)
    }

    /// The day of this name nearest to the day `by` days from today: the two were said together.
    fn near(&self, weekday: u8, by: i32) -> Option<Stretch> {
        let middle = self.today(Measure::Day)?.checked_add(by.days()).ok()?;
        let ahead = (i32::from(weekday) + 7 - i32::from(monday_one(middle))) % 7;
        let nearest = if ahead > 3 { ahead - 7 } else { ahead };
        middle.checked_add(nearest.days()).ok().map(Stretch::day)
    }

    /// `أمس`, `أمس الأول`, `أول من أمس`, `بعد غد`, `اليوم`, `هذه الليلة`, with the name of the day behind it.
    fn anchored_day(&self, i: usize, told: bool) -> Option<Found> {
        let (by, end) = self.day_from_today(i, told)?;
        if let Some(found) = self.dated(end, None) {
            return Some(found);
        }
        let bracket = usize::from(matches!(self.word(end), "(" | "،" | "/"));
        if let Some((DateWord::Weekday(weekday), lead)) = self.date_word(end + bracket)
            && lead.article
            && !lead.conjunction
            && (bracket == 0 || matches!(self.word(end + 2), ")" | "،" | "/"))
        {
            let after = end + 1 + bracket + usize::from(matches!(self.word(end), "(" | "/"));
            return self
                .dated(after, Some(weekday))
                .or_else(|| Some(Found::new(after, self.near(weekday, by), DateKind::Relative)));
        }
        let day = self
            .today(Measure::Day)
            .and_then(|t| t.checked_add(by.days()).ok());
        Some(Found::new(end, day.map(Stretch::day), DateKind::Relative))
    }

    fn day_from_today(&self, i: usize, told: bool) -> Option<(i32, usize)> {
        if self.word(i) == "اول" {
            let j = if self.word(i + 1) == "من" { i + 2 } else { i + 1 };
            return (self.word(j) == "امس").then_some((-2, j + 1));
        }
        if matches!(self.word(i), "هذا" | "هذه") {
            return match self.date_word(i + 1)? {
                (DateWord::Noun(Measure::Day, Count::One), l) | (DateWord::Part(_), l) if l.article => {
                    Some((0, i + 2))
                }
                _ => None,
            };
        }
        let (word, lead) = self.date_word(i)?;
        match word {
            DateWord::Day(by) if self.word(i) == "امس" && self.word(i + 1) == "الاول" => {
                Some((i32::from(by) - 1, i + 2))
            }
            DateWord::Day(by) => {
                let word = self.word(i).trim_start_matches(['و', 'ل']);
                // «غد» and «الغد» alone are «the future».
                let loose = matches!(word, "غد" | "الغد" | "لغد") && !self.options.standalone;
                (told || !loose || self.before(i) == "بعد").then_some((i32::from(by), i + 1))
            }
            DateWord::Relation(Relation::After) | DateWord::Relation(Relation::Ago) => {
                let (DateWord::Day(by), _) = self.date_word(i + 1)? else {
                    return None;
                };
                let away = if word == DateWord::Relation(Relation::After) {
                    1
                } else {
                    -1
                };
                (i32::from(by) == away && self.word(i) != "منذ").then_some((2 * away, i + 2))
            }
            DateWord::Part(PartOfDay::Night) if lead.article && self.options.standalone => Some((0, i + 1)),
            DateWord::Noun(Measure::Day, Count::One) if lead.article => self.definite_day(i),
            _ => None,
        }
    }

    /// `اليوم`: today, unless something behind it makes it another day.
    fn definite_day(&self, i: usize) -> Option<(i32, usize)> {
        let next = self.word(i + 1);
        if let Some((DateWord::Qualifier(q), _)) = self.date_word(i + 1) {
            let by = match q {
                Qualifier::Previous if self.options.standalone => -1,
                Qualifier::Following if self.options.standalone => 1,
                _ => offset(q)?,
            };
            return Some((by, i + 2));
        }
        if matches!(next, "الذي" | "الي" | "القبل") && self.options.standalone {
            // «اليوم الذي بعد الغد», «اليوم القبل البارحة»
            let j = if next == "القبل" { i + 1 } else { i + 2 };
            let side = match self.word(j) {
                "بعد" => 1,
                "قبل" | "القبل" => -1,
                _ => 0,
            };
            if let Some((DateWord::Day(by), _)) = self.date_word(j + 1)
                && i32::from(by) == side
            {
                return Some((by as i32 * 2, j + 2));
            }
        }
        let other = ordinal_at(self.text, i + 1).is_some_and(|o| o.definite)
            || matches!(
                next,
                "العالمي"
                    | "الدولي"
                    | "الوطني"
                    | "نفسه"
                    | "ذاته"
                    | "المذكور"
                    | "الواحد"
                    | "الذي"
                    | "المفتوح"
            );
        (!other && !self.quoted_name(i)).then_some((0, i + 1))
    }

    /// Whether token `i` closes a quoted name of two or three words: «المصري اليوم», «أخبار اليوم».
    fn quoted_name(&self, i: usize) -> bool {
        let quote = |j: usize| matches!(self.text.word(j), "\"" | "«" | "»" | "“" | "”" | "'" | "‘" | "’");
        quote(i + 1) && (2..=3).any(|back| i.checked_sub(back).is_some_and(quote))
    }

    /// `يومين`, `3 أيام`, `أسبوع`: how many of what, and the token after it.
    fn duration(&self, i: usize) -> Option<(i32, Measure, usize)> {
        match self.date_word(i) {
            Some((DateWord::Noun(measure, Count::Two), lead)) if lead.is_none() => {
                return Some((2, measure, i + 1));
            }
            Some((DateWord::Noun(measure, Count::One), lead)) if lead.is_none() => {
                // «منذ عام 2011», «بعد شهر رمضان», «قبل يوم الخميس» count nothing.
                let named = match self.date_word(i + 1) {
                    Some((DateWord::Weekday(_) | DateWord::Day(_), _)) => true,
                    _ => {
                        self.plain(i + 1, 4).is_some()
                            || self.year_number(i + 1).is_some()
                            || self.month(i).is_some()
                    }
                };
                return (!named).then_some((1, measure, i + 1));
            }
            _ => {}
        }
        let number = number_at(self.text, i).filter(|n| n.tokens.end < self.limit())?;
        let (DateWord::Noun(measure, count), lead) = self.date_word(number.tokens.end)? else {
            return None;
        };
        let whole =
            number.value.fract() == 0.0 && number.value < 2000.0 && lead.is_none() && count != Count::Two;
        whole.then_some((number.value as i32, measure, number.tokens.end + 1))
    }

    /// `منذ 3 أيام`, `قبل نحو أسبوعين`, `بعد شهر`, `في غضون 10 أيام`
    pub fn counted(&self, i: usize) -> Option<Found> {
        let (DateWord::Relation(relation), lead) = self.date_word(i)? else {
            // «من أسبوع», in speech.
            let spoken = self.word(i) == "من" && self.options.standalone;
            return if spoken {
                self.counted_from(Relation::Ago, i + 1, false)
            } else {
                None
            };
        };
        if lead.preposition {
            return None;
        }
        self.counted_from(
            relation,
            i + 1,
            self.word(i).ends_with("قبل") || relation == Relation::After,
        )
    }

    fn counted_from(&self, relation: Relation, i: usize, anchored: bool) -> Option<Found> {
        let loose = matches!(self.word(i), "نحو" | "حوالي" | "قرابه" | "زهاء");
        let j = if loose { i + 1 } else { i };
        let vague = matches!(
            (self.word(j), self.word(j + 1)),
            ("اكثر" | "اقل" | "ما", "من" | "يقارب" | "يزيد")
        );
        let (count, measure, end) = self.duration(if vague { j + 2 } else { j })?;
        if matches!(measure, Measure::Quarter | Measure::Half) {
            return None;
        }
        // «قبل 3 أيام من القمة» is counted from the summit.
        let elsewhere = anchored && matches!(self.word(end), "من" | "علي" | "عن");
        let today = self.today(measure).filter(|_| !elsewhere && !vague);
        let moved = |by: i32| today.and_then(|t| t.checked_add(step(measure, by)?).ok());
        let stretch = match relation {
            Relation::Ago => moved(-count).and_then(|d| as_precise(d, measure)),
            Relation::After => moved(count).and_then(|d| as_precise(d, measure)),
            // «خلال 3 أيام» may lie behind or ahead: only the caller can know.
            Relation::Within if self.options.future => {
                today.zip(moved(count)).map(|(from, to)| Stretch::days(from, to))
            }
            Relation::Within => None,
        };
        Some(Found::new(end, stretch, DateKind::Relative))
    }

    /// `كل جمعة`, `كل سنة`, `كل ثلاثة أشهر`
    pub fn every(&self, i: usize) -> Option<Found> {
        let (DateWord::Every, _) = self.date_word(i)? else {
            return None;
        };
        let end = match self.date_word(i + 1) {
            Some((DateWord::Noun(Measure::Day, Count::One), _)) => match self.date_word(i + 2) {
                Some((DateWord::Weekday(_), _)) => i + 3,
                _ => i + 2,
            },
            Some((DateWord::Noun(_, Count::One | Count::Two) | DateWord::Weekday(_), lead))
                if !lead.article =>
            {
                i + 2
            }
            Some((DateWord::Month(_), _)) => i + 2,
            _ => self.duration(i + 1).map(|(_, _, end)| end)?,
        };
        Some(Found::new(end, None, DateKind::Recurring))
    }
}

fn monday_one(day: Date) -> u8 {
    day.weekday().to_monday_one_offset() as u8
}

/// A day that was reached by counting months is known to the month only.
fn as_precise(day: Date, measure: Measure) -> Option<Stretch> {
    match measure {
        Measure::Day | Measure::Week => Some(Stretch::day(day)),
        Measure::Month | Measure::Quarter | Measure::Half => {
            Stretch::month(i32::from(day.year()), day.month() as u8)
        }
        Measure::Year | Measure::Decade => Stretch::year(i32::from(day.year())),
    }
}
