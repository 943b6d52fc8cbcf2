//! `GET /users/bulk/:ticket/rows`: what became of each user, a page at a time.

use super::{Ticket, show};
use crate::auth::Admin;
use crate::error::{Error, NO_SUCH_BULK, Result};
use crate::reply::Json;
use crate::state::State;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use frontdesk_store::BulkRows;
use frontdesk_wire::bulk::{BulkRow, BulkRowState};
use frontdesk_wire::query::{LIMIT_DEFAULT, LIMIT_MAX, QueryProblem};

/// The parameters.
pub const PAGE: [&str; 3] = ["status", "limit", "offset"];

/// Which users to show. Other parameters are ignored.
pub struct Page {
    only: Option<BulkRowState>,
    limit: u32,
    offset: u64,
}

impl Page {
    /// The state that they are to have, if not any.
    pub(super) fn only(&self) -> Option<BulkRowState> {
        self.only
    }

    fn read(text: &str) -> Result<Self, QueryProblem> {
        let mut page = Self { only: None, limit: LIMIT_DEFAULT, offset: 0 };
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            match &*name {
                "status" => page.only = Some(state(&value)?),
                "limit" => {
                    let limit = value.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit));
                    page.limit =
                        limit.ok_or_else(|| problem("limit", "limit is a number from 1 to 1000."))?;
                }
                "offset" => {
                    page.offset =
                        value.parse().map_err(|_| problem("offset", "offset is a number from 0."))?;
                }
                _ => {}
            }
        }
        Ok(page)
    }
}

fn state(word: &str) -> Result<BulkRowState, QueryProblem> {
    let known = BulkRowState::ALL.into_iter().find(|state| state.word() == word);
    known.ok_or_else(|| {
        let words = BulkRowState::ALL.map(BulkRowState::word).join(", ");
        problem("status", format!("status is one of {words}."))
    })
}

fn problem(parameter: &'static str, message: impl Into<String>) -> QueryProblem {
    QueryProblem { parameter, message: message.into() }
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        Ok(Self::read(parts.uri.query().unwrap_or_default())?)
    }
}

/// A page of them, in an order that stays.
///
/// # Errors
/// 404; 400 names the parameter.
pub async fn rows(state: State, _: Admin, Ticket(ticket): Ticket, page: Page) -> Result<Json<Vec<BulkRow>>> {
    let which = BulkRows { only: page.only, from: 0, skip: page.offset, limit: page.limit };
    let rows = state.store.bulk_rows(ticket, which).await?.ok_or(NO_SUCH_BULK)?;
    Ok(Json(rows.into_iter().map(show::row).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_and_each_slip_named() {
        let page = Page::read("status=in-progress&limit=7&offset=9&more=1").unwrap();
        assert_eq!((page.only, page.limit, page.offset), (Some(BulkRowState::InProgress), 7, 9));
        for (text, parameter) in [
            ("status=broken", "status"),
            ("limit=0", "limit"),
            ("limit=1001", "limit"),
            ("offset=-1", "offset"),
        ] {
            assert_eq!(Page::read(text).err().unwrap().parameter, parameter);
        }
    }
}
