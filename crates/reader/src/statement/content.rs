//! Where the content of a statement begins, and how it is tied to its verb. Where it ends: [`super::ending`].

pub(super) use super::ending::{end, in_quotes, trim};

use super::trigger::{Form, Kind, Trigger, noted};
use crate::{cast::Cast, scene::Scene};
use mahdar_lexicon::{Affixes, Class, Takes};

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
            // وقع مع نظيره اتفاقا: the adjunct ends with its name.
            adjunct = 0;
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
            _ if is_adverb(word) => {}
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
pub(super) fn speaks(scene: &Scene<'_>, i: usize) -> bool {
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

/// Adjuncts of one word, behind which the object may stand at once (`أكد مجددا التزام`، `أعلن السبت تعليق`).
pub(super) fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "مجددا"
            | "ايضا"
            | "كذلك"
            | "مرارا"
            | "اخيرا"
            | "دائما"
            | "امس"
            | "فيه"
            | "فيها"
            | "به"
            | "بها"
            | "معه"
            | "معها"
            | "له"
            | "لها"
            | "خلاله"
            | "خلالها"
            | "بدوره"
            | "بدورها"
            | "الاثنين"
            | "الثلاثاء"
            | "الاربعاء"
            | "الخميس"
            | "الجمعه"
            | "السبت"
            | "الاحد"
    )
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

/// Words that open an attribution.
pub(super) fn attributes(word: &str) -> bool {
    matches!(
        word,
        "بحسب" | "حسب" | "وفقا" | "وفق" | "حسبما" | "وبحسب" | "ووفقا"
    )
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
