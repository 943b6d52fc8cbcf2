-- Counters, in a file of their own: unsynced, and thrown away rather than repaired.
CREATE TABLE IF NOT EXISTS bucket (
  key TEXT PRIMARY KEY,
  tries INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  forget_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bucket_forget ON bucket (forget_at);
