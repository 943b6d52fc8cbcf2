-- What Frontdesk keeps. `users` is narrow, so that filtering and sorting read little; `profile` holds what only a page of users shows.
CREATE TABLE users (
  num INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  username_key TEXT NOT NULL,
  email_key TEXT NOT NULL,
  -- The folded address where it differs from its key (an international domain), for substring searches.
  username_text TEXT,
  email_text TEXT,
  plan_key TEXT NOT NULL,
  is_active INTEGER NOT NULL,
  blocked INTEGER NOT NULL,
  deleting INTEGER NOT NULL,
  epoch INTEGER NOT NULL
) STRICT;
CREATE INDEX users_created ON users (created_at, id);
CREATE INDEX users_username ON users (username_key, id);
CREATE INDEX users_email ON users (email_key, id);
CREATE INDEX users_plan ON users (plan_key, id);
CREATE INDEX users_blocked ON users (id) WHERE blocked = 1;
CREATE INDEX users_inactive ON users (id) WHERE is_active = 0;

CREATE TABLE profile (
  num INTEGER PRIMARY KEY REFERENCES users ON DELETE CASCADE,
  username TEXT NOT NULL,
  email TEXT NOT NULL,
  password TEXT NOT NULL,
  plan TEXT NOT NULL,
  scope TEXT NOT NULL,
  vendor TEXT NOT NULL,
  -- To the letter, as it was given.
  metadata TEXT NOT NULL,
  -- The same, made ready for filters: folded texts, numbers, moments.
  terms TEXT NOT NULL
) STRICT;

-- User names and e-mails are one namespace.
CREATE TABLE address (
  key TEXT PRIMARY KEY,
  num INTEGER NOT NULL REFERENCES users ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX address_user ON address (num);

CREATE TABLE user_scope (
  scope TEXT NOT NULL,
  num INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  PRIMARY KEY (scope, num)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_scope_user ON user_scope (num);

CREATE TABLE user_vendor (
  vendor_key TEXT NOT NULL,
  num INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  PRIMARY KEY (vendor_key, num)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_vendor_user ON user_vendor (num);

CREATE TABLE session (
  id BLOB PRIMARY KEY,
  num INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  user_agent TEXT,
  address TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (num);
CREATE INDEX session_expiry ON session (expires_at);

-- Spent and void codes stay for a while, so that a late retry of their job cannot bring them back.
CREATE TABLE reset_code (
  digest BLOB PRIMARY KEY,
  num INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  holds INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reset_code_user ON reset_code (num);
CREATE INDEX reset_code_expiry ON reset_code (expires_at);

CREATE TABLE set_up_code (
  digest BLOB PRIMARY KEY,
  holds INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Outlives its user: no reference.
CREATE TABLE deletion (
  ticket BLOB PRIMARY KEY,
  user_id BLOB NOT NULL,
  state TEXT NOT NULL,
  steps_done INTEGER NOT NULL,
  message TEXT,
  began_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX deletion_user ON deletion (user_id);

CREATE TABLE job (
  id BLOB PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  user_id BLOB,
  made_at INTEGER NOT NULL,
  -- When it can be leased: when it is due or, leased, when the lease runs out.
  ready_at INTEGER NOT NULL,
  leased_until INTEGER,
  tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX job_ready ON job (ready_at, id);
CREATE INDEX job_user ON job (user_id) WHERE user_id IS NOT NULL;
