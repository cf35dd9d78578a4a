use crate::Side;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Somebody bound by a commitment or holding a position: a side, or a person, office or body by name as written.
///
/// In JSON both are strings; three capital Latin letters are a side.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Party {
    /// A state or one of the named organisations.
    Side(Side),
    /// A name, office or body, as the document writes it.
    Named(String),
}

impl From<String> for Party {
    fn from(s: String) -> Self {
        s.parse().map_or(Party::Named(s), Party::Side)
    }
}

impl From<Side> for Party {
    fn from(side: Side) -> Self {
        Party::Side(side)
    }
}

impl From<Party> for String {
    fn from(party: Party) -> String {
        party.to_string()
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Party::Side(side) => side.fmt(f),
            Party::Named(name) => f.write_str(name),
        }
    }
}
