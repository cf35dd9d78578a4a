//! What a commitment sets besides its act: a figure, a date or condition, a place, a rhythm.

use crate::scene::Scene;
use mahdar_lexicon::{Affixes, Class, Features};
use mahdar_record::{PartialDate, Target};
use mahdar_text::{
    TokenKind,
    date::{DateKind, DateOptions, dates_with},
    number::{Unit, amount_at},
};
use std::ops::Range;

/// The figure that is promised: the first sum of money or percentage, else the first counted noun that is not a
/// stretch of time.
pub(super) fn target(scene: &Scene<'_>, tokens: Range<usize>) -> Option<Target> {
    let mut counted = None;
    let mut i = tokens.start;
    while i < tokens.end {
        let number_like = scene.text.kind(i) == TokenKind::Number
            || matches!(scene.word(i), "$" | "€" | "£")
            || (scene.is_word(i) && scene.notes.classes(i).is_empty());
        let Some(amount) = number_like.then(|| amount_at(&scene.text, i)).flatten() else {
            i += 1;
            continue;
        };
        let end = amount.tokens.end.max(i + 1);
        match amount.unit {
            Some(unit @ (Unit::Currency(_) | Unit::Percent)) => {
                return Some(Target {
                    value: amount.value,
                    unit: unit.as_str().to_owned(),
                });
            }
            Some(Unit::Noun(noun))
                if counted.is_none()
                    && amount.value >= 2.0
                    && countable(scene, i, end, amount.value)
                    && !is_time(&mahdar_text::fold(noun)) =>
            {
                counted = Some(Target {
                    value: amount.value,
                    unit: noun.to_owned(),
                });
            }
            _ => {}
        }
        i = end;
    }
    counted
}

/// Whether the number before token `end` counts things: neither a year nor an ordinal, and what follows is a noun of
/// its own, not one behind a preposition, nor the papers and points by which an agreement is itself counted.
fn countable(scene: &Scene<'_>, start: usize, end: usize, value: f64) -> bool {
    let year = (1900.0..2100.0).contains(&value) && value.fract() == 0.0;
    let unit = (start..end).rev().find(|&i| scene.is_word(i)).unwrap_or(start);
    let governed = scene
        .notes
        .at(unit)
        .iter()
        .any(|h| h.affixes.intersects(Affixes::LI | Affixes::BI) && h.class == Class::Deed);
    let word = scene.word(unit);
    let paper = [
        "اتفاق",
        "مذكر",
        "نقاط",
        "نقطه",
        "بند",
        "بنود",
        "محافظ",
        "لقاء",
        "اجتماع",
        "جولات",
        "جوله",
    ]
    .iter()
    .any(|p| word.starts_with(p));
    !year && !governed && !paper && !scene.word(start).starts_with("ال")
}

fn is_time(noun: &str) -> bool {
    let first = noun.split(' ').next().unwrap_or(noun);
    let bare = first.trim_start_matches("ال");
    matches!(
        bare,
        "سنه"
            | "سنوات"
            | "سنتين"
            | "عام"
            | "عاما"
            | "اعوام"
            | "عامين"
            | "شهر"
            | "شهرا"
            | "اشهر"
            | "شهور"
            | "شهرين"
            | "اسبوع"
            | "اسابيع"
            | "يوم"
            | "يوما"
            | "ايام"
            | "يومين"
            | "ساعه"
            | "ساعات"
            | "دقيقه"
            | "دقايق"
            | "عقود"
            | "مارس"
            | "ابريل"
            | "يناير"
            | "فبراير"
            | "مايو"
            | "يونيو"
            | "يوليو"
            | "اغسطس"
            | "سبتمبر"
            | "اكتوبر"
            | "نوفمبر"
            | "ديسمبر"
            | "اذار"
            | "نيسان"
            | "ايار"
            | "حزيران"
            | "تموز"
            | "اب"
            | "ايلول"
            | "تشرين"
            | "كانون"
            | "شباط"
            | "دول"
            | "دوله"
            | "مره"
            | "مرات"
            | "في"
            | "من"
            | "جوان"
            | "جويليه"
            | "افريل"
            | "فيفري"
            | "جانفي"
            | "اوت"
    )
}

/// The date or condition by which it is due, as tokens.
pub(super) fn due(scene: &Scene<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let hit = scene.notes.within(tokens.clone()).iter().find(|h| {
        h.class == Class::Due
            && h.end as usize <= tokens.end
            && h.start as usize > tokens.start
            && !scene.is(h.start as usize - 1, Class::Speech)
    })?;
    let (start, end) = (hit.start as usize, hit.end as usize);
    match &*scene.entry(hit).value {
        "whole" => Some(start..end),
        "condition" => {
            Some(start..super::content::trim(scene, start..clause_end(scene, end, tokens.end, 30)))
        }
        _ => {
            let stop = clause_end(scene, end, tokens.end, 7);
            // A stretch or a point of time is named close behind; else خلال and its like only set a scene.
            let timed = (end..stop).any(|i| {
                scene.text.kind(i) == TokenKind::Number
                    || is_time(scene.word(i).trim_start_matches("لل").trim_start_matches('ل'))
                    || matches!(
                        scene.word(i),
                        "نهايه"
                            | "العام"
                            | "المقبل"
                            | "القادم"
                            | "المقبله"
                            | "القادمه"
                            | "الفتره"
                            | "المرحله"
                            | "الجاري"
                            | "الحالي"
                    )
            });
            timed.then(|| start..super::content::trim(scene, start..stop))
        }
    }
}

/// The day, month or year that a due phrase means, counted forward from the day of publication, and whether part of
/// it was concluded from that day.
pub(super) fn due_date(scene: &Scene<'_>, due: Range<usize>) -> Option<(PartialDate, bool)> {
    let options = DateOptions {
        published: scene.published,
        future: true,
        standalone: false,
    };
    let found = dates_with(&scene.text, due, &options)
        .into_iter()
        .find(|d| d.kind != DateKind::Recurring && d.date.is_some())?;
    // Of a stretch its end: what is promised within it is due by then.
    let date = found.end.or(found.date)?;
    Some((date, found.inferred || found.kind == DateKind::Relative))
}

/// The end of a short phrase from `from`: a comma, a new verb, or `most` tokens.
fn clause_end(scene: &Scene<'_>, from: usize, limit: usize, most: usize) -> usize {
    let mut i = from;
    while i < limit && i < from + most {
        if matches!(scene.word(i), "،" | "," | "؛" | "." | ")" | "\"" | "»")
            || most < 10
                && i > from
                && matches!(
                    scene.word(i),
                    "في" | "من" | "الي" | "علي" | "مع" | "بين" | "التي" | "الذي"
                )
        {
            break;
        }
        i += 1;
    }
    i
}

/// Where it is to be done: the first city or state after في or بـ.
pub(super) fn place(scene: &Scene<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let is_place = |class| matches!(class, Class::City | Class::Capital | Class::State);
    scene
        .notes
        .within(tokens.clone())
        .iter()
        .find(|h| {
            let start = h.start as usize;
            is_place(h.class)
                && h.end as usize <= tokens.end
                && (h.affixes.contains(Affixes::BI) && h.class != Class::State
                    || start > tokens.start
                        && matches!(scene.word(start - 1), "في" | "بمدينه" | "بالعاصمه" | "مدينه"))
        })
        .map(|h| h.tokens())
}

/// How often, as tokens.
pub(super) fn recurrence(scene: &Scene<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    scene
        .notes
        .within(tokens.clone())
        .iter()
        .find(|h| h.class == Class::Recurrence && h.end as usize <= tokens.end)
        .map(|h| h.tokens())
}

/// Whether the text recalls it from an earlier day: a pluperfect before it or a day gone by within it.
pub(super) fn background(scene: &Scene<'_>, sentence: &Range<usize>, tokens: Range<usize>) -> bool {
    let from = sentence.start.max(tokens.start.saturating_sub(8));
    let pluperfect = (from..tokens.start).any(|i| {
        scene.is(i, Class::Past) || matches!(scene.word(i), "وكان" | "وكانت" | "كانت" | "كان" | "وكانا")
    });
    pluperfect
        || tokens.clone().any(|i| {
            matches!(
                scene.word(i),
                "الماضي" | "الماضيه" | "الماضيين" | "سابقا" | "المنصرم" | "الفايت"
            ) || scene.is(i, Class::Past)
        })
}

/// Whether a word of an act stands within the first words of `tokens`, and of which sort: `plain`, `soft`, `meet`.
pub(super) fn deed<'a>(scene: &Scene<'a>, tokens: Range<usize>) -> Option<&'a str> {
    let hit = scene
        .notes
        .within(tokens)
        .iter()
        .find(|h| h.class == Class::Deed && masdar(scene.entry(h).features))?;
    let entry = scene.entry(hit);
    Some(match &*entry.value {
        "" => "plain",
        sort => sort,
    })
}

/// A verbal noun, or a perfect that is spelt like one (عمل, دعم).
fn masdar(f: Features) -> bool {
    !f.contains(Features::PERFECT) || f == Features::PERFECT
}
