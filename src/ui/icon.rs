//! Icons: strokes on a grid of 16, in the colour of the text around them.

use super::part::{Tag, tag};

/// A picture that goes with a word and never replaces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(&'static str);

/// Each is its outline, as SVG path data: whoever names one brings no other along.
impl Icon {
    /// Upwards: rising order.
    pub const ARROW_UP: Self = Self("M8 13V3M4 7l4-4 4 4");
    /// Downwards: falling order.
    pub const ARROW_DOWN: Self = Self("M8 3v10M4 9l4 4 4-4");
    /// Done, or right.
    pub const CHECK: Self = Self("M3 8.5l3.5 3.5L13 4.5");
    /// Something opens below.
    pub const CHEVRON_DOWN: Self = Self("M4 6l4 4 4-4");
    /// Back.
    pub const CHEVRON_LEFT: Self = Self("M10 4L6 8l4 4");
    /// Onward.
    pub const CHEVRON_RIGHT: Self = Self("M6 4l4 4-4 4");
    /// Time, waiting.
    pub const CLOCK: Self = Self("M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z");
    /// Close or remove.
    pub const CLOSE: Self = Self("M4 4l8 8M12 4l-8 8");
    /// Put on the clipboard.
    pub const COPY: Self = Self("M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3");
    /// Show what is hidden.
    pub const EYE: Self = Self(
        "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
    );
    /// Hide what is shown.
    pub const EYE_OFF: Self = Self(
        "M6.2 3.8A6 6 0 0 1 8 3.5C12 3.5 14.5 8 14.5 8a11 11 0 0 1-1.7 2.2M4.3 4.8A11 11 0 0 0 1.5 8S4 12.5 8 12.5a6 6 0 0 0 3-.8M6.6 6.6a2 2 0 0 0 2.8 2.8M2.5 2.5l11 11",
    );
    /// To the beginning.
    pub const FIRST: Self = Self("M11.5 4l-4 4 4 4M4.5 4v8");
    /// A remark.
    pub const REMARK: Self = Self("M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM8 7.4v3.4M8 5.2v.1");
    /// A password or a credential.
    pub const KEY: Self =
        Self("M10.5 9a3.5 3.5 0 1 0-3.3-2.3L2.5 11.4v2.1h2.6V12h1.6v-1.6l1-1A3.5 3.5 0 0 0 10.5 9ZM11 5v.1");
    /// A computer.
    pub const LAPTOP: Self = Self("M3.5 3.5h9v6.5h-9ZM1.5 12.5h13");
    /// To the end.
    pub const LAST: Self = Self("M4.5 4l4 4-4 4M11.5 4v8");
    /// Blocked.
    pub const LOCK: Self = Self("M3.5 7h9v6.5h-9ZM5.5 7V5a2.5 2.5 0 0 1 5 0v2");
    /// A message.
    pub const MAIL: Self = Self("M2 3.5h12v9H2ZM2 4.5l6 4.5 6-4.5");
    /// The product: a desk bell.
    pub const MARK: Self = Self("M2 13h12M3.5 13a4.5 4.5 0 0 1 9 0M8 8.5V6.5M6.5 4.5h3");
    /// A telephone.
    pub const PHONE: Self = Self("M5 1.5h6v13H5ZM7.5 12.3h1");
    /// Add.
    pub const PLUS: Self = Self("M8 3v10M3 8h10");
    /// Try again.
    pub const RETRY: Self = Self("M13 8a5 5 0 1 1-1.6-3.7M13 2.2v2.6h-2.6");
    /// Search.
    pub const SEARCH: Self = Self("M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM11 11l3 3");
    /// Sign out.
    pub const SIGN_OUT: Self = Self("M6.5 2.5h-4v11h4M10 5l3 3-3 3M13 8H6");
    /// A command line.
    pub const TERMINAL: Self = Self("M2.5 4l4 4-4 4M8 12.5h5.5");
    /// Delete.
    pub const TRASH: Self = Self("M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4");
    /// One user.
    pub const USER: Self = Self("M8 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3.5 13.5a4.5 4.5 0 0 1 9 0");
    /// Users.
    pub const USERS: Self = Self(
        "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.5 13.5a4.5 4.5 0 0 1 9 0M11 7.3a2.3 2.3 0 0 0 0-4.6M14.5 13.5a4.5 4.5 0 0 0-2.5-3.9",
    );
    /// Something is wrong, or will be.
    pub const WARNING: Self = Self("M8 2.2L14.4 13.3H1.6ZM8 6.5v3M8 11.4v.1");

    const fn path(self) -> &'static str {
        self.0
    }
}

/// Draws an icon, its side in CSS pixels. Hidden from assistive technology: the word beside it, or the label of its
/// button, speaks.
pub fn icon(icon: Icon, size: u8) -> Tag {
    frame(size).with(tag("path").attr("d", icon.path()))
}

/// An icon that changes.
pub(super) fn live_icon(icon: impl Fn() -> Icon + Send + 'static, size: u8) -> Tag {
    frame(size).with(tag("path").live_attr("d", move || icon().path()))
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
