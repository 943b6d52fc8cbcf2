//! [`Sessions`] on SQLite.

use super::rows::{self, USER};
use super::statement::Statement;
use super::{SqliteStore, update};
use crate::store::Result;
use crate::{NewSession, Session, SessionId, Sessions, Standing, StoreError, User};
use async_trait::async_trait;
use frontdesk_wire::{Timestamp, UserId};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection, SqlitePool};
use uuid::Uuid;

const MINUTE: i64 = 60_000;

/// Keeps a session, in a write under way.
pub(super) async fn insert(
    on: &mut SqliteConnection,
    num: i64,
    epoch: i64,
    new: NewSession,
) -> Result<(), StoreError> {
    let mut statement = Statement::new(
        "INSERT INTO session (num, epoch, id, created_at, last_seen_at, expires_at, user_agent, address) VALUES (",
    );
    statement.int(num).push(", ").int(epoch).push(", ").blob(new.id.as_bytes().as_slice());
    statement.push(", ").int(new.created_at.as_millis()).push(", ").int(new.created_at.as_millis());
    statement.push(", ").int(new.expires_at.as_millis());
    statement.push(", ").optional(new.user_agent).push(", ").optional(new.address).push(")");
    statement.for_sqlite().execute(on).await?;
    Ok(())
}

fn session(row: &SqliteRow) -> Result<Session> {
    Ok(Session {
        id: Uuid::from_slice(row.try_get(0)?).map_err(|_| rows::unreadable("session"))?,
        created_at: Timestamp::from_millis(row.try_get(1)?),
        last_seen_at: Timestamp::from_millis(row.try_get(2)?),
        user_agent: row.try_get(3)?,
        address: row.try_get(4)?,
    })
}

/// Notes that a session was used in this minute. In the background, so that a reading request never waits for a write; what is lost is one minute's exactness.
fn note_seen(writer: &SqlitePool, session: SessionId, minute: i64) {
    let writer = writer.clone();
    tokio::spawn(async move {
        let sql = "UPDATE session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2";
        let noted = sqlx::query(sql).bind(session.as_bytes().to_vec()).bind(minute).execute(&writer).await;
        if let Err(error) = noted {
            tracing::debug!("a session's last use was not noted: {error}");
        }
    });
}

#[async_trait]
impl Sessions for SqliteStore {
    async fn open_session(&self, session: NewSession, epoch: i64) -> Result<Option<User>> {
        let mut write = self.begin().await?;
        let Some(kept) = rows::by_id(&mut write, session.user).await? else { return Ok(None) };
        if kept.user.epoch != epoch || kept.user.blocked || kept.user.deleting {
            return Ok(None);
        }
        insert(&mut write, kept.num, epoch, session).await?;
        write.commit().await?;
        Ok(Some(kept.user))
    }

    async fn standing(&self, session: SessionId, user: UserId, now: Timestamp) -> Result<Standing> {
        let mut statement = Statement::new("SELECT ");
        statement.push(USER).push(", s.last_seen_at FROM users u JOIN profile f ON f.num = u.num ");
        statement.push("LEFT JOIN session s ON s.num = u.num AND s.epoch = u.epoch AND s.expires_at > ");
        statement.int(now.as_millis()).push(" AND s.id = ").blob(session.as_bytes().as_slice());
        statement.push(" WHERE u.id = ").blob(user.as_bytes().as_slice());
        let Some(row) = statement.for_sqlite().fetch_optional(&self.readers).await? else {
            return Ok(Standing::Gone);
        };
        let kept = rows::kept(&row)?;
        let last_seen_at: Option<i64> = row.try_get("last_seen_at")?;
        let minute = now.as_millis().div_euclid(MINUTE) * MINUTE;
        match last_seen_at {
            Some(seen) if !kept.user.blocked && !kept.user.deleting => {
                if seen < minute {
                    note_seen(&self.writer, session, minute);
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
        let rows = sqlx::query(sql)
            .bind(user.as_bytes().to_vec())
            .bind(now.as_millis())
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(session).collect()
    }

    async fn end_session(&self, user: UserId, session: SessionId) -> Result<bool> {
        let sql = "DELETE FROM session WHERE id = $1 AND num = (SELECT num FROM users WHERE id = $2)";
        let ended = sqlx::query(sql)
            .bind(session.as_bytes().to_vec())
            .bind(user.as_bytes().to_vec())
            .execute(&self.writer)
            .await?;
        Ok(ended.rows_affected() == 1)
    }

    async fn end_sessions(&self, user: UserId) -> Result<u64> {
        let mut write = self.begin().await?;
        let Some(kept) = rows::by_id(&mut write, user).await? else { return Ok(0) };
        let count: u64 = sqlx::query_scalar("SELECT count(*) FROM session WHERE num = $1")
            .bind(kept.num)
            .fetch_one(&mut *write)
            .await?;
        update::end_sessions(&mut write, kept.num).await?;
        write.commit().await?;
        Ok(count)
    }
}
