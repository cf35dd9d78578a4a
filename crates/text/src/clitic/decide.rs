//! Which cut is right.
//!
//! Each cut is given the number of times one would expect to have seen the word if the cut were right: how often its
//! stem is seen elsewhere, times how often that clitic stands with such a stem. A word left whole is expected as
//! often as forms are seen that only a whole word takes (`الوزير`, `بوزير` for `وزير`). The largest wins.

use super::Cut;
use super::letters::Letters;
use super::vocabulary::settled;

/// Count of a word in the vocabulary, by its key.
type Count<'c> = &'c dyn Fn(&str) -> f32;

/// How often a conjunction stands before a word.
const AND: f32 = 0.1;
const SO: f32 = 0.012;
/// How often a preposition stands before a noun without the article, and before the article.
const IN: f32 = 0.08;
const TO: f32 = 0.06;
const LIKE: f32 = 0.004;
/// How often an imperfect verb has the future, and the subjunctive ل.
const WILL: f32 = 0.15;
const IN_ORDER_TO: f32 = 0.05;
/// What a word's own count says for its first letter's being no proclitic, when no other form says it.
const ITSELF: f32 = 0.003;
/// What is said for a word that nothing at all is known of.
const UNKNOWN: f32 = 0.02;

struct Pronoun {
    letters: &'static str,
    /// How often it stands on a noun, and on a verb.
    on_noun: f32,
    on_verb: f32,
    /// What the word's own count says for the letters' being no pronoun.
    radical: f32,
}

const fn pronoun(letters: &'static str, on_noun: f32, on_verb: f32, radical: f32) -> Pronoun {
    Pronoun {
        letters,
        on_noun,
        on_verb,
        radical,
    }
}

const PRONOUNS: [Pronoun; 11] = [
    pronoun("هما", 0.008, 0.002, 0.003),
    pronoun("ها", 0.08, 0.03, 0.003),
    pronoun("هم", 0.03, 0.01, 0.004),
    pronoun("هن", 0.0006, 0.0003, 0.01),
    pronoun("ه", 0.08, 0.03, 0.004),
    pronoun("نا", 0.012, 0.002, 0.02),
    pronoun("كما", 0.0002, 0.0001, 0.02),
    pronoun("كم", 0.001, 0.0005, 0.01),
    pronoun("ك", 0.0004, 0.0003, 0.02),
    pronoun("ني", 0.0, 0.004, 0.05),
    pronoun("ي", 0.0002, 0.0, 0.5),
];

/// The cut of a word that is not in the vocabulary, or is being entered there: first what stands before, then what
/// stands behind.
pub(crate) fn decide(word: &Letters, count: Count<'_>) -> Cut {
    let key = word.key();
    if let Some(cut) = settled(key) {
        return cut;
    }
    let mut best = proclitic(word, 0, count, true);
    let rate = match key.chars().next() {
        Some('و') => AND,
        Some('ف') => SO,
        _ => 0.0,
    };
    if rate > 0.0 && word.len() > 2 {
        let rest = &key['و'.len_utf8()..];
        if let Some(cut) = settled(rest).filter(|c| !c.conjunction) {
            if count(rest).max(50.0) * rate > best.0 {
                return Cut {
                    conjunction: true,
                    ..cut
                };
            }
        } else {
            let (expected, taken) = proclitic(word, 1, count, false);
            if expected * rate > best.0 {
                best = (expected, taken);
                return Cut {
                    conjunction: true,
                    proclitic: best.1,
                    enclitic: enclitic(word, 1, best.1, count),
                };
            }
        }
    }
    Cut {
        conjunction: false,
        proclitic: best.1,
        enclitic: enclitic(word, 0, best.1, count),
    }
}

/// Whether the letter at `at` is a proclitic, and how often the letters from there on are expected, if the better
/// reading is right.
fn proclitic(word: &Letters, at: usize, count: Count<'_>, first: bool) -> (f32, bool) {
    let key = letters_from(word.key(), at);
    let whole = whole(key, count, first);
    let mut letters = key.chars();
    let letter = letters.next();
    let rest = letters.as_str();
    let length = rest.chars().count();
    if length < 2 {
        return (whole, false);
    }
    let expected = match letter {
        Some('س') if rest.starts_with(['ي', 'ت', 'ن']) && length > 2 => WILL * on_verb(rest, count),
        Some('ل') if rest.starts_with('ل') && length > 2 => {
            // «للحكومة»: the article has lost its alef.
            let definite = count(&format!("ا{rest}"));
            let bare = &rest['ل'.len_utf8()..];
            TO * (definite + 0.3 * count(bare) + on_noun(rest, 'ل', count)) + 4.0 * UNKNOWN
        }
        Some(p @ ('ب' | 'ك')) if rest.starts_with("ال") && length > 3 => {
            let bare = &rest["ال".len()..];
            let rate = if p == 'ب' { IN } else { LIKE };
            rate * (3.0 * count(rest) + 0.5 * count(bare)) + UNKNOWN * if p == 'ب' { 2.0 } else { 0.3 }
        }
        Some('ب') => IN * on_noun(rest, 'ب', count),
        Some('ك') => LIKE * on_noun(rest, 'ك', count),
        Some('ل') => {
            let verbal = if length > 2 {
                IN_ORDER_TO * on_verb(rest, count)
            } else {
                0.0
            };
            (TO * on_noun(rest, 'ل', count)).max(verbal)
        }
        _ => 0.0,
    };
    if expected > whole {
        (expected, true)
    } else {
        (whole, false)
    }
}

/// How many letters of the end are a pronoun, given what was taken off the beginning.
fn enclitic(word: &Letters, at: usize, proclitic: bool, count: Count<'_>) -> u8 {
    let letter = letters_from(word.key(), at).chars().next().filter(|_| proclitic);
    let at = at + usize::from(proclitic);
    let stem = letters_from(word.key(), at);
    if let Some(cut) = settled(stem) {
        return cut.enclitic;
    }
    let definite = stem.starts_with("ال") && word.bare_alef(at) && stem.chars().count() > 4;
    if !word.open_ended
        || definite
        || letter == Some('ل') && stem.starts_with('ل') && count(&format!("ا{stem}")) > 0.0
    {
        return 0;
    }
    let article = defined(stem, count);
    let (mut best, mut letters) = (0.0, 0);
    for pronoun in &PRONOUNS {
        let Some((nominal, verbal)) = pronoun.host(stem, count) else {
            continue;
        };
        let expected = match letter {
            Some('س') => pronoun.on_verb * verbal,
            Some('ب' | 'ك') => pronoun.on_noun * nominal,
            _ => pronoun.on_noun * nominal + pronoun.on_verb * verbal,
        };
        if expected > best && expected > article + pronoun.radical * count(stem) + UNKNOWN {
            (best, letters) = (expected, pronoun.letters.chars().count() as u8);
        }
    }
    letters
}

fn letters_from(key: &str, at: usize) -> &str {
    key.char_indices().nth(at).map_or("", |(start, _)| &key[start..])
}

/// How often `word` is expected if its first letter is no proclitic.
///
/// A noun stands bare about twice as often as with the article or a preposition.
fn whole(word: &str, count: Count<'_>, first: bool) -> f32 {
    if let Some(cut) = settled(word) {
        return if cut.proclitic { 0.0 } else { count(word).max(50.0) };
    }
    let conjunction = first && word.starts_with(['و', 'ف']);
    let own = count(word);
    if !conjunction && !word.starts_with(['ب', 'ل', 'ك', 'س']) {
        return own + UNKNOWN;
    }
    let with = |before: &str| count(&format!("{before}{word}"));
    let mut forms = defined(word, count) + with("ب") + 0.5 * with("ك");
    if !word.starts_with('ل') {
        // «للحكومة» is no ل before «لحكومة».
        forms += with("ل");
    }
    if conjunction {
        forms += with("و") + with("ف") * 0.5;
    }
    // «لقائهم»: the article of «اللقاء» speaks for its ل too.
    for pronoun in &PRONOUNS {
        let Some(stem) = word
            .strip_suffix(pronoun.letters)
            .filter(|s| s.chars().count() > 1)
        else {
            continue;
        };
        let last = stem.chars().next_back().map_or(0, char::len_utf8);
        let body = &stem[..stem.len() - last];
        let base = match &stem[body.len()..] {
            "ت" => defined(&format!("{body}ة"), count) + defined(stem, count),
            "ؤ" | "ئ" => defined(&format!("{body}ء"), count),
            _ => defined(stem, count),
        };
        forms += pronoun.on_noun * base;
    }
    2.0 * forms + ITSELF * own + UNKNOWN
}

/// How often `stem` was seen with the article.
fn defined(stem: &str, count: Count<'_>) -> f32 {
    let with = |before: &str| count(&format!("{before}{stem}"));
    with("ال") + with("وال") + with("بال") + with("لل")
}

/// How much speaks for `stem` as a noun, other than its standing behind `proclitic`.
fn noun(stem: &str, proclitic: char, count: Count<'_>) -> f32 {
    let definite = defined(stem, count);
    let doubled = |p: &str| p.ends_with('ل') && stem.starts_with('ل');
    let before = ["ب", "ل", "وب", "ول"]
        .iter()
        .filter(|p| !p.ends_with(proclitic) && !doubled(p));
    let others: f32 = before.map(|p| count(&format!("{p}{stem}"))).sum();
    let own = count(stem);
    definite + own.min(20.0 * definite + 12.0 * others).max(0.05 * own)
}

/// The same for a noun that may have a pronoun.
fn on_noun(stem: &str, proclitic: char, count: Count<'_>) -> f32 {
    // Prepositions with pronouns («لديه») are settled and follow no other preposition.
    if settled(stem).is_some_and(|cut| cut != Cut::default()) {
        return 0.0;
    }
    let hosts = PRONOUNS
        .iter()
        .filter_map(|p| Some(p.on_noun * p.host(stem, count)?.0));
    hosts.fold(noun(stem, proclitic, count), f32::max)
}

/// How much speaks for `stem` as an imperfect verb.
fn verb(stem: &str, count: Count<'_>) -> f32 {
    if !stem.starts_with(['ي', 'ت', 'ن']) {
        return 0.0;
    }
    // A verbal noun may be spelt alike: «تواصل».
    let own = count(stem);
    (own - 2.0 * defined(stem, count)).max(0.2 * own)
}

/// The same for a verb that may have a pronoun.
fn on_verb(stem: &str, count: Count<'_>) -> f32 {
    let hosts = PRONOUNS
        .iter()
        .filter_map(|p| Some(p.on_verb * p.host(stem, count)?.1));
    hosts.fold(verb(stem, count), f32::max)
}

impl Pronoun {
    /// How much speaks for what is left of `word` without the pronoun, as a noun and as a verb.
    fn host(&self, word: &str, count: Count<'_>) -> Option<(f32, f32)> {
        let stem = word.strip_suffix(self.letters)?;
        if stem.chars().count() < 2 || stem.ends_with('ة') {
            return None;
        }
        // «جديده», «حكومه» are careless spellings of words in ة.
        if self.letters == "ه" && count(&format!("{stem}ة")) > 20.0 * (count(word) + 1.0) {
            return None;
        }
        let (mut nominal, mut verbal) = (noun(stem, ' ', count), 0.0);
        if let Some(body) = stem.strip_suffix('ت') {
            nominal += noun(&format!("{body}ة"), ' ', count);
        }
        if let Some(body) = stem.strip_suffix(['ؤ', 'ئ', 'ا']) {
            nominal += noun(&format!("{body}ء"), ' ', count);
        }
        if let Some(body) = stem.strip_suffix('ا') {
            // «مستواه»; «رآها», «دعاه»
            let with_ya = count(&format!("{body}ي"));
            nominal += noun(&format!("{body}ي"), ' ', count);
            verbal += 0.5 * with_ya;
        }
        if stem.ends_with('و') {
            verbal += count(&format!("{stem}ا"));
        }
        let own = count(stem);
        verbal += if stem.starts_with(['ي', 'ت', 'ن']) {
            verb(stem, count)
        } else {
            (own - nominal).max(0.0)
        };
        // A construct plural or dual has no article.
        if stem.ends_with(['ي', 'ا', 'و']) {
            nominal += own;
        }
        Some((nominal, verbal))
    }
}
