//! Where the content of a statement begins and where it ends.

use super::trigger::{Form, Kind, Trigger, noted};
use crate::{cast::Cast, scene::Scene};
use mahdar_lexicon::{Affixes, Class, Takes};
use std::ops::Range;

/// How a trigger's content is tied to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// أن، إن، with or without a pronoun or a preposition.
    That,
    /// A colon or an opening quotation mark.
    Direct,
    /// A preposition that the trigger takes.
    Preposition,
    /// A direct object, or a pronoun written to the verb.
    Object,
}

impl Tie {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Tie::That => "that",
            Tie::Direct => "direct",
            Tie::Preposition => "preposition",
            Tie::Object => "object",
        }
    }
}

/// The beginning of a content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beginning {
    pub tie: Tie,
    /// The tie's own token (the preposition, `أن`, the colon); for an object its first word.
    pub at: usize,
    /// The first token after the tie.
    pub first: usize,
}

/// Words that may stand between a verb and its content, in tokens.
const REACH: usize = 42;

/// Looks for the content of `trigger` up to token `limit`.
pub(super) fn beginning(
    scene: &Scene<'_>,
    cast: &Cast,
    trigger: &Trigger<'_>,
    limit: usize,
) -> Option<Beginning> {
    let takes = trigger.entry.takes;
    let last = limit.min(trigger.end + REACH);
    let close = trigger.noted("weak");
    let nominal = matches!(trigger.form, Form::Noun | Form::Carried | Form::Predicate);
    let mut object = None;
    let mut i = trigger.end;
    let mut adjunct = 0usize;
    while i < last {
        let word = scene.word(i);
        // أكد حرصه على أن: the object that binds or judges is the content, not the أن behind it.
        if let Some(at) = object.filter(|&at| telling(scene, at)) {
            return Some(Beginning {
                tie: Tie::Object,
                at,
                first: at,
            });
        }
        if that(word) && takes.intersects(Takes::AN | Takes::INNA) {
            return Some(Beginning {
                tie: Tie::That,
                at: i,
                first: i + 1,
            });
        }
        if takes.contains(Takes::QUOTE) && opens_speech(scene, i) {
            return Some(Beginning {
                tie: Tie::Direct,
                at: i,
                first: i + 1,
            });
        }
        // A noun's own genitive may stand before its preposition (التزام الحكومة بالسلام); a verb's object ends the search.
        if (object.is_none() || nominal && i <= trigger.end + 8)
            && let Some(first) = preposition(scene, cast, takes, i)
        {
            if that(scene.word(first)) {
                return Some(Beginning {
                    tie: Tie::That,
                    at: i,
                    first: first + 1,
                });
            }
            return Some(Beginning {
                tie: Tie::Preposition,
                at: i,
                first,
            });
        }
        if let Some(mention) = cast.covering(i) {
            i = mention.tokens.end.max(i + 1);
            continue;
        }
        // ، وفق بيان …،: a parenthesis between the verb and its content.
        if matches!(word, "،" | ",")
            && attributes(scene.word(i + 1))
            && let Some(comma) = (i + 2..last).find(|&j| matches!(scene.word(j), "،" | ","))
        {
            i = comma + 1;
            continue;
        }
        if i > trigger.end && (new_clause(scene, i) || speaks(scene, i)) {
            break;
        }
        match word {
            "." | "؟" | "!" | "؛" => break,
            "،" | "," | "(" | "-" | "–" => adjunct = 0,
            _ if is_adjunct(word) => adjunct = 4,
            _ if adjunct > 0 => adjunct -= 1,
            _ => {
                if object.is_none() && scene.is_word(i) && takes.contains(Takes::OBJECT) {
                    object = Some(i);
                }
            }
        }
        if close && i > trigger.end + 16 {
            break;
        }
        i += 1;
    }
    if trigger.hit.enclitic.is_some() && trigger.form == Form::Finite && takes.contains(Takes::OBJECT) {
        return Some(Beginning {
            tie: Tie::Object,
            at: trigger.end,
            first: trigger.end,
        });
    }
    if takes.contains(Takes::OBJECT)
        && let Some(at) = object
    {
        return Some(Beginning {
            tie: Tie::Object,
            at,
            first: at,
        });
    }
    // A verb with nothing but its subject and its object's names (أدانت مصر إسرائيل).
    let first = cast.covering(trigger.end)?.tokens.end;
    (takes.contains(Takes::OBJECT) && first < limit && scene.is_word(first)).then_some(Beginning {
        tie: Tie::Object,
        at: first,
        first,
    })
}

/// Whether a finite verb of speech that is hardly anything else stands at `i`.
fn speaks(scene: &Scene<'_>, i: usize) -> bool {
    scene.is(i, Class::Speech)
        && scene.notes.at(i).iter().any(|h| {
            h.class == Class::Speech
                && h.enclitic.is_none()
                && scene.entry(h).is_finite()
                && !noted(scene.entry(h), "weak")
                && (Affixes::WA | Affixes::FA).contains(h.affixes)
        })
}

/// `أن`، `إن` with their pronouns, also behind ب.
pub(super) fn that(word: &str) -> bool {
    let bare = word.strip_prefix('ب').unwrap_or(word);
    matches!(
        bare,
        "ان" | "انه"
            | "انها"
            | "انهم"
            | "انهما"
            | "اننا"
            | "انني"
            | "اني"
            | "انهن"
            | "انك"
            | "انكم"
            | "انا"
            | "الا"
    ) && (bare != "انا" && bare != "الا" || bare.len() != word.len())
}

/// Whether the object at token `at` tells by itself what is said: will, commitment, or a judgement (`أهمية`).
fn telling(scene: &Scene<'_>, at: usize) -> bool {
    scene.notes.at(at).iter().any(|h| {
        matches!(h.class, Class::Will | Class::Commit | Class::Modal)
            // حرص and عزم are spelt as the perfect is; where an object stands they are nouns.
            && (!scene.entry(h).is_finite() || scene.entry(h).features == mahdar_lexicon::Features::PERFECT)
            && !h.affixes.contains(Affixes::AL)
    })
}

/// A colon before words, or an opening quotation mark.
fn opens_speech(scene: &Scene<'_>, i: usize) -> bool {
    match scene.word(i) {
        ":" => i + 1 < scene.text.len(),
        "«" | "“" | "\"" | "”" | "''" | "'" | "„" => true,
        _ => false,
    }
}

/// If a preposition that `takes` allows stands at `i`, the first token of what it governs.
fn preposition(scene: &Scene<'_>, cast: &Cast, takes: Takes, i: usize) -> Option<usize> {
    if cast.covering(i).is_some_and(|m| m.tokens.start < i) {
        return None;
    }
    let word = scene.word(i);
    let alone = match word {
        "علي" => Takes::ALA,
        "الي" => Takes::ILA,
        "عن" => Takes::AN_ABOUT,
        "في" => Takes::FI,
        "من" => Takes::MIN,
        _ => Takes::empty(),
    };
    if !alone.is_empty() {
        return takes.intersects(alone).then_some(i + 1);
    }
    if takes.contains(Takes::BI) && is_bi(scene, i) {
        return Some(i);
    }
    let li = takes.intersects(Takes::LI | Takes::ILA) && is_li(scene, i);
    li.then_some(i)
}

/// Whether ب is written to word `i` as a preposition.
pub(super) fn is_bi(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.word(i);
    if word == "ب" {
        return true;
    }
    let Some(rest) = word.strip_prefix('ب') else {
        return false;
    };
    if rest.starts_with("ال") || that(rest) || rest.starts_with("ما") && rest.len() <= 6 {
        return rest.len() > 4 && !matches!(word, "بالتالي" | "بالاضافه" | "بالذكر" | "بالفعل" | "بالامس");
    }
    let known = scene.notes.at(i);
    if known.iter().any(|h| h.affixes.contains(Affixes::BI)) {
        return true;
    }
    rest.chars().count() >= 3
        && known.is_empty()
        && !matches!(
            word,
            "بعد"
                | "بين"
                | "بعض"
                | "بشان"
                | "بسبب"
                | "بينما"
                | "بدوره"
                | "بدورها"
                | "بحسب"
                | "بلاده"
                | "بلادها"
                | "بيان"
                | "برنامج"
                | "بلدان"
                | "بداية"
                | "بدايه"
                | "بحضور"
                | "بشكل"
                | "بصوره"
                | "بصفته"
                | "بلدين"
                | "بقيه"
        )
}

/// Whether ل is written to word `i` as a preposition.
fn is_li(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.word(i);
    if word.starts_with("لل") {
        return true;
    }
    word.starts_with('ل')
        && scene
            .notes
            .at(i)
            .iter()
            .any(|h| h.affixes.contains(Affixes::LI) || h.affixes.contains(Affixes::WA | Affixes::LI))
}

/// Words that open an adjunct between a verb and its content.
pub(super) fn is_adjunct(word: &str) -> bool {
    matches!(
        word,
        "عام"
            | "العام"
            | "سنه"
            | "شهر"
            | "فيه"
            | "فيها"
            | "به"
            | "بها"
            | "له"
            | "لها"
            | "لهم"
            | "عنه"
            | "عنها"
            | "عليه"
            | "عليها"
            | "منه"
            | "منها"
            | "اليه"
            | "اليها"
            | "معه"
            | "معها"
            | "خلاله"
            | "خلالها"
            | "خلالهما"
            | "في"
            | "خلال"
            | "اليوم"
            | "امس"
            | "لدي"
            | "عقب"
            | "امام"
            | "بعد"
            | "قبل"
            | "اثناء"
            | "مساء"
            | "صباح"
            | "يوم"
            | "ضمن"
            | "علي"
            | "من"
            | "ايضا"
            | "كذلك"
            | "مجددا"
            | "عبر"
            | "مع"
            | "لوكاله"
            | "ل"
            | "حول"
            | "بشان"
            | "ردا"
            | "تعليقا"
            | "الي"
            | "عن"
            | "بدوره"
            | "بدورها"
            | "دائما"
            | "الاثنين"
            | "الثلاثاء"
            | "الاربعاء"
            | "الخميس"
            | "الجمعه"
            | "السبت"
            | "الاحد"
            | "بوضوح"
            | "بشده"
            | "مرارا"
            | "مره"
            | "اخيرا"
    ) || word.starts_with("لل") && word.len() > 6
        || word.starts_with("بال") && word.len() > 8
}

/// A word that can only open another clause.
fn new_clause(scene: &Scene<'_>, i: usize) -> bool {
    matches!(
        scene.word(i),
        "بينما"
            | "فيما"
            | "لكن"
            | "ولكن"
            | "كما"
            | "حيث"
            | "حين"
            | "وكان"
            | "وكانت"
            | "وقال"
            | "واضاف"
    )
}

/// One past the last token of a content that begins at `first`, within the sentence from `from` to `limit`. `next`
/// tells whether a trigger that opens its own clause begins at a token. A content that begins inside quotation marks
/// ends with them.
pub(super) fn end(
    scene: &Scene<'_>,
    from: usize,
    first: usize,
    limit: usize,
    next: impl Fn(usize) -> bool,
) -> usize {
    // The tie itself may be the opening mark.
    let tie = first.checked_sub(1).map_or("", |t| scene.word(t));
    let (mut straight, mut depth) = (tie == "\"", i32::from(matches!(tie, "«" | "“")));
    let base = !straight && depth == 0 && in_quotes(scene, from, first);
    let mut i = first;
    while i < limit {
        let word = scene.word(i);
        if base && depth == 0 && i > first && matches!(word, "\"" | "»" | "”") {
            break;
        }
        match word {
            "\"" => straight = !straight,
            "«" | "“" => depth += 1,
            "»" | "”" => depth = (depth - 1).max(0),
            _ => {}
        }
        let inside = straight || depth > 0;
        if i > first && !inside && (next(i) || breaks(scene, i)) {
            break;
        }
        i += 1;
    }
    trim(scene, first..i)
}

/// Whether an odd number of straight marks, or an unclosed opening mark, stands between `from` and `to`.
pub(super) fn in_quotes(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    let (mut straight, mut depth) = (false, 0i32);
    for i in from..to {
        match scene.word(i) {
            "\"" => straight = !straight,
            "«" | "“" => depth += 1,
            "»" | "”" => depth -= 1,
            _ => {}
        }
    }
    straight || depth > 0
}

/// Whether the content ends before token `i`: an attribution tail, a clause about something else.
fn breaks(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.word(i);
    let after_comma = i > 0 && matches!(scene.word(i - 1), "،" | ",");
    // ، كما بحث الوزيران; ، والتقى: another event.
    if after_comma && (tells(scene, i) || word == "كما" && (tells(scene, i + 1) || speaks(scene, i + 1))) {
        return true;
    }
    match word {
        _ if attributes(word) => after_comma || i > 0 && scene.word(i - 1) == "\"",
        "فيما" | "بينما" => {
            after_comma || !matches!(scene.word(i + 1), "يتعلق" | "يخص" | "بين" | "بينهما")
        }
        "جاء" | "وجاء" => matches!(scene.word(i + 1), "ذلك" | "هذا") && after_comma,
        "وذلك" => matches!(
            scene.word(i + 1),
            "خلال" | "في" | "علي" | "لدي" | "اثناء" | "عقب" | "بعد" | "وفق" | "ردا"
        ),
        "حين" => scene.word(i - 1) == "في" && i > 1 && matches!(scene.word(i - 2), "،" | ","),
        _ => false,
    }
}

/// Whether a finite verb of meeting, travelling, discussing or signing stands at `i`, bare or behind و.
fn tells(scene: &Scene<'_>, i: usize) -> bool {
    scene.notes.at(i).iter().any(|h| {
        matches!(
            h.class,
            Class::Meet | Class::Travel | Class::Discuss | Class::Sign
        ) && scene
            .entry(h)
            .features
            .contains(mahdar_lexicon::Features::PERFECT)
            && h.enclitic.is_none()
            && (Affixes::WA | Affixes::FA).contains(h.affixes)
    })
}

/// Words that open an attribution.
fn attributes(word: &str) -> bool {
    matches!(
        word,
        "بحسب" | "حسب" | "وفقا" | "وفق" | "حسبما" | "وبحسب" | "ووفقا"
    )
}

/// Cuts signs and dangling connectives off the end of `tokens`; a closing mark stays where its opening is inside.
pub(super) fn trim(scene: &Scene<'_>, tokens: Range<usize>) -> usize {
    let mut end = tokens.end;
    // More signs than this at one place are no writing, and each costs a look over the content.
    let least = tokens.end.saturating_sub(12).max(tokens.start + 1);
    while end > least {
        let word = scene.word(end - 1);
        let connective = matches!(
            word,
            "و" | "كما" | "ثم" | "فيما" | "بينما" | "في" | "حيث" | "ومن" | "قد" | "وقد" | "حين"
        );
        let sign = match word {
            "»" | "”" | "\"" | "''" | ")" => {
                let mut opened = tokens.start.saturating_sub(1)..end - 1;
                let (open, close) = match word {
                    "»" => ("«", "»"),
                    "”" => ("“", "”"),
                    ")" => ("(", ")"),
                    _ => (word, ""),
                };
                let count = opened.clone().filter(|&j| scene.word(j) == open).count();
                let closed = opened.by_ref().filter(|&j| scene.word(j) == close).count();
                if close.is_empty() {
                    count % 2 == 0
                } else {
                    count <= closed
                }
            }
            _ => {
                !scene.is_word(end - 1)
                    && scene.text.kind(end - 1) != mahdar_text::TokenKind::Number
                    && !matches!(word, "%" | "٪")
            }
        };
        if !connective && !sign {
            break;
        }
        end -= 1;
    }
    end
}

/// Whether a weak trigger has what it needs: أن, direct speech, or its preposition close by.
pub(super) fn convincing(trigger: &Trigger<'_>, beginning: &Beginning) -> bool {
    if !noted(trigger.entry, "weak") {
        return true;
    }
    if trigger.noted("tight") && beginning.at > trigger.end + 6 {
        return false;
    }
    let near = beginning.at <= trigger.end + 12;
    match beginning.tie {
        Tie::That | Tie::Direct => true,
        Tie::Preposition => near,
        Tie::Object => trigger.kind != Kind::Speech || trigger.form != Form::Noun,
    }
}
