//! Publication dates as sources write them, reduced to the day.

use jiff::civil::{Date, DateTime};

/// What became of a date that a source states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Published {
    /// A day, month or year in ISO 8601.
    Day(String),
    /// A date that lies in the future of the caller's day.
    Future(String),
    /// Words that are no date, or an ambiguous one.
    Unreadable,
}

/// Reads a date in the forms that files, pages, feeds and mail use.
///
/// Known are ISO 8601 (also a bare month or year), RFC 2822, `2012/03/14`, and `14/03/2012` where the first number
/// cannot be a month. The day is the one written, in the source's own time zone.
pub(crate) fn read(words: &str, today: Option<Date>) -> Published {
    let words = words.trim();
    if let Some(partial) = partial(words) {
        return match today {
            Some(today) if partial_after(&partial, today) => Published::Future(partial),
            _ => Published::Day(partial),
        };
    }
    match day(words) {
        Some(day) => match today {
            Some(today) if today.tomorrow().is_ok_and(|limit| day > limit) => {
                Published::Future(day.to_string())
            }
            _ => Published::Day(day.to_string()),
        },
        None => Published::Unreadable,
    }
}

fn day(words: &str) -> Option<Date> {
    let head = words.get(..10).unwrap_or_default();
    if head.len() == 10 && head.as_bytes()[4] == b'-' && head.as_bytes()[7] == b'-' {
        // The day as written, whatever follows: times come in more shapes than any parser knows.
        let rest = &words[10..];
        if rest.is_empty() || rest.starts_with(['T', ' ', 't', '+', 'Z']) {
            return head.parse().ok();
        }
    }
    if let Ok(time) = words.parse::<DateTime>() {
        return Some(time.date());
    }
    if let Some(day) = slashed(words) {
        return Some(day);
    }
    rfc2822(words)
}

/// RFC 2822, with the liberties that feeds take: zone names, missing seconds, a missing time.
fn rfc2822(words: &str) -> Option<Date> {
    let after_weekday = match words.split_once(',') {
        Some((head, rest)) if !head.contains(|c: char| c.is_ascii_digit()) => rest,
        _ => words,
    };
    let mut parts = after_weekday.split_whitespace();
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (number, name) = if first.as_bytes()[0].is_ascii_digit() {
        (first, second)
    } else {
        (second, first)
    };
    let month = english_month(name)?;
    let day: i8 = number.trim_end_matches(['.', ',']).parse().ok()?;
    let year: i16 = year.trim_end_matches(',').parse().ok()?;
    let year = if (0..70).contains(&year) {
        year + 2000
    } else if year < 100 {
        year + 1900
    } else {
        year
    };
    Date::new(year, month, day).ok()
}

fn english_month(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let head = name.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|m| *m == head).map(|at| at as i8 + 1)
}

fn slashed(words: &str) -> Option<Date> {
    let date = words.split([' ', 'T']).next()?;
    let separator = ['/', '.', '-']
        .into_iter()
        .find(|s| date.matches(*s).count() == 2)?;
    let mut numbers = [0i16; 3];
    for (slot, part) in numbers.iter_mut().zip(date.split(separator)) {
        *slot = part.parse().ok()?;
    }
    let [a, b, c] = numbers;
    if a > 31 {
        Date::new(a, i8::try_from(b).ok()?, i8::try_from(c).ok()?).ok()
    } else if c > 31 && (a > 12 || a == b) {
        Date::new(c, i8::try_from(b).ok()?, i8::try_from(a).ok()?).ok()
    } else if c > 31 && b > 12 {
        Date::new(c, i8::try_from(a).ok()?, i8::try_from(b).ok()?).ok()
    } else {
        None
    }
}

/// `2015` or `2015-03`.
fn partial(words: &str) -> Option<String> {
    let shape = match words.len() {
        4 => words.bytes().all(|b| b.is_ascii_digit()),
        7 => words
            .bytes()
            .enumerate()
            .all(|(at, b)| if at == 4 { b == b'-' } else { b.is_ascii_digit() }),
        _ => false,
    };
    if !shape {
        return None;
    }
    let month: i8 = words.get(5..).map_or(Ok(1), str::parse).ok()?;
    Date::new(words[..4].parse().ok()?, month, 1).ok()?;
    Some(words.to_owned())
}

fn partial_after(partial: &str, today: Date) -> bool {
    partial > &today.to_string()[..partial.len()]
}

/// Months as Arabic pages write them, in the three families of names; alefs made one.
const MONTHS: [&[&str]; 12] = [
    &["يناير", "كانون الثاني", "جانفي"],
    &["فبراير", "شباط", "فيفري"],
    &["مارس", "اذار"],
    &["ابريل", "نيسان", "افريل"],
    &["مايو", "ايار", "ماي"],
    &["يونيو", "حزيران", "جوان", "يونيه"],
    &["يوليو", "تموز", "جويليه", "يوليه", "يوليوز"],
    &["اغسطس", "اب", "اوت", "غشت"],
    &["سبتمبر", "ايلول", "شتنبر"],
    &["اكتوبر", "تشرين الاول"],
    &["نوفمبر", "تشرين الثاني", "نونبر"],
    &["ديسمبر", "كانون الاول", "دجنبر"],
];

/// A day written out in a line: `الجمعة 8 فيفري 2019`, `04 آب/اغسطس 2013`, `٢٠١٢/٠٣/١٤`.
pub(crate) fn in_words(line: &str) -> Option<Date> {
    let line: String = line
        .chars()
        .take(200)
        .map(|c| match c {
            '٠'..='٩' => char::from(b'0' + (c as u32 - '٠' as u32) as u8),
            'أ' | 'إ' | 'آ' => 'ا',
            'ة' => 'ه',
            'ى' => 'ي',
            '،' | ',' | '|' | '(' | ')' | '\u{A0}' => ' ',
            c => c,
        })
        .collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    if let Some(day) = words.iter().find_map(|word| slashed(word).or_else(|| day(word))) {
        return Some(day);
    }
    words.iter().enumerate().find_map(|(at, word)| {
        let number: i8 = word.parse().ok().filter(|n| (1..=31).contains(n))?;
        let rest = words[at + 1..].join(" ");
        // Two names of one month may stand together; the second is only passed over.
        let (month, after) = month(&rest)?;
        let after = after.trim_start_matches(['/', ' ', '-']);
        let after = self::month(after).map_or(after, |(_, rest)| rest);
        let year: String = after
            .trim_start()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        Date::new(
            year.parse().ok().filter(|y| (1900..2200).contains(y))?,
            month,
            number,
        )
        .ok()
    })
}

/// The month that a line begins with, and what follows it.
fn month(line: &str) -> Option<(i8, &str)> {
    for (at, names) in MONTHS.iter().enumerate() {
        for name in *names {
            if let Some(rest) = line.strip_prefix(name)
                && !rest.starts_with(char::is_alphabetic)
            {
                return Some((at as i8 + 1, rest));
            }
        }
    }
    let word: &str = line.split([' ', '/']).next()?;
    let number = (word.len() >= 3).then(|| english_month(word))??;
    Some((number, &line[word.len()..]))
}

/// The day in an address: `/2013/08/03/`, `/2013/section/8/3/`, `-2013-08-03`, `/20130803/`.
pub(crate) fn in_url(url: &str) -> Option<Date> {
    let path = url
        .split_once("://")
        .map_or(url, |(_, rest)| rest)
        .split(['?', '#'])
        .next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_']).skip(1).collect();
    let number = |part: &str, length: std::ops::RangeInclusive<usize>| -> Option<i16> {
        (length.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse().ok())?
    };
    for (at, part) in parts.iter().enumerate() {
        if part.len() == 8 && part.starts_with("20") && part.bytes().all(|b| b.is_ascii_digit()) {
            let day = Date::new(
                part[..4].parse().ok()?,
                part[4..6].parse().ok()?,
                part[6..].parse().ok()?,
            );
            if let Ok(day) = day {
                return Some(day);
            }
        }
        let Some(year) = number(part, 4..=4).filter(|y| (1990..2100).contains(y)) else {
            continue;
        };
        // Month and day stand together, at once or after the name of a section.
        for from in at + 1..parts.len().saturating_sub(1).min(at + 4) {
            if let (Some(month), Some(day)) = (number(parts[from], 1..=2), number(parts[from + 1], 1..=2))
                && let Ok(date) = Date::new(year, month as i8, day as i8)
            {
                return Some(date);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_sources_write_them() {
        let cases = [
            ("2012-03-14", Some("2012-03-14")),
            (" 2012-03-14T23:30:00+03:00 ", Some("2012-03-14")),
            ("2012-03-14 23:30", Some("2012-03-14")),
            ("2012-03-14T23:30:00.000Z", Some("2012-03-14")),
            ("2012-03", Some("2012-03")),
            ("2012", Some("2012")),
            ("2012/3/14", Some("2012-03-14")),
            ("14/03/2012 10:20", Some("2012-03-14")),
            ("14.03.2012", Some("2012-03-14")),
            ("Wed, 14 Mar 2012 10:20:30 +0300", Some("2012-03-14")),
            ("Wed, 14 Mar 2012 10:20 GMT", Some("2012-03-14")),
            ("14 March 2012", Some("2012-03-14")),
            ("March 14, 2012", Some("2012-03-14")),
            ("14 Mar 12", Some("2012-03-14")),
            // Which of the two is the month, nobody can say.
            ("03/04/2012", None),
            ("04/04/2012", Some("2012-04-04")),
            ("2012-13-14", None),
            ("2012-00", None),
            ("أمس", None),
            ("", None),
        ];
        for (words, expected) in cases {
            let found = match read(words, None) {
                Published::Day(day) => Some(day),
                _ => None,
            };
            assert_eq!(found.as_deref(), expected, "{words}");
        }
    }

    #[test]
    fn a_date_in_the_future_is_refused_and_one_day_of_time_zones_is_not() {
        let today = "2024-05-06".parse().ok();
        assert_eq!(read("2024-05-07", today), Published::Day("2024-05-07".into()));
        assert_eq!(read("2024-05-08", today), Published::Future("2024-05-08".into()));
        assert_eq!(read("2024-05", today), Published::Day("2024-05".into()));
        assert_eq!(read("2024-06", today), Published::Future("2024-06".into()));
        assert_eq!(read("2025", today), Published::Future("2025".into()));
    }

    #[test]
    fn days_in_words_and_addresses() {
        for (line, expected) in [
            ("الجمعة 8 فيفري 2019", Some("2019-02-08")),
            ("الأحد، 04 آب/أغسطس 2013، آخر تحديث 02:21", Some("2013-08-04")),
            ("نشر في ١٤ كانون الثاني ٢٠٢٢ - ١٠:٣٠", Some("2022-01-14")),
            ("آخر تحديث: 2022/01/14", Some("2022-01-14")),
            ("3 ماي 2021", Some("2021-05-03")),
            ("14 March 2012 10:00", Some("2012-03-14")),
            ("في 5 مايو", None),
            ("5 مليارات دولار", None),
        ] {
            assert_eq!(
                in_words(line).map(|d| d.to_string()).as_deref(),
                expected,
                "{line}"
            );
        }
        for (url, expected) in [
            (
                "http://news.example/2013/middle_east/8/3/talks/index.html",
                Some("2013-08-03"),
            ),
            (
                "https://news.example/politics/2021/12/05/visit",
                Some("2021-12-05"),
            ),
            ("https://news.example/visit-2021-12-05", Some("2021-12-05")),
            ("https://news.example/20211205/visit", Some("2021-12-05")),
            ("https://news.example/article/164913/2019", None),
            ("https://news.example/?date=2021/12/05", None),
        ] {
            assert_eq!(in_url(url).map(|d| d.to_string()).as_deref(), expected, "{url}");
        }
    }
}
