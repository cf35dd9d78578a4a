//! What speaks for and against a candidate: its words by class and lemma, its place in the sentence, and what the
//! sentence and the document say besides.

use super::{
    choose::Chosen,
    claim::Sentence,
    content, slots,
    trigger::{Form, Kind},
    voice::{Voice, takes_turn},
    weigh::Features,
};
use crate::{
    cast::{ActorKind, Cast},
    scene::Scene,
};
use mahdar_lexicon::{Affixes, Class, Features as Grammar};
use std::ops::Range;

impl Sentence<'_, '_> {
    /// What the content of a speech holds that would itself bind, and how near its head.
    pub(super) fn holds(
        &self,
        f: &mut Features,
        c: &Chosen<'_>,
        content: Range<usize>,
        chosen: &[Chosen<'_>],
    ) {
        let inner = chosen.iter().find(|i| {
            i.trigger.kind != Kind::Speech
                && content.contains(&i.trigger.start)
                && i.trigger.start != c.trigger.start
        });
        let Some(inner) = inner else {
            f.add("inner", "none");
            return;
        };
        let distance = inner.trigger.start - content.start;
        let near = match distance {
            0..=2 => "head",
            3..=8 => "near",
            _ => "far",
        };
        let kind = match inner.trigger.kind {
            Kind::Commit => "commit",
            Kind::Will => "will",
            _ => "future",
        };
        f.pair("inner", kind, near);
        f.pair("inner-form", inner.trigger.form.as_str(), near);
        if distance <= 8 {
            f.pair(
                "inner-lemma",
                kind,
                if kind == "future" {
                    &inner.trigger.entry.value
                } else {
                    &inner.trigger.entry.lemma
                },
            );
        }
        f.pair("inner-tie", kind, inner.beginning.tie.as_str());
    }

    pub(super) fn features(&self, c: &Chosen<'_>, voice: &Voice, content: Range<usize>) -> Features {
        let (scene, t) = (self.scene, &c.trigger);
        let mut f = Features::new(scene.options.explain);
        let kind = match t.kind {
            Kind::Speech => "speech",
            Kind::Commit => "commit",
            Kind::Will => "will",
            Kind::Future => "future",
        };
        f.add("kind", kind);
        f.pair("form", kind, t.form.as_str());
        f.add("lemma", &t.entry.lemma);
        f.pair("lemma-form", &t.entry.lemma, t.form.as_str());
        f.pair("tie", kind, c.beginning.tie.as_str());
        f.pair("how", t.form.as_str(), voice.how.as_str());
        f.add("holder", voice.kind.map_or("none", actor));
        f.add("sided", if voice.sides.is_empty() { "no" } else { "yes" });
        f.add("opens", if c.opens { "yes" } else { "no" });
        f.add("nested", if t.start < self.speech_end { "yes" } else { "no" });
        f.add("conjunction", if t.conjunction { "yes" } else { "no" });
        let g = t.entry.features;
        let tense = if g.contains(Grammar::PERFECT) {
            "perfect"
        } else if g.contains(Grammar::IMPERFECT) {
            "imperfect"
        } else {
            "none"
        };
        f.pair("tense", kind, tense);
        f.pair(
            "first-person",
            kind,
            if g.contains(Grammar::FIRST) { "yes" } else { "no" },
        );
        if let Some(strength) = t.entry.strength().filter(|_| t.kind == Kind::Commit) {
            let firm = if t.noted("weak") { "weak" } else { "firm" };
            f.pair("binding", strength.as_str(), firm);
            f.pair("binding-form", firm, t.form.as_str());
            f.pair("binding-tie", firm, c.beginning.tie.as_str());
        }
        let outer = self
            .outer
            .filter(|_| t.start < self.speech_end && t.kind != Kind::Speech);
        match outer {
            Some((act, first)) => {
                f.pair("outer", kind, act.as_str());
                let near = match t.start.saturating_sub(first) {
                    0..=1 => "head",
                    2..=8 => "near",
                    _ => "far",
                };
                f.pair("outer-near", act.as_str(), near);
            }
            None => f.pair("outer", kind, "none"),
        }
        let numbers = content
            .clone()
            .any(|i| scene.text.kind(i) == mahdar_text::TokenKind::Number);
        f.pair("number", kind, if numbers { "yes" } else { "no" });
        f.add("enclitic", if t.hit.enclitic.is_some() { "yes" } else { "no" });
        let before = t.start.checked_sub(1).filter(|b| *b >= self.tokens.start);
        f.pair(
            "before",
            kind,
            before.map_or("start", |b| neighbour(scene, self.cast, b)),
        );
        f.pair("after", kind, neighbour(scene, self.cast, t.end));
        f.pair("content-first", kind, neighbour(scene, self.cast, content.start));
        f.bucket("content", content.len());
        if let Some(sort) = slots::deed(scene, content.start..(content.start + 3).min(content.end)) {
            f.pair("deed", kind, sort);
        } else {
            f.pair("deed", kind, "none");
        }
        if t.kind == Kind::Future {
            f.add(
                "future-deed",
                if t.entry.value.is_empty() {
                    "plain"
                } else {
                    &t.entry.value
                },
            );
        }
        let inside = scene.notes.within(content.clone());
        for (class, name) in [
            (Class::Commit, "holds-commit"),
            (Class::Will, "holds-will"),
            (Class::Modal, "holds-modal"),
        ] {
            if inside.iter().any(|h| h.class == class) {
                f.add(name, kind);
            }
        }
        if inside
            .iter()
            .any(|h| h.class == Class::Deed && h.affixes.contains(mahdar_lexicon::Affixes::SA))
        {
            f.add("holds-future", kind);
        }
        if let Some(head) = scene.notes.get(content.start, Class::Modal) {
            f.pair("head-modal", kind, &scene.entry(head).value);
        }
        let early = scene
            .notes
            .within(content.start..(content.start + 7).min(content.end));
        let meeting = |h: &&mahdar_lexicon::Hit| matches!(h.class, Class::Meet | Class::Travel | Class::Sign);
        if early.iter().any(|h| meeting(&h)) {
            f.add("event-early", kind);
        }
        if early
            .iter()
            .any(|h| h.class == Class::Discuss && scene.entry(h).is_finite())
        {
            f.add("topic-early", kind);
        }
        if early.iter().any(|h| h.class == Class::MeetNoun) {
            f.add("meeting-early", kind);
        }
        if early
            .iter()
            .any(|h| h.class == Class::Past || h.class == Class::Future)
        {
            f.add("told-early", kind);
        }
        f.pair("lemma-tense", &t.entry.lemma, tense);
        f.pair("lemma-how", &t.entry.lemma, voice.how.as_str());
        f.pair("subject-head", kind, subject_head(scene, t.end));
        let named = inside
            .iter()
            .filter(|h| {
                matches!(
                    h.class,
                    Class::State | Class::Demonym | Class::Capital | Class::Body | Class::NationalBody
                )
            })
            .count();
        f.bucket("named-inside", named);
        f.add(
            "sector-inside",
            if inside.iter().any(|h| h.class == Class::Sector) {
                "yes"
            } else {
                "no"
            },
        );
        f.add(
            "negated",
            if before.is_some_and(|b| scene.is(b, Class::Negation)) {
                "yes"
            } else {
                "no"
            },
        );
        f.add(
            "in-quotes",
            if content::in_quotes(scene, self.tokens.start, t.start) {
                "yes"
            } else {
                "no"
            },
        );
        f.add(
            "turn",
            if takes_turn(scene, t, &self.tokens) {
                "yes"
            } else {
                "no"
            },
        );
        f.add(
            "due",
            if slots::due(scene, content.clone()).is_some() {
                kind
            } else {
                "no"
            },
        );
        // Whose act it is: تريد واشنطن أن تتخلى بيونغ يانغ binds nobody.
        if t.kind != Kind::Speech && c.beginning.tie == content::Tie::That {
            let other = self
                .cast
                .within(content.start + 1..(content.start + 3).min(content.end))
                .first()
                .filter(|m| !m.affixes.intersects(Affixes::BI | Affixes::LI | Affixes::WA));
            let whose = match other {
                None => "own",
                Some(m) if m.tokens.start > content.start + 1 => "near",
                Some(m) if m.sides.iter().any(|s| voice.sides.contains(s)) => "same",
                Some(_) => "other",
            };
            f.pair("whose", kind, whose);
        }
        // استعدادا لـ, سعيا لـ: the accusative of purpose, where nothing governs it.
        if t.form == Form::Noun && t.hit.enclitic.is_none() {
            let accusative = scene.word(t.start).ends_with('ا');
            f.pair("accusative", kind, if accusative { "yes" } else { "no" });
        }
        let side = match voice.sides.first() {
            None => "none",
            Some(s) if s.is_state() => "state",
            Some(_) => "organisation",
        };
        f.pair("side", kind, side);
        if content.clone().any(|i| scene.word(i) == "اذا") {
            f.add("if", kind);
        }
        self.surroundings(&mut f);
        f
    }

    /// What the sentence and the document say, whatever the trigger.
    pub(super) fn surroundings(&self, f: &mut Features) {
        let scene = self.scene;
        let sentence = &scene.text.sentences()[self.number];
        f.add(
            "line",
            match sentence.kind {
                mahdar_text::SentenceKind::Headline => "headline",
                mahdar_text::SentenceKind::Heading => "heading",
                mahdar_text::SentenceKind::Item => "item",
                mahdar_text::SentenceKind::Row => "row",
                mahdar_text::SentenceKind::Running => "running",
            },
        );
        f.bucket("sentence", self.tokens.len());
        f.bucket("scope-sides", self.scope.sides);
        f.bucket("scope-density", self.scope.density);
        f.bucket("scope-statecraft", self.scope.statecraft);
        f.bucket("scope-off-topic", self.scope.off_topic);
        let here = self
            .scene
            .notes
            .within(self.tokens.clone())
            .iter()
            .filter(|h| {
                matches!(
                    h.class,
                    Class::State | Class::Demonym | Class::Capital | Class::Body
                )
            })
            .count();
        f.bucket("sentence-named", here);
        f.add("first-sentence", if self.number == 0 { "yes" } else { "no" });
    }

    pub(super) fn why(&self, c: &Chosen<'_>, voice: &Voice) -> String {
        if !self.scene.options.explain {
            return String::new();
        }
        format!(
            "{}, {}, content by {}, subject {}",
            self.scene.cite(&c.trigger.hit),
            c.trigger.form.as_str(),
            c.beginning.tie.as_str(),
            voice.how.as_str()
        )
    }
}

fn actor(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Office => "office",
        ActorKind::State => "state",
        ActorKind::Body => "body",
        ActorKind::Joint => "joint",
        ActorKind::Unnamed => "unnamed",
    }
}

/// Which sort of word follows the verb where a subject stands: media and anonymous sources report rather than hold.
fn subject_head<'a>(scene: &Scene<'a>, i: usize) -> &'a str {
    if let Some(hit) = scene.notes.get(i, Class::AttributionSource) {
        return &scene.entry(hit).value;
    }
    for class in [
        Class::Outlet,
        Class::Unnamed,
        Class::OfficeHead,
        Class::BodyHead,
        Class::Body,
    ] {
        if scene.is(i, class) {
            return class.as_str();
        }
    }
    "other"
}

/// What stands at token `i`, told by class; function words by themselves.
fn neighbour<'s>(scene: &'s Scene<'_>, cast: &Cast, i: usize) -> &'s str {
    if let Some(mention) = cast.covering(i) {
        return actor(mention.kind);
    }
    let word = scene.word(i);
    if !scene.is_word(i) {
        return if scene.text.kind(i) == mahdar_text::TokenKind::Number {
            "number"
        } else {
            word
        };
    }
    if FUNCTION_WORDS.contains(&word) {
        return word;
    }
    match scene.notes.at(i).first() {
        Some(hit) => hit.class.as_str(),
        None => "word",
    }
}

/// Words whose presence tells structure, not matter.
const FUNCTION_WORDS: &[&str] = &[
    "ان",
    "انه",
    "انها",
    "علي",
    "الي",
    "عن",
    "في",
    "من",
    "مع",
    "بين",
    "الذي",
    "التي",
    "الذين",
    "ما",
    "كما",
    "قد",
    "وقد",
    "كان",
    "كانت",
    "وكان",
    "وكانت",
    "لكن",
    "حين",
    "فيما",
    "بينما",
    "حيث",
    "لا",
    "لم",
    "لن",
    "هو",
    "هي",
    "ثم",
    "بعد",
    "قبل",
    "خلال",
    "او",
    "اذا",
    "هذا",
    "هذه",
    "ذلك",
    "بما",
    "مما",
    "ايضا",
    "كل",
    "اي",
    "عدم",
    "بان",
    "بانه",
    "بانها",
    "انهم",
    "انهما",
    "كانوا",
    "لدي",
];
