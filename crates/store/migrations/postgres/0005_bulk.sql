-- Bulk changes: one wish for many users. While its users are being found and written, `state` is 'gathering', and nobody knows of it.
CREATE TABLE bulk (
  ticket BYTEA PRIMARY KEY,
  by_user BYTEA NOT NULL,
  act TEXT NOT NULL,
  state TEXT NOT NULL,
  total BIGINT NOT NULL,
  -- How many users were begun, and how many of those are still being deleted.
  reached BIGINT NOT NULL,
  opened BIGINT NOT NULL,
  done BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  message TEXT,
  began_at BIGINT NOT NULL,
  ended_at BIGINT,
  retried_as BYTEA,
  -- Where whoever asked was, for the audit trail.
  address TEXT,
  user_agent TEXT
);

-- Its users, two hundred in each part: twelve bytes an id, one byte what became of it. No reference: they outlive their users.
CREATE TABLE bulk_part (
  ticket BYTEA NOT NULL REFERENCES bulk ON DELETE CASCADE,
  part BIGINT NOT NULL,
  ids BYTEA NOT NULL,
  outcomes BYTEA NOT NULL,
  PRIMARY KEY (ticket, part)
);

-- Whose deletion is under way, by the user's place.
CREATE TABLE bulk_open (
  ticket BYTEA NOT NULL REFERENCES bulk ON DELETE CASCADE,
  seq BIGINT NOT NULL,
  user_id BYTEA NOT NULL,
  PRIMARY KEY (ticket, seq)
);
