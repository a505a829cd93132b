-- What was said, so that it is found again.
CREATE TABLE search_entry (
    id INTEGER PRIMARY KEY,
    record TEXT NOT NULL,
    row_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    network_id TEXT,
    group_id TEXT,
    gathering_id TEXT,
    person_id TEXT,
    factor TEXT,
    layer TEXT,
    text TEXT NOT NULL,
    folded TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX search_entry_by_row ON search_entry (record, row_id);
CREATE INDEX search_entry_by_network_id ON search_entry (network_id);
CREATE INDEX search_entry_by_group_id ON search_entry (group_id);
CREATE INDEX search_entry_by_gathering_id ON search_entry (gathering_id);
CREATE VIRTUAL TABLE search_index USING fts5 (folded, content='search_entry', content_rowid='id', tokenize='trigram');
-- How often factors rose, with advice on them and without.
CREATE TABLE factor_rollup (
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    item TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
    advised INTEGER NOT NULL CHECK (advised IN (0, 1)),
    steps INTEGER NOT NULL,
    rose INTEGER NOT NULL,
    PRIMARY KEY (group_id, item, level, advised)
) STRICT;
