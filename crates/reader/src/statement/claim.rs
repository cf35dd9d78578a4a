//! Candidates for positions and commitments: a trigger, its content and its subject, with the features by which
//! they are weighed.

use super::{
    content::{self, Beginning, Tie},
    scope::{Scope, scope},
    slots,
    trigger::{self, Form, Kind, Trigger, triggers_at},
    voice::{How, Memory, Place, Voice, parties_within, takes_turn, voice},
    weigh::Features,
};
use crate::{
    cast::{ActorKind, Cast},
    scene::Scene,
};
use mahdar_lexicon::{Affixes, Class, Features as Grammar};
use mahdar_record::{Act, Party, Side, Strength};
use std::ops::Range;

/// What a candidate claims to be.
#[derive(Debug, Clone)]
pub enum Claim {
    /// Somebody says they hold something.
    Position {
        /// Who.
        holders: Vec<Party>,
        /// What the speech does.
        act: Act,
    },
    /// Somebody binds themselves.
    Commitment {
        /// The sides bound.
        parties: Vec<Party>,
        /// How firmly.
        strength: Strength,
    },
}

/// A stretch of text that may be a position or a commitment.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// What it would be.
    pub claim: Claim,
    /// From the trigger to the end of its content.
    pub tokens: Range<usize>,
    /// Whether a conjunction is written to the first token.
    pub conjunction: bool,
    /// Number of its sentence.
    pub sentence: usize,
    /// First token of the content.
    pub content: usize,
    /// The trigger's entry and the rules that read it, for `--explain`.
    pub why: String,
    /// What speaks for and against it.
    pub features: Features,
}

/// A trigger that has what it needs.
struct Chosen<'a> {
    trigger: Trigger<'a>,
    beginning: Beginning,
    opens: bool,
}

/// All candidates of a scene, in order.
pub fn candidates(scene: &Scene<'_>, cast: &Cast) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut memory = Memory::new(cast);
    let scope = scope(scene, cast);
    let mut triggers = Vec::new();
    let mut chosen = Vec::new();
    for (number, sentence) in scene.text.sentences().iter().enumerate() {
        let tokens = sentence.tokens();
        memory.chain = None;
        memory.acts(scene, cast, &tokens);
        chosen.clear();
        for i in tokens.clone() {
            triggers.clear();
            triggers_at(scene, i, &mut triggers);
            choose(scene, cast, &triggers, &tokens, &mut chosen);
        }
        if chosen.is_empty() && !starts_with_colon(scene, cast, &tokens) {
            continue;
        }
        let mut reader = Sentence {
            scene,
            cast,
            scope: &scope,
            number,
            tokens,
            memory: &mut memory,
            speech_end: 0,
            bound_end: 0,
            outer: None,
        };
        reader.read(&chosen, &mut out);
    }
    out
}

/// Of the triggers that begin at one token, those that have what they need; of speech and commitment the first.
fn choose<'a>(
    scene: &Scene<'a>,
    cast: &Cast,
    triggers: &[Trigger<'a>],
    sentence: &Range<usize>,
    out: &mut Vec<Chosen<'a>>,
) {
    let from = out.len();
    for trigger in triggers {
        if out[from..].iter().any(|c| c.trigger.kind == trigger.kind) {
            continue;
        }
        // Names hold words that look like verbs.
        if cast
            .covering(trigger.start)
            .is_some_and(|m| m.kind == ActorKind::Person)
        {
            continue;
        }
        let beginning = match trigger.kind {
            Kind::Future => Some(Beginning {
                tie: Tie::Object,
                at: trigger.end,
                first: trigger.end,
            })
            .filter(|b| b.first < sentence.end),
            _ => content::beginning(scene, cast, trigger, sentence.end),
        };
        let beginning = beginning.or_else(|| {
            // A verb of binding needs no preposition where its object is a name or was said before.
            let bare = matches!(trigger.kind, Kind::Commit | Kind::Will)
                && !trigger.noted("weak")
                && matches!(trigger.form, Form::Finite | Form::Carried | Form::Predicate);
            bare.then_some(Beginning {
                tie: Tie::Object,
                at: trigger.end,
                first: trigger.end,
            })
            .filter(|b| b.first < sentence.end)
        });
        let Some(beginning) = beginning else { continue };
        if !content::convincing(trigger, &beginning) {
            continue;
        }
        if trigger.kind == Kind::Commit && !binding(scene, trigger, &beginning, sentence) {
            continue;
        }
        if trigger.kind == Kind::Will
            && trigger.noted("deed")
            && beginning.tie == Tie::Object
            && slots::deed(scene, beginning.first..(beginning.first + 4).min(sentence.end)).is_none()
        {
            continue;
        }
        if trigger.noted("blame")
            && !(trigger.end..(trigger.end + 12).min(sentence.end))
                .any(|i| scene.word(i).contains("مسوولي") || scene.word(i).contains("مسيولي"))
        {
            continue;
        }
        // صرح بذلك فلان: what was said stands elsewhere.
        if trigger.kind == Kind::Speech
            && beginning.tie == Tie::Preposition
            && matches!(scene.word(beginning.first), "بذلك" | "بهذا" | "ذلك" | "هذا")
            && !scene.is(beginning.first + 1, Class::Sector)
            && trigger.noted("neutral")
        {
            continue;
        }
        // يذكر أن: the writer's own reminder.
        if trigger.entry.lemma.starts_with("ذكر")
            && trigger.entry.features.contains(Grammar::IMPERFECT)
            && beginning.at <= trigger.end + 1
        {
            continue;
        }
        out.push(Chosen {
            trigger: *trigger,
            beginning,
            opens: trigger::opens(scene, trigger, sentence.start),
        });
    }
}

/// Whether a word of commitment binds here: verbs of signing want an instrument, some an act.
fn binding(scene: &Scene<'_>, trigger: &Trigger<'_>, beginning: &Beginning, sentence: &Range<usize>) -> bool {
    let near = beginning.first..(beginning.first + 6).min(sentence.end);
    // يهدد الأمن: a danger, not a threat.
    if trigger.noted("threat") && beginning.tie == Tie::Object {
        return false;
    }
    if trigger.noted("instrument") {
        // The instrument is the object, and both parties may stand before it.
        let reach = match trigger.form {
            Form::Finite => 26,
            Form::Carried => 16,
            _ => 8,
        };
        return (trigger.end..(trigger.end + reach).min(sentence.end)).any(|i| {
            scene.is(i, Class::InstrumentHead)
                || scene.is(i, Class::Instrument)
                || instrument_word(scene.word(i))
        });
    }
    // قضيته, نصه: nouns, not verbs with a pronoun.
    if trigger.noted("clause") && trigger.hit.enclitic.is_some() {
        return false;
    }
    if trigger.noted("deed") {
        return slots::deed(scene, beginning.first..(beginning.first + 2).min(sentence.end)).is_some();
    }
    if trigger.form == Form::Noun && !trigger.noted("threat") {
        // اتفاق alone is a paper; with its preposition close by it is an act of agreeing.
        // الوعد الذي قطعه, التزام مصر بـ
        let relative = matches!(scene.word(trigger.end), "الذي" | "التي")
            && trigger.entry.strength() == Some(Strength::Pledged);
        return near.start <= trigger.end + 9 && beginning.tie != Tie::Object || relative;
    }
    true
}

fn instrument_word(word: &str) -> bool {
    let bare = word.trim_start_matches(['و', 'ب', 'ل']).trim_start_matches("ال");
    [
        "اتفاق",
        "مذكر",
        "بروتوكول",
        "معاهد",
        "عقد",
        "وثيق",
        "اعلان",
        "محضر",
        "برنامج",
        "خطاب",
        "ميثاق",
        "عقود",
        "بيان",
    ]
    .iter()
    .any(|head| bare.starts_with(head))
}

/// `لافروف: …`: a sentence that begins with a speaker and a colon.
fn starts_with_colon(scene: &Scene<'_>, cast: &Cast, sentence: &Range<usize>) -> bool {
    cast.starting_at(sentence.start).is_some_and(|m| {
        matches!(
            m.kind,
            ActorKind::Person | ActorKind::Office | ActorKind::State | ActorKind::Body
        ) && scene.word(m.tokens.end) == ":"
            && m.tokens.end + 3 < sentence.end
    })
}

/// Reads one sentence's triggers in order.
struct Sentence<'s, 'a> {
    scene: &'s Scene<'a>,
    cast: &'s Cast,
    scope: &'s Scope,
    number: usize,
    tokens: Range<usize>,
    memory: &'s mut Memory,
    /// One past the content of the last speech.
    speech_end: usize,
    /// One past the content of the last commitment.
    bound_end: usize,
    /// The last speech's act and where its content begins.
    outer: Option<(Act, usize)>,
}

impl Sentence<'_, '_> {
    fn read(&mut self, chosen: &[Chosen<'_>], out: &mut Vec<Candidate>) {
        if starts_with_colon(self.scene, self.cast, &self.tokens) {
            self.colon(chosen, out);
        }
        let mut absorbed = usize::MAX;
        for (at, c) in chosen.iter().enumerate() {
            if c.trigger.start == absorbed || c.trigger.hit.start as usize == absorbed {
                continue;
            }
            if c.trigger.kind == Kind::Speech {
                if c.trigger.start < self.speech_end {
                    // قال إن برلين أعلنت تقديم: what is announced inside a speech may bind too.
                    if c.trigger.noted("announce") && c.beginning.tie != Tie::That {
                        let place = self.place(&c.trigger);
                        let tie = (c.beginning.at, c.beginning.tie);
                        let voice = voice(self.scene, self.cast, self.memory, &c.trigger, tie, &place);
                        let end = self.end(c.trigger.start, c.beginning.first, chosen);
                        self.announced(c, &voice, c.beginning.first..end, out);
                    }
                    continue;
                }
                // What is said may itself bind: أكد حرصه على, أعرب عن استعداده ل.
                let inner = chosen[at + 1..].iter().find(|i| {
                    i.trigger.kind != Kind::Speech
                        && i.trigger.kind != Kind::Future
                        && (matches!(i.trigger.form, Form::Noun | Form::Carried)
                            || i.trigger.entry.features == Grammar::PERFECT)
                        && i.trigger.start >= c.beginning.at
                        && i.trigger.start <= c.beginning.first
                        && c.beginning.tie != Tie::That
                });
                if let Some(inner) = inner {
                    absorbed = inner.trigger.hit.start as usize;
                    self.bound(c, Some(inner), chosen, out);
                } else {
                    self.said(c, chosen, out);
                }
            } else {
                // Several actions under one verb are one; a speech or a relative clause in between opens another.
                let inside = c.trigger.start < self.bound_end;
                if inside && !c.opens && !self.parted(c.trigger.start) {
                    continue;
                }
                self.bound(c, None, chosen, out);
            }
        }
    }

    /// Whether a verb of speech or a relative pronoun stands right before token `i`, within the last commitment.
    fn parted(&self, i: usize) -> bool {
        (i.saturating_sub(4)..i).any(|j| {
            matches!(self.scene.word(j), "الذي" | "التي" | "الذين")
                || self.scene.is(j, Class::Speech) && content::that(self.scene.word(j + 1))
        })
    }

    /// One past the content that begins at `first` and belongs to the trigger at `own`.
    fn end(&self, own: usize, first: usize, chosen: &[Chosen<'_>]) -> usize {
        content::end(self.scene, self.tokens.start, first, self.tokens.end, |i| {
            let at = chosen.partition_point(|c| c.trigger.start < i);
            chosen[at..].iter().take_while(|c| c.trigger.start == i).any(|c| {
                c.opens
                    && c.trigger.start != own
                    && (c.trigger.kind != Kind::Future
                        || c.trigger.form == Form::Carried
                        || c.trigger.start > 0 && self.scene.word(c.trigger.start - 1) == "كما")
            })
        })
    }

    fn said(&mut self, c: &Chosen<'_>, chosen: &[Chosen<'_>], out: &mut Vec<Candidate>) {
        let t = &c.trigger;
        let voice = voice(
            self.scene,
            self.cast,
            self.memory,
            t,
            (c.beginning.at, c.beginning.tie),
            &self.place(t),
        );
        let first = c.beginning.first.max(voice.end.min(self.tokens.end));
        let end = self.end(t.start, first, chosen).max(t.end);
        if first >= self.tokens.end || end <= first && c.beginning.tie != Tie::Object {
            return;
        }
        let act = act(self.scene, t, &c.beginning, first..end);
        let mut features = self.features(c, &voice, first..end);
        features.add("act", act.as_str());
        self.holds(&mut features, c, first..end, chosen);
        self.memory.spoke(&voice);
        self.speech_end = end;
        self.outer = Some((act, first));
        if t.noted("announce") && c.beginning.tie != Tie::That {
            self.announced(c, &voice, first..end, out);
        }
        out.push(Candidate {
            claim: Claim::Position {
                holders: voice.holders.clone(),
                act,
            },
            tokens: t.start..end,
            conjunction: t.conjunction,
            sentence: self.number,
            content: first,
            why: self.why(c, &voice),
            features,
        });
    }

    fn place(&self, t: &Trigger<'_>) -> Place {
        let inside = self
            .outer
            .filter(|_| t.start < self.speech_end && t.kind != Kind::Speech);
        Place {
            sentence: self.tokens.clone(),
            inside: inside.map(|(_, first)| first..self.speech_end),
        }
    }

    /// What the content of a speech holds that would itself bind, and how near its head.
    fn holds(&self, f: &mut Features, c: &Chosen<'_>, content: Range<usize>, chosen: &[Chosen<'_>]) {
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

    /// `أعلنت … تقديم مساعدات`: what is announced is an act of the speaker's own.
    fn announced(&self, c: &Chosen<'_>, voice: &Voice, content: Range<usize>, out: &mut Vec<Candidate>) {
        let head = content.start..(content.start + 3).min(content.end);
        let Some(sort) = slots::deed(self.scene, head) else {
            return;
        };
        let mut features = self.features(c, voice, content.clone());
        features.add("announced", sort);
        features.add("strength", Strength::Pledged.as_str());
        out.push(Candidate {
            claim: Claim::Commitment {
                parties: voice.sides.iter().copied().map(Party::Side).collect(),
                strength: Strength::Pledged,
            },
            tokens: c.trigger.start..content.end,
            conjunction: c.trigger.conjunction,
            sentence: self.number,
            content: content.start,
            why: self.why(c, voice),
            features,
        });
    }

    fn colon(&mut self, chosen: &[Chosen<'_>], out: &mut Vec<Candidate>) {
        let Some(mention) = self.cast.starting_at(self.tokens.start) else {
            return;
        };
        let first = mention.tokens.end + 1;
        let end = self.end(self.tokens.start, first, chosen);
        let holders = super::voice::holders(self.scene, self.cast, mention);
        let act = content_act(self.scene, first..end, true).unwrap_or(Act::Affirm);
        let mut features = Features::new(self.scene.options.explain);
        features.add("kind", "colon");
        features.add("act", act.as_str());
        self.surroundings(&mut features);
        features.bucket("content", end - first);
        let voice = Voice {
            holders: holders.clone(),
            sides: mention.sides.iter().copied().collect(),
            kind: Some(mention.kind),
            how: How::Before,
            feminine: None,
            end: first,
        };
        self.memory.spoke(&voice);
        self.speech_end = end;
        out.push(Candidate {
            claim: Claim::Position { holders, act },
            tokens: self.tokens.start..end,
            conjunction: false,
            sentence: self.number,
            content: first,
            why: "a speaker and a colon".to_owned(),
            features,
        });
    }

    /// A commitment by `c`, or by `inner` where `c` is the verb of speech that utters it.
    fn bound(
        &mut self,
        c: &Chosen<'_>,
        inner: Option<&Chosen<'_>>,
        chosen: &[Chosen<'_>],
        out: &mut Vec<Candidate>,
    ) {
        let core = inner.unwrap_or(c);
        let t = &core.trigger;
        let mut voice = voice(
            self.scene,
            self.cast,
            self.memory,
            &c.trigger,
            (c.beginning.at, c.beginning.tie),
            &self.place(&c.trigger),
        );
        if inner.is_some() || t.form == Form::Noun {
            // حرص بلاده على: the noun's own subject, unless it only repeats the speaker.
            let own = voice_of_noun(
                self.scene,
                self.cast,
                self.memory,
                t,
                (core.beginning.at, core.beginning.tie),
                &self.place(t),
            );
            if let Some(own) = own {
                voice = Voice {
                    end: voice.end,
                    ..own
                };
            }
        }
        let first = core.beginning.first.max(t.end);
        let mut end = self.end(t.start, first, chosen).max(t.end);
        // The speech goes on with another that-clause; the promise does not.
        if core.beginning.tie != Tie::That
            && let Some(more) = (first + 1..end).find(|&i| {
                let word = self.scene.word(i);
                matches!(self.scene.word(i - 1), "،" | ",")
                    && word.strip_prefix('و').is_some_and(content::that)
            })
        {
            end = content::trim(self.scene, first..more);
        }
        let strength = strength(self.scene, t);
        let mut features = self.features(core, &voice, first..end);
        features.add("strength", strength.as_str());
        if inner.is_some() {
            features.add("uttered", c.trigger.entry.act().map_or("", |a| a.as_str()));
            features.add("uttered-by", &c.trigger.entry.lemma);
            self.memory.spoke(&voice);
        } else if self.place(t).inside.is_none() {
            self.memory.acted(&voice);
        }
        let parties = self.parties(t, &voice, first..end);
        // أكد عزمه: from the verb; a long subject in between is left out.
        let near = t.start <= c.trigger.end + 5;
        let (start, conjunction) = if near {
            (c.trigger.start, c.trigger.conjunction)
        } else {
            (t.start, t.conjunction)
        };
        self.bound_end = end;
        if inner.is_some() {
            self.speech_end = end;
        }
        out.push(Candidate {
            claim: Claim::Commitment {
                parties: parties.into_iter().map(Party::Side).collect(),
                strength,
            },
            tokens: start..end,
            conjunction,
            sentence: self.number,
            content: first,
            why: self.why(core, &voice),
            features,
        });
    }

    /// The sides bound: the subject's, with those it agrees with.
    fn parties(&self, t: &Trigger<'_>, voice: &Voice, content: Range<usize>) -> Vec<Side> {
        let mut sides: Vec<Side> = voice.sides.to_vec();
        let joint = t.noted("joint") || t.entry.strength() == Some(Strength::Signed);
        if joint {
            let reach = (content.start + 14).min(content.end);
            for side in parties_within(self.scene, self.cast, t.start..reach) {
                if !sides.contains(&side) {
                    sides.push(side);
                }
            }
        }
        if sides.is_empty()
            || joint && sides.len() == 1 && matches!(voice.how, How::Nobody | How::Joint | How::Previous)
        {
            for side in self.memory.joint() {
                if !sides.contains(&side) && (joint || sides.is_empty()) {
                    sides.push(side);
                }
            }
        }
        sides
    }

    fn features(&self, c: &Chosen<'_>, voice: &Voice, content: Range<usize>) -> Features {
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
        self.surroundings(&mut f);
        f
    }

    /// What the sentence and the document say, whatever the trigger.
    fn surroundings(&self, f: &mut Features) {
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

    fn why(&self, c: &Chosen<'_>, voice: &Voice) -> String {
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

/// The subject of a verbal noun: the genitive after it (`حرص مصر`), or the pronoun's (`حرصه`).
fn voice_of_noun(
    scene: &Scene<'_>,
    cast: &Cast,
    memory: &mut Memory,
    t: &Trigger<'_>,
    content: (usize, Tie),
    place: &Place,
) -> Option<Voice> {
    if t.hit.enclitic.is_some() {
        return None;
    }
    let voice = voice(scene, cast, memory, t, (content.0.max(t.end), content.1), place);
    (voice.how == How::After).then_some(voice)
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

/// The act of a speech: the verb's own, unless the verb is neutral or only carries what its object names.
fn act(scene: &Scene<'_>, t: &Trigger<'_>, beginning: &Beginning, content: Range<usize>) -> Act {
    let own = t.entry.act().unwrap_or(Act::Affirm);
    if t.noted("grade") {
        return grade(scene, content).unwrap_or(own);
    }
    let head = content_act(scene, content.start..(content.start + 2).min(content.end), false);
    if let Some(head) = head
        && (own == Act::Affirm || t.noted("carrier") && head != Act::Affirm)
    {
        return head;
    }
    if t.noted("neutral") || (t.noted("carrier") && beginning.tie == Tie::That) {
        return content_act(scene, content, true).unwrap_or(own);
    }
    own
}

/// How what is described is graded (`وصفه بأنه رائع`).
fn grade(scene: &Scene<'_>, content: Range<usize>) -> Option<Act> {
    scene
        .notes
        .within(content)
        .iter()
        .filter(|h| h.class == Class::Modal)
        .map(|h| scene.entry(h))
        .find(|e| trigger::noted(e, "grade"))
        .and_then(|e| e.act())
}

/// The act that the content's own words tell: by its first words, or (`anywhere`) by a modal near its head.
fn content_act(scene: &Scene<'_>, content: Range<usize>, anywhere: bool) -> Option<Act> {
    let reach = if anywhere {
        content.start..(content.start + 14).min(content.end)
    } else {
        content
    };
    for hit in scene
        .notes
        .within(reach.clone())
        .iter()
        .filter(|h| h.class == Class::Modal)
    {
        let entry = scene.entry(hit);
        let distance = hit.start as usize - reach.start;
        let counts = distance < 2 && !trigger::noted(entry, "grade") && !trigger::noted(entry, "near")
            || anywhere && trigger::noted(entry, "anywhere")
            || anywhere && distance < 6 && trigger::noted(entry, "near");
        if counts {
            return entry.act();
        }
    }
    if !anywhere {
        return None;
    }
    // على العالم أن يقنع: an obligation laid on somebody.
    let first = (reach.start..reach.end.min(reach.start + 2)).find(|&i| scene.is_word(i));
    if let Some(on) = first.filter(|&i| scene.word(i) == "علي")
        && (on + 1..(on + 6).min(reach.end)).any(|i| scene.word(i) == "ان")
    {
        return Some(Act::Urge);
    }
    // بلاده ترفض، موسكو تدعو: the content's own verb of speech near its head.
    scene
        .notes
        .within(reach.start..(reach.start + 6).min(reach.end))
        .iter()
        .find(|h| {
            let entry = scene.entry(h);
            h.class == Class::Speech
                && entry.is_finite()
                && (Affixes::WA | Affixes::FA | Affixes::SA).contains(h.affixes)
                && (!trigger::noted(entry, "weak") || entry.act() == Some(Act::Urge))
        })
        .and_then(|h| scene.entry(h).act())
        .filter(|a| *a != Act::Affirm)
}

fn strength(_scene: &Scene<'_>, t: &Trigger<'_>) -> Strength {
    match t.kind {
        Kind::Future => Strength::Pledged,
        Kind::Will => Strength::Intended,
        _ => t.entry.strength().unwrap_or(Strength::Pledged),
    }
}
