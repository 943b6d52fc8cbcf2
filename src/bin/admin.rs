//! Start of the document of the administration.

use frontdesk_app::app::admin::Admin;
use frontdesk_app::app::{Ready, begin};
use leptos::prelude::*;

fn main() {
    begin(Ready::Frame, |told| view! { <Admin told /> });
}
