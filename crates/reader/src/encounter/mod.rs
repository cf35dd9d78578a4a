//! Who met whom: meetings, calls, visits, sessions, signings, messages.

use crate::{cast::Cast, scene::Scene};
use mahdar_record::Encounter;

/// Finds the encounters of a scene.
pub fn encounters(_scene: &Scene<'_>, _cast: &Cast) -> Vec<Encounter> {
    Vec::new()
}
