//! The words of dates and their table, `data/date-words.tsv`.

use crate::fold::fold;
use crate::lead::{Lead, find};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A measure of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    One,
    Two,
    Many,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Qualifier {
    Last,
    This,
    Next,
    Previous,
    Following,
    Final,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    Start,
    Early,
    Middle,
    Late,
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartOfDay {
    Morning,
    Noon,
    Evening,
    Night,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Ago,
    After,
    Within,
}

/// A word that may open or continue a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateWord {
    Month(u8),
    WeakMonth(u8),
    MonthOfTwo(u8, u8),
    Hijri(u8),
    HijriOfTwo(u8, u8),
    Dhu,
    Weekday(u8),
    Day(i8),
    Noun(Measure, Count),
    Qualifier(Qualifier),
    Edge(Edge),
    Part(PartOfDay),
    Hour,
    Relation(Relation),
    Season(u8),
    Every,
    /// Opens a date only with what follows: an ordinal, هذا, آخر, عيد.
    Opener,
}

#[derive(Default)]
struct Tables {
    words: FxHashMap<String, DateWord>,
    events: FxHashMap<String, ()>,
    prayers: FxHashMap<String, ()>,
    offices: FxHashMap<String, ()>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables::default();
    for line in include_str!("../../data/date-words.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
    {
        let mut columns = line.split('\t');
        let (Some(class), Some(value), Some(forms)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let forms = forms.split(' ').map(fold);
        match (class, word(class, value)) {
            (_, Some(word)) => tables.words.extend(forms.map(|f| (f, word))),
            ("event", _) => tables.events.extend(forms.map(|f| (f, ()))),
            ("prayer", _) => tables.prayers.extend(forms.map(|f| (f, ()))),
            ("office", _) => tables.offices.extend(forms.map(|f| (f, ()))),
            _ => {}
        }
    }
    tables
});

fn word(class: &str, value: &str) -> Option<DateWord> {
    use DateWord::*;
    let number = |s: &str| s.parse::<u8>().ok();
    let two = || {
        value
            .split_once(',')
            .and_then(|(a, b)| Some((number(a)?, number(b)?)))
    };
    Some(match class {
        "month" => Month(number(value)?),
        "weak" => WeakMonth(number(value)?),
        "two" => two().map(|(a, b)| MonthOfTwo(a, b))?,
        "hijri" => Hijri(number(value)?),
        "hijritwo" => two().map(|(a, b)| HijriOfTwo(a, b))?,
        "dhu" => Dhu,
        "weekday" => Weekday(number(value)?),
        "day" => Day(value.parse().ok()?),
        "noun" => {
            let (name, count) = match value.strip_suffix('2') {
                Some(name) => (name, Count::Two),
                None => match value.strip_suffix('s') {
                    Some(name) => (name, Count::Many),
                    None => (value, Count::One),
                },
            };
            let measure = match name {
                "day" => Measure::Day,
                "week" => Measure::Week,
                "month" => Measure::Month,
                "quarter" => Measure::Quarter,
                "half" => Measure::Half,
                "year" => Measure::Year,
                "decade" => Measure::Decade,
                _ => return None,
            };
            Noun(measure, count)
        }
        "qualifier" => Qualifier(match value {
            "last" => self::Qualifier::Last,
            "this" => self::Qualifier::This,
            "next" => self::Qualifier::Next,
            "previous" => self::Qualifier::Previous,
            "following" => self::Qualifier::Following,
            "final" => self::Qualifier::Final,
            _ => return None,
        }),
        "edge" => Edge(match value {
            "start" => self::Edge::Start,
            "early" => self::Edge::Early,
            "middle" => self::Edge::Middle,
            "late" => self::Edge::Late,
            _ => self::Edge::End,
        }),
        "part" => Part(match value {
            "am" => PartOfDay::Morning,
            "noon" => PartOfDay::Noon,
            "pm" => PartOfDay::Evening,
            _ => PartOfDay::Night,
        }),
        "hour" => Hour,
        "relation" => Relation(match value {
            "ago" => self::Relation::Ago,
            "after" => self::Relation::After,
            _ => self::Relation::Within,
        }),
        "season" => Season(number(value)?),
        "every" => Every,
        "opener" => Opener,
        _ => return None,
    })
}

/// The date word that `word` (folded) is.
pub(crate) fn date_word(word: &str) -> Option<(DateWord, Lead)> {
    find(&TABLES.words, word)
}

/// Whether a date behind `word` is part of a name: ثورة 25 يناير.
pub(crate) fn heads_event(word: &str) -> bool {
    find(&TABLES.events, word).is_some_and(|(_, lead)| !lead.article)
}

/// Whether a day of the week behind `word` is part of a name: صلاة الجمعة.
pub(crate) fn heads_prayer(word: &str) -> bool {
    find(&TABLES.prayers, word).is_some_and(|(_, lead)| !lead.article)
}

/// Whether العام behind `word` is its adjective: الأمين العام.
pub(crate) fn heads_office(word: &str) -> bool {
    find(&TABLES.offices, word).is_some()
}
