-- What somebody has done, or what was done to somebody, of one kind: found at once, however much else there is of them. Both are one expression: of two columns the
-- planner takes the share of each for itself, and walks what somebody has done, or all that was done of that kind, for what that person never did.
DROP INDEX audit_actor;
DROP INDEX audit_subject;
CREATE INDEX audit_actor ON audit (actor, id) WHERE actor IS NOT NULL;
CREATE INDEX audit_subject ON audit (subject, id) WHERE subject IS NOT NULL;
CREATE INDEX audit_actor_action ON audit ((encode(actor, 'hex') || ' ' || action), id) WHERE actor IS NOT NULL;
CREATE INDEX audit_subject_action ON audit ((encode(subject, 'hex') || ' ' || action), id) WHERE subject IS NOT NULL;
