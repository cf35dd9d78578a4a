//! Bylines of agencies: `القاهرة - أ ش أ`، `(رويترز)`، `وكالات` on a line of its own.

use super::{Found, phrase::quoted};
use crate::scene::Scene;
use mahdar_lexicon::Class;
use mahdar_record::AttributionKind;
use smallvec::smallvec;

/// Lines at the top and at the bottom among which a byline is looked for.
const TOP: u32 = 4;
/// Tokens from the beginning of its line within which an agency in brackets is a dateline.
const NEAR: usize = 8;
/// Longest line that is a byline as a whole.
const LINE: usize = 9;

/// Adds the bylines of the first and the last lines.
pub(super) fn datelines(scene: &Scene<'_>, found: &mut Vec<Found>) {
    let sentences = scene.text.sentences();
    let last = sentences.last().map_or(0, |s| s.line);
    let mut i = 0;
    while i < sentences.len() {
        let line = sentences[i].line;
        let start = sentences[i].tokens().start;
        while i + 1 < sentences.len() && sentences[i + 1].line == line {
            i += 1;
        }
        let end = sentences[i].tokens().end;
        i += 1;
        if line > TOP && line != last {
            continue;
        }
        byline(scene, start, end, line > 0 && line == last && line > TOP, found);
    }
}

fn byline(scene: &Scene<'_>, start: usize, end: usize, closing: bool, found: &mut Vec<Found>) {
    let short = end - start <= LINE;
    for at in start..end.min(start + NEAR) {
        let Some(hit) = scene.notes.get(at, Class::Outlet) else {
            continue;
        };
        let Some(kind) = scene.entry(hit).attribution_kind() else {
            continue;
        };
        let after = hit.end as usize;
        if kind == AttributionKind::Social || !hit.affixes.is_empty() {
            continue;
        }
        let bracketed =
            at > start && scene.word(at - 1) == "(" && matches!(scene.word(after), ")" | "/" | "-");
        let dashed = at > start && matches!(scene.word(at - 1), "-" | "–" | "_" | "—" | "/" | ":");
        // «الرياض أ ش أ» on a line of its own.
        let behind_place = at > start
            && short
            && after == end
            && [Class::City, Class::Capital, Class::State]
                .iter()
                .any(|c| scene.is(start, *c));
        let dashed = dashed || behind_place;
        let alone = at == start && (after == end || (after + 1 == end && scene.word(after) == ":"));
        let closes = after == end || matches!(scene.word(after), ":" | "-" | "–" | "—");
        if !(bracketed || alone || (dashed && (closes || short))) || (closing && !short) {
            continue;
        }
        let who = at..after;
        let tokens = if bracketed {
            let close = quoted(scene, at - 1, end).unwrap_or(after);
            at - 1..(close + 1).min(end)
        } else if dashed && closes && short {
            start..after
        } else {
            who.clone()
        };
        found.push(Found {
            tokens,
            who,
            kind,
            resumed: false,
            features: smallvec![
                "byline",
                if kind == AttributionKind::Agency {
                    "byline of an agency"
                } else {
                    "byline of an outlet"
                },
                if bracketed {
                    "byline in brackets"
                } else {
                    "byline open"
                },
                if closing {
                    "byline at the end"
                } else {
                    "byline on top"
                },
            ],
            rule: "byline",
        });
        return;
    }
}
