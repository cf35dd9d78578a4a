//! Candidates for positions and commitments: a trigger, its content and its subject, with the features by which
//! they are weighed.

use super::{
    act::{act, content_act},
    choose::{Chosen, choose, starts_with_colon},
    content::{self, Tie},
    ending,
    scope::{Scope, scope},
    slots,
    trigger::{Form, Kind, Trigger, triggers_at},
    voice::{How, Memory, Place, Voice, parties_within, voice},
    weigh::Features,
};
use crate::{
    cast::{ActorKind, Cast},
    scene::Scene,
};
use mahdar_lexicon::{Class, Features as Grammar};
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

/// How far back in its sentence those who meet are looked for, in tokens.
const MEETING: usize = 60;

/// Reads one sentence's triggers in order.
pub(super) struct Sentence<'s, 'a> {
    pub scene: &'s Scene<'a>,
    pub cast: &'s Cast,
    pub scope: &'s Scope,
    pub number: usize,
    pub tokens: Range<usize>,
    pub memory: &'s mut Memory,
    /// One past the content of the last speech.
    pub speech_end: usize,
    /// One past the content of the last commitment.
    pub bound_end: usize,
    /// The last speech's act and where its content begins.
    pub outer: Option<(Act, usize)>,
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
                || self.scene.is(j, Class::Speech) && (j + 1..i).any(|k| content::that(self.scene.word(k)))
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
        let written = (t.end..first).any(|i| matches!(self.scene.word(i), "بيان" | "بيانها" | "بيانه"));
        if written && matches!(voice.how, How::After | How::Before) && !voice.holders.is_empty() {
            self.memory.issuer = Some(voice.clone());
        }
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
        end = ending::of_promise(self.scene, first..end);
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
        // التقى الوزير نظيره، حيث تم الاتفاق: between those who meet in the same sentence.
        let told = matches!(voice.how, How::Nobody | How::Joint | How::Previous);
        if joint && told {
            let here = self.meeting_here(t.start);
            if here.len() == 2 && (sides.len() < 2 || voice.how == How::Joint) {
                return here;
            }
        }
        // Nobody agrees alone: those whom the document tells of together.
        let alone = joint && sides.len() == 1 && t.noted("joint") && {
            let together = self.memory.joint();
            together.len() == 2 && together.contains(&sides[0])
        };
        if sides.is_empty() || joint && sides.len() == 1 && told || alone {
            for side in self.memory.joint() {
                if !sides.contains(&side) && (joint || sides.is_empty()) {
                    sides.push(side);
                }
            }
        }
        sides
    }

    /// The states of those named in the sentence before token `before`.
    fn meeting_here(&self, before: usize) -> Vec<Side> {
        let mut here: Vec<Side> = Vec::new();
        let from = self.tokens.start.max(before.saturating_sub(MEETING));
        for mention in self.cast.within(from..before) {
            if matches!(
                mention.kind,
                ActorKind::Person | ActorKind::Office | ActorKind::State
            ) {
                for side in mention.sides.iter().filter(|s| s.is_state()) {
                    if !here.contains(side) {
                        here.push(*side);
                    }
                }
            }
        }
        here
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

fn strength(_scene: &Scene<'_>, t: &Trigger<'_>) -> Strength {
    match t.kind {
        Kind::Future => Strength::Pledged,
        Kind::Will => Strength::Intended,
        _ => t.entry.strength().unwrap_or(Strength::Pledged),
    }
}
