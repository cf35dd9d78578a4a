use super::*;
use proptest::prelude::*;

fn shown(found: &DateMatch, text: &Text<'_>) -> String {
    let mut out = found.date.map_or("?".to_owned(), |d| d.to_string());
    if let Some(end) = found.end {
        out += &format!("..{end}");
    }
    if let Some(time) = found.time {
        out += &format!("T{:02}:{:02}", time.hour, time.minute);
    }
    match found.kind {
        DateKind::Recurring => out += " recurring",
        DateKind::Absolute | DateKind::Relative => {}
    }
    match found.bound {
        Bound::On => {}
        other => out += &format!(" {}", format!("{other:?}").to_lowercase()),
    }
    if found.inferred {
        out += " inferred";
    }
    format!("{out} [{}]", text.slice(found.tokens.clone()))
}

fn all(text: &Text<'_>, published: &str, future: bool) -> String {
    let options = DateOptions {
        published: published.parse().ok(),
        future,
        standalone: false,
    };
    let found = dates_with(text, 0..text.len(), &options);
    found
        .iter()
        .map(|d| shown(d, text))
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn dates_of_the_case_file() {
    // A Wednesday.
    crate::cases::check(include_str!("../../cases/dates.tsv"), |t| {
        all(t, "2021-03-24", false)
    });
}

#[test]
fn dates_to_come_of_the_case_file() {
    crate::cases::check(include_str!("../../cases/dates-to-come.tsv"), |t| {
        all(t, "2021-03-24", true)
    });
}

#[test]
fn without_a_publication_date_nothing_relative_is_resolved() {
    crate::cases::check(include_str!("../../cases/dates-undated.tsv"), |t| {
        all(t, "", false)
    });
}

proptest! {
    #[test]
    fn any_text_gives_dates_inside_it(s in "\\PC{0,100}") {
        invariants(&s)?;
    }

    #[test]
    fn any_heap_of_date_words_gives_dates_inside_it(
        words in proptest::collection::vec(
            proptest::sample::select(vec!["31", "30", "شباط", "فبراير", "/", "-", "(", ")", "2015", "1442", "هـ", "الخميس", "يوم",
                "أمس", "بعد", "غد", "من", "إلى", "بين", "و4", "العام", "الماضي", "المقبل", "نهاية", "آخر", "أسبوع", "الأسبوع",
                "الأول", "الثاني", "الحادي", "عشر", "والثلاثين", "الساعة", "3", ":", "45", "صباحا", "إلا", "ربعا", "منذ", "خلال",
                "ثلاثة", "أيام", "السنوات", "الخمس", "ربيع", "الآخر", "ذي", "القعدة", "الربع", "كل", "هذا", "عيد", "الفطر", "،",
                "9999", "0", "99.99.9999", "12.3.2015", "اليوم", "الموافق", "1999", "ألف", "مليار", "سنة", "الليلة", "مساء"]),
            0..14),
        gap in "[ ]?",
    ) {
        invariants(&words.join(&gap))?;
    }
}

fn invariants(s: &str) -> Result<(), TestCaseError> {
    let text = Text::parse(s);
    for published in [
        None,
        "2021-03-31".parse().ok(),
        "2021-03".parse().ok(),
        "0001-01-01".parse().ok(),
        "9999-12-31".parse().ok(),
    ] {
        for flags in 0..4 {
            let options = DateOptions {
                published,
                future: flags & 1 > 0,
                standalone: flags & 2 > 0,
            };
            let mut next = 0;
            for found in dates_with(&text, 0..text.len(), &options) {
                prop_assert!(found.tokens.start >= next && found.tokens.start < found.tokens.end);
                prop_assert!(found.tokens.end <= text.len());
                prop_assert!(found.end.is_none_or(|e| found.date.is_some_and(|d| d <= e)));
                prop_assert!(found.kind != DateKind::Recurring || found.date.is_none());
                prop_assert!(published.is_some() || found.kind != DateKind::Relative || found.date.is_none());
                next = found.tokens.end;
            }
        }
    }
    Ok(())
}
