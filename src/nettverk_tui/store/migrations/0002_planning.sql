-- Planning: go / no-go answers, rooms, and how overruns were settled.
ALTER TABLE network ADD COLUMN guidance TEXT NOT NULL DEFAULT 'not_asked'
    CHECK (guidance IN ('not_asked', 'yes', 'no'));
ALTER TABLE network ADD COLUMN coordination TEXT NOT NULL DEFAULT 'not_asked'
    CHECK (coordination IN ('not_asked', 'yes', 'no'));
ALTER TABLE network ADD COLUMN continuation TEXT NOT NULL DEFAULT 'not_asked'
    CHECK (continuation IN ('not_asked', 'yes', 'no'));
ALTER TABLE network ADD COLUMN data_access TEXT NOT NULL DEFAULT 'not_asked'
    CHECK (data_access IN ('not_asked', 'yes', 'no'));
ALTER TABLE network ADD COLUMN expertise TEXT NOT NULL DEFAULT 'not_asked'
    CHECK (expertise IN ('not_asked', 'yes', 'no'));
ALTER TABLE candidate ADD COLUMN backing TEXT NOT NULL DEFAULT 'not_asked'
    CHECK (backing IN ('not_asked', 'yes', 'no'));
ALTER TABLE candidate ADD COLUMN ownership TEXT NOT NULL DEFAULT 'not_asked'
    CHECK (ownership IN ('not_asked', 'yes', 'no'));
ALTER TABLE candidate ADD COLUMN calm TEXT NOT NULL DEFAULT 'not_asked'
    CHECK (calm IN ('not_asked', 'yes', 'no'));
ALTER TABLE programme_item ADD COLUMN room INTEGER NOT NULL DEFAULT 1 CHECK (room BETWEEN 1 AND 4);
CREATE TABLE settlement (
    id TEXT PRIMARY KEY NOT NULL,
    gathering_id TEXT NOT NULL REFERENCES gathering (id),
    item_id TEXT NOT NULL REFERENCES programme_item (id),
    way TEXT NOT NULL CHECK (way IN ('let_be', 'buffer', 'owed')),
    ms INTEGER NOT NULL,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX settlement_once ON settlement (gathering_id, item_id) WHERE deleted = 0;
CREATE INDEX settlement_by_gathering_id ON settlement (gathering_id);
CREATE INDEX settlement_by_item_id ON settlement (item_id);
