//! A person's name in parts, and when two names may be one person's.

use super::sound::{distance, sound};
use mahdar_text::fold;

/// A name cut into its parts: folded, without articles, compounds with عبد and أبو joined.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Name {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Part {
    word: String,
    sound: String,
    /// Whether بن stood before it: it is the father's name then.
    father: bool,
}

/// Family names that East Asian names begin with, which a mention by one name uses.
const LEADING: [&str; 12] = [
    "كيم",
    "مون",
    "لي",
    "شي",
    "بان",
    "وانغ",
    "وانج",
    "هو",
    "يانغ",
    "ون",
    "جيانغ",
    "تشاو",
];

impl Name {
    pub(super) fn of(name: &str) -> Name {
        let folded = fold(name);
        let mut parts = Vec::new();
        let mut open = String::new();
        let mut father = false;
        for word in folded.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '"' | '\'')) {
            match word {
                "" => continue,
                // Joined to what follows: عبد الفتاح, أبو الغيط.
                "عبد" | "ابو" | "ابي" | "ابا" | "ال" => {
                    open.push_str(if word.starts_with("اب") {
                        "ابو"
                    } else if word == "ال" {
                        ""
                    } else {
                        word
                    });
                    continue;
                }
                "بن" | "ابن" | "بنت" if !open.is_empty() || !parts.is_empty() => {
                    father = true;
                    continue;
                }
                _ => {}
            }
            let bare = word
                .strip_prefix("ال")
                .filter(|w| w.chars().count() >= 3)
                .unwrap_or(word);
            let bare = if open.is_empty() {
                joined(bare)
            } else {
                bare.to_owned()
            };
            let word = format!("{open}{bare}");
            open.clear();
            let sound = sound(&word);
            parts.push(Part {
                word,
                sound,
                father: std::mem::take(&mut father),
            });
        }
        Name { parts }
    }

    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    /// Whether it has a given and a last part.
    pub(super) fn is_full(&self) -> bool {
        self.parts.len() > 1
    }

    /// The folded parts, for the eye.
    pub(super) fn spelt(&self) -> String {
        self.parts
            .iter()
            .map(|p| p.word.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    pub(super) fn keys(&self, out: &mut Vec<String>) {
        let (Some(first), Some(last)) = (self.parts.first(), self.parts.last()) else {
            return;
        };
        // A sound of one or two consonants (علي, ماي) would call half the world together: those are spelt out.
        out.push(match last.sound.chars().count() {
            0..=2 => format!("w:{}", last.word),
            _ => format!("l:{}", last.sound),
        });
        if LEADING.contains(&first.word.as_str()) {
            out.push(format!("w:{}", first.word));
        }
        if self.is_full() {
            let beginning: String = last.sound.chars().take(2).collect();
            out.push(format!("g:{} {beginning}", first.sound));
            if self.parts[1].father {
                out.push(format!("f:{} {}", first.sound, self.parts[1].sound));
            }
        }
    }

    /// Whether the part of a name `part` may be how this person is called for short.
    pub(super) fn answers_to(&self, part: &Name) -> bool {
        let (Some(last), Some(first), Some(called)) =
            (self.parts.last(), self.parts.first(), part.parts.last())
        else {
            return false;
        };
        alike(last, called) || (LEADING.contains(&first.word.as_str()) && alike(first, called))
    }

    /// How surely two full names are one person's by the names alone, 0 (not) to 100.
    pub(super) fn likeness(&self, other: &Name) -> u32 {
        if self == other {
            return 100;
        }
        let (short, long) = if self.len() <= other.len() {
            (self, other)
        } else {
            (other, self)
        };
        let [.., last] = &short.parts[..] else { return 0 };
        let [.., long_last] = &long.parts[..] else {
            return 0;
        };
        if long.parts.iter().map(|p| p.word.as_str()).collect::<String>()
            == short.parts.iter().map(|p| p.word.as_str()).collect::<String>()
        {
            return 95;
        }
        // كيم جونغ أون and كيم جونغ إيل: the family's name comes first and the rest tells who it is.
        if LEADING.contains(&short.parts[0].word.as_str()) {
            let all =
                short.len() == long.len() && short.parts.iter().zip(&long.parts).all(|(a, b)| alike(a, b));
            return if all { 85 } else { 0 };
        }
        // Every part of the shorter stands in the longer, in order.
        let (mut at, mut exact, mut first_at) = (0, 0, 0);
        for (i, part) in short.parts.iter().enumerate() {
            let near = |p: &Part| alike(p, part) || (i > 0 && short.len() == long.len() && near(p, part));
            let Some(step) = long.parts[at..]
                .iter()
                .position(|p| near(p) || (i == 0 && at == 0 && alike_given(p, part)))
            else {
                return 0;
            };
            exact += u32::from(long.parts[at + step].word == part.word);
            if i == 0 {
                first_at = at + step;
            }
            at += step + 1;
        }
        let shared = exact * 5 / short.len() as u32;
        let whole = at == long.len();
        match (first_at, whole) {
            (0, true) if alike(last, long_last) => 85 + shared,
            // مايك بومبيو and مايك بوميو: one part is spelt too differently, but all else agrees.
            (0, true) => 60 + shared,
            // خالد بن أحمد of خالد بن أحمد آل خليفة.
            (0, false) => shared + if long.parts[1].father { 68 } else { 60 },
            // جواد ظريف of محمد جواد ظريف; but سلمان of محمد بن سلمان is his father.
            (_, true) if !long.parts[first_at].father => 70 + shared,
            _ => 0,
        }
    }
}

/// عبدالحميد is عبد الحميد: the article goes in both.
fn joined(word: &str) -> String {
    match word.strip_prefix("عبدال") {
        Some(rest) if rest.chars().count() >= 3 => format!("عبد{rest}"),
        _ => word.to_owned(),
    }
}

fn alike(a: &Part, b: &Part) -> bool {
    if a.word == b.word {
        return true;
    }
    let shorter = a.word.chars().count().min(b.word.chars().count());
    let sounds = a.sound == b.sound && a.sound.chars().count() >= 2;
    sounds && shorter >= 3 && distance(&a.word, &b.word, 3).is_some()
        || shorter >= 5
            && distance(&a.word, &b.word, 1).is_some()
            && a.word.chars().next() == b.word.chars().next()
}

/// As [`alike`], and short forms of given names: مايك for مايكل, جو for جوزيف.
fn alike_given(a: &Part, b: &Part) -> bool {
    let (short, long) = if a.word.len() <= b.word.len() {
        (a, b)
    } else {
        (b, a)
    };
    alike(a, b) || (short.word.chars().count() >= 2 && long.word.starts_with(&short.word))
}

/// Alike enough where everything else agrees.
fn near(a: &Part, b: &Part) -> bool {
    let shorter = a.word.chars().count().min(b.word.chars().count());
    alike(a, b) || shorter >= 4 && distance(&a.word, &b.word, 2).is_some()
}
