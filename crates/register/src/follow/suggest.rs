//! Later words of documents that may show what became of a commitment. Never applied by itself: a person looks at
//! both quotes and rules.

use super::sessions::words;
use crate::ask::{Filter, Sort, Thing, sides_of};
use crate::merge::words::{Plain, bare, content};
use crate::{Kind, Register, RegisterError, Result};
use mahdar_record::PartialDate;
use mahdar_text::number::amount_at;
use mahdar_text::{Text, TokenKind};
use rusqlite::params;
use serde::Serialize;

/// Words that may be evidence for a commitment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The commitment.
    pub commitment: String,
    /// Its words.
    pub quote: String,
    /// Short id of the later document.
    pub document: String,
    /// Its headline.
    pub title: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its publication day.
    pub published: Option<String>,
    /// Its words.
    pub evidence: String,
    /// First Unicode scalar value of these words in its text.
    pub start: u32,
    /// How well they fit, 0 to 100; to be compared with other suggestions.
    pub score: u32,
    /// Why they were suggested, in words.
    pub reasons: Vec<String>,
}

/// A sentence of a later document that shares words with a commitment.
pub(super) struct Passages {
    pub document: String,
    pub title: String,
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub quote: String,
    pub start: u32,
    /// Words of the commitment that it has.
    pub shared: usize,
    matched: Vec<String>,
    sides: Vec<String>,
    /// Whether the reader took it for a commitment itself: who says a thing again has not done it.
    promised: bool,
}

/// How many documents are looked into for one commitment.
const DOCUMENTS: usize = 60;
/// A longer sentence is a list or a broken page; its words stand together by chance.
const LONGEST: usize = 90;

/// What two forms of one root have in common, roughly: the consonants that are not weak. `استئناف` and `استأنفت`
/// both begin with `ستنف`.
fn skeleton(stem: &str) -> String {
    stem.chars()
        .filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ء'))
        .collect()
}

fn akin(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (x, y) = (skeleton(a), skeleton(b));
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    // Letters of Arabic take two bytes: three consonants shared from the first, at most one more on one side.
    short.chars().count() >= 3
        && long.starts_with(short.as_str())
        && long.chars().count() <= short.chars().count() + 1
}

impl Passages {
    /// The sentences of documents after a commitment was made (until `until`) that share words with it.
    pub fn of(register: &Register, commitment: &Thing, until: Option<PartialDate>) -> Result<Vec<Passages>> {
        let wanted = words(commitment);
        let made: Option<PartialDate> = commitment.first.as_deref().and_then(|d| d.parse().ok());
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let text = Text::parse(&commitment.label);
        let written: Vec<String> = (0..text.len())
            .filter(|i| {
                text.kind(*i) == TokenKind::Word
                    && wanted.iter().any(|w| bare(text.word(*i)).starts_with(w.as_str()))
            })
            .map(|i| text.word(i).to_owned())
            .chain(wanted.iter().cloned())
            .collect();
        let mut passages = Vec::new();
        for id in register.documents_with(&written, made, DOCUMENTS)? {
            let row = register.document_line(&id)?;
            let own = register.tells_of(&id, &commitment.id)?;
            let late = until.is_some_and(|u| row.published.as_deref().is_some_and(|p| *p > *u.to_string()));
            let early = made.is_some_and(|m| row.published.as_deref().is_none_or(|p| *p <= *m.to_string()));
            if own || late || early || !row.current {
                continue;
            }
            let document = register.archived(&id)?.document;
            let sides = register.sides_in(&id)?;
            let promises = register.promises_in(&id)?;
            sentences(&document.text, &wanted, |quote, start, matched| {
                passages.push(Passages {
                    document: id.clone(),
                    title: row.title.clone(),
                    outlet: row.outlet.clone(),
                    published: row.published.clone(),
                    quote: quote.to_owned(),
                    start,
                    shared: matched.len(),
                    matched,
                    sides: sides.clone(),
                    promised: promises
                        .iter()
                        .any(|(from, to)| *from < start + quote.chars().count() as u32 && start < *to),
                });
            });
        }
        Ok(passages)
    }
}

/// Calls `each` with every sentence that shares at least two words with `wanted`.
fn sentences(text: &str, wanted: &[String], mut each: impl FnMut(&str, u32, Vec<String>)) {
    let parsed = Text::parse(text);
    for sentence in parsed.sentences() {
        let tokens = sentence.tokens();
        if tokens.len() > LONGEST || tokens.is_empty() {
            continue;
        }
        let span = parsed.span(tokens);
        let quote = &text[span.range()];
        let there = content(quote, &[Plain::Function, Plain::Promise, Plain::General]);
        let matched: Vec<String> = wanted
            .iter()
            .filter(|w| there.iter().any(|t| akin(w, t)))
            .cloned()
            .collect();
        if matched.len() >= 2 {
            each(
                quote,
                text[..span.start() as usize].chars().count() as u32,
                matched,
            );
        }
    }
}

impl Register {
    /// Words of later documents that may be evidence for one commitment (`id`), or for each open commitment that a
    /// filter lists; best first, at most `limit` for each commitment.
    ///
    /// # Errors
    /// [`RegisterError::NotFound`], [`RegisterError::Invalid`] where `id` is no commitment; what the index reports.
    pub fn suggest(&self, id: Option<&str>, filter: &Filter, limit: usize) -> Result<Vec<Suggestion>> {
        let commitments = match id {
            Some(id) => {
                let id = self.find(id)?;
                let thing = self.thing(&id)?.filter(|t| t.kind == Kind::Commitment);
                vec![thing.ok_or_else(|| RegisterError::Invalid(format!("{id} is not a commitment")))?]
            }
            None => {
                let open = Filter {
                    sort: Sort::First,
                    limit: if filter.limit == 0 { 200 } else { filter.limit },
                    ..filter.clone()
                };
                let mut things = self.list(Kind::Commitment, &open)?.items;
                things.retain(|t| matches!(t.status.as_deref(), Some("open" | "in_progress")));
                things
            }
        };
        let mut suggestions = Vec::new();
        for commitment in commitments {
            let mut of_one: Vec<Suggestion> = Passages::of(self, &commitment, filter.as_of)?
                .into_iter()
                .filter(|passage| !passage.promised)
                .filter_map(|passage| weigh(&commitment, passage))
                .collect();
            of_one.sort_by(|a, b| {
                (b.score, &a.published, &a.document, a.start).cmp(&(
                    a.score,
                    &b.published,
                    &b.document,
                    b.start,
                ))
            });
            // One document says one thing about it: its best sentence.
            let mut seen: Vec<String> = Vec::new();
            of_one.retain(|s| {
                !seen.contains(&s.document) && {
                    seen.push(s.document.clone());
                    true
                }
            });
            of_one.truncate(limit.max(1));
            suggestions.extend(of_one);
        }
        Ok(suggestions)
    }

    /// Whether a document is among those that tell of a thing.
    fn tells_of(&self, document: &str, thing: &str) -> Result<bool> {
        Ok(self
            .db
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM item i JOIN document d ON d.doc = i.doc WHERE d.id = ?1 AND i.entity = ?2)",
            )?
            .query_row([document, thing], |row| row.get(0))?)
    }

    /// Where a document's commitments stand, in Unicode scalar values.
    fn promises_in(&self, document: &str) -> Result<Vec<(u32, u32)>> {
        Ok(self
            .db
            .prepare_cached(
                "SELECT json_extract(i.data, '$.seen.start'), json_extract(i.data, '$.seen.end')
                 FROM item i JOIN document d ON d.doc = i.doc WHERE d.id = ?1 AND i.layer = ?2",
            )?
            .query_map(params![document, Kind::Commitment.layer()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// The sides that a document's records name.
    fn sides_in(&self, document: &str) -> Result<Vec<String>> {
        Ok(self
            .db
            .prepare_cached(
                "SELECT DISTINCT f.value FROM item i JOIN document d ON d.doc = i.doc JOIN facet f ON f.entity = i.entity
                 WHERE d.id = ?1 AND f.name = ?2 ORDER BY f.value",
            )?
            .query_map(params![document, "side"], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?)
    }
}

/// How well a passage fits: the share of the commitment's words, its sides, its figure, its place.
fn weigh(commitment: &Thing, passage: Passages) -> Option<Suggestion> {
    let wanted = words(commitment);
    let share = passage.matched.len() as f64 / wanted.len().clamp(2, 12) as f64;
    let mut score = 60.0 * share.min(1.0);
    let mut reasons = vec![format!("same words: {}", passage.matched.join("، "))];
    let sides = sides_of(commitment);
    let common: Vec<&String> = sides.iter().filter(|s| passage.sides.contains(s)).collect();
    if !common.is_empty() {
        score += 20.0 * common.len() as f64 / sides.len() as f64;
        let common: Vec<&str> = common.into_iter().map(String::as_str).collect();
        reasons.push(format!("same sides: {}", common.join("، ")));
    }
    if let Some(target) = commitment.data["target"]["value"].as_f64() {
        let text = Text::parse(&passage.quote);
        if (0..text.len())
            .filter_map(|i| amount_at(&text, i))
            .any(|a| (a.value - target).abs() < 0.005 * target)
        {
            score += 15.0;
            reasons.push(format!("same figure: {target}"));
        }
    }
    if let Some(place) = commitment.data["place"]
        .as_str()
        .filter(|p| passage.quote.contains(*p))
    {
        score += 5.0;
        reasons.push(format!("same place: {place}"));
    }
    (score >= 25.0).then(|| Suggestion {
        commitment: commitment.id.clone(),
        quote: commitment.label.clone(),
        document: passage.document,
        title: passage.title,
        outlet: passage.outlet,
        published: passage.published,
        evidence: passage.quote,
        start: passage.start,
        score: score.round().min(100.0) as u32,
        reasons,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_is_akin_to_its_noun() {
        for (noun, verb) in [
            ("استئناف", "استأنفت"),
            ("رحلات", "رحلاتها"),
            ("افتتاح", "افتتحت"),
            ("تصدير", "تصدر"),
        ] {
            let stems = |w: &str| content(w, &[]).swap_remove(0);
            assert!(akin(&stems(noun), &stems(verb)), "{noun} {verb}");
        }
        assert!(!akin("بحر", "طير"));
    }
}
