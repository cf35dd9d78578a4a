//! Times of the day.

use super::reader::Reader;
use super::words::{DateWord, PartOfDay};
use crate::number::{number_at, ordinal_at};
use crate::token::TokenKind;

/// A time of the day, on a clock of 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClockTime {
    /// 0 to 23. Without a part of the day (`الساعة 3`) as written, the half of the day being unknown.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    pub time: ClockTime,
    pub end: usize,
    halved: bool,
}

impl Reader<'_, '_> {
    /// The time that starts with token `i`, or the first of two (`من الساعة 3 إلى الساعة 4 عصرا`).
    pub fn clock(&self, i: usize) -> Option<Clock> {
        let first = self.single_clock(i)?;
        if !matches!(self.word(first.end), "الي" | "حتي" | "وحتي" | "-") {
            return Some(first);
        }
        let Some(second) = self.single_clock(first.end + 1) else {
            return Some(first);
        };
        let mut time = first.time;
        // The part of the day said once holds for both.
        if !first.halved
            && second.halved
            && second.time.hour >= 12
            && time.hour < 12
            && time.hour + 12 <= second.time.hour
        {
            time.hour += 12;
        }
        Some(Clock {
            time,
            end: second.end,
            halved: first.halved || second.halved,
        })
    }

    fn single_clock(&self, i: usize) -> Option<Clock> {
        let (mut hour, mut minute, mut second, mut end);
        let named = matches!(self.date_word(i), Some((DateWord::Hour, lead)) if lead.article);
        let j = if named { i + 1 } else { i };
        (minute, second) = (0, 0);
        if self.text.kind(j) == TokenKind::Number && j < self.limit() {
            hour = self.plain(j, 2)?;
            end = j + 1;
            if matches!(self.word(end), ":" | ".") && self.hangs(end) && self.hangs(end + 1) {
                minute = self.plain(end + 1, 2)?;
                end += 2;
                if self.word(end) == ":" && self.hangs(end + 1) {
                    second = self.plain(end + 1, 2)?;
                    end += 2;
                }
            } else if !named {
                return None;
            }
        } else if let Some(ordinal) =
            ordinal_at(self.text, j).filter(|o| o.definite && o.tokens.end <= self.limit())
        {
            hour = ordinal.value as i32;
            end = ordinal.tokens.end;
        } else if named {
            let number = number_at(self.text, j).filter(|n| n.value <= 12.0 && n.tokens.end <= self.limit());
            if let Some(number) = number.filter(|n| n.value.fract() == 0.0) {
                hour = number.value as i32;
                end = number.tokens.end;
            } else {
                // «ثلاثة وثلث», «ثلاثة وثمانية عشرة دقيقة»: the number takes only its first word.
                hour = self.small(j)?;
                end = j + 1;
            }
        } else {
            return None;
        }
        if minute == 0
            && let Some((minutes, after)) = self.minutes(end)
        {
            minute = minutes;
            end = after;
        }
        if minute < 0 {
            minute += 60;
            hour -= 1;
        }
        let part = self.part_after(end);
        if let Some((_, after)) = part {
            end = after;
        }
        if !named && part.is_none() && self.text.kind(j) != TokenKind::Number {
            return None;
        }
        if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !(0..60).contains(&second) {
            return None;
        }
        let hour = match part {
            Some((PartOfDay::Morning, _)) if hour == 12 => 0,
            Some((PartOfDay::Evening, _)) if hour < 12 => hour + 12,
            Some((PartOfDay::Noon, _)) if hour < 10 => hour + 12,
            Some((PartOfDay::Night, _)) if hour == 12 => 0,
            Some((PartOfDay::Night, _)) if (5..12).contains(&hour) => hour + 12,
            _ => hour,
        };
        Some(Clock {
            time: ClockTime {
                hour: hour as u8,
                minute: minute as u8,
                second: second as u8,
            },
            end,
            halved: part.is_some() || hour > 12,
        })
    }

    fn small(&self, i: usize) -> Option<i32> {
        match crate::number::numeral(self.word(i))? {
            (crate::number::Numeral::Unit(n), lead) if !lead.conjunction => Some(i32::from(n)),
            _ => None,
        }
    }

    /// `وربع`, `و18 دقيقة`, `إلا ثلثا`; negative where it is taken off.
    fn minutes(&self, i: usize) -> Option<(i32, usize)> {
        let word = self.word(i);
        let (sign, j, word) = match word {
            "الا" => (-1, i + 1, self.word(i + 1)),
            "و" => (1, i + 1, self.word(i + 1)),
            _ => (1, i, word.strip_prefix('و')?),
        };
        let fraction = match word.strip_prefix("ال").unwrap_or(word) {
            "ربع" | "ربعا" => Some(15),
            "ثلث" | "ثلثا" => Some(20),
            "نصف" | "نصفا" | "نص" => Some(30),
            _ => None,
        };
        if let Some(minutes) = fraction {
            return Some((sign * minutes, j + 1));
        }
        let number = number_at(self.text, j).filter(|n| n.value < 60.0 && n.value.fract() == 0.0)?;
        let end = number.tokens.end;
        let unit = matches!(self.word(end), "دقيقه" | "دقايق" | "دقيقتين");
        unit.then_some((sign * number.value as i32, end + 1))
    }

    /// `صباحا`, `الصبح`, `بعد الظهر`, `هذه الليلة`
    fn part_after(&self, i: usize) -> Option<(PartOfDay, usize)> {
        let side = match self.word(i) {
            "بعد" => Some(PartOfDay::Evening),
            "قبل" => Some(PartOfDay::Morning),
            _ => None,
        };
        if let Some(side) = side {
            return match self.date_word(i + 1) {
                // «قبل المغرب» is an afternoon, «قبل الظهر» a morning.
                Some((DateWord::Part(PartOfDay::Evening), _)) => Some((PartOfDay::Evening, i + 2)),
                Some((DateWord::Part(PartOfDay::Noon), _)) => Some((side, i + 2)),
                Some((DateWord::Part(PartOfDay::Night), _)) => Some((PartOfDay::Night, i + 2)),
                _ => None,
            };
        }
        let j = if matches!(self.word(i), "هذا" | "هذه" | "من" | "في") {
            i + 1
        } else {
            i
        };
        match self.date_word(j) {
            Some((DateWord::Part(part), lead)) if !lead.conjunction => {
                // «مساء الخميس» begins the next day's words and says the part of the day here.
                Some((part, j + 1))
            }
            _ => None,
        }
    }
}
