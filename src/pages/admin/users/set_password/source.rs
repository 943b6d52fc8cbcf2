//! Where a new password comes from: made here and shown once, or typed. For whoever is there already, and for whoever is
//! added.

use super::super::generate;
use crate::form::Problem;
use crate::layout::{chosen_password, value_of};
use crate::settings::Settings;
use crate::ui::copy_button::CopyButton;
use crate::ui::notice::{NoticeKind, silent_notice};
use crate::ui::part::{Part, Tag, live, tag};
use crate::ui::segments::Segments;
use frontdesk_wire::Password;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Where the password comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Made in the browser.
    Made,
    /// Typed.
    Typed,
}

impl Source {
    /// Both, with their value in the choice and their words.
    pub fn choices() -> Vec<(String, String)> {
        vec![
            ("made".to_owned(), "Generate a password".to_owned()),
            ("typed".to_owned(), "Type a password".to_owned()),
        ]
    }

    /// The value in the choice.
    pub fn slug(self) -> &'static str {
        if self == Self::Made { "made" } else { "typed" }
    }

    /// Reads the value of the choice.
    pub fn from_slug(slug: &str) -> Self {
        if slug == "made" { Self::Made } else { Self::Typed }
    }
}

/// The choice of a source.
pub fn sources(
    name: &'static str,
    legend: &'static str,
    legend_shown: bool,
    source: RwSignal<Source>,
) -> Part {
    view! {
        <Segments
            name
            legend
            legend_shown
            options=Source::choices()
            value=Signal::derive(move || source.get().slug().to_owned())
            on_change=move |slug: String| source.set(Source::from_slug(&slug))
        />
    }
    .into()
}

/// What belongs to the source that is chosen: a sentence, or the field.
pub fn of_source(
    source: RwSignal<Source>,
    made: &'static str,
    typed: impl Fn() -> Part + Send + 'static,
) -> Part {
    live(move || match source.get() {
        Source::Typed => typed(),
        Source::Made => tag("p").attr("class", "hint").with(made).into(),
    })
}

/// A password that nobody can look up again; `on_copied` runs once it was copied.
pub fn shown_once(password: String, on_copied: Option<Callback<()>>) -> Tag {
    let copy = view! { <CopyButton text=password.clone() label="Copy the password" small=true nostrip:on_copied=on_copied /> };
    let words = || vec![tag("p").with("The password is set. Copy it now: it is not shown again.").into()];
    tag("div")
        .attr("class", "once")
        .attr("tabindex", "-1")
        // The button that asked for it is gone; what must be read now takes the focus.
        .meet(|shown| {
            let shown: HtmlElement = shown.clone().unchecked_into();
            request_animation_frame(move || drop(shown.focus()));
        })
        .with(silent_notice(NoticeKind::Good, words))
        .with(tag("p").attr("class", "acts made").with(tag("code").with(password)).with(copy))
}

/// The password that was chosen, and whether it was made here.
pub fn chosen(
    source: Source,
    field: NodeRef<html::Input>,
    settings: Settings,
    id: &'static str,
) -> Result<(Password, bool), Problem> {
    if source == Source::Made {
        let none = || "This browser has no source of chance. Type a password instead.".to_owned();
        let made = make().ok_or_else(|| Problem::Form { code: None, sentence: none() })?;
        return Ok((Password::new(made), true));
    }
    let typed = Password::new(value_of(field));
    chosen_password::check(settings, &typed, id).map_or(Ok((typed, false)), Err)
}

/// A password made now; `None` where the browser has no random source.
fn make() -> Option<String> {
    let mut random = [0; generate::BYTES];
    crate::clock::random_bytes(&mut random).then(|| generate::password(&random))
}
