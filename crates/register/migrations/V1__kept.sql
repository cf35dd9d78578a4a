-- Kept for ever: what came in, and what people ruled. Nothing here can be made anew.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each document as it came. `doc` is a handle inside this file and never leaves it;
-- `id` is the short id shown to people, made from the hash of the bytes.
CREATE TABLE document (
    doc       INTEGER PRIMARY KEY,
    sha       TEXT NOT NULL UNIQUE CHECK (length(sha) = 64),
    id        TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    url       TEXT,
    published TEXT,
    fetched   TEXT,
    outlet    TEXT,
    title     TEXT NOT NULL,
    language  TEXT,
    added     TEXT NOT NULL,
    size      INTEGER NOT NULL,
    -- The document as it entered the reader, without its text (JSON).
    about     TEXT NOT NULL
) STRICT;

CREATE INDEX document_url ON document (url, published, fetched, doc) WHERE url IS NOT NULL;
CREATE INDEX document_name ON document (name);
CREATE INDEX document_published ON document (published, id);

-- The bytes as they came (`bytes`, NULL where they are the text itself) and the text won from them, both zstd.
CREATE TABLE archive (
    doc   INTEGER PRIMARY KEY REFERENCES document (doc),
    bytes BLOB,
    text  BLOB NOT NULL
) STRICT;

CREATE TRIGGER document_stays BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'the archive is kept: a document is never deleted'); END;
CREATE TRIGGER document_as_it_came BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'the archive is kept: a document is never changed'); END;
CREATE TRIGGER archive_stays BEFORE DELETE ON archive
BEGIN SELECT RAISE(ABORT, 'the archive is kept: a document is never deleted'); END;
CREATE TRIGGER archive_as_it_came BEFORE UPDATE ON archive
BEGIN SELECT RAISE(ABORT, 'the archive is kept: a document is never changed'); END;

-- What people ruled, append-only; `hash` covers the row and the hash of the row before.
CREATE TABLE decision (
    seq   INTEGER PRIMARY KEY,
    at    TEXT NOT NULL,
    actor TEXT NOT NULL,
    body  TEXT NOT NULL,
    prev  TEXT NOT NULL,
    hash  TEXT NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER decision_stays BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only: revoke it with a new one'); END;
CREATE TRIGGER decision_as_made BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only: revoke it with a new one'); END;
