//! Pages and counts by the index; what it is not sure of, and the rows of the page, come from the same transaction.

use super::connection::Row;
use super::look::Look;
use super::statement::Statement;
use super::{rows, search};
use crate::StoreError;
use crate::index::{Bits, Found, Index, Search};
use crate::stop::{Stop, Stopped};
use crate::store::Result;
use frontdesk_wire::UserId;
use frontdesk_wire::query::UserQuery;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// How many maybes are asked about at once.
const BATCH: usize = 1_000;

/// How many ids are read at once.
const IDS: usize = 5_000;

/// An answer, and how many users the database had to be asked about.
pub(super) struct Answer<T> {
    pub(super) found: T,
    pub(super) unsure: usize,
}

/// How many users fit.
pub(super) async fn count(index: &Arc<Index>, look: &mut Look, query: &UserQuery) -> Result<Answer<u64>> {
    if query.conditions.is_empty() && query.pattern.is_none() {
        return Ok(Answer { found: index.users() as u64, unsure: 0 });
    }
    let asked = query.clone();
    let found = apart(index, look, move |index, stop| index.find(&index.search(&asked), stop)).await?;
    let Answer { found, unsure } = settle(look, query, found).await?;
    Ok(Answer { found: found.count() as u64, unsure })
}

/// The rows of a page.
pub(super) async fn page(index: &Arc<Index>, look: &mut Look, query: &UserQuery) -> Result<Answer<Vec<Row>>> {
    let asked = query.clone();
    let tried = apart(index, look, move |index, stop| {
        let search = index.search(&asked);
        match first_page(index, &search, &asked) {
            Some(nums) => Ok(Tried::Page(nums)),
            None => index.find(&search, stop).map(Tried::Found),
        }
    });
    let (nums, unsure) = match tried.await? {
        Tried::Page(nums) => (nums, 0),
        Tried::Found(found) => {
            let Answer { found, unsure } = settle(look, query, found).await?;
            let (asked, (offset, limit)) = (query.clone(), span(query));
            let page = move |index: &Index, stop: &Stop| index.page(&found, &asked.sort, offset, limit, stop);
            (apart(index, look, page).await?, unsure)
        }
    };
    Ok(Answer { found: rows_of(look, &nums).await?, unsure })
}

/// The ids of all who fit.
pub(super) async fn ids(index: &Arc<Index>, look: &mut Look, query: &UserQuery) -> Result<Vec<UserId>> {
    let asked = query.clone();
    let found = apart(index, look, move |index, stop| index.find(&index.search(&asked), stop)).await?;
    let found = settle(look, query, found).await?.found;
    let nums: Vec<i64> = found.nums().map(i64::from).collect();
    let mut ids = Vec::with_capacity(nums.len());
    for nums in nums.chunks(IDS) {
        let mut statement = Statement::new("SELECT u.id FROM users u WHERE u.num");
        look.dialect().one_of(&mut statement, nums);
        for row in look.fetch_all(statement).await? {
            ids.push(rows::id(row.blob(0)?)?);
        }
    }
    Ok(ids)
}

/// The numbers of everybody who fits, in order.
pub(super) async fn all(index: &Arc<Index>, look: &mut Look, query: &UserQuery) -> Result<Vec<u32>> {
    let asked = query.clone();
    let found = apart(index, look, move |index, stop| index.find(&index.search(&asked), stop)).await?;
    let found = settle(look, query, found).await?.found;
    let sort = query.sort.clone();
    apart(index, look, move |index, stop| index.page(&found, &sort, 0, usize::MAX, stop)).await
}

/// What a first try gave.
enum Tried {
    /// The page itself.
    Page(Vec<u32>),
    /// Everybody who fits.
    Found(Found),
}

fn first_page(index: &Index, search: &Search, query: &UserQuery) -> Option<Vec<u32>> {
    let (offset, limit) = span(query);
    index.first_page(search, &query.sort, offset, limit)
}

/// Offset and limit.
fn span(query: &UserQuery) -> (usize, usize) {
    (usize::try_from(query.offset).unwrap_or(usize::MAX), query.limit as usize)
}

/// Searches on a thread of its own, for as long as somebody waits.
async fn apart<T: Send + 'static>(
    index: &Arc<Index>,
    look: &Look,
    work: impl FnOnce(&Index, &Stop) -> Result<T, Stopped> + Send + 'static,
) -> Result<T> {
    let (index, stop) = (Arc::clone(index), look.stop());
    match spawn_blocking(move || work(&index, &stop)).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(Stopped)) => Err(StoreError::Unavailable("nobody waits for the answer".to_owned())),
        Err(error) => Err(StoreError::Fault(error.to_string())),
    }
}

/// Asks the database about those who may fit.
async fn settle(look: &mut Look, query: &UserQuery, found: Found) -> Result<Answer<Bits>> {
    let Found { mut sure, maybe } = found;
    let maybe: Vec<i64> = maybe.nums().map(i64::from).collect();
    for nums in maybe.chunks(BATCH) {
        let verify = search::verify(look.dialect(), query, nums);
        for row in look.fetch_all(verify).await? {
            sure.add(rows::index_num(row.int(0)?)?);
        }
    }
    Ok(Answer { found: sure, unsure: maybe.len() })
}

/// The rows of these users, in this order.
async fn rows_of(look: &mut Look, nums: &[u32]) -> Result<Vec<Row>> {
    if nums.is_empty() {
        return Ok(Vec::new());
    }
    let wanted: Vec<i64> = nums.iter().copied().map(i64::from).collect();
    let mut statement = rows::where_user("u.num");
    look.dialect().one_of(&mut statement, wanted.as_slice());
    let mut rows = HashMap::with_capacity(nums.len());
    for row in look.fetch_all(statement).await? {
        rows.insert(row.int(0)?, row);
    }
    let missing = || StoreError::Fault("the index knows a user whom the database does not".to_owned());
    wanted.iter().map(|num| rows.remove(num).ok_or_else(missing)).collect()
}
