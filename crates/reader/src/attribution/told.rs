//! Sources inside running text: `قالت وكالة …`، `بحسب …`، `نقلت … عن …`، `في مؤتمر صحفي`.

use super::{
    Features, Found,
    phrase::{name_end, opens_content, quoted},
    source::{Note, Source, names_medium, source_at},
};
use crate::{cast::Cast, scene::Scene};
use mahdar_lexicon::{Affixes, Class, Features as LexicalFeatures, Hit};
use mahdar_record::AttributionKind;
use mahdar_text::TokenKind;
use smallvec::SmallVec;
use std::ops::Range;

/// Tokens between a verb of saying and the place or medium of saying it.
const REACH: usize = 24;

/// Adds the sources that one sentence names.
pub(super) fn sources(scene: &Scene<'_>, cast: &Cast, sentence: Range<usize>, found: &mut Vec<Found>) {
    let mut i = sentence.start;
    while i < sentence.end {
        i = match step(scene, cast, i, &sentence, found) {
            Some(next) => next.max(i + 1),
            None => i + 1,
        };
    }
}

/// Tries every rule at token `i`; where one fits, says where to go on.
fn step(
    scene: &Scene<'_>,
    cast: &Cast,
    i: usize,
    sentence: &Range<usize>,
    found: &mut Vec<Found>,
) -> Option<usize> {
    let classes = scene.notes.classes(i);
    if classes.has(Class::AttributionCue) {
        for hit in scene
            .notes
            .at(i)
            .iter()
            .filter(|h| h.class == Class::AttributionCue)
        {
            let entry = scene.entry(hit);
            let next = match &*entry.value {
                "according" => according(scene, cast, hit, sentence.end, found),
                "clause" => clause(scene, cast, hit, sentence.end, found),
                "from" => from(scene, cast, hit, sentence.end, found),
                "say" if entry.is_finite() || entry.features.is_empty() => {
                    said(scene, cast, hit, sentence, found)
                }
                "setting" | "press" => alone(scene, hit, sentence, found),
                _ => None,
            };
            if next.is_some() {
                return next;
            }
        }
    }
    if classes.has(Class::AttributionSource) {
        return unprompted(scene, cast, i, sentence, found);
    }
    None
}

/// `بحسب رويترز`، `وفقا لبيان`: the source's own name follows.
fn according(scene: &Scene<'_>, cast: &Cast, hit: &Hit, end: usize, found: &mut Vec<Found>) -> Option<usize> {
    let source = source_at(scene, cast, hit.end as usize, end)?;
    Some(push(
        found,
        hit.start as usize,
        &source,
        source.kind,
        [],
        "according",
    ))
}

/// `حسبما أفادت الوكالة`، `وفق ما أعلن الوزير`.
fn clause(scene: &Scene<'_>, cast: &Cast, hit: &Hit, end: usize, found: &mut Vec<Found>) -> Option<usize> {
    let verb = hit.end as usize;
    if !says(scene, verb) {
        return None;
    }
    let at = subject(scene, verb + 1, end);
    let setting = setting_within(scene, verb, end);
    if let Some(mut source) = source_at(scene, cast, at, end) {
        let kind = kind_with(&source, setting.as_ref());
        let near = setting.filter(|s| s.tokens.start <= source.tokens.end + 2);
        let extra = near.as_ref().map(|s| setting_feature(s.kind));
        if let Some(setting) = near {
            source.tokens.end = source.tokens.end.max(setting.tokens.end);
        }
        return Some(push(found, hit.start as usize, &source, kind, extra, "clause"));
    }
    let setting = setting?;
    let mut features: Features = SmallVec::new();
    features.extend(["clause", "source: unknown", setting_feature(setting.kind)]);
    found.push(Found {
        tokens: hit.start as usize..setting.tokens.end,
        who: at..setting.tokens.start.max(at + 1),
        kind: setting.kind,
        resumed: false,
        features,
        rule: "clause",
    });
    Some(setting.tokens.end)
}

/// `نقلا عن مصادر`.
fn from(scene: &Scene<'_>, cast: &Cast, hit: &Hit, end: usize, found: &mut Vec<Found>) -> Option<usize> {
    let source = source_at(scene, cast, hit.end as usize, end)?;
    Some(push(found, hit.start as usize, &source, source.kind, [], "from"))
}

/// A verb of saying and its subject, with where it was said.
fn said(
    scene: &Scene<'_>,
    cast: &Cast,
    hit: &Hit,
    sentence: &Range<usize>,
    found: &mut Vec<Found>,
) -> Option<usize> {
    let entry = scene.entry(hit);
    let note = &*entry.extra;
    let start = hit.start as usize;
    let at = subject(scene, hit.end as usize, sentence.end);
    let source = source_at(scene, cast, at, sentence.end);
    let setting = setting_within(scene, hit.end as usize, sentence.end);
    let mut features: Features = SmallVec::new();
    features.push(verb_feature(note));
    features.push(if entry.features.contains(LexicalFeatures::IMPERFECT) {
        "verb open"
    } else {
        "verb completed"
    });
    let Some(source) = source else {
        return with_setting(hit, at, setting?, note, features, found);
    };
    // A medium relays; «نقلت الوزارة سفارتها» moves something.
    if note == "relay" && !matches!(source.note, Note::Medium | Note::Unnamed) {
        return None;
    }
    let setting = setting.filter(|s| s.tokens.start <= source.tokens.end + 10);
    features.push(setting.as_ref().map_or("no setting", |s| setting_feature(s.kind)));
    let kind = kind_with(&source, setting.as_ref());
    let mut whole = source.clone();
    if let Some(setting) = &setting {
        whole.tokens.end = whole.tokens.end.max(setting.tokens.end);
    }
    let next = push(found, start, &whole, kind, features, "said");
    if note == "relay" || note == "core" {
        relayed(scene, cast, source.tokens.end, sentence.end, found);
    }
    Some(next)
}

/// `نقلت الوكالة عن مصدر`: the source behind the medium, where it is an unnamed one or a text.
fn relayed(scene: &Scene<'_>, cast: &Cast, from: usize, end: usize, found: &mut Vec<Found>) {
    let Some(about) = (from..end.min(from + 5)).find(|&j| scene.word(j) == "عن") else {
        return;
    };
    if let Some(source) = source_at(scene, cast, about + 1, end).filter(|s| s.note == Note::Unnamed) {
        let kind = source.kind;
        push(found, about + 1, &source, kind, [], "relayed");
    }
}

/// A verb of saying whose subject is not a source by itself, with a setting near: `أضاف في مؤتمر صحفي`.
fn with_setting(
    hit: &Hit,
    at: usize,
    setting: Setting,
    note: &str,
    mut features: Features,
    found: &mut Vec<Found>,
) -> Option<usize> {
    let kind = setting.kind;
    let who = if at < setting.tokens.start {
        at..setting.tokens.start
    } else {
        setting.tokens.clone()
    };
    features.extend(["said in a setting", setting_feature(kind)]);
    if setting.tokens.start <= at {
        features.push("setting directly behind");
    }
    let _ = note;
    found.push(Found {
        tokens: hit.start as usize..setting.tokens.end,
        who,
        kind,
        resumed: false,
        features,
        rule: "said in a setting",
    });
    Some(setting.tokens.end)
}

/// A setting without a verb of saying before it: `وفي مقابلة مع …`.
fn alone(scene: &Scene<'_>, hit: &Hit, sentence: &Range<usize>, found: &mut Vec<Found>) -> Option<usize> {
    let setting = setting_of(scene, hit, sentence.start, sentence.end)?;
    if scene.entry(hit).value.as_ref() == "press" {
        return None;
    }
    let mut features: Features = SmallVec::new();
    features.extend(["setting alone", setting_feature(setting.kind)]);
    features.push(if setting.medium {
        "setting with a medium"
    } else {
        "setting without a medium"
    });
    if scene.word(hit.start as usize).starts_with("ال") {
        features.push("setting definite");
    }
    if scene.word(hit.end as usize) == "مشترك" || scene.word(hit.end as usize - 1) == "مشترك" {
        features.push("setting joint");
    }
    if setting.tokens.start <= sentence.start + 1 {
        features.push("setting opens");
    }
    found.push(Found {
        tokens: setting.tokens.clone(),
        who: setting.who.clone(),
        kind: setting.kind,
        resumed: false,
        features,
        rule: "setting alone",
    });
    Some(setting.tokens.end)
}

/// A source that stands before its verb, or a spokesman anywhere: `لكن مصدرا مقربا من المفاوضات أكد`.
fn unprompted(
    scene: &Scene<'_>,
    cast: &Cast,
    i: usize,
    sentence: &Range<usize>,
    found: &mut Vec<Found>,
) -> Option<usize> {
    let source = source_at(scene, cast, i, sentence.end)?;
    let speaks = (source.tokens.end..sentence.end.min(source.tokens.end + 4))
        .chain(i + 1..source.tokens.end)
        .any(|j| says(scene, j));
    let fits = match source.note {
        Note::Spokesman => scene.word(i).contains("متحدث") || scene.word(i).contains("ناطق"),
        Note::Unnamed | Note::Medium => speaks && !source.resumed && i <= sentence.start + 3,
        _ => false,
    };
    if !fits || !phrase_like(scene, &source) {
        return None;
    }
    let kind = source.kind;
    let extra = [if speaks {
        "named before its verb"
    } else {
        "named without a verb"
    }];
    Some(push(found, i, &source, kind, extra, "named"))
}

/// A spokesman is one for somebody: «المتحدث باسم …», not «المتحدث» alone.
fn phrase_like(scene: &Scene<'_>, source: &Source) -> bool {
    source.note != Note::Spokesman
        || source.tokens.len() >= 3 && scene.text.kind(source.tokens.start) == TokenKind::Word
}

fn says(scene: &Scene<'_>, i: usize) -> bool {
    scene.notes.at(i).iter().any(|h| {
        let entry = scene.entry(h);
        // Forms with the pronoun of what is said (`نقلته`) are listed as they stand.
        h.class == Class::AttributionCue
            && &*entry.value == "say"
            && (entry.is_finite() || entry.features.is_empty())
    })
}

/// Skips adverbs between a verb and its subject.
fn subject(scene: &Scene<'_>, from: usize, end: usize) -> usize {
    let mut i = from;
    while i < end.min(from + 3)
        && matches!(
            scene.word(i),
            "ايضا"
                | "كذلك"
                | "اليوم"
                | "امس"
                | "لاحقا"
                | "قد"
                | "به"
                | "بذلك"
                | "بها"
                | "في"
                | "،"
        )
        && (scene.word(i) != "في" || i > from)
    {
        i += 1;
    }
    i
}

/// Where something was said.
#[derive(Debug, Clone)]
struct Setting {
    tokens: Range<usize>,
    who: Range<usize>,
    kind: AttributionKind,
    /// A medium is named in it.
    medium: bool,
}

/// The first setting after a verb of saying, before what was said begins.
fn setting_within(scene: &Scene<'_>, from: usize, end: usize) -> Option<Setting> {
    let mut i = from;
    let limit = end.min(from + REACH);
    while i < limit {
        let word = scene.word(i);
        if opens_content(word) || matches!(word, ":" | "؛") {
            return None;
        }
        if let Some(close) = quoted(scene, i, end) {
            i = close + 1;
            continue;
        }
        if matches!(word, "\"" | "«" | "“" | "''") {
            return None;
        }
        if i > from && says(scene, i) && scene.text.kind(i - 1) == TokenKind::Sign {
            return None;
        }
        if scene.is(i, Class::AttributionCue) {
            for hit in scene
                .notes
                .at(i)
                .iter()
                .filter(|h| h.class == Class::AttributionCue)
            {
                if let Some(setting) = setting_of(scene, hit, from, end) {
                    return Some(setting);
                }
            }
        }
        if word == "امام" && i > from && scene.is_word(i + 1) {
            // «قال أمام البرلمان»
            return Some(Setting {
                tokens: i..clause_end(scene, i + 2, end),
                who: i..i + 2,
                kind: AttributionKind::Speech,
                medium: false,
            });
        }
        if let Some(setting) = told_medium(scene, i, end) {
            return Some(setting);
        }
        if let Some(hit) = scene.notes.get(i, Class::Outlet) {
            // «على تويتر»، «لرويترز»
            let kind = scene.entry(hit).attribution_kind()?;
            let preposition = i > from && matches!(scene.word(i - 1), "علي" | "عبر" | "مع" | "ل" | "ب");
            let told = hit.affixes.intersects(Affixes::LI | Affixes::BI);
            if preposition || told || (i > from + 1 && scene.word(i - 1) == "موقع") {
                let start = if preposition { i - 1 } else { i };
                return Some(Setting {
                    tokens: start..hit.end as usize,
                    who: i..hit.end as usize,
                    kind,
                    medium: true,
                });
            }
        }
        i += 1;
    }
    None
}

/// `لوكالة …`، `لصحيفة …`: a medium that somebody spoke to.
fn told_medium(scene: &Scene<'_>, i: usize, end: usize) -> Option<Setting> {
    let hit = scene
        .notes
        .at(i)
        .iter()
        .find(|h| h.class == Class::AttributionSource && h.affixes.contains(Affixes::LI))?;
    let kind = scene.entry(hit).attribution_kind()?;
    let medium = matches!(kind, AttributionKind::Agency | AttributionKind::Outlet);
    (medium && names_medium(scene, hit.end as usize, end)).then(|| {
        let stop = name_end(scene, i, hit.end as usize, end, false).max(hit.end as usize);
        Setting {
            tokens: i..stop,
            who: i..stop,
            kind,
            medium: true,
        }
    })
}

/// The setting that `hit` names, if a preposition makes it one.
fn setting_of(scene: &Scene<'_>, hit: &Hit, from: usize, end: usize) -> Option<Setting> {
    let entry = scene.entry(hit);
    let (start, after) = (hit.start as usize, hit.end as usize);
    let kind = match &*entry.extra {
        "interview" => AttributionKind::Speech,
        code => AttributionKind::from_code(code)?,
    };
    match &*entry.value {
        "press" => {
            let told =
                hit.affixes.intersects(Affixes::LI | Affixes::AL) || scene.word(start).starts_with("ال");
            return told.then_some(Setting {
                tokens: start..after,
                who: start..after,
                kind,
                medium: false,
            });
        }
        "setting" => {}
        _ => return None,
    }
    let before = if start > from { scene.word(start - 1) } else { "" };
    let before = before.strip_prefix('و').filter(|b| b.len() > 2).unwrap_or(before);
    let post = kind == AttributionKind::Social;
    // «لمؤتمر صحفي», but not «لمقابلة المسؤولين».
    let told = hit.affixes.contains(Affixes::LI) && scene.word(start).contains("موتمر");
    let inside = matches!(before, "في" | "فى" | "خلال" | "عبر" | "ضمن" | "اثناء")
        || post && (before == "علي" || hit.affixes.contains(Affixes::BI))
        || told;
    if !inside {
        return None;
    }
    let mut setting = Setting {
        tokens: if told || hit.affixes.contains(Affixes::BI) {
            start
        } else {
            start - 1
        }..name_end(scene, start, after, end, false).max(after),
        who: start..after,
        kind,
        medium: false,
    };
    // «في مقابلة مع قناة»، «في تصريح لوكالة»: the medium is the source.
    for j in after..end.min(after + 4) {
        let word = scene.word(j);
        if opens_content(word)
            || (scene.text.kind(j) == TokenKind::Sign && j > after && !matches!(word, "\"" | "«" | "("))
        {
            break;
        }
        let medium = scene.notes.at(j).iter().find(|h| {
            matches!(h.class, Class::Outlet | Class::AttributionSource)
                && matches!(
                    scene.entry(h).attribution_kind(),
                    Some(AttributionKind::Agency | AttributionKind::Outlet | AttributionKind::Social)
                )
        });
        if let Some(medium) = medium {
            let stop = name_end(scene, j, medium.end as usize, end, false).max(medium.end as usize);
            setting.tokens.end = setting.tokens.end.max(stop);
            setting.medium = true;
            if kind == AttributionKind::Speech {
                setting.kind = scene.entry(medium).attribution_kind().unwrap_or(kind);
                setting.who = j..stop;
            }
            break;
        }
    }
    setting.tokens.end = clause_end(scene, setting.tokens.end, end);
    Some(setting)
}

/// Most tokens that a setting is described over: `مع نظيره`، `عقب الاجتماع`، `أمام البرلمان`.
const DESCRIBED: usize = 9;

/// The end of a setting's description: before what was said, a sign, or a verb of saying.
fn clause_end(scene: &Scene<'_>, from: usize, end: usize) -> usize {
    let stop = (from..end.min(from + DESCRIBED)).find(|&i| {
        opens_content(scene.word(i))
            || scene.text.kind(i) == TokenKind::Sign
            || scene.is(i, Class::AttributionCue)
            || matches!(scene.word(i), "الي" | "علي" | "عن")
    });
    stop.unwrap_or(from).max(from)
}

/// The kind of a source in its setting.
fn kind_with(source: &Source, setting: Option<&Setting>) -> AttributionKind {
    match (source.note, setting.map(|s| s.kind)) {
        (Note::Medium | Note::Unnamed | Note::Text | Note::Figures, _) => source.kind,
        (Note::Spokesman, _) => AttributionKind::Office,
        (_, Some(kind)) => kind,
        (Note::Person, None) => AttributionKind::Speech,
        (_, None) => source.kind,
    }
}

/// Adds a source and says where to go on.
fn push(
    found: &mut Vec<Found>,
    start: usize,
    source: &Source,
    kind: AttributionKind,
    features: impl IntoIterator<Item = &'static str>,
    rule: &'static str,
) -> usize {
    let mut all: Features = SmallVec::new();
    all.extend([rule, source.note.as_str()]);
    all.extend(features);
    if source.resumed {
        all.push("source resumed");
    }
    found.push(Found {
        tokens: start..source.tokens.end,
        who: source.tokens.clone(),
        kind,
        resumed: source.resumed,
        features: all,
        rule,
    });
    source.tokens.end
}

/// What the setting adds.
fn setting_feature(kind: AttributionKind) -> &'static str {
    match kind {
        AttributionKind::Statement => "setting: statement",
        AttributionKind::Office => "setting: office",
        AttributionKind::Agency => "setting: agency",
        AttributionKind::Outlet => "setting: outlet",
        AttributionKind::Social => "setting: post",
        AttributionKind::Anonymous => "setting: anonymous",
        AttributionKind::Speech => "setting: speech",
    }
}

/// What the lexicon notes about a verb of saying.
fn verb_feature(note: &str) -> &'static str {
    match note {
        "core" => "verb: news",
        "declare" => "verb: declare",
        "relay" => "verb: relay",
        "write" => "verb: write",
        "text" => "verb: text",
        _ => "verb: other",
    }
}
