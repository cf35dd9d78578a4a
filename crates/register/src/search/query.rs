//! A question put to the index, and its answer.

use super::forms::forms;
use super::index::{Fields, day_key};
use super::snippet::{Looked, Snippet, snippets};
use crate::ask::Thing;
use crate::{DocumentRow, Kind, Register, Result};
use mahdar_record::{PartialDate, Side};
use mahdar_text::{Text, TokenKind};
use serde::{Deserialize, Serialize};
use std::ops::Bound;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{TantivyDocument, Term};

/// What is looked for. In `query`, words are found in all their written forms and with what stands before them;
/// words in quotation marks are found as they are written, one after another; `-` before a word leaves out what
/// has it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchRequest {
    /// The words.
    pub query: String,
    /// Only these kinds; all where it is empty.
    pub kinds: Vec<Kind>,
    /// Records in which all of these sides take part.
    pub between: Vec<Side>,
    /// On or after this day.
    pub since: Option<PartialDate>,
    /// On or before this day.
    pub until: Option<PartialDate>,
    /// How many hits; 20 where it is 0.
    pub limit: usize,
    /// How many hits to leave out first.
    pub offset: usize,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchHit {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// How well it fits; to be compared within one answer only.
    pub score: f32,
    /// Its headline, name or quote.
    pub title: String,
    /// Where the words stand.
    pub snippets: Vec<Snippet>,
    /// The document, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentRow>,
    /// The thing, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thing: Option<Thing>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchAnswer {
    /// Best first.
    pub hits: Vec<SearchHit>,
    /// How many there are in all.
    pub total: usize,
    /// The forms under which each word was looked for; for somebody who found nothing.
    pub tried: Vec<Vec<String>>,
}

/// A part of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// A word in all its forms, itself first.
    Word(Vec<String>),
    /// Words as written, one after another.
    Phrase(Vec<String>),
}

/// Each part with whether it must not be there.
fn parse(query: &str) -> Vec<(bool, Part)> {
    let mut parts = Vec::new();
    // Straight and curved marks and guillemets open and close a phrase alike.
    for (at, piece) in query.split(['"', '«', '»', '“', '”']).enumerate() {
        let text = Text::parse(piece);
        let words = (0..text.len()).filter(|i| text.kind(*i) != TokenKind::Sign);
        if at % 2 == 1 {
            let phrase: Vec<String> = words.map(|i| text.raw(i).to_owned()).collect();
            if !phrase.is_empty() {
                parts.push((false, Part::Phrase(phrase)));
            }
            continue;
        }
        for i in words {
            let minus =
                i > 0 && text.raw(i - 1) == "-" && text.tokens()[i - 1].spaced && !text.tokens()[i].spaced;
            parts.push((minus, Part::Word(forms(text.raw(i)))));
        }
    }
    parts
}

fn compile(part: &Part, fields: &Fields) -> Box<dyn Query> {
    match part {
        Part::Word(forms) => {
            let terms = forms.iter().map(|f| Term::from_field_text(fields.folded, f));
            let any: Box<dyn Query> = Box::new(TermSetQuery::new(terms));
            let itself = TermQuery::new(
                Term::from_field_text(fields.folded, &forms[0]),
                IndexRecordOption::WithFreqs,
            );
            // The forms open the door; the word itself, where it stands, is what raises a hit.
            let scored: Vec<(Occur, Box<dyn Query>)> = forms
                .iter()
                .skip(1)
                .map(|f| {
                    let term = Term::from_field_text(fields.folded, f);
                    let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
                    (Occur::Should, query)
                })
                .collect();
            let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![
                (Occur::Must, Box::new(BoostQuery::new(any, 0.01))),
                (Occur::Should, Box::new(BoostQuery::new(Box::new(itself), 1.5))),
            ];
            clauses.extend(scored);
            Box::new(BooleanQuery::new(clauses))
        }
        Part::Phrase(words) => {
            let terms: Vec<Term> = words
                .iter()
                .map(|w| Term::from_field_text(fields.written, w))
                .collect();
            match <[Term; 1]>::try_from(terms) {
                Ok([term]) => Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
                Err(terms) => Box::new(PhraseQuery::new(terms)),
            }
        }
    }
}

fn within(request: &SearchRequest, fields: &Fields) -> Vec<(Occur, Box<dyn Query>)> {
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    if !request.kinds.is_empty() {
        let kinds = request
            .kinds
            .iter()
            .map(|k| Term::from_field_text(fields.kind, k.as_str()));
        clauses.push((
            Occur::Must,
            Box::new(BoostQuery::new(Box::new(TermSetQuery::new(kinds)), 0.0)),
        ));
    }
    for side in &request.between {
        let term = Term::from_field_text(fields.side, side.as_str());
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        clauses.push((Occur::Must, Box::new(BoostQuery::new(Box::new(query), 0.0))));
    }
    if request.since.is_some() || request.until.is_some() {
        let bound = |key: u64| Bound::Included(Term::from_field_u64(fields.day, key));
        let from = request
            .since
            .map_or(Bound::Unbounded, |d| bound(day_key(&d.to_string())));
        let to = request.until.map_or(Bound::Unbounded, |d| {
            let mut key = day_key(&d.to_string());
            // A month or a year goes to its end.
            if d.day().is_none() {
                key += if d.month().is_none() { 9999 } else { 99 };
            }
            bound(key)
        });
        let range = RangeQuery::new(from, to);
        clauses.push((Occur::Must, Box::new(BoostQuery::new(Box::new(range), 0.0))));
    }
    clauses
}

impl Register {
    /// Looks for words in documents and records.
    ///
    /// # Errors
    /// [`crate::RegisterError::Index`] where the index can neither be read nor made anew.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchAnswer> {
        let parts = parse(&request.query);
        let tried = parts
            .iter()
            .map(|(_, part)| match part {
                Part::Word(forms) => forms.clone(),
                Part::Phrase(words) => vec![words.join(" ")],
            })
            .collect();
        let (found, total) = self.matches(&parts, request)?;
        let looked = Looked::new(
            parts
                .iter()
                .filter(|(minus, _)| !minus)
                .map(|(_, part)| match part {
                    Part::Word(forms) => (true, forms.clone()),
                    Part::Phrase(words) => (false, words.clone()),
                }),
        );
        let mut hits = Vec::new();
        for (score, id) in found {
            hits.extend(self.hit(&id, score, &looked)?);
        }
        Ok(SearchAnswer { hits, total, tried })
    }

    fn matches(
        &self,
        parts: &[(bool, Part)],
        request: &SearchRequest,
    ) -> Result<(Vec<(f32, String)>, usize)> {
        self.with_index(|search| {
            let mut clauses = within(request, &search.fields);
            let mut wanted = false;
            for (minus, part) in parts {
                let occur = if *minus { Occur::MustNot } else { Occur::Must };
                wanted |= !minus;
                clauses.push((occur, compile(part, &search.fields)));
            }
            if !wanted {
                clauses.push((Occur::Must, Box::new(AllQuery)));
            }
            let query = BooleanQuery::new(clauses);
            let searcher = search.reader.searcher();
            let limit = if request.limit == 0 {
                20
            } else {
                request.limit.min(20_000)
            };
            let top = TopDocs::with_limit(limit)
                .and_offset(request.offset)
                .order_by_score();
            let (found, total) = searcher.search(&query, &(top, Count))?;
            let ids = found
                .into_iter()
                .filter_map(|(score, at)| {
                    let document: TantivyDocument = searcher.doc(at).ok()?;
                    Some((score, document.get_first(search.fields.id)?.as_str()?.to_owned()))
                })
                .collect();
            Ok((ids, total))
        })
    }

    /// The ids of one kind that fit, for a list's text filter; at most 20,000.
    pub(crate) fn ids_of_text(&self, words: &str, kind: Kind) -> Result<Vec<String>> {
        let request = SearchRequest {
            kinds: vec![kind],
            limit: 20_000,
            ..SearchRequest::default()
        };
        let (found, _) = self.matches(&parse(words), &request)?;
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }

    /// Documents that have any of these words in any form, on or after `since`: best first.
    pub(crate) fn documents_with(
        &self,
        words: &[String],
        since: Option<PartialDate>,
        limit: usize,
    ) -> Result<Vec<String>> {
        self.with_index(|search| {
            let request = SearchRequest {
                kinds: vec![Kind::Document],
                since,
                ..SearchRequest::default()
            };
            let any: Vec<(Occur, Box<dyn Query>)> = words
                .iter()
                .map(|word| (Occur::Should, compile(&Part::Word(forms(word)), &search.fields)))
                .collect();
            let mut clauses = within(&request, &search.fields);
            clauses.push((Occur::Must, Box::new(BooleanQuery::new(any))));
            let searcher = search.reader.searcher();
            let top = TopDocs::with_limit(limit).order_by_score();
            let found = searcher.search(&BooleanQuery::new(clauses), &top)?;
            Ok(found
                .into_iter()
                .filter_map(|(_, at)| {
                    let document: TantivyDocument = searcher.doc(at).ok()?;
                    Some(document.get_first(search.fields.id)?.as_str()?.to_owned())
                })
                .collect())
        })
    }

    fn hit(&self, id: &str, score: f32, looked: &Looked) -> Result<Option<SearchHit>> {
        let kind = Kind::of(id);
        if kind == Some(Kind::Document) {
            let Ok(document) = self.document_line(id) else {
                return Ok(None);
            };
            let archived = self.archived(id)?;
            return Ok(Some(SearchHit {
                id: id.to_owned(),
                kind: Kind::Document,
                score,
                title: document.title.clone(),
                snippets: snippets(&archived.document.text, looked),
                document: Some(document),
                thing: None,
            }));
        }
        Ok(self.thing(id)?.map(|thing| SearchHit {
            id: id.to_owned(),
            kind: thing.kind,
            score,
            title: thing.label.clone(),
            snippets: snippets(&thing.label, looked),
            document: None,
            thing: Some(thing),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_taken_apart() {
        let parts = parse("الصبر \"على الحق\" -حرب");
        assert!(matches!(&parts[0], (false, Part::Word(forms)) if forms[0] == "الصبر"));
        assert_eq!(parts[1], (false, Part::Phrase(vec!["على".into(), "الحق".into()])));
        assert!(matches!(&parts[2], (true, Part::Word(forms)) if forms[0] == "حرب"));
    }
}
