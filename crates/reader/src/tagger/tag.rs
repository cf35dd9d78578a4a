use std::ops::Range;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person.
    Person,
    /// A place: state, city, region, sea, building.
    Place,
    /// An organisation: body, ministry, party, company, medium, club.
    Organisation,
}

impl NameKind {
    /// All three.
    pub const ALL: [NameKind; 3] = [NameKind::Person, NameKind::Place, NameKind::Organisation];

    /// `PER`, `LOC` or `ORG`.
    pub fn as_str(self) -> &'static str {
        match self {
            NameKind::Person => "PER",
            NameKind::Place => "LOC",
            NameKind::Organisation => "ORG",
        }
    }
}

/// The tag of one orthographic word: outside all names, the first word of one, or a further word of one.
///
/// A word is tagged whole: `بباريس` begins a place though its preposition is no part of the name, and `والرياض`
/// begins a second place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag {
    /// No part of a name.
    Outside,
    /// First word of a name.
    Begin(NameKind),
    /// Further word of a name.
    Inside(NameKind),
}

/// How many tags there are.
pub const TAGS: usize = 7;

impl Tag {
    /// All tags, by [`Tag::index`].
    pub const ALL: [Tag; TAGS] = [
        Tag::Outside,
        Tag::Begin(NameKind::Person),
        Tag::Inside(NameKind::Person),
        Tag::Begin(NameKind::Place),
        Tag::Inside(NameKind::Place),
        Tag::Begin(NameKind::Organisation),
        Tag::Inside(NameKind::Organisation),
    ];

    /// Its number in [`Tag::ALL`].
    pub fn index(self) -> usize {
        match self {
            Tag::Outside => 0,
            Tag::Begin(kind) => 1 + 2 * kind as usize,
            Tag::Inside(kind) => 2 + 2 * kind as usize,
        }
    }

    /// What it names, if anything.
    pub fn kind(self) -> Option<NameKind> {
        match self {
            Tag::Outside => None,
            Tag::Begin(kind) | Tag::Inside(kind) => Some(kind),
        }
    }

    /// Whether it may stand after `before`; `None` is the beginning of a sentence.
    pub fn may_follow(self, before: Option<Tag>) -> bool {
        match self {
            Tag::Inside(kind) => before.and_then(Tag::kind) == Some(kind),
            _ => true,
        }
    }
}

/// The names that a row of tags spells, as ranges counted from `first`.
pub fn names(tags: &[Tag], first: usize) -> Vec<(Range<usize>, NameKind)> {
    let mut out: Vec<(Range<usize>, NameKind)> = Vec::new();
    for (i, tag) in tags.iter().enumerate() {
        let at = first + i;
        match *tag {
            Tag::Outside => {}
            Tag::Inside(kind) if out.last().is_some_and(|(r, k)| r.end == at && *k == kind) => {
                if let Some((range, _)) = out.last_mut() {
                    range.end = at + 1;
                }
            }
            Tag::Begin(kind) | Tag::Inside(kind) => out.push((at..at + 1, kind)),
        }
    }
    out
}
