//! Start of the document of the door.

use frontdesk_app::app::begin_in_place;
use frontdesk_app::app::door::door;
use leptos::prelude::location;

fn main() {
    begin_in_place(|told| door(told, location().pathname().unwrap_or_default()));
}
