//! The parties of one clause, each with the word that governs it.

use super::telling::Stage;
use crate::cast::{ActorKind, Mention};
use mahdar_lexicon::{Affixes, Class, Classes};
use smallvec::SmallVec;
use std::ops::Range;

/// The word that governs a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// None: subject, object or genitive.
    Bare,
    /// `مع`
    With,
    /// `بـ`
    By,
    /// `بين`
    Between,
    /// `إلى`، `لـ`
    To,
    /// `من`
    From,
    /// `في`
    In,
    /// `بحضور`، `برئاسة`، `يرافقه`
    Present,
    /// `عن`، `حول`، `على` and other words after which things are spoken of.
    About,
}

/// A party and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arg<'c> {
    pub mention: &'c Mention,
    pub role: Role,
    /// How many words stand between it and the party, or the start of the walk, before it.
    pub gap: usize,
    /// Whether it is joined to the party before it by و or a comma.
    pub joined: bool,
    /// Whether what is discussed was named before it.
    pub after_topic: bool,
}

/// What was met on the way through a clause.
#[derive(Debug, Default)]
pub(super) struct Walk<'c> {
    pub args: SmallVec<[Arg<'c>; 6]>,
    /// One past the last token that belongs to the clause.
    pub end: usize,
}

/// How a word steers the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Steer {
    Role(Role),
    Topic,
    Stop,
    /// Says nothing (`كل من`، `أيضا`).
    Through,
    None,
}

fn steer(word: &str) -> Steer {
    use Role::*;
    let bare = word.strip_prefix('و').filter(|w| w.len() > 2).unwrap_or(word);
    match bare {
        "مع" => Steer::Role(With),
        "بين" => Steer::Role(Between),
        "في" => Steer::Role(In),
        "الي" => Steer::Role(To),
        "من" => Steer::Role(From),
        "بنحو" | "بعدد" | "بمجموعه" | "بوفد" | "باعضاء" | "بكبار" => {
            Steer::Role(By)
        }
        "بحضور" | "بمشاركه" | "برياسه" | "برفقه" | "بمعيه" | "يرافقه" | "يرافقها" | "برعايه" | "رياسه"
        | "بقياده" => Steer::Role(Present),
        "عن" | "علي" | "ضد" | "تجاه" | "ازاء" | "باسم" | "بدعوه" | "بدون" | "دون" | "حسب" | "بحسب" => {
            Steer::Role(About)
        }
        "حول" | "بشان" | "بخصوص" | "بهدف" | "بغيه" | "سبل" | "تناول" | "تناولت" | "تناولا" | "كيفيه"
        | "بمناسبه" | "لتعزيز" | "لدعم" | "لتطوير" | "لاجل" | "اخر" | "عددا" | "العلاقات" | "التعاون"
        | "تطورات" | "مستجدات" | "قضايا" | "القضايا" | "الازمه" | "ملف" | "مجالات" | "اوجه" | "افاق" => {
            Steer::Topic
        }
        "حيث" | "كما" | "فيما" | "بينما" | "مما" | "لكن" | "الا" | "ان" | "انه" | "انها" | "انهما"
        | "انهم" | "بان" | "بانه" | "بانها" | "لان" | "اذ" | "كي" | "لكي" | "وذلك" | "ذلك" | "ثم" | "منذ"
        | "قبل" | "بعد" | "عقب" | "حتي" | "بعدما" | "قبيل" | "عندما" | "حين" | "حينما" | "اذا" | "لو"
        | "قال" | "مضيفا" | "موضحا" => Steer::Stop,
        "كل" | "كلا" | "كلتا" | "ايضا" | "ضيفه" | "السيد" => Steer::Through,
        _ => Steer::None,
    }
}

/// Whether what is discussed is named from this word on.
pub(super) fn opens_topic(stage: &Stage<'_, '_>, i: usize) -> bool {
    matches!(steer(stage.scene.word(i)), Steer::Topic)
        || stage
            .scene
            .notes
            .get(i, Class::Discuss)
            .is_some_and(|h| h.affixes.contains(Affixes::LI))
}

/// Classes whose finite verbs open another clause.
const VERBS: Classes = Classes::of(Class::Speech)
    .with(Class::Meet)
    .with(Class::Discuss)
    .with(Class::Travel)
    .with(Class::Commit)
    .with(Class::Sign);

/// Longest walk, in tokens: beyond it nothing can belong to the trigger for certain.
const REACH: usize = 60;

/// Walks from `from` to the end of the clause, at the most to `until`. `carriers`: whether light verbs and a relative
/// pronoun at the start belong to the clause, as after a noun of meeting (`اللقاء الذي جمع`).
pub(super) fn walk<'c>(stage: &Stage<'_, 'c>, from: usize, until: usize, carriers: bool) -> Walk<'c> {
    let scene = stage.scene;
    let until = until.min(from + REACH);
    let mut out = Walk {
        end: from,
        ..Walk::default()
    };
    let (mut i, mut role, mut gap, mut near) = (from, Role::Bare, 0usize, 0usize);
    let (mut topic, mut comma) = (false, false);
    let mut last_end = from;
    while i < until {
        if let Some(mention) = stage.starting_at(i) {
            let wa = mention.affixes.contains(Affixes::WA);
            let personal = !matches!(mention.kind, ActorKind::State | ActorKind::Body);
            let joined = wa && gap <= 1 || comma && i == last_end + 1 && !out.args.is_empty();
            let inherits = out
                .args
                .last()
                .filter(|_| joined && i <= last_end + 1)
                .map(|a| a.role);
            let role_here = if mention.affixes.contains(Affixes::BI) {
                Role::By
            } else if mention.affixes.contains(Affixes::LI) {
                Role::To
            } else if role != Role::Bare
                && !(near > 0 && personal && matches!(role, Role::In | Role::To | Role::From | Role::About))
            {
                role
            } else {
                inherits.unwrap_or(Role::Bare)
            };
            let gap_here = if role_here == role && role != Role::Bare {
                near
            } else {
                gap
            };
            out.args.push(Arg {
                mention,
                role: role_here,
                gap: gap_here,
                joined,
                after_topic: topic,
            });
            i = mention.tokens.end.max(i + 1);
            out.end = i;
            last_end = i;
            (role, gap, near, comma) = (Role::Bare, 0, 0, false);
            continue;
        }
        if !scene.is_word(i) {
            match scene.word(i) {
                "،" | "," | "-" | "–" | "/" => comma = true,
                "." | "؛" | ":" | "؟" | "!" | ";" => break,
                "(" | "[" => {
                    if let Some(close) =
                        (i + 1..until.min(i + 25)).find(|&j| matches!(scene.word(j), ")" | "]"))
                    {
                        i = close;
                    }
                }
                _ => {}
            }
            i += 1;
            continue;
        }
        let word = scene.word(i);
        match word {
            "الذي" | "التي" | "اللذين" | "اللذان" | "الذين" | "اللتين" => {
                // After the noun itself the relative clause tells of the meeting; after a party, of the party.
                if !(carriers && out.args.is_empty() && gap <= 6) {
                    break;
                }
                i += 1;
                continue;
            }
            _ => {}
        }
        // بعد ذلك، قبل ذلك: a time, not the head of another clause.
        if matches!(word, "بعد" | "قبل" | "عقب") && scene.word(i + 1) == "ذلك" {
            i += 2;
            continue;
        }
        match steer(word) {
            Steer::Role(new) => {
                if !(new == Role::From && matches!(scene.word(i.wrapping_sub(1)), "كل" | "كلا")) {
                    role = new;
                }
                topic |= matches!(word, "عن" | "علي")
                    && !matches!(
                        scene.word(i + 1),
                        "هامش" | "راس" | "مستوي" | "الجانب" | "هوامش" | "ارض" | "متن" | "الصعيد"
                    );
                near = 0;
                i += 1;
                continue;
            }
            Steer::Topic => {
                topic = true;
                role = Role::Bare;
            }
            Steer::Stop => break,
            Steer::Through => {
                i += 1;
                continue;
            }
            Steer::None => {}
        }
        let hits = scene.notes.at(i);
        if scene.notes.classes(i).meets(VERBS) {
            let opens = hits.iter().any(|h| {
                VERBS.has(h.class)
                    && (h.end - h.start == 1 || h.class != Class::Discuss)
                    && !h.affixes.intersects(Affixes::AL | Affixes::BI | Affixes::KA)
                    && scene.entry(h).is_finite()
            });
            let purpose = hits
                .iter()
                .any(|h| h.class == Class::Discuss && h.affixes.contains(Affixes::LI));
            if purpose {
                topic = true;
                role = Role::Bare;
            } else if opens {
                break;
            }
        }
        if let Some(carry) = hits.iter().find(|h| h.class == Class::Carry) {
            let finite = scene.entry(carry).is_finite()
                && !carry.affixes.intersects(Affixes::AL | Affixes::BI | Affixes::LI);
            if finite && carriers && out.args.is_empty() && gap <= 8 {
                (gap, near) = (0, 0);
                role = Role::Bare;
                i += 1;
                continue;
            }
            if finite && !carriers {
                break;
            }
        }
        if scene.is(i, Class::MeetNoun) && !carriers && i > from {
            let framed = (1..=2).any(|n| scene.is(i.saturating_sub(n), Class::Setting))
                && stage.starting_at(i + 1).is_none()
                && scene.word(i + 1) != "مع"
                && scene
                    .notes
                    .get(i, Class::MeetNoun)
                    .is_some_and(|h| h.enclitic.is_none());
            if !framed {
                break;
            }
            // على هامش اجتماعات قمة المنظمة: the frame's own nouns and whom it names are no parties.
            let mut end = i;
            while end < until && scene.is(end, Class::MeetNoun) {
                end = scene
                    .notes
                    .get(end, Class::MeetNoun)
                    .map_or(end + 1, |h| h.end as usize)
                    .max(end + 1);
            }
            (role, near) = (Role::In, 0);
            let framing = stage
                .starting_at(end)
                .is_some_and(|m| matches!(m.kind, ActorKind::Body | ActorKind::State));
            gap += 1;
            i = end;
            if framing && let Some(frame) = stage.starting_at(end) {
                i = frame.tokens.end.max(end + 1);
                role = Role::Bare;
            }
            continue;
        }
        if stage.is_time(i) {
            // من صباح اليوم الرئيس: the preposition governed the time.
            role = Role::Bare;
        } else {
            gap += 1;
            near += 1;
        }
        if gap > 1 {
            comma = false;
        }
        // A preposition governs the noun phrase next to it only.
        if near > 3 {
            role = Role::Bare;
        }
        i += 1;
    }
    if out.args.is_empty() {
        out.end = i;
    }
    out
}

/// The party before `at` that may be the subject of a verb at `at`, with those joined before it, first to last:
/// `X وY يبحثان`. Words of time and place, auxiliaries and a relative pronoun may stand between.
pub(super) fn before<'c>(stage: &Stage<'_, 'c>, at: usize, start: usize) -> SmallVec<[&'c Mention; 2]> {
    let scene = stage.scene;
    let mut out: SmallVec<[&'c Mention; 2]> = SmallVec::new();
    let mut i = at;
    let (mut skipped, mut relative) = (0, false);
    while i > start {
        let Some(mention) = stage.covering(i - 1) else {
            let light = matches!(
                scene.word(i - 1),
                "،" | ","
                    | "قد"
                    | "كان"
                    | "كانت"
                    | "كانا"
                    | "سوف"
                    | "الذي"
                    | "التي"
                    | "اللذين"
                    | "اللذان"
                    | "ايضا"
                    | ")"
                    | "("
                    | "\""
                    | "»"
                    | "«"
                    | "-"
                    | "لم"
                    | "لن"
                    | "و"
                    | "#"
                    | "حاليا"
                    | "وهو"
            ) || stage.is_time(i - 1)
                || place_word(stage, i - 1);
            if !light || skipped > 10 {
                return out;
            }
            relative |= matches!(scene.word(i - 1), "الذي" | "التي" | "اللذين" | "اللذان");
            skipped += 1;
            i -= 1;
            continue;
        };
        let place_only = mention.kind == ActorKind::State && governor(stage, mention) == Role::In;
        if place_only && out.is_empty() {
            i = mention.tokens.start;
            skipped += 1;
            continue;
        }
        out.insert(0, mention);
        i = mention.tokens.start;
        if !mention.affixes.contains(Affixes::WA) {
            break;
        }
        skipped = 8;
    }
    // The whole chain stands as its first member does.
    if out
        .first()
        .is_some_and(|m| m.affixes.contains(Affixes::WA) && out.len() == 1)
    {
        return out;
    }
    // A relative pronoun takes up whoever stands before it, whatever governs them.
    match out.first() {
        Some(first) if !relative && !matches!(governor(stage, first), Role::Bare) => SmallVec::new(),
        _ => out,
    }
}

fn place_word(stage: &Stage<'_, '_>, i: usize) -> bool {
    let scene = stage.scene;
    matches!(scene.word(i), "في" | "العاصمه" | "مدينه" | "بالعاصمه" | "بمدينه")
        || scene.is(i, Class::City)
        || scene.is(i, Class::Capital)
}

/// The word that governs a mention, seen from the mention itself.
pub(super) fn governor(stage: &Stage<'_, '_>, mention: &Mention) -> Role {
    if mention.affixes.contains(Affixes::BI) {
        return Role::By;
    }
    if mention.affixes.contains(Affixes::LI) {
        return Role::To;
    }
    let Some(before) = mention.tokens.start.checked_sub(1) else {
        return Role::Bare;
    };
    match steer(stage.scene.word(before)) {
        Steer::Role(role) => role,
        _ => Role::Bare,
    }
}

/// Where the clause of token `at` begins, at the earliest: after the last full stop, colon or semicolon before it.
pub(super) fn start(stage: &Stage<'_, '_>, at: usize, sentence: Range<usize>) -> usize {
    let floor = sentence.start.max(at.saturating_sub(REACH));
    (floor..at)
        .rev()
        .find(|&i| matches!(stage.scene.word(i), ":" | "؛" | ";" | "؟" | "!"))
        .map_or(floor, |i| i + 1)
}
