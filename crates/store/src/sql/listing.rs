//! Lists and counts: by the index or, where there is none, by one statement; in time or not at all, and logged where they take long.

use super::by_index::{self, Answer};
use super::look::Look;
use super::slow::{Asked, Watch};
use super::{SqlStore, rows, search};
use crate::User;
use crate::store::Result;
use frontdesk_wire::UserId;
use frontdesk_wire::query::UserQuery;
use std::time::Duration;

/// How long it may take to find the ids of everybody: a million are read in seconds.
const ALL_PATIENCE: Duration = Duration::from_secs(30);
/// How many of them are read at once.
const CHUNK: i64 = 5_000;

async fn ids_by_statement(look: &mut Look, query: &UserQuery) -> Result<Vec<UserId>> {
    let (mut ids, mut last) = (Vec::new(), i64::MIN);
    loop {
        let next = search::next_ids(look.dialect(), query, last, CHUNK);
        let rows = look.fetch_all(next).await?;
        let Some(end) = rows.last() else { return Ok(ids) };
        last = end.int(0)?;
        for row in &rows {
            ids.push(rows::id(row.blob(1)?)?);
        }
    }
}

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

    /// The ids of all who fit at one moment.
    pub(super) async fn fitting(&self, query: &UserQuery) -> Result<Vec<UserId>> {
        let find = async {
            let mut look = self.engine().look().await?;
            let ids = match self.follower().version(&mut look).await? {
                Some(index) => by_index::ids(&index, &mut look, query).await?,
                None => ids_by_statement(&mut look, query).await?,
            };
            look.end().await?;
            Ok(ids)
        };
        self.within(ALL_PATIENCE, find).await
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
