//! The start of a document: its page stands already, made ahead of time, and is taken over as it is; where it does not,
//! as on a server that only has files, it is drawn.

use crate::ui::part::Tag;
use crate::{api, crossing};
use any_spawner::Executor;
use frontdesk_wire::lean;
use frontdesk_wire::replies::Told;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{Element, console};
use std::time::Duration;

/// Where the app stands in the page.
const ROOT: &str = "app";
/// What the page was told, as JSON.
const TOLD: &str = "told";
/// The words for whoever waits long for the app.
const WAITING: &str = "starting";

/// Begins a document whose page shows a frame: `app` takes its place. In a turn of its own, so that a slow phone hears its
/// user between the program's coming and that.
pub fn begin(app: impl FnOnce(Told) -> Tag + 'static) {
    set_timeout(|| begin_with(move |root, told, _| app(told).draw_in(root)), Duration::ZERO);
}

/// Begins a document whose page stands as a whole: its own elements are taken over with what was typed into them.
pub fn begin_in_place(app: fn(Told) -> Tag) {
    begin_with(move |root, told, stands| match stands {
        true => app(told).take_over(root),
        false => app(told).draw_in(root),
    });
}

/// A page that was told what it is told stands already. While the app is developed, a panic is said in the console; what
/// is shipped only stops, without the words.
fn begin_with(draw: impl FnOnce(&Element, Told, bool) + 'static) {
    if cfg!(debug_assertions) {
        std::panic::set_hook(Box::new(|panic| console::error_1(&panic.to_string().into())));
    }
    // An error means that it runs already.
    drop(Executor::init_wasm_bindgen());
    crossing::take_over();
    let Some(root) = document().get_element_by_id(ROOT) else { return };
    let draw = move |told, stands| {
        let owner = Owner::new();
        owner.with(|| draw(&root, told, stands));
        if let Some(words) = document().get_element_by_id(WAITING) {
            words.remove();
        }
        std::mem::forget(owner);
    };
    let told = document().get_element_by_id(TOLD).and_then(|data| data.text_content());
    match told.and_then(|text| lean::read(&text)) {
        Some(told) => draw(told, true),
        None => spawn_local(async move {
            let config = api::about::config().await;
            draw(Told { config, about: None }, false);
        }),
    }
}
