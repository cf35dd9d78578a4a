//! Dividing a component in which some items speak against each other.

use super::layer::Group;

/// Puts items into groups one after another, in the order given: each goes to the group to which it has the most
/// links, among those in which nothing speaks against it; where there is none, it opens a group.
///
/// Takes the square of the component's size at worst; components are the reports of a few days.
pub(crate) fn divide(
    order: &[usize],
    linked: impl Fn(usize, usize) -> bool,
    conflict: impl Fn(usize, usize) -> bool,
) -> Vec<Group> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &item in order {
        let mut best: Option<(usize, usize)> = None;
        for (at, group) in groups.iter().enumerate() {
            if group.iter().any(|other| conflict(item, *other)) {
                continue;
            }
            let links = group.iter().filter(|other| linked(item, **other)).count();
            if links > 0 && best.is_none_or(|(most, _)| links > most) {
                best = Some((links, at));
            }
        }
        match best {
            Some((_, at)) => groups[at].push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
        .into_iter()
        .map(|members| Group {
            members,
            reasons: Vec::new(),
        })
        .collect()
}
