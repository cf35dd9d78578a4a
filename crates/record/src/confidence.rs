use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How sure the reader is that a record is right, from 0 to 1, kept to two decimals so that the same reading
/// prints the same bytes everywhere.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize, JsonSchema)]
#[serde(from = "f64", into = "f64")]
pub struct Confidence(u8);

impl Confidence {
    /// Rounds `value` to two decimals and keeps it within 0 and 1.
    pub fn new(value: f64) -> Self {
        Confidence((value.clamp(0.0, 1.0) * 100.0).round() as u8)
    }

    /// From 0 to 1.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl From<f64> for Confidence {
    fn from(value: f64) -> Self {
        Confidence::new(value)
    }
}

impl From<Confidence> for f64 {
    fn from(value: Confidence) -> Self {
        value.value()
    }
}
