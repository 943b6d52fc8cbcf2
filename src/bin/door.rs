//! Start of the document of the door.

use frontdesk_app::app::door::Door;
use frontdesk_app::app::{Ready, begin};
use leptos::prelude::*;

fn main() {
    begin(Ready::Whole, |told| view! { <Door told path=location().pathname().unwrap_or_default() /> });
}
