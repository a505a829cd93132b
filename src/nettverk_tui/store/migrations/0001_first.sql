CREATE TABLE file (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    id TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_by TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    hlc INTEGER NOT NULL,
    at INTEGER NOT NULL,
    device TEXT NOT NULL,
    window TEXT NOT NULL,
    actor TEXT NOT NULL DEFAULT '',
    batch TEXT,
    category TEXT NOT NULL CHECK (category IN ('do', 'undo', 'redo', 'base', 'migration')),
    kind TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    target TEXT,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    payload TEXT,
    payload_hash TEXT NOT NULL,
    chain TEXT NOT NULL
) STRICT;
CREATE INDEX journal_by_window ON journal (window, category, undone, seq);
CREATE INDEX journal_by_chain ON journal (chain);

CREATE TABLE network (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    region TEXT NOT NULL,
    owner TEXT NOT NULL,
    funders TEXT NOT NULL,
    coordinator TEXT NOT NULL,
    unit_word TEXT NOT NULL,
    from_on TEXT,
    to_on TEXT,
    language TEXT NOT NULL CHECK (language IN ('nb', 'nn', 'en')),
    groups_per_room INTEGER NOT NULL,
    checklist TEXT NOT NULL,
    demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
    erase_after_on TEXT,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CHECK (groups_per_room BETWEEN 1 AND 20)
) STRICT;

CREATE TABLE milestone (
    id TEXT PRIMARY KEY NOT NULL,
    network_id TEXT NOT NULL REFERENCES network (id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    planned_on TEXT,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX milestone_by_network_id ON milestone (network_id);

CREATE TABLE milestone_reached (
    id TEXT PRIMARY KEY NOT NULL,
    milestone_id TEXT NOT NULL REFERENCES milestone (id),
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    reached_on TEXT NOT NULL,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX milestone_reached_once ON milestone_reached (milestone_id, group_id) WHERE deleted = 0;
CREATE INDEX milestone_reached_by_milestone_id ON milestone_reached (milestone_id);
CREATE INDEX milestone_reached_by_group_id ON milestone_reached (group_id);

CREATE TABLE candidate (
    id TEXT PRIMARY KEY NOT NULL,
    network_id TEXT NOT NULL REFERENCES network (id),
    unit TEXT NOT NULL,
    municipality TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('invited', 'interested', 'chosen', 'declined')),
    reason TEXT NOT NULL,
    three_members INTEGER NOT NULL CHECK (three_members IN (0, 1)),
    several_professions INTEGER NOT NULL CHECK (several_professions IN (0, 1)),
    whole_period INTEGER NOT NULL CHECK (whole_period IN (0, 1)),
    will_share INTEGER NOT NULL CHECK (will_share IN (0, 1)),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX candidate_by_network_id ON candidate (network_id);

CREATE TABLE facilitator (
    id TEXT PRIMARY KEY NOT NULL,
    network_id TEXT NOT NULL REFERENCES network (id),
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX facilitator_by_network_id ON facilitator (network_id);

CREATE TABLE improvement_group (
    id TEXT PRIMARY KEY NOT NULL,
    network_id TEXT NOT NULL REFERENCES network (id),
    letter TEXT NOT NULL,
    position INTEGER NOT NULL,
    unit TEXT NOT NULL,
    municipality TEXT NOT NULL,
    employees INTEGER,
    operating_model TEXT NOT NULL,
    staff_meetings TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'stalled', 'resumed', 'completed', 'withdrawn')),
    shares_ratings INTEGER CHECK (shares_ratings IN (0, 1)),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX improvement_group_once ON improvement_group (network_id, letter) WHERE deleted = 0;
CREATE INDEX improvement_group_by_network_id ON improvement_group (network_id);

CREATE TABLE member (
    id TEXT PRIMARY KEY NOT NULL,
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    name TEXT NOT NULL,
    profession TEXT NOT NULL,
    staff_kind TEXT NOT NULL CHECK (staff_kind IN ('doctor', 'coworker')),
    leader INTEGER NOT NULL CHECK (leader IN (0, 1)),
    writer INTEGER NOT NULL CHECK (writer IN (0, 1)),
    data INTEGER NOT NULL CHECK (data IN (0, 1)),
    rotating INTEGER NOT NULL CHECK (rotating IN (0, 1)),
    from_on TEXT,
    to_on TEXT,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX member_by_group_id ON member (group_id);

CREATE TABLE project (
    id TEXT PRIMARY KEY NOT NULL,
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    area TEXT NOT NULL,
    aim TEXT NOT NULL,
    measures TEXT NOT NULL,
    result TEXT NOT NULL,
    remark TEXT NOT NULL,
    method_step TEXT NOT NULL CHECK (method_step IN ('choose_task', 'flow_chart', 'standardise', 'indicators', 'measure_before', 'change', 'measure_after', 'continue')),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX project_by_group_id ON project (group_id);

CREATE TABLE flow_chart (
    id TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL REFERENCES project (id),
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    discussed_on TEXT,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX flow_chart_by_project_id ON flow_chart (project_id);

CREATE TABLE gathering (
    id TEXT PRIMARY KEY NOT NULL,
    network_id TEXT NOT NULL REFERENCES network (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('first', 'middle', 'last')),
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    starts_at INTEGER,
    place TEXT NOT NULL,
    chair TEXT NOT NULL,
    minute_taker TEXT NOT NULL,
    recipients TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'open', 'closed')),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX gathering_once ON gathering (network_id, number) WHERE deleted = 0;
CREATE INDEX gathering_by_network_id ON gathering (network_id);

CREATE TABLE programme_item (
    id TEXT PRIMARY KEY NOT NULL,
    gathering_id TEXT NOT NULL REFERENCES gathering (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('welcome', 'teaching', 'group_work', 'relay', 'break', 'buffer', 'promises', 'reflection', 'closing')),
    title TEXT NOT NULL,
    group_id TEXT REFERENCES improvement_group (id),
    fixed_start_at INTEGER,
    protected INTEGER NOT NULL CHECK (protected IN (0, 1)),
    skipped INTEGER NOT NULL CHECK (skipped IN (0, 1)),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX programme_item_by_gathering_id ON programme_item (gathering_id);
CREATE INDEX programme_item_by_group_id ON programme_item (group_id);

CREATE TABLE programme_step (
    id TEXT PRIMARY KEY NOT NULL,
    item_id TEXT NOT NULL REFERENCES programme_item (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('card', 'status', 'factors', 'questions', 'silence', 'peers', 'advisers', 'take_along', 'changeover', 'result', 'prerequisites', 'ripples', 'discussion', 'continuation', 'plenary')),
    planned_ms INTEGER NOT NULL,
    adapted_ms INTEGER,
    floor_ms INTEGER NOT NULL,
    charged INTEGER NOT NULL CHECK (charged IN (0, 1)),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CHECK (planned_ms >= 0 AND floor_ms >= 0)
) STRICT;
CREATE INDEX programme_step_by_item_id ON programme_step (item_id);

CREATE TABLE clock_event (
    id TEXT PRIMARY KEY NOT NULL,
    gathering_id TEXT NOT NULL REFERENCES gathering (id),
    seq INTEGER NOT NULL,
    lane TEXT NOT NULL CHECK (lane IN ('programme')),
    kind TEXT NOT NULL CHECK (kind IN ('start', 'pause', 'resume', 'go', 'adjust', 'close', 'reopen')),
    item_id TEXT REFERENCES programme_item (id),
    step_id TEXT REFERENCES programme_step (id),
    at INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    amount_ms INTEGER NOT NULL,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX clock_event_once ON clock_event (gathering_id, seq) WHERE deleted = 0;
CREATE INDEX clock_event_by_gathering_id ON clock_event (gathering_id);
CREATE INDEX clock_event_by_item_id ON clock_event (item_id);
CREATE INDEX clock_event_by_step_id ON clock_event (step_id);

CREATE TABLE attendance (
    id TEXT PRIMARY KEY NOT NULL,
    gathering_id TEXT NOT NULL REFERENCES gathering (id),
    group_id TEXT REFERENCES improvement_group (id),
    member_id TEXT REFERENCES member (id),
    facilitator_id TEXT REFERENCES facilitator (id),
    guest TEXT NOT NULL,
    profession TEXT NOT NULL,
    presence TEXT NOT NULL CHECK (presence IN ('present', 'absent')),
    arrived_at INTEGER,
    left_at INTEGER,
    cause TEXT NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('facilitators', 'group', 'network', 'across')),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CHECK ((member_id IS NOT NULL) + (facilitator_id IS NOT NULL) + (guest <> '') = 1)
) STRICT;
CREATE UNIQUE INDEX attendance_once ON attendance (gathering_id, member_id) WHERE deleted = 0;
CREATE INDEX attendance_by_gathering_id ON attendance (gathering_id);
CREATE INDEX attendance_by_group_id ON attendance (group_id);
CREATE INDEX attendance_by_member_id ON attendance (member_id);
CREATE INDEX attendance_by_facilitator_id ON attendance (facilitator_id);

CREATE TABLE status_text (
    id TEXT PRIMARY KEY NOT NULL,
    gathering_id TEXT NOT NULL REFERENCES gathering (id),
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    field TEXT NOT NULL CHECK (field IN ('done', 'result', 'obstacles', 'question')),
    text TEXT NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('facilitators', 'group', 'network', 'across')),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX status_text_once ON status_text (gathering_id, group_id, field) WHERE deleted = 0;
CREATE INDEX status_text_by_gathering_id ON status_text (gathering_id);
CREATE INDEX status_text_by_group_id ON status_text (group_id);

CREATE TABLE project_stage (
    id TEXT PRIMARY KEY NOT NULL,
    gathering_id TEXT NOT NULL REFERENCES gathering (id),
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    rater TEXT NOT NULL CHECK (rater IN ('group', 'adviser')),
    tenths INTEGER NOT NULL,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CHECK (tenths BETWEEN 5 AND 50 AND tenths % 5 = 0)
) STRICT;
CREATE UNIQUE INDEX project_stage_once ON project_stage (gathering_id, group_id, rater) WHERE deleted = 0;
CREATE INDEX project_stage_by_gathering_id ON project_stage (gathering_id);
CREATE INDEX project_stage_by_group_id ON project_stage (group_id);

CREATE TABLE rating (
    id TEXT PRIMARY KEY NOT NULL,
    gathering_id TEXT NOT NULL REFERENCES gathering (id),
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    item TEXT NOT NULL,
    rater TEXT NOT NULL CHECK (rater IN ('group', 'adviser')),
    answer TEXT NOT NULL CHECK (answer IN ('level', 'not_rated', 'not_relevant')),
    level INTEGER,
    reason TEXT NOT NULL,
    wording_version INTEGER NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('facilitators', 'group', 'network', 'across')),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CHECK (level IS NULL OR level BETWEEN 1 AND 4),
    CHECK ((answer = 'level') = (level IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX rating_once ON rating (gathering_id, group_id, item, rater) WHERE deleted = 0;
CREATE INDEX rating_by_gathering_id ON rating (gathering_id);
CREATE INDEX rating_by_group_id ON rating (group_id);

CREATE TABLE note (
    id TEXT PRIMARY KEY NOT NULL,
    gathering_id TEXT REFERENCES gathering (id),
    group_id TEXT REFERENCES improvement_group (id),
    step TEXT CHECK (step IN ('card', 'status', 'factors', 'questions', 'silence', 'peers', 'advisers', 'take_along', 'changeover', 'result', 'prerequisites', 'ripples', 'discussion', 'continuation', 'plenary')),
    factor TEXT,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('facilitators', 'group', 'network', 'across')),
    kind TEXT NOT NULL CHECK (kind IN ('note', 'decision', 'parked', 'example')),
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'carried', 'dropped')),
    answer TEXT NOT NULL,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX note_by_gathering_id ON note (gathering_id);
CREATE INDEX note_by_group_id ON note (group_id);

CREATE TABLE advice (
    id TEXT PRIMARY KEY NOT NULL,
    gathering_id TEXT REFERENCES gathering (id),
    group_id TEXT REFERENCES improvement_group (id),
    step TEXT CHECK (step IN ('card', 'status', 'factors', 'questions', 'silence', 'peers', 'advisers', 'take_along', 'changeover', 'result', 'prerequisites', 'ripples', 'discussion', 'continuation', 'plenary')),
    factor TEXT,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('facilitators', 'group', 'network', 'across')),
    giver TEXT NOT NULL CHECK (giver IN ('group', 'adviser', 'unknown')),
    giver_group_id TEXT REFERENCES improvement_group (id),
    giver_facilitator_id TEXT REFERENCES facilitator (id),
    answer TEXT CHECK (answer IN ('take_along', 'already_do', 'not_now')),
    answer_reason TEXT NOT NULL,
    outcome TEXT CHECK (outcome IN ('helped', 'no_change', 'worse', 'not_tried', 'dropped')),
    outcome_gathering_id TEXT REFERENCES gathering (id),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CHECK (group_id IS NOT NULL)
) STRICT;
CREATE INDEX advice_by_gathering_id ON advice (gathering_id);
CREATE INDEX advice_by_group_id ON advice (group_id);
CREATE INDEX advice_by_giver_group_id ON advice (giver_group_id);
CREATE INDEX advice_by_giver_facilitator_id ON advice (giver_facilitator_id);
CREATE INDEX advice_by_outcome_gathering_id ON advice (outcome_gathering_id);

CREATE TABLE action (
    id TEXT PRIMARY KEY NOT NULL,
    gathering_id TEXT REFERENCES gathering (id),
    group_id TEXT REFERENCES improvement_group (id),
    step TEXT CHECK (step IN ('card', 'status', 'factors', 'questions', 'silence', 'peers', 'advisers', 'take_along', 'changeover', 'result', 'prerequisites', 'ripples', 'discussion', 'continuation', 'plenary')),
    factor TEXT,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('facilitators', 'group', 'network', 'across')),
    who TEXT NOT NULL,
    who_member_id TEXT REFERENCES member (id),
    who_facilitator_id TEXT REFERENCES facilitator (id),
    who_group_id TEXT REFERENCES improvement_group (id),
    who_role TEXT CHECK (who_role IN ('leader', 'writer', 'data', 'member')),
    who_unknown INTEGER NOT NULL CHECK (who_unknown IN (0, 1)),
    due TEXT CHECK (due IN ('date', 'next_gathering')),
    due_on TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    closed_at INTEGER,
    times_moved INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    advice_id TEXT REFERENCES advice (id),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX action_by_gathering_id ON action (gathering_id);
CREATE INDEX action_by_group_id ON action (group_id);
CREATE INDEX action_by_who_member_id ON action (who_member_id);
CREATE INDEX action_by_who_facilitator_id ON action (who_facilitator_id);
CREATE INDEX action_by_who_group_id ON action (who_group_id);
CREATE INDEX action_by_advice_id ON action (advice_id);

CREATE TABLE ripple_effect (
    id TEXT PRIMARY KEY NOT NULL,
    gathering_id TEXT REFERENCES gathering (id),
    group_id TEXT REFERENCES improvement_group (id),
    step TEXT CHECK (step IN ('card', 'status', 'factors', 'questions', 'silence', 'peers', 'advisers', 'take_along', 'changeover', 'result', 'prerequisites', 'ripples', 'discussion', 'continuation', 'plenary')),
    factor TEXT,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('facilitators', 'group', 'network', 'across')),
    kind TEXT CHECK (kind IN ('other_areas', 'working_environment', 'colleagues', 'understanding', 'valued_competence', 'collaboration')),
    theme TEXT CHECK (theme IN ('collaboration', 'leadership', 'learning', 'network')),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ripple_effect_by_gathering_id ON ripple_effect (gathering_id);
CREATE INDEX ripple_effect_by_group_id ON ripple_effect (group_id);

CREATE TABLE contact (
    id TEXT PRIMARY KEY NOT NULL,
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    facilitator_id TEXT REFERENCES facilitator (id),
    "on" TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('phone', 'video', 'email', 'visit')),
    minutes INTEGER,
    topic TEXT NOT NULL,
    agreed TEXT NOT NULL,
    next_on TEXT,
    layer TEXT NOT NULL CHECK (layer IN ('facilitators', 'group', 'network', 'across')),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_by_group_id ON contact (group_id);
CREATE INDEX contact_by_facilitator_id ON contact (facilitator_id);

CREATE TABLE group_meeting (
    id TEXT PRIMARY KEY NOT NULL,
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    "on" TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('group', 'staff')),
    minutes INTEGER,
    outside_hours INTEGER CHECK (outside_hours IN (0, 1)),
    who TEXT NOT NULL,
    text TEXT NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('facilitators', 'group', 'network', 'across')),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX group_meeting_by_group_id ON group_meeting (group_id);

CREATE TABLE indicator (
    id TEXT PRIMARY KEY NOT NULL,
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('proportion', 'count', 'rate', 'measurement', 'qualitative', 'reported_change')),
    unit TEXT NOT NULL,
    direction TEXT CHECK (direction IN ('up', 'down')),
    target REAL,
    data_source TEXT NOT NULL,
    position INTEGER NOT NULL,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX indicator_by_group_id ON indicator (group_id);

CREATE TABLE measurement (
    id TEXT PRIMARY KEY NOT NULL,
    indicator_id TEXT NOT NULL REFERENCES indicator (id),
    "on" TEXT,
    phase TEXT NOT NULL CHECK (phase IN ('before', 'after', 'series')),
    value REAL,
    numerator REAL,
    denominator REAL,
    below REAL,
    change_percent REAL,
    text TEXT NOT NULL,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CHECK (denominator IS NULL OR denominator > 0),
    CHECK (numerator IS NULL OR denominator IS NULL OR numerator <= denominator)
) STRICT;
CREATE INDEX measurement_by_indicator_id ON measurement (indicator_id);

CREATE TABLE event (
    id TEXT PRIMARY KEY NOT NULL,
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    kind TEXT NOT NULL CHECK (kind IN ('leader_change', 'leader_confirmed', 'member_change', 'stalled', 'resumed', 'withdrawn', 'change_started')),
    "on" TEXT NOT NULL,
    text TEXT NOT NULL,
    cause TEXT NOT NULL,
    layer TEXT NOT NULL CHECK (layer IN ('facilitators', 'group', 'network', 'across')),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_by_group_id ON event (group_id);

CREATE TABLE resource_use (
    id TEXT PRIMARY KEY NOT NULL,
    network_id TEXT NOT NULL REFERENCES network (id),
    group_id TEXT REFERENCES improvement_group (id),
    kind TEXT NOT NULL CHECK (kind IN ('group_meetings', 'writing', 'staff_meetings', 'gatherings', 'guidance', 'overnight', 'travel')),
    hours REAL,
    kroner REAL,
    advisers INTEGER NOT NULL CHECK (advisers IN (0, 1)),
    outside_hours INTEGER CHECK (outside_hours IN (0, 1)),
    text TEXT NOT NULL,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX resource_use_by_network_id ON resource_use (network_id);
CREATE INDEX resource_use_by_group_id ON resource_use (group_id);

CREATE TABLE continuation (
    id TEXT PRIMARY KEY NOT NULL,
    group_id TEXT NOT NULL REFERENCES improvement_group (id),
    kind TEXT NOT NULL CHECK (kind IN ('experience_transfer', 'on_its_own', 'simplified_network', 'new_project', 'follow_up')),
    "on" TEXT,
    text TEXT NOT NULL,
    inspired_by_group_id TEXT REFERENCES improvement_group (id),
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX continuation_by_group_id ON continuation (group_id);
CREATE INDEX continuation_by_inspired_by_group_id ON continuation (inspired_by_group_id);

CREATE TABLE minutes (
    id TEXT PRIMARY KEY NOT NULL,
    gathering_id TEXT NOT NULL REFERENCES gathering (id),
    number INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'comment', 'final')),
    language TEXT NOT NULL CHECK (language IN ('nb', 'nn', 'en')),
    text TEXT NOT NULL,
    payload TEXT NOT NULL,
    frozen_at INTEGER NOT NULL,
    origin TEXT CHECK (origin IN ('article', 'illustrative')),
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX minutes_once ON minutes (gathering_id, number) WHERE deleted = 0;
CREATE INDEX minutes_by_gathering_id ON minutes (gathering_id);

CREATE VIEW v_groups AS
SELECT n.name AS network, g.letter, g.unit, g.municipality, g.employees, g.operating_model, g.state,
       p.area, p.aim, p.measures, p.result, p.remark
FROM improvement_group AS g
JOIN network AS n ON n.id = g.network_id
LEFT JOIN project AS p ON p.group_id = g.id AND p.deleted = 0
WHERE g.deleted = 0;

CREATE VIEW v_members AS
SELECT g.letter, m.name, m.profession, m.leader, m.writer, m.data, m.rotating, m.from_on, m.to_on
FROM member AS m JOIN improvement_group AS g ON g.id = m.group_id
WHERE m.deleted = 0;

CREATE VIEW v_attendance AS
SELECT s.number AS gathering, coalesce(g.letter, '') AS letter, coalesce(m.name, f.name, a.guest) AS name,
       coalesce(nullif(m.profession, ''), a.profession) AS profession, a.presence,
       strftime('%Y-%m-%d %H:%M:%S', a.arrived_at / 1000, 'unixepoch') AS arrived_utc, strftime('%Y-%m-%d %H:%M:%S', a.left_at / 1000, 'unixepoch') AS left_utc
FROM attendance AS a JOIN gathering AS s ON s.id = a.gathering_id
LEFT JOIN improvement_group AS g ON g.id = a.group_id
LEFT JOIN member AS m ON m.id = a.member_id
LEFT JOIN facilitator AS f ON f.id = a.facilitator_id
WHERE a.deleted = 0;

CREATE VIEW v_status AS
SELECT s.number AS gathering, g.letter, t.field, t.text, t.layer
FROM status_text AS t JOIN gathering AS s ON s.id = t.gathering_id JOIN improvement_group AS g ON g.id = t.group_id
WHERE t.deleted = 0;

CREATE VIEW v_ratings AS
SELECT s.number AS gathering, g.letter, r.item, r.rater, r.answer, r.level, r.reason, r.layer, r.wording_version
FROM rating AS r JOIN gathering AS s ON s.id = r.gathering_id JOIN improvement_group AS g ON g.id = r.group_id
WHERE r.deleted = 0;

CREATE VIEW v_advice AS
SELECT s.number AS gathering, g.letter AS receiver, coalesce(gg.letter, f.name, a.giver) AS giver, a.factor, a.text,
       a.answer, a.answer_reason, a.outcome, a.layer, strftime('%Y-%m-%d %H:%M:%S', a.at / 1000, 'unixepoch') AS said_utc
FROM advice AS a LEFT JOIN gathering AS s ON s.id = a.gathering_id JOIN improvement_group AS g ON g.id = a.group_id
LEFT JOIN improvement_group AS gg ON gg.id = a.giver_group_id
LEFT JOIN facilitator AS f ON f.id = a.giver_facilitator_id
WHERE a.deleted = 0;

CREATE VIEW v_actions AS
SELECT s.number AS gathering, coalesce(g.letter, '') AS letter, a.text, a.who, a.due, a.due_on, a.state,
       a.times_moved, a.outcome, a.factor, a.layer, strftime('%Y-%m-%d %H:%M:%S', a.at / 1000, 'unixepoch') AS said_utc
FROM action AS a LEFT JOIN gathering AS s ON s.id = a.gathering_id LEFT JOIN improvement_group AS g ON g.id = a.group_id
WHERE a.deleted = 0;

CREATE VIEW v_notes AS
SELECT s.number AS gathering, coalesce(g.letter, '') AS letter, a.kind, a.text, a.step, a.factor, a.state, a.layer,
       strftime('%Y-%m-%d %H:%M:%S', a.at / 1000, 'unixepoch') AS said_utc
FROM note AS a LEFT JOIN gathering AS s ON s.id = a.gathering_id LEFT JOIN improvement_group AS g ON g.id = a.group_id
WHERE a.deleted = 0;

CREATE VIEW v_measurements AS
SELECT g.letter, i.name AS indicator, i.kind, i.unit, m."on", m.phase, m.value, m.numerator, m.denominator, m.below,
       m.change_percent, m.text
FROM measurement AS m JOIN indicator AS i ON i.id = m.indicator_id JOIN improvement_group AS g ON g.id = i.group_id
WHERE m.deleted = 0;

CREATE VIEW v_contacts AS
SELECT g.letter, c."on", c.channel, c.minutes, c.topic, c.agreed, c.next_on, c.layer
FROM contact AS c JOIN improvement_group AS g ON g.id = c.group_id
WHERE c.deleted = 0;

CREATE VIEW v_clock AS
SELECT s.number AS gathering, e.seq, e.kind, i.title AS item, g.letter, p.kind AS step, strftime('%Y-%m-%d %H:%M:%S', e.at / 1000, 'unixepoch') AS at_utc,
       e.amount_ms
FROM clock_event AS e JOIN gathering AS s ON s.id = e.gathering_id
LEFT JOIN programme_item AS i ON i.id = e.item_id LEFT JOIN improvement_group AS g ON g.id = i.group_id
LEFT JOIN programme_step AS p ON p.id = e.step_id
WHERE e.deleted = 0;
