//! Icons: strokes on a grid of 16, in the colour of the text around them.

use leptos::prelude::*;

use super::part::{Part, Tag, tag};

/// A picture that goes with a word and never replaces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Upwards: rising order.
    ArrowUp,
    /// Downwards: falling order.
    ArrowDown,
    /// Done, or right.
    Check,
    /// Something opens below.
    ChevronDown,
    /// Back.
    ChevronLeft,
    /// Onward.
    ChevronRight,
    /// Time, waiting.
    Clock,
    /// Close or remove.
    Close,
    /// Put on the clipboard.
    Copy,
    /// Show what is hidden.
    Eye,
    /// Hide what is shown.
    EyeOff,
    /// To the beginning.
    First,
    /// A remark.
    Remark,
    /// A password or a credential.
    Key,
    /// A computer.
    Laptop,
    /// To the end.
    Last,
    /// Blocked.
    Lock,
    /// A message.
    Mail,
    /// The product: a desk bell.
    Mark,
    /// A telephone.
    Phone,
    /// Add.
    Plus,
    /// Try again.
    Retry,
    /// Search.
    Search,
    /// Sign out.
    SignOut,
    /// A command line.
    Terminal,
    /// Delete.
    Trash,
    /// One user.
    User,
    /// Users.
    Users,
    /// Something is wrong, or will be.
    Warning,
}

impl Icon {
    /// The outline, as SVG path data.
    pub const fn path(self) -> &'static str {
        match self {
            Self::ArrowUp => "M8 13V3M4 7l4-4 4 4",
            Self::ArrowDown => "M8 3v10M4 9l4 4 4-4",
            Self::Check => "M3 8.5l3.5 3.5L13 4.5",
            Self::ChevronDown => "M4 6l4 4 4-4",
            Self::ChevronLeft => "M10 4L6 8l4 4",
            Self::ChevronRight => "M6 4l4 4-4 4",
            Self::Clock => "M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Copy => "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
            Self::Eye => {
                "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z"
            }
            Self::EyeOff => {
                "M6.2 3.8A6 6 0 0 1 8 3.5C12 3.5 14.5 8 14.5 8a11 11 0 0 1-1.7 2.2M4.3 4.8A11 11 0 0 0 1.5 8S4 12.5 8 12.5a6 6 0 0 0 3-.8M6.6 6.6a2 2 0 0 0 2.8 2.8M2.5 2.5l11 11"
            }
            Self::First => "M11.5 4l-4 4 4 4M4.5 4v8",
            Self::Remark => "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM8 7.4v3.4M8 5.2v.1",
            Self::Key => {
                "M10.5 9a3.5 3.5 0 1 0-3.3-2.3L2.5 11.4v2.1h2.6V12h1.6v-1.6l1-1A3.5 3.5 0 0 0 10.5 9ZM11 5v.1"
            }
            Self::Laptop => "M3.5 3.5h9v6.5h-9ZM1.5 12.5h13",
            Self::Last => "M4.5 4l4 4-4 4M11.5 4v8",
            Self::Lock => "M3.5 7h9v6.5h-9ZM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
            Self::Mail => "M2 3.5h12v9H2ZM2 4.5l6 4.5 6-4.5",
            Self::Mark => "M2 13h12M3.5 13a4.5 4.5 0 0 1 9 0M8 8.5V6.5M6.5 4.5h3",
            Self::Phone => "M5 1.5h6v13H5ZM7.5 12.3h1",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Retry => "M13 8a5 5 0 1 1-1.6-3.7M13 2.2v2.6h-2.6",
            Self::Search => "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM11 11l3 3",
            Self::SignOut => "M6.5 2.5h-4v11h4M10 5l3 3-3 3M13 8H6",
            Self::Terminal => "M2.5 4l4 4-4 4M8 12.5h5.5",
            Self::Trash => "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4",
            Self::User => "M8 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3.5 13.5a4.5 4.5 0 0 1 9 0",
            Self::Users => {
                "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.5 13.5a4.5 4.5 0 0 1 9 0M11 7.3a2.3 2.3 0 0 0 0-4.6M14.5 13.5a4.5 4.5 0 0 0-2.5-3.9"
            }
            Self::Warning => "M8 2.2L14.4 13.3H1.6ZM8 6.5v3M8 11.4v.1",
        }
    }
}

/// Draws an icon. Hidden from assistive technology: the word beside it, or the label of its button, speaks.
#[component]
pub fn Svg(
    /// What to draw.
    #[prop(into)]
    icon: Signal<Icon>,
    /// The side, in CSS pixels.
    #[prop(default = 16)]
    size: u8,
) -> Part {
    live_icon(move || icon.get().path(), size).into()
}

/// An icon by its outline. `const { Icon::Check.path() }` brings no other icon along.
pub fn icon(outline: &'static str, size: u8) -> Tag {
    frame(size).with(tag("path").attr("d", outline))
}

/// An icon that changes.
pub(super) fn live_icon(outline: impl Fn() -> &'static str + Send + 'static, size: u8) -> Tag {
    frame(size).with(tag("path").live_attr("d", outline))
}

fn frame(size: u8) -> Tag {
    tag("svg")
        .attr("width", size.to_string())
        .attr("height", size.to_string())
        .attr("viewBox", "0 0 16 16")
        .attr("fill", "none")
        .attr("stroke", "currentColor")
        .attr("stroke-width", "1.5")
        .attr("stroke-linecap", "round")
        .attr("stroke-linejoin", "round")
        .attr("aria-hidden", "true")
}
