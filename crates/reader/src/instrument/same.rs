//! Which mentions name the same instrument.

use super::Mention;
use crate::scene::Scene;
use mahdar_lexicon::Class;
use mahdar_record::{InstrumentKind, Side};
use smallvec::SmallVec;

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
}

/// Groups the mentions of one instrument; groups in order of first mention.
pub(super) fn groups(scene: &Scene<'_>, mentions: &[Mention]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Group> = Vec::new();
    for (m, mention) in mentions.iter().enumerate() {
        let own = Group {
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
        let same = (recent..groups.len())
            .rev()
            .find(|&g| agrees(mention, &mentions[groups[g].members[0]], &own, &groups[g]));
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

fn agrees(m: &Mention, first: &Mention, own: &Group, group: &Group) -> bool {
    if !alike(m.kind, first.kind) || own.number != group.number {
        return false;
    }
    if own.number.is_some() {
        return true;
    }
    if let (Some(a), Some(b)) = (&own.known, &group.known) {
        return a == b;
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
    if m.definite && m.article {
        // «الاتفاق» with its making or date alone takes up the nearest.
        return !strangers && (fewer == 0 || shared > 0);
    }
    if own.known.is_some() || group.known.is_some() {
        return shared > 0 && !strangers;
    }
    shared * 2 >= fewer.max(1)
        || (shared > 0 && same_sides(own, group))
        || fewer == 0 && same_sides(own, group)
}

fn same_sides(a: &Group, b: &Group) -> bool {
    !a.sides.is_empty() && a.sides.iter().all(|s| b.sides.contains(s))
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
    for hit in scene.notes.within(m.tokens.clone()) {
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
    let matter = if m.complements.matter || m.complements.parties {
        m.tokens.end
    } else {
        m.name.end
    };
    for i in (m.tokens.start + 1..matter).take(14) {
        if !scene.is_word(i) {
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
