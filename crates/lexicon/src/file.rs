//! The files of `lexicon/`: tab-separated lines under a head that states their class.

use crate::Class;

/// A line of the lexicon cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("lexicon/{file}, line {line}: {what}")]
pub struct LexiconError {
    /// File name.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// What is wrong and what is expected.
    pub what: String,
}

/// How a file's first column becomes forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expansion {
    /// Forms as they stand, between bars.
    Phrase,
    /// `perfect|imperfect|verbal noun|participle`, conjugated; `-` for a missing part.
    Verb,
    /// A nationality adjective, inflected.
    Nisba,
    /// A noun `singular|plural`, with its duals.
    Noun,
}

/// One line, before expansion.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pub number: u32,
    pub class: Class,
    pub expansion: Expansion,
    pub forms: &'a str,
    pub value: &'a str,
    pub takes: &'a str,
    pub extra: &'a str,
}

/// Reads a file's lines. Columns: forms, value, what it takes, extra; all but the first may be missing. A line
/// `# class: …` or `# expand: …` holds for the lines below it.
pub(crate) fn lines<'a>(file: &str, content: &'a str) -> Result<Vec<Line<'a>>, LexiconError> {
    let mut out = Vec::new();
    let (mut class, mut expansion) = (None, Expansion::Phrase);
    for (number, line) in (1u32..).zip(content.lines()) {
        let wrong = |what: String| LexiconError {
            file: file.to_owned(),
            line: number,
            what,
        };
        if let Some(head) = line.strip_prefix('#') {
            if let Some(word) = head.trim().strip_prefix("class:") {
                let word = word.trim();
                class =
                    Some(Class::from_word(word).ok_or_else(|| wrong(format!("there is no class «{word}»")))?);
                expansion = Expansion::Phrase;
            } else if let Some(word) = head.trim().strip_prefix("expand:") {
                expansion = match word.trim() {
                    "phrase" => Expansion::Phrase,
                    "verb" => Expansion::Verb,
                    "nisba" => Expansion::Nisba,
                    "noun" => Expansion::Noun,
                    other => {
                        return Err(wrong(format!(
                            "«{other}» is not one of phrase, verb, nisba, noun"
                        )));
                    }
                };
            }
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        let class = class.ok_or_else(|| wrong("a line «# class: …» is missing above it".into()))?;
        let mut columns = line.splitn(4, '\t').map(str::trim);
        let mut column = || columns.next().unwrap_or("");
        let (forms, value, takes, extra) = (column(), column(), column(), column());
        out.push(Line {
            number,
            class,
            expansion,
            forms,
            value,
            takes,
            extra,
        });
    }
    Ok(out)
}
