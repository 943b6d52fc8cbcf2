//! Every route of the API, as data: what the router serves, the policy test walks and the description describes.

use super::description::openapi;
use crate::api::{
    about, account, audit, change_password, configuration, forgot_password, probes, redeem_reset_code,
    sessions, set_up, sign_in, sign_out, sign_up, users,
};
use crate::state::State;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use frontdesk_wire::paths;

/// One operation.
pub struct Route {
    /// Its method.
    pub method: Method,
    /// Its path, in axum's form.
    pub path: &'static str,
    /// Who may.
    pub door: Door,
    /// What serves it.
    pub(super) methods: MethodRouter<State>,
}

/// Who may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Anyone.
    Anyone,
    /// Whoever has a token that holds.
    Caller,
    /// Administrators.
    Admin,
}

fn route<H: Handler<T, State>, T: 'static>(
    method: Method,
    path: &'static str,
    door: Door,
    handler: H,
) -> Route {
    let filter = match method {
        Method::POST => MethodFilter::POST,
        Method::PUT => MethodFilter::PUT,
        Method::DELETE => MethodFilter::DELETE,
        _ => MethodFilter::GET,
    };
    Route { method, path, door, methods: on(filter, handler) }
}

/// All of them.
pub fn routes() -> Vec<Route> {
    let mut routes = open();
    routes.extend(mine());
    routes.extend(administration());
    routes.extend(bulk());
    routes
}

fn open() -> Vec<Route> {
    use Door::Anyone;
    vec![
        route(Method::GET, paths::ROOT, Anyone, about::about),
        route(Method::POST, paths::AUTH, Anyone, sign_in::sign_in),
        route(Method::POST, paths::USER, Anyone, sign_up::sign_up),
        route(Method::POST, paths::FORGOT_PASSWORD, Anyone, forgot_password::forgot_password),
        route(Method::POST, paths::FORGOT_PASSWORD_SHORT, Anyone, forgot_password::forgot_password),
        route(Method::POST, paths::FORGOT_PASSWORD_RESET, Anyone, redeem_reset_code::redeem_reset_code),
        route(Method::POST, paths::FORGOT_PASSWORD_RESET_SHORT, Anyone, redeem_reset_code::redeem_reset_code),
        route(Method::POST, paths::SET_UP, Anyone, set_up::set_up),
        route(Method::GET, paths::CONFIG, Anyone, configuration::configuration),
        route(Method::GET, paths::LOGO, Anyone, configuration::logo),
        route(Method::GET, paths::HEALTHZ, Anyone, probes::healthz),
        route(Method::GET, paths::READYZ, Anyone, probes::readyz),
        route(Method::GET, paths::OPENAPI, Anyone, openapi),
    ]
}

fn mine() -> Vec<Route> {
    use Door::Caller;
    vec![
        route(Method::GET, paths::USER, Caller, account::account),
        route(Method::POST, paths::CHANGE_PASSWORD, Caller, change_password::change_password),
        route(Method::POST, paths::SIGN_OUT, Caller, sign_out::sign_out),
        route(Method::GET, paths::SESSIONS, Caller, sessions::list),
        route(Method::DELETE, paths::SESSION, Caller, sessions::end),
    ]
}

fn bulk() -> Vec<Route> {
    use Door::Admin;
    use users::bulk;
    vec![
        route(Method::POST, paths::USERS_BULK, Admin, bulk::begin::begin),
        route(Method::GET, paths::BULK_STATUS, Admin, bulk::status::status),
        route(Method::GET, paths::BULK_ROWS, Admin, bulk::rows::rows),
        route(Method::GET, paths::BULK_TABLE, Admin, bulk::table::table),
        route(Method::POST, paths::BULK_CANCEL, Admin, bulk::cancel::cancel),
        route(Method::POST, paths::BULK_RETRY, Admin, bulk::retry::retry),
    ]
}

fn administration() -> Vec<Route> {
    use Door::Admin;
    vec![
        route(Method::GET, paths::USERS, Admin, users::list::list),
        route(Method::GET, paths::USERS_COUNT, Admin, users::count::count),
        route(Method::GET, paths::USERS_STATS, Admin, users::stats::stats),
        route(Method::GET, paths::USERS_EXPORT, Admin, users::export::export),
        route(Method::POST, paths::USERS_IMPORT, Admin, users::import::import),
        route(Method::GET, paths::USERS_ONE, Admin, users::get::get),
        route(Method::PUT, paths::USERS_ONE, Admin, users::update::update),
        route(Method::DELETE, paths::USERS_ONE, Admin, users::delete::delete),
        route(Method::GET, paths::DELETE_STATUS, Admin, users::delete_status::delete_status),
        route(Method::POST, paths::RESET_PASSWORD, Admin, users::set_password::set_password),
        route(Method::GET, paths::AUDIT, Admin, audit::audit),
    ]
}
