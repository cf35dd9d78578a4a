use crate::{Lang, Voice};
use mahdar_record::{Party, Side};
use std::{collections::HashMap, sync::OnceLock};

/// Side → (Arabic, English); the file names its sources.
fn names() -> &'static HashMap<&'static str, (&'static str, &'static str)> {
    static NAMES: OnceLock<HashMap<&'static str, (&'static str, &'static str)>> = OnceLock::new();
    NAMES.get_or_init(|| {
        include_str!("../data/sides.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut columns = line.split('\t');
                Some((columns.next()?, (columns.next()?, columns.next()?)))
            })
            .collect()
    })
}

impl Voice {
    /// A side by name; its code where it has none.
    pub fn side(self, side: Side) -> String {
        match (names().get(side.as_str()), self.lang) {
            (Some((arabic, _)), Lang::Ar) => (*arabic).to_owned(),
            (Some((_, english)), Lang::En) => (*english).to_owned(),
            (None, _) => side.to_string(),
        }
    }

    /// A party by name.
    pub fn party(self, party: &Party) -> String {
        match party {
            Party::Side(side) => self.side(*side),
            Party::Named(name) => name.clone(),
        }
    }

    /// Several, joined as the language joins them: `أ وب وج`, `a, b and c`.
    pub fn list(self, items: &[String]) -> String {
        match (self.lang, items) {
            (_, []) => String::new(),
            (_, [one]) => one.clone(),
            (Lang::Ar, items) => items.join(" و"),
            (Lang::En, [first @ .., last]) => format!("{} and {last}", first.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_and_organisations_have_names_in_both_languages() {
        for code in ["LBY", "TUR", "XKX", "UNO", "GCC", "OIC"] {
            let side: Side = code.parse().unwrap();
            for lang in [Lang::Ar, Lang::En] {
                assert_ne!(
                    Voice {
                        lang,
                        ..Voice::default()
                    }
                    .side(side),
                    code
                );
            }
        }
    }
}
