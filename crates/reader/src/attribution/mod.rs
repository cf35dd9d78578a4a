//! On whose word the document rests.

use crate::{cast::Cast, scene::Scene};
use mahdar_record::Attribution;

/// Finds the attributions of a scene.
pub fn attributions(_scene: &Scene<'_>, _cast: &Cast) -> Vec<Attribution> {
    Vec::new()
}
