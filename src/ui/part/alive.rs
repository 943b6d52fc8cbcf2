//! What changes among what stays: a place that is drawn anew, and rows that stay while what they show does.

use super::stand::follow;
use super::{Ask, Live, Lively, Part, Tag};
use leptos::children::ToChildren;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;
use leptos::web_sys::{Element, Node};
use std::sync::Arc;
use std::time::Duration;

/// What a component holds, drawn as often as it is asked for.
#[derive(Clone)]
pub struct Draw(Arc<dyn Ask<Part> + Sync>);

impl Draw {
    /// Draws it. What is read for that is not followed.
    pub fn run(&self) -> Part {
        untrack(|| self.0.ask())
    }
}

impl<F, P> From<F> for Draw
where
    F: Fn() -> P + Send + Sync + 'static,
    P: Into<Part>,
{
    fn from(draw: F) -> Self {
        Self(Arc::new(move || draw().into()))
    }
}

impl<F> ToChildren<F> for Draw
where
    F: Fn() -> Part + Send + Sync + 'static,
{
    fn to_children(draw: F) -> Self {
        Self(Arc::new(draw))
    }
}

/// A place among others that is drawn anew whenever what it is made from changes.
pub fn live<P: Into<Part>>(draw: impl Fn() -> P + Send + 'static) -> Part {
    Part::Live(Box::new(Again(Box::new(move || draw().into()))))
}

/// A part while something holds, drawn anew only when that turns.
pub fn live_if<P: Into<Part>>(
    when: impl Fn() -> bool + Send + Sync + 'static,
    draw: impl Fn() -> P + Send + 'static,
) -> Part {
    let when = Memo::new(move |_| when());
    live(move || when.get().then(&draw))
}

/// A part that is drawn in a turn of its own, soon: a slow phone hears its user before.
pub fn in_its_turn<P: Into<Part>>(draw: impl Fn() -> P + Send + 'static) -> Part {
    let due = RwSignal::new(false);
    let come = move || {
        due.try_set(true);
    };
    set_timeout(come, Duration::ZERO);
    live(move || due.get().then(&draw))
}

struct Again(Live<Part>);

impl Lively for Again {
    /// Between two marks that stay: empty texts, which no style sheet sees.
    fn stand(self: Box<Self>, parent: &Element) {
        let (begin, end) = (document().create_text_node(""), document().create_text_node(""));
        drop(parent.append_child(&begin));
        let (first, last) = (parent.clone(), end.clone());
        follow(move |is_first| {
            let part = self.0.ask();
            if is_first {
                // What stands at first is drawn where it stands.
                untrack(|| part.stand(&first, &mut None, false));
                return;
            }
            while let Some(old) = begin.next_sibling().filter(|next| !next.is_same_node(Some(&end))) {
                remove(&old);
            }
            if let Some(parent) = end.parent_node() {
                for node in untrack(|| part.apart()) {
                    drop(parent.insert_before(&node, Some(&end)));
                }
            }
        });
        drop(parent.append_child(&last));
    }

    #[cfg(feature = "ssr")]
    fn html(self: Box<Self>, html: &mut String) {
        super::html::part(self.0.ask(), html);
    }
}

pub(super) fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        drop(parent.remove_child(node));
    }
}

impl Part {
    /// Draws it outside the page, for whoever puts it there.
    pub(super) fn apart(self) -> Vec<Node> {
        if let Self::Tag(tag) = self {
            return tag.stand(None).map(Node::from).into_iter().collect();
        }
        let mut nodes = Vec::new();
        if let Ok(room) = document().create_element("div") {
            self.stand(&room, &mut None, false);
            while let Some(node) = room.first_child() {
                remove(&node);
                nodes.push(node);
            }
        }
        nodes
    }
}

/// A row that is there or is to be drawn, by its number.
type Row = (u32, Box<dyn FnOnce() -> Part>);

impl Tag {
    /// Holds a row for each item. A row stays as it is, with its focus, while its item does; others come and go around it.
    pub fn rows<T, P>(
        self,
        items: impl Fn() -> Vec<T> + Send + 'static,
        draw: impl Fn(T) -> P + Clone + Send + 'static,
    ) -> Self
    where
        T: Clone + PartialEq + Send + 'static,
        P: Into<Part>,
    {
        let mut known: Vec<(T, u32)> = Vec::new();
        let mut next = 0_u32;
        let rows = move || {
            let mut before = std::mem::take(&mut known);
            let number = |item: T| {
                let number = match before.iter().position(|(own, _)| *own == item) {
                    Some(at) => before.swap_remove(at).1,
                    None => {
                        next = next.wrapping_add(1);
                        next
                    }
                };
                known.push((item.clone(), number));
                let draw = draw.clone();
                (number, Box::new(move || draw(item).into()) as Box<dyn FnOnce() -> Part>)
            };
            items().into_iter().map(number).collect()
        };
        self.meet(move |element| keep_rows(element.clone(), Box::new(rows)))
    }

    /// With a property that follows what it is made from: what is typed or ticked is one, an attribute is not.
    pub fn live_prop<V: Into<JsValue>>(
        self,
        name: &'static str,
        value: impl Fn() -> V + Send + 'static,
    ) -> Self {
        self.meet(move |element| keep_property(element.clone(), name, Box::new(move || value().into())))
    }
}

/// Sets a property where it is not so already: writing moves a caret.
fn keep_property(element: Element, name: &'static str, value: Live<JsValue>) {
    let name = JsValue::from_str(name);
    follow(move |_| {
        let value = value.ask();
        if js_sys::Reflect::get(&element, &name).as_ref() != Ok(&value) {
            drop(js_sys::Reflect::set(&element, &name, &value));
        }
    });
}

/// Keeps the rows of an element as they are asked for.
fn keep_rows(element: Element, mut rows: Box<dyn FnMut() -> Vec<Row>>) {
    let Some(above) = Owner::current() else { return };
    let mut standing: Vec<(u32, Owner, Vec<Node>)> = Vec::new();
    follow(move |_| {
        let mut before = std::mem::take(&mut standing);
        for (number, draw) in rows() {
            standing.push(match before.iter().position(|(own, ..)| *own == number) {
                Some(at) => before.swap_remove(at),
                None => {
                    let owner = above.child();
                    let nodes = owner.with(|| untrack(|| draw().apart()));
                    (number, owner, nodes)
                }
            });
        }
        for (_, owner, nodes) in before {
            owner.cleanup();
            nodes.iter().for_each(remove);
        }
        let mut here = element.first_child();
        for node in standing.iter().flat_map(|(_, _, nodes)| nodes) {
            match here.as_ref().is_some_and(|here| here.is_same_node(Some(node))) {
                true => here = node.next_sibling(),
                false => drop(element.insert_before(node, here.as_ref())),
            }
        }
    });
}
