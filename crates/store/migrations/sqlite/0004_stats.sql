-- Kept counts of users: what changes a user moves them, unasked, in the same transaction. SQLite has one writer, so that they are simply counted up and down.
CREATE TABLE users_by_day (
  -- Since 1970, of creation.
  day INTEGER NOT NULL,
  plan TEXT NOT NULL,
  status TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (day, plan, status)
) STRICT, WITHOUT ROWID;
-- `scope` and `vendor`; a vendor without letters stands for none.
CREATE TABLE users_by_label (
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (kind, label)
) STRICT, WITHOUT ROWID;

INSERT INTO users_by_day (day, plan, status, n)
SELECT (created_at - (created_at % 86400000 + 86400000) % 86400000) / 86400000, plan_key,
  CASE WHEN blocked = 1 THEN 'blocked' WHEN is_active = 1 THEN 'active' ELSE 'inactive' END, count(*)
FROM users GROUP BY 1, 2, 3;
INSERT INTO users_by_label (kind, label, n) SELECT 'scope', scope, count(*) FROM user_scope GROUP BY scope;
INSERT INTO users_by_label (kind, label, n) SELECT 'vendor', vendor_key, count(*) FROM user_vendor GROUP BY vendor_key;
INSERT INTO users_by_label (kind, label, n) SELECT 'vendor', '', count(*) FROM profile WHERE vendor = '[]' HAVING count(*) > 0;

CREATE TRIGGER user_counted AFTER INSERT ON users
BEGIN
  INSERT INTO users_by_day (day, plan, status, n)
  VALUES ((new.created_at - (new.created_at % 86400000 + 86400000) % 86400000) / 86400000, new.plan_key,
    CASE WHEN new.blocked = 1 THEN 'blocked' WHEN new.is_active = 1 THEN 'active' ELSE 'inactive' END, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER user_uncounted AFTER DELETE ON users
BEGIN
  UPDATE users_by_day SET n = n - 1
  WHERE day = (old.created_at - (old.created_at % 86400000 + 86400000) % 86400000) / 86400000 AND plan = old.plan_key
    AND status = CASE WHEN old.blocked = 1 THEN 'blocked' WHEN old.is_active = 1 THEN 'active' ELSE 'inactive' END;
  DELETE FROM users_by_day
  WHERE day = (old.created_at - (old.created_at % 86400000 + 86400000) % 86400000) / 86400000 AND n = 0;
END;
CREATE TRIGGER user_recounted AFTER UPDATE OF created_at, plan_key, is_active, blocked ON users
BEGIN
  UPDATE users_by_day SET n = n - 1
  WHERE day = (old.created_at - (old.created_at % 86400000 + 86400000) % 86400000) / 86400000 AND plan = old.plan_key
    AND status = CASE WHEN old.blocked = 1 THEN 'blocked' WHEN old.is_active = 1 THEN 'active' ELSE 'inactive' END;
  INSERT INTO users_by_day (day, plan, status, n)
  VALUES ((new.created_at - (new.created_at % 86400000 + 86400000) % 86400000) / 86400000, new.plan_key,
    CASE WHEN new.blocked = 1 THEN 'blocked' WHEN new.is_active = 1 THEN 'active' ELSE 'inactive' END, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
  DELETE FROM users_by_day
  WHERE day = (old.created_at - (old.created_at % 86400000 + 86400000) % 86400000) / 86400000 AND n = 0;
END;

CREATE TRIGGER scope_counted AFTER INSERT ON user_scope
BEGIN
  INSERT INTO users_by_label (kind, label, n) VALUES ('scope', new.scope, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER scope_uncounted AFTER DELETE ON user_scope
BEGIN
  UPDATE users_by_label SET n = n - 1 WHERE kind = 'scope' AND label = old.scope;
  DELETE FROM users_by_label WHERE kind = 'scope' AND label = old.scope AND n = 0;
END;
CREATE TRIGGER vendor_counted AFTER INSERT ON user_vendor
BEGIN
  INSERT INTO users_by_label (kind, label, n) VALUES ('vendor', new.vendor_key, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER vendor_uncounted AFTER DELETE ON user_vendor
BEGIN
  UPDATE users_by_label SET n = n - 1 WHERE kind = 'vendor' AND label = old.vendor_key;
  DELETE FROM users_by_label WHERE kind = 'vendor' AND label = old.vendor_key AND n = 0;
END;

CREATE TRIGGER vendorless_counted AFTER INSERT ON profile WHEN new.vendor = '[]'
BEGIN
  INSERT INTO users_by_label (kind, label, n) VALUES ('vendor', '', 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER vendorless_uncounted AFTER DELETE ON profile WHEN old.vendor = '[]'
BEGIN
  UPDATE users_by_label SET n = n - 1 WHERE kind = 'vendor' AND label = '';
END;
CREATE TRIGGER vendorless_recounted AFTER UPDATE OF vendor ON profile WHEN (new.vendor = '[]') <> (old.vendor = '[]')
BEGIN
  INSERT INTO users_by_label (kind, label, n) VALUES ('vendor', '', (new.vendor = '[]') - (old.vendor = '[]'))
  ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;
