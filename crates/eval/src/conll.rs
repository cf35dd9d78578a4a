//! Token-and-tag files: one token a line with its tags behind it, an empty line between sentences.

use anyhow::{Context, Result};
use mahdar_reader::tagger::{NameKind, Tag, names};
use mahdar_text::Text;
use std::ops::Range;
use std::path::Path;

/// One sentence as the file gives it.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    /// Tokens as written.
    pub words: Vec<String>,
    /// One tag a token.
    pub tags: Vec<Tag>,
}

/// Reads a file. Columns stand apart by tabs or blanks; the first is the token, all others are tags. Where tags are
/// nested (several columns), the longest name that can be mapped wins.
pub fn read(path: &Path) -> Result<Vec<Sentence>> {
    let content = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(parse(&content))
}

fn parse(content: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let (mut words, mut columns): (Vec<String>, Vec<Vec<&str>>) = (Vec::new(), Vec::new());
    for line in content.lines().chain([""]) {
        let mut parts = line.split_whitespace();
        match parts.next() {
            Some(word) => {
                words.push(word.to_owned());
                columns.push(parts.collect());
            }
            None if !words.is_empty() => {
                out.push(Sentence {
                    tags: flatten(&columns),
                    words: std::mem::take(&mut words),
                });
                columns.clear();
            }
            None => {}
        }
    }
    out
}

/// The kind behind a tag's type, in the schemes of AQMAR, ANERcorp, OntoNotes, Wojood and NewsFANE. Peoples,
/// offices, events, products, works and dates are no names of the three kinds.
fn kind(label: &str) -> Option<NameKind> {
    Some(match label {
        "PER" | "PERS" | "PERSON" | "Politician" | "Athlete" | "Artist" | "Scientist" | "Religious_PER"
        | "Police" | "Businessperson" | "Lawyer" | "Engineer" | "Other_PER" => NameKind::Person,
        "LOC"
        | "GPE"
        | "FAC"
        | "Nation"
        | "Population-Center"
        | "State-or-Province"
        | "GPE-Cluster"
        | "Continent"
        | "Water-Body"
        | "Land-Region-Natural"
        | "County-or-District"
        | "Building-Grounds"
        | "Airport"
        | "Path" => NameKind::Place,
        "ORG" | "ORGANIZATION" | "Government" | "Non-Governmental" | "Commercial" | "Educational"
        | "Media" | "Sports" | "Religious_ORG" | "Medical-Science" | "Entertainment" => {
            NameKind::Organisation
        }
        _ => return None,
    })
}

fn flatten(columns: &[Vec<&str>]) -> Vec<Tag> {
    let depth = columns.iter().map(Vec::len).max().unwrap_or(0);
    // Kinds of names open at the token before; a nested name may change its column from one token to the next.
    let mut found: Vec<(Range<usize>, NameKind)> = Vec::new();
    for (i, tags) in columns.iter().enumerate() {
        for tag in tags.iter().take(depth) {
            let (prefix, label) = tag.split_at(tag.find('-').unwrap_or(tag.len()));
            let Some(kind) = kind(label.trim_start_matches('-')) else {
                continue;
            };
            let open = (prefix == "I")
                .then(|| found.iter_mut().find(|(range, k)| range.end == i && *k == kind))
                .flatten();
            match open {
                Some((range, _)) => range.end = i + 1,
                None => found.push((i..i + 1, kind)),
            }
        }
    }
    found.sort_by_key(|(range, _)| std::cmp::Reverse(range.len()));
    let mut out = vec![Tag::Outside; columns.len()];
    for (range, kind) in found {
        if out[range.clone()].iter().all(|t| *t == Tag::Outside) {
            out[range.clone()].fill(Tag::Inside(kind));
            out[range.start] = Tag::Begin(kind);
        }
    }
    out
}

const PROCLITICS: [&str; 6] = ["و", "ف", "ب", "ل", "ك", "س"];
const ENCLITICS: [&str; 7] = ["ه", "ها", "هم", "هما", "هن", "نا", "ي"];

/// Whether the file splits clitics off its words: more than one token in a hundred is a lone و.
pub fn splits_clitics(sentences: &[Sentence]) -> bool {
    let all: usize = sentences.iter().map(|s| s.words.len()).sum();
    let lone = sentences
        .iter()
        .flat_map(|s| &s.words)
        .filter(|w| *w == "و")
        .count();
    lone * 100 > all * 2
}

/// A sentence with its clitics written to their words again, and for each of its words the tokens it came from.
#[derive(Debug)]
pub struct Joined {
    /// The sentence in orthographic words. A word's tag is its stem's.
    pub sentence: Sentence,
    /// For each word: its tokens in the split sentence, and which of them is the stem.
    pub parts: Vec<(Range<usize>, usize)>,
}

impl Joined {
    /// Joins what stands apart: و ف ب ل ك س with the word after them, pronouns with the word before them.
    pub fn new(split: &Sentence) -> Self {
        let is_word = |i: usize| {
            split
                .words
                .get(i)
                .and_then(|w| w.chars().next())
                .is_some_and(char::is_alphabetic)
        };
        // Letters of an abbreviation (د ب ا) are inside a name and stay apart.
        let abbreviation = |i: usize| {
            split.words[i].chars().count() == 1
                && split.tags[i] != Tag::Outside
                && (i > 0 && split.words[i - 1].chars().count() == 1 && split.tags[i - 1] != Tag::Outside
                    || split.words.get(i + 1).is_some_and(|w| w.chars().count() == 1))
        };
        let mut out = Joined {
            sentence: Sentence::default(),
            parts: Vec::new(),
        };
        let mut i = 0;
        while i < split.words.len() {
            let start = i;
            let mut word = String::new();
            while PROCLITICS.contains(&split.words[i].as_str())
                && is_word(i + 1)
                && !abbreviation(i)
                && i < start + 2
            {
                word.push_str(&split.words[i]);
                i += 1;
            }
            let stem = i;
            let article_after_li = word.ends_with('ل') && split.words[i].starts_with("ال");
            word.push_str(if article_after_li {
                &split.words[i]["ا".len()..]
            } else {
                &split.words[i]
            });
            i += 1;
            while is_word(stem)
                && split.words[stem].chars().count() > 1
                && split.words.get(i).is_some_and(|w| {
                    ENCLITICS.contains(&w.as_str()) && split.tags[i].kind() == split.tags[stem].kind()
                })
            {
                if word.ends_with('ة') {
                    word.truncate(word.len() - "ة".len());
                    word.push('ت');
                }
                word.push_str(&split.words[i]);
                i += 1;
            }
            out.sentence.words.push(word);
            out.sentence.tags.push(split.tags[stem]);
            out.parts.push((start..i, stem));
        }
        out
    }

    /// Carries tags of words back to the split tokens: proclitics before a name's first word are outside of it.
    pub fn split_tags(&self, tags: &[Tag]) -> Vec<Tag> {
        let mut out = Vec::new();
        for ((tokens, stem), tag) in self.parts.iter().zip(tags) {
            for i in tokens.clone() {
                out.push(match (*tag, i.cmp(stem)) {
                    (Tag::Inside(kind), _) => Tag::Inside(kind),
                    (tag, std::cmp::Ordering::Equal) => tag,
                    (Tag::Begin(kind), std::cmp::Ordering::Greater) => Tag::Inside(kind),
                    _ => Tag::Outside,
                });
            }
        }
        out
    }
}

/// A sentence as running text, with the word that each of the text's tokens lies in.
#[derive(Debug)]
pub struct Running {
    /// The words with one blank between them.
    pub text: String,
    starts: Vec<usize>,
}

impl Running {
    /// Writes words one after the other.
    pub fn new(words: &[String]) -> Self {
        let mut out = Running {
            text: String::new(),
            starts: Vec::new(),
        };
        for word in words {
            out.starts.push(out.text.len());
            out.text.push_str(word);
            out.text.push(' ');
        }
        out
    }

    fn word_of(&self, text: &Text<'_>, token: usize) -> usize {
        let at = text.tokens()[token].span().start() as usize;
        self.starts.partition_point(|s| *s <= at).saturating_sub(1)
    }

    /// Tags of the words spread over the text's tokens.
    pub fn spread(&self, text: &Text<'_>, tags: &[Tag]) -> Vec<Tag> {
        let mut last = None;
        (0..text.len())
            .map(|i| {
                let word = self.word_of(text, i);
                let again = last == Some(word);
                last = Some(word);
                match tags[word] {
                    Tag::Begin(kind) if again => Tag::Inside(kind),
                    tag => tag,
                }
            })
            .collect()
    }

    /// Tags of the text's tokens gathered into the words: a word takes its first tag that is not outside.
    pub fn gather(&self, text: &Text<'_>, tags: &[Tag]) -> Vec<Tag> {
        let mut out = vec![Tag::Outside; self.starts.len()];
        for (i, tag) in tags.iter().enumerate() {
            let word = &mut out[self.word_of(text, i)];
            if *word == Tag::Outside {
                *word = *tag;
            }
        }
        out
    }
}

/// Counts of names: marked, given, and given as marked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    marked: [u32; 3],
    given: [u32; 3],
    right: [u32; 3],
}

impl Score {
    /// Counts one sentence: a name is right where its first and last token and its kind are.
    pub fn count(&mut self, marked: &[Tag], given: &[Tag]) {
        let (marked, given) = (names(marked, 0), names(given, 0));
        for (_, kind) in &marked {
            self.marked[*kind as usize] += 1;
        }
        for name in &given {
            self.given[name.1 as usize] += 1;
            self.right[name.1 as usize] += u32::from(marked.contains(name));
        }
    }

    /// A table of precision, recall and F1.
    pub fn table(&self) -> String {
        let mut out = String::from("        precision  recall      F1  marked   given\n");
        let mut line = |label: &str, marked: u32, given: u32, right: u32| {
            let share = |of: u32| f64::from(right) / f64::from(of.max(1));
            let f1 = 2.0 * f64::from(right) / f64::from((marked + given).max(1));
            out.push_str(&format!(
                "{label:<8}   {:.4}  {:.4}  {f1:.4}  {marked:>6}  {given:>6}\n",
                share(given),
                share(marked)
            ));
        };
        for kind in NameKind::ALL {
            let k = kind as usize;
            line(kind.as_str(), self.marked[k], self.given[k], self.right[k]);
        }
        line(
            "all",
            self.marked.iter().sum(),
            self.given.iter().sum(),
            self.right.iter().sum(),
        );
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spell(sentence: &Sentence) -> String {
        let tag = |t: &Tag| match t {
            Tag::Outside => "O".to_owned(),
            Tag::Begin(kind) => format!("B-{}", kind.as_str()),
            Tag::Inside(kind) => format!("I-{}", kind.as_str()),
        };
        let pairs = sentence.words.iter().zip(&sentence.tags);
        pairs
            .map(|(w, t)| format!("{w}/{}", tag(t)))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn check(file: &str, read: &str, joined: &str) {
        let sentence = &parse(file)[0];
        assert_eq!(spell(sentence), read);
        let whole = Joined::new(sentence);
        assert_eq!(spell(&whole.sentence), joined);
        assert_eq!(whole.split_tags(&whole.sentence.tags), sentence.tags);
        let running = Running::new(&whole.sentence.words);
        let text = Text::parse(&running.text);
        let spread = running.spread(&text, &whole.sentence.tags);
        assert_eq!(running.gather(&text, &spread), whole.sentence.tags);
    }

    #[test]
    fn schemes_are_mapped_and_clitics_joined() {
        check(
            "و\tO\nقال\tO\nسالم\tB-Politician\nل\tO\nالوكالة\tB-Media\n",
            "و/O قال/O سالم/B-PER ل/O الوكالة/B-ORG",
            "وقال/O سالم/B-PER للوكالة/B-ORG",
        );
        check(
            "سفير I-OCC\nمملكة I-OCC B-GPE\nالبحر I-OCC I-GPE\n",
            "سفير/O مملكة/B-LOC البحر/I-LOC",
            "سفير/O مملكة/B-LOC البحر/I-LOC",
        );
        check(
            "وزارة B-ORG\nالزراعة I-ORG\nو I-ORG\nالري I-ORG\nفي O\nجزيرت O\nها O\n",
            "وزارة/B-ORG الزراعة/I-ORG و/I-ORG الري/I-ORG في/O جزيرت/O ها/O",
            "وزارة/B-ORG الزراعة/I-ORG والري/I-ORG في/O جزيرتها/O",
        );
    }
}
