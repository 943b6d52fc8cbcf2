//! The product's mark and name as it is set up.

use crate::routes::Route;
use crate::settings::use_settings;
use crate::ui::brand::Brand;
use crate::ui::part::Part;
use leptos::prelude::*;

/// The brand, leading to `home`.
#[component]
pub fn Product(
    /// Where it leads.
    home: Route,
) -> Part {
    let settings = use_settings();
    let unless_logo = move || settings.hidden_unless("logo", |settings| settings.config().logo.is_some());
    let unless_mark = move || settings.hidden_unless("no_logo", |settings| settings.config().logo.is_none());
    view! {
        <Brand
            name=Signal::derive(move || settings.app_name())
            href=home.href()
            logo=Signal::derive(move || settings.config().logo)
            unless_logo=Signal::derive(unless_logo)
            unless_mark=Signal::derive(unless_mark)
        />
    }
    .into()
}
