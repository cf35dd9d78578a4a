//! Mentions: drafts tied to persons and sides, and what stands between them: single surnames.

use super::find::{Draft, Sort};
use super::office::{Grade, Number, Office};
use super::roll::Roll;
use super::side::side_before;
use super::stage::Stage;
use super::titles::{covers, title};
use super::words::{Kind, kind};
use super::{ActorKind, Cast, Mention, PersonId};
use mahdar_lexicon::{Affixes, Class};
use mahdar_record::{Office as OfficeRecord, Side};
use smallvec::SmallVec;

/// What is known while mentions are tied to persons.
pub(super) struct Ties<'s, 'a> {
    scene: &'s Stage<'a>,
    drafts: &'s [Draft],
    /// For each draft with a name, its person's place in the roll.
    person_of: &'s [Option<u32>],
    roll: &'s Roll,
    /// For each entry of the roll, its record and its side.
    ids: &'s [Option<PersonId>],
    sides: &'s [Option<Side>],
    /// The side of each record.
    side_of: Vec<Option<Side>>,
    /// The side at home.
    default: Option<Side>,
    recent: Recent,
}

impl<'s, 'a> Ties<'s, 'a> {
    /// Nothing tied yet.
    pub fn new(
        scene: &'s Stage<'a>,
        drafts: &'s [Draft],
        person_of: &'s [Option<u32>],
        roll: &'s Roll,
        ids: &'s [Option<PersonId>],
        sides: &'s [Option<Side>],
        default: Option<Side>,
    ) -> Self {
        let side_of = ids
            .iter()
            .zip(sides)
            .filter(|(id, _)| id.is_some())
            .map(|(_, side)| *side)
            .collect();
        Ties {
            side_of,
            scene,
            drafts,
            person_of,
            roll,
            ids,
            sides,
            default,
            recent: Recent {
                by_head: Vec::new(),
                last: SmallVec::new(),
                named: Vec::new(),
            },
        }
    }

    /// Fills in all mentions, in order.
    pub fn mentions(mut self, mut cast: Cast) -> Cast {
        let mut from = 0;
        for (at, draft) in self.drafts.iter().enumerate() {
            self.surnames(from..draft.tokens.start, &mut cast);
            from = draft.tokens.end;
            let mention = self.one(at);
            if draft.sort == Sort::Office
                && let Some(person) = mention.person
            {
                self.add_office(draft, person, &mut cast);
            }
            cast.mentions.push(mention);
        }
        self.surnames(from..self.scene.text.len(), &mut cast);
        cast
    }

    /// An office that stands alone but was tied to a person is one of theirs, if it says more than its head.
    fn add_office(&self, draft: &Draft, person: PersonId, cast: &mut Cast) {
        let (Some(office), Some(record)) = (draft.offices.first(), cast.people.get_mut(person as usize))
        else {
            return;
        };
        if office.bare || office.sides.is_empty() || office.grade == Grade::Counterpart {
            return;
        }
        let title = title(self.scene, office);
        if record
            .offices
            .iter()
            .any(|o| covers(&o.title, &title) || covers(&title, &o.title))
        {
            return;
        }
        record.offices.push(OfficeRecord {
            title,
            side: office.sides.first().copied(),
        });
    }

    /// One draft's mention.
    fn one(&mut self, at: usize) -> Mention {
        let (scene, draft, entry) = (self.scene, &self.drafts[at], self.person_of[at]);
        let mut mention = Mention {
            tokens: draft.tokens.clone(),
            label: draft.tokens.clone(),
            kind: ActorKind::Body,
            person: None,
            members: SmallVec::new(),
            sides: draft.sides.clone(),
            affixes: draft.affixes,
        };
        match draft.sort {
            Sort::Named => {
                mention.kind = ActorKind::Person;
                if let Some(name) = &draft.name {
                    mention.label = name.tokens.clone();
                }
                if let Some(entry) = entry {
                    mention.person = self.ids[entry as usize];
                    if mention.sides.is_empty() {
                        mention.sides.extend(self.sides[entry as usize]);
                    }
                }
                if let Some(person) = mention.person {
                    for office in &draft.offices {
                        if let Some(key) = key(scene, office, mention.sides.first().copied()) {
                            self.recent.by_head.push((key, person));
                        }
                    }
                }
                self.recent.push(mention.person, mention.sides.first().copied());
            }
            Sort::Office => {
                mention.kind = ActorKind::Office;
                if let Some(office) = draft.offices.first() {
                    mention.label = office.tokens.clone();
                    if office.number == Number::One {
                        let side = draft.sides.first().copied();
                        mention.person = key(scene, office, side).and_then(|key| self.recent.holder(&key));
                        if let Some(person) = mention.person {
                            mention.kind = ActorKind::Person;
                            let known = self.side_of.get(person as usize).copied().flatten();
                            if mention.sides.is_empty() {
                                mention.sides.extend(known);
                            }
                        } else if mention.sides.is_empty() {
                            if office.possessive {
                                mention.sides.extend(side_before(scene, self.drafts, at, office));
                            } else if !matches!(
                                office.grade,
                                Grade::Scholar | Grade::Press | Grade::Counterpart
                            ) {
                                mention.sides.extend(self.default);
                            }
                        }
                    }
                }
                self.recent.push(mention.person, mention.sides.first().copied());
            }
            Sort::State => {
                mention.kind = ActorKind::State;
                self.recent.push(None, mention.sides.first().copied());
            }
            Sort::Body => {
                mention.kind = ActorKind::Body;
                if mention.sides.is_empty() {
                    mention.sides.extend(self.default);
                }
                self.recent.push(None, mention.sides.first().copied());
            }
            Sort::Unnamed => mention.kind = ActorKind::Unnamed,
            Sort::Joint => {
                mention.kind = ActorKind::Joint;
                joint(scene, draft, &self.recent, &mut mention);
            }
        }
        mention
    }

    /// Later mentions by one word of the name, between drafts.
    fn surnames(&mut self, tokens: std::ops::Range<usize>, cast: &mut Cast) {
        let scene = self.scene;
        if self.roll.is_empty() {
            return;
        }
        for i in tokens {
            if !scene.is_word(i) {
                continue;
            }
            let (mut id, mut affixes) = (self.roll.by_surname(scene.word(i)), Affixes::empty());
            if id.is_none()
                && let Some((stem, letter)) = proclitic(scene, i)
            {
                (id, affixes) = (self.roll.by_surname(stem), letter);
            }
            // A common word names nobody, unless a proclitic was taken off it.
            if id.is_none()
                || matches!(kind(scene, i), Kind::NoWord | Kind::Closed)
                || affixes.is_empty() && kind(scene, i) == Kind::Common
            {
                continue;
            }
            let Some(entry) = id else { continue };
            let side = self.sides[entry as usize];
            let person = self.ids[entry as usize];
            self.recent.push(person, side);
            cast.mentions.push(Mention {
                tokens: i..i + 1,
                label: i..i + 1,
                kind: ActorKind::Person,
                person,
                members: SmallVec::new(),
                sides: side.into_iter().collect(),
                affixes,
            });
        }
    }
}

/// Who was named lately.
struct Recent {
    /// Persons with an office, by the office's head, the latest last.
    by_head: Vec<(OfficeKey, PersonId)>,
    /// Persons and sides of the latest mentions, the latest last.
    last: SmallVec<[(Option<PersonId>, Option<Side>); 8]>,
    /// How often each side was named so far.
    named: Vec<(Side, u32)>,
}

/// What an office-only mention and a person's office must share.
#[derive(Debug, Clone, PartialEq)]
struct OfficeKey {
    /// The head's entry's lemma.
    head: String,
    /// What the office deals with (`خارجية`), if its first complement says so.
    portfolio: Option<String>,
    side: Option<Side>,
}

impl Recent {
    fn push(&mut self, person: Option<PersonId>, side: Option<Side>) {
        if person.is_none() && side.is_none() {
            return;
        }
        if self.last.len() == 8 {
            self.last.remove(0);
        }
        self.last.push((person, side));
        if let Some(side) = side.filter(|s| *s != Side::ORG) {
            match self.named.iter_mut().find(|(known, _)| *known == side) {
                Some((_, times)) => *times += 1,
                None => self.named.push((side, 1)),
            }
        }
    }

    /// The two sides that a text told of two sides is about: of those named lately, the two that were named most. A
    /// company or an organisation cited in passing is no party.
    fn principals(&self) -> Option<[Side; 2]> {
        let lately = |side: Side| self.last.iter().rev().position(|(_, s)| *s == Some(side));
        let mut sides: SmallVec<[(Side, u32, usize); 8]> = self
            .named
            .iter()
            .filter_map(|(side, times)| Some((*side, *times, lately(*side)?)))
            .collect();
        sides.sort_by_key(|(side, times, age)| (!side.is_state(), std::cmp::Reverse(*times), *age));
        match sides[..] {
            // In the order in which the text brings them on.
            [(a, ..), (b, ..), ..] => {
                let first = self.named.iter().find(|(side, _)| *side == a || *side == b)?.0;
                Some(if first == a { [a, b] } else { [b, a] })
            }
            _ => None,
        }
    }

    /// The last person whose office has the same head and no other side.
    fn holder(&self, key: &OfficeKey) -> Option<PersonId> {
        self.by_head
            .iter()
            .rev()
            .take(64)
            .find(|(k, _)| k.answers(key))
            .map(|(_, person)| *person)
    }
}

impl OfficeKey {
    /// Whether `asked`, an office without a name, may be this one: the same head, no other portfolio, no other side.
    /// The bare head (`الوزير`) is any of its kind, but `الرئيس` is no president of a council.
    fn answers(&self, asked: &OfficeKey) -> bool {
        self.head == asked.head
            && (self.portfolio == asked.portfolio
                || asked.portfolio.is_none()
                    && (asked.side.is_none() || asked.side == self.side)
                    && self.head != "رئيس")
            && (asked.side.is_none() || self.side == asked.side)
    }
}

/// The two last persons, or the two principal sides, before a joint voice.
fn joint(scene: &Stage<'_>, draft: &Draft, state: &Recent, mention: &mut Mention) {
    let of = scene
        .notes
        .get(draft.tokens.start, Class::Joint)
        .map_or("any", |hit| &*scene.entry(hit).value);
    if matches!(of, "persons" | "ministers" | "rulers") {
        let mut seen: SmallVec<[Side; 4]> = SmallVec::new();
        for (person, side) in state.last.iter().rev() {
            let (Some(person), Some(side)) = (person, side) else {
                continue;
            };
            if seen.len() < 2 && !seen.contains(side) {
                seen.insert(0, *side);
                mention.members.insert(0, *person);
            }
        }
        if mention.sides.is_empty() && seen.len() == 2 {
            mention.sides = seen.into_iter().collect();
        }
    }
    if mention.sides.is_empty()
        && let Some(pair) = state.principals()
    {
        mention.sides = pair.into_iter().collect();
    }
    if mention.members.len() != 2 {
        mention.members.clear();
    }
}

/// The key of an office on a side.
fn key(scene: &Stage<'_>, office: &Office, side: Option<Side>) -> Option<OfficeKey> {
    let entry = scene.lexicon.entry(office.head?);
    // The head's own words are those of its lemma; the first after them is the portfolio, unless it tells a side.
    let first = office.tokens.start
        + entry
            .lemma
            .split('/')
            .next()
            .unwrap_or("")
            .split_whitespace()
            .count();
    let named = first < office.tokens.end
        && !scene.is(first, Class::Demonym)
        && !scene.is(first, Class::State)
        && !scene.is(first, Class::Body)
        && scene
            .notes
            .get(first, Class::OfficePart)
            .is_none_or(|h| &*scene.lexicon.entry(h.entry).value != "qualifier");
    Some(OfficeKey {
        head: entry.lemma.to_string(),
        portfolio: named.then(|| {
            let word = scene.word(first);
            word.strip_prefix("ال").unwrap_or(word).to_owned()
        }),
        side,
    })
}

/// A word without the و, ف, ل or ب written to it.
fn proclitic<'s>(scene: &'s Stage<'_>, i: usize) -> Option<(&'s str, Affixes)> {
    let word = scene.word(i);
    [
        ('و', Affixes::WA),
        ('ف', Affixes::FA),
        ('ل', Affixes::LI),
        ('ب', Affixes::BI),
    ]
    .into_iter()
    .find_map(|(letter, affix)| {
        word.strip_prefix(letter)
            .filter(|r| r.chars().count() >= 3)
            .map(|r| (r, affix))
    })
}
