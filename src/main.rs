//! Start of the app: a panic is said in the console, and the app takes the place of the words about waiting for it.

use frontdesk_app::app::App;

fn main() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
    }));
    if let Some(words) = leptos::prelude::document().get_element_by_id("starting") {
        words.remove();
    }
    leptos::mount::mount_to_body(App);
}
