//! Every path of the API, once. Templates are in axum's form; functions build the addresses the app calls.

use crate::UserId;
use std::fmt::Display;

/// About the server, or the app's page (by `Accept`).
pub const ROOT: &str = "/";
/// Sign in.
pub const AUTH: &str = "/user/auth";
/// My account (GET); sign up (POST).
pub const USER: &str = "/user";
/// Change my password.
pub const CHANGE_PASSWORD: &str = "/user/change-password";
/// Set somebody's password, as an administrator.
pub const RESET_PASSWORD: &str = "/user/reset-password";
/// Ask for a reset link.
pub const FORGOT_PASSWORD: &str = "/user/forgot-password";
/// The same, as the seed and 6.x print it.
pub const FORGOT_PASSWORD_SHORT: &str = "/forgot-password";
/// Redeem a reset code.
pub const FORGOT_PASSWORD_RESET: &str = "/user/forgot-password/reset";
/// The same, as the seed and 6.x print it.
pub const FORGOT_PASSWORD_RESET_SHORT: &str = "/forgot-password/reset";
/// End this session or all of mine.
pub const SIGN_OUT: &str = "/user/sign-out";
/// My sessions.
pub const SESSIONS: &str = "/user/sessions";
/// One of my sessions.
pub const SESSION: &str = "/user/sessions/{id}";
/// Make the first administrator.
pub const SET_UP: &str = "/set-up";
/// The list of users.
pub const USERS: &str = "/users";
/// How many the list would have.
pub const USERS_COUNT: &str = "/users/count";
/// How many users there are, by what tells them apart.
pub const USERS_STATS: &str = "/users/stats";
/// Begin a bulk change.
pub const USERS_BULK: &str = "/users/bulk";
/// How far a bulk change is.
pub const BULK_STATUS: &str = "/users/bulk/{ticket}";
/// What became of each user of a bulk change.
pub const BULK_ROWS: &str = "/users/bulk/{ticket}/rows";
/// The same as a table for spreadsheets.
pub const BULK_TABLE: &str = "/users/bulk/{ticket}/rows.csv";
/// Call a bulk change off.
pub const BULK_CANCEL: &str = "/users/bulk/{ticket}/cancel";
/// Try again what failed of a bulk change.
pub const BULK_RETRY: &str = "/users/bulk/{ticket}/retry";
/// Everybody whom the list would have, as a file.
pub const USERS_EXPORT: &str = "/users/export";
/// Users out of a file.
pub const USERS_IMPORT: &str = "/users/import";
/// One user.
pub const USERS_ONE: &str = "/users/{id}";
/// How far a deletion is.
pub const DELETE_STATUS: &str = "/users/{id}/delete-status/{ticket}";
/// The audit trail.
pub const AUDIT: &str = "/audit";
/// Is the process up.
pub const HEALTHZ: &str = "/healthz";
/// Can it serve.
pub const READYZ: &str = "/readyz";
/// What the server counts about itself; on a listen address of its own.
pub const METRICS: &str = "/metrics";
/// The OpenAPI document.
pub const OPENAPI: &str = "/openapi.json";
/// What the app needs to know before its first call.
pub const CONFIG: &str = "/config.json";
/// The product's logo, where one is set.
pub const LOGO: &str = "/logo";

/// Every path of the app, which the server answers with the app's page. `/forgot-password` and `/set-up` are the API's too, by POST.
pub const APP: &[&str] = &[
    "/sign-in",
    "/sign-up",
    "/forgot-password",
    "/reset-password",
    "/set-up",
    "/account",
    "/admin",
    "/admin/users",
    "/admin/users/new",
    "/admin/users/{id}",
    "/admin/users/{id}/metadata",
];

/// The pages of the app that hold a form for people who are not signed in.
pub const DOOR: &[&str] = &["/", "/sign-in", "/sign-up", "/forgot-password", "/reset-password", "/set-up"];

/// The address of one user.
pub fn user(id: &UserId) -> String {
    USERS_ONE.replace("{id}", &id.to_string())
}

/// The address of a deletion's state.
pub fn delete_status(id: &UserId, ticket: impl Display) -> String {
    DELETE_STATUS.replace("{id}", &id.to_string()).replace("{ticket}", &ticket.to_string())
}

/// The address of one of my sessions.
pub fn session(id: &str) -> String {
    SESSION.replace("{id}", id)
}
