//! `POST /users/import`: users out of a file, which is read as it comes.

use super::query::Importing;
use crate::auth::{Admin, Client};
use crate::error::{Error, Result};
use crate::reply::Json;
use crate::state::State;
use crate::transfer::{Broken, Format, Import, Manner, Rules};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use frontdesk_wire::replies::Imported;
use http_body_util::BodyExt;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// The longest wait for more of the file; all of it may take as long as it takes.
const BETWEEN: Duration = Duration::from_secs(30);

/// Brings users in and says what became of each line. A file that breaks off loses nothing that came whole before.
///
/// # Errors
/// 415 for a body that is neither NDJSON nor CSV, 400 for a CSV file whose columns are not named; and whatever breaks it off, with the line up to which all is saved.
pub async fn import(
    state: State,
    Admin(caller): Admin,
    client: Client,
    Importing { on_existing, is_dry, from }: Importing,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Imported>> {
    let manner = Manner { format: format(&headers)?, on_existing, is_dry, from };
    let rules = Rules { clock: state.clock.clone(), default_vendor: state.config.default_vendor.clone() };
    let mut import =
        Import::new(Arc::clone(&state.store), rules, manner, caller.by(&client, state.clock.now()));
    let read = read(&state, &mut import, body).await;
    let ended = import.end(read.is_ok()).await.map_err(Error::from);
    let report = import.report();
    tracing::info!(
        by = %caller.user.id, dry = is_dry, rows = report.rows, created = report.created, updated = report.updated,
        skipped = report.skipped, conflicts = report.conflicts, invalid = report.invalid,
        saved_through = report.saved_through, whole = read.is_ok() && ended.is_ok(), "an import"
    );
    match read.and(ended) {
        Ok(()) => Ok(Json(report)),
        Err(error) if is_dry || report.saved_through == 0 => Err(error),
        Err(error) => Err(Error::ImportStopped(Box::new(error), report.saved_through)),
    }
}

/// Hands the file over as it comes, until its end.
async fn read(state: &State, import: &mut Import, mut body: Body) -> Result<()> {
    while let Some(bytes) = next(&mut body).await? {
        if state.health.is_stopping() {
            return Err(Error::Unavailable);
        }
        import.take(bytes).await?;
    }
    Ok(())
}

async fn next(body: &mut Body) -> Result<Option<Bytes>> {
    loop {
        let frame = timeout(BETWEEN, body.frame()).await.map_err(|_| Error::PayloadTooSlow)?;
        let Some(frame) = frame else { return Ok(None) };
        let broken = |_| Error::PayloadNotJson(Some("The body did not arrive whole.".to_owned()));
        if let Ok(data) = frame.map_err(broken)?.into_data() {
            return Ok(Some(data));
        }
    }
}

/// What the body is said to be.
fn format(headers: &HeaderMap) -> Result<Format> {
    let said = headers.get(header::CONTENT_TYPE).and_then(|said| said.to_str().ok()).unwrap_or_default();
    match said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Ok(Format::Ndjson),
        "text/csv" => Ok(Format::Csv),
        _ => Err(Error::MediaTypeRefused("Send users as application/x-ndjson or as text/csv.")),
    }
}

impl From<Broken> for Error {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::File(problem) => Self::PayloadInvalid(vec![problem]),
            Broken::Store(cause) => cause.into(),
            Broken::Fault(cause) => Self::Internal(cause),
        }
    }
}
