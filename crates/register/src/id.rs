//! Short, stable ids: a letter for what it is, and ten letters and digits of a hash.

use sha2::{Digest, Sha256};

/// What an id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A document of the archive.
    Document,
    /// A person.
    Person,
    /// A ministry, council, organisation.
    Body,
    /// A meeting, call, visit, session, signing, message.
    Encounter,
    /// What somebody bound themselves to.
    Commitment,
    /// A treaty, agreement, memorandum, resolution.
    Instrument,
    /// A standing council, committee or consultation.
    Mechanism,
    /// Documents that report one event.
    Story,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 8] = [
        Kind::Document,
        Kind::Person,
        Kind::Body,
        Kind::Encounter,
        Kind::Commitment,
        Kind::Instrument,
        Kind::Mechanism,
        Kind::Story,
    ];

    /// The letter that its ids begin with.
    pub fn letter(self) -> char {
        match self {
            Kind::Document => 'd',
            Kind::Person => 'p',
            Kind::Body => 'b',
            Kind::Encounter => 'e',
            Kind::Commitment => 'c',
            Kind::Instrument => 'i',
            Kind::Mechanism => 'm',
            Kind::Story => 's',
        }
    }

    /// The word for it, singular.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Document => "document",
            Kind::Person => "person",
            Kind::Body => "body",
            Kind::Encounter => "encounter",
            Kind::Commitment => "commitment",
            Kind::Instrument => "instrument",
            Kind::Mechanism => "mechanism",
            Kind::Story => "story",
        }
    }

    /// The kind of an id or of a word; both `e-7k2…` and `encounter` are understood.
    pub fn of(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| {
            k.as_str() == word
                || word
                    .strip_prefix(k.letter())
                    .is_some_and(|rest| rest.starts_with('-'))
        })
    }

    /// The number that stands for it in the database; never reused.
    pub(crate) fn layer(self) -> i64 {
        self as i64
    }

    pub(crate) fn from_layer(layer: i64) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.layer() == layer)
    }
}

/// Crockford's base 32, small: no letter is mistaken for a digit.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Ten digits of base 32: 50 bits, so that among a million records two share an id once in two thousand archives.
const LENGTH: usize = 10;

/// The id of `kind` that stands for `parts`. The same parts give the same id on every machine.
///
/// ```
/// use mahdar_register::{Kind, short_id};
/// let id = short_id(Kind::Encounter, &["a document's hash", "a quote", "12"]);
/// assert_eq!(id.len(), 12);
/// assert!(id.starts_with("e-"));
/// ```
pub fn short_id(kind: Kind, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    hash.update(kind.as_str());
    for part in parts {
        hash.update([0]);
        hash.update(part);
    }
    let hash = hash.finalize();
    let mut bits = u64::from_be_bytes(hash[..8].try_into().expect("a SHA-256 has 32 bytes"));
    let mut id = String::with_capacity(LENGTH + 2);
    id.push(kind.letter());
    id.push('-');
    for _ in 0..LENGTH {
        id.push(DIGITS[(bits >> 59) as usize] as char);
        bits <<= 5;
    }
    id
}

/// The SHA-256 of `bytes`, in 64 hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
            use std::fmt::Write;
            write!(out, "{b:02x}").expect("writing to a string does not fail");
            out
        })
}
