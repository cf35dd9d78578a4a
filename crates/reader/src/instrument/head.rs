//! Whether a noun names an instrument: is it one definite document?

use super::{
    Mention,
    complement::{Complements, complements},
};
use crate::scene::Scene;
use mahdar_lexicon::{Affixes, Class, Features, Hit};
use mahdar_record::InstrumentStatus;

/// How far before a noun a verb of signing governs it.
const GOVERNED: usize = 6;

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
        governed: governed(scene, hit.start as usize, sentence_start) == Some(InstrumentStatus::Signed),
        sure: 0.9,
    })
}

fn headed(scene: &Scene<'_>, hit: &Hit, sentence_start: usize, limit: usize) -> Option<Mention> {
    let entry = scene.entry(hit);
    let kind = entry.instrument_kind()?;
    let (start, after) = (hit.start as usize, hit.end as usize);
    let article =
        hit.affixes.contains(Affixes::AL) || scene.word(start).starts_with("ال") && after == start + 1;
    let c = complements(scene, start, after, limit, article);
    let before = if start > sentence_start {
        scene.word(start - 1)
    } else {
        ""
    };
    let plural = entry.features.intersects(Features::PLURAL | Features::DUAL);
    let phrase_definite =
        after > start + 1 && (start..after).any(|j| scene.word(j).contains("ال") && scene.word(j).len() > 6);
    let definite = article || c.definite || phrase_definite;
    let alone = c.name.is_empty() && c.weight() == 0;
    let governed = governed(scene, start, sentence_start);
    if counted(scene, start, before) {
        return None;
    }
    let mut resumed = false;
    let sure: f64 = match &*entry.extra {
        "whole" => 0.88,
        "number" => {
            if !c.number && !matches!(scene.word(after.saturating_sub(1)), "رقم") {
                // «القرار 2254»
                return None;
            }
            0.85
        }
        "draft" => {
            if alone {
                return None;
            }
            0.7
        }
        "joint" => {
            if plural {
                return None;
            }
            0.75
        }
        "bound" => {
            let named = if article {
                c.proper || c.making
            } else {
                c.proper || (c.definite && governed.is_some())
            };
            if !named || (plural && !c.proper) {
                return None;
            }
            0.6
        }
        note @ ("plain" | "act") => {
            if note == "act" && is_act(scene, hit, before, after, &c) {
                return None;
            }
            if plural {
                if !definite || !(c.making || c.parties || (c.definite && !article)) {
                    return None;
                }
                0.6
            } else if article {
                if alone {
                    resumed = true;
                }
                if c.weight() == 0 && !c.proper && c.name.is_empty() {
                    0.4
                } else {
                    0.85
                }
            } else if phrase_definite || c.definite {
                0.8
            } else if c.parties && (governed.is_some() || c.weight() > 1 || c.proper) {
                0.75
            } else if governed.is_some_and(|s| s != InstrumentStatus::Proposed)
                && (c.weight() > 0 || !c.name.is_empty())
            {
                0.7
            } else if c.provides || c.making {
                0.6
            } else if governed.is_some() && (c.weight() > 0 || after > start + 1 && !alone) {
                0.55
            } else {
                return None;
            }
        }
        _ => return None,
    };
    if denied(before) {
        return None;
    }
    Some(Mention {
        tokens: start..c.end,
        name: start..c.name.end.max(after),
        affixes: hit.affixes,
        kind,
        known: None,
        status: if &*entry.extra == "draft" {
            Some(InstrumentStatus::Proposed)
        } else {
            status(scene, hit, sentence_start, &c)
        },
        complements: c,
        resumed,
        definite,
        article,
        governed: governed == Some(InstrumentStatus::Signed),
        sure,
    })
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
        || start > 0 && scene.text.kind(start - 1) == mahdar_text::TokenKind::Number
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
            let future = hit.affixes.contains(Affixes::SA) || entry.features.contains(Features::IMPERFECT);
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
