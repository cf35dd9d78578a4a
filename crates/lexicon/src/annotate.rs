use crate::{
    Affixes, Class, Classes, Enclitic, EntryId, Lexicon,
    compile::key,
    stems::{Stem, Word, with_stems},
};
use mahdar_text::Text;
use std::ops::Range;

/// An entry found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What was found.
    pub entry: EntryId,
    /// Its class.
    pub class: Class,
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// Proclitics taken off its first word.
    pub affixes: Affixes,
    /// Pronoun taken off its only word.
    pub enclitic: Option<Enclitic>,
}

impl Hit {
    /// Its tokens.
    pub fn tokens(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Every entry found in a text, by the token it begins at; at one token the longest first.
#[derive(Debug)]
pub struct Annotations {
    hits: Vec<Hit>,
    /// For each token, and one past the last: index of its first hit.
    first: Vec<u32>,
    classes: Vec<Classes>,
}

impl Annotations {
    /// All hits in order.
    pub fn all(&self) -> &[Hit] {
        &self.hits
    }

    /// The hits that begin at token `i`, the longest first.
    pub fn at(&self, i: usize) -> &[Hit] {
        match (self.first.get(i), self.first.get(i + 1)) {
            (Some(&from), Some(&to)) => &self.hits[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The hits that begin within `tokens`.
    pub fn within(&self, tokens: Range<usize>) -> &[Hit] {
        let last = self.first.len().saturating_sub(1);
        let (from, to) = (tokens.start.min(last), tokens.end.min(last));
        if from >= to {
            &[]
        } else {
            &self.hits[self.first[from] as usize..self.first[to] as usize]
        }
    }

    /// The longest hit of `class` that begins at token `i`.
    pub fn get(&self, i: usize, class: Class) -> Option<&Hit> {
        if !self.has(i, class) {
            return None;
        }
        self.at(i).iter().find(|hit| hit.class == class)
    }

    /// The classes of the hits that begin at token `i`.
    pub fn classes(&self, i: usize) -> Classes {
        self.classes.get(i).copied().unwrap_or_default()
    }

    /// Whether a hit of `class` begins at token `i`.
    pub fn has(&self, i: usize, class: Class) -> bool {
        self.classes(i).has(class)
    }
}

impl Lexicon {
    /// Finds every entry in `text`, in one walk: each token is taken whole and with its possible proclitics and
    /// pronouns off, and phrases go on word by word.
    pub fn annotate(&self, text: &Text<'_>) -> Annotations {
        with_stems(self, |stems| {
            let n = text.len();
            let words: Vec<Word> = (0..n).map(|i| stems.take_apart(self, text.word(i))).collect();
            let mut out = Annotations {
                hits: Vec::new(),
                first: Vec::with_capacity(n + 1),
                classes: Vec::with_capacity(n),
            };
            for i in 0..n {
                let from = out.hits.len();
                out.first.push(from as u32);
                for stem in stems.of(words[i]) {
                    self.walk(*stem, i, &words, &mut out.hits);
                }
                let hits = &mut out.hits[from..];
                hits.sort_by_key(|hit| std::cmp::Reverse(hit.end));
                out.classes.push(
                    hits.iter()
                        .fold(Classes::default(), |set, hit| set.with(hit.class)),
                );
            }
            out.first.push(out.hits.len() as u32);
            out
        })
    }

    fn walk(&self, stem: Stem, start: usize, words: &[Word], hits: &mut Vec<Hit>) {
        let (mut node, mut end) = (stem.node, start);
        while node != 0 {
            end += 1;
            let here = self.nodes[node as usize];
            for &(entry, class) in &self.ends[here.first as usize..(here.first + here.count) as usize] {
                if stem.enclitic.is_none() || class.takes_pronouns() {
                    let (affixes, enclitic) = (stem.affixes, stem.enclitic);
                    hits.push(Hit {
                        entry,
                        class,
                        start: start as u32,
                        end: end as u32,
                        affixes,
                        enclitic,
                    });
                }
            }
            node = match words.get(end) {
                Some(next) if here.goes_on && next.whole != 0 => {
                    self.steps.get(&key(node, next.whole)).copied().unwrap_or(0)
                }
                _ => 0,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORDS: &str = "# class: state\nليبيا\tLBY\nألمانيا\tDEU\nالأمم المتحدة\tUNO\n# class: meet\n# expand: verb\nالتقى|يلتقي|لقاء|-\tmeeting\n# class: sector\nزيارة\ttourism\n";

    fn check(text: &str, expected: &[(&str, &str)]) {
        let lexicon = Lexicon::compile([("words", WORDS)]).unwrap();
        let text = Text::parse(text);
        let notes = lexicon.annotate(&text);
        let got: Vec<(&str, &str)> = notes
            .all()
            .iter()
            .map(|h| (text.slice(h.tokens()), h.class.as_str()))
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn stems_are_found_behind_proclitics_and_before_pronouns() {
        check("وبليبيا", &[("وبليبيا", "state")]);
        check("لألمانيا", &[("لألمانيا", "state")]);
        check("للأمم المتحدة", &[("للأمم المتحدة", "state")]);
        check("التقاه", &[("التقاه", "meet")]);
        check("ولقائهما", &[("ولقائهما", "meet")]);
        check("زيارته", &[("زيارته", "sector")]);
        check("المانياه", &[]);
    }

    proptest! {
        #[test]
        fn any_text_is_annotated_within_bounds(s in "[ا-ي ًٌَ.،]{0,120}") {
            let text = Text::parse(&s);
            let notes = Lexicon::built_in().annotate(&text);
            for hit in notes.all() {
                prop_assert!(hit.start < hit.end && hit.end as usize <= text.len());
            }
        }
    }
}
