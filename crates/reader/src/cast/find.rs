//! One walk over the text that finds where actors are named, before anybody is tied to anybody.

use super::name::{Before, Name, name};
use super::office::{Grade, Number, Office, Position, office};
use super::stage::Stage;
use super::words::{Kind, closes, kind};
use mahdar_lexicon::{Affixes, Class, Classes, Features};
use mahdar_record::Side;
use smallvec::SmallVec;
use std::ops::Range;

/// What a draft names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A person by name.
    Named,
    /// A person, or persons, by office alone.
    Office,
    /// A state or a capital that stands for it.
    State,
    /// A body.
    Body,
    /// A joint voice.
    Joint,
    /// An unnamed speaker.
    Unnamed,
}

/// A mention as found, not yet tied to a person.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub tokens: Range<usize>,
    pub sort: Sort,
    pub name: Option<Name>,
    pub offices: SmallVec<[Office; 2]>,
    pub honorific: bool,
    /// Sides that its own words name.
    pub sides: SmallVec<[Side; 2]>,
    pub affixes: Affixes,
    /// Whether its office is said before a name by a nationality alone (`والتركي عبدالله جول`).
    pub by_nationality: bool,
}

const STARTS: Classes = Classes::of(Class::OfficeHead)
    .with(Class::Counterpart)
    .with(Class::Honorific)
    .with(Class::GivenName)
    .with(Class::FamilyName)
    .with(Class::NameParticle)
    .with(Class::KnownPerson)
    .with(Class::Joint)
    .with(Class::Body)
    .with(Class::NationalBody)
    .with(Class::BodyHead)
    .with(Class::State)
    .with(Class::Capital)
    .with(Class::Demonym)
    .with(Class::Unnamed);

const NAMES: Classes = Classes::of(Class::GivenName)
    .with(Class::FamilyName)
    .with(Class::NameParticle)
    .with(Class::KnownPerson);

/// Longest line that only names who made the report, in tokens.
const BYLINE: usize = 14;

/// All mentions, in order, without overlap.
pub(super) fn drafts(scene: &Stage<'_>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    let n = scene.text.len();
    let mut i = 0;
    while i < n {
        // إعداد فلان، تحرير فلان: whoever made the report is no actor in it.
        if i > 0
            && matches!(
                scene.word(i - 1),
                "تحرير" | "اعداد" | "بقلم" | "تصوير" | "كتب" | "كتبت" | "ترجمه"
            )
            && let Some(maker) = name(scene, i, Before::Nothing)
        {
            i = maker.tokens.end;
            continue;
        }
        if line_starts(scene, i)
            && matches!(
                scene.word(i),
                "كتب" | "كتبت" | "تحرير" | "اعداد" | "بقلم" | "تصوير" | "ترجمه" | "متابعه"
            )
        {
            let end = (i + 1..i + BYLINE).find(|&j| line_starts(scene, j));
            if let Some(end) = end {
                i = end;
                continue;
            }
        }
        if let Some(blessing) = scene.notes.get(i, Class::Blessing) {
            i = (blessing.end as usize).max(i + 1);
            continue;
        }
        let after_verb = i > 0 && scene.is(i - 1, Class::Speech);
        if (scene.notes.classes(i).meets(STARTS) || after_verb)
            && let Some(draft) = at(scene, i, out.last())
            && draft.tokens.end > i
        {
            i = draft.tokens.end;
            out.push(draft);
        } else {
            i += 1;
        }
    }
    super::attach::attach(scene, &mut out);
    out
}

/// The mention that begins at token `i`; `last` is the one before it.
fn at(scene: &Stage<'_>, i: usize, last: Option<&Draft>) -> Option<Draft> {
    let classes = scene.notes.classes(i);
    if (classes.has(Class::OfficeHead) || classes.has(Class::Counterpart) || classes.has(Class::Honorific))
        && let Some(person) = person(scene, i)
        && !(classes.has(Class::Joint) && person.tokens.len() == 1)
    {
        if person.sort == Sort::Office
            && let Some(named) = named_before(scene, &person, last)
        {
            return Some(named);
        }
        return Some(person);
    }
    if classes.has(Class::Joint) {
        return joint(scene, i);
    }
    if classes.has(Class::Demonym)
        && let Some(draft) = by_nationality(scene, i, last)
    {
        return Some(draft);
    }
    if classes.meets(NAMES) {
        let body = classes.has(Class::State) || classes.has(Class::Body) || classes.has(Class::NationalBody);
        if !body && let Some(found) = name(scene, i, Before::Nothing) {
            return Some(named(scene, i, found, SmallVec::new(), false));
        }
    }
    // قالت … : two unknown words behind a finite verb of saying are a name.
    if i > 0
        && scene.is(i - 1, Class::Speech)
        && scene
            .notes
            .at(i - 1)
            .iter()
            .any(|h| h.class == Class::Speech && h.enclitic.is_none() && scene.entry(h).is_finite())
        && kind(scene, i) >= Kind::Unknown
        && let Some(found) = name(scene, i, Before::Comma)
        && found.words >= 2
    {
        return Some(named(scene, i, found, SmallVec::new(), false));
    }
    if classes.has(Class::Unnamed)
        && let Some(draft) = unnamed(scene, i)
    {
        return Some(draft);
    }
    if classes.has(Class::Body) || classes.has(Class::NationalBody) {
        let hit = scene
            .notes
            .at(i)
            .iter()
            .find(|h| matches!(h.class, Class::Body | Class::NationalBody))?;
        return Some(plain(
            Sort::Body,
            hit.tokens(),
            scene.entry(hit).side(),
            hit.affixes,
        ));
    }
    if classes.has(Class::BodyHead)
        && let Some(draft) = body(scene, i)
    {
        return Some(draft);
    }
    if classes.has(Class::State) {
        let hit = scene
            .notes
            .get(i, Class::State)
            .filter(|h| !h.affixes.contains(Affixes::AL))?;
        // السعودية after a noun with the article is the adjective.
        if classes.has(Class::Demonym)
            && i > 0
            && scene.word(i - 1).starts_with("ال")
            && hit.affixes.is_empty()
        {
            return None;
        }
        return Some(plain(
            Sort::State,
            hit.tokens(),
            scene.entry(hit).side(),
            hit.affixes,
        ));
    }
    if classes.has(Class::Capital) {
        let hit = scene
            .notes
            .get(i, Class::Capital)
            .filter(|h| !h.affixes.contains(Affixes::AL))?;
        if acts(scene, hit.start as usize, hit.end as usize, hit.affixes) {
            return Some(plain(
                Sort::State,
                hit.tokens(),
                scene.entry(hit).side(),
                hit.affixes,
            ));
        }
    }
    None
}

/// Whether a capital at these tokens stands for its government: a verb of saying, meeting or agreeing stands
/// beside it, or it is one of two joined by بين.
fn acts(scene: &Stage<'_>, start: usize, end: usize, affixes: Affixes) -> bool {
    const DEEDS: Classes = Classes::of(Class::Speech)
        .with(Class::Commit)
        .with(Class::Sign)
        .with(Class::Discuss);
    if affixes.contains(Affixes::BI) {
        return false;
    }
    let verb = |i: usize| {
        scene.notes.classes(i).meets(DEEDS)
            && scene
                .notes
                .at(i)
                .iter()
                .any(|h| scene.entry(h).is_finite() && h.enclitic.is_none())
    };
    let before = start
        .checked_sub(1)
        .is_some_and(|i| verb(i) || scene.word(i) == "بين");
    before || verb(end) || start >= 2 && scene.word(start - 2) == "بين" && affixes.contains(Affixes::WA)
}

fn plain(sort: Sort, tokens: Range<usize>, side: Option<Side>, affixes: Affixes) -> Draft {
    Draft {
        tokens,
        sort,
        name: None,
        offices: SmallVec::new(),
        honorific: false,
        sides: side.into_iter().collect(),
        affixes,
        by_nationality: false,
    }
}

/// `الجانبان`, with the nationalities that may follow: `الجانبان المصري والتركي`.
fn joint(scene: &Stage<'_>, i: usize) -> Option<Draft> {
    let hit = scene.notes.get(i, Class::Joint)?;
    let mut draft = plain(Sort::Joint, hit.tokens(), None, hit.affixes);
    while let Some(next) = scene.notes.get(draft.tokens.end, Class::Demonym) {
        if !next.affixes.contains(Affixes::AL) {
            break;
        }
        draft.sides.extend(scene.entry(next).side());
        draft.tokens.end = next.end as usize;
    }
    Some(draft)
}

/// `والتركي عبدالله جول`, `نظيريه الإيراني …`: a nationality that stands for the office said before.
fn by_nationality(scene: &Stage<'_>, i: usize, last: Option<&Draft>) -> Option<Draft> {
    let hit = scene.notes.get(i, Class::Demonym)?;
    if !hit.affixes.contains(Affixes::AL) {
        return None;
    }
    let last = last?;
    let gap = i.checked_sub(last.tokens.end)?;
    if gap > 1
        || last.offices.is_empty()
        || !hit.affixes.contains(Affixes::WA) && gap == 0 && last.sort == Sort::Named
    {
        return None;
    }
    let behind = hit.end as usize;
    let found = name(scene, behind, Before::Title).or_else(|| {
        matches!(scene.word(behind), "،" | ",")
            .then(|| name(scene, behind + 1, Before::Comma))?
            .filter(|n| n.words > 1)
    })?;
    let mut draft = named(scene, i, found, SmallVec::new(), false);
    draft.sides.extend(scene.entry(hit).side());
    draft.by_nationality = true;
    // The office that was said before is meant again: الرئيس الروسي … والإيراني ….
    if let Some(office) = last.offices.first()
        && last.offices.len() == 1
        && office.number == Number::One
        && office.grade != Grade::Counterpart
        && hit.affixes.contains(Affixes::WA)
    {
        let head = office.tokens.start..office.tokens.start + 1;
        draft.offices.push(Office {
            tokens: head,
            sides: draft.sides.clone(),
            bare: true,
            affixes: office.affixes,
            ..office.clone()
        });
    }
    draft.affixes = hit.affixes;
    Some(draft)
}

/// A person at token `i`: offices and honorifics, a name, offices behind it.
fn person(scene: &Stage<'_>, i: usize) -> Option<Draft> {
    let mut offices: SmallVec<[Office; 2]> = SmallVec::new();
    let mut honorific = false;
    let mut at = i;
    let mut comma = false;
    let mut signs = 0;
    let mut titled = false;
    let mut affixes = Affixes::empty();
    loop {
        if at > i && line_starts(scene, at) {
            break;
        }
        let before = if comma { Before::Comma } else { Before::Title };
        let title = scene.notes.get(at, Class::Honorific).filter(|h| {
            let end = h.end as usize;
            // A rank that is an office too (السفير، المستشار) is a rank before a name.
            let also_office = scene.is(at, Class::OfficeHead);
            (at == i || h.affixes.is_empty())
                && (!also_office
                    || name(scene, end, Before::Title).is_some_and(|n| n.listed > 0 || n.words > 1)
                    || scene.is(end, Class::Honorific))
        });
        if let Some(hit) = title {
            if at == i {
                affixes = hit.affixes;
            }
            // A journalist's or lawyer's calling is no sign of office.
            honorific |= &*scene.entry(hit).value != "profession";
            titled = true;
            at = hit.end as usize;
            if scene.word(at) == "." || scene.word(at) == "/" {
                at += 1;
            }
            comma = false;
            continue;
        }
        // An office after و is another holder's, unless one name ends them both.
        let head = (scene.is(at, Class::OfficeHead) || scene.is(at, Class::Counterpart))
            && !(at > i && name_not_office(scene, at));
        if head && (at == i || offices.len() < 4) && !(comma && !offices.is_empty() && honorific) {
            let found = office(scene, at, Position::Before)?;
            if at > i {
                let joined = found.affixes.contains(Affixes::WA);
                let other_side = !found.sides.is_empty()
                    && offices
                        .iter()
                        .any(|o: &Office| !o.sides.is_empty() && o.sides != found.sides);
                let named_next = named_behind(scene, found.tokens.end);
                if comma && !joined
                    || other_side
                    || !named_next
                    || found.affixes.intersects(Affixes::BI | Affixes::LI)
                {
                    break;
                }
            } else {
                affixes = found.affixes;
            }
            at = found.tokens.end;
            // العاهل الأردني الملك …: behind an office the bare head is a style.
            if offices.is_empty() || !(found.bare && found.tokens.len() == 1) {
                offices.push(found);
            }
            comma = false;
            continue;
        }
        if let Some(found) = name(scene, at, before)
            && (at == i || found.affixes.is_empty())
        {
            let plural = offices
                .first()
                .is_some_and(|o| o.number != Number::One && o.sides.len() > 1);
            if !plural {
                let mut draft = named(scene, i, found, offices, honorific);
                draft.affixes = affixes;
                return Some(draft);
            }
        }
        // One comma, dash or opening mark may stand between the office and the name.
        let between = matches!(
            scene.word(at),
            "،" | "," | "-" | "–" | "\"" | "«" | "(" | "#" | ":" | "“"
        ) && signs < 2
            && (!offices.is_empty() || titled);
        if between && scene.text.tokens().get(at + 1).is_some_and(|t| !t.starts_line) {
            at += 1;
            signs += 1;
            comma = true;
            continue;
        }
        break;
    }
    let first = offices.first()?;
    let unnamed = !first.definite
        || first.number == Number::One
            && first.bare
            && !first.affixes.contains(Affixes::AL)
            && first.grade != Grade::Counterpart
            && !definite_head(scene, first);
    let end = offices.last().map_or(at, |o| o.tokens.end);
    if unnamed && first.sides.is_empty() && !scene.is(i, Class::Unnamed) {
        return None;
    }
    let sides = office_sides(&offices);
    Some(Draft {
        tokens: i..end,
        sort: if unnamed || indefinite(scene, first) {
            Sort::Unnamed
        } else {
            Sort::Office
        },
        name: None,
        sides,
        honorific,
        affixes,
        by_nationality: false,
        offices,
    })
}

/// Whether a word that is an office and a name is the name here: `أمين`، `سلطان`، `سفير` behind a title and before a
/// further name.
fn name_not_office(scene: &Stage<'_>, at: usize) -> bool {
    kind(scene, at) >= Kind::Open
        && !scene.word(at).starts_with("ال")
        && (kind(scene, at + 1) >= Kind::Unknown || scene.is(at + 1, Class::NameParticle))
        && !scene.is(at + 1, Class::OfficePart)
        && !scene.is(at + 1, Class::State)
}

/// The name before an office that stands in apposition (`جو سيمون، نائب زعيم الحزب`): two words or more that are in
/// no list of common words. `out` is the last draft, whose tokens are taken.
fn named_before(scene: &Stage<'_>, office: &Draft, last: Option<&Draft>) -> Option<Draft> {
    let first = office.offices.first()?;
    if first.bare
        || first.number != Number::One
        || !office.affixes.is_empty() && office.affixes != Affixes::AL
    {
        return None;
    }
    let taken = last.map_or(0, |d| d.tokens.end);
    let mut end = office.tokens.start;
    if matches!(scene.word(end.checked_sub(1)?), "،" | "," | "-" | "–") {
        end -= 1;
    }
    let mut start = end;
    while start > taken
        && end - start < 4
        && !scene.text.tokens()[start].starts_line
        && kind(scene, start - 1) >= Kind::Unknown
    {
        start -= 1;
    }
    while end - start >= 2 {
        if let Some(found) = name(scene, start, Before::Comma)
            && found.tokens.end == end
            && found.words >= 2
        {
            let draft = named(scene, start, found, SmallVec::new(), false);
            return (!draft.offices.is_empty()).then_some(draft);
        }
        start += 1;
    }
    None
}

/// `الأمين العام`, `رئيس الوزراء`: definite as they stand.
fn definite_head(scene: &Stage<'_>, office: &Office) -> bool {
    let last = office.tokens.end - 1;
    scene.word(last).starts_with("ال") || office.possessive
}

/// An indefinite head with an adjective (`مسؤول أميركي`) tells of nobody in particular.
fn indefinite(scene: &Stage<'_>, office: &Office) -> bool {
    let first = office.tokens.start;
    !office.affixes.contains(Affixes::AL)
        && office.tokens.len() >= 2
        && office.grade != Grade::Counterpart
        && scene
            .notes
            .get(first + 1, Class::Demonym)
            .is_some_and(|h| !h.affixes.contains(Affixes::AL) && !scene.is(first + 1, Class::State))
}

pub(super) fn office_sides(offices: &[Office]) -> SmallVec<[Side; 2]> {
    let mut out: SmallVec<[Side; 2]> = SmallVec::new();
    for office in offices {
        if office.organisation {
            return SmallVec::from_slice(&[Side::ORG]);
        }
        for side in &office.sides {
            if !out.contains(side) && (out.is_empty() || office.number != Number::One) {
                out.push(*side);
            }
        }
    }
    out
}

fn line_starts(scene: &Stage<'_>, i: usize) -> bool {
    scene.text.tokens().get(i).is_none_or(|t| t.starts_line)
}

/// Whether a name follows at token `i`, straight or behind honorifics and a comma.
fn named_behind(scene: &Stage<'_>, i: usize) -> bool {
    let mut at = i;
    if matches!(scene.word(at), "،" | ",") {
        at += 1;
    }
    let mut titles = 0;
    while let Some(hit) = scene.notes.get(at, Class::Honorific)
        && hit.affixes.is_empty()
        && titles < 3
    {
        at = hit.end as usize;
        titles += 1;
        if scene.word(at) == "." {
            at += 1;
        }
    }
    let before = if at > i && titles == 0 {
        Before::Comma
    } else {
        Before::Title
    };
    name(scene, at, before)
        .is_some_and(|n| n.affixes.is_empty() && (before == Before::Title || n.listed > 0 && n.words > 1))
}

/// Whether an office between two names is the first one's: commas stand on both sides of it, or the second name has
/// an office of its own behind it (`محمد …، وزير …، الدكتور أحمد …، رئيس …`).
fn belongs_before(scene: &Stage<'_>, office: &Office, sign: bool) -> bool {
    let mut at = office.tokens.end;
    let closed = matches!(scene.word(at), "،" | ",");
    if sign && closed {
        return true;
    }
    at += usize::from(closed);
    let mut titled = false;
    while let Some(hit) = scene.notes.get(at, Class::Honorific)
        && hit.affixes.is_empty()
        && at < office.tokens.end + 8
    {
        titled = true;
        at = hit.end as usize;
        if scene.word(at) == "." {
            at += 1;
        }
    }
    name(scene, at, Before::Title).is_some_and(|n| {
        if !titled && n.words < 2 {
            return false;
        }
        let end = n.tokens.end;
        let behind = end + usize::from(matches!(scene.word(end), "،" | "," | "-" | "–"));
        scene
            .notes
            .get(behind, Class::OfficeHead)
            .is_some_and(|h| !h.affixes.contains(Affixes::WA))
    })
}

/// Completes a draft that begins at `start` and whose name was found: closing marks, blessings, offices behind.
fn named(
    scene: &Stage<'_>,
    start: usize,
    found: Name,
    mut offices: SmallVec<[Office; 2]>,
    honorific: bool,
) -> Draft {
    let mut end = found.tokens.end;
    let affixes = if start == found.tokens.start {
        found.affixes
    } else {
        Affixes::empty()
    };
    let mut at = end;
    if matches!(scene.word(at), "\"" | "»" | ")" | "”") && found.tokens.start > start {
        at += 1;
        end = at;
    }
    if let Some(hit) = scene.notes.get(at, Class::Blessing) {
        at = hit.end as usize;
        end = at;
    }
    // Offices behind the name.
    let mut behind: SmallVec<[Office; 2]> = SmallVec::new();
    for _ in 0..4 {
        let mut here = at;
        let sign = matches!(scene.word(here), "،" | "," | "-" | "–" | "(" | "ـ");
        if sign {
            here += 1;
        }
        if line_starts(scene, here) {
            break;
        }
        if !scene.is(here, Class::OfficeHead) {
            break;
        }
        let Some(next) = office(scene, here, Position::After) else {
            break;
        };
        let joined = next.affixes.contains(Affixes::WA);
        if next.affixes.intersects(Affixes::BI | Affixes::LI | Affixes::FA)
            || joined && behind.is_empty()
            || next.number != Number::One && !behind.is_empty()
            || next.bare && next.tokens.len() == 1
            || !offices.is_empty() && behind.is_empty() && !sign
            || named_behind(scene, next.tokens.end)
                && !(offices.is_empty() && belongs_before(scene, &next, sign))
        {
            break;
        }
        // An office that was said before the name is not said again behind it: that is the next person.
        if !offices.is_empty()
            && offices
                .iter()
                .any(|o| !o.sides.is_empty() && !next.sides.is_empty() && o.sides != next.sides)
        {
            break;
        }
        at = next.tokens.end;
        end = at;
        if scene.word(at) == ")" {
            end = at + 1;
            at = end;
        }
        behind.push(next);
    }
    // An office of many before one name (`أعضاء المجلس فلان، رئيس …`) is not what that one holds.
    if !behind.is_empty() {
        offices.retain(|o| o.number != Number::Many);
    }
    offices.extend(behind);
    let sides = office_sides(&offices);
    Draft {
        tokens: start..end,
        sort: Sort::Named,
        name: Some(found),
        sides,
        offices,
        honorific,
        affixes,
        by_nationality: false,
    }
}

/// `مسؤول أميركي`, `مصدر دبلوماسي`: an indefinite noun for a speaker and what tells it apart.
fn unnamed(scene: &Stage<'_>, i: usize) -> Option<Draft> {
    let hit = scene.notes.get(i, Class::Unnamed)?;
    if hit.affixes.contains(Affixes::AL) || hit.enclitic.is_some() {
        return None;
    }
    let mut draft = plain(Sort::Unnamed, hit.tokens(), None, hit.affixes);
    let mut at = draft.tokens.end;
    for _ in 0..6 {
        if let Some(next) = scene.notes.get(at, Class::Demonym)
            && !next.affixes.intersects(Affixes::AL | Affixes::BI | Affixes::LI)
        {
            if draft.sides.is_empty() {
                draft.sides.extend(scene.entry(next).side());
            }
            at = next.end as usize;
        } else if let Some(next) = scene.notes.get(at, Class::OfficePart)
            && next.affixes.is_empty()
            && !scene.word(at).starts_with("ال")
        {
            at = next.end as usize;
        } else if matches!(scene.word(at), "في" | "ب" | "من")
            && scene
                .notes
                .at(at + 1)
                .iter()
                .any(|h| matches!(h.class, Class::BodyHead | Class::Body | Class::NationalBody))
        {
            let end = match body(scene, at + 1) {
                Some(body) => {
                    if draft.sides.is_empty() {
                        draft.sides = body.sides;
                    }
                    body.tokens.end
                }
                None => break,
            };
            at = end;
        } else if kind(scene, at) == Kind::Common && !scene.word(at).starts_with("ال") && adjective(scene, at)
        {
            at += 1;
        } else {
            break;
        }
    }
    (at > draft.tokens.end).then(|| {
        draft.tokens.end = at;
        draft
    })
}

/// Whether a word may be an indefinite relative adjective (`دبلوماسي`، `عسكرية`).
fn adjective(scene: &Stage<'_>, i: usize) -> bool {
    let word = scene.word(i);
    !closes(scene, i)
        && word.len() >= 8
        && (word.ends_with("ي") || word.ends_with("يه") || word.ends_with("يون") || word.ends_with("يين"))
}

/// A body by its head noun: `وزارة الخارجية المصرية`, `الحكومة الليبية`, `حزب …`.
fn body(scene: &Stage<'_>, i: usize) -> Option<Draft> {
    if let Some(hit) = scene
        .notes
        .at(i)
        .iter()
        .find(|h| matches!(h.class, Class::Body | Class::NationalBody))
    {
        return Some(plain(
            Sort::Body,
            hit.tokens(),
            scene.entry(hit).side(),
            hit.affixes,
        ));
    }
    let hit = scene.notes.get(i, Class::BodyHead)?;
    if hit.enclitic.is_some() || hit.affixes.intersects(Affixes::KA | Affixes::SA) {
        return None;
    }
    let entry = scene.entry(hit);
    let plural = entry.features.intersects(Features::PLURAL | Features::DUAL);
    let phrase = super::office::body(scene, hit)?;
    let org = phrase.organisation || &*entry.value == "org";
    let side = if org {
        Some(Side::ORG)
    } else {
        phrase.sides.first().copied()
    };
    if side.is_none() && (plural || !phrase.definite || &*entry.value == "any") || org && !phrase.definite {
        return None;
    }
    let mut draft = plain(Sort::Body, phrase.tokens.clone(), side, hit.affixes);
    if plural && !org {
        draft.sides = phrase.sides;
    }
    Some(draft)
}
