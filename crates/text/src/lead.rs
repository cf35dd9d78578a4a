//! Proclitics before a known word.

use rustc_hash::FxHashMap;

/// What is written before a word in one piece with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Lead {
    pub conjunction: bool,
    pub preposition: bool,
    pub article: bool,
}

impl Lead {
    /// Whether nothing is written before the word.
    pub fn is_none(self) -> bool {
        self == Lead::default()
    }
}

/// The entry of `table` that `word` (folded) is, with what is written before it.
///
/// A word that is in the table as it stands wins; then one reading after the other takes a conjunction, a
/// preposition and the article off.
pub(crate) fn find<T: Copy>(table: &FxHashMap<String, T>, word: &str) -> Option<(T, Lead)> {
    let mut lead = Lead::default();
    if let Some(found) = table.get(word) {
        return Some((*found, lead));
    }
    let mut rest = word;
    if let Some(r) = rest.strip_prefix(['و', 'ف']) {
        lead.conjunction = true;
        rest = r;
        if let Some(found) = table.get(rest) {
            return Some((*found, lead));
        }
    }
    if let Some(r) = rest.strip_prefix(['ب', 'ل', 'ك']) {
        // «لست», «بست»: a negation or a misprint far more often than «for six».
        if let Some(found) = table.get(r).filter(|_| r.len() > 4) {
            lead.preposition = true;
            return Some((*found, lead));
        }
        if let Some(r) = r.strip_prefix("ال").or_else(|| rest.strip_prefix("لل")) {
            lead.preposition = true;
            lead.article = true;
            return table.get(r).map(|found| (*found, lead));
        }
    }
    lead.article = true;
    table.get(rest.strip_prefix("ال")?).map(|found| (*found, lead))
}
