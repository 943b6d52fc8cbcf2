//! The list by keyboard: `/` searches, `j` and `k` move, `Enter` opens, `?` tells. Single keys can be switched off.

use super::super::area::use_area;
use super::filters::SEARCH;
use crate::storage::{SHORTCUTS, Shelf};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::checkbox::Checkbox;
use crate::ui::dialog::Dialog;
use crate::ui::facts::facts;
use crate::ui::focus_id;
use crate::ui::kbd::kbd;
use crate::ui::part::{Part, tag};
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Search,
    Next,
    Previous,
    Tell,
}

/// Reads a single key; `None` where it means nothing here.
fn act(key: &str) -> Option<Act> {
    match key {
        "/" => Some(Act::Search),
        "j" => Some(Act::Next),
        "k" => Some(Act::Previous),
        "?" => Some(Act::Tell),
        _ => None,
    }
}

/// Listens to the keys, and tells of them in a dialog, open while `help` holds.
pub fn shortcuts(help: RwSignal<bool>) -> Part {
    let area = use_area();
    let on = RwSignal::new(Shelf::Device.read(SHORTCUTS).as_deref() != Some("off"));
    let listener = window_event_listener(ev::keydown, move |event| {
        let here = area.beside_untracked().is_some();
        let wanted = (here && on.get_untracked() && is_free(&event)).then(|| act(&event.key())).flatten();
        if let Some(wanted) = wanted.filter(|wanted| *wanted == Act::Tell || list_is_shown()) {
            event.prevent_default();
            run(wanted, help);
        }
    });
    on_cleanup(move || listener.remove());
    let switch = move |now: bool| {
        on.set(now);
        if now { Shelf::Device.remove(SHORTCUTS) } else { Shelf::Device.write(SHORTCUTS, "off") }
    };
    view! {
        <Dialog
            id="shortcuts"
            heading="Keyboard shortcuts"
            open=help
            actions=move || view! { <Button text="Close" kind=ButtonKind::Primary autofocus=true on_click=move |_| help.set(false) /> }
        >
            {told(on, switch)}
        </Dialog>
    }
    .into()
}

fn told(on: RwSignal<bool>, switch: impl Fn(bool) + Send + Sync + 'static) -> Part {
    let fact = |key: &'static str, what: &'static str| -> [Part; 2] {
        [tag("dt").with(kbd(key)).into(), tag("dd").with(what).into()]
    };
    let keys = [
        fact("/", "Go to the search"),
        fact("j", "Next user"),
        fact("k", "Previous user"),
        fact("Enter", "Open the user"),
        fact("Shift", "With a press on a column: sort by it as well, where the server can"),
        fact("?", "Show this"),
    ];
    let check = view! { <Checkbox label="Use single-key shortcuts" checked=on on_change=switch /> };
    vec![facts(keys.into_iter().flatten().collect()).into(), check.into()].into()
}

/// Is the key meant for nothing else: no field, no dialog, no other key held?
fn is_free(event: &KeyboardEvent) -> bool {
    let held = event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing();
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let typing = target.is_some_and(|target| {
        target.is_content_editable() || matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
    });
    let asked = document().query_selector("dialog[open]").ok().flatten().is_some();
    !held && !typing && !asked && !event.default_prevented()
}

/// Beside a drawer there may be no room for the list: then its keys mean nothing.
fn list_is_shown() -> bool {
    let list = document().query_selector(".users.list").ok().flatten();
    let list = list.and_then(|list| list.dyn_into::<HtmlElement>().ok());
    list.is_some_and(|list| list.offset_parent().is_some())
}

fn run(act: Act, help: RwSignal<bool>) {
    match act {
        Act::Search => focus_id(SEARCH),
        Act::Tell => help.set(true),
        Act::Next => step(1),
        Act::Previous => step(-1),
    }
}

/// Moves focus to the link of the row below or above; to the first row when no row has it.
fn step(by: i32) {
    let links = links();
    let focused = document().active_element();
    let at = links.iter().position(|link| Some(link.as_ref()) == focused.as_ref());
    if let Some(link) = next(at, by, links.len()).and_then(|at| links.get(at)) {
        drop(link.focus());
    }
}

fn links() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(".users tbody .who a") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// The row to go to; the ends hold.
fn next(at: Option<usize>, by: i32, rows: usize) -> Option<usize> {
    let last = rows.checked_sub(1)?;
    Some(match at {
        None => 0,
        Some(at) if by > 0 => (at + 1).min(last),
        Some(at) => at.saturating_sub(1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_starts_at_the_first_row_and_stops_at_the_ends() {
        assert_eq!(next(None, 1, 3), Some(0));
        assert_eq!([next(Some(0), 1, 3), next(Some(2), 1, 3)], [Some(1), Some(2)]);
        assert_eq!([next(Some(1), -1, 3), next(Some(0), -1, 3)], [Some(0), Some(0)]);
        assert_eq!(next(None, 1, 0), None);
    }

    #[test]
    fn other_keys_mean_nothing() {
        assert_eq!(
            ["/", "?", "x", "Enter", "J"].map(act),
            [Some(Act::Search), Some(Act::Tell), None, None, None]
        );
    }
}
