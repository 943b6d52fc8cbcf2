//! [`Users`] on SQLite.

use super::dialect::SQLITE;
use super::rows::{self, Kept};
use super::{SqliteStore, create, jobs, search, sessions, update};
use crate::store::{JobsFor, Result};
use crate::{
    AddressKey, Change, CodeDigest, Created, FirstAdmin, Login, NewJob, NewSession, NewUser, PasswordHash,
    Updated, User, Users,
};
use async_trait::async_trait;
use frontdesk_wire::UserId;
use frontdesk_wire::query::UserQuery;
use sqlx::{Row, SqliteConnection};

impl From<Kept> for Login {
    fn from(kept: Kept) -> Self {
        Self { user: kept.user, hash: kept.password }
    }
}

/// Is there an administrator, whatever state they are in?
async fn any_admin(on: &mut SqliteConnection) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM user_scope WHERE scope = 'admin')";
    Ok(sqlx::query_scalar(sql).fetch_one(on).await?)
}

/// Adds a user with a first session and jobs, in a write under way.
async fn add(
    on: &mut SqliteConnection,
    user: NewUser,
    session: Option<NewSession>,
    jobs: Vec<NewJob>,
) -> Result<Option<User>> {
    let Some(user) = create::one(on, user).await? else { return Ok(None) };
    if let Some(session) = session {
        let kept = rows::by_id(on, user.id).await?.ok_or_else(|| rows::unreadable("user"))?;
        sessions::insert(on, kept.num, kept.user.epoch, session).await?;
    }
    jobs::insert(on, jobs).await?;
    Ok(Some(user))
}

#[async_trait]
impl Users for SqliteStore {
    async fn create_user(
        &self,
        user: NewUser,
        session: Option<NewSession>,
        jobs: Vec<NewJob>,
    ) -> Result<Created> {
        let mut write = self.begin().await?;
        let Some(user) = add(&mut write, user, session, jobs).await? else {
            return Ok(Created::AddressTaken);
        };
        write.commit().await?;
        Ok(Created::User(Box::new(user)))
    }

    async fn create_users(&self, users: Vec<NewUser>) -> Result<u64> {
        let mut write = self.begin().await?;
        let added = create::many(&mut write, users).await?;
        write.commit().await?;
        Ok(added)
    }

    async fn create_first_admin(
        &self,
        code: CodeDigest,
        user: NewUser,
        session: NewSession,
        jobs: Vec<NewJob>,
    ) -> Result<FirstAdmin> {
        let mut write = self.begin().await?;
        if any_admin(&mut write).await? {
            return Ok(FirstAdmin::NotFirst);
        }
        let spent = sqlx::query("UPDATE set_up_code SET holds = 0 WHERE digest = $1 AND holds = 1")
            .bind(code.0.to_vec())
            .execute(&mut *write)
            .await?;
        if spent.rows_affected() == 0 {
            return Ok(FirstAdmin::CodeSpent);
        }
        let Some(user) = add(&mut write, user, Some(session), jobs).await? else {
            return Ok(FirstAdmin::AddressTaken);
        };
        write.commit().await?;
        Ok(FirstAdmin::User(Box::new(user)))
    }

    async fn keep_set_up_code(&self, code: CodeDigest) -> Result<()> {
        let mut write = self.begin().await?;
        sqlx::query("DELETE FROM set_up_code").execute(&mut *write).await?;
        sqlx::query("INSERT INTO set_up_code (digest, holds) VALUES ($1, 1)")
            .bind(code.0.to_vec())
            .execute(&mut *write)
            .await?;
        Ok(write.commit().await?)
    }

    async fn has_admin(&self) -> Result<bool> {
        any_admin(&mut *self.readers.acquire().await?).await
    }

    async fn user(&self, id: UserId) -> Result<Option<User>> {
        Ok(rows::by_id(&mut *self.readers.acquire().await?, id).await?.map(|kept| kept.user))
    }

    async fn login(&self, key: &AddressKey) -> Result<Option<Login>> {
        let mut statement = rows::where_user("u.num = (SELECT num FROM address WHERE key = ");
        statement.text(key.as_str()).push(")");
        Ok(rows::one(&mut *self.readers.acquire().await?, statement).await?.map(Login::from))
    }

    async fn login_of(&self, id: UserId) -> Result<Option<Login>> {
        Ok(rows::by_id(&mut *self.readers.acquire().await?, id).await?.map(Login::from))
    }

    async fn list_users(&self, query: &UserQuery) -> Result<Vec<User>> {
        let page = search::page(&SQLITE, rows::USER, query).for_sqlite().fetch_all(&self.readers).await?;
        page.iter().map(|row| Ok(rows::kept(row)?.user)).collect()
    }

    async fn count_users(&self, query: &UserQuery) -> Result<u64> {
        let row = search::count(&SQLITE, query).for_sqlite().fetch_one(&self.readers).await?;
        Ok(row.try_get(0)?)
    }

    async fn update_user(&self, id: UserId, change: Change, jobs: JobsFor<'_>) -> Result<Updated> {
        let mut write = self.begin().await?;
        let updated = update::change(&mut write, id, change).await?;
        if let Updated::Changed { before, after } = &updated {
            jobs::insert(&mut write, jobs(before, after)).await?;
            write.commit().await?;
        }
        Ok(updated)
    }

    async fn set_password(
        &self,
        id: UserId,
        from: Option<&PasswordHash>,
        password: PasswordHash,
        session: Option<NewSession>,
        jobs: JobsFor<'_>,
    ) -> Result<Option<User>> {
        let mut write = self.begin().await?;
        let Some(kept) = rows::by_id(&mut write, id).await? else { return Ok(None) };
        if kept.user.deleting || from.is_some_and(|from| *from != kept.password) {
            return Ok(None);
        }
        let before = kept.user.clone();
        let after = update::password(&mut write, kept, password).await?;
        if let Some(session) = session {
            sessions::insert(&mut write, after.num, after.user.epoch, session).await?;
        }
        jobs::insert(&mut write, jobs(&before, &after.user)).await?;
        write.commit().await?;
        Ok(Some(after.user))
    }

    async fn rehash(&self, id: UserId, from: &PasswordHash, to: PasswordHash) -> Result<bool> {
        let sql = "UPDATE profile SET password = $3 \
                   WHERE num = (SELECT num FROM users WHERE id = $1) AND password = $2";
        let rehashed = sqlx::query(sql)
            .bind(id.as_bytes().to_vec())
            .bind(from.reveal().to_owned())
            .bind(to.reveal().to_owned())
            .execute(&self.writer)
            .await?;
        Ok(rehashed.rows_affected() == 1)
    }
}
