//! Treaties, agreements, memoranda, resolutions that the text names.

use crate::{cast::Cast, scene::Scene};
use mahdar_record::Instrument;

/// Finds the instruments of a scene.
pub fn instruments(_scene: &Scene<'_>, _cast: &Cast) -> Vec<Instrument> {
    Vec::new()
}
