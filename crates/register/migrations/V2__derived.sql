-- Derived: made anew by `rebuild` from the archive and the decisions; a later migration may drop all of it.

-- What the reader found in each document (JSON without the text, zstd).
CREATE TABLE reading (
    doc  INTEGER PRIMARY KEY REFERENCES document (doc),
    json BLOB NOT NULL
) STRICT;

-- Whether a document is the version in force of its address. Only those feed the merged record.
CREATE TABLE version (
    doc     INTEGER PRIMARY KEY REFERENCES document (doc),
    current INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One record of one reading, as the merging of its layer sees it (`data`, JSON).
-- `component` groups the items that merging must look at together.
CREATE TABLE item (
    item      INTEGER PRIMARY KEY,
    id        TEXT NOT NULL,
    layer     INTEGER NOT NULL,
    doc       INTEGER NOT NULL REFERENCES document (doc),
    component INTEGER,
    entity    TEXT,
    data      TEXT NOT NULL,
    UNIQUE (layer, id)
) STRICT;
CREATE INDEX item_doc ON item (doc, layer);
CREATE INDEX item_component ON item (layer, component);
CREATE INDEX item_entity ON item (entity, layer);

-- Blocking: only items that share a key are ever compared.
CREATE TABLE blocking (
    key  INTEGER NOT NULL,
    item INTEGER NOT NULL REFERENCES item (item) ON DELETE CASCADE,
    PRIMARY KEY (key, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocking_item ON blocking (item);

-- One real thing: a person, an encounter, a commitment … (`data`: its fields as JSON). Days that are not known
-- are empty, not NULL, so that they sort and page like others.
CREATE TABLE entity (
    id       TEXT PRIMARY KEY,
    layer    INTEGER NOT NULL,
    label    TEXT NOT NULL,
    first    TEXT NOT NULL,
    last     TEXT NOT NULL,
    status   TEXT,
    strength TEXT,
    due      TEXT NOT NULL,
    docs     INTEGER NOT NULL,
    doubt    INTEGER NOT NULL,
    ruling   TEXT,
    data     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_first ON entity (layer, first, id);
CREATE INDEX entity_last ON entity (layer, last, id);
CREATE INDEX entity_docs ON entity (layer, docs, id);
CREATE INDEX entity_label ON entity (layer, label, id);
CREATE INDEX entity_due ON entity (layer, due, id);

-- What lists are filtered by: side, sector, person, kind, mechanism, session, instrument.
CREATE TABLE facet (
    layer  INTEGER NOT NULL,
    name   TEXT NOT NULL,
    value  TEXT NOT NULL,
    entity TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    PRIMARY KEY (layer, name, value, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX facet_entity ON facet (entity, name);

-- Documents whose reading has not yet been merged: work to finish after an interruption.
CREATE TABLE pending (
    doc INTEGER PRIMARY KEY REFERENCES document (doc)
) STRICT;

-- Components that lost an item and have to be merged anew.
CREATE TABLE stale (
    layer     INTEGER NOT NULL,
    component INTEGER NOT NULL,
    entity    TEXT NOT NULL,
    PRIMARY KEY (layer, component, entity)
) STRICT, WITHOUT ROWID;

-- What the search index has still to take in. `what` is the id of a document or an entity.
CREATE TABLE change (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    what TEXT NOT NULL
) STRICT;
