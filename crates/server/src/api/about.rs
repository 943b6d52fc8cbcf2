//! `GET /`: to a browser the app, to everybody else what server this is.

use crate::extract::wants_html;
use crate::reply::Json;
use crate::state::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use frontdesk_wire::replies::{About, SignUpDoor};

/// The edition of the API that clients may rely on.
const VERSION: &str = "6.1.0";

/// Our extensions; the app hides what is not listed.
const CAPABILITIES: &[&str] =
    &["blocked", "sessions", "set-up", "multi-sort", "audit", "stats", "export", "import"];

/// Tells about the server, or shows the app.
pub async fn about(state: State, headers: HeaderMap) -> Response {
    let mut response = match wants_html(&headers) {
        true => state.assets.page(StatusCode::OK, &headers),
        false => Json(told(&state)).into_response(),
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}

fn told(state: &State) -> About {
    let closed = !state.config.sign_up_scopes.is_empty();
    About {
        version: Some(VERSION.to_owned()),
        name: Some("Frontdesk".to_owned()),
        capabilities: CAPABILITIES.iter().map(|name| (*name).to_owned()).collect(),
        sign_up: if closed { SignUpDoor::Closed } else { SignUpDoor::Open },
        password_min_length: u32::try_from(state.passwords.policy().min_chars()).ok(),
        reset_link_seconds: u32::try_from(state.config.reset_code_life / 1_000).ok(),
        support_contact: state.config.support_contact.clone(),
    }
}
