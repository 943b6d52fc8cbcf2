//! How the app looks: the chosen scheme and the product's own hue, both set on the document's root.

use crate::storage::{self, Shelf};
use wasm_bindgen::JsCast;

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word for storage and forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The word for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// Of its word; the system's for any other.
    pub fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }

    /// The one after this, round and round.
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// The one chosen on this device.
    pub fn chosen() -> Self {
        Shelf::Device.read(storage::THEME).map(|name| Self::of(&name)).unwrap_or_default()
    }

    /// Chooses it for this device and shows it.
    pub fn choose(self) {
        match self {
            Self::System => Shelf::Device.remove(storage::THEME),
            Self::Light | Self::Dark => Shelf::Device.write(storage::THEME, self.name()),
        }
        self.show();
    }

    /// Shows it.
    pub fn show(self) {
        set_root(
            "color-scheme",
            match self {
                Self::System => "light dark",
                Self::Light => "light",
                Self::Dark => "dark",
            },
        );
    }
}

/// Colours the whole app by a hue from 0 to 360.
pub fn show_hue(hue: u16) {
    set_root("--accent-hue", &(hue % 361).to_string());
}

/// Sets a property through the object model, which the content security policy allows.
fn set_root(property: &str, value: &str) {
    if cfg!(feature = "ssr") {
        return;
    }
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    if let Some(root) = root.and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok()) {
        drop(root.style().set_property(property, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_read_by_its_word() {
        assert!(Theme::ALL.into_iter().all(|theme| Theme::of(theme.name()) == theme));
        assert_eq!(Theme::of("sepia"), Theme::System);
    }
}
