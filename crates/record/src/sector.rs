use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A field of cooperation, as the contract lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// Political process, elections, recognition.
    Political,
    /// Security, intelligence, counter-terrorism, borders; nuclear questions.
    Security,
    /// Armed forces and arms.
    Defence,
    /// Crime, courts, extradition, trafficking.
    Justice,
    /// Migration.
    Migration,
    /// Trade.
    Trade,
    /// Investment, finance, banking, reconstruction.
    Investment,
    /// Energy.
    Energy,
    /// Aviation, ports, roads.
    Transport,
    /// Maritime zones, fisheries.
    Maritime,
    /// Health.
    Health,
    /// Education and training.
    Education,
    /// Technology, digital affairs, space.
    Science,
    /// Culture, media, heritage, sport, youth, religion.
    Culture,
    /// Tourism.
    Tourism,
    /// Labour and social affairs.
    Labour,
    /// Agriculture, food, water.
    Agriculture,
    /// Environment and climate.
    Environment,
    /// Municipalities.
    Municipal,
    /// Relief, refugees, de-mining.
    Humanitarian,
    /// Visas, citizens abroad.
    Consular,
    /// The mechanism itself: next session, follow-up, committees.
    Institutional,
    /// Anything else.
    Other,
}

impl Sector {
    /// Every value, in the contract's order.
    pub const ALL: [Sector; 23] = [
        Sector::Political,
        Sector::Security,
        Sector::Defence,
        Sector::Justice,
        Sector::Migration,
        Sector::Trade,
        Sector::Investment,
        Sector::Energy,
        Sector::Transport,
        Sector::Maritime,
        Sector::Health,
        Sector::Education,
        Sector::Science,
        Sector::Culture,
        Sector::Tourism,
        Sector::Labour,
        Sector::Agriculture,
        Sector::Environment,
        Sector::Municipal,
        Sector::Humanitarian,
        Sector::Consular,
        Sector::Institutional,
        Sector::Other,
    ];

    /// The word that stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Sector::Political => "political",
            Sector::Security => "security",
            Sector::Defence => "defence",
            Sector::Justice => "justice",
            Sector::Migration => "migration",
            Sector::Trade => "trade",
            Sector::Investment => "investment",
            Sector::Energy => "energy",
            Sector::Transport => "transport",
            Sector::Maritime => "maritime",
            Sector::Health => "health",
            Sector::Education => "education",
            Sector::Science => "science",
            Sector::Culture => "culture",
            Sector::Tourism => "tourism",
            Sector::Labour => "labour",
            Sector::Agriculture => "agriculture",
            Sector::Environment => "environment",
            Sector::Municipal => "municipal",
            Sector::Humanitarian => "humanitarian",
            Sector::Consular => "consular",
            Sector::Institutional => "institutional",
            Sector::Other => "other",
        }
    }

    /// The value of a word of the contract.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.as_str() == code)
    }
}
