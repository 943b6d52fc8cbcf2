//! Start of the document where a password is chosen.

use frontdesk_app::app::begin_in_place;
use frontdesk_app::app::choose::choose;
use leptos::prelude::location;

fn main() {
    begin_in_place(|told| choose(told, location().pathname().unwrap_or_default()));
}
