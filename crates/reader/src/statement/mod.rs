//! What somebody says they hold, and what somebody binds themselves to.
//!
//! 1. [`trigger`]: verbs of speech, commitment and will, and futures of acts, in every form the press uses.
//! 2. [`content`]: where what is said or promised begins and ends.
//! 3. [`voice`]: who says or promises it.
//! 4. [`claim`]: candidates, each with the features that speak for and against it.
//! 5. [`weigh`]: the choice among them, by weights learnt from hand-marked readings.
//! 6. [`record`]: the records, with their slots.

mod claim;
mod content;
mod record;
mod scope;
pub mod sector;
mod slots;
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
