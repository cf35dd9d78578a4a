//! How Mahdar speaks to people: the contract's codes by name, counts with their plurals, digits, dates, amounts,
//! in Arabic and in English. Command line, reports and desk say the same thing the same way.
//!
//! ```
//! use mahdar_wording::{Digits, Lang, Noun, Voice};
//! let voice = Voice { lang: Lang::Ar, digits: Digits::Latin };
//! assert_eq!(voice.count(2, Noun::Commitment), "التزامان");
//! assert_eq!(voice.count(3, Noun::Commitment), "3 التزامات");
//! assert_eq!(voice.count(11, Noun::Commitment), "11 التزامًا");
//! ```

mod amount;
mod codes;
mod count;
mod date;
mod isolate;
mod sides;

pub use count::Noun;
pub use isolate::{isolate, visible};

/// The language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Arabic.
    #[default]
    Ar,
    /// English.
    En,
}

impl Lang {
    /// `ar` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Ar => "ar",
            Lang::En => "en",
        }
    }

    /// `rtl` or `ltr`.
    pub fn direction(self) -> &'static str {
        match self {
            Lang::Ar => "rtl",
            Lang::En => "ltr",
        }
    }
}

/// The digits of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Digits {
    /// 0123456789
    #[default]
    Latin,
    /// ٠١٢٣٤٥٦٧٨٩
    Arabic,
}

/// A language and its digits: everything that is said goes through one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Voice {
    /// The language.
    pub lang: Lang,
    /// The digits.
    pub digits: Digits,
}

impl Voice {
    /// One of two wordings.
    pub fn say<'a>(self, arabic: &'a str, english: &'a str) -> &'a str {
        match self.lang {
            Lang::Ar => arabic,
            Lang::En => english,
        }
    }

    /// `text` with its ASCII digits in the digits of this voice.
    pub fn digits(self, text: &str) -> String {
        match self.digits {
            Digits::Latin => text.to_owned(),
            Digits::Arabic => text
                .chars()
                .map(|c| {
                    c.to_digit(10)
                        .and_then(|d| char::from_u32('٠' as u32 + d))
                        .unwrap_or(c)
                })
                .collect(),
        }
    }
}
