//! Which mentions name the same instrument.

use super::Mention;
use crate::scene::Scene;
use mahdar_lexicon::Class;
use mahdar_record::{InstrumentKind, Side};
use smallvec::SmallVec;
use std::ops::Range;

/// Most earlier instruments that a mention is compared with, so that a list of a thousand stays linear.
const MEMORY: usize = 24;

/// What is known of one instrument so far.
#[derive(Debug, Default)]
struct Group {
    members: Vec<usize>,
    known: Option<Box<str>>,
    number: Option<String>,
    year: Option<i16>,
    words: SmallVec<[String; 8]>,
    sides: SmallVec<[Side; 4]>,
    line: u32,
    headline: bool,
}

/// Groups the mentions of one instrument; groups in order of first mention.
pub(super) fn groups(scene: &Scene<'_>, mentions: &[Mention]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Group> = Vec::new();
    for (m, mention) in mentions.iter().enumerate() {
        let line = scene
            .text
            .sentences()
            .get(scene.text.sentence_of(mention.tokens.start))
            .map_or(0, |s| s.line);
        let own = Group {
            line,
            headline: line == 0,
            members: vec![m],
            known: mention.known.clone(),
            number: number(scene, mention),
            year: mention
                .tokens
                .clone()
                .find_map(|i| super::complement::year_of(scene, i)),
            words: words(scene, mention),
            sides: sides(scene, mention),
        };
        let recent = groups.len().saturating_sub(MEMORY);
        let exact = (recent..groups.len())
            .rev()
            .find(|&g| named_alike(&own, &groups[g]));
        let same = exact.or_else(|| {
            (recent..groups.len())
                .rev()
                .find(|&g| agrees(mention, &mentions[groups[g].members[0]], &own, &groups[g]))
        });
        match same {
            Some(g) => groups[g].take(own),
            None => groups.push(own),
        }
    }
    groups.into_iter().map(|g| g.members).collect()
}

impl Group {
    fn take(&mut self, own: Group) {
        self.members.extend(own.members);
        self.known = self.known.take().or(own.known);
        self.year = self.year.or(own.year);
        for word in own.words {
            if self.words.len() < 32 && !self.words.contains(&word) {
                self.words.push(word);
            }
        }
        for side in own.sides {
            if self.sides.len() < 16 && !self.sides.contains(&side) {
                self.sides.push(side);
            }
        }
    }
}

/// The same name that everybody knows, or the same number.
fn named_alike(own: &Group, group: &Group) -> bool {
    own.known.is_some() && own.known == group.known || own.number.is_some() && own.number == group.number
}

fn agrees(m: &Mention, first: &Mention, own: &Group, group: &Group) -> bool {
    if !alike(m.kind, first.kind) || own.number != group.number || m.plural != first.plural {
        return false;
    }
    if own.known.is_some() && group.known.is_some() {
        return false;
    }
    if m.resumed || first.resumed && group.words.is_empty() {
        return true;
    }
    if let (Some(a), Some(b)) = (own.year, group.year)
        && a != b
    {
        return false;
    }
    let strangers = !own.sides.is_empty()
        && !group.sides.is_empty()
        && own.sides.iter().all(|s| !group.sides.contains(s));
    if m.kind == InstrumentKind::Statement {
        // One event has one final or joint statement.
        return !strangers || own.words.iter().any(|w| group.words.contains(w));
    }
    if m.kind == InstrumentKind::Resolution {
        return own.words == group.words || own.words.iter().any(|w| group.words.contains(w)) && !strangers;
    }
    let shared = own.words.iter().filter(|w| group.words.contains(w)).count();
    let fewer = own.words.len().min(group.words.len());
    if group.headline && group.members.len() == 1 && m.kind == first.kind && own.line <= 2 {
        // What the headline names without its parties, the lead names with them.
        return !strangers;
    }
    if m.definite && m.article {
        // «الاتفاق» with its making or date alone takes up the nearest.
        let both_told = m.complements.parties && first.complements.parties;
        return !strangers && (fewer == 0 && !both_told || shared > 0);
    }
    if own.known.is_some() || group.known.is_some() {
        return shared > 0 && !strangers;
    }
    shared * 2 >= fewer.max(1)
        || (shared > 0 && same_sides(own, group))
        || fewer == 0 && same_sides(own, group)
}

fn same_sides(a: &Group, b: &Group) -> bool {
    !a.sides.is_empty()
        && !b.sides.is_empty()
        && (a.sides.iter().all(|s| b.sides.contains(s)) || b.sides.iter().all(|s| a.sides.contains(s)))
}

fn alike(a: InstrumentKind, b: InstrumentKind) -> bool {
    use InstrumentKind::{Agreement, Memorandum, Protocol, Treaty};
    a == b
        || matches!(
            (a, b),
            (Agreement, Treaty) | (Treaty, Agreement) | (Agreement, Memorandum) | (Agreement, Protocol)
        )
}

fn number(scene: &Scene<'_>, m: &Mention) -> Option<String> {
    if !m.complements.number {
        return None;
    }
    m.tokens
        .clone()
        .find(|&i| scene.text.kind(i) == mahdar_text::TokenKind::Number)
        .map(|i| scene.word(i).to_owned())
}

fn sides(scene: &Scene<'_>, m: &Mention) -> SmallVec<[Side; 4]> {
    let mut out = SmallVec::new();
    for hit in scene.notes.within(own_words(m)) {
        if matches!(
            hit.class,
            Class::State | Class::Demonym | Class::Capital | Class::Body
        ) && let Some(side) = scene.entry(hit).side()
            && side != Side::ORG
            && !out.contains(&side)
        {
            out.push(side);
        }
    }
    out
}

/// The words of its name and matter that tell an instrument from others of its kind.
fn words(scene: &Scene<'_>, m: &Mention) -> SmallVec<[String; 8]> {
    let mut out = SmallVec::new();
    for i in own_words(m).skip(1).take(14) {
        if !scene.is_word(i) {
            continue;
        }
        if let Some(side) = side_at(scene, i) {
            let code = side.to_string();
            if !out.contains(&code) {
                out.push(code);
            }
            continue;
        }
        let word = scene.word(i);
        let word = word
            .strip_prefix("وال")
            .or(word.strip_prefix("بال"))
            .or(word.strip_prefix("لل"))
            .or(word.strip_prefix("ال"))
            .or(word.strip_prefix('ل').filter(|w| w.len() > 6))
            .unwrap_or(word);
        let word = word.trim_end_matches('ه');
        if word.len() > 4 && !empty(word) && !out.iter().any(|w: &String| w == word) {
            out.push(word.to_owned());
        }
    }
    out
}

/// The tokens that describe an instrument itself; who made it and when is told in clauses behind them.
fn own_words(m: &Mention) -> Range<usize> {
    let told = m.complements.making || !(m.complements.matter || m.complements.parties);
    m.tokens.start..if told { m.name.end } else { m.tokens.end }
}

fn side_at(scene: &Scene<'_>, i: usize) -> Option<Side> {
    scene
        .notes
        .at(i)
        .iter()
        .filter(|h| matches!(h.class, Class::State | Class::Demonym | Class::Capital))
        .find_map(|h| scene.entry(h).side())
        .filter(|s| *s != Side::ORG)
}

/// Words that tell nothing apart.
fn empty(word: &str) -> bool {
    matches!(
        word,
        "بين"
            | "مع"
            | "حول"
            | "بشان"
            | "بخصوص"
            | "ذي"
            | "تي"
            | "موقع"
            | "مبرم"
            | "عام"
            | "في"
            | "علي"
            | "صادر"
            | "تعاون"
            | "تفاهم"
            | "مشترك"
            | "ختامي"
            | "تم"
            | "توصل"
            | "خلال"
            | "بلدين"
            | "جانبين"
            | "طرفين"
            | "مجال"
            | "مجالات"
            | "جديد"
            | "حالي"
            | "سابق"
            | "رقم"
            | "عن"
            | "من"
            | "قايم"
            | "مذكور"
            | "دولي"
            | "دولتين"
            | "اول"
            | "ثاني"
            | "تاريخي"
            | "نهايي"
            | "هذا"
            | "هذه"
            | "متعلق"
            | "خاص"
            | "صل"
            | "ذات"
    )
}
