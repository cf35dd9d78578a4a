//! Standing bodies of consultation between sides. Their sessions are encounters that name them.

use super::blocking::pairs;
use super::counts::{count, doubt};
use super::engine::seen_between;
use super::item::{MechanismItem, Seen};
use super::layer::{Below, Entity, Layer, Placed};
use super::words::{bare, is_gathering, overlap};
use crate::Kind;
use mahdar_text::fold;
use serde_json::json;

pub(crate) struct Mechanisms;

/// The word that says what sort of body it is: `مجلس`, `لجنه`, `مشاورات`; the first word of the name but for
/// those that count or place a session.
fn head(name: &str) -> String {
    const SESSION: [&str; 8] = [
        "اجتماع",
        "دوره",
        "جلسه",
        "اجتماعات",
        "اعمال",
        "اول",
        "ثاني",
        "ثانيه",
    ];
    let folded = fold(name);
    folded
        .split_whitespace()
        .map(|w| bare(w).trim_start_matches('ل'))
        .find(|w| !SESSION.contains(w))
        .unwrap_or_default()
        .to_owned()
}

/// Whether a session's name is that of a standing body, not of one gathering (`قمة`, `مؤتمر`, `محادثات`).
pub(crate) fn is_standing(name: &str) -> bool {
    !is_gathering(&head(name)) && !head(name).is_empty()
}

impl Layer for Mechanisms {
    const KIND: Kind = Kind::Mechanism;
    type Item = MechanismItem;

    fn seen(item: &MechanismItem) -> &Seen {
        &item.seen
    }

    fn keys(item: &MechanismItem, out: &mut Vec<String>) {
        let head = head(&item.name);
        if item.sides.is_empty() {
            out.extend(item.words.iter().map(|w| format!("{head}:{w}")));
        } else {
            out.extend(
                pairs(&item.sides)
                    .into_iter()
                    .map(|pair| format!("{head}:{pair}")),
            );
        }
    }

    fn linked(a: &Placed<MechanismItem>, b: &Placed<MechanismItem>, _: &Below) -> bool {
        let (a, b) = (&a.data, &b.data);
        if head(&a.name) != head(&b.name) {
            return false;
        }
        let (part, whole) = overlap(&a.words, &b.words);
        if a.sides == b.sides {
            let bare_name = a.words.is_empty() || b.words.is_empty();
            // Two states have few councils of one sort: a name without more is the one they have.
            return bare_name && a.sides.len() == 2 || part >= 0.5;
        }
        let (small, large) = if a.sides.len() <= b.sides.len() {
            (a, b)
        } else {
            (b, a)
        };
        small.sides.iter().all(|s| large.sides.contains(s)) && whole >= 0.6
    }

    fn nearness(a: &Placed<MechanismItem>, b: &Placed<MechanismItem>) -> u32 {
        (overlap(&a.data.words, &b.data.words).1 * 100.0) as u32
    }

    fn entity(items: &[&Placed<MechanismItem>], why: &[String], _: &Below) -> Entity {
        let names = count(items.iter().map(|i| i.data.name.as_str()));
        let mut sides: Vec<String> = items
            .iter()
            .flat_map(|i| i.data.sides.iter().map(ToString::to_string))
            .collect();
        sides.sort();
        sides.dedup();
        let all = |field: fn(&MechanismItem) -> &Vec<String>| {
            count(
                items
                    .iter()
                    .flat_map(|i| field(&i.data).iter().map(String::as_str)),
            )
        };
        let said = |field: fn(&MechanismItem) -> &Option<String>| {
            count(items.iter().filter_map(|i| field(&i.data).as_deref()))
        };
        let (first, last) = seen_between(items.iter().map(|i| &i.data.seen));
        let label = names
            .iter()
            .filter(|n| n.count * 4 >= names[0].count)
            .max_by_key(|n| {
                (
                    n.form.split_whitespace().count().min(7),
                    n.count,
                    std::cmp::Reverse(&n.form),
                )
            })
            .unwrap_or(&names[0]);
        Entity {
            label: label.form.clone(),
            first,
            last,
            doubt: doubt(items.iter().map(|i| i.data.seen.sure)),
            data: json!({
                "names": names, "sides": sides, "founded_by": said(|i| &i.founded_by), "chairs": all(|i| &i.chairs),
                "members": all(|i| &i.members), "coordinators": all(|i| &i.coordinators),
                "cadence": said(|i| &i.cadence), "host_rule": said(|i| &i.host_rule),
                "preparation": said(|i| &i.preparation), "mentions": items.len(), "why": why,
            }),
            facets: sides.into_iter().map(|s| ("side", s)).collect(),
            ..Entity::default()
        }
    }
}
