//! What people come to do, from the first click to the last.

mod administration;
mod broken_start;
mod choosing;
mod deletion;
mod door;
mod early;
mod left;
mod left_administration;
mod list;
mod low_and_narrow;
mod new_user;
mod origins;
mod outage;
mod recovery;
mod sessions;
pub(crate) mod set_up;
mod tenants;
mod together;
mod unsaved;

use frontdesk_wire::paths;
use reqwest::Method;
use serde_json::Value;

use crate::desk::Desk;
use crate::element::Role;
use crate::page::Page;
use crate::people::{ADA, JOYCE, Person};

/// Signs in through the page that is shown.
pub(crate) async fn sign_in(page: &Page, person: Person) {
    page.heading("Sign in").await;
    page.fill("Email", person.email).await;
    page.fill("Password", person.password).await;
    page.press("Sign in").await;
}

/// Goes to `path` by way of the sign-in page.
pub(crate) async fn sign_in_at(page: &Page, person: Person, path: &str) {
    page.open(path).await;
    sign_in(page, person).await;
    page.at(path).await;
}

/// Searches the list for somebody and opens them beside it.
pub(crate) async fn find_user(page: &Page, person: Person) {
    page.fill_in(Role::Searchbox, "Search by email", person.email).await;
    page.says("1 matches").await;
    page.follow(person.email).await;
    page.heading(person.email).await;
}

/// Joyce as she is stored.
pub(crate) async fn joyce(desk: &Desk) -> Value {
    desk.api().signed_in(ADA).await.user(JOYCE.email).await.expect("Joyce is there")
}

/// Somebody else saves Joyce.
pub(crate) async fn change_joyce(desk: &Desk, change: Value) {
    let path = format!("{}/{}", paths::USERS, joyce(desk).await["id"].as_str().unwrap_or_default());
    let (status, reply) = desk.api().signed_in(ADA).await.call(Method::PUT, &path, Some(change)).await;
    assert!(status.is_success(), "{reply}");
}
