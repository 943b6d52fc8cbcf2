-- Bulk changes: one wish for many users. While its users are being found and written, `state` is 'gathering', and nobody knows of it.
CREATE TABLE bulk (
  ticket BLOB PRIMARY KEY,
  by_user BLOB NOT NULL,
  act TEXT NOT NULL,
  state TEXT NOT NULL,
  total INTEGER NOT NULL,
  -- How many users were begun, and how many of those are still being deleted.
  reached INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  done INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  message TEXT,
  began_at INTEGER NOT NULL,
  ended_at INTEGER,
  retried_as BLOB,
  -- Where whoever asked was, for the audit trail.
  address TEXT,
  user_agent TEXT
) STRICT, WITHOUT ROWID;

-- Its users, two hundred in each part: twelve bytes an id, one byte what became of it. No reference: they outlive their users.
CREATE TABLE bulk_part (
  ticket BLOB NOT NULL REFERENCES bulk ON DELETE CASCADE,
  part INTEGER NOT NULL,
  ids BLOB NOT NULL,
  outcomes BLOB NOT NULL,
  PRIMARY KEY (ticket, part)
) STRICT;

-- Whose deletion is under way, by the user's place.
CREATE TABLE bulk_open (
  ticket BLOB NOT NULL REFERENCES bulk ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  user_id BLOB NOT NULL,
  PRIMARY KEY (ticket, seq)
) STRICT, WITHOUT ROWID;
