//! How likely a word is to stand in a name: the lexicon's names, a list of common words, and neither.

use super::stage::Stage;
use mahdar_lexicon::{Affixes, Class};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// How likely a word is to stand in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A sign, a number, a letter.
    NoWord,
    /// Ends a name and an office phrase alike (`في`، `الذي`، `اليوم`، `أكد`).
    Closed,
    /// A word of running text.
    Common,
    /// In no list: perhaps a foreign name.
    Unknown,
    /// A name that is a common word too (`أمل`، `سلام`).
    Open,
    /// Hardly anything but a name.
    Sure,
}

const LIST: &str = include_str!("../../../../lexicon/common-words.txt");

/// The common words; the value says whether the word ends an office phrase too.
fn common() -> &'static FxHashMap<&'static str, bool> {
    static COMMON: OnceLock<FxHashMap<&'static str, bool>> = OnceLock::new();
    COMMON.get_or_init(|| {
        LIST.lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| match line.strip_prefix('!') {
                Some(word) => (word, true),
                None => (line, false),
            })
            .collect()
    })
}

/// What the list says of `word` whole: `Some(true)` for a word that closes phrases, `Some(false)` for another
/// common word.
fn listed(word: &str) -> Option<bool> {
    common().get(word).copied()
}

/// What the list says of `word`, whole or with proclitics taken off.
fn listed_bare(word: &str) -> Option<bool> {
    if let Some(found) = listed(word) {
        return Some(found);
    }
    let rest = word
        .strip_prefix('و')
        .or_else(|| word.strip_prefix('ف'))
        .filter(|r| r.chars().count() >= 2);
    if let Some(found) = rest.and_then(listed) {
        return Some(found);
    }
    let bare = rest.unwrap_or(word);
    if without_ending(bare) {
        return Some(false);
    }
    for prefix in ["ال", "بال", "كال", "لل", "ب", "ل", "ك", "س"] {
        let Some(stem) = bare.strip_prefix(prefix).filter(|r| r.chars().count() >= 3) else {
            continue;
        };
        // ك and س are rare before a noun and begin many foreign names: only before a longer word, س before a verb.
        let letters = stem.chars().count();
        if prefix == "ك" && letters < 5 || prefix == "س" && !stem.starts_with(['ي', 'ت', 'ن', 'ا']) {
            continue;
        }
        if listed(stem).is_some() || without_ending(stem) {
            return Some(false);
        }
    }
    None
}

/// Whether a common word is left when an ending is taken off: the accusative's alef, a pronoun, a verb's ending.
fn without_ending(word: &str) -> bool {
    const ENDINGS: [(&str, &str); 12] = [
        ("تهما", "ه"),
        ("تها", "ه"),
        ("تهم", "ه"),
        ("ته", "ه"),
        ("ها", ""),
        ("هم", ""),
        ("نا", ""),
        ("وا", ""),
        ("ا", ""),
        ("ه", ""),
        ("ت", ""),
        ("تي", "ه"),
    ];
    let mut stem = String::new();
    ENDINGS.iter().any(|(ending, instead)| {
        word.strip_suffix(ending).is_some_and(|base| {
            if base.chars().count() < 3 && !(*ending == "ت" && base.chars().count() == 2) {
                return false;
            }
            if instead.is_empty() {
                return listed(base).is_some();
            }
            stem.clear();
            stem.push_str(base);
            stem.push_str(instead);
            listed(&stem).is_some()
        })
    })
}

/// Whether token `i` ends names and office phrases: a function word, a day, a verb of saying.
pub(super) fn closes(scene: &Stage<'_>, i: usize) -> bool {
    let word = scene.word(i);
    // على is the preposition and, in much of the Egyptian press, the name علي as well.
    if word == "علي" {
        return scene.is_ala(i);
    }
    listed(word) == Some(true)
        || word
            .strip_prefix('و')
            .or_else(|| word.strip_prefix('ف'))
            .is_some_and(|rest| listed(rest) == Some(true) && !scene.is(i, Class::GivenName))
}

/// How likely token `i` is to stand in a name, as it is written, proclitics included.
pub(super) fn kind(scene: &Stage<'_>, i: usize) -> Kind {
    scene.kind(i)
}

/// As [`kind`], looked up afresh.
pub(super) fn look_up(scene: &Stage<'_>, i: usize) -> Kind {
    if !scene.is_word(i) {
        return Kind::NoWord;
    }
    let word = scene.word(i);
    if word.len() <= 2 {
        return Kind::NoWord;
    }
    if word == "علي" {
        return if scene.is_ala(i) { Kind::Closed } else { Kind::Open };
    }
    // آنا is a name, أنا is I.
    if word == "انا" && scene.text.raw(i).starts_with('آ') {
        return Kind::Sure;
    }
    if word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Kind::NoWord;
    }
    if let Some(found) = named(scene, i, Affixes::empty()) {
        return found;
    }
    match listed_bare(word) {
        Some(true) => Kind::Closed,
        Some(false) => Kind::Common,
        // A word that any other list of the lexicon knows is no foreign name.
        None if scene.notes.at(i).iter().any(|h| {
            !matches!(
                h.class,
                Class::GivenName | Class::FamilyName | Class::NameParticle | Class::KnownPerson
            ) && !h.affixes.intersects(Affixes::KA | Affixes::SA)
                && h.end - h.start == 1
        }) =>
        {
            Kind::Common
        }
        None => Kind::Unknown,
    }
}

/// What the lexicon's names say of token `i` with exactly these proclitics.
pub(super) fn named(scene: &Stage<'_>, i: usize, affixes: Affixes) -> Option<Kind> {
    let classes = scene.notes.classes(i);
    if !classes.has(Class::GivenName) && !classes.has(Class::FamilyName) {
        return None;
    }
    scene
        .notes
        .at(i)
        .iter()
        .find(|h| matches!(h.class, Class::GivenName | Class::FamilyName) && h.affixes == affixes)
        .map(|h| {
            if &*scene.entry(h).value == "sure" {
                Kind::Sure
            } else {
                Kind::Open
            }
        })
}
