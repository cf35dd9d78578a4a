use crate::{Lang, Voice};

/// Things that are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Noun {
    Document,
    Person,
    Encounter,
    Commitment,
    Position,
    Instrument,
    Source,
    Sentence,
    Problem,
    Record,
    Day,
    Month,
    Session,
    Story,
    Decision,
    Body,
}

impl Voice {
    /// `n` of `noun`, with the plural that the language asks for: in Arabic none, one, two, few (3–10 of the last two
    /// digits), many (11–99) and other (CLDR plural rules for `ar`).
    pub fn count(self, n: usize, noun: Noun) -> String {
        let number = self.digits(&n.to_string());
        match self.lang {
            Lang::En => {
                let (one, many) = english(noun);
                format!("{number} {}", if n == 1 { one } else { many })
            }
            Lang::Ar => {
                let forms = arabic(noun);
                match (n, n % 100) {
                    (0, _) => format!("لا {}", forms.absent),
                    (1, _) => forms.one.to_owned(),
                    (2, _) => forms.two.to_owned(),
                    (_, 3..=10) => format!("{number} {}", forms.few),
                    (_, 11..=99) => format!("{number} {}", forms.many),
                    _ => format!("{number} {}", forms.other),
                }
            }
        }
    }
}

struct Arabic {
    absent: &'static str,
    one: &'static str,
    two: &'static str,
    few: &'static str,
    many: &'static str,
    other: &'static str,
}

fn arabic(noun: Noun) -> Arabic {
    let f = |absent, one, two, few, many, other| Arabic {
        absent,
        one,
        two,
        few,
        many,
        other,
    };
    match noun {
        Noun::Document => f("وثائق", "وثيقة واحدة", "وثيقتان", "وثائق", "وثيقة", "وثيقة"),
        Noun::Person => f("أشخاص", "شخص واحد", "شخصان", "أشخاص", "شخصًا", "شخص"),
        Noun::Encounter => f("لقاءات", "لقاء واحد", "لقاءان", "لقاءات", "لقاءً", "لقاء"),
        Noun::Commitment => f(
            "التزامات",
            "التزام واحد",
            "التزامان",
            "التزامات",
            "التزامًا",
            "التزام",
        ),
        Noun::Position => f("مواقف", "موقف واحد", "موقفان", "مواقف", "موقفًا", "موقف"),
        Noun::Instrument => f("صكوك", "صك واحد", "صكان", "صكوك", "صكًا", "صك"),
        Noun::Source => f("مصادر", "مصدر واحد", "مصدران", "مصادر", "مصدرًا", "مصدر"),
        Noun::Sentence => f("جمل", "جملة واحدة", "جملتان", "جمل", "جملة", "جملة"),
        Noun::Problem => f(
            "مسائل معلقة",
            "مسألة معلقة واحدة",
            "مسألتان معلقتان",
            "مسائل معلقة",
            "مسألة معلقة",
            "مسألة معلقة",
        ),
        Noun::Record => f("قيود", "قيد واحد", "قيدان", "قيود", "قيدًا", "قيد"),
        Noun::Day => f("أيام", "يوم واحد", "يومان", "أيام", "يومًا", "يوم"),
        Noun::Month => f("أشهر", "شهر واحد", "شهران", "أشهر", "شهرًا", "شهر"),
        Noun::Session => f("جلسات", "جلسة واحدة", "جلستان", "جلسات", "جلسة", "جلسة"),
        Noun::Story => f("أخبار", "خبر واحد", "خبران", "أخبار", "خبرًا", "خبر"),
        Noun::Decision => f("قرارات", "قرار واحد", "قراران", "قرارات", "قرارًا", "قرار"),
        Noun::Body => f("هيئات", "هيئة واحدة", "هيئتان", "هيئات", "هيئة", "هيئة"),
    }
}

fn english(noun: Noun) -> (&'static str, &'static str) {
    match noun {
        Noun::Document => ("document", "documents"),
        Noun::Person => ("person", "people"),
        Noun::Encounter => ("encounter", "encounters"),
        Noun::Commitment => ("commitment", "commitments"),
        Noun::Position => ("position", "positions"),
        Noun::Instrument => ("instrument", "instruments"),
        Noun::Source => ("source", "sources"),
        Noun::Sentence => ("sentence", "sentences"),
        Noun::Problem => ("open question", "open questions"),
        Noun::Record => ("record", "records"),
        Noun::Day => ("day", "days"),
        Noun::Month => ("month", "months"),
        Noun::Session => ("session", "sessions"),
        Noun::Story => ("story", "stories"),
        Noun::Decision => ("decision", "decisions"),
        Noun::Body => ("body", "bodies"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Digits;

    #[test]
    fn arabic_counts_take_their_six_forms() {
        let voice = Voice {
            lang: Lang::Ar,
            digits: Digits::Arabic,
        };
        let check = |n, expected: &str| assert_eq!(voice.count(n, Noun::Document), expected);
        check(0, "لا وثائق");
        check(1, "وثيقة واحدة");
        check(2, "وثيقتان");
        check(3, "٣ وثائق");
        check(11, "١١ وثيقة");
        check(100, "١٠٠ وثيقة");
        check(103, "١٠٣ وثائق");
    }
}
