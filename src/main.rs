//! Start of the app: a panic is said in the console, and the app is mounted.

use frontdesk_app::app::App;

fn main() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
    }));
    leptos::mount::mount_to_body(App);
}
