//! Start of the document of the account.

use frontdesk_app::app::account::Account;
use frontdesk_app::app::{Ready, begin};
use leptos::prelude::*;

fn main() {
    begin(Ready::Frame, |told| view! { <Account told /> });
}
