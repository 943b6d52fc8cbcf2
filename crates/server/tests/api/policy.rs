//! Every route against every actor: the door in the table is the door that is there.

use crate::world::World;
use axum::http::Method;
use frontdesk_server::router::table::{Door, routes};
use frontdesk_wire::paths;
use std::collections::HashSet;

/// A path that could be real.
pub(crate) fn filled(path: &str) -> String {
    path.replace("{id}", "5c88c7cc04a917256c726c3d")
        .replace("{ticket}", "b5ab54c2-31d4-4a80-93aa-f1e5fb7bd9b8")
}

#[tokio::test]
async fn each_door_lets_in_whom_it_should_and_nobody_else() {
    for route in routes() {
        let world = World::new().await;
        let (ada, admin) = (world.user("ada").await, world.admin().await);
        let (method, path) = (route.method.clone(), filled(route.path));
        let guest = world.guest().send(method.clone(), &path, "").await;
        let nonsense = world.guest().with_token("nonsense").send(method.clone(), &path, "").await;
        let user = ada.send(method.clone(), &path, "").await;
        let root = admin.send(method.clone(), &path, "").await;
        let what = format!("{method} {path}");
        let is_shut = route.door != Door::Anyone;
        assert_eq!(guest.text.contains("\"Missing authentication\""), is_shut, "{what}: {}", guest.text);
        assert_eq!(guest.status == 401, is_shut, "{what} for a guest: {}", guest.status);
        assert_eq!(nonsense.status == 401, is_shut, "{what} for nonsense: {}", nonsense.status);
        let refused = user.text.contains("\"Insufficient scope\"") && user.status == 403;
        assert_eq!(refused, route.door == Door::Admin, "{what} for a user: {}", user.text);
        assert!(!matches!(root.status.as_u16(), 401 | 403), "{what} for an administrator: {}", root.status);
    }
}

#[tokio::test]
async fn every_path_and_method_that_is_not_in_the_table_is_404() {
    let world = World::new().await;
    let admin = world.admin().await;
    let known: HashSet<(Method, &str)> =
        routes().iter().map(|route| (route.method.clone(), route.path)).collect();
    let paths: HashSet<&str> = known.iter().map(|(_, path)| *path).collect();
    for path in paths {
        for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS]
        {
            let is_page = method == Method::GET && paths::APP.contains(&path);
            if !is_page && !known.contains(&(method.clone(), path)) {
                let refusal = admin.send(method.clone(), &filled(path), "").await.refuses(404, "not_found");
                assert_eq!(refusal["message"], "Not Found", "{method} {path}");
            }
        }
    }
    for path in ["/nothing", "/users/a/b", "/user/", "/user/auth/x", "//user", "/metrics"] {
        admin.get(path).await.refuses(404, "not_found");
    }
}

#[test]
fn the_table_holds_every_path_of_the_contract() {
    let known: HashSet<&str> = routes().iter().map(|route| route.path).collect();
    for path in [
        paths::ROOT,
        paths::AUTH,
        paths::USER,
        paths::CHANGE_PASSWORD,
        paths::RESET_PASSWORD,
        paths::FORGOT_PASSWORD,
        paths::FORGOT_PASSWORD_SHORT,
        paths::FORGOT_PASSWORD_RESET,
        paths::FORGOT_PASSWORD_RESET_SHORT,
        paths::SIGN_OUT,
        paths::SESSIONS,
        paths::SESSION,
        paths::SET_UP,
        paths::USERS,
        paths::USERS_COUNT,
        paths::USERS_BULK,
        paths::BULK_STATUS,
        paths::BULK_ROWS,
        paths::BULK_TABLE,
        paths::BULK_CANCEL,
        paths::BULK_RETRY,
        paths::USERS_EXPORT,
        paths::USERS_IMPORT,
        paths::USERS_ONE,
        paths::DELETE_STATUS,
        paths::AUDIT,
        paths::USERS_STATS,
        paths::HEALTHZ,
        paths::READYZ,
        paths::OPENAPI,
        paths::CONFIG,
        paths::LOGO,
    ] {
        assert!(known.contains(path), "{path}");
    }
}
