//! Puts a text on the clipboard.

use std::time::Duration;

use leptos::{
    html,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{HtmlButtonElement, HtmlDocument, HtmlTextAreaElement},
};
use wasm_bindgen_futures::JsFuture;

use super::{
    button::{Button, ButtonKind},
    icon::Icon,
    part::{Part, tag},
};

/// What became of the last press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Copied {
    NotYet,
    Done,
    Refused,
}

impl Copied {
    /// What the button says then, if not what it does.
    const fn word(self) -> Option<&'static str> {
        match self {
            Self::NotYet => None,
            Self::Done => Some("Copied"),
            Self::Refused => Some("Not copied"),
        }
    }

    /// What is read out.
    const fn said(self) -> &'static str {
        match self {
            Self::NotYet => "",
            Self::Done => "Copied",
            Self::Refused => "The browser does not allow copying. Select the text and copy it by hand.",
        }
    }
}

/// A button that copies and says so.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What the button says: `Copy ID`.
    #[prop(into)]
    label: String,
    /// How much it asks to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// 32 px high instead of 40.
    #[prop(optional)]
    small: bool,
    /// Shows the icon alone.
    #[prop(optional)]
    icon_only: bool,
    /// Another picture than two sheets.
    #[prop(default = Icon::COPY)]
    icon: Icon,
    /// Runs once it was copied.
    #[prop(optional, into)]
    on_copied: Option<Callback<()>>,
) -> Part {
    let state = RwSignal::new(Copied::NotYet);
    let node = NodeRef::<html::Button>::new();
    let press = move |_| spawn_local(copying(text, state, node, on_copied));
    let words = Signal::derive(move || state.get().word().map_or_else(|| label.clone(), str::to_owned));
    let picture = Signal::derive(move || if state.get() == Copied::Done { Icon::CHECK } else { icon });
    let button =
        view! { <Button text=words icon=picture kind small icon_only node_ref=node on_click=press /> };
    let said = tag("span").attr("class", "sr").attr("role", "status").live_text(move || state.get().said());
    vec![button.into(), said.into()].into()
}

/// Copies, and shows for a while what became of it.
async fn copying(
    text: Signal<String>,
    state: RwSignal<Copied>,
    node: NodeRef<html::Button>,
    on_copied: Option<Callback<()>>,
) {
    let text = text.get_untracked();
    let done = copy(&text).await || copy_by_selection(&text, node.get_untracked());
    state.try_set(if done { Copied::Done } else { Copied::Refused });
    if let Some(on_copied) = on_copied.filter(|_| done && !state.is_disposed()) {
        on_copied.run(());
    }
    let settle = move || {
        state.try_set(Copied::NotYet);
    };
    set_timeout(settle, Duration::from_secs(3));
}

/// By the clipboard. False where the browser has none (an insecure address) or refuses.
async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    let offered = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"));
    if offered.is_ok_and(|clipboard| clipboard.is_object()) {
        JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
    } else {
        false
    }
}

/// By selecting the text beside the button: older, but allowed on any address, and inside a dialog.
fn copy_by_selection(text: &str, beside: Option<HtmlButtonElement>) -> bool {
    let made = document().create_element("textarea").ok().and_then(|made| made.dyn_into().ok());
    let parent = beside.as_ref().and_then(|button| button.parent_element());
    let (Some(area), Some(parent)) = (made, parent) else { return false };
    let area: HtmlTextAreaElement = area;
    area.set_class_name("sr");
    area.set_value(text);
    if parent.append_child(&area).is_err() {
        return false;
    }
    area.select();
    let document = document().dyn_into::<HtmlDocument>().ok();
    let done = document.is_some_and(|document| document.exec_command("copy") == Ok(true));
    area.remove();
    if let Some(button) = beside {
        let _ = button.focus();
    }
    done
}
