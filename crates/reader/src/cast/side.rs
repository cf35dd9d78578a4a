//! On whose side a person stands: what the text says of them, what is known of them, what the document suggests.

use super::find::{Draft, Sort};
use super::office::{Grade, Office};
use super::stage::Stage;
use mahdar_lexicon::Class;
use mahdar_record::Side;
use rustc_hash::FxHashMap;

/// The side that unmarked offices of the document most likely stand on. Each name of a state, nationality or capital
/// is a vote, twice in the first lines; a known person with an unmarked office is five; a nationality inside a person's
/// own office is none, since that marks them off from the side at home. The first must lead clearly.
pub(super) fn default_side(scene: &Stage<'_>, drafts: &[Draft]) -> Option<Side> {
    let mut votes: FxHashMap<Side, i32> = FxHashMap::default();
    for hit in scene.notes.all() {
        if matches!(
            hit.class,
            Class::State | Class::Demonym | Class::Capital | Class::NationalBody | Class::City
        ) && let Some(side) = scene.entry(hit).side()
            && side.is_state()
        {
            *votes.entry(side).or_default() += if hit.start < FIRST_LINES { 2 } else { 1 };
        }
    }
    for draft in drafts {
        if draft.sort != Sort::Named {
            continue;
        }
        if let Some(side) = draft.sides.first() {
            *votes.entry(*side).or_default() -= 1;
        } else if !draft.offices.is_empty()
            && let Some(side) = draft
                .name
                .as_ref()
                .and_then(|n| known_side(scene, n.tokens.start))
        {
            *votes.entry(side).or_default() += 5;
        }
    }
    let mut order: Vec<(Side, i32)> = votes.into_iter().collect();
    order.sort_by_key(|(side, n)| (std::cmp::Reverse(*n), *side));
    match order[..] {
        [] => None,
        [(side, n)] if n >= 4 => Some(side),
        [(side, n), (_, m), ..] if n >= 4 && n * 4 >= m * 5 => Some(side),
        _ => None,
    }
}

/// How many tokens count as the first lines.
const FIRST_LINES: u32 = 60;

/// The side of the known person whose name begins at token `i`.
fn known_side(scene: &Stage<'_>, i: usize) -> Option<Side> {
    scene
        .notes
        .get(i, Class::KnownPerson)
        .and_then(|hit| scene.entry(hit).side())
}

/// A person's side and whether it was concluded from the document.
pub(super) fn person_side(
    scene: &Stage<'_>,
    drafts: &[Draft],
    own: &[usize],
    default: Option<Side>,
) -> (Option<Side>, bool) {
    // What is known of somebody goes before an office that may be another's.
    for &d in own {
        if let Some(name) = &drafts[d].name
            && let Some(side) = known_side(scene, name.tokens.start)
        {
            return (Some(side), true);
        }
    }
    let mut unaffiliated = false;
    let mut official = false;
    for &d in own {
        let draft = &drafts[d];
        // Whoever comments on their own word stands on no side, whatever house they work for.
        let reporter = !draft.offices.is_empty()
            && draft
                .offices
                .iter()
                .all(|o| matches!(o.grade, Grade::Press | Grade::Scholar));
        if let Some(side) = draft.sides.first().filter(|_| !reporter) {
            return (Some(*side), false);
        }
        for office in &draft.offices {
            match office.grade {
                Grade::Scholar | Grade::Press => unaffiliated = true,
                _ => official = true,
            }
        }
    }
    // وزير خارجيته، نائبه: the side of who was named last before.
    for &d in own {
        if let Some(office) = drafts[d].offices.iter().find(|o| o.possessive)
            && let Some(side) = side_before(scene, drafts, d, office)
        {
            return (Some(side), true);
        }
    }
    let titled = own.iter().any(|&d| drafts[d].honorific);
    if official || titled && !unaffiliated {
        (default, true)
    } else {
        (None, false)
    }
}

/// Whose office a pronoun says it is, at draft `d`: ـها points to a state or body, any other pronoun to a person.
pub(super) fn side_before(scene: &Stage<'_>, drafts: &[Draft], d: usize, office: &Office) -> Option<Side> {
    let hers = office.tokens.clone().any(|i| scene.word(i).ends_with("ها"));
    let before = drafts[..d].iter().rev().take(8);
    let person = |draft: &&Draft| matches!(draft.sort, Sort::Named | Sort::Office);
    let fits = before.clone().filter(|draft| person(draft) != hers);
    let side = |draft: &Draft| {
        let known = draft
            .name
            .as_ref()
            .and_then(|n| known_side(scene, n.tokens.start));
        known.or_else(|| draft.sides.first().copied())
    };
    fits.into_iter()
        .find_map(side)
        .or_else(|| before.into_iter().find_map(side))
}
