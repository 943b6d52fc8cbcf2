//! What happened and the way out, said in its place.

use leptos::prelude::*;

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
    /// Interrupts what is being read out; so does a bad one unless told otherwise.
    #[prop(optional)]
    urgent: Option<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/notice.css");
    let urgent = urgent.unwrap_or(kind == NoticeKind::Bad);
    let icon = icon.unwrap_or_else(|| kind.icon());
    let shown = Memo::new(move |_| when.get());
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
            role=if urgent { "alert" } else { "status" }
        >
            {body}
        </div>
    }
}
