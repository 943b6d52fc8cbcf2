//! Lists and counts: in time or not at all, and logged where they take long.

use super::slow::{Asked, Watch};
use super::{SqlStore, rows};
use crate::User;
use crate::store::Result;
use frontdesk_wire::query::UserQuery;

impl SqlStore {
    /// A page of users.
    pub(super) async fn listed(&self, query: &UserQuery) -> Result<Vec<User>> {
        let watch = Watch::begin(Asked::List, query);
        let listed = self.in_time(self.list(query)).await;
        self.tell(watch, listed.as_ref().ok().map(|users| users.len() as u64)).await;
        listed
    }

    /// How many users fit.
    pub(super) async fn counted(&self, query: &UserQuery) -> Result<u64> {
        let watch = Watch::begin(Asked::Count, query);
        let counted = self.in_time(self.count(query)).await;
        self.tell(watch, counted.as_ref().ok().copied()).await;
        counted
    }

    async fn list(&self, query: &UserQuery) -> Result<Vec<User>> {
        let mut look = self.engine().look().await?;
        let page = Asked::List.statement(look.dialect(), query);
        let page = look.fetch_all(page).await?;
        look.end().await?;
        page.iter().map(|row| Ok(rows::kept(row)?.user)).collect()
    }

    async fn count(&self, query: &UserQuery) -> Result<u64> {
        let mut look = self.engine().look().await?;
        let count = Asked::Count.statement(look.dialect(), query);
        let count = look.fetch_one(count).await?.count(0)?;
        look.end().await?;
        Ok(count)
    }
}
