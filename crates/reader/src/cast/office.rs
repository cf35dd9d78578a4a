//! Office phrases: from the head noun to the last complement.

use super::name::{Before, name};
use super::stage::Stage;
use super::words::{Kind, closes, kind};
use mahdar_lexicon::{Affixes, Class, Enclitic, Features};
use mahdar_record::Side;
use smallvec::SmallVec;
use std::ops::Range;

/// What sort of office, from the lexicon's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grade {
    /// Acts for a state or body.
    Official,
    /// Head of state or government.
    Ruler,
    /// Sent by one side to another.
    Envoy,
    /// Speaks for somebody.
    Voice,
    /// Of a party or movement.
    Party,
    /// Comments on their own word.
    Scholar,
    /// Reporter.
    Press,
    /// `نظيره`: the same office on another side.
    Counterpart,
}

/// How many holders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    One,
    Two,
    Many,
}

/// One office phrase.
#[derive(Debug, Clone)]
pub(super) struct Office {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What sort.
    pub grade: Grade,
    /// How many holders.
    pub number: Number,
    /// The sides named inside it.
    pub sides: SmallVec<[Side; 2]>,
    /// Whose office it is, where a pronoun says so (`وزير خارجيته`).
    pub possessive: bool,
    /// Whether it stands with the article or a complement, so that it points to somebody.
    pub definite: bool,
    /// Whether a movement, party or company is its body: its side is ORG whatever nationality follows.
    pub organisation: bool,
    /// Whether nothing but the head stands there (`الوزير`).
    pub bare: bool,
    /// Proclitics on its head.
    pub affixes: Affixes,
    /// The head's entry; none for a counterpart.
    pub head: Option<mahdar_lexicon::EntryId>,
}

/// Where the phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// Before a name, or alone.
    Before,
    /// After a name: prepositional complements belong to it.
    After,
    /// The name of a body: it takes no complement with a preposition.
    Body,
}

/// Longest office phrase, in tokens.
const LONGEST: usize = 24;

/// Reads an office phrase from token `at`.
pub(super) fn office(scene: &Stage<'_>, at: usize, position: Position) -> Option<Office> {
    let classes = scene.notes.classes(at);
    if classes.has(Class::Counterpart) {
        return counterpart(scene, at);
    }
    let hit = scene
        .notes
        .at(at)
        .iter()
        .find(|h| h.class == Class::OfficeHead && !h.affixes.intersects(Affixes::KA | Affixes::SA))?;
    let entry = scene.entry(hit);
    let grade = match &*entry.value {
        "ruler" => Grade::Ruler,
        "envoy" => Grade::Envoy,
        "voice" => Grade::Voice,
        "party" => Grade::Party,
        "scholar" => Grade::Scholar,
        "press" => Grade::Press,
        _ => Grade::Official,
    };
    let number = number(entry.features, scene.word(at));
    let last = hit.end as usize - 1;
    let article = hit.affixes.contains(Affixes::AL)
        || scene.word(last).starts_with("ال")
        || last > at && ends_definite(scene, last);
    let mut office = Office {
        tokens: at..hit.end as usize,
        grade,
        number,
        sides: SmallVec::new(),
        possessive: hit.enclitic.is_some(),
        definite: article || hit.enclitic.is_some(),
        organisation: grade == Grade::Party,
        bare: true,
        affixes: hit.affixes,
        head: Some(hit.entry),
    };
    if matches!(hit.enclitic, Some(Enclitic::Speaker)) && number == Number::One {
        // وزيري: the construct dual, or my minister; the press means the dual.
        office.possessive = false;
        office.definite = false;
        office.number = Number::Two;
    }
    complements(scene, &mut office, position);
    office.bare = office.tokens.end == hit.end as usize;
    Some(office)
}

fn ends_definite(scene: &Stage<'_>, last: usize) -> bool {
    scene.is(last, Class::State)
}

fn number(features: Features, _word: &str) -> Number {
    if features.contains(Features::DUAL) {
        Number::Two
    } else if features.contains(Features::PLURAL) {
        Number::Many
    } else {
        Number::One
    }
}

fn counterpart(scene: &Stage<'_>, at: usize) -> Option<Office> {
    let hit = scene.notes.get(at, Class::Counterpart)?;
    let word = scene.word(at);
    let number = if word.contains("نظرا") {
        Number::Many
    } else if word.ends_with("يه") || word.ends_with("يها") || word.ends_with("اه") {
        Number::Two
    } else {
        Number::One
    };
    let mut office = Office {
        tokens: at..hit.end as usize,
        grade: Grade::Counterpart,
        number,
        sides: SmallVec::new(),
        possessive: false,
        definite: true,
        organisation: false,
        bare: true,
        affixes: hit.affixes,
        head: None,
    };
    complements(scene, &mut office, Position::Before);
    office.bare = office.tokens.end == hit.end as usize;
    Some(office)
}

/// What the phrase awaits next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// A noun in the genitive: the last noun has neither article nor pronoun.
    Genitive,
    /// An adjective, a joined noun or a preposition, or nothing.
    Closed,
}

/// Takes the complements in.
fn complements(scene: &Stage<'_>, office: &mut Office, position: Position) {
    let start = office.tokens.start;
    let mut i = office.tokens.end;
    let mut state = if office.definite {
        State::Closed
    } else {
        State::Genitive
    };
    let mut nationality = false;
    let mut after_preposition = false;
    let line_ends = |i: usize| scene.text.tokens().get(i).is_none_or(|t| t.starts_line);
    while i - start < LONGEST && !line_ends(i) {
        if !scene.is_word(i) {
            match quoted(scene, i) {
                Some(end)
                    if state == State::Genitive
                        || body_before(scene, i)
                        || position == Position::Before
                            && matches!(scene.word(end), "،" | ",")
                            && end - i < 8 =>
                {
                    i = end;
                    state = State::Closed;
                    continue;
                }
                _ => {
                    if scene.word(i) == "#" && scene.is_word(i + 1) {
                        i += 1;
                        continue;
                    }
                    break;
                }
            }
        }
        if position == Position::Body && body_ends(scene, i) {
            break;
        }
        let step = match state {
            State::Genitive => genitive(scene, office, i, &mut nationality, after_preposition),
            State::Closed => closed(
                scene,
                office,
                i,
                position,
                &mut nationality,
                &mut after_preposition,
            ),
        };
        match step {
            Some((end, next)) => {
                i = end;
                state = next;
            }
            None => break,
        }
    }
    // A preposition or a sign left hanging is not part of it.
    while i > office.tokens.start + 1
        && (!scene.is_word(i - 1) && !matches!(scene.word(i - 1), "\"" | "»" | "”")
            || (i > office.tokens.end && preposition(scene, i - 1)))
    {
        i -= 1;
    }
    if i > office.tokens.end {
        office.definite = true;
    }
    office.tokens.end = i.max(office.tokens.end);
}

/// Whether a body's name cannot go on at token `i`: a preposition, or an office (`إدارة الرئيس …`).
fn body_ends(scene: &Stage<'_>, i: usize) -> bool {
    let hits = scene.notes.at(i);
    let prepositional = hits.iter().any(|h| {
        h.affixes.intersects(Affixes::LI | Affixes::BI)
            && !matches!(h.class, Class::GivenName | Class::FamilyName)
    });
    prepositional && kind(scene, i) == Kind::Common
        || hits
            .iter()
            .any(|h| h.class == Class::OfficeHead && h.affixes.contains(Affixes::AL))
        || matches!(scene.word(i), "لدي" | "باسم" | "عام")
}

fn preposition(scene: &Stage<'_>, i: usize) -> bool {
    matches!(
        scene.word(i),
        "في" | "لدي" | "الي" | "عن" | "علي" | "باسم" | "حول" | "بشان" | "من" | "بـ"
    )
}

/// The end of a quotation that opens at token `i` and is at most eight tokens long.
fn quoted(scene: &Stage<'_>, i: usize) -> Option<usize> {
    let close = match scene.word(i) {
        "\"" => "\"",
        "«" => "»",
        "“" | "”" => "”",
        _ => return None,
    };
    (i + 2..i + 10).find(|&j| scene.word(j) == close).map(|j| j + 1)
}

fn body_before(scene: &Stage<'_>, i: usize) -> bool {
    i > 0 && scene.is(i - 1, Class::BodyHead)
}

/// Notes the side of a state, body or nationality; the first one named is the office's, later ones only where
/// there are several holders.
fn note_side(office: &mut Office, side: Option<Side>, after_preposition: bool) {
    let Some(side) = side else { return };
    // What stands behind a preposition is where an envoy is sent, not whom they stand for.
    if after_preposition && (!office.sides.is_empty() || office.grade == Grade::Envoy) {
        return;
    }
    if (office.sides.is_empty() || office.number != Number::One) && !office.sides.contains(&side) {
        office.sides.push(side);
    }
}

/// A named place or body at token `i`: its end and side. States before nationalities: `دولة ليبيا`.
fn entity(scene: &Stage<'_>, i: usize) -> Option<(usize, Option<Side>, Affixes)> {
    scene
        .notes
        .at(i)
        .iter()
        .find(|h| {
            matches!(
                h.class,
                Class::Body | Class::NationalBody | Class::State | Class::Capital | Class::City
            ) && !h.affixes.contains(Affixes::AL)
        })
        .map(|h| (h.end as usize, scene.entry(h).side(), h.affixes))
}

/// A word in the genitive.
fn genitive(
    scene: &Stage<'_>,
    office: &mut Office,
    i: usize,
    nationality: &mut bool,
    after_preposition: bool,
) -> Option<(usize, State)> {
    let word = scene.word(i);
    if let Some((end, side, affixes)) = entity(scene, i)
        && affixes.is_empty()
    {
        // A nationality of one word that is a state's name too (السعودية) is the state here.
        note_side(office, side, after_preposition);
        return Some((end, State::Closed));
    }
    if closes(scene, i) {
        // مندوب مصر لدى …, متحدث باسم …, عضو في …: an indefinite head with a preposition.
        if opens_complement(scene, i) && i + 1 < scene.text.len() {
            return Some((i + 1, State::Genitive));
        }
        return None;
    }
    if word == "باسم" {
        return Some((i + 1, State::Genitive));
    }
    if let Some(hit) = scene.notes.get(i, Class::Demonym)
        && !hit.affixes.contains(Affixes::WA)
    {
        note_side(office, scene.entry(hit).side(), after_preposition);
        *nationality = true;
        return Some((hit.end as usize, State::Closed));
    }
    if let Some(hit) = scene.notes.get(i, Class::BodyHead)
        && !hit.affixes.intersects(Affixes::WA | Affixes::BI | Affixes::LI)
    {
        let entry = scene.entry(hit);
        office.organisation |= &*entry.value == "org" && !after_preposition;
        if hit.enclitic.is_some() {
            office.possessive = true;
            return Some((hit.end as usize, State::Closed));
        }
        let definite =
            hit.affixes.contains(Affixes::AL) || scene.word(hit.end as usize - 1).starts_with("ال");
        return Some((
            hit.end as usize,
            if definite { State::Closed } else { State::Genitive },
        ));
    }
    if let Some(hit) = scene.notes.get(i, Class::OfficePart)
        && !hit.affixes.intersects(Affixes::WA)
    {
        let qualifier = &*scene.entry(hit).value == "qualifier";
        let last = hit.end as usize - 1;
        let definite = scene.word(last).starts_with("ال") || qualifier;
        return Some((
            hit.end as usize,
            if definite { State::Closed } else { State::Genitive },
        ));
    }
    if let Some(hit) = scene.notes.get(i, Class::OfficeHead)
        && !hit.affixes.intersects(Affixes::WA | Affixes::BI)
    {
        if hit.enclitic.is_some() {
            office.possessive = true;
            return Some((hit.end as usize, State::Closed));
        }
        let definite =
            hit.affixes.contains(Affixes::AL) || scene.word(hit.end as usize - 1).starts_with("ال");
        return Some((
            hit.end as usize,
            if definite { State::Closed } else { State::Genitive },
        ));
    }
    let here = kind(scene, i);
    // عمدة مدينة …, محافظ إقليم …: the place may be in no list.
    if here >= Kind::Unknown
        && i > 0
        && scene
            .notes
            .get(i - 1, Class::OfficePart)
            .is_some_and(|h| &*scene.entry(h).value == "place")
    {
        return Some((i + 1, State::Closed));
    }
    if here == Kind::Sure && !word.starts_with("ال") {
        return None;
    }
    // A noun with a pronoun: خارجيته، بلاده.
    if ["ته", "تها", "تهم", "بلاده", "بلادها"]
        .iter()
        .any(|e| word.ends_with(e))
        && word.len() >= 10
    {
        office.possessive = true;
        return Some((i + 1, State::Closed));
    }
    if word.starts_with("ال") {
        return Some((i + 1, State::Closed));
    }
    let verb = word.starts_with('ي') && word.len() >= 8
        || scene
            .notes
            .at(i)
            .iter()
            .any(|h| h.affixes.is_empty() && scene.entry(h).is_finite());
    if here == Kind::Common && !verb {
        return Some((i + 1, State::Genitive));
    }
    None
}

/// Prepositions after which an office phrase may go on.
fn opens_complement(scene: &Stage<'_>, i: usize) -> bool {
    matches!(scene.word(i), "لدي" | "باسم")
}

/// What follows a noun that is complete.
fn closed(
    scene: &Stage<'_>,
    office: &mut Office,
    i: usize,
    position: Position,
    nationality: &mut bool,
    after_preposition: &mut bool,
) -> Option<(usize, State)> {
    let word = scene.word(i);
    if word == "باسم" {
        return Some((i + 1, State::Genitive));
    }
    if matches!(word, "باسمه" | "باسمها" | "باسمهم") {
        office.possessive = true;
        return Some((i + 1, State::Closed));
    }
    if matches!(word, "ببلاده" | "ببلادها" | "ببلادنا") && office.grade == Grade::Envoy {
        return Some((i + 1, State::Closed));
    }
    if word == "لدي" {
        *after_preposition = true;
        return Some((i + 1, State::Genitive));
    }
    if matches!(word, "في" | "الي" | "عن" | "حول" | "بشان") && position != Position::Body {
        return prepositional(scene, office, i, position, after_preposition);
    }
    if closes(scene, i) {
        return None;
    }
    let plural = office.number != Number::One;
    let joined_part = scene
        .notes
        .get(i, Class::OfficePart)
        .filter(|h| h.affixes.contains(Affixes::WA) && h.end - h.start > 1 && !*nationality);
    if let Some(hit) = joined_part {
        return Some((hit.end as usize, State::Closed));
    }
    if let Some(hit) = scene.notes.get(i, Class::Demonym) {
        let joined = hit.affixes.contains(Affixes::WA);
        let definite = hit.affixes.contains(Affixes::AL);
        if (definite || office.sides.is_empty() && !scene.word(i - 1).starts_with("ال"))
            && !hit.affixes.intersects(Affixes::BI | Affixes::LI)
            && (!joined || plural && *nationality)
        {
            note_side(office, scene.entry(hit).side(), *after_preposition);
            *nationality = true;
            return Some((hit.end as usize, State::Closed));
        }
        if joined {
            return None;
        }
    }
    if (plural || office.grade == Grade::Envoy && named_after(scene, entity(scene, i).map_or(i, |e| e.0)))
        && let Some((end, side, affixes)) = entity(scene, i)
        && affixes == Affixes::WA
        && !office.sides.is_empty()
    {
        note_side(office, side, false);
        return Some((end, State::Closed));
    }
    // للشؤون، للأمم المتحدة، بالقاهرة، بالجامعة
    if let Some((end, side, affixes)) = entity(scene, i)
        && affixes.intersects(Affixes::LI | Affixes::BI)
        && !affixes.contains(Affixes::WA)
    {
        let belongs = affixes.contains(Affixes::LI)
            || position == Position::After
            || office.grade == Grade::Envoy
            || named_after(scene, end);
        if !belongs {
            return None;
        }
        // الممثلة السامية للاتحاد الأوروبي stands for the body; المبعوث الخاص لليبيا is sent to the state.
        let sent =
            office.grade == Grade::Envoy && (affixes.contains(Affixes::BI) || !scene.is(i, Class::Body));
        if !sent {
            note_side(office, side, !office.sides.is_empty());
        }
        *after_preposition = true;
        return Some((end, State::Closed));
    }
    if let Some(hit) = scene.notes.get(i, Class::BodyHead)
        && hit.affixes.intersects(Affixes::LI | Affixes::BI)
        && !hit.affixes.contains(Affixes::WA)
    {
        let entry = scene.entry(hit);
        office.organisation |= &*entry.value == "org" && office.sides.is_empty();
        let definite = hit.affixes.contains(Affixes::AL) || word.starts_with("لل");
        return Some((
            hit.end as usize,
            if definite { State::Closed } else { State::Genitive },
        ));
    }
    if let Some(hit) = scene.notes.get(i, Class::OfficePart) {
        let qualifier = &*scene.entry(hit).value == "qualifier";
        let end = hit.end as usize;
        if hit.affixes.contains(Affixes::WA) {
            let joined_adjective =
                qualifier && scene.is(i - 1, Class::OfficePart) && office.affixes.contains(Affixes::AL);
            if *nationality && !joined_adjective || qualifier && !joined_adjective && !named_after(scene, end)
            {
                return None;
            }
            return Some((end, State::Closed));
        }
        if hit.affixes.is_empty() || hit.affixes == Affixes::LI {
            if qualifier {
                let definite = word.starts_with("ال");
                return (definite || !scene.word(i - 1).starts_with("ال")).then_some((end, State::Closed));
            }
            if hit.affixes == Affixes::LI || word.starts_with("لل") || word.starts_with("لش") {
                let open = !scene.word(end - 1).starts_with("ال") && !word.starts_with("لل");
                return Some((end, if open { State::Genitive } else { State::Closed }));
            }
            return None;
        }
        if hit.affixes == (Affixes::LI | Affixes::AL) {
            return Some((end, State::Closed));
        }
    }
    // حزب الحرية والعدالة, رئيس مصلحة الدمغة والموازين: a joined noun that nothing else claims.
    if word.starts_with("وال")
        && !*nationality
        && kind(scene, i) == Kind::Common
        && !scene.notes.at(i).iter().any(|h| {
            matches!(
                h.class,
                Class::OfficeHead
                    | Class::Honorific
                    | Class::BodyHead
                    | Class::Joint
                    | Class::State
                    | Class::Demonym
            )
        })
        && (i >= 2
            && scene
                .notes
                .get(i - 2, Class::BodyHead)
                .is_some_and(|h| &*scene.entry(h).value == "org")
            || position == Position::After && matches!(kind(scene, i + 1), Kind::NoWord | Kind::Closed))
    {
        return Some((i + 1, State::Closed));
    }
    if word.starts_with("لل") && kind(scene, i) == Kind::Common && !*nationality {
        return Some((i + 1, State::Closed));
    }
    if *nationality || !word.starts_with("ال") {
        return None;
    }
    // A further adjective or noun with the article: only what looks like an adjective, and never a title or a name.
    let classes = scene.notes.classes(i);
    if classes.has(Class::OfficeHead)
        || classes.has(Class::Honorific)
        || classes.has(Class::BodyHead)
        || classes.has(Class::Joint)
        || classes.has(Class::State)
        || classes.has(Class::Meet)
        || kind(scene, i) == Kind::Sure
    {
        return None;
    }
    let adjective = word.ends_with("ي") || word.ends_with("يه");
    (adjective && kind(scene, i) == Kind::Common).then_some((i + 1, State::Closed))
}

/// `في كوريا الجنوبية`، `إلى سوريا` after an office.
fn prepositional(
    scene: &Stage<'_>,
    office: &mut Office,
    i: usize,
    position: Position,
    after_preposition: &mut bool,
) -> Option<(usize, State)> {
    let word = scene.word(i);
    let takes = match office.grade {
        Grade::Envoy => matches!(word, "في" | "الي"),
        Grade::Party | Grade::Scholar | Grade::Press => word == "في",
        Grade::Ruler | Grade::Counterpart => false,
        _ => matches!(word, "في" | "عن" | "حول" | "بشان"),
    };
    if !takes {
        return None;
    }
    if let Some((end, side, affixes)) = entity(scene, i + 1)
        && affixes.is_empty()
    {
        let belongs = office.grade == Grade::Envoy || position == Position::After || named_after(scene, end);
        if !belongs {
            return None;
        }
        if office.grade != Grade::Envoy {
            note_side(office, side, true);
        }
        *after_preposition = true;
        return Some((end, State::Closed));
    }
    if scene.is(i + 1, Class::BodyHead) && (position == Position::After || office.grade != Grade::Official) {
        *after_preposition = !office.sides.is_empty();
        return Some((i + 1, State::Genitive));
    }
    None
}

/// Whether a name, perhaps behind a comma and honorifics, follows at token `i`.
fn named_after(scene: &Stage<'_>, i: usize) -> bool {
    let mut at = i;
    if matches!(scene.word(at), "،" | "," | "-") {
        at += 1;
    }
    let comma = at > i;
    let mut titled = false;
    for _ in 0..3 {
        match scene.notes.get(at, Class::Honorific) {
            Some(hit) if hit.affixes.is_empty() => {
                at = hit.end as usize;
                titled = true;
            }
            _ => break,
        }
    }
    let before = if comma && !titled {
        Before::Comma
    } else {
        Before::Title
    };
    name(scene, at, before).is_some_and(|n| {
        n.affixes.is_empty() && (titled || n.listed > 0 && !(comma && n.words == 1) || n.words > 1)
    })
}

/// Reads a body's phrase from the hit of its head: complements go on as in an office phrase.
pub(super) fn body(scene: &Stage<'_>, hit: &mahdar_lexicon::Hit) -> Option<Office> {
    let last = hit.end as usize - 1;
    let features = scene.entry(hit).features;
    let definite = hit.affixes.contains(Affixes::AL) || scene.word(last).starts_with("ال");
    let mut office = Office {
        tokens: hit.tokens(),
        grade: Grade::Official,
        number: number(features, ""),
        sides: SmallVec::new(),
        possessive: false,
        definite,
        organisation: false,
        bare: true,
        affixes: hit.affixes,
        head: None,
    };
    complements(scene, &mut office, Position::Body);
    office.bare = office.tokens.end == hit.end as usize;
    Some(office)
}
