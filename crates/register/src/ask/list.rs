//! Lists of things, filtered, ordered, in pages.

use super::filter::{Filter, Where, text};
use crate::{Kind, Register, RegisterError, Result};
use rusqlite::types::Value;
use rusqlite::{Row, params, params_from_iter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing of the record, as lists show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Thing {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its name, title or fullest quote.
    pub label: String,
    /// When it was or was first seen: a day, month or year.
    pub first: Option<String>,
    /// When a document last told of it.
    pub last: Option<String>,
    /// The state of a commitment; whether an encounter was held; the standing of an instrument.
    pub status: Option<String>,
    /// How firm a commitment is.
    pub strength: Option<String>,
    /// When it is due.
    pub due: Option<String>,
    /// How many documents tell of it.
    pub docs: u64,
    /// How much a person should look at it, 0 to 100.
    pub doubt: u8,
    /// `confirmed` or `changed` by a person; absent where only the program read it.
    pub ruling: Option<String>,
    /// Its other fields.
    pub data: serde_json::Value,
    /// The names of the things that `data` refers to by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What to give as cursor for the next page; absent on the last.
    pub next: Option<String>,
}

const COLUMNS: &str =
    "e.id, e.layer, e.label, e.first, e.last, e.status, e.strength, e.due, e.docs, e.doubt, e.ruling, e.data";

/// Up to this many things of one filter are taken by the filter; above, by the order of the list, because then
/// almost every row fits and the page is full soon.
const FEW: i64 = 4000;

pub(crate) fn thing_of(row: &Row<'_>) -> Result<Thing> {
    let day = |at: usize| -> rusqlite::Result<Option<String>> {
        Ok(Some(row.get::<_, String>(at)?).filter(|d| !d.is_empty()))
    };
    let layer = row.get(1)?;
    Ok(Thing {
        id: row.get(0)?,
        kind: Kind::from_layer(layer)
            .ok_or_else(|| RegisterError::Damaged(format!("a thing of the unknown kind {layer}")))?,
        label: row.get(2)?,
        first: day(3)?,
        last: day(4)?,
        status: row.get(5)?,
        strength: row.get(6)?,
        due: day(7)?,
        docs: row.get::<_, i64>(8)? as u64,
        doubt: row.get(9)?,
        ruling: row.get(10)?,
        data: serde_json::from_str(
            row.get_ref(11)?
                .as_str()
                .map_err(|e| RegisterError::Damaged(e.to_string()))?,
        )?,
        names: BTreeMap::new(),
    })
}

impl Register {
    /// Things of one kind.
    ///
    /// # Errors
    /// [`RegisterError::Invalid`] where the filter makes no sense for the kind, or the cursor is not one.
    pub fn list(&self, kind: Kind, filter: &Filter) -> Result<Page<Thing>> {
        if kind == Kind::Document {
            return Err(RegisterError::Invalid(
                "documents have a list of their own".into(),
            ));
        }
        let mut conditions = Where::default();
        conditions.and("e.layer = ?", [Value::Integer(kind.layer())]);
        self.facets(kind, filter, &mut conditions)?;
        columns(kind, filter, &mut conditions)?;
        if let Some(words) = &filter.text {
            let ids = self.ids_of_text(words, kind)?;
            conditions.and(
                "e.id IN (SELECT value FROM json_each(?))",
                [text(serde_json::to_string(&ids)?)],
            );
        }
        let (column, direction) = (
            filter.sort.column(),
            if filter.descending { "DESC" } else { "ASC" },
        );
        if let Some(cursor) = &filter.cursor {
            let (value, id) = decode(cursor)?;
            let than = if filter.descending { "<" } else { ">" };
            conditions.and(&format!("({column}, e.id) {than} (?, ?)"), [value, text(id)]);
        }
        let limit = filter.page();
        let sql = format!(
            "SELECT {COLUMNS}, {column} FROM entity e WHERE {} ORDER BY {column} {direction}, e.id {direction} LIMIT {}",
            conditions.sql,
            limit + 1
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(&conditions.values))?;
        let (mut items, mut last) = (Vec::new(), None);
        let mut next = None;
        while let Some(row) = rows.next()? {
            if items.len() == limit {
                next = last;
                break;
            }
            let thing = thing_of(row)?;
            last = Some(encode(row.get(12)?, &thing.id)?);
            items.push(thing);
        }
        for thing in &mut items {
            self.name_references(thing)?;
        }
        Ok(Page { items, next })
    }

    /// Whether a thing meets a filter's conditions.
    pub(crate) fn fits(&self, id: &str, filter: &Filter) -> Result<bool> {
        let Some(kind) = Kind::of(id) else {
            return Ok(false);
        };
        let mut conditions = Where::default();
        conditions.and("e.id = ?", [text(id)]);
        self.facets(kind, filter, &mut conditions)?;
        columns(kind, filter, &mut conditions)?;
        let sql = format!("SELECT EXISTS (SELECT 1 FROM entity e WHERE {})", conditions.sql);
        let mut statement = self.db.prepare_cached(&sql)?;
        Ok(statement.query_row(params_from_iter(&conditions.values), |row| row.get(0))?)
    }

    /// One thing by its own id.
    pub(crate) fn thing(&self, id: &str) -> Result<Option<Thing>> {
        let sql = format!("SELECT {COLUMNS} FROM entity e WHERE e.id = ?1");
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query([id])?;
        match rows.next()? {
            None => Ok(None),
            Some(row) => {
                let mut thing = thing_of(row)?;
                self.name_references(&mut thing)?;
                Ok(Some(thing))
            }
        }
    }

    /// Fills in the names of what a thing's data refers to by id.
    fn name_references(&self, thing: &mut Thing) -> Result<()> {
        let mut ids = Vec::new();
        references(&thing.data, &mut ids);
        let mut label = self.db.prepare_cached("SELECT label FROM entity WHERE id = ?1")?;
        for id in ids {
            let mut rows = label.query([&id])?;
            if let Some(row) = rows.next()? {
                thing.names.insert(id, row.get(0)?);
            }
        }
        Ok(())
    }

    fn facets(&self, kind: Kind, filter: &Filter, conditions: &mut Where) -> Result<()> {
        let mut wanted: Vec<(&str, Vec<String>)> = filter
            .between
            .iter()
            .map(|s| ("side", vec![s.to_string()]))
            .collect();
        if !filter.side.is_empty() {
            wanted.push(("side", filter.side.iter().map(ToString::to_string).collect()));
        }
        for (name, value) in [
            ("sector", &filter.sector),
            ("kind", &filter.kind),
            ("mechanism", &filter.mechanism),
            ("encounter", &filter.encounter),
            ("instrument", &filter.instrument),
        ] {
            if let Some(value) = value {
                wanted.push((name, vec![value.clone()]));
            }
        }
        if let Some(person) = &filter.person {
            let ids = self.persons_named(person)?;
            if kind == Kind::Person {
                conditions.and(
                    "e.id IN (SELECT value FROM json_each(?))",
                    [text(serde_json::to_string(&ids)?)],
                );
            } else {
                wanted.push(("person", ids));
            }
        }
        for (name, values) in wanted {
            let few: i64 = self
                .db
                .prepare_cached(
                    "SELECT count(*) FROM (SELECT 1 FROM facet WHERE layer = ?1 AND name = ?2
                     AND value IN (SELECT value FROM json_each(?3)) LIMIT ?4)",
                )?
                .query_row(
                    params![kind.layer(), name, serde_json::to_string(&values)?, FEW],
                    |row| row.get(0),
                )?;
            let marks = vec!["?"; values.len().max(1)].join(", ");
            // The unary plus keeps SQLite from walking the many that fit instead of the order of the list.
            let condition = if few < FEW {
                format!(
                    "e.id IN (SELECT entity FROM facet WHERE layer = ? AND name = ? AND value IN ({marks}))"
                )
            } else {
                format!(
                    "EXISTS (SELECT 1 FROM facet f WHERE f.layer = ? AND f.name = ? AND f.value IN ({marks}) AND f.entity = +e.id)"
                )
            };
            let mut given = vec![Value::Integer(kind.layer()), text(name)];
            if values.is_empty() {
                given.push(Value::Null);
            }
            given.extend(values.into_iter().map(text));
            conditions.and(&condition, given);
        }
        Ok(())
    }

    /// The ids of persons: the id itself, or those whose name has these words.
    fn persons_named(&self, person: &str) -> Result<Vec<String>> {
        if Kind::of(person) == Some(Kind::Person) {
            return Ok(vec![self.find(person)?]);
        }
        self.ids_of_text(person, Kind::Person)
    }
}

fn columns(kind: Kind, filter: &Filter, conditions: &mut Where) -> Result<()> {
    // What happens on a day is asked by that day; what lasts, by the time over which it was seen.
    let last = if matches!(kind, Kind::Encounter | Kind::Commitment) {
        "e.first"
    } else {
        "e.last"
    };
    if let Some(since) = filter.since {
        conditions.and(&format!("{last} >= ?"), [text(since.to_string())]);
    }
    if let Some(until) = filter.until {
        conditions.and("e.first <= ? AND e.first <> ''", [text(format!("{until}~"))]);
    }
    if let Some(strength) = filter.strength {
        let firm: Vec<&str> = mahdar_record::Strength::ALL
            .iter()
            .filter(|s| **s <= strength)
            .map(|s| s.as_str())
            .collect();
        let marks = vec!["?"; firm.len()].join(", ");
        conditions.and(&format!("e.strength IN ({marks})"), firm.into_iter().map(text));
    }
    if let Some(status) = &filter.status {
        filter.status(kind, status, conditions)?;
    }
    match filter.ruling.as_deref() {
        None => {}
        Some("read") => conditions.and("e.ruling IS NULL", []),
        Some(ruling) => conditions.and("e.ruling = ?", [text(ruling)]),
    }
    Ok(())
}

/// Every string in `data` that is an id of a thing.
fn references(data: &serde_json::Value, out: &mut Vec<String>) {
    match data {
        serde_json::Value::String(s)
            if s.len() == 12
                && s.as_bytes()[1] == b'-'
                && Kind::of(s).is_some_and(|k| k != Kind::Document)
                && !out.contains(s) =>
        {
            out.push(s.clone());
        }
        serde_json::Value::Array(list) => list.iter().for_each(|v| references(v, out)),
        serde_json::Value::Object(map) => map.values().for_each(|v| references(v, out)),
        _ => {}
    }
}

/// A cursor: where the page ended, as hexadecimal JSON, so that nobody reads meaning into it.
pub(super) fn encode(value: Value, id: &str) -> Result<String> {
    let value = match value {
        Value::Integer(n) => serde_json::json!([n, id]),
        Value::Text(s) => serde_json::json!([s, id]),
        _ => serde_json::json!(["", id]),
    };
    Ok(crate::id::hex(serde_json::to_string(&value)?.as_bytes()))
}

pub(super) fn decode(cursor: &str) -> Result<(Value, String)> {
    let wrong = || RegisterError::Invalid(format!("«{cursor}» is not a cursor of this list"));
    let bytes: Option<Vec<u8>> = (0..cursor.len() / 2)
        .map(|i| u8::from_str_radix(cursor.get(i * 2..i * 2 + 2)?, 16).ok())
        .collect();
    let (value, id): (serde_json::Value, String) =
        serde_json::from_slice(&bytes.ok_or_else(wrong)?).map_err(|_| wrong())?;
    let value = match value {
        serde_json::Value::Number(n) => Value::Integer(n.as_i64().ok_or_else(wrong)?),
        serde_json::Value::String(s) => Value::Text(s),
        _ => return Err(wrong()),
    };
    Ok((value, id))
}
