//! Standing bodies of consultation that the text founds, describes or convenes.

use crate::{cast::Cast, scene::Scene};
use mahdar_record::Mechanism;

/// Finds the mechanisms of a scene.
pub fn mechanisms(_scene: &Scene<'_>, _cast: &Cast) -> Vec<Mechanism> {
    Vec::new()
}
