use crate::{Lang, Voice};
use mahdar_record::PartialDate;

/// Month names of the Gregorian calendar as most of the Arab press writes them.
const ARABIC: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Voice {
    /// A date in words, no more precise than it is: `14 مارس 2012`، `أبريل 2021`، `عام 2015`.
    pub fn date(self, date: PartialDate) -> String {
        let months = match self.lang {
            Lang::Ar => ARABIC,
            Lang::En => ENGLISH,
        };
        let month = date
            .month()
            .and_then(|m| months.get(usize::from(m) - 1))
            .copied()
            .unwrap_or("");
        self.digits(&match (date.day(), date.month()) {
            (Some(day), _) => format!("{day} {month} {}", date.year()),
            (None, Some(_)) => format!("{month} {}", date.year()),
            (None, None) if self.lang == Lang::Ar => format!("عام {}", date.year()),
            (None, None) => date.year().to_string(),
        })
    }
}
