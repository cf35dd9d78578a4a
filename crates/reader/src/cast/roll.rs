//! The roll of persons: which named mentions are one person.

use super::find::Draft;
use super::stage::Stage;
use mahdar_lexicon::{Affixes, Class};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::ops::Range;

/// A person while the roll is made up.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Words of the longest name, folded, without particles.
    pub words: Vec<String>,
    /// Tokens of the longest name.
    pub name: Range<usize>,
    /// Proclitics written to its first word.
    pub affixes: Affixes,
    /// Drafts that name them, in order.
    pub drafts: Vec<usize>,
}

/// All persons of a document by the words of their names.
#[derive(Debug, Default)]
pub(super) struct Roll {
    pub entries: Vec<Entry>,
    /// Skeleton of a name's word → entries that have it.
    by_word: FxHashMap<u64, SmallVec<[u32; 2]>>,
    /// The first consonants of all those words, a bit each: most words of a text differ from every name in theirs.
    openings: u64,
}

/// Most persons that one word is compared with.
const CANDIDATES: usize = 16;

impl Roll {
    /// Ties a named draft to a person, old or new.
    pub fn enter(&mut self, scene: &Stage<'_>, draft: usize, name: Range<usize>, affixes: Affixes) -> u32 {
        let words = words(scene, name.clone(), affixes);
        let found = self.find(&words);
        let id = match found {
            Some(id) => {
                let entry = &mut self.entries[id as usize];
                entry.drafts.push(draft);
                if words.len() > entry.words.len() {
                    entry.words = words.clone();
                    entry.name = name;
                    entry.affixes = affixes;
                }
                id
            }
            None => {
                self.entries.push(Entry {
                    words: words.clone(),
                    name,
                    affixes,
                    drafts: vec![draft],
                });
                self.entries.len() as u32 - 1
            }
        };
        for word in &words {
            self.openings |= opening(word);
            let known = self.by_word.entry(skeleton(word)).or_default();
            if !known.contains(&id) && known.len() < CANDIDATES {
                known.push(id);
            }
        }
        id
    }

    fn find(&self, words: &[String]) -> Option<u32> {
        let mut best = None;
        for word in words {
            for &id in self.by_word.get(&skeleton(word)).into_iter().flatten() {
                if same(&self.entries[id as usize].words, words) {
                    best = best.max(Some(id));
                }
            }
        }
        best
    }

    /// The person whom a single word names: by their last word, or by the first where that is a surname's place.
    pub fn by_surname(&self, word: &str) -> Option<u32> {
        if self.openings & opening(word) == 0 {
            return None;
        }
        let ids = self.by_word.get(&skeleton(word))?;
        let mut found = None;
        for &id in ids {
            let words = &self.entries[id as usize].words;
            let last = words.last().is_some_and(|w| alike(w, word));
            if last {
                found = Some(id);
            }
        }
        found.or_else(|| {
            let mut first = ids.iter().filter(|id| {
                self.entries[**id as usize]
                    .words
                    .first()
                    .is_some_and(|w| alike(w, word))
            });
            let id = first.next()?;
            first.next().is_none().then_some(*id)
        })
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The words of a name, folded; particles that only join are left out.
fn words(scene: &Stage<'_>, name: Range<usize>, affixes: Affixes) -> Vec<String> {
    let first = name.start;
    let mut out: Vec<String> = Vec::with_capacity(name.len());
    for i in name {
        if !scene.is_word(i) || matches!(scene.word(i), "بن" | "ابن" | "ال") {
            continue;
        }
        let mut word = scene.word(i);
        if i == first {
            // The proclitics on the first word are one letter each.
            for _ in 0..affixes.iter().count() {
                word = word.get('و'.len_utf8()..).unwrap_or(word);
            }
        }
        // عبد الله and عبدالله are one word.
        match out.last_mut() {
            Some(last) if matches!(last.as_str(), "عبد" | "ابو") || matches!(word, "الدين" | "الله") => {
                last.push_str(word)
            }
            _ => out.push(word.to_owned()),
        }
    }
    out
}

/// Two names of one person: all words of the shorter stand in the longer, in order; a single word must be the
/// other's last.
fn same(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match short {
        [] => false,
        [one] => long.last().is_some_and(|w| alike(w, one)) || long.first().is_some_and(|w| w == one),
        _ => {
            let mut rest = long.iter();
            short.iter().all(|w| rest.any(|l| alike(l, w)))
        }
    }
}

/// One word in two spellings: the same, with or without the article, or the same bones of a longer foreign word.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (bare(a), bare(b));
    a == b || a.chars().count() >= 5 && b.chars().count() >= 5 && skeleton(a) == skeleton(b)
}

fn bare(word: &str) -> &str {
    word.strip_prefix("ال")
        .filter(|r| r.chars().count() >= 3)
        .unwrap_or(word)
}

/// The consonants of a word, as a hash, with the letters that stand for one foreign sound made one (غ ج ك ق for g,
/// ف ب for v, ت ط, س ص ز): so غوتيريس and جوتيرس meet. Which two words these are is for [`alike`] to say.
fn skeleton(word: &str) -> u64 {
    let word = bare(word);
    match hash(consonants(word)) {
        0 => hash(word.chars()),
        found => found,
    }
}

/// The consonants of a word without its article, letters of one foreign sound made one.
fn consonants(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter_map(|c| {
        Some(match c {
            'ا' | 'و' | 'ي' | 'ه' | 'ء' | 'ع' => return None,
            'غ' | 'ج' | 'ك' | 'ق' => 'ج',
            'ت' | 'ط' | 'ث' => 'ت',
            'س' | 'ص' | 'ز' => 'س',
            'ف' | 'ب' => 'ف',
            'د' | 'ض' | 'ذ' => 'د',
            c => c,
        })
    })
}

/// The bit of a word's first consonant.
fn opening(word: &str) -> u64 {
    1 << (consonants(bare(word)).next().unwrap_or('\0') as u32 & 63)
}

/// A hash of letters, a doubled one counted once; 0 for none.
fn hash(letters: impl Iterator<Item = char>) -> u64 {
    let (mut hash, mut last) = (0u64, None);
    for letter in letters {
        if last != Some(letter) {
            hash = (hash ^ letter as u64)
                .wrapping_mul(0x0100_0000_01B3)
                .rotate_left(23);
            last = Some(letter);
        }
    }
    hash
}

/// Whether a draft shows that its person acts, speaks, meets or holds an office.
pub(super) fn acts(scene: &Stage<'_>, draft: &Draft) -> bool {
    let known = draft.name.as_ref().is_some_and(|n| {
        scene
            .notes
            .get(n.tokens.start, Class::KnownPerson)
            .is_some_and(|h| h.end - h.start > 1)
    });
    if !draft.offices.is_empty() || draft.honorific || draft.by_nationality || known {
        return true;
    }
    let verb = |i: usize| {
        [
            Class::Speech,
            Class::Commit,
            Class::Meet,
            Class::Discuss,
            Class::Sign,
            Class::Will,
        ]
        .into_iter()
        .any(|class| scene.is(i, class))
    };
    let same_line = |i: usize| scene.text.tokens().get(i).is_some_and(|t| !t.starts_line);
    draft.tokens.start.checked_sub(1).is_some_and(verb) && same_line(draft.tokens.start)
        || verb(draft.tokens.end) && same_line(draft.tokens.end)
        || matches!(scene.word(draft.tokens.end), "،" | "-") && verb(draft.tokens.end + 1)
}
