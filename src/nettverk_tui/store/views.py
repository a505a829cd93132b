"""Readable views for reading the file in a spreadsheet or a database browser: names instead of ids."""

_MOMENT = "strftime('%Y-%m-%d %H:%M:%S', {} / 1000, 'unixepoch')"


def _moment(column: str) -> str:
    return _MOMENT.format(column)


VIEWS = f"""\
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
       {_moment("a.arrived_at")} AS arrived_utc, {_moment("a.left_at")} AS left_utc
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
       a.answer, a.answer_reason, a.outcome, a.layer, {_moment("a.at")} AS said_utc
FROM advice AS a LEFT JOIN gathering AS s ON s.id = a.gathering_id JOIN improvement_group AS g ON g.id = a.group_id
LEFT JOIN improvement_group AS gg ON gg.id = a.giver_group_id
LEFT JOIN facilitator AS f ON f.id = a.giver_facilitator_id
WHERE a.deleted = 0;

CREATE VIEW v_actions AS
SELECT s.number AS gathering, coalesce(g.letter, '') AS letter, a.text, a.who, a.due, a.due_on, a.state,
       a.times_moved, a.outcome, a.factor, a.layer, {_moment("a.at")} AS said_utc
FROM action AS a LEFT JOIN gathering AS s ON s.id = a.gathering_id LEFT JOIN improvement_group AS g ON g.id = a.group_id
WHERE a.deleted = 0;

CREATE VIEW v_notes AS
SELECT s.number AS gathering, coalesce(g.letter, '') AS letter, a.kind, a.text, a.step, a.factor, a.state, a.layer,
       {_moment("a.at")} AS said_utc
FROM note AS a LEFT JOIN gathering AS s ON s.id = a.gathering_id LEFT JOIN improvement_group AS g ON g.id = a.group_id
WHERE a.deleted = 0;

CREATE VIEW v_measurements AS
SELECT g.letter, i.name AS indicator, i.kind, i.unit, m."on", m.phase, m.value, m.numerator, m.denominator, m.below,
       m.change_percent, m.text, m.excluded, m.new_phase
FROM measurement AS m JOIN indicator AS i ON i.id = m.indicator_id JOIN improvement_group AS g ON g.id = i.group_id
WHERE m.deleted = 0;

CREATE VIEW v_contacts AS
SELECT g.letter, c."on", c.channel, c.minutes, c.topic, c.agreed, c.next_on, c.layer
FROM contact AS c JOIN improvement_group AS g ON g.id = c.group_id
WHERE c.deleted = 0;

CREATE VIEW v_clock AS
SELECT s.number AS gathering, e.seq, e.kind, i.title AS item, g.letter, p.kind AS step, {_moment("e.at")} AS at_utc,
       e.amount_ms
FROM clock_event AS e JOIN gathering AS s ON s.id = e.gathering_id
LEFT JOIN programme_item AS i ON i.id = e.item_id LEFT JOIN improvement_group AS g ON g.id = i.group_id
LEFT JOIN programme_step AS p ON p.id = e.step_id
WHERE e.deleted = 0;
"""
