//! What happened and the way out, said in its place.

use leptos::{html, prelude::*, web_sys::HtmlDivElement};

use super::icon::{Icon, Svg};

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

    const fn icon(self) -> Icon {
        match self {
            Self::Bad | Self::Warn => Icon::Warning,
            Self::Good => Icon::Check,
            Self::Calm => Icon::Remark,
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
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/notice.css");
    let say = say.unwrap_or(if kind == NoticeKind::Bad { Say::Now } else { Say::Soon });
    let icon = icon.unwrap_or_else(|| kind.icon());
    let shown = Memo::new(move |_| when.get());
    let node = NodeRef::<html::Div>::new();
    if matches!(kind, NoticeKind::Bad | NoticeKind::Warn) && say != Say::Never {
        bring_into_sight(shown, node);
    }
    let body = move || {
        let children = children.clone();
        shown.get().then(|| {
            view! {
                <Svg icon />
                <div>{children()}</div>
            }
        })
    };
    view! {
        <div
            class=kind.class()
            class=(scope, true)
            class:idle=move || !shown.get()
            id=id
            role=say.role()
            node_ref=node
        >
            {body}
        </div>
    }
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
