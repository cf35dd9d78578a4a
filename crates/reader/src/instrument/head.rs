//! Whether a noun names an instrument: is it one definite document?

use super::{
    Features, Mention,
    complement::{Complements, complements},
};
use crate::scene::Scene;
use mahdar_lexicon::{Affixes, Class, Features as LexicalFeatures, Hit};
use mahdar_record::InstrumentStatus;
use smallvec::smallvec;

/// How far before a noun a verb of signing governs it.
const GOVERNED: usize = 10;

/// The mention that begins at token `i`, and how sure it is; `None` where it is none.
pub(super) fn mention_at(
    scene: &Scene<'_>,
    i: usize,
    sentence_start: usize,
    limit: usize,
) -> Option<Mention> {
    let classes = scene.notes.classes(i);
    if classes.has(Class::Instrument) {
        let hit = scene.notes.get(i, Class::Instrument)?;
        // «اتفاق الطاقة» is no «اتفاق»: the longer of the two readings wins.
        let longer = scene
            .notes
            .get(i, Class::InstrumentHead)
            .is_some_and(|h| h.end > hit.end);
        if !longer {
            return known(scene, hit, sentence_start, limit);
        }
    }
    if !classes.has(Class::InstrumentHead) {
        return None;
    }
    scene
        .notes
        .at(i)
        .iter()
        .filter(|h| h.class == Class::InstrumentHead && h.enclitic.is_none())
        .find_map(|hit| headed(scene, hit, sentence_start, limit))
}

fn known(scene: &Scene<'_>, hit: &Hit, sentence_start: usize, limit: usize) -> Option<Mention> {
    let entry = scene.entry(hit);
    let complements = complements(scene, hit.start as usize, hit.end as usize, limit, true);
    let mut features: Features = smallvec!["known by name"];
    complements.say(&mut |feature, when| {
        if when {
            features.push(feature);
        }
    });
    Some(Mention {
        tokens: hit.start as usize..complements.end,
        name: hit.start as usize..hit.end.max(complements.name.end as u32) as usize,
        affixes: hit.affixes,
        kind: entry.instrument_kind()?,
        known: Some(if entry.extra.is_empty() {
            entry.lemma.clone()
        } else {
            entry.extra.clone()
        }),
        status: status(scene, hit, sentence_start, &complements),
        complements,
        resumed: false,
        definite: true,
        article: true,
        plural: false,
        governed: governed(scene, hit.start as usize, sentence_start) == Some(InstrumentStatus::Signed),
        features,
    })
}

fn headed(scene: &Scene<'_>, hit: &Hit, sentence_start: usize, limit: usize) -> Option<Mention> {
    let entry = scene.entry(hit);
    let kind = entry.instrument_kind()?;
    let (start, after) = (hit.start as usize, hit.end as usize);
    let article = hit.affixes.contains(Affixes::AL) || scene.word(start).starts_with("ال");
    let phrase_definite = after > start + 1
        && (start + 1..after).any(|j| scene.word(j).starts_with("ال") && scene.word(j).len() > 6);
    let c = complements(scene, start, after, limit, article || phrase_definite);
    let before = if start > sentence_start {
        scene.word(start - 1)
    } else {
        ""
    };
    let plural = entry
        .features
        .intersects(LexicalFeatures::PLURAL | LexicalFeatures::DUAL);
    let definite = article || c.definite || phrase_definite;
    let alone = c.name.is_empty() && c.weight() == 0;
    let governed = governed(scene, start, sentence_start);
    if counted(scene, start, before) {
        return None;
    }
    let note = &*entry.extra;
    let first = scene.word(c.name.start);
    let admitted = match note {
        "whole" => true,
        "number" => c.number || scene.word(after - 1) == "رقم" || (c.making && issued(scene, after, c.end)),
        "draft" => !alone,
        "joint" => !plural,
        "place" => !article && c.place,
        "bound" => match article {
            true => c.proper || c.making,
            false => c.named_first && (!plural || c.proper),
        },
        "plain" | "act" => {
            !(note == "act" && is_act(scene, hit, before, after, &c))
                && if plural {
                    definite && (c.making || c.parties || (c.definite && !article))
                } else {
                    definite || !alone || (after > start + 1 && governed.is_some())
                }
        }
        _ => false,
    };
    if !admitted || denied(before) {
        return None;
    }
    let resumed = (article || phrase_definite) && alone && matches!(note, "plain" | "act");
    let mut features: Features = smallvec![
        match note {
            "whole" => "head: whole",
            "number" => "head: number",
            "draft" => "head: draft",
            "joint" => "head: joint",
            "place" => "head: of a place",
            "bound" => "head: bound",
            "plain" => "head: plain",
            _ => "head: act",
        },
        if article {
            "definite by article"
        } else if definite {
            "definite by annexation"
        } else {
            "indefinite"
        },
        match governed {
            Some(InstrumentStatus::Signed) => "governed: signed",
            Some(_) => "governed: proposed",
            None => "governed: no",
        },
    ];
    let mut say = |feature, when: bool| {
        if when {
            features.push(feature);
        }
    };
    say("plural", plural);
    say("alone", alone);
    say(
        "indefinite without complements",
        !definite && c.weight() == 0 && !c.proper,
    );
    say(
        "new or other",
        matches!(
            first,
            "جديد" | "جديده" | "افضل" | "اخر" | "اخري" | "بديل" | "شامل" | "حاسم"
        ),
    );
    say(
        "hoped for",
        !definite && matches!(before, "اي" | "لاي" | "باي") || hoped(scene, start, sentence_start),
    );
    c.say(&mut say);
    Some(Mention {
        tokens: start..c.end,
        name: start..c.name.end.max(after),
        affixes: hit.affixes,
        kind,
        known: None,
        status: if note == "draft" {
            Some(InstrumentStatus::Proposed)
        } else {
            status(scene, hit, sentence_start, &c)
        },
        complements: c,
        resumed,
        definite,
        article: article || phrase_definite,
        plural,
        governed: governed == Some(InstrumentStatus::Signed),
        features,
    })
}

/// Whether an international body stands in what is said of a resolution's making.
fn issued(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    scene
        .notes
        .within(from..to)
        .iter()
        .any(|h| h.class == Class::Body)
}

/// `التوصل إلى اتفاق`: what is striven for rather than made.
fn hoped(scene: &Scene<'_>, start: usize, sentence_start: usize) -> bool {
    start >= sentence_start + 2
        && scene.word(start - 1) == "الي"
        && matches!(
            scene.word(start - 2),
            "التوصل" | "للتوصل" | "لتوصل" | "الوصول" | "للوصول" | "توصل"
        )
}

/// The act of agreeing rather than what was agreed: `تم الاتفاق على`، `بالاتفاق مع`.
fn is_act(scene: &Scene<'_>, hit: &Hit, before: &str, after: usize, c: &Complements) -> bool {
    let next = scene.word(after);
    if matches!(next, "علي" | "عليه" | "عليها" | "الا") {
        return true;
    }
    if matches!(
        before,
        "تم" | "وتم"
            | "جري"
            | "سيتم"
            | "يتم"
            | "ويتم"
            | "هناك"
            | "حاله"
            | "حال"
            | "نقاط"
            | "اوجه"
    ) {
        return c.weight() == 0 || before.contains("تم");
    }
    let adverbial = hit.affixes.contains(Affixes::BI) && c.name.is_empty() && next == "مع";
    adverbial || scene.word(hit.end as usize) == "بين" && hit.affixes.contains(Affixes::BI)
}

/// After a number or a word of quantity a plural or a singular of counting is no one document.
fn counted(scene: &Scene<'_>, start: usize, before: &str) -> bool {
    matches!(
        before,
        "عده"
            | "بعض"
            | "عشرات"
            | "مءات"
            | "العديد"
            | "عدد"
            | "اي"
            | "سلسله"
            | "مجموعه"
            | "حزمه"
            | "جميع"
            | "كل"
            | "عشره"
            | "خمس"
            | "ست"
            | "سبع"
            | "ثماني"
            | "تسع"
            | "اربع"
            | "ثلاث"
            | "اربعه"
            | "ثلاثه"
            | "خمسه"
            | "سته"
            | "سبعه"
            | "ثمانيه"
            | "تسعه"
            | "باي"
            | "لاي"
    ) || (start > 1
        && before == "من"
        && matches!(
            scene.word(start - 2),
            "عدد" | "العديد" | "مزيد" | "المزيد" | "عددا" | "سلسله" | "مجموعه"
        ))
        || start > 0
            && scene.text.kind(start - 1) == mahdar_text::TokenKind::Number
            && !super::complement::year(scene, start - 1)
}

fn denied(before: &str) -> bool {
    matches!(before, "لا" | "دون" | "بدون" | "بلا" | "اي" | "غير")
}

/// The status that a verb of signing shortly before gives it.
fn governed(scene: &Scene<'_>, start: usize, sentence_start: usize) -> Option<InstrumentStatus> {
    let from = start.saturating_sub(GOVERNED).max(sentence_start);
    for j in (from..start).rev() {
        if let Some(hit) = scene.notes.get(j, Class::Sign) {
            let entry = scene.entry(hit);
            let future =
                hit.affixes.contains(Affixes::SA) || entry.features.contains(LexicalFeatures::IMPERFECT);
            let ahead =
                (from..j).any(|k| matches!(scene.word(k), "سيتم" | "يتم" | "المقرر" | "المنتظر" | "قبل"));
            return Some(if future || ahead {
                InstrumentStatus::Proposed
            } else {
                InstrumentStatus::Signed
            });
        }
        if matches!(
            scene.word(j),
            "التوصل"
                | "توصلت"
                | "توصل"
                | "لتوصل"
                | "للتوصل"
                | "وضع"
                | "صياغه"
                | "اقتراح"
                | "مشروع"
                | "مسوده"
                | "اعداد"
                | "ابرام"
        ) {
            return Some(InstrumentStatus::Proposed);
        }
        if matches!(scene.word(j), "." | "؛" | ":") {
            return None;
        }
    }
    None
}

fn status(scene: &Scene<'_>, hit: &Hit, sentence_start: usize, c: &Complements) -> Option<InstrumentStatus> {
    let start = hit.start as usize;
    if scene.word(start) == "مشروع" || scene.word(start) == "مسوده" {
        return Some(InstrumentStatus::Proposed);
    }
    if let Some(status) = governed(scene, start, sentence_start) {
        return Some(status);
    }
    let signed = (c.name.end..c.end).any(|j| {
        scene.is(j, Class::Sign) || matches!(scene.word(j), "الموقع" | "الموقعه" | "المبرم" | "المبرمه")
    });
    if signed {
        return Some(InstrumentStatus::Signed);
    }
    let force = (c.end..c.end + 5).any(|j| matches!(scene.word(j), "التنفيذ" | "النفاذ" | "ساريا" | "ساريه"));
    Some(if force {
        InstrumentStatus::InForce
    } else {
        InstrumentStatus::Cited
    })
}
