//! What a speech does: by its verb, or by what its content says first.

use super::{
    content::{Beginning, Tie},
    trigger::{self, Trigger},
};
use crate::scene::Scene;
use mahdar_lexicon::{Affixes, Class};
use mahdar_record::Act;
use std::ops::Range;

/// The act of a speech: the verb's own, unless the verb is neutral or only carries what its object names.
pub(super) fn act(scene: &Scene<'_>, t: &Trigger<'_>, beginning: &Beginning, content: Range<usize>) -> Act {
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
pub(super) fn content_act(scene: &Scene<'_>, content: Range<usize>, anywhere: bool) -> Option<Act> {
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
