//! A panel that opens under its button.

use leptos::{
    ev::{self, FocusEvent, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Event, EventTarget, Node},
};

use super::{
    button::{Button, ButtonKind},
    icon::Icon,
    part::{Draw, Part, Tag, live_if, tag},
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
    foot: Option<Draw>,
    /// Whether it is open, where the caller wants to know or to say.
    #[prop(optional)]
    open: Option<RwSignal<bool>>,
    /// The panel.
    children: Draw,
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/popover.css");
    let open = open.unwrap_or_else(|| RwSignal::new(false));
    let root = NodeRef::<html::Div>::new();
    let trigger = NodeRef::<html::Button>::new();
    close_from_outside(root, open);
    let toggle = move |_: MouseEvent| open.update(|open| *open = !*open);
    let expanded: Signal<bool> = open.into();
    let controls = id.clone();
    let button = view! {
        <Button id=format!("{id}-button") text kind nostrip:icon=icon icon_only expanded controls node_ref=trigger on_click=toggle />
    };
    let panel = move || panel(id.clone(), text, heading.clone(), &children, foot.as_ref());
    tag("div")
        .attr("class", format!("popover {scope}"))
        .node(root)
        .on("keydown", move |event| on_key(event, open, trigger))
        .on("focusout", move |event| on_leave(event, root, open))
        .with(button)
        .with(live_if(move || open.get(), panel))
        .into()
}

/// What it opens, named by its heading or by the button's text.
fn panel(
    id: String,
    text: Signal<String>,
    heading: Option<String>,
    children: &Draw,
    foot: Option<&Draw>,
) -> Tag {
    let label = heading.is_none().then_some(text);
    let heading_id = format!("{id}-heading");
    tag("div")
        .attr("class", "pop")
        .attr("id", id)
        .attr("role", "group")
        .live_attr("aria-label", move || label.map(|text| text.get()))
        .attr("aria-labelledby", heading.is_some().then(|| heading_id.clone()))
        .with(heading.map(|heading| tag("header").with(tag("h2").attr("id", heading_id).with(heading))))
        .with(tag("div").attr("class", "inside").with(children.run()))
        .with(foot.map(|foot| tag("footer").with(foot.run())))
}

fn on_key(event: Event, open: RwSignal<bool>, trigger: NodeRef<html::Button>) {
    let event: KeyboardEvent = event.unchecked_into();
    if event.key() == "Escape" && open.get_untracked() {
        event.stop_propagation();
        open.set(false);
        if let Some(trigger) = trigger.get_untracked() {
            let _ = trigger.focus();
        }
    }
}

fn on_leave(event: Event, root: NodeRef<html::Div>, open: RwSignal<bool>) {
    let event: FocusEvent = event.unchecked_into();
    if event.related_target().is_some_and(|to| !holds(root, Some(to))) {
        open.set(false);
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
