//! From the candidates that hold to the records.

use super::{Candidate, Claim, sector::Weights, slots, trigger::in_headline, weigh};
use crate::{cast::Cast, scene::Scene};
use mahdar_lexicon::Class;
use mahdar_record::{Commitment, Party, Position, Quote, Sector, Side};
use std::ops::Range;

/// Makes the records of the candidates that are likely enough; what the head line says is put beside the place
/// that says it in full.
pub(super) fn records(
    scene: &Scene<'_>,
    _cast: &Cast,
    candidates: Vec<Candidate>,
) -> (Vec<Position>, Vec<Commitment>) {
    let (mut positions, mut commitments): (Vec<Position>, Vec<Commitment>) = (Vec::new(), Vec::new());
    // Of each record, the words of its content, to tell what is said twice.
    let (mut said, mut bound) = (Vec::new(), Vec::new());
    // What binds is no position besides: أعلنت تقديم مساعدات.
    let mut binding: Vec<usize> = candidates
        .iter()
        .filter(|c| matches!(c.claim, Claim::Commitment { .. }))
        .filter(|c| weigh::probability(&c.claim, &c.features) >= weigh::least(&c.claim))
        .map(|c| c.tokens.start)
        .collect();
    binding.sort_unstable();
    let document = Weights::of(scene, 0..scene.text.len());
    for candidate in &candidates {
        let probability = weigh::probability(&candidate.claim, &candidate.features);
        let besides = matches!(candidate.claim, Claim::Position { .. })
            && binding.binary_search(&candidate.tokens.start).is_ok();
        if probability < weigh::least(&candidate.claim) || besides {
            continue;
        }
        let confidence = weigh::confidence(&candidate.claim, probability);
        let quote = quote(scene, candidate);
        let mut reasons = Vec::new();
        scene.reason(&mut reasons, || candidate.why.clone());
        scene.reason(&mut reasons, || {
            weigh::account(&candidate.claim, &candidate.features)
        });
        let words = words(scene, candidate.content..candidate.tokens.end);
        let head = in_headline(scene, candidate.sentence);
        match &candidate.claim {
            Claim::Position { holders, act } => {
                if let Some(twin) = twin(&said, &words) {
                    let first: &mut Position = &mut positions[twin];
                    if first.act == *act && shares(&first.holders, holders) {
                        join(&mut first.quote, &mut first.also, quote, said[twin].1);
                        if said[twin].1 {
                            first.holders.clone_from(holders);
                            said[twin].1 = head;
                        }
                        continue;
                    }
                }
                said.push((words, head));
                positions.push(Position {
                    holders: holders.clone(),
                    act: *act,
                    quote,
                    confidence,
                    also: Vec::new(),
                    inferred: Vec::new(),
                    reasons,
                });
            }
            Claim::Commitment { parties, strength } => {
                if let Some(twin) = twin(&bound, &words) {
                    let first: &mut Commitment = &mut commitments[twin];
                    if first.strength == *strength && (bound[twin].1 || shares(&first.parties, parties)) {
                        join(&mut first.quote, &mut first.also, quote, bound[twin].1);
                        bound[twin].1 &= head;
                        continue;
                    }
                }
                bound.push((words, head));
                let tokens = candidate.tokens.clone();
                let fields = fields(scene, candidate, &document);
                let due = slots::due(scene, candidate.content..tokens.end);
                let due_date = due.clone().and_then(|due| slots::due_date(scene, due));
                let written = |range: Option<Range<usize>>| range.map(|r| scene.text.slice(r).to_owned());
                commitments.push(Commitment {
                    parties: if parties.is_empty() {
                        vec![Party::Side(Side::ORG)]
                    } else {
                        parties.clone()
                    },
                    strength: *strength,
                    sector: fields[0],
                    sectors: fields,
                    target: slots::target(scene, candidate.content..tokens.end),
                    due: written(due),
                    due_date: due_date.map(|(date, _)| date),
                    place: written(slots::place(scene, candidate.content..tokens.end)),
                    recurrence: written(slots::recurrence(scene, tokens.clone())),
                    instruments: instruments(scene, tokens.clone()),
                    background: slots::background(
                        scene,
                        &scene.text.sentences()[candidate.sentence].tokens(),
                        tokens,
                    ),
                    quote,
                    confidence,
                    also: Vec::new(),
                    inferred: due_date
                        .filter(|(_, inferred)| *inferred)
                        .map(|_| "due_date".into())
                        .into_iter()
                        .collect(),
                    reasons,
                });
            }
        }
    }
    (positions, commitments)
}

fn quote(scene: &Scene<'_>, candidate: &Candidate) -> Quote {
    if candidate.conjunction {
        scene.quote_after_conjunction(candidate.tokens.clone())
    } else {
        scene.quote(candidate.tokens.clone())
    }
}

/// Puts the second place beside the first; where the first is the head line, the other way round.
fn join(first: &mut Quote, also: &mut Vec<Quote>, second: Quote, first_in_headline: bool) {
    if first_in_headline {
        also.push(std::mem::replace(first, second));
    } else {
        also.push(second);
    }
}

/// How much a sector word of the promise, of the rest of its sentence, and the document's bent count.
const OWN: f64 = 8.0;
const BESIDE: f64 = 1.0;
const BENT: f64 = 12.0;

/// The sectors of the promise, the main one first: its own words lead; where they are few or vague, its sentence and
/// what the document is mostly about decide, and at last political.
fn fields(scene: &Scene<'_>, candidate: &Candidate, document: &Weights) -> Vec<Sector> {
    let own = Weights::of(scene, candidate.content..candidate.tokens.end);
    let beside = Weights::of(scene, scene.text.sentences()[candidate.sentence].tokens());
    let support = |s: Sector| {
        f64::from(own.weight(s)) * OWN
            + f64::from(beside.weight(s).saturating_sub(own.weight(s))) * BESIDE
            + document.share(s) * BENT
    };
    let mut found = own.ranked();
    let best = Sector::ALL.into_iter().fold((Sector::Political, 0.0), |best, s| {
        if support(s) > best.1 {
            (s, support(s))
        } else {
            best
        }
    });
    if best.1 > 0.0 && found.first() != Some(&best.0) {
        let leads = found.first().is_none_or(|first| support(*first) < best.1);
        if leads {
            found.retain(|s| *s != best.0);
            found.insert(0, best.0);
        }
    }
    if found.is_empty() {
        found.push(Sector::Political);
    }
    found.to_vec()
}

/// The instruments named inside, as written.
fn instruments(scene: &Scene<'_>, tokens: Range<usize>) -> Vec<Quote> {
    scene
        .notes
        .within(tokens.clone())
        .iter()
        .filter(|h| h.class == Class::Instrument && h.end as usize <= tokens.end)
        .map(|h| scene.quote(h.tokens()))
        .collect()
}

fn shares(a: &[Party], b: &[Party]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|p| b.contains(p))
}

/// Longest list of earlier records that are compared with a new one: what is said twice is said close by or in the
/// head line.
const LOOK_BACK: usize = 40;

/// The earlier record that says the same in most of its words.
fn twin(earlier: &[(Vec<String>, bool)], words: &[String]) -> Option<usize> {
    if words.len() < 3 {
        return None;
    }
    let from = earlier.len().saturating_sub(LOOK_BACK);
    let head = (from > 0).then_some(0);
    head.into_iter().chain(from..earlier.len()).find(|&i| {
        let (other, headline) = &earlier[i];
        let shared = words.iter().filter(|w| other.contains(w)).count();
        let short = words.len().min(other.len());
        let share = if *headline { 0.6 } else { 0.8 };
        short >= 3
            && shared as f64 >= share * short as f64
            && (*headline || short * 2 >= words.len().max(other.len()))
    })
}

/// The content's words without article and proclitics, the short ones left out; at most sixteen.
fn words(scene: &Scene<'_>, tokens: Range<usize>) -> Vec<String> {
    tokens
        .filter(|&i| scene.is_word(i))
        .map(|i| {
            let word = scene.word(i);
            let bare = word.strip_prefix('و').filter(|w| w.len() > 6).unwrap_or(word);
            let bare = bare
                .strip_prefix("لل")
                .or(bare.strip_prefix("بال"))
                .or(bare.strip_prefix("ال"))
                .unwrap_or(bare);
            bare.to_owned()
        })
        .filter(|w| w.len() > 6)
        .take(16)
        .collect()
}
