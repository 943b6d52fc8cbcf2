-- Kept counts of users: what changes a user notes by how much they move, unasked, in the same transaction. Notes are only ever added, so that no two writers wait
-- for one another; upkeep takes them into the counts, and whoever reads adds both up.
CREATE TABLE users_by_day (
  -- Since 1970, of creation.
  day BIGINT NOT NULL,
  plan TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (day, plan, status)
);
CREATE TABLE users_by_day_new (
  day BIGINT NOT NULL,
  plan TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  n BIGINT NOT NULL
);
-- `scope` and `vendor`; a vendor without letters stands for none.
CREATE TABLE users_by_label (
  kind TEXT COLLATE "C" NOT NULL,
  label TEXT COLLATE "C" NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (kind, label)
);
CREATE TABLE users_by_label_new (
  kind TEXT COLLATE "C" NOT NULL,
  label TEXT COLLATE "C" NOT NULL,
  n BIGINT NOT NULL
);
INSERT INTO guard (name) VALUES ('stats');

CREATE FUNCTION day_of(created_at BIGINT) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS
  'SELECT (created_at - (created_at % 86400000 + 86400000) % 86400000) / 86400000';
CREATE FUNCTION status_of(blocked SMALLINT, is_active SMALLINT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS
  'SELECT CASE WHEN blocked = 1 THEN ''blocked'' WHEN is_active = 1 THEN ''active'' ELSE ''inactive'' END';

-- Nobody changes a user between the count and the triggers.
LOCK TABLE users, profile, user_scope, user_vendor IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO users_by_day (day, plan, status, n)
SELECT day_of(created_at), plan_key, status_of(blocked, is_active), count(*) FROM users GROUP BY 1, 2, 3;
INSERT INTO users_by_label (kind, label, n) SELECT 'scope', scope, count(*) FROM user_scope GROUP BY scope;
INSERT INTO users_by_label (kind, label, n) SELECT 'vendor', vendor_key, count(*) FROM user_vendor GROUP BY vendor_key;
INSERT INTO users_by_label (kind, label, n) SELECT 'vendor', '', count(*) FROM profile WHERE vendor = '[]';

-- How much: 1 or -1.
CREATE FUNCTION count_users() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO users_by_day_new (day, plan, status, n)
  SELECT day_of(created_at), plan_key, status_of(blocked, is_active), CAST(TG_ARGV[0] AS bigint) * count(*) FROM counted GROUP BY 1, 2, 3;
  RETURN NULL;
END $$;
CREATE FUNCTION recount_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO users_by_day_new (day, plan, status, n)
  VALUES (day_of(OLD.created_at), OLD.plan_key, status_of(OLD.blocked, OLD.is_active), -1),
    (day_of(NEW.created_at), NEW.plan_key, status_of(NEW.blocked, NEW.is_active), 1);
  RETURN NULL;
END $$;
CREATE FUNCTION count_scopes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO users_by_label_new (kind, label, n)
  SELECT 'scope', scope, CAST(TG_ARGV[0] AS bigint) * count(*) FROM counted GROUP BY scope;
  RETURN NULL;
END $$;
CREATE FUNCTION count_vendors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO users_by_label_new (kind, label, n)
  SELECT 'vendor', vendor_key, CAST(TG_ARGV[0] AS bigint) * count(*) FROM counted GROUP BY vendor_key;
  RETURN NULL;
END $$;
CREATE FUNCTION count_vendorless() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO users_by_label_new (kind, label, n)
  SELECT 'vendor', '', CAST(TG_ARGV[0] AS bigint) * count(*) FROM counted WHERE vendor = '[]' HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION recount_vendorless() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO users_by_label_new (kind, label, n) VALUES ('vendor', '', CASE WHEN NEW.vendor = '[]' THEN 1 ELSE -1 END);
  RETURN NULL;
END $$;

CREATE TRIGGER users_counted AFTER INSERT ON users
  REFERENCING NEW TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION count_users('1');
CREATE TRIGGER users_uncounted AFTER DELETE ON users
  REFERENCING OLD TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION count_users('-1');
CREATE TRIGGER users_recounted AFTER UPDATE OF created_at, plan_key, is_active, blocked ON users FOR EACH ROW
  WHEN ((OLD.created_at, OLD.plan_key, OLD.is_active, OLD.blocked) IS DISTINCT FROM (NEW.created_at, NEW.plan_key, NEW.is_active, NEW.blocked))
  EXECUTE FUNCTION recount_user();
CREATE TRIGGER scopes_counted AFTER INSERT ON user_scope
  REFERENCING NEW TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION count_scopes('1');
CREATE TRIGGER scopes_uncounted AFTER DELETE ON user_scope
  REFERENCING OLD TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION count_scopes('-1');
CREATE TRIGGER vendors_counted AFTER INSERT ON user_vendor
  REFERENCING NEW TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION count_vendors('1');
CREATE TRIGGER vendors_uncounted AFTER DELETE ON user_vendor
  REFERENCING OLD TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION count_vendors('-1');
CREATE TRIGGER vendorless_counted AFTER INSERT ON profile
  REFERENCING NEW TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION count_vendorless('1');
CREATE TRIGGER vendorless_uncounted AFTER DELETE ON profile
  REFERENCING OLD TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION count_vendorless('-1');
CREATE TRIGGER vendorless_recounted AFTER UPDATE OF vendor ON profile FOR EACH ROW
  WHEN ((OLD.vendor = '[]') <> (NEW.vendor = '[]')) EXECUTE FUNCTION recount_vendorless();
