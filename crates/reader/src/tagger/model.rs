//! The model as bytes: nothing is unpacked, every look-up reads the file as it lies in the program.
//!
//! Layout, little-endian:
//!
//! | bytes | what |
//! | --- | --- |
//! | 8 | `MHDRNER1` |
//! | 4 | log2 of the word slots |
//! | 4 | log2 of the feature slots |
//! | 4 | number of fine word clusters |
//! | 2 × 64 | transition weights, `[before][tag]`, eight a row; row 7 is the beginning of a sentence |
//! | 1 × clusters | the coarse cluster of each fine one |
//! | 8 × word slots | hash (4, never 0), what is known of it (4: see [`Word::packed`]) |
//! | 8 × feature slots | check byte, then one signed weight for each of the seven tags |
//!
//! Words are found by linear probing. A feature lies in one of the two slots of a pair, told by its check byte.

use super::tag::TAGS;

/// First bytes of a model.
pub const MAGIC: &[u8; 8] = b"MHDRNER1";
const HEAD: usize = 8 + 4 + 4 + 4 + 128;

/// What the model knows of a word whatever stands around it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    /// Fine cluster from 1; 0 is unknown.
    pub fine: u16,
    /// Coarse cluster from 1; 0 is unknown.
    pub coarse: u8,
    /// How often it opens a person's name in the list of names: 0 never, then 1, 2–5, 6 and more.
    pub given: u8,
    /// How often it stands later in one, in the same steps.
    pub family: u8,
    /// log2 of its frequency in the press, 0 where it is not among the frequent words.
    pub frequency: u8,
    /// How often it was a person, a place, an organisation where a first model tagged the press: from 0, hardly
    /// ever, to 6, nearly always; 7 where it was not seen.
    pub shares: [u8; 3],
}

impl Word {
    /// Four bytes: cluster (10 bits), given (2), family (2), frequency (5), shares (3 each).
    pub fn packed(self) -> u32 {
        let [person, place, organisation] = self.shares.map(|s| u32::from(s & 7));
        u32::from(self.fine & 1023)
            | u32::from(self.given & 3) << 10
            | u32::from(self.family & 3) << 12
            | u32::from(self.frequency.min(31)) << 14
            | person << 19
            | place << 22
            | organisation << 25
    }

    fn unpacked(bits: u32, coarse: &[u8]) -> Self {
        let fine = (bits & 1023) as u16;
        Word {
            fine,
            coarse: match fine {
                0 => 0,
                fine => coarse.get(fine as usize - 1).copied().unwrap_or(0),
            },
            given: (bits >> 10 & 3) as u8,
            family: (bits >> 12 & 3) as u8,
            frequency: (bits >> 14 & 31) as u8,
            shares: [19, 22, 25].map(|at| (bits >> at & 7) as u8),
        }
    }
}

/// A model, read in place.
#[derive(Debug, Clone, Copy)]
pub struct Model<'a> {
    words: &'a [u8],
    features: &'a [u8],
    coarse: &'a [u8],
    transitions: [[i32; 8]; 8],
}

/// The bytes are not a model of this version.
#[derive(Debug, thiserror::Error)]
#[error("not a name tagger's model: {0}")]
pub struct ModelError(&'static str);

impl<'a> Model<'a> {
    /// Takes `bytes` as a model; only the head is looked at.
    ///
    /// # Errors
    /// Where the first bytes or the length are wrong.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self, ModelError> {
        if bytes.len() < HEAD || &bytes[..8] != MAGIC {
            return Err(ModelError("its first bytes are others"));
        }
        let number = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        let (word_bits, feature_bits, clusters) = (number(8), number(12), number(16) as usize);
        if word_bits > 24 || !(1..=24).contains(&feature_bits) {
            return Err(ModelError("its tables are too large"));
        }
        let words = HEAD + clusters;
        let features = words + (8usize << word_bits);
        if bytes.len() != features + (8usize << feature_bits) {
            return Err(ModelError("its length is not what its head says"));
        }
        let mut transitions = [[0; 8]; 8];
        for (i, pair) in bytes[20..HEAD].chunks_exact(2).enumerate() {
            transitions[i / 8][i % 8] = i32::from(i16::from_le_bytes([pair[0], pair[1]]));
        }
        Ok(Model {
            words: &bytes[words..features],
            features: &bytes[features..],
            coarse: &bytes[HEAD..words],
            transitions,
        })
    }

    /// What is known of the word with this hash.
    pub fn word(&self, hash: u64) -> Word {
        let slots = self.words.len() / 8;
        let wanted = word_key(hash);
        let mut at = (hash >> 32) as usize & (slots - 1);
        for _ in 0..slots {
            let slot = &self.words[at * 8..at * 8 + 8];
            let found = u32::from_le_bytes([slot[0], slot[1], slot[2], slot[3]]);
            if found == 0 {
                break;
            }
            if found == wanted {
                let bits = u32::from_le_bytes([slot[4], slot[5], slot[6], slot[7]]);
                return Word::unpacked(bits, self.coarse);
            }
            at = (at + 1) & (slots - 1);
        }
        Word::default()
    }

    /// Adds the weights of all `features` to `scores`: a tag's score stands one behind its index, the first number
    /// is meaningless.
    ///
    /// The table is larger than the caches next to the processor, so what takes time is waiting for it. Rows are
    /// fetched many at once and added afterwards; and since hardly any two features agree on whether they are
    /// known, that is decided without branches.
    pub(super) fn add(&self, features: &[u64], scores: &mut [i32; 8]) {
        const AT_ONCE: usize = 32;
        let slots = self.features.len() / 8;
        let mut pairs = [0u128; AT_ONCE];
        for some in features.chunks(AT_ONCE) {
            for k in 0..some.len() {
                let at = feature_place(some[k], slots).0 * 16;
                pairs[k] = match self.features.get(at..).and_then(<[u8]>::first_chunk::<16>) {
                    Some(bytes) => u128::from_le_bytes(*bytes),
                    None => 0,
                };
            }
            for k in 0..some.len() {
                let check = u64::from(feature_place(some[k], slots).1);
                let (first, second) = (pairs[k] as u64, (pairs[k] >> 64) as u64);
                let in_first = u64::from(first & 255 == check).wrapping_neg();
                let in_second = u64::from(second & 255 == check).wrapping_neg();
                let row = ((first & in_first) | (second & in_second & !in_first)).to_le_bytes();
                for t in 0..8 {
                    scores[t] += i32::from(row[t] as i8);
                }
            }
        }
    }

    /// The weight of going from tag `before` (7: the beginning) to `tag`.
    #[inline]
    pub(super) fn transition(&self, before: usize, tag: usize) -> i32 {
        self.transitions[before][tag]
    }
}

/// The key under which a word is filed; never 0.
fn word_key(hash: u64) -> u32 {
    (hash as u32).max(1)
}

/// The pair of slots that a feature may lie in, and its check byte, never 0.
#[inline(always)]
fn feature_place(feature: u64, slots: usize) -> (usize, u8) {
    let pair = (feature as usize) & (slots / 2 - 1);
    (pair, ((feature >> 48) as u8).max(1))
}

/// Builds a model's bytes; used by training alone.
#[derive(Debug)]
pub struct ModelBuilder {
    word_bits: u32,
    feature_bits: u32,
    coarse: Vec<u8>,
    words: Vec<u8>,
    features: Vec<u8>,
    transitions: [[i16; 8]; 8],
}

impl ModelBuilder {
    /// An empty model with `2^word_bits` word slots, `2^feature_bits` feature slots and the coarse cluster of each
    /// fine one.
    pub fn new(word_bits: u32, feature_bits: u32, coarse: Vec<u8>) -> Self {
        ModelBuilder {
            word_bits,
            feature_bits,
            coarse,
            words: vec![0; 8 << word_bits],
            features: vec![0; 8 << feature_bits],
            transitions: [[0; 8]; 8],
        }
    }

    /// The hash under which a folded word is filed.
    pub fn hash(folded: &str) -> u64 {
        super::hash::bytes(folded.as_bytes())
    }

    /// Files what is known of a word under its hash, in place of what was known before; `false` where the table is
    /// too full.
    pub fn file(&mut self, hash: u64, word: Word) -> bool {
        let slots = 1usize << self.word_bits;
        let mut at = (hash >> 32) as usize & (slots - 1);
        for _ in 0..64 {
            let slot = &mut self.words[at * 8..at * 8 + 8];
            let found = u32::from_le_bytes([slot[0], slot[1], slot[2], slot[3]]);
            if found == word_key(hash) || found == 0 {
                slot[..4].copy_from_slice(&word_key(hash).to_le_bytes());
                slot[4..].copy_from_slice(&word.packed().to_le_bytes());
                return true;
            }
            at = (at + 1) & (slots - 1);
        }
        false
    }

    /// Gives a feature a slot, or says that both of its pair are taken. The same feature gets the same slot again.
    pub fn place(&mut self, feature: u64) -> Option<u32> {
        let (pair, check) = feature_place(feature, 1 << self.feature_bits);
        [pair * 2, pair * 2 + 1].into_iter().find_map(|slot| {
            let byte = &mut self.features[slot * 8];
            if *byte == 0 {
                *byte = check;
            }
            (*byte == check).then_some(slot as u32)
        })
    }

    /// The slot where a feature would be read, if any holds its check byte.
    pub fn find(&self, feature: u64) -> Option<u32> {
        let (pair, check) = feature_place(feature, 1 << self.feature_bits);
        [pair * 2, pair * 2 + 1]
            .into_iter()
            .find(|slot| self.features[slot * 8] == check)
            .map(|slot| slot as u32)
    }

    /// Sets the weights of a slot; a slot without weights is freed.
    pub fn weigh(&mut self, slot: u32, weights: [i8; TAGS]) {
        let at = slot as usize * 8;
        if weights == [0; TAGS] {
            self.features[at] = 0;
        }
        for (byte, weight) in self.features[at + 1..at + 8].iter_mut().zip(weights) {
            *byte = weight as u8;
        }
    }

    /// Sets the weight of going from tag `before` (7: the beginning) to `tag`.
    pub fn transition(&mut self, before: usize, tag: usize, weight: i16) {
        self.transitions[before][tag] = weight;
    }

    /// The finished bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(HEAD + self.coarse.len() + self.words.len() + self.features.len());
        out.extend_from_slice(MAGIC);
        for number in [self.word_bits, self.feature_bits, self.coarse.len() as u32] {
            out.extend_from_slice(&number.to_le_bytes());
        }
        for weight in self.transitions.as_flattened() {
            out.extend_from_slice(&weight.to_le_bytes());
        }
        out.extend_from_slice(&self.coarse);
        out.extend_from_slice(&self.words);
        out.extend_from_slice(&self.features);
        out
    }
}
