//! From a request to its handler and back: the table of routes, and what stands around every one of them.
//!
//! Outside in: an id, the log line, panics and headers (`around`); to which other origins it is shown, exactly one good `Host`
//! (`host`) and which of them may come (`cors`); the whole body, or a refusal, and a form that came without the app
//! (`intake`); then the route. Three layers, since each is a few allocations for each request.

mod around;
mod cors;
mod description;
mod fallback;
mod headers;
mod host;
mod intake;
mod lent;
pub mod table;

use crate::state::State;
pub(crate) use around::unreadable;
use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use frontdesk_wire::paths;
use table::Route;

/// The whole server as a service.
pub fn router(state: &State) -> Router {
    let mut router = Router::new();
    for Route { path, methods, .. } in table::routes() {
        router = router.route(path, methods);
    }
    for path in paths::APP {
        router = router.route(path, get(fallback::page));
    }
    router
        .fallback(fallback::fallback)
        .method_not_allowed_fallback(fallback::fallback)
        .layer(from_fn_with_state(state.clone(), intake::intake))
        .layer(from_fn_with_state(state.clone(), cors::shown))
        .layer(from_fn_with_state(state.clone(), around::around))
        .with_state(state.clone())
}
