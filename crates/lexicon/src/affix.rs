//! Taking proclitics and enclitics off a folded word, on paper only: which of the splits is meant, the lexicon
//! decides by knowing the stem.

use smallvec::SmallVec;

bitflags::bitflags! {
    /// The proclitics that stood before a stem.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
    pub struct Affixes: u16 {
        /// و
        const WA = 1;
        /// ف
        const FA = 1 << 1;
        /// ب
        const BI = 1 << 2;
        /// ل
        const LI = 1 << 3;
        /// ك
        const KA = 1 << 4;
        /// س of the future.
        const SA = 1 << 5;
        /// ال
        const AL = 1 << 6;
    }
}

/// A pronoun at the end of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Enclitic {
    /// ـه
    His,
    /// ـها
    Her,
    /// ـهما
    TheirTwo,
    /// ـهم، ـهن
    Their,
    /// ـنا
    Our,
    /// ـي، ـني، ـك، ـكم
    Speaker,
}

/// One way to cut a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cut<'a> {
    pub affixes: Affixes,
    pub stem: &'a str,
}

/// The ways to take proclitics off `word`, the whole word first. Stems keep at least two letters.
pub(crate) fn cuts<'a>(word: &'a str, buffer: &'a mut String) -> SmallVec<[Cut<'a>; 8]> {
    let mut out: SmallVec<[Cut<'a>; 8]> = SmallVec::new();
    // لل = ل + ال: the article's alef is not written after ل, so that stem must be spelt out.
    buffer.clear();
    let bare = word.strip_prefix('و').or(word.strip_prefix('ف')).unwrap_or(word);
    if bare.starts_with("لل") && long_enough(bare, 4) {
        buffer.push_str("ال");
        buffer.push_str(&bare["لل".len()..]);
    }
    out.push(Cut {
        affixes: Affixes::empty(),
        stem: word,
    });
    prepositions(word, Affixes::empty(), &mut out);
    for (letter, affix) in [('و', Affixes::WA), ('ف', Affixes::FA)] {
        if let Some(rest) = word.strip_prefix(letter).filter(|r| long_enough(r, 2)) {
            out.push(Cut {
                affixes: affix,
                stem: rest,
            });
            prepositions(rest, affix, &mut out);
        }
    }
    if !buffer.is_empty() {
        let conjunction = match word.chars().next() {
            Some('و') => Affixes::WA,
            Some('ف') => Affixes::FA,
            _ => Affixes::empty(),
        };
        let spelt: &'a str = buffer;
        out.push(Cut {
            affixes: conjunction | Affixes::LI,
            stem: spelt,
        });
        article(spelt, conjunction | Affixes::LI, &mut out);
    }
    out
}

fn prepositions<'a>(word: &'a str, before: Affixes, out: &mut SmallVec<[Cut<'a>; 8]>) {
    article(word, before, out);
    for (letter, affix) in [
        ('ب', Affixes::BI),
        ('ل', Affixes::LI),
        ('ك', Affixes::KA),
        ('س', Affixes::SA),
    ] {
        if let Some(rest) = word.strip_prefix(letter).filter(|r| long_enough(r, 3)) {
            out.push(Cut {
                affixes: before | affix,
                stem: rest,
            });
            if affix != Affixes::SA && affix != Affixes::LI {
                article(rest, before | affix, out);
            }
        }
    }
}

fn article<'a>(word: &'a str, before: Affixes, out: &mut SmallVec<[Cut<'a>; 8]>) {
    if let Some(rest) = word.strip_prefix("ال").filter(|r| long_enough(r, 2)) {
        out.push(Cut {
            affixes: before | Affixes::AL,
            stem: rest,
        });
    }
}

fn long_enough(rest: &str, letters: usize) -> bool {
    rest.len() >= letters * 2
}

const PRONOUNS: [(&str, Enclitic); 9] = [
    ("هما", Enclitic::TheirTwo),
    ("ها", Enclitic::Her),
    ("هم", Enclitic::Their),
    ("هن", Enclitic::Their),
    ("نا", Enclitic::Our),
    ("كم", Enclitic::Speaker),
    ("ني", Enclitic::Speaker),
    ("ه", Enclitic::His),
    ("ي", Enclitic::Speaker),
];

/// Calls `try_stem` with each stem that `word` may have before a pronoun, spelt as it is without one: `زيارته` →
/// `زياره`, `التقاه` → `التقي`, `لقايه` → `لقاء`. Stops at the first that it accepts.
pub(crate) fn without_pronoun(
    word: &str,
    stem: &mut String,
    mut try_stem: impl FnMut(&str, Enclitic) -> bool,
) {
    for (pronoun, enclitic) in PRONOUNS {
        let Some(base) = word.strip_suffix(pronoun).filter(|b| long_enough(b, 3)) else {
            continue;
        };
        if try_stem(base, enclitic) {
            return;
        }
        let respelt = [("ت", "ه"), ("ا", "ي"), ("اي", "اء"), ("او", "اء"), ("و", "وا")];
        for (ending, alone) in respelt {
            if let Some(head) = base.strip_suffix(ending) {
                stem.clear();
                stem.push_str(head);
                stem.push_str(alone);
                if try_stem(stem, enclitic) {
                    return;
                }
            }
        }
    }
}
