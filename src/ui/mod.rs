//! The component library. It knows neither api, session, routes nor wire: words, addresses and values are handed in.

pub mod avatar;
pub mod blank;
pub mod brand;
pub mod button;
pub mod checkbox;
pub mod chip;
pub mod code_editor;
pub mod copy_button;
pub mod countdown;
pub mod dialog;
pub mod drawer;
pub mod facts;
pub mod field;
pub mod format;
pub mod icon;
pub mod kbd;
pub mod load;
pub mod notice;
pub mod page_title;
pub mod pager;
pub mod part;
pub mod password_field;
pub mod popover;
pub mod problem_summary;
pub mod progress;
pub mod segments;
pub mod select;
pub mod skip_link;
pub mod status_dot;
pub mod strength;
pub mod table;
pub mod time;
pub mod toast;
pub mod token_field;

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::{
    ev::MouseEvent,
    prelude::{Effect, document, request_animation_frame},
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

/// [`Effect::new`], compiled once for all: runs after the page is drawn, and again whenever what it read changed.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_| run());
}

/// An id nobody else in the page has, for ties between parts of one component.
fn fresh_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Moves focus to the region around what was pressed, for a press that takes its own button away: focus would fall back
/// to the top of the page.
fn focus_region_of(press: &MouseEvent) {
    let pressed = press.target().and_then(|target| target.dyn_into::<Element>().ok());
    let region = pressed.and_then(|pressed| pressed.closest("[tabindex='-1']").ok().flatten());
    if let Some(region) = region.and_then(|region| region.dyn_into::<HtmlElement>().ok()) {
        let _ = region.focus();
    }
}

/// After a press that took its own button away: the page's heading takes the focus, where it would be lost.
pub fn keep_focus() {
    request_animation_frame(|| {
        request_animation_frame(|| {
            let lost = document().active_element().is_none_or(|focused| focused.tag_name() == "BODY");
            let heading = document().query_selector("h1").ok().flatten().filter(|_| lost);
            if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
                let _ = heading.focus();
            }
        });
    });
}

/// Moves focus to the element with this id, if there is one.
pub fn focus_id(id: &str) {
    let element = document().get_element_by_id(id).and_then(|found| found.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}
