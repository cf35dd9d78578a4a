//! Names without a list: a small trained sequence tagger for persons, places and organisations.
//!
//! A linear-chain conditional random field over hashed features (folded word, clitics, affixes, word clusters learnt
//! from the press, a list of names, the lexicon's classes, the neighbours of each), with whole-number weights and
//! Viterbi decoding, so that it says the same on every machine. `docs/training.md` tells how the model is made,
//! `models/NER.md` from what and under which licence.
//!
//! ```
//! use mahdar_lexicon::Lexicon;
//! use mahdar_reader::tagger::{NameKind, Tagger, names};
//! let text = mahdar_text::Text::parse("وقال وزير الخارجية المصري سامح شكري");
//! let notes = Lexicon::built_in().annotate(&text);
//! let tags = Tagger::built_in().tag(&text, 0..text.len(), &notes);
//! assert_eq!(names(&tags, 0), [(4..6, NameKind::Person)]);
//! ```

mod decode;
mod features;
mod hash;
pub mod model;
mod persons;
mod tag;
#[cfg(test)]
mod tests;

pub use features::{Features, Views};
pub use model::{Model, ModelBuilder, ModelError};
pub use persons::{Opinion, PersonName, Persons};
pub use tag::{NameKind, TAGS, Tag, names};

use mahdar_lexicon::Annotations;
use mahdar_text::Text;
use std::ops::Range;
use std::sync::OnceLock;

/// The model that is built into the program; see `models/NER.md`.
static MODEL: &[u8] = include_bytes!("../../models/ner.bin");

/// Tags names.
#[derive(Debug)]
pub struct Tagger<'a> {
    model: Model<'a>,
}

impl Tagger<'static> {
    /// The tagger with the built-in model.
    pub fn built_in() -> &'static Tagger<'static> {
        static BUILT_IN: OnceLock<Tagger<'static>> = OnceLock::new();
        BUILT_IN
            .get_or_init(|| Tagger::new(Model::from_bytes(MODEL).expect("the tests read the built-in model")))
    }
}

impl<'a> Tagger<'a> {
    /// A tagger with a model of one's own.
    pub fn new(model: Model<'a>) -> Self {
        Tagger { model }
    }

    /// Tags `tokens` of `text`, one tag a token. They should be one sentence: nothing outside of them is looked at.
    pub fn tag(&self, text: &Text<'_>, tokens: Range<usize>, notes: &Annotations) -> Vec<Tag> {
        self.tag_with_leads(text, tokens, notes).0
    }

    /// As [`Tagger::tag`], with each word's lead: by how many points the chosen kind (or none) beats the next best;
    /// 128 points are one unit of log probability.
    pub fn tag_with_leads(
        &self,
        text: &Text<'_>,
        tokens: Range<usize>,
        notes: &Annotations,
    ) -> (Vec<Tag>, Vec<i32>) {
        self.decode(&Views::new(&self.model, text, tokens, notes))
    }

    /// As [`Tagger::tag`], with [`Views::key`] of each token: for training, which counts how words are tagged.
    pub fn tag_with_keys(
        &self,
        text: &Text<'_>,
        tokens: Range<usize>,
        notes: &Annotations,
    ) -> (Vec<Tag>, Vec<u64>) {
        let views = Views::new(&self.model, text, tokens, notes);
        let keys = (0..views.len()).map(|i| views.key(i)).collect();
        (self.decode(&views).0, keys)
    }

    fn decode(&self, views: &Views<'_>) -> (Vec<Tag>, Vec<i32>) {
        let mut features = Features::with_capacity(128);
        let mut scores = vec![[0i32; 8]; views.len()];
        for (i, score) in scores.iter_mut().enumerate() {
            if views.plain(i) {
                *score = [decode::BARRED; 8];
                score[1 + Tag::Outside.index()] = 0;
                continue;
            }
            views.features(i, &mut features);
            self.model.add(&features, score);
            if views.joined(i) {
                score[1 + Tag::Inside(NameKind::Person).index()] = decode::BARRED;
            }
        }
        decode::best(&self.model, &scores)
    }
}
