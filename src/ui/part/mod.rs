//! Elements as plain values: what is drawn is compiled once, not once for each shape it takes.
//!
//! `view!` gives every nesting of elements a type, and its code to be built, taken over and changed. Here an element is
//! data: a page made ahead of time is taken over by walking along it, and nothing is written but what is not so already.
//! Two rules keep that walk short. What an element holds is either fixed or, as a whole, `live`; and a text that is not
//! alone in its element is fixed. Pages that are drawn and never taken over may change in more places ([`live`]) and keep
//! rows ([`Tag::rows`]).

mod alive;
#[cfg(feature = "ssr")]
mod html;
mod leptos_view;
mod stand;

pub use alive::{Draw, in_its_turn, live, live_if};
pub use stand::stood;

use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event};
use std::borrow::Cow;

/// What an attribute or a text says; `None` where the attribute is absent or the text empty.
pub type Words = Option<Cow<'static, str>>;

/// What can be said.
pub trait Said {
    /// In words.
    fn said(self) -> Words;
}

impl Said for &'static str {
    fn said(self) -> Words {
        Some(Cow::Borrowed(self))
    }
}

impl Said for String {
    fn said(self) -> Words {
        Some(Cow::Owned(self))
    }
}

/// An attribute without a value, or none.
impl Said for bool {
    fn said(self) -> Words {
        self.then_some(Cow::Borrowed(""))
    }
}

impl<T: Said> Said for Option<T> {
    fn said(self) -> Words {
        self.and_then(T::said)
    }
}

/// What can be asked again and again. Not `Fn`: for each closure behind one of those the compiler makes two more functions,
/// which nobody calls.
pub(super) trait Ask<T>: Send {
    fn ask(&self) -> T;
}

impl<T, F: Fn() -> T + Send> Ask<T> for F {
    fn ask(&self) -> T {
        self()
    }
}

/// What hears an event; the same for `FnMut`.
pub(super) trait Listen: Send {
    fn hear(&mut self, event: Event);
}

impl<F: FnMut(Event) + Send> Listen for F {
    fn hear(&mut self, event: Event) {
        self(event);
    }
}

pub(super) type Live<T> = Box<dyn Ask<T>>;

pub(super) enum Mark {
    Fixed(&'static str, Words),
    Live(&'static str, Live<Words>),
    Class(&'static str, Live<bool>),
    Hear(&'static str, Box<dyn Listen>),
    Meet(Box<dyn FnOnce(&Element) + Send>),
}

pub(super) enum Inside {
    Parts(Vec<Part>),
    Text(Live<Words>),
    Live(Live<Vec<Part>>),
}

/// An element. In a box: what is put together step by step is handed on as one word.
pub struct Tag(Box<Shape>);

pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) marks: Vec<Mark>,
    pub(super) inside: Inside,
}

/// An element of this name, with nothing in it yet.
pub fn tag(name: &'static str) -> Tag {
    Tag(Box::new(Shape { name, marks: Vec::new(), inside: Inside::Parts(Vec::new()) }))
}

impl Tag {
    fn mark(mut self, mark: Mark) -> Self {
        self.0.marks.push(mark);
        self
    }

    /// With an attribute that stays.
    pub fn attr(self, name: &'static str, value: impl Said) -> Self {
        self.mark(Mark::Fixed(name, value.said()))
    }

    /// With an attribute that follows what it is made from.
    pub fn live_attr<S: Said>(self, name: &'static str, value: impl Fn() -> S + Send + 'static) -> Self {
        self.mark(Mark::Live(name, Box::new(move || value().said())))
    }

    /// With a class while something holds, beside those of the attribute `class`.
    pub fn live_class(self, name: &'static str, when: impl Fn() -> bool + Send + 'static) -> Self {
        self.mark(Mark::Class(name, Box::new(when)))
    }

    /// Hears an event.
    pub fn on(self, event: &'static str, hear: impl FnMut(Event) + Send + 'static) -> Self {
        self.mark(Mark::Hear(event, Box::new(hear)))
    }

    /// Runs with the element once it is there: drawn, but perhaps not in the page yet.
    pub fn meet(self, meet: impl FnOnce(&Element) + Send + 'static) -> Self {
        self.mark(Mark::Meet(Box::new(meet)))
    }

    /// Fills a reference with the element.
    pub fn node<E: ElementType>(self, node: NodeRef<E>) -> Self
    where
        E::Output: JsCast + 'static,
    {
        self.meet(move |element| node.load(element))
    }

    /// With one part more in it.
    pub fn with(mut self, part: impl Into<Part>) -> Self {
        if let Inside::Parts(parts) = &mut self.0.inside {
            parts.push(part.into());
        }
        self
    }

    /// With these parts in it.
    pub fn with_all(mut self, parts: Vec<Part>) -> Self {
        self.0.inside = Inside::Parts(parts);
        self
    }

    /// Holds a text that follows what it is made from.
    pub fn live_text<S: Said>(mut self, text: impl Fn() -> S + Send + 'static) -> Self {
        self.0.inside = Inside::Text(Box::new(move || text().said()));
        self
    }

    /// Holds parts that are drawn anew whenever what they are made from changes.
    pub fn live(mut self, parts: impl Fn() -> Vec<Part> + Send + 'static) -> Self {
        self.0.inside = Inside::Live(Box::new(parts));
        self
    }
}

/// Something that stands in an element.
pub enum Part {
    /// An element.
    Tag(Tag),
    /// A text that stays.
    Text(Cow<'static, str>),
    /// Several, one after the other.
    Several(Vec<Part>),
    /// What is drawn anew whenever what it is made from changes, see [`live`]. It is drawn, and never taken over.
    Live(Box<dyn Lively>),
}

/// What stands in a page by itself. A trait, so that the pages that have no such thing hold nothing for it.
pub trait Lively: Send {
    /// Comes to stand at the end of an element.
    fn stand(self: Box<Self>, parent: &Element);

    /// As HTML, for a page that is made ahead of time.
    #[cfg(feature = "ssr")]
    fn html(self: Box<Self>, html: &mut String);
}

impl From<Tag> for Part {
    fn from(tag: Tag) -> Self {
        Self::Tag(tag)
    }
}

impl From<&'static str> for Part {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<Vec<Self>> for Part {
    fn from(parts: Vec<Self>) -> Self {
        Self::Several(parts)
    }
}

impl<T: Into<Part>> From<Option<T>> for Part {
    fn from(part: Option<T>) -> Self {
        part.map_or(Self::Several(Vec::new()), T::into)
    }
}

impl From<View<Self>> for Part {
    fn from(view: View<Self>) -> Self {
        view.into_inner()
    }
}
