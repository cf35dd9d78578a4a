//! The words that open a statement: verbs of speech, of binding oneself and of will, and futures of acts.

use crate::scene::Scene;
use mahdar_lexicon::{Affixes, Class, Classes, Entry, Features, Hit, Takes};
use mahdar_text::SentenceKind;

/// What a trigger opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something said.
    Speech,
    /// Something bound.
    Commit,
    /// Something willed.
    Will,
    /// An act told in the future (`ستقدم`, `سوف تقدم`, `لن تسمح`).
    Future,
}

/// In which grammatical form it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `أكد`، `يؤكد`.
    Finite,
    /// `مؤكدا`: hangs on a verb before it.
    Participle,
    /// `تأكيده`، `حرص مصر`.
    Noun,
    /// `تم التأكيد`، `جرى الاتفاق`: a light verb and the verbal noun.
    Carried,
    /// `مستعد`، `ملتزمة`: a predicate.
    Predicate,
}

impl Form {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Form::Finite => "finite",
            Form::Participle => "participle",
            Form::Noun => "noun",
            Form::Carried => "carried",
            Form::Predicate => "predicate",
        }
    }
}

/// One word or phrase that may open a statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trigger<'a> {
    pub kind: Kind,
    pub form: Form,
    pub hit: Hit,
    pub entry: &'a Entry,
    /// First token, the light verb or سوف included.
    pub start: usize,
    /// One past its own words.
    pub end: usize,
    /// Whether a و or ف of conjunction is written to its first word.
    pub conjunction: bool,
}

impl Trigger<'_> {
    /// Whether the entry's notes hold `word`.
    pub(super) fn noted(&self, word: &str) -> bool {
        noted(self.entry, word)
    }

    /// Whether the form itself tells two or more subjects.
    pub(super) fn is_plural(&self) -> bool {
        self.entry.features.intersects(Features::DUAL | Features::PLURAL)
    }
}

/// Whether the notes of `entry` hold `word`.
pub(super) fn noted(entry: &Entry, word: &str) -> bool {
    entry.extra.split(' ').any(|w| w == word)
}

const OPENERS: Classes = Classes::of(Class::Speech)
    .with(Class::Commit)
    .with(Class::Will)
    .with(Class::Deed);

/// The triggers that begin at token `i`, the likeliest first.
pub(super) fn triggers_at<'a>(scene: &Scene<'a>, i: usize, out: &mut Vec<Trigger<'a>>) {
    let classes = scene.notes.classes(i);
    if classes.is_empty() {
        return;
    }
    if classes.has(Class::Carry)
        && let Some(conjunction) = light_verb(scene.word(i))
    {
        carried(scene, i, conjunction, out);
    }
    if classes.has(Class::Future) || classes.has(Class::Negation) {
        if let Some(conjunction) = future_particle(scene.word(i)) {
            future_after(scene, i, conjunction, out);
        }
        scheduled(scene, i, out);
    }
    if !classes.meets(OPENERS) {
        return;
    }
    for kind in [Kind::Speech, Kind::Commit, Kind::Will, Kind::Future] {
        let class = match kind {
            Kind::Speech => Class::Speech,
            Kind::Commit => Class::Commit,
            Kind::Will => Class::Will,
            Kind::Future => Class::Deed,
        };
        let before = out.len();
        for hit in scene.notes.at(i).iter().filter(|h| h.class == class) {
            let entry = scene.entry(hit);
            let Some(form) = form(scene, hit, entry, i) else {
                continue;
            };
            let conditional = kind == Kind::Future && conditional(scene, hit, entry);
            if kind == Kind::Future
                && !conditional
                && !(form == Form::Finite
                    && hit.affixes.contains(Affixes::SA)
                    && entry.features.contains(Features::IMPERFECT))
            {
                continue;
            }
            // Two lines may write one form alike (أقر); each is tried, the longest first.
            if out[before..].iter().any(|t| t.entry.lemma == entry.lemma) {
                continue;
            }
            out.push(Trigger {
                kind,
                form,
                hit: *hit,
                entry,
                start: i - usize::from(conditional),
                end: hit.end as usize,
                conjunction: hit.affixes.intersects(Affixes::WA | Affixes::FA),
            });
        }
    }
}

/// Farthest that the condition of a conditional readiness stands from its verb, in tokens.
const CONDITION: usize = 16;

/// `قد توقف التجارب إذا …`: readiness under a condition.
fn conditional(scene: &Scene<'_>, hit: &Hit, entry: &Entry) -> bool {
    let i = hit.start as usize;
    hit.affixes.is_empty()
        && entry.features.contains(Features::IMPERFECT)
        && i > 0
        && scene.word(i - 1) == "قد"
        && (i..i + CONDITION)
            .take_while(|&j| !matches!(scene.word(j), "." | "؟" | ""))
            .any(|j| scene.word(j) == "اذا")
}

fn form(scene: &Scene<'_>, hit: &Hit, entry: &Entry, i: usize) -> Option<Form> {
    let f = entry.features;
    let bound = Affixes::BI | Affixes::LI | Affixes::KA | Affixes::AL;
    if f.intersects(Features::PERFECT | Features::IMPERFECT) {
        // حرصه, عزمها: a verb without an object takes no pronoun; the verbal noun is spelt the same.
        let pronoun = hit.enclitic.is_some() && !entry.takes.contains(Takes::OBJECT);
        if pronoun && matches!(hit.class, Class::Will | Class::Commit) && f == Features::PERFECT {
            return Some(Form::Noun);
        }
        let future = hit.affixes.contains(Affixes::SA);
        return (!hit.affixes.intersects(bound) && (!future || f.contains(Features::IMPERFECT)))
            .then_some(Form::Finite);
    }
    if f.contains(Features::PARTICIPLE) {
        let word = scene.word(hit.start as usize);
        // مقترحات, دعاة: plurals that are nouns.
        let noun = hit.class == Class::Speech && (word.ends_with("ات") || word.ends_with("اه"));
        if hit.affixes.intersects(bound | Affixes::SA) || hit.enclitic.is_some() || noun {
            return None;
        }
        // مؤكدا, مؤكدة, مؤكدين hang on a verb; bare مؤكد is a predicate or an adjective.
        let hangs = scene.word(hit.start as usize).ends_with(['ا', 'ه'])
            || f.intersects(Features::DUAL | Features::PLURAL);
        return Some(match (hit.class, hangs) {
            (Class::Speech, true) => Form::Participle,
            _ => Form::Predicate,
        });
    }
    if hit.affixes.intersects(Affixes::SA | Affixes::KA) {
        return None;
    }
    if f.contains(Features::MASDAR) {
        let preposition = hit.affixes.intersects(Affixes::BI | Affixes::LI);
        return (!preposition && i < hit.end as usize).then_some(Form::Noun);
    }
    // Phrases as they stand: adjectives of will are predicates, the rest are nouns.
    if hit.affixes.intersects(Affixes::BI | Affixes::LI) {
        return None;
    }
    Some(match hit.class {
        Class::Will
            if !hit.affixes.contains(Affixes::AL) && hit.enclitic.is_none() && !noted(entry, "noun") =>
        {
            Form::Predicate
        }
        Class::Will => Form::Noun,
        Class::Speech if noted(entry, "noun") => Form::Noun,
        Class::Speech => Form::Finite,
        _ if entry.lemma.starts_with("وقع") => Form::Finite,
        _ => Form::Noun,
    })
}

/// Whether `word` is a light verb of happening (`تم`، `جرى`), and whether a conjunction is written to it.
fn light_verb(word: &str) -> Option<bool> {
    let bare = word.strip_prefix('و').unwrap_or(word);
    matches!(
        bare,
        "تم" | "تمت" | "يتم" | "تتم" | "جري" | "جرت" | "يجري" | "سيتم" | "ستتم" | "سيجري"
    )
    .then_some(bare.len() != word.len())
}

/// `سوف` or `لن`, and whether a conjunction is written to it.
fn future_particle(word: &str) -> Option<bool> {
    let bare = word.strip_prefix('و').unwrap_or(word);
    matches!(bare, "سوف" | "لن").then_some(bare.len() != word.len())
}

/// Words that may stand between a light verb and its noun (`تم أيضا التأكيد`، `جرى خلال الاجتماع التشديد`).
const CARRY_REACH: usize = 7;

fn carried<'a>(scene: &Scene<'a>, i: usize, conjunction: bool, out: &mut Vec<Trigger<'a>>) {
    for j in i + 1..=i + CARRY_REACH {
        if !scene.is_word(j) && scene.word(j) != "،" {
            return;
        }
        for kind in [Kind::Speech, Kind::Commit, Kind::Will] {
            let class = match kind {
                Kind::Speech => Class::Speech,
                Kind::Commit => Class::Commit,
                _ => Class::Will,
            };
            let Some(hit) = scene.notes.at(j).iter().find(|h| {
                h.class == class
                    && (scene.entry(h).features.contains(Features::MASDAR)
                        || scene.entry(h).features.is_empty())
                    && !h.affixes.intersects(Affixes::BI | Affixes::LI | Affixes::WA)
                    && (h.affixes.contains(Affixes::AL) || h.enclitic.is_none())
            }) else {
                continue;
            };
            // At a distance only the definite noun can be the light verb's subject (تم اليوم الاتفاق).
            if j > i + 1 && !hit.affixes.contains(Affixes::AL) && !scene.word(j).starts_with("ال") {
                continue;
            }
            out.push(Trigger {
                kind,
                form: Form::Carried,
                hit: *hit,
                entry: scene.entry(hit),
                start: i,
                end: hit.end as usize,
                conjunction,
            });
            return;
        }
    }
}

fn future_after<'a>(scene: &Scene<'a>, i: usize, conjunction: bool, out: &mut Vec<Trigger<'a>>) {
    let Some(hit) = scene.notes.at(i + 1).iter().find(|h| {
        h.class == Class::Deed
            && h.affixes.is_empty()
            && scene.entry(h).features.contains(Features::IMPERFECT)
    }) else {
        return;
    };
    out.push(Trigger {
        kind: Kind::Future,
        form: Form::Finite,
        hit: *hit,
        entry: scene.entry(hit),
        start: i,
        end: hit.end as usize,
        conjunction,
    });
}

/// `من المقرر أن تنسحب`، `من المنتظر صدور`: an act that is set, told without its promise.
fn scheduled<'a>(scene: &Scene<'a>, i: usize, out: &mut Vec<Trigger<'a>>) {
    let Some(set) = scene.notes.get(i, Class::Future).filter(|h| h.end > h.start + 1) else {
        return;
    };
    let mut at = set.end as usize;
    if scene.word(at) == "ان" {
        at += 1;
    }
    let clause = scene.word(at - 1) == "ان";
    let act = scene.notes.at(at).iter().find(|h| {
        let f = scene.entry(h).features;
        // من المقرر نقل: a verbal noun that is spelt as the perfect is.
        let noun = !clause && (f.contains(Features::MASDAR) || f == Features::PERFECT);
        h.class == Class::Deed && h.affixes.is_empty() && (noun || f.contains(Features::IMPERFECT))
    });
    if let Some(hit) = act {
        out.push(Trigger {
            kind: Kind::Future,
            form: Form::Carried,
            hit: *hit,
            entry: scene.entry(hit),
            start: i,
            end: hit.end as usize,
            conjunction: set.affixes.intersects(Affixes::WA | Affixes::FA)
                || scene.word(i).starts_with("ومن"),
        });
    }
}

/// Whether the trigger opens a clause of its own rather than standing inside the content of another: a participle
/// that hangs on the speaker, or a verb after a conjunction or a comma.
pub(super) fn opens(scene: &Scene<'_>, trigger: &Trigger<'_>, sentence_start: usize) -> bool {
    if trigger.start == sentence_start {
        return true;
    }
    let before = scene.word(trigger.start - 1);
    match trigger.form {
        Form::Participle => true,
        Form::Finite | Form::Carried => {
            trigger.conjunction
                || matches!(
                    before,
                    "،" | ","
                        | "و"
                        | "؛"
                        | "كما"
                        | "ثم"
                        | "فيما"
                        | "بينما"
                        | "حين"
                        | "حيث"
                        | ":"
                        | "."
                )
                || matches!(before, "لكنه" | "ولكنه" | "لكنها" | "ولكنها" | "قد" | "وقد")
        }
        Form::Noun => {
            matches!(before, "مع") || scene.word(trigger.start).starts_with('و') && trigger.conjunction
        }
        Form::Predicate => false,
    }
}

/// Whether the sentence stands in the document's head line.
pub(super) fn in_headline(scene: &Scene<'_>, sentence: usize) -> bool {
    scene.text.sentences()[sentence].kind == SentenceKind::Headline
}
