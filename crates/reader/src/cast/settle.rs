//! From drafts to mentions: persons, their offices and sides, and who stands behind an office or joint voice.

use super::find::{Draft, Sort, drafts, office_sides};
use super::office::{Grade, Number, Office};
use super::roll::{Roll, acts};
use super::words::{Kind, kind};
use super::{ActorKind, Cast, Mention, PersonId};
use super::stage::Stage;
use crate::scene::Scene;
use mahdar_lexicon::{Affixes, Class};
use mahdar_record::{Confidence, Office as OfficeRecord, Person, Side};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Finds the cast of a scene.
pub(super) fn settle(scene: &Scene<'_>) -> Cast {
    let scene = &Stage::new(scene);
    let drafts = drafts(scene);
    let mut roll = Roll::default();
    // Who is named with an office or in full enters the roll; a name without any sign of acting does not.
    let mut person_of: Vec<Option<u32>> = vec![None; drafts.len()];
    for (at, draft) in drafts.iter().enumerate() {
        if let Some(name) = &draft.name {
            person_of[at] = Some(roll.enter(scene, at, name.tokens.clone(), name.affixes));
        }
    }
    let default = default_side(scene, &drafts);
    let mut people: Vec<Person> = Vec::new();
    let mut sides: Vec<Option<Side>> = Vec::with_capacity(roll.entries.len());
    let mut ids: Vec<Option<PersonId>> = Vec::with_capacity(roll.entries.len());
    for entry in &roll.entries {
        let side = person_side(scene, &drafts, entry.drafts.as_slice(), default);
        sides.push(side.0);
        if !entry
            .drafts
            .iter()
            .any(|&d| acts(scene, &drafts[d]) || listed_with(scene, &drafts, d))
        {
            ids.push(None);
            continue;
        }
        ids.push(Some(people.len() as PersonId));
        people.push(record(scene, &drafts, entry, side));
    }
    let mut cast = Cast {
        people,
        mentions: Vec::with_capacity(drafts.len()),
    };
    mentions(
        scene, &drafts, &person_of, &roll, &ids, &sides, default, &mut cast,
    );
    cast
}

/// Whether draft `d` is one of a list (`…، وفلان، وفلان`) in which somebody before it holds an office.
fn listed_with(scene: &Stage<'_>, drafts: &[Draft], d: usize) -> bool {
    let mut at = d;
    for _ in 0..8 {
        let here = &drafts[at];
        let joined = here.affixes.contains(Affixes::WA)
            || here
                .name
                .as_ref()
                .is_some_and(|n| n.affixes.contains(Affixes::WA));
        let Some(before) = at.checked_sub(1).map(|b| &drafts[b]) else {
            return false;
        };
        if !joined || before.sort != Sort::Named || here.tokens.start - before.tokens.end > 1 {
            return false;
        }
        if acts(scene, before) {
            return true;
        }
        at -= 1;
    }
    false
}

/// The side that unmarked offices of the document most likely stand on. Each name of a state, nationality or capital
/// is a vote, twice in the first lines; a known person with an unmarked office is five; a nationality inside a person's
/// own office is none, since that marks them off from the side at home. The first must lead clearly.
fn default_side(scene: &Stage<'_>, drafts: &[Draft]) -> Option<Side> {
    let mut votes: FxHashMap<Side, i32> = FxHashMap::default();
    for hit in scene.notes.all() {
        if matches!(
            hit.class,
            Class::State | Class::Demonym | Class::Capital | Class::NationalBody
        ) && let Some(side) = scene.entry(hit).side()
            && side.is_state()
        {
            *votes.entry(side).or_default() += if hit.start < FIRST_LINES { 2 } else { 1 };
        }
    }
    for draft in drafts {
        if draft.sort != Sort::Named {
            continue;
        }
        if let Some(side) = draft.sides.first() {
            *votes.entry(*side).or_default() -= 1;
        } else if !draft.offices.is_empty()
            && let Some(side) = draft
                .name
                .as_ref()
                .and_then(|n| known_side(scene, n.tokens.start))
        {
            *votes.entry(side).or_default() += 5;
        }
    }
    let mut order: Vec<(Side, i32)> = votes.into_iter().collect();
    order.sort_by_key(|(side, n)| (std::cmp::Reverse(*n), *side));
    match order[..] {
        [] => None,
        [(side, n)] if n >= 2 => Some(side),
        [(side, n), (_, m), ..] if n >= 3 && n * 4 >= m * 5 => Some(side),
        _ => None,
    }
}

/// How many tokens count as the first lines.
const FIRST_LINES: u32 = 60;

/// The side of the known person whose name begins at token `i`.
fn known_side(scene: &Stage<'_>, i: usize) -> Option<Side> {
    scene
        .notes
        .get(i, Class::KnownPerson)
        .and_then(|hit| scene.entry(hit).side())
}

/// A person's side and whether it was concluded from the document.
fn person_side(
    scene: &Stage<'_>,
    drafts: &[Draft],
    own: &[usize],
    default: Option<Side>,
) -> (Option<Side>, bool) {
    let mut unaffiliated = false;
    let mut official = false;
    for &d in own {
        let draft = &drafts[d];
        if let Some(side) = draft.sides.first() {
            return (Some(*side), false);
        }
        for office in &draft.offices {
            match office.grade {
                Grade::Scholar | Grade::Press => unaffiliated = true,
                _ => official = true,
            }
        }
    }
    for &d in own {
        if let Some(name) = &drafts[d].name
            && let Some(side) = known_side(scene, name.tokens.start)
        {
            return (Some(side), true);
        }
    }
    // وزير خارجيته، نائبه: the side of who was named last before.
    for &d in own {
        if drafts[d].offices.iter().any(|o| o.possessive)
            && let Some(side) = side_before(drafts, d)
        {
            return (Some(side), true);
        }
    }
    let titled = own.iter().any(|&d| drafts[d].honorific);
    if official || titled && !unaffiliated {
        (default, true)
    } else {
        (None, false)
    }
}

/// The side of the nearest mention before draft `d`.
fn side_before(drafts: &[Draft], d: usize) -> Option<Side> {
    drafts[..d]
        .iter()
        .rev()
        .take(6)
        .find_map(|draft| draft.sides.first().copied())
}

/// The record of a person.
fn record(
    scene: &Stage<'_>,
    drafts: &[Draft],
    entry: &super::roll::Entry,
    (side, inferred): (Option<Side>, bool),
) -> Person {
    let mut offices: Vec<OfficeRecord> = Vec::new();
    for &d in &entry.drafts {
        for office in &drafts[d].offices {
            let title = title(scene, office);
            if title.is_empty() || offices.iter().any(|o| covers(&o.title, &title)) {
                continue;
            }
            offices.retain(|o| !covers(&title, &o.title));
            offices.push(OfficeRecord {
                title,
                side: office_sides(std::slice::from_ref(office))
                    .first()
                    .copied()
                    .or(side),
            });
        }
    }
    // The fullest mention: the one with most offices, then the longest.
    let best = entry
        .drafts
        .iter()
        .copied()
        .max_by_key(|&d| {
            let draft = &drafts[d];
            (
                draft.name.as_ref().map_or(0, |n| n.words.min(3)),
                !draft.offices.is_empty(),
                draft.tokens.len(),
                std::cmp::Reverse(d),
            )
        })
        .unwrap_or(0);
    let quote = scene.quote(drafts[best].tokens.clone());
    let mentions = entry
        .drafts
        .iter()
        .filter(|&&d| d != best)
        .map(|&d| scene.quote(drafts[d].tokens.clone()))
        .collect();
    let named = drafts[best].name.as_ref();
    let confidence = match named {
        Some(n) if !offices.is_empty() && n.listed > 0 => 0.95,
        Some(_) if !offices.is_empty() => 0.85,
        Some(n) if n.listed >= 2 => 0.8,
        _ => 0.6,
    };
    Person {
        name: written(
            scene,
            entry.name.clone(),
            named.map_or(Affixes::empty(), |n| n.affixes),
        ),
        offices,
        side,
        mentions,
        quote,
        confidence: Confidence::new(confidence),
        also: Vec::new(),
        inferred: if inferred && side.is_some() {
            vec!["side".into()]
        } else {
            Vec::new()
        },
        reasons: Vec::new(),
    }
}

/// A name as the document writes it, without a proclitic on its first word.
fn written(scene: &Stage<'_>, tokens: std::ops::Range<usize>, affixes: Affixes) -> String {
    let text = scene.text.slice(tokens);
    let drop = affixes.iter().count();
    text.chars()
        .skip(drop)
        .collect::<String>()
        .replace(['_', '#'], " ")
        .trim()
        .to_owned()
}

/// An office as written, without the و, ل or ب before it.
fn title(scene: &Stage<'_>, office: &Office) -> String {
    let text = scene.text.slice(office.tokens.clone());
    let proclitics = office.affixes - Affixes::AL;
    if proclitics.is_empty() {
        return text.to_owned();
    }
    let cut: String = text.chars().skip(proclitics.iter().count()).collect();
    match cut.strip_prefix('ل') {
        // للرئيس is ل and الرئيس.
        Some(rest)
            if proclitics.contains(Affixes::LI)
                && office.affixes.contains(Affixes::AL)
                && !cut.starts_with("ال") =>
        {
            format!("ال{rest}")
        }
        _ => cut,
    }
}

/// Whether an office says all that another says.
fn covers(long: &str, short: &str) -> bool {
    mahdar_text::fold(long).contains(&mahdar_text::fold(short))
}

#[allow(clippy::too_many_arguments)]
fn mentions(
    scene: &Stage<'_>,
    drafts: &[Draft],
    person_of: &[Option<u32>],
    roll: &Roll,
    ids: &[Option<PersonId>],
    sides: &[Option<Side>],
    default: Option<Side>,
    cast: &mut Cast,
) {
    let mut state = Recent {
        by_head: Vec::new(),
        last: SmallVec::new(),
    };
    let mut from = 0;
    for (at, draft) in drafts.iter().enumerate() {
        surnames(
            scene,
            from..draft.tokens.start,
            roll,
            ids,
            sides,
            &mut state,
            cast,
        );
        from = draft.tokens.end;
        let mention = one(
            scene,
            draft,
            person_of[at],
            drafts,
            at,
            ids,
            sides,
            default,
            &mut state,
        );
        cast.mentions.push(mention);
    }
    surnames(scene, from..scene.text.len(), roll, ids, sides, &mut state, cast);
}

/// Who was named lately.
struct Recent {
    /// Persons with an office, by the office's head, the latest last.
    by_head: Vec<(OfficeKey, PersonId)>,
    /// Persons and sides of the latest mentions, the latest last.
    last: SmallVec<[(Option<PersonId>, Option<Side>); 8]>,
}

/// What an office-only mention and a person's office must share.
#[derive(Debug, Clone, PartialEq)]
struct OfficeKey {
    head: String,
    side: Option<Side>,
}

#[allow(clippy::too_many_arguments)]
fn one(
    scene: &Stage<'_>,
    draft: &Draft,
    entry: Option<u32>,
    drafts: &[Draft],
    at: usize,
    ids: &[Option<PersonId>],
    sides: &[Option<Side>],
    default: Option<Side>,
    state: &mut Recent,
) -> Mention {
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
                mention.person = ids[entry as usize];
                if mention.sides.is_empty() {
                    mention.sides.extend(sides[entry as usize]);
                }
            }
            if let Some(person) = mention.person {
                for office in &draft.offices {
                    if let Some(key) = key(scene, office, mention.sides.first().copied()) {
                        state.by_head.push((key, person));
                    }
                }
            }
            state.push(mention.person, mention.sides.first().copied());
        }
        Sort::Office => {
            mention.kind = ActorKind::Office;
            if let Some(office) = draft.offices.first() {
                mention.label = office.tokens.clone();
                if office.number == Number::One {
                    let side = draft.sides.first().copied();
                    mention.person = key(scene, office, side).and_then(|key| state.holder(&key));
                    if let Some(person) = mention.person {
                        mention.kind = ActorKind::Person;
                        let known = ids
                            .iter()
                            .position(|id| *id == Some(person))
                            .and_then(|e| sides[e]);
                        if mention.sides.is_empty() {
                            mention.sides.extend(known);
                        }
                    } else if mention.sides.is_empty() {
                        if office.possessive {
                            mention.sides.extend(side_before(drafts, at));
                        } else if !matches!(office.grade, Grade::Scholar | Grade::Press | Grade::Counterpart)
                        {
                            mention.sides.extend(default);
                        }
                    }
                }
            }
            state.push(mention.person, mention.sides.first().copied());
        }
        Sort::State => {
            mention.kind = ActorKind::State;
            state.push(None, mention.sides.first().copied());
        }
        Sort::Body => {
            mention.kind = ActorKind::Body;
            if mention.sides.is_empty() {
                mention.sides.extend(default);
            }
            state.push(None, mention.sides.first().copied());
        }
        Sort::Unnamed => mention.kind = ActorKind::Unnamed,
        Sort::Joint => {
            mention.kind = ActorKind::Joint;
            joint(scene, draft, state, &mut mention);
        }
    }
    mention
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
    }

    /// The last person whose office has the same head and no other side.
    fn holder(&self, key: &OfficeKey) -> Option<PersonId> {
        self.by_head
            .iter()
            .rev()
            .take(64)
            .find(|(k, _)| {
                k.head == key.head && (key.side.is_none() || k.side.is_none() || k.side == key.side)
            })
            .map(|(_, person)| *person)
    }
}

/// The two last persons or sides before a joint voice.
fn joint(scene: &Stage<'_>, draft: &Draft, state: &Recent, mention: &mut Mention) {
    let of = scene
        .notes
        .get(draft.tokens.start, Class::Joint)
        .map_or("any", |hit| &*scene.entry(hit).value);
    let mut seen: SmallVec<[Side; 4]> = SmallVec::new();
    for (person, side) in state.last.iter().rev() {
        if seen.len() == 2 {
            break;
        }
        let Some(side) = side else { continue };
        if seen.contains(side) {
            continue;
        }
        seen.push(*side);
        if matches!(of, "persons" | "ministers" | "rulers")
            && let Some(person) = person
        {
            mention.members.insert(0, *person);
        }
    }
    seen.reverse();
    if mention.sides.is_empty() && seen.len() == 2 {
        mention.sides = seen.into_iter().collect();
    }
    if mention.members.len() != 2 {
        mention.members.clear();
    }
}

fn key(scene: &Stage<'_>, office: &Office, side: Option<Side>) -> Option<OfficeKey> {
    let head = office.head?;
    Some(OfficeKey {
        head: scene.lexicon.entry(head).lemma.to_string(),
        side,
    })
}

/// Later mentions by one word of the name, between drafts.
fn surnames(
    scene: &Stage<'_>,
    tokens: std::ops::Range<usize>,
    roll: &Roll,
    ids: &[Option<PersonId>],
    sides: &[Option<Side>],
    state: &mut Recent,
    cast: &mut Cast,
) {
    if roll.is_empty() {
        return;
    }
    for i in tokens {
        if !scene.is_word(i) {
            continue;
        }
        let (mut id, mut affixes) = (roll.by_surname(scene.word(i)), Affixes::empty());
        if id.is_none()
            && let Some((stem, letter)) = proclitic(scene, i)
        {
            (id, affixes) = (roll.by_surname(stem), letter);
        }
        // A common word names nobody, unless a proclitic was taken off it.
        if id.is_none()
            || matches!(kind(scene, i), Kind::NoWord | Kind::Closed)
            || affixes.is_empty() && kind(scene, i) == Kind::Common
        {
            continue;
        }
        let Some(entry) = id else { continue };
        let side = sides[entry as usize];
        let person = ids[entry as usize];
        state.push(person, side);
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
