//! One hash of everything derived: equal for equal archives and decisions, in whatever order and on however many
//! threads they came to be.

use crate::id::hex;
use crate::{Register, Result};
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

/// What the digest covers, each in an order that does not depend on the handles inside the file.
const COVERED: [(&str, &str); 4] = [
    (
        "reading",
        "SELECT d.sha, v.current, r.json FROM document d JOIN reading r ON r.doc = d.doc
         JOIN version v ON v.doc = d.doc ORDER BY d.sha",
    ),
    (
        "item",
        "SELECT layer, id, entity, data FROM item ORDER BY layer, id",
    ),
    (
        "entity",
        "SELECT id, layer, label, first, last, status, strength, due, docs, doubt, ruling, data FROM entity ORDER BY id",
    ),
    (
        "facet",
        "SELECT layer, name, value, entity FROM facet ORDER BY layer, name, value, entity",
    ),
];

impl Register {
    /// The SHA-256 of all derived state, in hexadecimal digits.
    ///
    /// # Errors
    /// What the database reports.
    pub fn digest(&self) -> Result<String> {
        let mut hash = Sha256::new();
        for (name, sql) in COVERED {
            hash.update(name);
            let mut statement = self.db.prepare(sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    match row.get_ref(column)? {
                        ValueRef::Null => hash.update([0]),
                        ValueRef::Integer(n) => {
                            hash.update([1]);
                            hash.update(n.to_be_bytes());
                        }
                        ValueRef::Real(x) => {
                            hash.update([2]);
                            hash.update(x.to_be_bytes());
                        }
                        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                            hash.update([3]);
                            hash.update((bytes.len() as u64).to_be_bytes());
                            hash.update(bytes);
                        }
                    }
                }
            }
        }
        Ok(hex(&hash.finalize()))
    }
}
