//! `GET /users/export`: everybody whom the list would have on all its pages, as a file.

use super::query::Exported;
use crate::api::show;
use crate::auth::Admin;
use crate::error::Result;
use crate::health;
use crate::state::State;
use crate::transfer::{Format, Writer};
use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use frontdesk_store::{Selection, Store, User};
use futures_util::stream;
use std::io;
use std::sync::Arc;

/// Streams everybody who fits, in the order asked for: found at once, read piece by piece. What fails on the way breaks the body off, so that no part looks like the whole.
///
/// # Errors
/// 400 names the parameter that cannot be understood.
pub async fn export(state: State, _: Admin, Exported { query, format }: Exported) -> Result<Response> {
    let selection = state.store.select_users(&query).await?;
    let day: String = state.clock.now().to_string().chars().take(10).collect();
    let reading = Reading { store: Arc::clone(&state.store), selection, writer: Writer::new(format) };
    let beginning = Some(reading.writer.beginning());
    let body = Body::from_stream(stream::try_unfold((reading, beginning), next));
    Ok((headers(format, &day), body).into_response())
}

fn headers(format: Format, day: &str) -> [(HeaderName, HeaderValue); 2] {
    let name = format!("attachment; filename=\"users-{day}.{}\"", format.name());
    [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(name).unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ]
}

/// An export under way.
struct Reading {
    store: Arc<dyn Store>,
    selection: Selection,
    writer: Writer,
}

/// What stands before everything, or is left of it to be sent; and the export.
type Under = (Reading, Option<Vec<u8>>);

async fn next((mut reading, beginning): Under) -> io::Result<Option<(Bytes, Under)>> {
    let mut out = beginning.unwrap_or_default();
    // An empty piece would end nothing and say nothing: all of its users have gone.
    while out.is_empty() {
        let piece = reading.store.read_next(&mut reading.selection).await.map_err(|cause| {
            health::note(&cause);
            tracing::warn!(%cause, "an export broke off");
            io::Error::other(cause)
        })?;
        let Some(users) = piece else { return Ok(None) };
        write(reading.writer, &mut out, &users)?;
    }
    Ok(Some((out.into(), (reading, None))))
}

fn write(writer: Writer, out: &mut Vec<u8>, users: &[User]) -> io::Result<()> {
    users.iter().try_for_each(|user| writer.add(out, &show(user)).map_err(io::Error::other))
}
