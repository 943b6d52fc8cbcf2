//! `GET /users/bulk/:ticket/rows.csv`: what became of every user, as a table for spreadsheets.

use super::rows::Page;
use super::{Ticket, show};
use crate::auth::Admin;
use crate::error::{NO_SUCH_BULK, Result};
use crate::state::State;
use crate::transfer::cells::{harmless, line};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use frontdesk_store::{BulkRow, BulkRows};
use futures_util::stream;

/// How many rows are read at once.
const CHUNK: u32 = 1_000;

const HEAD: &str = "id,email,status,code,message\r\n";

/// All of them, or all of a state, written while they are read.
///
/// # Errors
/// 404; 400 names the parameter.
pub async fn table(state: State, _: Admin, Ticket(ticket): Ticket, page: Page) -> Result<Response> {
    let only = page.only();
    let from = move |from| BulkRows { only, from, skip: 0, limit: CHUNK };
    let first = state.store.bulk_rows(ticket, from(0)).await?.ok_or(NO_SUCH_BULK)?;
    let chunks = stream::try_unfold((HEAD.as_bytes().to_vec(), Some(first)), move |(mut text, rows)| {
        let store = state.store.clone();
        async move {
            let Some(rows) = rows else { return Ok(None) };
            let next = rows.last().map(|row| row.seq + 1);
            rows.into_iter().for_each(|row| write(&mut text, row));
            let rows = match next {
                Some(next) => store.bulk_rows(ticket, from(next)).await?.filter(|rows| !rows.is_empty()),
                None => None,
            };
            Ok::<_, frontdesk_store::StoreError>(Some((text, (Vec::new(), rows))))
        }
    });
    Ok((headers(), Body::from_stream(chunks)).into_response())
}

fn headers() -> HeaderMap {
    HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"bulk.csv\"")),
    ])
}

fn write(text: &mut Vec<u8>, row: BulkRow) {
    let row = show::row(row);
    let cells = [
        &row.id.to_string(),
        row.email.as_deref().unwrap_or_default(),
        row.status.word(),
        row.code.as_deref().unwrap_or_default(),
        row.message.as_deref().unwrap_or_default(),
    ];
    line(text, cells.into_iter().map(harmless));
}
