//! Buttons, and links that look like them.

use leptos::{
    ev::MouseEvent, html, prelude::*, tachys::html::node_ref::NodeRefContainer, wasm_bindgen::JsCast,
    web_sys::Event,
};

use super::{
    icon::{Icon, icon as drawing, live_icon},
    part::{Part, Tag, tag},
};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here; one a view.
    Primary,
    /// An ordinary button.
    #[default]
    Plain,
    /// A quiet button beside others.
    Ghost,
    /// For what cannot be undone.
    Bad,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Plain => "plain",
            Self::Ghost => "ghost",
            Self::Bad => "bad",
        }
    }
}

fn classes(kind: ButtonKind, small: bool, wide: bool, icon_only: bool) -> String {
    let small = if small { " small" } else { "" };
    let wide = if wide { " wide" } else { "" };
    let icon = if icon_only { " icon" } else { "" };
    format!("button {}{small}{wide}{icon}", kind.class())
}

/// A button. It never uses `disabled`: it keeps its focus and its place in the tab order, and says why it does nothing.
///
/// While `busy` is true or `disabled_because` holds a reason, a press (and so a submit) is swallowed.
#[component]
pub fn Button(
    /// What it does; the accessible name when `icon_only`.
    #[prop(into)]
    text: Signal<String>,
    /// How much it asks to be pressed.
    #[prop(optional)]
    kind: ButtonKind,
    /// A picture before the text.
    #[prop(optional, into)]
    icon: Option<Signal<Icon>>,
    /// For rows and trays: 32 px high instead of 40.
    #[prop(optional)]
    small: bool,
    /// As wide as its box.
    #[prop(optional)]
    wide: bool,
    /// Shows the icon alone; `text` becomes its name and tooltip.
    #[prop(optional)]
    icon_only: bool,
    /// The accessible name, where the text alone says too little: it begins with the text.
    #[prop(optional, into)]
    label: Option<String>,
    /// Submits its form.
    #[prop(optional)]
    submit: bool,
    /// True while the work it started goes on.
    #[prop(optional, into)]
    busy: Option<Signal<bool>>,
    /// What it says while busy.
    #[prop(into, default = "Working…".into())]
    busy_text: Signal<String>,
    /// Why it may not be pressed now; `None` when it may.
    #[prop(optional, into)]
    disabled_because: Option<Signal<Option<String>>>,
    /// What a press does.
    #[prop(optional, into)]
    on_click: Option<Callback<MouseEvent>>,
    /// Whether what it opens is open.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    /// The id of what it opens or changes.
    #[prop(optional, into)]
    controls: Option<String>,
    /// The id of a text that explains it.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// Where focus starts when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// Its own id, for the caller that moves focus by it.
    #[prop(optional, into)]
    id: Option<String>,
    /// The id of the form it submits, when it stands outside that form.
    #[prop(optional, into)]
    form: Option<String>,
    /// The element, for the caller that moves focus.
    #[prop(optional)]
    node_ref: Option<NodeRef<html::Button>>,
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/button.css");
    let working = move || busy.is_some_and(|busy| busy.get());
    let refused = move || disabled_because.is_some_and(|reason| reason.with(Option::is_some));
    let blocked = Memo::new(move |_| working() || refused());
    let words = Signal::derive(move || if working() { busy_text.get() } else { text.get() });
    let (reason_id, described) = described(described_by, disabled_because);
    let button = tag("button")
        .attr("id", id)
        .attr("class", format!("{} {scope}", classes(kind, small, wide, icon_only)))
        .live_class("busy", working)
        .attr("type", if submit { "submit" } else { "button" })
        .live_attr("aria-label", move || label.clone().or_else(|| icon_only.then(|| words.get())))
        .live_attr("title", move || icon_only.then(|| words.get()))
        .live_attr("aria-disabled", move || blocked.get().then_some("true"))
        .live_attr("aria-describedby", move || described.get())
        .live_attr("aria-expanded", move || expanded.map(|it| it.get().to_string()))
        .attr("aria-controls", controls)
        .attr("autofocus", autofocus)
        .attr("form", form)
        .meet(move |button| {
            if let Some(node) = node_ref {
                node.load(button);
            }
        })
        .on("click", move |event| press(event, blocked, on_click))
        .with(busy.map(|_| spinner(working)))
        .with(icon.map(|icon| picture(icon, working)))
        .with((!icon_only).then(|| tag("span").live_text(move || words.get())))
        .with(disabled_because.map(|reason| why(reason_id, reason)));
    let said = move || working().then(|| words.get());
    let status = busy.map(|_| tag("span").attr("class", "sr").attr("role", "status").live_text(said));
    Part::Several(vec![button.into(), status.into()])
}

/// The id of the reason, and everything that describes the button while there is one.
fn described(by: Option<String>, reason: Option<Signal<Option<String>>>) -> (String, Signal<Option<String>>) {
    let id = super::fresh_id("why");
    let own = id.clone();
    let all = Signal::derive(move || {
        let reason = reason.and_then(|reason| reason.get()).map(|_| own.clone());
        match (by.clone(), reason) {
            (Some(by), Some(reason)) => Some(format!("{by} {reason}")),
            (by, reason) => by.or(reason),
        }
    });
    (id, all)
}

fn press(event: Event, blocked: Memo<bool>, on_click: Option<Callback<MouseEvent>>) {
    if blocked.get_untracked() {
        event.prevent_default();
        event.stop_propagation();
    } else if let Some(on_click) = on_click {
        on_click.run(event.unchecked_into());
    }
}

fn picture(icon: Signal<Icon>, working: impl Fn() -> bool + Send + 'static) -> Tag {
    let drawn = live_icon(move || icon.get(), 16);
    tag("span").attr("class", "picture").live_attr("hidden", working).with(drawn)
}

/// Takes the place of the picture.
fn spinner(working: impl Fn() -> bool + Send + 'static) -> Tag {
    tag("span").attr("class", "spin").attr("aria-hidden", "true").live_attr("hidden", move || !working())
}

/// Why a button does nothing: part of its description, not of its name. Escape puts it away.
fn why(id: String, reason: Signal<Option<String>>) -> Tag {
    let quiet = RwSignal::new(false);
    let escape = window_event_listener(leptos::ev::keydown, move |event| quiet.set(event.key() == "Escape"));
    on_cleanup(move || escape.remove());
    tag("span")
        .attr("class", "why")
        .live_class("quiet", move || quiet.get())
        // In a page that was made ahead of time it was counted otherwise.
        .live_attr("id", move || id.clone())
        .attr("aria-hidden", "true")
        .live_attr("hidden", move || reason.with(Option::is_none))
        .live_text(move || reason.get())
}

/// A link drawn as a button: it goes somewhere and does nothing else.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// What is there; the accessible name when `icon_only`.
    #[prop(into)]
    text: Signal<String>,
    /// How much it asks to be followed.
    #[prop(optional)]
    kind: ButtonKind,
    /// A picture before the text.
    #[prop(optional)]
    icon: Option<Icon>,
    /// 32 px high instead of 40.
    #[prop(optional)]
    small: bool,
    /// As wide as its box.
    #[prop(optional)]
    wide: bool,
    /// Shows the icon alone; `text` becomes its name and tooltip.
    #[prop(optional)]
    icon_only: bool,
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/button.css");
    tag("a")
        .attr("class", format!("{} {scope}", classes(kind, small, wide, icon_only)))
        .live_attr("href", move || href.get())
        .live_attr("aria-label", move || icon_only.then(|| text.get()))
        .live_attr("title", move || icon_only.then(|| text.get()))
        .with(icon.map(|icon| drawing(icon, 16)))
        .with((!icon_only).then(|| tag("span").live_text(move || text.get())))
        .into()
}
