use crate::vocabulary::{Vocabulary, WordId};
use crate::{
    Class, Entry, EntryId, LexiconError, Takes,
    expand::expand,
    file::{Expansion, lines},
};
use rustc_hash::FxHashMap;
use std::sync::{
    OnceLock,
    atomic::{AtomicU64, Ordering},
};

/// How many lexicons this process has compiled, from 1.
static COMPILED: AtomicU64 = AtomicU64::new(1);

/// The files of `lexicon/`, as they stood when the program was built.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// All entries, compiled into one trie over words.
#[derive(Debug)]
pub struct Lexicon {
    pub(crate) entries: Vec<Entry>,
    pub(crate) words: Vocabulary,
    /// For each word, the node that a phrase beginning with it leads to; 0 where none does.
    pub(crate) begins: Vec<u32>,
    /// `(node, word) → node`, for all nodes but the root.
    pub(crate) steps: FxHashMap<u64, u32>,
    /// For each node: the range of `ends` that finish there, and whether it goes on.
    pub(crate) nodes: Vec<Node>,
    pub(crate) ends: Vec<(EntryId, Class)>,
    /// Tells this lexicon from every other in the process.
    pub(crate) id: u64,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Node {
    pub first: u32,
    pub count: u32,
    pub goes_on: bool,
}

impl Lexicon {
    /// The lexicon that is built into the program.
    pub fn built_in() -> &'static Lexicon {
        static BUILT_IN: OnceLock<Lexicon> = OnceLock::new();
        BUILT_IN.get_or_init(|| {
            Lexicon::compile(FILES.iter().copied()).expect("the tests compile the built-in lexicon")
        })
    }

    /// Compiles `(file name, content)` pairs.
    ///
    /// # Errors
    /// The first line that cannot be used, with its file.
    pub fn compile(
        files: impl IntoIterator<Item = (&'static str, &'static str)>,
    ) -> Result<Lexicon, LexiconError> {
        let mut lexicon = Lexicon {
            entries: Vec::new(),
            words: Vocabulary::default(),
            begins: vec![0],
            steps: FxHashMap::default(),
            nodes: vec![Node::default()],
            ends: Vec::new(),
            id: COMPILED.fetch_add(1, Ordering::Relaxed),
        };
        let mut finishing: Vec<(u32, EntryId)> = Vec::new();
        for (file, content) in files {
            for line in lines(file, content)? {
                let wrong = |what: String| LexiconError {
                    file: file.to_owned(),
                    line: line.number,
                    what,
                };
                let takes = Takes::from_words(line.takes).map_err(wrong)?;
                let side = line.value.parse().ok();
                if needs_side(line.class) && side.is_none() && !line.value.is_empty() {
                    return Err(wrong(format!(
                        "«{}» is not a side (three capital Latin letters)",
                        line.value
                    )));
                }
                let bar = if line.expansion == Expansion::Phrase {
                    '|'
                } else {
                    '\0'
                };
                let lemma: Box<str> = line.forms.split(bar).next().unwrap_or("").trim().into();
                let forms = expand(line.expansion, line.forms);
                if forms.is_empty() {
                    return Err(wrong("the first column holds no word".into()));
                }
                for (form, features) in forms {
                    let id = EntryId(lexicon.entries.len() as u32);
                    lexicon.entries.push(Entry {
                        class: line.class,
                        lemma: lemma.clone(),
                        value: line.value.into(),
                        extra: line.extra.into(),
                        features,
                        takes,
                        place: (file, line.number),
                        side,
                    });
                    finishing.push((lexicon.insert(&form), id));
                }
            }
        }
        finishing.sort();
        for (node, id) in finishing {
            let at = lexicon.ends.len() as u32;
            let node = &mut lexicon.nodes[node as usize];
            if node.count == 0 {
                node.first = at;
            }
            node.count += 1;
            lexicon.ends.push((id, lexicon.entries[id.0 as usize].class));
        }
        Ok(lexicon)
    }

    /// The entry of an id that this lexicon gave out.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The first form of every line, as the files write it.
    pub fn lemmas(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| &*entry.lemma)
    }

    /// How many forms it knows.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn insert(&mut self, form: &str) -> u32 {
        let mut node = 0u32;
        for (i, word) in form.split(' ').enumerate() {
            let word = self.words.intern(word);
            self.begins.resize(self.words.len() + 1, 0);
            let fresh = self.nodes.len() as u32;
            let step = if i == 0 {
                let first = &mut self.begins[word as usize];
                if *first == 0 {
                    *first = fresh;
                }
                *first
            } else {
                self.nodes[node as usize].goes_on = true;
                *self.steps.entry(key(node, word)).or_insert(fresh)
            };
            if step == fresh {
                self.nodes.push(Node::default());
            }
            node = step;
        }
        node
    }
}

pub(crate) fn key(node: u32, word: WordId) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}

fn needs_side(class: Class) -> bool {
    matches!(
        class,
        Class::State | Class::Demonym | Class::City | Class::Capital | Class::Body | Class::NationalBody
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_files_compile() {
        if let Err(error) = Lexicon::compile(FILES.iter().copied()) {
            panic!("{error}");
        }
    }
}
