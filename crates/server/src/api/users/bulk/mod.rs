//! `/users/bulk`: the same wish for many users, carried out by a job.

pub mod begin;
pub mod cancel;
pub mod retry;
pub mod rows;
mod show;
pub mod status;
pub mod table;

use crate::error::{Error, NO_SUCH_BULK, Result};
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use uuid::Uuid;

/// The ticket in a path; what is none is one that nobody has.
pub struct Ticket(Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Ticket {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let path = Path::<Uuid>::from_request_parts(parts, state).await;
        path.map(|Path(ticket)| Self(ticket)).map_err(|_| NO_SUCH_BULK)
    }
}
