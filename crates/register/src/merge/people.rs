//! People across documents, and the offices they were seen in.

use super::counts::{count, doubt};
use super::engine::seen_between;
use super::item::{PersonItem, Seen};
use super::layer::{Below, Entity, Group, Layer, Placed};
use super::words::{Plain, content};
use crate::Kind;
use crate::resolve;
use mahdar_record::Side;
use mahdar_text::fold;
use serde_json::json;
use std::collections::BTreeMap;

pub(crate) struct People;

impl Layer for People {
    const KIND: Kind = Kind::Person;
    const KEY_IS_LINK: bool = true;
    type Item = PersonItem;

    fn seen(item: &PersonItem) -> &Seen {
        &item.seen
    }

    fn keys(item: &PersonItem, out: &mut Vec<String>) {
        resolve::keys(&item.name, item.side, out);
    }

    fn linked(_: &Placed<PersonItem>, _: &Placed<PersonItem>, _: &Below) -> bool {
        true
    }

    fn groups(items: &[&Placed<PersonItem>], _: &Below) -> Vec<Group> {
        let mentions: Vec<resolve::Mention<'_>> = items
            .iter()
            .map(|i| resolve::Mention {
                id: &i.id,
                doc: &i.data.seen.doc,
                published: i.data.seen.on,
                name: &i.data.name,
                offices: &i.data.offices,
                side: i.data.side,
                quote: &i.data.seen.quote,
            })
            .collect();
        let resolved = resolve::people(&mentions);
        let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
        for (i, one) in resolved.into_iter().enumerate() {
            let group = groups.entry(one.person).or_default();
            group.members.push(i);
            for reason in one.reasons {
                if !group.reasons.contains(&reason) {
                    group.reasons.push(reason);
                }
            }
        }
        groups.into_values().collect()
    }

    fn nearness(a: &Placed<PersonItem>, b: &Placed<PersonItem>) -> u32 {
        let same_name = fold(&a.data.name) == fold(&b.data.name);
        let titles = |p: &PersonItem| p.offices.iter().map(|o| fold(&o.title)).collect::<Vec<_>>();
        let theirs = titles(&b.data);
        let shared = titles(&a.data).iter().filter(|t| theirs.contains(t)).count() as u32;
        let same_side = a.data.side.is_some() && a.data.side == b.data.side;
        4 * u32::from(same_name) + 2 * u32::from(same_side) + shared
    }

    fn entity(items: &[&Placed<PersonItem>], why: &[String], _: &Below) -> Entity {
        let names = count(items.iter().map(|i| i.data.name.as_str()));
        let sides = count(
            items
                .iter()
                .filter_map(|i| i.data.side.as_ref())
                .map(Side::as_str),
        );
        let tenures = tenures(items);
        let (first, last) = seen_between(items.iter().map(|i| &i.data.seen));
        let mut facets: Vec<(&'static str, String)> =
            sides.iter().map(|s| ("side", s.form.clone())).collect();
        for tenure in &tenures {
            facets.push((
                "office",
                format!("{}:{}", tenure.side.as_deref().unwrap_or("-"), tenure.key),
            ));
        }
        let label = fullest(
            &names
                .iter()
                .map(|n| (n.form.as_str(), n.count))
                .collect::<Vec<_>>(),
        );
        Entity {
            label,
            first,
            last,
            doubt: doubt(items.iter().map(|i| i.data.seen.sure)),
            data: json!({"names": names, "sides": sides, "tenures": tenures, "mentions": items.len(), "why": why}),
            facets,
            ..Entity::default()
        }
    }
}

/// The name to show: of the forms with the most words that at least a tenth of the records use, the most frequent.
fn fullest(names: &[(&str, usize)]) -> String {
    let most = names.iter().map(|n| n.1).max().unwrap_or_default();
    names
        .iter()
        .filter(|(_, count)| count * 10 >= most)
        .max_by_key(|(name, count)| {
            (
                name.split_whitespace().count().min(3),
                *count,
                std::cmp::Reverse(*name),
            )
        })
        .map(|(name, _)| (*name).to_owned())
        .unwrap_or_default()
}

/// An office as somebody was seen in it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Tenure {
    /// Its fullest frequent form.
    pub title: String,
    /// On whose side.
    pub side: Option<String>,
    /// The same for all forms of one office.
    pub key: String,
    /// First and last day on which a document gives it.
    pub first: Option<String>,
    /// See `first`.
    pub last: Option<String>,
    /// How many records give it.
    pub count: usize,
}

/// The offices of one person: two titles are one office where one says all that the other says.
fn tenures(items: &[&Placed<PersonItem>]) -> Vec<Tenure> {
    // Few titles are written many times: each is taken apart once.
    let mut written: BTreeMap<(&str, Option<Side>), Vec<&Seen>> = BTreeMap::new();
    for item in items {
        for office in &item.data.offices {
            let side = office.side.or(item.data.side);
            written
                .entry((&office.title, side))
                .or_default()
                .push(&item.data.seen);
        }
    }
    let mut offices: Vec<(Vec<String>, Option<Side>, Vec<(&str, &Seen)>)> = Vec::new();
    let mut given: Vec<(Vec<String>, &str, Option<Side>, Vec<&Seen>)> = written
        .into_iter()
        .map(|((title, side), seen)| (content(title, &[Plain::Function]), title, side, seen))
        .collect();
    // The shortest first, so that longer forms join them.
    given.sort_by(|a, b| (a.0.len(), &a.0, a.1, a.2).cmp(&(b.0.len(), &b.0, b.1, b.2)));
    for (words, title, side, seen) in given {
        if words.is_empty() {
            continue;
        }
        let known = offices.iter_mut().find(|(other, at, _)| {
            (*at == side || at.is_none() || side.is_none())
                && (other.len() > 1 || words.len() == 1 || words.len() == 2)
                && other.iter().all(|w| words.contains(w))
        });
        match known {
            Some((_, at, forms)) => {
                *at = at.or(side);
                forms.extend(seen.into_iter().map(|s| (title, s)));
            }
            None => offices.push((words, side, seen.into_iter().map(|s| (title, s)).collect())),
        }
    }
    let mut tenures: Vec<Tenure> = offices
        .into_iter()
        .map(|(words, side, forms)| {
            let (first, last) = seen_between(forms.iter().map(|(_, seen)| *seen));
            Tenure {
                title: count(forms.iter().map(|(title, _)| *title)).swap_remove(0).form,
                side: side.map(|s| s.to_string()),
                key: words.join(" "),
                first,
                last,
                count: forms.len(),
            }
        })
        .collect();
    tenures.sort_by(|a, b| (&a.first, &a.key, &a.side).cmp(&(&b.first, &b.key, &b.side)));
    tenures
}
