-- Measuring: how an indicator is looked at, follow-up after the end, points left out, phases; and the second screen.
ALTER TABLE indicator ADD COLUMN baseline_from_on TEXT;
ALTER TABLE indicator ADD COLUMN baseline_to_on TEXT;
ALTER TABLE indicator ADD COLUMN chart TEXT NOT NULL DEFAULT 'auto'
    CHECK (chart IN ('auto', 'run', 'i', 'p', 'u', 'c'));
ALTER TABLE indicator ADD COLUMN rules TEXT NOT NULL DEFAULT 'anhoej' CHECK (rules IN ('anhoej', 'perla', 'nhs'));
-- A CHECK cannot be changed in place: a follow-up is a phase too, and a rate may be of any size.
DROP VIEW v_measurements;
CREATE TABLE measurement_renewed (
    id TEXT PRIMARY KEY NOT NULL,
    indicator_id TEXT NOT NULL REFERENCES indicator (id),
    "on" TEXT,
    phase TEXT NOT NULL CHECK (phase IN ('before', 'after', 'series', 'follow_up')),
    value REAL,
    numerator REAL,
    denominator REAL,
    below REAL,
    change_percent REAL,
    text TEXT NOT NULL,
    excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),
    new_phase INTEGER NOT NULL CHECK (new_phase IN (0, 1)),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CHECK (denominator IS NULL OR denominator > 0)
) STRICT;
INSERT INTO measurement_renewed (
    id, indicator_id, "on", phase, value, numerator, denominator, below, change_percent, text, excluded, new_phase,
    origin, deleted, version, created_at, changed_at
)
SELECT id, indicator_id, "on", phase, value, numerator, denominator, below, change_percent, text, 0, 0,
       origin, deleted, version, created_at, changed_at
FROM measurement;
DROP TABLE measurement;
ALTER TABLE measurement_renewed RENAME TO measurement;
CREATE INDEX measurement_by_indicator_id ON measurement (indicator_id);
CREATE VIEW v_measurements AS
SELECT g.letter, i.name AS indicator, i.kind, i.unit, m."on", m.phase, m.value, m.numerator, m.denominator, m.below,
       m.change_percent, m.text, m.excluded, m.new_phase
FROM measurement AS m JOIN indicator AS i ON i.id = m.indicator_id JOIN improvement_group AS g ON g.id = i.group_id
WHERE m.deleted = 0;
CREATE TABLE second_screen (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    published TEXT NOT NULL
) STRICT;
