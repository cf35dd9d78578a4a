//! What one trigger tells, and the stage on which it is told.

use super::{
    clause, journey, meeting, message,
    place::Place,
    session, signing, status,
    trigger::{Form, Trigger},
    when::Time,
};
use crate::{
    cast::{ActorKind, Cast, Mention, PersonId},
    scene::Scene,
};
use mahdar_lexicon::{Affixes, Class};
use mahdar_record::{EncounterKind, EncounterStatus, Reason, Side};
use smallvec::SmallVec;
use std::ops::Range;

/// The scene and its cast, with what all constructions look up again and again.
pub(super) struct Stage<'s, 'c> {
    pub scene: &'s Scene<'s>,
    pub cast: &'c Cast,
    /// The cast's mentions and the circles without a name, in order.
    mentions: Vec<&'c Mention>,
    /// Expressions of time, in order.
    pub times: Vec<Time>,
    /// How many states the cast stands for.
    pub states: usize,
    /// The sides of each person of the cast.
    sides: Vec<SmallVec<[Side; 2]>>,
}

impl<'s, 'c> Stage<'s, 'c> {
    /// Sets the stage for `triggers`: times are looked for in their sentences only.
    pub fn new(scene: &'s Scene<'s>, cast: &'c Cast, groups: &'c [Mention], triggers: &[Trigger]) -> Self {
        let mut sides: Vec<SmallVec<[Side; 2]>> = Vec::new();
        for mention in cast.mentions() {
            if let Some(person) = mention.person {
                let person = person as usize;
                if sides.len() <= person {
                    sides.resize(person + 1, SmallVec::new());
                }
                for side in &mention.sides {
                    if !sides[person].contains(side) {
                        sides[person].push(*side);
                    }
                }
            }
        }
        let mut states: Vec<Side> = cast
            .mentions()
            .iter()
            .flat_map(|m| m.sides.iter().copied())
            .filter(|s| s.is_state())
            .collect();
        states.sort_unstable();
        states.dedup();
        let mut mentions: Vec<&Mention> = cast.mentions().iter().chain(groups).collect();
        // المقررة is no rapporteur but what is set.
        mentions.retain(|m| {
            m.tokens.len() > 1 || m.kind != ActorKind::Office || !scene.is(m.tokens.start, Class::Future)
        });
        mentions.sort_by_key(|m| m.tokens.start);
        Stage {
            scene,
            cast,
            mentions,
            states: states.len(),
            times: super::when::times(scene, triggers),
            sides,
        }
    }

    /// The mention that begins at token `i`.
    pub fn starting_at(&self, i: usize) -> Option<&'c Mention> {
        let at = self.mentions.partition_point(|m| m.tokens.start < i);
        self.mentions.get(at).copied().filter(|m| m.tokens.start == i)
    }

    /// The mention that token `i` belongs to.
    pub fn covering(&self, i: usize) -> Option<&'c Mention> {
        let at = self.mentions.partition_point(|m| m.tokens.end <= i);
        self.mentions.get(at).copied().filter(|m| m.tokens.start <= i)
    }

    /// The mentions that begin within `tokens`.
    pub fn within(&self, tokens: Range<usize>) -> &[&'c Mention] {
        let from = self.mentions.partition_point(|m| m.tokens.start < tokens.start);
        let to = self.mentions.partition_point(|m| m.tokens.start < tokens.end);
        &self.mentions[from..to.max(from)]
    }

    /// The sides that a person stands on.
    pub fn sides_of(&self, person: PersonId) -> SmallVec<[Side; 2]> {
        self.sides.get(person as usize).cloned().unwrap_or_default()
    }

    /// Whether token `i` belongs to an expression of time.
    pub fn is_time(&self, i: usize) -> bool {
        self.time_at(i).is_some()
    }

    /// The expression of time that token `i` belongs to.
    pub fn time_at(&self, i: usize) -> Option<&Time> {
        let at = self.times.partition_point(|t| t.tokens.end <= i);
        self.times.get(at).filter(|t| t.tokens.start <= i)
    }

    /// The tokens of sentence `number`.
    pub fn sentence(&self, number: usize) -> Range<usize> {
        self.scene
            .text
            .sentences()
            .get(number)
            .map_or(0..0, |s| s.tokens())
    }
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Who {
    pub kind: ActorKind,
    pub person: Option<PersonId>,
    /// The tokens that name them where they have no name of their own in the cast.
    pub label: Range<usize>,
    pub sides: SmallVec<[Side; 2]>,
    /// Proclitics written to the label's first word.
    pub affixes: Affixes,
}

impl Who {
    /// Those whom a mention stands for: the persons behind a joint voice one by one.
    pub fn of(stage: &Stage<'_, '_>, mention: &Mention) -> SmallVec<[Who; 2]> {
        if mention.kind == ActorKind::Joint && !mention.members.is_empty() {
            return mention
                .members
                .iter()
                .map(|&p| Who {
                    kind: ActorKind::Person,
                    person: Some(p),
                    label: mention.label.clone(),
                    sides: stage.sides_of(p),
                    affixes: Affixes::empty(),
                })
                .collect();
        }
        smallvec::smallvec![Who {
            kind: mention.kind,
            person: mention.person,
            label: mention.label.clone(),
            affixes: if mention.label.start == mention.tokens.start {
                mention.affixes
            } else {
                Affixes::empty()
            },
            sides: match mention.person {
                Some(person) if mention.sides.is_empty() => stage.sides_of(person),
                _ => mention.sides.clone(),
            },
        }]
    }

    /// Whether it goes into the record's participants, not only into its sides.
    pub fn takes_part(&self) -> bool {
        self.person.is_some()
            || matches!(
                self.kind,
                ActorKind::Person | ActorKind::Office | ActorKind::Unnamed
            )
    }
}

/// What one trigger tells.
#[derive(Debug, Clone)]
pub(super) struct Telling {
    pub kind: EncounterKind,
    pub form: Form,
    /// First token of the trigger.
    pub at: usize,
    pub sentence: usize,
    pub who: SmallVec<[Who; 4]>,
    /// Sides present beside those of `who`: states and bodies, the goal of a visit.
    pub sides: SmallVec<[Side; 4]>,
    pub place: Option<Place>,
    /// Number of its expression of time on the stage.
    pub time: Option<usize>,
    /// One of its sentence, not of its clause: taken where no telling has a better.
    pub far_time: Option<usize>,
    /// The parties bind themselves to hold it: a commitment.
    pub agreed: bool,
    pub status: EncounterStatus,
    pub background: bool,
    /// Told by a finite verb of completed action: it took place.
    pub perfect: bool,
    /// Told by a finite verb of open action without a mark of the future (`يلتقي`).
    pub open: bool,
    /// Hoped for, offered, asked for, agreed upon: no encounter of its own.
    pub unreal: bool,
    /// It points back (`اللقاء`، `الجانبان بحثا`) and names no parties itself.
    pub points_back: bool,
    /// How many parties its own clause names.
    pub explicit: usize,
    /// The tokens of a session's name.
    pub name: Option<Range<usize>>,
    /// A summit (`قمة`): the one event that is also told with verbs of meeting.
    pub summit: bool,
    /// `أيضا`, `آخر`, `ثان`: another one than the last.
    pub another: bool,
    /// Its side was named only with another session of the same story.
    pub lent: bool,
    /// What the light verb that carries its noun does with it, if one does.
    pub carrier: Option<&'static str>,
    pub quote: Range<usize>,
    /// A conjunction is written to the quote's first word.
    pub conjunction: bool,
    pub reasons: Vec<Reason>,
}

impl Telling {
    /// All sides, those of its participants first.
    pub fn all_sides(&self) -> SmallVec<[Side; 4]> {
        let mut out: SmallVec<[Side; 4]> = SmallVec::new();
        for side in self.who.iter().flat_map(|w| w.sides.iter()).chain(&self.sides) {
            if !out.contains(side) {
                out.push(*side);
            }
        }
        out
    }

    /// How many take part by name or office.
    pub fn participants(&self) -> usize {
        self.who.iter().filter(|w| w.takes_part()).count()
    }

    /// Adds a party, once; a state or body only by its side.
    pub fn add(&mut self, stage: &Stage<'_, '_>, mention: &Mention) {
        for who in Who::of(stage, mention) {
            if !who.takes_part() {
                for side in &who.sides {
                    if !self.sides.contains(side) {
                        self.sides.push(*side);
                    }
                }
                if !who.sides.is_empty() || who.kind == ActorKind::Joint {
                    continue;
                }
            }
            let known = self.who.iter().any(|w| match (w.person, who.person) {
                (Some(a), Some(b)) => a == b,
                _ => w.label == who.label,
            });
            if !known {
                self.who.push(who);
            }
        }
    }

    /// Widens the quote over `tokens`.
    pub fn cover(&mut self, tokens: &Range<usize>) {
        self.quote.start = self.quote.start.min(tokens.start);
        self.quote.end = self.quote.end.max(tokens.end);
    }
}

/// What `trigger` tells, if its construction is one of an encounter.
pub(super) fn tell(stage: &Stage<'_, '_>, trigger: &Trigger) -> Option<Telling> {
    let extra = stage.scene.entry(&trigger.hit).extra.as_ref();
    let mut telling = match trigger.form {
        Form::Travelling => journey::travelling(stage, trigger)?,
        Form::Signing => signing::signing(stage, trigger)?,
        Form::Noun => match trigger.kind {
            EncounterKind::Visit => journey::visit(stage, trigger)?,
            EncounterKind::Message => message::message(stage, trigger)?,
            EncounterKind::Session => session::session(stage, trigger)?,
            EncounterKind::Meeting if session::names_a_body(stage, trigger) => {
                session::session(stage, trigger)?
            }
            _ => meeting::noun(stage, trigger, extra)?,
        },
        Form::Verb | Form::Discussing => meeting::verb(stage, trigger)?,
    };
    let from = clause::start(stage, trigger.tokens.start, stage.sentence(trigger.sentence));
    telling.carrier = super::meeting::carrier(stage, trigger, from).map(|hit| {
        match stage.scene.entry(&hit).value.as_ref() {
            "hold" => "hold",
            "happen" => "happen",
            "gather" => "gather",
            "attend" => "attend",
            "chair" => "chair",
            "host" => "host",
            "open" => "open",
            "close" => "close",
            "do" => "do",
            "send" => "send",
            _ => "receive",
        }
    });
    status::mark(stage, trigger, from, &mut telling);
    Some(telling)
}

/// An empty telling of `trigger`.
pub(super) fn fresh(stage: &Stage<'_, '_>, trigger: &Trigger) -> Telling {
    let mut reasons = Vec::new();
    stage
        .scene
        .reason(&mut reasons, || stage.scene.cite(&trigger.hit));
    Telling {
        kind: trigger.kind,
        form: trigger.form,
        at: trigger.tokens.start,
        sentence: trigger.sentence,
        who: SmallVec::new(),
        sides: SmallVec::new(),
        place: None,
        time: None,
        far_time: None,
        agreed: false,
        status: EncounterStatus::Held,
        background: false,
        perfect: false,
        open: false,
        unreal: false,
        points_back: false,
        explicit: 0,
        name: None,
        another: false,
        summit: false,
        lent: false,
        carrier: None,
        quote: trigger.tokens.clone(),
        conjunction: trigger.hit.affixes.intersects(Affixes::WA | Affixes::FA),
        reasons,
    }
}
