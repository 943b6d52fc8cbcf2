//! Reading everybody who fits: found at once, in order, then read piece by piece, each piece in a transaction of its own.

use super::connection::Row;
use super::{SqlStore, by_index, rows, search};
use crate::store::Result;
use crate::{Selection, StoreError, User};
use frontdesk_wire::query::UserQuery;
use std::collections::HashMap;

/// How many users are read at once: at their largest some 8 MB.
const PIECE: usize = 500;

impl SqlStore {
    /// Everybody who fits.
    pub(super) async fn selected(&self, query: &UserQuery) -> Result<Selection> {
        let nums = match self.in_time(self.by_index(query)).await? {
            Some(nums) => nums,
            None => self.by_statement(query).await?,
        };
        Ok(Selection::new(nums))
    }

    async fn by_index(&self, query: &UserQuery) -> Result<Option<Vec<u32>>> {
        let mut look = self.engine().look().await?;
        let nums = match self.follower().version(&mut look).await? {
            Some(index) => Some(by_index::all(&index, &mut look, query).await?),
            None => None,
        };
        look.end().await?;
        Ok(nums)
    }

    /// However long it takes: where there is no index, everybody is read and sorted once.
    async fn by_statement(&self, query: &UserQuery) -> Result<Vec<u32>> {
        let mut on = self.patient_reader().await?;
        let statement = search::nums(on.dialect(), query);
        let row = on.fetch_one(statement).await?;
        let nums = row.optional_text(0)?.unwrap_or_default().split(',').filter(|num| !num.is_empty());
        let read =
            |num: &str| num.parse().map_err(|_| StoreError::Fault(format!("{num} is no user's number")));
        nums.map(read).collect()
    }

    /// The next users of a selection.
    pub(super) async fn read_piece(&self, selection: &mut Selection) -> Result<Option<Vec<User>>> {
        let nums = selection.advance(PIECE);
        if nums.is_empty() {
            return Ok(None);
        }
        let mut on = self.reader().await?;
        let mut statement = rows::where_user("u.num");
        on.dialect().one_of(&mut statement, nums.as_slice());
        let mut found: HashMap<i64, Row> = HashMap::with_capacity(nums.len());
        for row in on.fetch_all(statement).await? {
            found.insert(row.int(0)?, row);
        }
        drop(on);
        let users = nums.iter().filter_map(|num| found.remove(num));
        users.map(|row| Ok(rows::kept(&row)?.user)).collect::<Result<_>>().map(Some)
    }
}
