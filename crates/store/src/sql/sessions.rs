//! [`Sessions`] by SQL.

use super::connection::{Connection, Row};
use super::engine::Engine;
use super::insert::Insert;
use super::rows;
use super::statement::Statement;
use super::together::{EXPIRES_AT, LAST_SEEN_AT};
use super::{SqlStore, audit, update};
use crate::store::Result;
use crate::{By, NewEntry, NewSession, Session, SessionId, Sessions, Standing, User};
use async_trait::async_trait;
use frontdesk_wire::{AuditAction, AuditDetails, Timestamp, UserId};

const MINUTE: i64 = 60_000;
/// How many sessions a user has at most: a new one ends the one that was used longest ago.
const SESSIONS_MAX: i64 = 100;

const SESSIONS: Insert = Insert {
    into: "INSERT INTO session (num, epoch, id, created_at, last_seen_at, expires_at, user_agent, address)",
    arrays: &[
        "::bigint[]",
        "::bigint[]",
        "::bytea[]",
        "::bigint[]",
        "::bigint[]",
        "::bigint[]",
        "::text[]",
        "::text[]",
    ],
    after: "",
};

/// Keeps sessions, each of the user with this number and epoch, in a write under way.
pub(super) async fn insert(on: &mut Connection, sessions: Vec<(i64, i64, NewSession)>) -> Result<()> {
    let rows = sessions.into_iter().map(|(num, epoch, new)| {
        [
            num.into(),
            epoch.into(),
            new.id.into(),
            new.created_at.into(),
            new.created_at.into(),
            new.expires_at.into(),
            new.user_agent.into(),
            new.address.into(),
        ]
    });
    SESSIONS.rows(on, rows.collect()).await.map(drop)
}

/// What happened to a session.
fn of_session(by: &By, action: AuditAction, user: UserId, session: SessionId) -> NewEntry {
    by.did(action, user).with(AuditDetails { session: Some(session.to_string()), ..AuditDetails::default() })
}

fn session(row: &Row) -> Result<Session> {
    Ok(Session {
        id: rows::uuid(row.blob(0)?)?,
        created_at: Timestamp::from_millis(row.int(1)?),
        last_seen_at: Timestamp::from_millis(row.int(2)?),
        user_agent: row.optional_text(3)?.map(str::to_owned),
        address: row.optional_text(4)?.map(str::to_owned),
    })
}

/// Notes that a session was used in this minute. In the background, so that a reading request never waits for a write; what is lost is one minute's exactness.
fn note_seen(engine: &Engine, session: SessionId, minute: i64) {
    let engine = engine.clone();
    tokio::spawn(async move {
        let note = "UPDATE session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2";
        let note = Statement::whole(note, [session.into(), minute.into()]);
        if let Err(error) = engine.run(note).await {
            tracing::debug!("a session's last use was not noted: {error}");
        }
    });
}

#[async_trait]
impl Sessions for SqlStore {
    async fn open_session(&self, session: NewSession, epoch: i64) -> Result<Option<User>> {
        let mut write = self.begin().await?;
        let Some(kept) = rows::to_change(&mut write, session.user).await? else {
            return write.leave(None).await;
        };
        if kept.user.epoch != epoch || kept.user.blocked || kept.user.deleting {
            return write.leave(None).await;
        }
        let bound = "DELETE FROM session WHERE num = $1 AND id NOT IN (SELECT id FROM session WHERE num = $1 \
                     ORDER BY last_seen_at DESC, created_at DESC, id LIMIT $2)";
        write.execute(Statement::whole(bound, [kept.num.into(), (SESSIONS_MAX - 1).into()])).await?;
        let by = By::guest(session.address.clone(), session.user_agent.clone(), session.created_at);
        let entry = of_session(&by.known_as(session.user), AuditAction::SignedIn, session.user, session.id);
        audit::insert(&mut write, &[entry]).await?;
        insert(&mut write, vec![(kept.num, epoch, session)]).await?;
        write.commit().await?;
        Ok(Some(kept.user))
    }

    async fn standing(&self, session: SessionId, user: UserId, now: Timestamp) -> Result<Standing> {
        let Some(row) = self.together().ask((session, user)).await? else { return Ok(Standing::Gone) };
        let kept = rows::kept(&row)?;
        let expires_at = row.optional_int(EXPIRES_AT)?;
        let last_seen_at = row.optional_int(LAST_SEEN_AT)?.filter(|_| expires_at > Some(now.as_millis()));
        let minute = now.as_millis().div_euclid(MINUTE) * MINUTE;
        match last_seen_at {
            Some(seen) if !kept.user.blocked && !kept.user.deleting => {
                if seen < minute {
                    note_seen(self.engine(), session, minute);
                }
                Ok(Standing::Holds(Box::new(kept.user)))
            }
            _ => Ok(Standing::Ended),
        }
    }

    async fn sessions(&self, user: UserId, now: Timestamp) -> Result<Vec<Session>> {
        let sql = "SELECT s.id, s.created_at, s.last_seen_at, s.user_agent, s.address \
                   FROM session s JOIN users u ON u.num = s.num AND u.epoch = s.epoch \
                   WHERE u.id = $1 AND s.expires_at > $2 ORDER BY s.last_seen_at DESC, s.created_at DESC, s.id";
        let rows = self.reader().await?.fetch_all(Statement::whole(sql, [user.into(), now.into()])).await?;
        rows.iter().map(session).collect()
    }

    async fn end_session(&self, user: UserId, session: SessionId, by: &By) -> Result<bool> {
        let mut write = self.begin().await?;
        let end = "DELETE FROM session WHERE id = $1 AND num = (SELECT num FROM users WHERE id = $2)";
        let end = Statement::whole(end, [session.into(), user.into()]);
        if write.execute(end).await? == 0 {
            return write.leave(false).await;
        }
        let is_own = by.session == Some(session);
        let action = if is_own { AuditAction::SignedOut } else { AuditAction::SessionEnded };
        audit::insert(&mut write, &[of_session(by, action, user, session)]).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn end_sessions(&self, user: UserId, by: &By) -> Result<u64> {
        let mut write = self.begin().await?;
        let Some(kept) = rows::to_change(&mut write, user).await? else { return write.leave(0).await };
        let count = Statement::whole("SELECT count(*) FROM session WHERE num = $1", [kept.num.into()]);
        let count = write.fetch_one(count).await?.count(0)?;
        update::end_sessions(&mut write, kept.num).await?;
        let details = AuditDetails { count: Some(count), ..AuditDetails::default() };
        audit::insert(&mut write, &[by.did(AuditAction::SignedOutEverywhere, user).with(details)]).await?;
        write.commit().await?;
        Ok(count)
    }
}
