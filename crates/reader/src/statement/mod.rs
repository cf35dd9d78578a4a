//! What somebody says they hold, and what somebody binds themselves to.

pub mod sector;

pub use sector::sectors;

use crate::{cast::Cast, scene::Scene};
use mahdar_record::{Commitment, Position};

/// Finds the positions and commitments of a scene.
pub fn statements(_scene: &Scene<'_>, _cast: &Cast) -> (Vec<Position>, Vec<Commitment>) {
    (Vec::new(), Vec::new())
}
