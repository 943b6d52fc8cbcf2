//! Start of the document of the account.

use frontdesk_app::app::account::Account;
use frontdesk_app::app::begin;
use leptos::prelude::*;

fn main() {
    begin(|told| view! { <Account told /> });
}
