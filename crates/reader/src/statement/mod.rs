//! What somebody says they hold, and what somebody binds themselves to.
//!
//! 1. [`trigger`]: verbs of speech, commitment and will, and futures of acts, in every form the press uses;
//!    [`choose`]: those that have what they need.
//! 2. [`content`], [`ending`]: where what is said or promised begins and ends.
//! 3. [`voice`]: who says or promises it, by [`subject`] or by [`memory`].
//! 4. [`claim`]: candidates, with their [`act`] and the [`features`] that speak for and against them.
//! 5. [`weigh`]: the choice among them, by weights learnt from hand-marked readings.
//! 6. [`record`]: the records, with their slots.

mod act;
mod choose;
mod claim;
mod content;
mod ending;
mod features;
mod memory;
mod record;
mod scope;
pub mod sector;
mod slots;
mod subject;
mod trigger;
mod voice;
pub mod weigh;

pub use claim::{Candidate, Claim, candidates};
pub use sector::sectors;

use crate::{cast::Cast, scene::Scene};
use mahdar_record::{Commitment, Position};

/// Finds the positions and commitments of a scene.
pub fn statements(scene: &Scene<'_>, cast: &Cast) -> (Vec<Position>, Vec<Commitment>) {
    let candidates = candidates(scene, cast);
    record::records(scene, cast, candidates)
}
