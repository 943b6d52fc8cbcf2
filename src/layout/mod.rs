//! What stands around a page, and the parts that several pages share.

pub mod ask_for_link;
pub mod chosen_password;
pub mod console;
pub mod contact;
pub mod door_page;
pub mod form_notices;
pub mod gate;
pub mod home;
pub mod link_code;
pub mod product;
pub mod sign_in_again;
pub mod way_on;

pub use ask_for_link::ask_for_link;
pub use console::Console;
pub use contact::contact;
pub use door_page::door_page;
pub use form_notices::{FormNotices, begin_with, empty, focus_problem, submit_button, value_of};
pub use gate::{NotKnownYet, gate};
pub use home::Home;
pub use link_code::{LinkCode, use_link_code};
pub use product::Product;
pub use sign_in_again::{cover, sign_in_again};
pub use way_on::{go_on, use_way_on};
