//! Lists and counts: by the index or, where there is none, by one statement; in time or not at all, and logged where they take long.

use super::by_index::{self, Answer};
use super::slow::{Asked, Watch};
use super::{SqlStore, rows};
use crate::User;
use crate::store::Result;
use frontdesk_wire::query::UserQuery;

impl SqlStore {
    /// A page of users.
    pub(super) async fn listed(&self, query: &UserQuery) -> Result<Vec<User>> {
        let mut watch = Watch::begin(Asked::List, query);
        let listed = self.in_time(self.list(query, &mut watch)).await;
        self.tell(watch, listed.as_ref().ok().map(|users| users.len() as u64)).await;
        listed
    }

    /// How many users fit.
    pub(super) async fn counted(&self, query: &UserQuery) -> Result<u64> {
        let mut watch = Watch::begin(Asked::Count, query);
        let counted = self.in_time(self.count(query, &mut watch)).await;
        self.tell(watch, counted.as_ref().ok().copied()).await;
        counted
    }

    async fn list(&self, query: &UserQuery, watch: &mut Watch<'_>) -> Result<Vec<User>> {
        let mut look = self.engine().look().await?;
        let page = match self.follower().version(&mut look).await? {
            Some(index) => {
                watch.by_index(0);
                let Answer { found, unsure } = by_index::page(&index, &mut look, query).await?;
                watch.by_index(unsure);
                found
            }
            None => {
                let page = Asked::List.statement(look.dialect(), query);
                look.fetch_all(page).await?
            }
        };
        look.end().await?;
        page.iter().map(|row| Ok(rows::kept(row)?.user)).collect()
    }

    async fn count(&self, query: &UserQuery, watch: &mut Watch<'_>) -> Result<u64> {
        let mut look = self.engine().look().await?;
        let count = match self.follower().version(&mut look).await? {
            Some(index) => {
                watch.by_index(0);
                let Answer { found, unsure } = by_index::count(&index, &mut look, query).await?;
                watch.by_index(unsure);
                found
            }
            None => {
                let count = Asked::Count.statement(look.dialect(), query);
                look.fetch_one(count).await?.count(0)?
            }
        };
        look.end().await?;
        Ok(count)
    }
}
