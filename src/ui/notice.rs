//! What happened and the way out, said in its place.

use leptos::{prelude::*, web_sys::Element};

use super::{
    effect,
    icon::{Icon, icon},
    part::{Live, Part, Tag, tag},
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

    const fn icon(self) -> Icon {
        match self {
            Self::Bad | Self::Warn => Icon::WARNING,
            Self::Good => Icon::CHECK,
            Self::Calm => Icon::REMARK,
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
/// where it will speak and switch it with `when`. A bad one is read out at once and the others in their turn.
pub fn notice(kind: NoticeKind, when: Signal<bool>, body: impl Fn() -> Vec<Part> + Send + 'static) -> Tag {
    region(kind, kind.icon(), kind.say(), when, None, Box::new(body))
}

/// A notice that is there from the start and is not read out by itself.
pub fn silent_notice(kind: NoticeKind, body: impl Fn() -> Vec<Part> + Send + 'static) -> Tag {
    region(kind, kind.icon(), Say::Never, true.into(), None, Box::new(body))
}

pub(super) fn region(
    kind: NoticeKind,
    picture: Icon,
    say: Say,
    when: Signal<bool>,
    id: Option<String>,
    body: Live<Vec<Part>>,
) -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/notice.css");
    let shown = Memo::new(move |_| when.get());
    let matters = matches!(kind, NoticeKind::Bad | NoticeKind::Warn) && say != Say::Never;
    tag("div")
        .attr("class", format!("{} {scope}", kind.class()))
        .live_class("idle", move || !shown.get())
        .attr("id", id)
        .attr("role", say.role())
        .meet(move |notice| {
            if matters {
                bring_into_sight(shown, notice.clone());
            }
        })
        .live(move || match shown.get() {
            true => vec![icon(picture, 16).into(), tag("div").with_all(body.ask()).into()],
            false => Vec::new(),
        })
}

/// What goes wrong far from the button that was pressed would be missed: the page moves to it.
fn bring_into_sight(shown: Memo<bool>, notice: Element) {
    let mut before = None;
    effect(move || {
        let shown = shown.get();
        if before.replace(shown) == Some(false) && shown {
            let notice = notice.clone();
            request_animation_frame(move || {
                if !is_in_sight(&notice) {
                    notice.scroll_into_view();
                }
            });
        }
    });
}

/// Is its beginning neither outside the window nor behind something?
fn is_in_sight(notice: &Element) -> bool {
    let place = notice.get_bounding_client_rect();
    let (x, y) = (place.left() + place.width() / 2.0, place.top() + 1.0);
    let there = document().element_from_point(x as f32, y as f32);
    there.is_some_and(|there| notice.contains(Some(&there)))
}
