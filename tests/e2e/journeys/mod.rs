//! What people come to do, from the first click to the last.

mod door;
mod recovery;
mod sessions;
mod set_up;

use crate::page::Page;
use crate::people::Person;

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
