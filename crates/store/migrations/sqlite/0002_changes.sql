-- Whose rows have changed, in the order of the commits: what an index of all users in memory reads before it answers. Whoever writes notes it, unasked.
CREATE TABLE user_change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  num INTEGER NOT NULL
) STRICT;

-- How far the changes went, and when. All up to the least position are forgotten.
CREATE TABLE user_change_mark (
  position INTEGER PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;
INSERT INTO user_change_mark (position, at) VALUES (0, 0);

-- A user is there from the profile on, and for as long as it.
CREATE TRIGGER profile_added AFTER INSERT ON profile
BEGIN
  INSERT INTO user_change (num) VALUES (new.num);
END;
CREATE TRIGGER profile_gone AFTER DELETE ON profile
BEGIN
  INSERT INTO user_change (num) VALUES (old.num);
END;
CREATE TRIGGER users_changed
AFTER UPDATE OF username_key, email_key, username_text, email_text, plan_key, is_active, blocked ON users
BEGIN
  INSERT INTO user_change (num) VALUES (new.num);
END;
CREATE TRIGGER profile_changed AFTER UPDATE OF scope, vendor, terms ON profile
BEGIN
  INSERT INTO user_change (num) VALUES (new.num);
END;

-- They cost nearly half of what adding a user did, and served only the seconds in which the index is loaded.
DROP INDEX users_username;
DROP INDEX users_email;
DROP INDEX users_plan;
DROP INDEX users_blocked;
DROP INDEX users_inactive;
