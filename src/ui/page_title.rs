//! What page this is: the tab's title and the heading, told to whoever cannot see that the page changed.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{FocusOptions, HtmlElement},
};

use super::{
    effect,
    part::{Draw, Part, Tag, tag},
};

/// The product's name, for the end of every title. Provided as context by the app.
#[derive(Clone, Copy, Debug)]
pub struct AppName(pub Signal<String>);

/// False until the first page has been shown: the browser itself announces that one.
static ARRIVED: AtomicBool = AtomicBool::new(false);

/// True until the first heading of a document that a page of the app led to.
static LED: AtomicBool = AtomicBool::new(false);

/// A page of the app led to this document: its first page is announced like every later one.
pub fn was_led_here() {
    ARRIVED.store(true, Ordering::Relaxed);
    LED.store(true, Ordering::Relaxed);
}

/// Does somebody type already, into a form that stood before the app did?
fn is_typing() -> bool {
    document().active_element().is_some_and(|focused| focused.tag_name() == "INPUT")
}

/// The page's `<h1>`. Sets the tab's title; on each later page takes focus, so that reading starts here.
#[component]
pub fn PageTitle(
    /// What page this is.
    #[prop(into)]
    title: Signal<String>,
    /// Something on it is wrong: the tab's title says so first.
    #[prop(optional, into)]
    wrong: Signal<bool>,
    /// The heading's id, for a region it names.
    #[prop(optional, into)]
    id: Option<String>,
    /// The heading, where it shows more than the title.
    #[prop(optional)]
    children: Option<Draw>,
) -> Part {
    let heading = heading(title, wrong).attr("id", id);
    match children {
        // What is shown may offer places to break a line, which some browsers would read out as spaces.
        Some(children) => heading.live_attr("aria-label", move || title.get()).with(children.run()).into(),
        None => heading.live_text(move || title.get()).into(),
    }
}

/// The same as a part, its title alone.
pub fn page_title(title: Signal<String>, wrong: Signal<bool>) -> Tag {
    heading(title, wrong).live_text(move || title.get())
}

fn heading(title: Signal<String>, wrong: Signal<bool>) -> Tag {
    let app = use_context::<AppName>();
    effect(move || {
        let app = app.map(|AppName(name)| name.get());
        document().set_title(&tab_title(&title.get(), app.as_deref(), wrong.get()));
    });
    let heading = tag("h1").attr("tabindex", "-1");
    if !ARRIVED.swap(true, Ordering::Relaxed) {
        return heading;
    }
    let is_first = LED.swap(false, Ordering::Relaxed);
    heading.meet(move |heading| take_focus(heading.clone().unchecked_into(), is_first))
}

fn take_focus(heading: HtmlElement, is_first: bool) {
    request_animation_frame(move || {
        if is_first && is_typing() {
            return;
        }
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        drop(heading.focus_with_options(&options));
    });
}

/// Moves focus to the page's heading, for a press that takes its own button away.
pub fn focus_heading() {
    let heading = document().query_selector("h1").ok().flatten();
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let _ = heading.focus();
    }
}

/// `Error: Sign in · Frontdesk`.
fn tab_title(title: &str, app: Option<&str>, wrong: bool) -> String {
    let error = if wrong { "Error: " } else { "" };
    match app {
        Some(app) if !app.is_empty() => format!("{error}{title} · {app}"),
        _ => format!("{error}{title}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_what_is_wrong_then_where_then_whose() {
        assert_eq!(tab_title("Sign in", Some("Frontdesk"), false), "Sign in · Frontdesk");
        assert_eq!(tab_title("Sign in", Some("Acme"), true), "Error: Sign in · Acme");
        assert_eq!(tab_title("Sign in", None, false), "Sign in");
    }
}
