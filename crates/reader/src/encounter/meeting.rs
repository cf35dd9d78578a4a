//! Meetings and calls: verbs of meeting and discussing, and nouns with the light verbs that carry them.

use super::{
    clause::{self, Arg, Role, Walk},
    focus, place,
    telling::{Stage, Telling, fresh},
    trigger::{Form, Trigger},
    when,
};
use crate::cast::{ActorKind, Mention};
use mahdar_lexicon::{Affixes, Class, Features, Hit};
use mahdar_record::{EncounterKind, Side};
use smallvec::SmallVec;

/// Widest gap, in words, between a trigger and a party that nothing governs.
const GAP: usize = 4;

/// What a finite verb tells: `التقى X Y`, `X وY يبحثان`, `بحث X مع Y`.
pub(super) fn verb(stage: &Stage<'_, '_>, trigger: &Trigger) -> Option<Telling> {
    let scene = stage.scene;
    let sentence = stage.sentence(trigger.sentence);
    let entry = scene.entry(&trigger.hit);
    let from = clause::start(stage, trigger.tokens.start, sentence.clone());
    let walk = clause::walk(stage, trigger.tokens.end, sentence.end, false);
    let discussing = trigger.form == Form::Discussing;
    let tells = entry.extra.as_ref() == "tell";
    let mut right: SmallVec<[&Arg<'_>; 6]> = walk.args.iter().filter(|a| is_party(a, discussing)).collect();
    if discussing {
        // What is discussed stands bare behind the subject: a state or body there is no party.
        let mut subject = true;
        let mut first = true;
        right.retain(|a| {
            subject &= first || a.joined || a.role != Role::Bare;
            first = false;
            a.role != Role::Bare
                || subject
                || tells && !matches!(a.mention.kind, ActorKind::State | ActorKind::Body)
        });
    }
    let groups = right.iter().filter(|a| !a.joined).count();
    let left = clause::before(stage, trigger.tokens.start, from);
    let mut telling = fresh(stage, trigger);

    let mut parties: SmallVec<[&Mention; 6]> = SmallVec::new();
    let adjacent = left
        .last()
        .is_some_and(|m| m.tokens.end + 1 >= trigger.tokens.start);
    let conjunction = trigger.hit.affixes.contains(Affixes::WA);
    let needs_subject = groups < 2;
    let counterpart_only = right.iter().any(|a| matches!(a.role, Role::With | Role::By));
    if needs_subject {
        if !left.is_empty() {
            if !conjunction || adjacent {
                telling.quote.start = left[0].tokens.start;
                telling.conjunction = left[0].affixes.contains(Affixes::WA);
            }
            parties.extend(left.iter().copied());
        } else if counterpart_only || (right.len() == 1 && !entry_is_joint(trigger, stage)) {
            // The subject is not spoken: he of whom the text was speaking.
            let joined_pair = right.iter().filter(|a| a.joined).count() > 0 && !counterpart_only;
            let bare_subject = right.first().is_some_and(|a| a.role == Role::Bare) && counterpart_only;
            if !joined_pair && !bare_subject {
                let named: SmallVec<[&Mention; 6]> = right.iter().map(|a| a.mention).collect();
                parties.extend(focus::besides(
                    stage,
                    trigger.tokens.start,
                    trigger.sentence,
                    None,
                    &named,
                ));
            }
        }
    }
    parties.extend(right.iter().map(|a| a.mention));
    if !discussing && let Some(other) = pronoun(stage, trigger, &parties) {
        parties.push(other);
    }

    if discussing {
        let with = right.iter().any(|a| a.role == Role::With);
        let several = parties.len() >= 2 && (with || tells && groups >= 2 || left.len() >= 2 || pair(&right));
        let joint = parties.iter().any(|m| m.kind == ActorKind::Joint);
        if !several && !joint {
            return None;
        }
        telling.points_back = joint && !with;
    } else if parties.is_empty() {
        // عندما التقيا في المرسى: they are those of the encounter told before.
        if !entry_is_joint(trigger, stage) {
            return None;
        }
        telling.points_back = true;
    }
    finish(stage, trigger, &mut telling, &parties, &walk, from);
    telling.points_back |=
        telling.explicit == 1 && parties.first().is_some_and(|p| p.kind == ActorKind::Joint);
    // وزراء خارجية الحلف اجتمعوا: one body's members come together in session.
    let sides = telling.all_sides();
    let circle = entry.extra.as_ref() == "reciprocal"
        && parties.first().is_some_and(|p| {
            p.kind == ActorKind::Unnamed
                && p.sides.len() == 1
                && !p.sides[0].is_state()
                && p.sides[0] != Side::ORG
        })
        && right.iter().skip(1).all(|a| a.role == Role::Present);
    if circle {
        telling.kind = EncounterKind::Session;
    }
    if !discussing
        && sides.len() == 1
        && !sides[0].is_state()
        && sides[0] != Side::ORG
        && telling.participants() <= 1
    {
        telling.kind = EncounterKind::Session;
    }
    Some(telling)
}

/// Whom a pronoun right behind the trigger means (`اجتماعه معه`، `التقى به`).
fn pronoun<'c>(stage: &Stage<'_, 'c>, trigger: &Trigger, parties: &[&Mention]) -> Option<&'c Mention> {
    let behind = matches!(
        stage.scene.word(trigger.tokens.end),
        "معه" | "معها" | "معهم" | "معهما" | "به" | "بها"
    );
    (behind && parties.len() <= 1)
        .then(|| super::focus::counterpart(stage, trigger.tokens.start, trigger.sentence, parties))
        .flatten()
}

/// Whether the bare parties stand joined as one subject (`يبحث X وY`).
fn pair(right: &[&Arg<'_>]) -> bool {
    right.len() >= 2 && right[0].role == Role::Bare && right[1].joined && !right[1].after_topic
}

/// Whether the verb's own form says that its subject is several who met one another (`اجتمع الوزراء`).
fn entry_is_joint(trigger: &Trigger, stage: &Stage<'_, '_>) -> bool {
    let entry = stage.scene.entry(&trigger.hit);
    entry.features.intersects(Features::DUAL | Features::PLURAL) && !entry.features.contains(Features::FIRST)
}

/// Whether an argument of a verb of meeting is one of those who met.
fn is_party(arg: &Arg<'_>, discussing: bool) -> bool {
    let person = !matches!(arg.mention.kind, ActorKind::State | ActorKind::Body);
    match arg.role {
        Role::Bare => arg.gap <= GAP + 4 && !arg.after_topic && (arg.gap <= GAP || person),
        Role::With => arg.gap <= GAP && (person || !arg.after_topic),
        Role::By => person && !discussing && !arg.after_topic,
        Role::Between => arg.gap <= GAP && !arg.after_topic && !discussing,
        Role::Present => arg.gap <= GAP && person,
        Role::To | Role::From | Role::In | Role::About => false,
    }
}

/// The light verb that carries the noun `trigger` (`عقد X لقاء`), looked for back to `from`.
pub(super) fn carrier(stage: &Stage<'_, '_>, trigger: &Trigger, from: usize) -> Option<Hit> {
    if trigger.form != Form::Noun {
        return None;
    }
    let scene = stage.scene;
    let at = trigger.tokens.start;
    let mut words = 0;
    let mut i = at;
    while i > from && words < 14 {
        i -= 1;
        if let Some(mention) = stage.covering(i) {
            i = mention.tokens.start;
            continue;
        }
        if let Some(hit) = scene.notes.get(i, Class::Carry) {
            let entry = scene.entry(hit);
            // A masdar must stand right before its noun (إجراء مباحثات); a verb may have its subject between.
            if entry.is_finite() || words <= 1 {
                return Some(*hit);
            }
        }
        let other_verb = scene.notes.at(i).iter().any(|h| {
            matches!(
                h.class,
                Class::Speech | Class::Meet | Class::Travel | Class::Discuss
            ) && scene.entry(h).is_finite()
        });
        if other_verb
            || matches!(scene.word(i), "ان" | "الذي" | "التي" | "حيث" | "عن" | "حول")
            || i + 1 == at && matches!(scene.word(i), "بعد" | "خلال" | "عقب" | "قبل" | "اثناء")
        {
            return None;
        }
        if !stage.is_time(i) {
            words += 1;
        }
    }
    None
}

/// What a noun tells: `لقاء X مع Y`, `لقائه Y`, `عقد X اجتماعا مع Y`, `محادثات أجراها X مع Y`, `اللقاء الذي جمع`.
pub(super) fn noun(stage: &Stage<'_, '_>, trigger: &Trigger, extra: &str) -> Option<Telling> {
    let scene = stage.scene;
    let sentence = stage.sentence(trigger.sentence);
    let from = clause::start(stage, trigger.tokens.start, sentence.clone());
    if super::session::for_the_press(scene.word(trigger.tokens.end)) {
        return None;
    }
    let receiving = trigger.hit.class == Class::Meet;
    let walk = clause::walk(stage, trigger.tokens.end, sentence.end, true);
    let mut telling = fresh(stage, trigger);
    let mut parties: SmallVec<[&Mention; 6]> = SmallVec::new();
    let carried = carrier(stage, trigger, from);
    let mut own = 0usize;

    if let Some(hit) = carried {
        let role = scene.entry(&hit).value.as_ref();
        let start = hit.start as usize;
        if !matches!(role, "happen" | "gather") {
            let between = clause::walk(stage, hit.end as usize, trigger.tokens.start, false);
            let subjects: SmallVec<[&Mention; 4]> = between
                .args
                .iter()
                .filter(|a| {
                    matches!(a.role, Role::Bare | Role::With | Role::Present)
                        || role == "receive" && a.role == Role::From
                })
                .map(|a| a.mention)
                .collect();
            if !subjects.is_empty() {
                own += subjects.len();
                parties.extend(subjects);
                telling.quote.start = start;
                telling.conjunction = hit.affixes.contains(Affixes::WA);
            } else {
                let left = clause::before(stage, start, from);
                if !left.is_empty() {
                    own += left.len();
                    telling.quote.start = left[0].tokens.start;
                    telling.conjunction = left[0].affixes.contains(Affixes::WA);
                    parties.extend(left);
                } else {
                    parties.extend(focus::subject(stage, start, trigger.sentence, None));
                }
            }
        }
    } else if trigger.possessed() {
        let named: SmallVec<[&Mention; 6]> = walk.args.iter().map(|a| a.mention).collect();
        parties.extend(focus::besides(
            stage,
            trigger.tokens.start,
            trigger.sentence,
            None,
            &named,
        ));
    }

    let with_only = walk
        .args
        .iter()
        .filter(|a| a.role == Role::With && a.gap <= GAP)
        .count()
        > 0
        && !walk
            .args
            .iter()
            .any(|a| matches!(a.role, Role::Bare | Role::Between) && a.gap <= GAP && !a.after_topic);
    let aside = trigger.kind == EncounterKind::Call
        && matches!(
            scene.word(trigger.tokens.start.wrapping_sub(1)),
            "في" | "خلال" | "عبر"
        );
    if carried.is_none() && !trigger.possessed() && (with_only || aside) {
        // في لقاء مع Y: he of whom the text was speaking met Y.
        let named: SmallVec<[&Mention; 6]> = walk.args.iter().map(|a| a.mention).collect();
        parties.extend(focus::besides(
            stage,
            trigger.tokens.start,
            trigger.sentence,
            None,
            &named,
        ));
    }

    let mut place_behind: Option<place::Place> = None;
    for (n, arg) in walk.args.iter().enumerate() {
        let person = !matches!(arg.mention.kind, ActorKind::State | ActorKind::Body);
        let fits = match arg.role {
            Role::Bare => arg.gap <= GAP && !arg.after_topic,
            Role::With | Role::Between => arg.gap <= GAP && (person || !arg.after_topic),
            Role::By | Role::Present => person && arg.gap <= GAP && !arg.after_topic,
            Role::To => arg.gap == 0 && n <= 1 && (receiving || person) && !arg.after_topic,
            Role::From => trigger.kind == EncounterKind::Call && arg.gap <= GAP,
            Role::In | Role::About => false,
        };
        if !fits {
            continue;
        }
        // لقاء بغداد: a lone town behind the noun is where it was.
        if n == 0
            && arg.role == Role::Bare
            && !person
            && !trigger.possessed()
            && walk.args.get(1).is_none_or(|a| !a.joined)
        {
            place_behind = place::at(stage, arg.mention.tokens.start);
            if place_behind.is_some() {
                continue;
            }
        }
        own += 1;
        parties.push(arg.mention);
    }
    if let Some(other) = pronoun(stage, trigger, &parties) {
        own += 1;
        parties.push(other);
    }
    if extra.contains("weak") && own < 1 + usize::from(!trigger.possessed() && carried.is_none()) {
        return None;
    }
    finish(stage, trigger, &mut telling, &parties, &walk, from);
    if telling.place.is_none() {
        telling.place = place_behind;
    }
    let told = adjectives(stage, trigger.tokens.end, &mut telling);
    own += told;
    telling.explicit += told;
    telling.points_back = own == 0 || own == 1 && parties.len() == 1 && telling.all_sides().len() < 2;
    // اللقاء الذي عُقد بين الجانبين: a joint voice names nobody either.
    let definite = trigger.hit.affixes.contains(Affixes::AL) || trigger.possessed();
    telling.points_back |= definite
        && own > 0
        && parties
            .iter()
            .all(|p| p.kind == ActorKind::Joint && p.members.is_empty());
    telling.another = another(stage, trigger);
    Some(telling)
}

/// The sides told by adjectives behind a noun (`قمة مصرية سودانية`, `مباحثات ثنائية روسية إيرانية`), and how many.
pub(super) fn adjectives(stage: &Stage<'_, '_>, from: usize, telling: &mut Telling) -> usize {
    let scene = stage.scene;
    let mut found: SmallVec<[Side; 4]> = SmallVec::new();
    let mut other = 0;
    let mut end = from;
    for i in from..from + 8 {
        let sign = matches!(scene.word(i), "-" | "–" | "/");
        if stage.covering(i).is_some() || !scene.is_word(i) && !sign {
            break;
        }
        match scene
            .notes
            .get(i, Class::Demonym)
            .and_then(|h| scene.entry(h).side())
        {
            Some(side) => {
                if !found.contains(&side) {
                    found.push(side);
                }
                end = i + 1;
            }
            None if sign => {}
            // One other adjective before them (ثنائية، ثلاثية، جديدة), none between.
            None if found.is_empty()
                && other < 2
                && scene.notes.at(i).iter().all(|h| !scene.entry(h).is_finite()) =>
            {
                other += 1
            }
            None => break,
        }
    }
    if found.len() < 2 {
        return 0;
    }
    telling.quote.end = telling.quote.end.max(end);
    let count = found.len();
    for side in found {
        if !telling.sides.contains(&side) {
            telling.sides.push(side);
        }
    }
    count
}

fn another(stage: &Stage<'_, '_>, trigger: &Trigger) -> bool {
    let scene = stage.scene;
    let at = trigger.tokens.start;
    matches!(
        scene.word(at.wrapping_sub(1)),
        "ثاني" | "ثالث" | "رابع" | "اول" | "اخر"
    ) || matches!(
        scene.word(trigger.tokens.end),
        "اخر"
            | "اخري"
            | "ثان"
            | "ثانيه"
            | "مماثل"
            | "مماثله"
            | "منفصل"
            | "منفصله"
            | "الثاني"
            | "الثالث"
    )
}

/// Fills in what every construction has: the parties, place, time and the end of the quote.
pub(super) fn finish(
    stage: &Stage<'_, '_>,
    trigger: &Trigger,
    telling: &mut Telling,
    parties: &[&Mention],
    walk: &Walk<'_>,
    from: usize,
) {
    let sentence = stage.sentence(trigger.sentence);
    let end = walk
        .args
        .iter()
        .filter(|a| parties.iter().any(|p| std::ptr::eq(*p, a.mention)))
        .map(|a| a.mention.tokens.end)
        .max();
    telling.quote.end = telling.quote.end.max(end.unwrap_or(0)).max(trigger.tokens.end);
    telling.explicit = parties
        .iter()
        .filter(|p| p.tokens.start >= telling.quote.start && p.tokens.end <= telling.quote.end)
        .count();
    for party in parties {
        telling.add(stage, party);
    }
    // Place and time of the clause: from the quote's start to where the next clause opens.
    let until = clause_end(stage, telling.quote.end, sentence.end);
    let span = telling.quote.start.max(from)..until;
    // Between a verb of discussing and its last party stands what is discussed: no place there.
    let core = match telling.form {
        Form::Discussing => telling.quote.end..telling.quote.end,
        _ => telling.quote.clone(),
    };
    telling.place = place::of_clause(stage, core, until, from);
    telling.time = when::nearest(stage, trigger.tokens.start, span);
    telling.far_time = when::nearest(stage, trigger.tokens.start, sentence.clone());
    if let Some(place) = &telling.place
        && place.tokens.start <= telling.quote.end + 3
        && place.tokens.end <= until
    {
        telling.quote.end = telling.quote.end.max(place.tokens.end);
    }
}

/// Where the clause that goes on at `at` ends: before the next finite verb of another clause or a closing sign.
pub(super) fn clause_end(stage: &Stage<'_, '_>, at: usize, until: usize) -> usize {
    let scene = stage.scene;
    let limit = until.min(at + 28);
    for i in at..limit {
        if stage.covering(i).is_some() {
            continue;
        }
        if matches!(
            scene.word(i),
            ":" | "؛"
                | "."
                | "حيث"
                | "كما"
                | "فيما"
                | "بينما"
                | "ان"
                | "انه"
                | "انها"
                | "مؤكدا"
                | "مشيرا"
        ) {
            return i;
        }
        let opens = scene.notes.at(i).iter().any(|h| {
            matches!(
                h.class,
                Class::Speech | Class::Meet | Class::Travel | Class::Commit
            ) && !h.affixes.intersects(Affixes::AL | Affixes::BI | Affixes::LI)
                && scene.entry(h).is_finite()
        });
        if opens {
            return i;
        }
    }
    limit
}
