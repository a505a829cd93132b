-- When early warning asks, and in which weeks it does not count.
ALTER TABLE network ADD COLUMN limits TEXT NOT NULL DEFAULT '';
ALTER TABLE network ADD COLUMN quiet_weeks TEXT NOT NULL DEFAULT '';

-- Between gatherings: factors asked about again.
CREATE TABLE recheck (
    id TEXT PRIMARY KEY NOT NULL,
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    item TEXT NOT NULL,
    "on" TEXT NOT NULL,
    level INTEGER NOT NULL,
    rater TEXT NOT NULL CHECK (rater IN ('group', 'adviser')),
    reason TEXT NOT NULL,
    wording_version INTEGER NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('facilitators', 'group', 'network', 'across')),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX recheck_by_group_id ON recheck (group_id);

-- What was answered or put off on the list of what waits.
CREATE TABLE set_aside (
    id TEXT PRIMARY KEY NOT NULL,
    network_id TEXT NOT NULL REFERENCES network (id),
    group_id TEXT REFERENCES improvement_group (id),
    key TEXT NOT NULL,
    "on" TEXT NOT NULL,
    text TEXT NOT NULL,
    until_on TEXT,
    layer TEXT NOT NULL CHECK (layer IN ('facilitators', 'group', 'network', 'across')),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX set_aside_by_network_id ON set_aside (network_id);
CREATE INDEX set_aside_by_group_id ON set_aside (group_id);
