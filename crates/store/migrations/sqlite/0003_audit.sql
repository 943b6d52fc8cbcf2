-- The audit trail. Ids and words of ours, never an address of a person or a value of metadata; a subject that is gone keeps its id here.
-- One writer: ids are in the order of the commits.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor_kind TEXT NOT NULL,
  actor BLOB,
  action TEXT NOT NULL,
  subject BLOB,
  address TEXT,
  user_agent TEXT,
  details TEXT NOT NULL
) STRICT;
CREATE INDEX audit_actor ON audit (actor, id, action) WHERE actor IS NOT NULL;
CREATE INDEX audit_subject ON audit (subject, id, action) WHERE subject IS NOT NULL;
CREATE INDEX audit_action ON audit (action, id);

-- Which ids the entries of each hour lie between: clocks are not in the order of the commits, so that moments alone do not say where to look.
CREATE TABLE audit_hour (
  hour INTEGER PRIMARY KEY,
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL
) STRICT;
CREATE TRIGGER audit_added AFTER INSERT ON audit
BEGIN
  INSERT INTO audit_hour (hour, first_id, last_id) VALUES (new.at / 3600000, new.id, new.id)
  ON CONFLICT DO UPDATE SET first_id = min(first_id, excluded.first_id), last_id = max(last_id, excluded.last_id);
END;

-- From when on entries are kept: what is older may be thrown away, and nothing else. One row.
CREATE TABLE audit_kept (
  since INTEGER NOT NULL
) STRICT;
INSERT INTO audit_kept (since) VALUES (-9223372036854775808);
CREATE TRIGGER audit_stays BEFORE DELETE ON audit WHEN old.at >= (SELECT since FROM audit_kept)
BEGIN
  SELECT RAISE(ABORT, 'the audit trail only grows');
END;
CREATE TRIGGER audit_holds BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit trail only grows');
END;
