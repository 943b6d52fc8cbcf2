//! [`Users`] by SQL.

use super::connection::{Connection, Guard};
use super::newcomers::{self, Newcomer};
use super::rows::{self, Kept};
use super::statement::Statement;
use super::{SqlStore, arrivals, audit, create, jobs, sessions, update};
use crate::store::{JobsFor, Result};
use crate::{
    AddressKey, Arrival, Arrived, By, Change, CodeDigest, Created, FirstAdmin, Login, NewJob, NewSession,
    NewUser, OnExisting, PasswordHash, Selection, Updated, User, Users,
};
use async_trait::async_trait;
use frontdesk_wire::query::UserQuery;
use frontdesk_wire::{ActorKind, AuditAction, UserId};

impl From<Kept> for Login {
    fn from(kept: Kept) -> Self {
        Self { user: kept.user, hash: kept.password }
    }
}

/// Is there an administrator, whatever state they are in?
async fn any_admin(on: &mut Connection) -> Result<bool> {
    let any = Statement::new("SELECT EXISTS (SELECT 1 FROM user_scope WHERE scope = 'admin')");
    on.fetch_one(any).await?.truth(0)
}

/// Adds one user, in a write under way.
async fn add(on: &mut Connection, newcomer: Newcomer) -> Result<Option<User>> {
    Ok(newcomers::add(on, vec![newcomer]).await?.into_iter().flatten().next())
}

#[async_trait]
impl Users for SqlStore {
    async fn create_user(
        &self,
        user: NewUser,
        session: Option<NewSession>,
        jobs: Vec<NewJob>,
        by: &By,
    ) -> Result<Created> {
        let by_oneself = by.actor.kind == ActorKind::Guest;
        let action = if by_oneself { AuditAction::SignedUp } else { AuditAction::UserCreated };
        let newcomer = Newcomer { entry: by.did(action, user.id), user, session, jobs };
        let user = self.signing_up().ask(newcomer).await?;
        Ok(user.map_or(Created::AddressTaken, |user| Created::User(Box::new(user))))
    }

    async fn create_users(&self, users: Vec<NewUser>, by: &By) -> Result<u64> {
        let mut write = self.begin().await?;
        let added = create::those_free(&mut write, users).await?.len() as u64;
        audit::insert(&mut write, audit::added(by, added).as_slice()).await?;
        write.commit().await?;
        Ok(added)
    }

    async fn import_users(
        &self,
        arrivals: Vec<Arrival>,
        on_existing: OnExisting,
        by: &By,
    ) -> Result<Vec<Arrived>> {
        let mut write = self.begin().await?;
        let arrived = arrivals::bring_in(&mut write, arrivals, on_existing, by).await?;
        write.commit().await?;
        Ok(arrived)
    }

    fn imports_at_once(&self) -> usize {
        if self.is_shared() { 2 } else { 1 }
    }

    async fn try_import(&self, arrivals: Vec<Arrival>, on_existing: OnExisting) -> Result<Vec<Arrived>> {
        arrivals::look_at(&mut self.reader().await?, arrivals, on_existing).await
    }

    async fn create_first_admin(
        &self,
        code: CodeDigest,
        user: NewUser,
        session: NewSession,
        jobs: Vec<NewJob>,
        by: &By,
    ) -> Result<FirstAdmin> {
        let mut write = self.begin().await?;
        write.guard(Guard::Admins).await?;
        if any_admin(&mut write).await? {
            return write.leave(FirstAdmin::NotFirst).await;
        }
        let spend = "UPDATE set_up_code SET holds = 0 WHERE digest = $1 AND holds = 1";
        if write.execute(Statement::whole(spend, [code.into()])).await? == 0 {
            return write.leave(FirstAdmin::CodeSpent).await;
        }
        let newcomer =
            Newcomer { entry: by.did(AuditAction::SetUp, user.id), user, session: Some(session), jobs };
        let Some(user) = add(&mut write, newcomer).await? else {
            return write.leave(FirstAdmin::AddressTaken).await;
        };
        write.commit().await?;
        Ok(FirstAdmin::User(Box::new(user)))
    }

    async fn keep_set_up_code(&self, code: CodeDigest) -> Result<()> {
        let mut write = self.begin().await?;
        write.guard(Guard::Admins).await?;
        write.execute(Statement::new("DELETE FROM set_up_code")).await?;
        let keep = "INSERT INTO set_up_code (digest, holds) VALUES ($1, 1)";
        write.execute(Statement::whole(keep, [code.into()])).await?;
        write.commit().await
    }

    async fn has_admin(&self) -> Result<bool> {
        any_admin(&mut self.reader().await?).await
    }

    async fn user(&self, id: UserId) -> Result<Option<User>> {
        Ok(rows::by_id(&mut self.reader().await?, id).await?.map(|kept| kept.user))
    }

    async fn login(&self, key: &AddressKey) -> Result<Option<Login>> {
        let mut statement = rows::where_user("u.num = (SELECT num FROM address WHERE key = ");
        statement.bind(key.as_str()).push(")");
        Ok(rows::one(&mut self.reader().await?, statement).await?.map(Login::from))
    }

    async fn login_of(&self, id: UserId) -> Result<Option<Login>> {
        Ok(rows::by_id(&mut self.reader().await?, id).await?.map(Login::from))
    }

    async fn list_users(&self, query: &UserQuery) -> Result<Vec<User>> {
        self.listed(query).await
    }

    async fn count_users(&self, query: &UserQuery) -> Result<u64> {
        self.counted(query).await
    }

    async fn select_users(&self, query: &UserQuery) -> Result<Selection> {
        self.selected(query).await
    }

    async fn read_next(&self, selection: &mut Selection) -> Result<Option<Vec<User>>> {
        self.read_piece(selection).await
    }

    async fn update_user(&self, id: UserId, change: Change, jobs: JobsFor<'_>, by: &By) -> Result<Updated> {
        let mut write = self.begin().await?;
        let updated = update::change(&mut write, id, change).await?;
        let Updated::Changed { before, after } = &updated else { return write.leave(updated).await };
        audit::insert(&mut write, &audit::changed(by, before, after)).await?;
        jobs::insert(&mut write, jobs(before, after)).await?;
        write.commit().await?;
        Ok(updated)
    }

    async fn set_password(
        &self,
        id: UserId,
        from: Option<&PasswordHash>,
        password: PasswordHash,
        session: Option<NewSession>,
        jobs: JobsFor<'_>,
        by: &By,
    ) -> Result<Option<User>> {
        let mut write = self.begin().await?;
        let Some(kept) = rows::to_change(&mut write, id).await? else { return write.leave(None).await };
        if kept.user.deleting || from.is_some_and(|from| *from != kept.password) {
            return write.leave(None).await;
        }
        let before = kept.user.clone();
        let after = update::password(&mut write, kept, password).await?;
        if let Some(session) = session {
            sessions::insert(&mut write, vec![(after.num, after.user.epoch, session)]).await?;
        }
        let action = if from.is_some() { AuditAction::PasswordChanged } else { AuditAction::PasswordSet };
        audit::insert(&mut write, &[by.did(action, id)]).await?;
        jobs::insert(&mut write, jobs(&before, &after.user)).await?;
        write.commit().await?;
        Ok(Some(after.user))
    }

    async fn rehash(&self, id: UserId, from: &PasswordHash, to: PasswordHash) -> Result<bool> {
        let rehash = Statement::whole(
            "UPDATE profile SET password = $3 \
             WHERE num = (SELECT num FROM users WHERE id = $1) AND password = $2",
            [id.into(), from.into(), (&to).into()],
        );
        Ok(self.run(rehash).await? == 1)
    }
}
