//! The page that Prometheus reads, on a listen address of its own: it is for whoever runs the server, not for its users.

use crate::metrics::MEDIA_TYPE;
use crate::serve::{Front, accept};
use crate::state::State;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use frontdesk_wire::paths;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Serves the page until dropped.
pub async fn run(listener: TcpListener, state: State) {
    let router = Router::new().route(paths::METRICS, get(page)).with_state(state.clone());
    let (_never_stops, stopped) = watch::channel(false);
    accept(&listener, &Front { router, state }, &stopped, &mut JoinSet::new()).await;
}

async fn page(state: State) -> Response {
    let jobs = state.store.count_jobs().await.ok();
    match state.metrics.text(jobs, state.store.index_state()) {
        Ok(text) => {
            ([(header::CONTENT_TYPE, MEDIA_TYPE), (header::CACHE_CONTROL, "no-store")], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
