//! Brings one layer in step with its items: finds the components that changed, divides them into things again,
//! and writes what differs.

use super::item::Seen;
use super::layer::{Below, Entity, Group, Layer, Placed};
use super::{blocking, united::Union};
use crate::Result;
use crate::decide::Rulings;
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, Row, params};
use rustc_hash::{FxHashMap, FxHashSet};

/// The documents whose items of a layer have to be merged anew.
#[derive(Debug, Clone)]
pub(crate) enum Dirty {
    All,
    Docs(FxHashSet<i64>),
}

/// Above this many items with one key, each is compared with its neighbours in the order of evidence only, so
/// that a day on which everybody writes of one thing does not take quadratic time.
const CROWD: usize = 1500;
const NEIGHBOURS: usize = 150;

struct Thing {
    id: String,
    component: i64,
    members: Vec<usize>,
    ruling: Option<&'static str>,
    docs: usize,
    entity: Entity,
}

/// Merges what is dirty in layer `L`; returns the documents of which an item now belongs to another thing.
pub(crate) fn merge<L: Layer>(db: &Connection, dirty: &Dirty, rulings: &Rulings) -> Result<FxHashSet<i64>> {
    let mut old: FxHashSet<String> = FxHashSet::default();
    let mut items = load::<L>(db, dirty, &mut old)?;
    old.extend(items.iter().filter_map(|i| i.entity.clone()));
    // What a person rejected belongs to nothing.
    for item in items
        .iter()
        .filter(|i| L::seen(&i.data).rejected.is_some() && i.entity.is_some())
    {
        db.prepare_cached("UPDATE item SET component = NULL, entity = NULL WHERE item = ?1")?
            .execute([item.row])?;
    }
    items.retain(|i| L::seen(&i.data).rejected.is_none());
    items.par_sort_by(|a, b| {
        let (x, y) = (L::seen(&a.data), L::seen(&b.data));
        x.order().cmp(&y.order()).then_with(|| a.id.cmp(&b.id))
    });
    let below = below::<L>(db, dirty, &items)?;
    let components = components::<L>(&items, &below, rulings);
    let things: Vec<Thing> = components
        .par_iter()
        .flat_map_iter(|component| things::<L>(&items, component, &below, rulings))
        .collect();
    write::<L>(db, &items, &things, &old)
}

fn placed<L: Layer>(row: &Row<'_>) -> rusqlite::Result<(Placed<()>, String)> {
    let place = Placed {
        row: row.get(0)?,
        id: row.get(1)?,
        doc: row.get(2)?,
        component: row.get(3)?,
        entity: row.get(4)?,
        data: (),
    };
    Ok((place, row.get(5)?))
}

fn load<L: Layer>(
    db: &Connection,
    dirty: &Dirty,
    old: &mut FxHashSet<String>,
) -> Result<Vec<Placed<L::Item>>> {
    let layer = L::KIND.layer();
    let columns = "SELECT item, id, doc, component, entity, data FROM item";
    let mut raw = Vec::new();
    let mut stale = Vec::new();
    {
        let mut statement = db.prepare_cached("SELECT component, entity FROM stale WHERE layer = ?1")?;
        let mut rows = statement.query([layer])?;
        while let Some(row) = rows.next()? {
            stale.push(row.get::<_, i64>(0)?);
            old.insert(row.get(1)?);
        }
    }
    match dirty {
        Dirty::All => {
            let mut statement = db.prepare(&format!("{columns} WHERE layer = ?1"))?;
            for row in statement.query_map([layer], placed::<L>)? {
                raw.push(row?);
            }
            let mut statement = db.prepare("SELECT id FROM entity WHERE layer = ?1")?;
            for id in statement.query_map([layer], |row| row.get(0))? {
                old.insert(id?);
            }
        }
        Dirty::Docs(docs) => {
            let mut touched: FxHashSet<i64> = stale.into_iter().collect();
            let mut seen = FxHashSet::default();
            let mut by_doc = db.prepare_cached(&format!("{columns} WHERE doc = ?1 AND layer = ?2"))?;
            let mut meeting = db.prepare_cached(
                "SELECT DISTINCT i.component FROM blocking a JOIN blocking b ON b.key = a.key
                 JOIN item i ON i.item = b.item WHERE a.item = ?1 AND i.component IS NOT NULL",
            )?;
            for doc in docs {
                for row in by_doc.query_map([*doc, layer], placed::<L>)? {
                    let row = row?;
                    for component in meeting.query_map([row.0.row], |r| r.get(0))? {
                        touched.insert(component?);
                    }
                    touched.extend(row.0.component);
                    if row.0.component.is_none() && seen.insert(row.0.row) {
                        raw.push(row);
                    }
                }
            }
            let mut of_component =
                db.prepare_cached(&format!("{columns} WHERE layer = ?1 AND component = ?2"))?;
            for component in touched {
                for row in of_component.query_map([layer, component], placed::<L>)? {
                    let row = row?;
                    if seen.insert(row.0.row) {
                        raw.push(row);
                    }
                }
            }
        }
    }
    raw.into_par_iter()
        .map(|(place, data)| {
            Ok(Placed {
                row: place.row,
                id: place.id,
                doc: place.doc,
                component: place.component,
                entity: place.entity,
                data: serde_json::from_str(&data)?,
            })
        })
        .collect()
}

fn below<L: Layer>(db: &Connection, dirty: &Dirty, items: &[Placed<L::Item>]) -> Result<Below> {
    let mut below = Below::default();
    if L::BELOW.is_empty() {
        return Ok(below);
    }
    for kind in L::BELOW {
        let mut take = |row: &Row<'_>| -> rusqlite::Result<()> {
            if let Some(entity) = row.get::<_, Option<String>>(1)? {
                below.0.insert(row.get(0)?, entity);
            }
            Ok(())
        };
        match dirty {
            Dirty::All => {
                let mut statement = db.prepare_cached("SELECT id, entity FROM item WHERE layer = ?1")?;
                let mut rows = statement.query([kind.layer()])?;
                while let Some(row) = rows.next()? {
                    take(row)?;
                }
            }
            Dirty::Docs(_) => {
                let docs: FxHashSet<i64> = items.iter().map(|i| i.doc).collect();
                let mut statement =
                    db.prepare_cached("SELECT id, entity FROM item WHERE doc = ?1 AND layer = ?2")?;
                for doc in docs {
                    let mut rows = statement.query([doc, kind.layer()])?;
                    while let Some(row) = rows.next()? {
                        take(row)?;
                    }
                }
            }
        }
    }
    Ok(below)
}

fn components<L: Layer>(items: &[Placed<L::Item>], below: &Below, rulings: &Rulings) -> Vec<Vec<usize>> {
    let keys: Vec<Vec<i64>> = items
        .par_iter()
        .map(|item| {
            let mut words = Vec::new();
            L::keys(&item.data, &mut words);
            words.iter().map(|key| blocking::number(L::KIND, key)).collect()
        })
        .collect();
    let mut buckets: FxHashMap<i64, Vec<usize>> = FxHashMap::default();
    for (i, keys) in keys.into_iter().enumerate() {
        for key in keys {
            let bucket = buckets.entry(key).or_default();
            // A key named twice by one item would be compared with itself.
            if bucket.last() != Some(&i) {
                bucket.push(i);
            }
        }
    }
    let mut union = Union::new(items.len());
    if L::KEY_IS_LINK {
        for bucket in buckets.values() {
            bucket.windows(2).for_each(|pair| union.join(pair[0], pair[1]));
        }
    } else {
        let links: Vec<(usize, usize)> = buckets
            .into_values()
            .collect::<Vec<_>>()
            .par_iter()
            .flat_map_iter(|bucket| links::<L>(items, bucket, below))
            .collect();
        links.into_iter().for_each(|(a, b)| union.join(a, b));
    }
    let place: FxHashMap<&str, usize> = items
        .iter()
        .enumerate()
        .map(|(i, x)| (x.id.as_str(), i))
        .collect();
    for (item, others) in &rulings.same {
        for (other, _) in others {
            if let (Some(a), Some(b)) = (place.get(item.as_str()), place.get(other.as_str())) {
                union.join(*a, *b);
            }
        }
    }
    union.groups()
}

fn links<'a, L: Layer>(
    items: &'a [Placed<L::Item>],
    bucket: &'a [usize],
    below: &'a Below,
) -> impl Iterator<Item = (usize, usize)> + 'a {
    let reach = if bucket.len() > CROWD {
        NEIGHBOURS
    } else {
        bucket.len()
    };
    bucket.iter().enumerate().flat_map(move |(at, a)| {
        bucket[at + 1..]
            .iter()
            .take(reach)
            .filter(move |b| L::linked(&items[*a], &items[**b], below))
            .map(move |b| (*a, *b))
    })
}

fn things<L: Layer>(
    items: &[Placed<L::Item>],
    component: &[usize],
    below: &Below,
    rulings: &Rulings,
) -> Vec<Thing> {
    let members: Vec<&Placed<L::Item>> = component.iter().map(|i| &items[*i]).collect();
    let groups = if members.len() == 1 {
        vec![Group {
            members: vec![0],
            reasons: Vec::new(),
        }]
    } else {
        L::groups(&members, below)
    };
    let groups = ruled::<L>(&members, groups, rulings);
    let name = members.iter().map(|m| m.row).min().unwrap_or_default();
    groups
        .into_iter()
        .map(|mut group| {
            // Members came in the order of evidence, so the smallest place is the earliest evidence.
            group.members.sort_unstable();
            let of_group: Vec<&Placed<L::Item>> = group.members.iter().map(|i| members[*i]).collect();
            let mut entity = L::entity(&of_group, &group.reasons, below);
            let ruling = super::ruled::apply::<L>(&of_group, &mut entity, rulings);
            entity.facets.sort();
            entity.facets.dedup();
            let docs: FxHashSet<i64> = of_group.iter().map(|m| m.doc).collect();
            Thing {
                id: of_group[0].id.clone(),
                component: name,
                members: group.members.iter().map(|i| component[*i]).collect(),
                ruling,
                docs: docs.len(),
                entity,
            }
        })
        .collect()
}

/// Groups as people ruled them: first what is ruled to be the same is brought together, then what is ruled to be
/// different is divided, each other member going with the one it is more like.
fn ruled<L: Layer>(members: &[&Placed<L::Item>], groups: Vec<Group>, rulings: &Rulings) -> Vec<Group> {
    if rulings.same.is_empty() && rulings.apart.is_empty() {
        return groups;
    }
    let place: FxHashMap<&str, usize> = members
        .iter()
        .enumerate()
        .map(|(i, m)| (m.id.as_str(), i))
        .collect();
    let mut union = Union::new(members.len());
    for group in &groups {
        group
            .members
            .windows(2)
            .for_each(|pair| union.join(pair[0], pair[1]));
    }
    let mut reasons: Vec<(usize, String)> = groups
        .into_iter()
        .flat_map(|g| {
            let first = g.members.first().copied().unwrap_or_default();
            g.reasons.into_iter().map(move |r| (first, r))
        })
        .collect();
    let mut apart = Vec::new();
    for (i, member) in members.iter().enumerate() {
        for (other, decision) in rulings.same.get(&member.id).into_iter().flatten() {
            if let Some(j) = place.get(other.as_str()).filter(|j| i < **j) {
                union.join(i, *j);
                reasons.push((i, format!("ruled to be the same ({decision})")));
            }
        }
        for (other, decision) in rulings.apart.get(&member.id).into_iter().flatten() {
            if let Some(j) = place.get(other.as_str()).filter(|j| i < **j) {
                apart.push((i, *j, decision.clone()));
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = union.groups();
    for (a, b, decision) in apart {
        let Some(at) = groups.iter().position(|g| g.contains(&a) && g.contains(&b)) else {
            continue;
        };
        let (with_a, with_b) = groups.swap_remove(at).into_iter().partition(|m| {
            *m == a
                || (*m != b && L::nearness(members[*m], members[a]) >= L::nearness(members[*m], members[b]))
        });
        groups.push(with_a);
        groups.push(with_b);
        reasons.push((a, format!("ruled to be another ({decision})")));
        reasons.push((b, format!("ruled to be another ({decision})")));
    }
    groups
        .into_iter()
        .map(|members| {
            let of_group = reasons.iter().filter(|(i, _)| members.contains(i));
            let mut reasons: Vec<String> = of_group.map(|(_, r)| r.clone()).collect();
            reasons.dedup();
            Group { members, reasons }
        })
        .collect()
}

fn write<L: Layer>(
    db: &Connection,
    items: &[Placed<L::Item>],
    things: &[Thing],
    old: &FxHashSet<String>,
) -> Result<FxHashSet<i64>> {
    let layer = L::KIND.layer();
    let mut gone = old.clone();
    let mut moved = FxHashSet::default();
    let mut place = db.prepare_cached("UPDATE item SET component = ?2, entity = ?3 WHERE item = ?1")?;
    for thing in things {
        gone.remove(&thing.id);
        for member in &thing.members {
            let item = &items[*member];
            if item.entity.as_deref() != Some(&thing.id) {
                moved.insert(item.doc);
            } else if item.component == Some(thing.component) {
                continue;
            }
            place.execute(params![item.row, thing.component, thing.id])?;
        }
        store(db, layer, thing)?;
    }
    let mut sorted: Vec<&String> = gone.iter().collect();
    sorted.sort();
    for id in sorted {
        db.prepare_cached("DELETE FROM entity WHERE id = ?1")?
            .execute([id])?;
        changed(db, id)?;
    }
    db.prepare_cached("DELETE FROM stale WHERE layer = ?1")?
        .execute([layer])?;
    Ok(moved)
}

fn changed(db: &Connection, id: &str) -> Result<()> {
    db.prepare_cached("INSERT INTO change (what) VALUES (?1)")?
        .execute([id])?;
    Ok(())
}

fn store(db: &Connection, layer: i64, thing: &Thing) -> Result<()> {
    let entity = &thing.entity;
    let data = serde_json::to_string(&entity.data)?;
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let (first, last, due) = (day(&entity.first), day(&entity.last), day(&entity.due));
    let same: Option<bool> = db
        .prepare_cached(
            "SELECT label IS ?2 AND first IS ?3 AND last IS ?4 AND status IS ?5 AND strength IS ?6 AND due IS ?7
                AND docs IS ?8 AND doubt IS ?9 AND ruling IS ?10 AND data IS ?11
             FROM entity WHERE id = ?1",
        )?
        .query_row(
            params![
                thing.id,
                entity.label,
                first,
                last,
                entity.status,
                entity.strength,
                due,
                thing.docs as i64,
                entity.doubt,
                thing.ruling,
                data
            ],
            |row| row.get(0),
        )
        .optional()?;
    if same == Some(true) {
        // Facets are made of the same items as the data, but also of the layers below.
        return facets(db, layer, thing, true);
    }
    db.prepare_cached(
        "INSERT INTO entity (id, layer, label, first, last, status, strength, due, docs, doubt, ruling, data)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (id) DO UPDATE SET label = ?3, first = ?4, last = ?5, status = ?6, strength = ?7, due = ?8,
            docs = ?9, doubt = ?10, ruling = ?11, data = ?12",
    )?
    .execute(params![
        thing.id,
        layer,
        entity.label,
        first,
        last,
        entity.status,
        entity.strength,
        due,
        thing.docs as i64,
        entity.doubt,
        thing.ruling,
        data
    ])?;
    changed(db, &thing.id)?;
    facets(db, layer, thing, same.is_some())
}

fn facets(db: &Connection, layer: i64, thing: &Thing, existed: bool) -> Result<()> {
    if existed {
        let mut statement =
            db.prepare_cached("SELECT name, value FROM facet WHERE entity = ?1 ORDER BY name, value")?;
        let stored = statement
            .query_map([&thing.id], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let equal = stored.len() == thing.entity.facets.len()
            && stored
                .iter()
                .zip(&thing.entity.facets)
                .all(|(a, b)| a.0 == b.0 && a.1 == b.1);
        if equal {
            return Ok(());
        }
        db.prepare_cached("DELETE FROM facet WHERE entity = ?1")?
            .execute([&thing.id])?;
    }
    let mut insert =
        db.prepare_cached("INSERT INTO facet (layer, name, value, entity) VALUES (?1, ?2, ?3, ?4)")?;
    for (name, value) in &thing.entity.facets {
        insert.execute(params![layer, name, value, thing.id])?;
    }
    Ok(())
}

/// The earliest and the latest publication day of evidence.
pub(crate) fn seen_between<'a>(seen: impl Iterator<Item = &'a Seen>) -> (Option<String>, Option<String>) {
    let days: Vec<_> = seen.filter_map(|s| s.on).collect();
    let text = |d: Option<&mahdar_record::PartialDate>| d.map(ToString::to_string);
    (text(days.iter().min()), text(days.iter().max()))
}
