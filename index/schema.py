"""The catalogue's tables. Everything in TABLES is the truth; KEYWORDS can be built from it."""

APPLICATION = 0x54494555  # "TIEU": tells SQLite files of Tieup from others
FORMAT = 3

CLUSTERS = """
-- Keys that two articles share when their words are much the same: which pairs to compare.
CREATE TABLE bands (
    key INTEGER NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (key, article_id)
) WITHOUT ROWID;
CREATE INDEX bands_article ON bands (article_id);

-- Pairs of articles that are one story, each both ways round.
CREATE TABLE alike (
    article_id TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (article_id, other)
) WITHOUT ROWID;

CREATE INDEX articles_cluster ON articles (cluster);
"""
"""Derived from the texts, as is the articles' column `cluster`: the id of the cluster's first article."""

UPGRADES = {2: "", 1: f"ALTER TABLE articles ADD COLUMN cluster TEXT NOT NULL DEFAULT ''; {CLUSTERS}"}
"""What makes a catalogue of an older format one of the next; derived columns and tables stay empty.

Format 3 differs in the files beside the catalogue, which are built anew."""


TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row for each committed change. The token tells whether a file of vectors descends from this very
-- history, which its number alone can't after a backup was restored.
CREATE TABLE generations (number INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, at TEXT NOT NULL);

-- text_hash finds damage that SQLite can't see; first_day and last_day bound the publication date.
CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL, location TEXT NOT NULL, file_name TEXT NOT NULL,
    title TEXT NOT NULL, publisher TEXT, publisher_key TEXT, author TEXT,
    published TEXT, precision TEXT, date_source TEXT, first_day TEXT, last_day TEXT,
    url TEXT, language TEXT,
    text TEXT NOT NULL, text_hash BLOB NOT NULL, zones TEXT NOT NULL, words INTEGER NOT NULL,
    digest TEXT NOT NULL, chunker INTEGER NOT NULL, added_at TEXT NOT NULL,
    cluster TEXT NOT NULL DEFAULT ''
);
CREATE INDEX articles_location ON articles (location);
CREATE INDEX articles_file_name ON articles (file_name);
CREATE INDEX articles_publisher ON articles (publisher_key);

-- The cache: one vector for each different text and model.
CREATE TABLE embeddings (
    id INTEGER PRIMARY KEY,
    model TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL,
    UNIQUE (model, text_hash)
);

-- AUTOINCREMENT: an id is never given again, so a stale one finds nothing instead of something else.
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL REFERENCES articles (id),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, zone TEXT NOT NULL,
    embedding INTEGER NOT NULL REFERENCES embeddings (id)
);
CREATE INDEX passages_article ON passages (article_id);
CREATE INDEX passages_embedding ON passages (embedding);

CREATE TABLE sentences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    passage_id INTEGER NOT NULL REFERENCES passages (id),
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, zone TEXT NOT NULL,
    embedding INTEGER NOT NULL REFERENCES embeddings (id)
);
CREATE INDEX sentences_passage ON sentences (passage_id);
CREATE INDEX sentences_embedding ON sentences (embedding);

CREATE TABLE quarantine (path TEXT PRIMARY KEY, reason TEXT NOT NULL, since TEXT NOT NULL) WITHOUT ROWID;
"""

KEYWORDS = """
CREATE VIRTUAL TABLE keywords USING fts5 (
    title, body, tokenize = "porter unicode61 remove_diacritics 2"
);
"""
"""Derived: under each passage's id, its article's title and its text."""
