//! On whose word the document rests: bylines, cited media and statements, spokesmen, unnamed sources, and where
//! somebody said what the report tells.

mod dateline;
mod phrase;
mod source;
mod told;

use crate::{cast::Cast, scene::Scene};
use mahdar_record::{Attribution, AttributionKind, Confidence};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A source before those of one document are gathered. Ranges count tokens.
#[derive(Debug, Clone)]
struct Found {
    tokens: Range<usize>,
    who: Range<usize>,
    kind: AttributionKind,
    sure: f64,
    /// Takes up a source of the same kind named before.
    resumed: bool,
    rule: &'static str,
}

/// Finds the attributions of a scene.
pub fn attributions(scene: &Scene<'_>, cast: &Cast) -> Vec<Attribution> {
    let mut found = Vec::new();
    dateline::datelines(scene, &mut found);
    for sentence in scene.text.sentences() {
        told::sources(scene, cast, sentence.tokens(), &mut found);
    }
    gather(scene, found)
}

/// One record a source: the first place makes it, the others go to `also`.
fn gather(scene: &Scene<'_>, mut found: Vec<Found>) -> Vec<Attribution> {
    found.sort_by_key(|f| (f.tokens.start, std::cmp::Reverse(f.tokens.end)));
    let mut out: Vec<Attribution> = Vec::new();
    let mut known: FxHashMap<(AttributionKind, String), usize> = FxHashMap::default();
    let mut last: FxHashMap<AttributionKind, usize> = FxHashMap::default();
    let mut covered = 0;
    for f in found {
        if f.tokens.start < covered {
            continue;
        }
        covered = f.tokens.end;
        let quote = if scene.notes.at(f.tokens.start).iter().any(|h| {
            h.end as usize <= f.tokens.end
                && h.affixes
                    .intersects(mahdar_lexicon::Affixes::WA | mahdar_lexicon::Affixes::FA)
        }) {
            scene.quote_after_conjunction(f.tokens.clone())
        } else {
            scene.quote(f.tokens.clone())
        };
        let key = (f.kind, name_key(scene, &f.who));
        let same = known
            .get(&key)
            .or_else(|| f.resumed.then(|| last.get(&f.kind)).flatten())
            .copied();
        if let Some(at) = same {
            out[at].also.push(quote);
            continue;
        }
        let mut reasons = Vec::new();
        scene.reason(&mut reasons, || format!("attribution: {}", f.rule));
        known.insert(key, out.len());
        last.insert(f.kind, out.len());
        out.push(Attribution {
            who: scene.text.slice(f.who.clone()).to_owned(),
            kind: f.kind,
            quote,
            confidence: Confidence::new(f.sure),
            also: Vec::new(),
            inferred: Vec::new(),
            reasons,
        });
    }
    out
}

/// A source's name for comparing: its first words, folded, without the article and what is written to it.
fn name_key(scene: &Scene<'_>, who: &Range<usize>) -> String {
    let mut key = String::new();
    for i in who.clone().filter(|&i| scene.is_word(i)).take(4) {
        let word = scene.word(i);
        let word = word
            .strip_prefix("لل")
            .or(word.strip_prefix("ال"))
            .unwrap_or(word);
        key.push_str(word);
        key.push(' ');
    }
    key
}
