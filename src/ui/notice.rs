//! What happened and the way out, said in its place.

use leptos::{html, prelude::*, web_sys::HtmlDivElement};

use super::{
    icon::{Icon, icon},
    part::{Part, Tag, tag},
};

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// It went wrong.
    Bad,
    /// It will go wrong, or must wait.
    Warn,
    /// It went well.
    Good,
    /// Worth knowing.
    Calm,
}

impl NoticeKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Bad => "notice bad",
            Self::Warn => "notice warn",
            Self::Good => "notice good",
            Self::Calm => "notice calm",
        }
    }

    const fn outline(self) -> &'static str {
        match self {
            Self::Bad | Self::Warn => const { Icon::Warning.path() },
            Self::Good => const { Icon::Check.path() },
            Self::Calm => const { Icon::Remark.path() },
        }
    }

    /// A bad one is read out at once and the others in their turn.
    const fn say(self) -> Say {
        match self {
            Self::Bad => Say::Now,
            Self::Warn | Self::Good | Self::Calm => Say::Soon,
        }
    }
}

/// How a notice is read out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Say {
    /// At once, whatever is being read.
    Now,
    /// In its turn.
    Soon,
    /// Not at all: something else says it.
    Never,
}

impl Say {
    const fn role(self) -> Option<&'static str> {
        match self {
            Self::Now => Some("alert"),
            Self::Soon => Some("status"),
            Self::Never => None,
        }
    }
}

/// A notice. Its live region is in the page before there is anything to say, and takes no room until then: put it
/// where it will speak and switch it with `when`.
#[component]
pub fn Notice(
    /// What kind of thing happened.
    kind: NoticeKind,
    /// Whether there is anything to say.
    #[prop(into, default = true.into())]
    when: Signal<bool>,
    /// An id, for what this explains.
    #[prop(optional, into)]
    id: Option<String>,
    /// Another picture than the kind's own.
    #[prop(optional)]
    icon: Option<Icon>,
    /// How it is read out; a bad one at once and the others in their turn unless told otherwise.
    #[prop(optional)]
    say: Option<Say>,
    children: ChildrenFn,
) -> Part {
    let icon = icon.map_or(kind.outline(), Icon::path);
    let body = move || vec![Part::view(children())];
    region(kind, icon, say.unwrap_or(kind.say()), when, id, body).into()
}

/// A notice of parts: what it says is drawn when there is something to say.
pub fn notice(
    kind: NoticeKind,
    when: Signal<bool>,
    body: impl Fn() -> Vec<Part> + Send + Sync + 'static,
) -> Tag {
    region(kind, kind.outline(), kind.say(), when, None, body)
}

pub(super) fn region(
    kind: NoticeKind,
    outline: &'static str,
    say: Say,
    when: Signal<bool>,
    id: Option<String>,
    body: impl Fn() -> Vec<Part> + Send + Sync + 'static,
) -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/notice.css");
    let shown = Memo::new(move |_| when.get());
    let node = NodeRef::<html::Div>::new();
    if matches!(kind, NoticeKind::Bad | NoticeKind::Warn) && say != Say::Never {
        bring_into_sight(shown, node);
    }
    tag("div")
        .attr("class", format!("{} {scope}", kind.class()))
        .live_class("idle", move || !shown.get())
        .attr("id", id)
        .attr("role", say.role())
        .node(node)
        .live(move || match shown.get() {
            true => vec![icon(outline, 16).into(), tag("div").with_all(body()).into()],
            false => Vec::new(),
        })
}

/// What goes wrong far from the button that was pressed would be missed: the page moves to it.
fn bring_into_sight(shown: Memo<bool>, node: NodeRef<html::Div>) {
    Effect::new(move |before: Option<bool>| {
        let shown = shown.get();
        if shown && before == Some(false) {
            request_animation_frame(move || {
                if let Some(notice) = node.try_get_untracked().flatten().filter(|notice| !is_in_sight(notice))
                {
                    notice.scroll_into_view();
                }
            });
        }
        shown
    });
}

/// Is its beginning neither outside the window nor behind something?
fn is_in_sight(notice: &HtmlDivElement) -> bool {
    let place = notice.get_bounding_client_rect();
    let (x, y) = (place.left() + place.width() / 2.0, place.top() + 1.0);
    let there = document().element_from_point(x as f32, y as f32);
    there.is_some_and(|there| notice.contains(Some(&there)))
}
