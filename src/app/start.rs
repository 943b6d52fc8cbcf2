//! The start of a document: its page stands already, made ahead of time, and is taken over as it is; where it does not,
//! as on a server that only has files, it is drawn.

use crate::{api, crossing};
use any_spawner::Executor;
use frontdesk_wire::replies::Told;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Mountable, PositionState};
use leptos::task::spawn_local;
use leptos::web_sys::{Element, console};
use wasm_bindgen::JsCast;

/// Where the app stands in the page.
const ROOT: &str = "app";
/// What the page was told, as JSON.
const TOLD: &str = "told";
/// The words for whoever waits long for the app.
const WAITING: &str = "starting";

/// How a document comes to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ready {
    /// The page's own elements are taken over with what was typed into them.
    Whole,
    /// The page shows a frame, which the app takes the place of.
    Frame,
}

/// Begins a document: `app` draws it. A panic is said in the console.
pub fn begin<V: IntoView + 'static>(ready: Ready, app: fn(Told) -> V) {
    std::panic::set_hook(Box::new(|panic| console::error_1(&panic.to_string().into())));
    // An error means that it runs already.
    drop(Executor::init_wasm_bindgen());
    crossing::take_over();
    let Some(root) = document().get_element_by_id(ROOT) else { return };
    let told = document().get_element_by_id(TOLD).and_then(|data| data.text_content());
    match told.and_then(|text| serde_json::from_str(&text).ok()) {
        Some(told) if ready == Ready::Whole => hydrate(&root, move || app(told)),
        Some(told) => draw(&root, move || app(told)),
        None => spawn_local(async move {
            let config = api::about::config().await;
            draw(&root, move || app(Told { config, about: None }));
        }),
    }
}

fn hydrate<V: IntoView + 'static>(root: &Element, app: impl FnOnce() -> V) {
    let owner = Owner::new();
    let state = owner.with(|| {
        let place = Cursor::new(root.clone().unchecked_into());
        app().into_view().hydrate::<true>(&place, &PositionState::default())
    });
    // For as long as the document lives.
    std::mem::forget((owner, state));
}

fn draw<V: IntoView + 'static>(root: &Element, app: impl FnOnce() -> V) {
    let owner = Owner::new();
    let state = owner.with(|| {
        let mut state = app().into_view().build();
        root.set_text_content(None);
        state.mount(root, None);
        state
    });
    if let Some(words) = document().get_element_by_id(WAITING) {
        words.remove();
    }
    std::mem::forget((owner, state));
}
