//! Whether a document is about dealings between states or international bodies at all.

use crate::{cast::Cast, scene::Scene};
use mahdar_lexicon::Class;
use mahdar_record::Side;
use smallvec::SmallVec;

/// What speaks for and against the document being in scope.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scope {
    /// How many states and named organisations are mentioned, by name, demonym or capital.
    pub sides: usize,
    /// How often, for a hundred words.
    pub density: usize,
    /// Words of diplomatic meeting and statecraft for a hundred words.
    pub statecraft: usize,
    /// Words of sport, crime and other matters for a hundred words.
    pub off_topic: usize,
}

/// Counts over the whole document.
pub(super) fn scope(scene: &Scene<'_>, cast: &Cast) -> Scope {
    let mut sides: SmallVec<[Side; 16]> = SmallVec::new();
    let (mut named, mut statecraft, mut off_topic) = (0usize, 0usize, 0usize);
    for hit in scene.notes.all() {
        match hit.class {
            Class::State | Class::Demonym | Class::Capital | Class::Body => {
                named += 1;
                if let Some(side) = scene.entry(hit).side().filter(|s| *s != Side::ORG)
                    && !sides.contains(&side)
                {
                    sides.push(side);
                }
            }
            Class::Meet | Class::MeetNoun | Class::Joint | Class::Counterpart | Class::Instrument => {
                statecraft += 1
            }
            Class::OffTopic => off_topic += 1,
            _ => {}
        }
    }
    for side in cast.mentions().iter().flat_map(|m| &m.sides) {
        if *side != Side::ORG && !sides.contains(side) {
            sides.push(*side);
        }
    }
    let hundreds = scene.text.len() as f64 / 100.0;
    let rate = |n: usize| (n as f64 / hundreds.max(0.3)) as usize;
    Scope {
        sides: sides.len(),
        density: rate(named),
        statecraft: rate(statecraft),
        off_topic: rate(off_topic),
    }
}
