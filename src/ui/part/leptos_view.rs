//! Parts among the views of leptos: each can stand in the other. And the HTML of a page that is made ahead of time.

use super::Part;
use super::alive::remove;
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState};
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Node};

/// The nodes that a part stands for, for whoever moves them. What is between the first and the last may change meanwhile.
pub struct Nodes(Vec<Node>);

impl Nodes {
    fn gather(&mut self) {
        let Some(last) = self.0.last().cloned() else { return };
        let mut nodes: Vec<Node> = self.0.first().cloned().into_iter().collect();
        while let Some(next) = nodes.last().filter(|node| !node.is_same_node(Some(&last))) {
            let Some(next) = next.next_sibling() else { return };
            nodes.push(next);
        }
        self.0 = nodes;
    }
}

impl Render for Part {
    type State = Nodes;

    fn build(self) -> Nodes {
        Nodes(self.apart())
    }

    fn rebuild(self, state: &mut Nodes) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for Nodes {
    fn unmount(&mut self) {
        self.gather();
        self.0.iter().for_each(remove);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        for node in &self.0 {
            Rndr::insert_node(parent, node, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let first = self.0.first();
        let parent = first.and_then(Node::parent_node).and_then(|parent| parent.dyn_into::<Element>().ok());
        if let Some(parent) = &parent {
            child.mount(parent, first);
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        self.0.iter().filter_map(|node| node.clone().dyn_into().ok()).collect()
    }
}

impl AddAnyAttr for Part {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Part {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    #[cfg_attr(
        not(feature = "ssr"),
        expect(unused_variables, reason = "only a page made ahead of time is HTML")
    )]
    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
        #[cfg(feature = "ssr")]
        {
            super::html::part(self, buf);
            *position = Position::NextChild;
        }
    }

    /// Where a view of leptos is taken over, a part in it is drawn anew: the pages that are taken over are parts as a
    /// whole.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Nodes {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
