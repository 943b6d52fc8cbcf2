//! How parts come to stand in a page: drawn, or taken over where they stand already.

use super::{Inside, Lively, Mark, Part, Shape, Tag, Words};
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Element, Event, Node};
use std::cell::RefCell;

thread_local! {
    static STOOD: RefCell<Vec<Node>> = const { RefCell::new(Vec::new()) };
}

/// What stood in the page before the app drew anything, if there was something; it hears nothing of the app.
pub fn stood() -> Option<Part> {
    let any = STOOD.with_borrow(|before| !before.is_empty());
    any.then(|| Part::Live(Box::new(Stood)))
}

struct Stood;

impl Lively for Stood {
    fn stand(self: Box<Self>, parent: &Element) {
        for node in STOOD.take() {
            drop(parent.append_child(&node));
        }
    }

    #[cfg(feature = "ssr")]
    fn html(self: Box<Self>, _: &mut String) {}
}

impl Tag {
    /// Takes over an element that stands in the page already.
    pub fn take_over(self, element: &Element) {
        self.stand(Some(element.clone()));
    }

    /// Draws it in an element's place: only what is in it. What stood there goes, but for what [`stood`] takes.
    pub fn draw_in(self, element: &Element) {
        let Shape { inside, .. } = *self.0;
        let mut before = Vec::new();
        while let Some(node) = element.first_child() {
            drop(element.remove_child(&node));
            before.push(node);
        }
        STOOD.set(before);
        inside.fill(element, false);
        STOOD.take();
    }

    pub(super) fn stand(self, there: Option<Element>) -> Option<Element> {
        let Shape { name, marks, inside } = *self.0;
        let is_there = there.is_some();
        let element = there.or_else(|| create(name))?;
        for mark in marks {
            mark.put(&element, is_there);
        }
        inside.fill(&element, is_there);
        Some(element)
    }
}

fn create(name: &'static str) -> Option<Element> {
    let document = document();
    match name {
        "svg" | "path" => document.create_element_ns(Some("http://www.w3.org/2000/svg"), name).ok(),
        _ => document.create_element(name).ok(),
    }
}

/// Runs at once and again whenever what it read changed, until its owner is gone. `run` is told whether it is the first
/// time.
pub(super) fn follow(mut run: impl FnMut(bool) + 'static) {
    let effect = RenderEffect::new(move |before: Option<()>| run(before.is_none()));
    on_cleanup(move || drop(effect));
}

impl Mark {
    fn put(self, element: &Element, is_there: bool) {
        match self {
            Self::Fixed(name, value) => {
                if !is_there {
                    begin(element, name, value);
                }
            }
            Self::Live(name, value) => {
                let element = element.clone();
                follow(move |is_first| match is_first && !is_there {
                    true => begin(&element, name, value.ask()),
                    false => write(&element, name, value.ask()),
                });
            }
            Self::Class(name, when) => {
                let element = element.clone();
                follow(move |_| drop(element.class_list().toggle_with_force(name, when.ask())));
            }
            Self::Hear(event, mut hear) => {
                // An element may hear for a moment longer than there is what it would touch, as a dialog of its closing.
                let owned = StoredValue::new(());
                let hear = Closure::<dyn FnMut(Event)>::new(move |event| {
                    if !owned.is_disposed() {
                        hear.hear(event);
                    }
                });
                // The browser lets go of it together with the element.
                let hear = hear.into_js_value();
                drop(element.add_event_listener_with_callback(event, hear.unchecked_ref()));
            }
            Self::Meet(meet) => meet(element),
        }
    }
}

/// Writes an attribute of an element that has just been made.
fn begin(element: &Element, name: &str, value: Words) {
    if let Some(value) = value {
        drop(element.set_attribute(name, &value));
    }
}

/// Writes an attribute where it is not so already.
fn write(element: &Element, name: &str, value: Words) {
    match value {
        None => drop(element.remove_attribute(name)),
        Some(value) if element.get_attribute(name).as_deref() == Some(&*value) => {}
        Some(value) => drop(element.set_attribute(name, &value)),
    }
}

impl Inside {
    fn fill(self, element: &Element, is_there: bool) {
        let element = element.clone();
        match self {
            Self::Parts(parts) => fill(&element, parts, is_there),
            Self::Text(text) => follow(move |is_first| {
                let text = text.ask();
                let before = (!is_first || is_there).then(|| element.text_content()).flatten();
                if before.as_deref().unwrap_or_default() != text.as_deref().unwrap_or_default() {
                    element.set_text_content(text.as_deref());
                }
            }),
            Self::Live(parts) => follow(move |is_first| {
                let parts = parts.ask();
                if !is_first {
                    element.set_text_content(None);
                }
                fill(&element, parts, is_there && is_first);
            }),
        }
    }
}

fn fill(element: &Element, parts: Vec<Part>, is_there: bool) {
    let mut there = element.first_element_child().filter(|_| is_there);
    for part in parts {
        part.stand(element, &mut there, is_there);
    }
}

impl Part {
    pub(super) fn stand(self, parent: &Element, there: &mut Option<Element>, is_there: bool) {
        match self {
            Self::Tag(tag) if is_there => {
                if let Some(element) = there.take() {
                    *there = element.next_element_sibling();
                    tag.take_over(&element);
                }
            }
            Self::Tag(tag) => {
                if let Some(element) = tag.stand(None) {
                    drop(parent.append_child(&element));
                }
            }
            Self::Text(_) if is_there => {}
            Self::Text(text) => drop(parent.append_with_str_1(&text)),
            Self::Several(parts) => parts.into_iter().for_each(|part| part.stand(parent, there, is_there)),
            Self::Live(lively) => lively.stand(parent),
        }
    }
}
