-- What somebody has done, or what was done to somebody, of one kind: found at once, however much else there is of them.
DROP INDEX audit_actor;
DROP INDEX audit_subject;
CREATE INDEX audit_actor ON audit (actor, id) WHERE actor IS NOT NULL;
CREATE INDEX audit_subject ON audit (subject, id) WHERE subject IS NOT NULL;
CREATE INDEX audit_actor_action ON audit (actor, action, id) WHERE actor IS NOT NULL;
CREATE INDEX audit_subject_action ON audit (subject, action, id) WHERE subject IS NOT NULL;
