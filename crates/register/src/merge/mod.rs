//! From readings of single documents to one record: items of one kind are merged layer by layer, people first,
//! because an encounter is told by who took part, and a commitment by where it was made.

pub(crate) mod blocking;
mod bodies;
mod commitments;
mod counts;
pub(crate) mod derive;
mod encounters;
mod engine;
mod greedy;
mod instruments;
pub(crate) mod item;
mod layer;
mod mechanisms;
mod people;
mod ruled;
mod stories;
mod united;
pub(crate) mod words;

use crate::decide::Rulings;
use crate::{Kind, Result};
use engine::{Dirty, merge};
use layer::Layer;
use rusqlite::Connection;
use rustc_hash::{FxHashMap, FxHashSet};

/// Above this many documents waiting, all is merged anew: one pass over everything costs less than following each
/// document into the components it touches.
const ALL_ABOVE: usize = 1500;

/// Merges the documents that wait for it; returns how many there were. Call it inside a transaction: either all of
/// it is stored or nothing.
pub(crate) fn settle(db: &Connection, rulings: &Rulings) -> Result<usize> {
    let pending: FxHashSet<i64> = db
        .prepare_cached("SELECT doc FROM pending")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let stale: bool = db.query_row("SELECT EXISTS (SELECT 1 FROM stale)", [], |row| row.get(0))?;
    if pending.is_empty() && !stale {
        return Ok(0);
    }
    let mut settling = Settling {
        db,
        rulings,
        all: pending.len() > ALL_ABOVE,
        pending,
        moved: FxHashMap::default(),
    };
    settling.layer::<people::People>()?;
    settling.layer::<bodies::Bodies>()?;
    settling.layer::<instruments::Instruments>()?;
    settling.layer::<mechanisms::Mechanisms>()?;
    settling.layer::<encounters::Encounters>()?;
    settling.layer::<commitments::Commitments>()?;
    settling.layer::<stories::Stories>()?;
    db.execute("DELETE FROM pending", [])?;
    Ok(settling.pending.len())
}

struct Settling<'a> {
    db: &'a Connection,
    rulings: &'a Rulings,
    all: bool,
    pending: FxHashSet<i64>,
    moved: FxHashMap<Kind, FxHashSet<i64>>,
}

impl Settling<'_> {
    fn layer<L: Layer>(&mut self) -> Result<()> {
        let dirty = if self.all {
            Dirty::All
        } else {
            let mut docs = self.pending.clone();
            for below in L::BELOW {
                docs.extend(self.moved.get(below).into_iter().flatten());
            }
            Dirty::Docs(docs)
        };
        let begun = std::time::Instant::now();
        let moved = merge::<L>(self.db, &dirty, self.rulings)?;
        tracing::debug!(
            layer = L::KIND.as_str(),
            moved = moved.len(),
            ms = begun.elapsed().as_millis() as u64,
            "merged"
        );
        self.moved.insert(L::KIND, moved);
        Ok(())
    }
}
