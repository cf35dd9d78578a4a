//! One instrument in its many wordings.

use super::blocking::pairs;
use super::counts::{count, doubt};
use super::derive::sides_of;
use super::engine::seen_between;
use super::item::{InstrumentItem, Seen};
use super::layer::{Below, Entity, Layer, Placed};
use super::words::overlap;
use crate::Kind;
use mahdar_record::{InstrumentKind, PartialDate};
use mahdar_text::{Text, TokenKind};
use serde_json::json;

pub(crate) struct Instruments;

/// The number of a resolution (`القرار 1701`), where it can be no year of a date.
pub(crate) fn number(title: &str) -> Option<String> {
    let text = Text::parse(title);
    (0..text.len())
        .filter(|i| text.kind(*i) == TokenKind::Number)
        .map(|i| text.word(i).to_owned())
        .find(|n| n.len() <= 4 && !(n.len() == 4 && (n.starts_with("19") || n.starts_with("20"))))
        .or_else(|| {
            // Resolutions of the Security Council have reached the numbers that look like years.
            let resolution = text.word(0).contains("قرار");
            (1..text.len())
                .find(|i| resolution && text.kind(*i) == TokenKind::Number)
                .map(|i| text.word(i).to_owned())
        })
}

/// Kinds that the press uses for one another.
fn family(kind: InstrumentKind) -> &'static str {
    match kind {
        InstrumentKind::Treaty
        | InstrumentKind::Agreement
        | InstrumentKind::Memorandum
        | InstrumentKind::Protocol => "agreement",
        InstrumentKind::Resolution => "resolution",
        InstrumentKind::Statement => "statement",
        InstrumentKind::Contract => "contract",
        InstrumentKind::Roadmap | InstrumentKind::Other => "other",
    }
}

fn dates_agree(a: Option<PartialDate>, b: Option<PartialDate>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.covers(b) || b.covers(a),
        _ => true,
    }
}

impl Layer for Instruments {
    const KIND: Kind = Kind::Instrument;
    type Item = InstrumentItem;

    fn seen(item: &InstrumentItem) -> &Seen {
        &item.seen
    }

    fn keys(item: &InstrumentItem, out: &mut Vec<String>) {
        let family = family(item.kind);
        if let Some(number) = &item.number {
            out.push(format!("{family}:number:{number}"));
        } else if item.words.is_empty() {
            let sides = sides_of(&item.parties);
            if let (Some(date), false) = (item.date, sides.is_empty()) {
                out.extend(
                    pairs(&sides)
                        .into_iter()
                        .map(|pair| format!("{family}:{pair}:{}", date.year())),
                );
            }
        } else {
            out.extend(item.words.iter().map(|word| format!("{family}:{word}")));
        }
    }

    fn linked(a: &Placed<InstrumentItem>, b: &Placed<InstrumentItem>, _: &Below) -> bool {
        let (a, b) = (&a.data, &b.data);
        if family(a.kind) != family(b.kind) || !dates_agree(a.date, b.date) {
            return false;
        }
        let (x, y) = (sides_of(&a.parties), sides_of(&b.parties));
        let shared = x.iter().filter(|s| y.contains(s)).count();
        let known = !x.is_empty() && !y.is_empty();
        if known && shared < x.len().min(y.len()) {
            return false;
        }
        match (&a.number, &b.number) {
            (Some(m), Some(n)) => return m == n,
            (None, None) => {}
            _ => return false,
        }
        let (part, whole) = overlap(&a.words, &b.words);
        let same_parties = known && x == y;
        if a.words.is_empty() && b.words.is_empty() {
            return same_parties && a.kind == b.kind && a.date.is_some() && a.date == b.date;
        }
        // One title says all that the other says: enough where the parties are the same, or little is added.
        part == 1.0 && (same_parties || whole >= 0.6) || whole >= 0.75
    }

    fn nearness(a: &Placed<InstrumentItem>, b: &Placed<InstrumentItem>) -> u32 {
        (overlap(&a.data.words, &b.data.words).1 * 100.0) as u32 + u32::from(a.data.date == b.data.date)
    }

    fn entity(items: &[&Placed<InstrumentItem>], why: &[String], _: &Below) -> Entity {
        let titles = count(items.iter().map(|i| i.data.title.as_str()));
        let kinds = count(items.iter().map(|i| i.data.kind.as_str()));
        let mut parties: Vec<String> = items
            .iter()
            .flat_map(|i| i.data.parties.iter().map(ToString::to_string))
            .collect();
        parties.sort();
        parties.dedup();
        // The most precise date that somebody gives; where they differ, the one given first.
        let date = items
            .iter()
            .filter_map(|i| i.data.date)
            .max_by_key(|d| (d.day().is_some(), d.month().is_some(), std::cmp::Reverse(*d)));
        let status = ["in_force", "signed", "proposed", "cited"].into_iter().find(|s| {
            items
                .iter()
                .any(|i| i.data.status.is_some_and(|x| x.as_str() == *s))
        });
        let (first, last) = seen_between(items.iter().map(|i| &i.data.seen));
        let mut facets = vec![("kind", kinds[0].form.clone())];
        facets.extend(
            parties
                .iter()
                .filter(|p| p.len() == 3)
                .map(|p| ("side", p.clone())),
        );
        let label = &titles[0];
        Entity {
            label: label.form.clone(),
            first,
            last,
            status: status.map(str::to_owned),
            doubt: doubt(items.iter().map(|i| i.data.seen.sure)),
            data: json!({
                "kind": kinds[0].form, "date": date, "parties": parties, "number": items.iter().find_map(|i| i.data.number.clone()),
                "titles": titles, "kinds": kinds, "mentions": items.len(), "why": why,
            }),
            facets,
            ..Entity::default()
        }
    }
}
