//! Start of the document of the administration.

use frontdesk_app::app::admin::Admin;
use frontdesk_app::app::begin;
use leptos::prelude::*;

fn main() {
    begin(|told| view! { <Admin told /> });
}
