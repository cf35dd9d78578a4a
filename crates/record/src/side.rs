use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// On whose side somebody stands: an ISO 3166-1 alpha-3 code (Kosovo `XKX`), or one of the bodies that the
/// contract names (`UNO`, `EUE`, `LAS`, `AFU`, `GCC`, `NAT`, `OIC`), or `ORG` for any other body.
///
/// ```
/// let side: mahdar_record::Side = "LBY".parse().unwrap();
/// assert_eq!(side.as_str(), "LBY");
/// assert!("Libya".parse::<mahdar_record::Side>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Side([u8; 3]);

/// Not three capital Latin letters.
#[derive(Debug, thiserror::Error)]
#[error("«{0}» is not a side: three capital Latin letters are expected, such as LBY or UNO")]
pub struct SideError(String);

impl Side {
    /// The United Nations.
    pub const UN: Side = Side(*b"UNO");
    /// The European Union.
    pub const EU: Side = Side(*b"EUE");
    /// The League of Arab States.
    pub const ARAB_LEAGUE: Side = Side(*b"LAS");
    /// The African Union.
    pub const AFRICAN_UNION: Side = Side(*b"AFU");
    /// The Gulf Cooperation Council.
    pub const GCC: Side = Side(*b"GCC");
    /// NATO.
    pub const NATO: Side = Side(*b"NAT");
    /// The Organisation of Islamic Cooperation.
    pub const OIC: Side = Side(*b"OIC");
    /// Any other body.
    pub const ORG: Side = Side(*b"ORG");

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a side is built from ASCII letters only")
    }

    /// Whether it is a state, not an organisation.
    pub fn is_state(self) -> bool {
        !matches!(
            &self.0,
            b"UNO" | b"EUE" | b"LAS" | b"AFU" | b"GCC" | b"NAT" | b"OIC" | b"ORG"
        )
    }
}

impl FromStr for Side {
    type Err = SideError;

    fn from_str(s: &str) -> Result<Self, SideError> {
        match <[u8; 3]>::try_from(s.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Side(code)),
            _ => Err(SideError(s.to_owned())),
        }
    }
}

impl TryFrom<String> for Side {
    type Error = SideError;

    fn try_from(s: String) -> Result<Self, SideError> {
        s.parse()
    }
}

impl From<Side> for String {
    fn from(side: Side) -> String {
        side.as_str().to_owned()
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
