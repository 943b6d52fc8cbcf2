//! A panel that opens under its button.

use leptos::{
    ev::{self, FocusEvent, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{EventTarget, Node},
};

use super::{
    button::{Button, ButtonKind},
    icon::Icon,
};

/// A button and what it opens. Escape, a click elsewhere, or leaving by Tab close it; Escape gives focus back to the button.
/// On a phone it comes from below as a sheet.
#[component]
pub fn Popover(
    /// The panel's id; the button's is `{id}-button`.
    #[prop(into)]
    id: String,
    /// What the button says.
    #[prop(into)]
    text: Signal<String>,
    /// A picture on the button.
    #[prop(optional)]
    icon: Option<Icon>,
    /// How much the button asks to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// The button shows its icon alone.
    #[prop(optional)]
    icon_only: bool,
    /// The panel's heading; the button's text names it otherwise.
    #[prop(optional, into)]
    heading: Option<String>,
    /// What stays in sight at the bottom of the panel.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// Whether it is open, where the caller wants to know or to say.
    #[prop(optional)]
    open: Option<RwSignal<bool>>,
    /// The panel.
    children: ChildrenFn,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/popover.css");
    let open = open.unwrap_or_else(|| RwSignal::new(false));
    let root = NodeRef::<html::Div>::new();
    let trigger = NodeRef::<html::Button>::new();
    let close = Callback::new(move |()| {
        open.set(false);
        if let Some(trigger) = trigger.get_untracked() {
            let _ = trigger.focus();
        }
    });
    close_from_outside(root, open);
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            close.run(());
        }
    };
    let on_leave = move |event: FocusEvent| {
        if event.related_target().is_some_and(|to| !holds(root, Some(to))) {
            open.set(false);
        }
    };
    let toggle = move |_: MouseEvent| open.update(|open| *open = !*open);
    let expanded: Signal<bool> = open.into();
    let controls = id.clone();
    view! {
        <div class="popover" class=(scope, true) node_ref=root on:keydown=on_key on:focusout=on_leave>
            <Button id=format!("{controls}-button") text kind nostrip:icon=icon icon_only expanded controls=controls.clone() node_ref=trigger on_click=toggle />
            <Show when=move || open.get()>
                <Panel id=id.clone() text heading=heading.clone() foot=foot.clone() children=children.clone() />
            </Show>
        </div>
    }
}

/// What the button opens.
#[component]
fn Panel(
    id: String,
    text: Signal<String>,
    heading: Option<String>,
    foot: Option<ViewFn>,
    children: ChildrenFn,
) -> impl IntoView {
    let label = heading.is_none().then_some(text);
    let labelled_by = heading.is_some().then(|| format!("{id}-heading"));
    view! {
        <div
            class="pop"
            id=id.clone()
            role="group"
            aria-label=move || label.map(|text| text.get())
            aria-labelledby=labelled_by
        >
            {heading.map(|heading| view! { <header><h2 id=format!("{id}-heading")>{heading}</h2></header> })}
            <div class="inside">{children()}</div>
            {foot.map(|foot| view! { <footer>{foot.run()}</footer> })}
        </div>
    }
}

fn close_from_outside(root: NodeRef<html::Div>, open: RwSignal<bool>) {
    let press = window_event_listener(ev::pointerdown, move |event| {
        if open.get_untracked() && !holds(root, event.target()) {
            open.set(false);
        }
    });
    on_cleanup(move || press.remove());
}

fn holds(root: NodeRef<html::Div>, target: Option<EventTarget>) -> bool {
    let node = target.and_then(|target| target.dyn_into::<Node>().ok());
    root.get_untracked().is_some_and(|root| root.contains(node.as_ref()))
}
