//! What a form says above its fields: several problems together, one problem of the whole, the wait after too many tries; and its
//! button.

use crate::form::Form;
pub use crate::form::focus_problem;
use crate::ui::button::{Button, ButtonKind};
use crate::ui::countdown::CountdownNotice;
use crate::ui::effect;
use crate::ui::notice::{NoticeKind, notice};
use crate::ui::part::{Part, tag};
use crate::ui::problem_summary::ProblemSummary;
use leptos::html;
use leptos::prelude::*;

/// The places where a form's problems show that belong to no field.
#[component]
pub fn FormNotices(
    /// The form.
    form: Form,
    /// What did not happen, for several problems together: "You are not signed in".
    #[prop(into)]
    refused: String,
    /// The id of the wait's notice.
    #[prop(into)]
    id: String,
    /// The way out, after the sentence.
    #[prop(optional, into)]
    way_out: Option<Callback<(), Vec<Part>>>,
) -> Part {
    let (error, lines) = (form.error(), form.lines());
    let alone = Signal::derive(move || error.with(Option::is_some) && lines.with(Vec::is_empty));
    let said = move |part: fn(&str) -> &str| move || error.get().map(|error| part(&error).to_owned());
    let body = move || {
        let words = tag("p")
            .with(tag("b").live_text(said(|error| first_sentence(error).0)))
            .with(tag("span").live_text(said(|error| first_sentence(error).1)))
            .with(way_out.map(|way_out| tag("span").live(move || way_out.run(()))));
        vec![words.into()]
    };
    let summary = view! { <ProblemSummary title=refused lines /> };
    let wait = view! {
        <CountdownNotice
            countdown=form.wait()
            id
            heading="Too many tries."
            rest="What you typed stays here."
        />
    };
    Part::Several(vec![summary.into(), notice(NoticeKind::Bad, alone, body).into(), wait.into()])
}

/// The one button of a page of the door: it sends the form, and says while it may not how long that lasts.
pub fn submit_button(
    form: Form,
    text: impl Fn() -> String + Send + Sync + 'static,
    busy: &'static str,
) -> Part {
    let text = move || match form.wait().running() {
        true => format!("{} after {}", text(), form.wait().clock()),
        false => text(),
    };
    view! {
        <Button
            text=Signal::derive(text)
            kind=ButtonKind::Primary
            wide=true
            submit=true
            busy=form.is_sending()
            busy_text=busy
            disabled_because=form.waits()
        />
    }
    .into()
}

/// What happened, and the way out after it.
fn first_sentence(text: &str) -> (&str, &str) {
    text.find(". ").and_then(|at| text.split_at_checked(at + 1)).unwrap_or((text, ""))
}

/// What stands in a field now: autofill and what was typed before start-up count as well.
pub fn value_of(field: NodeRef<html::Input>) -> String {
    field.try_get_untracked().flatten().map(|input| input.value()).unwrap_or_default()
}

/// What a field begins with. What was typed before the app stood, or filled in, is better known.
pub fn begin_with(field: NodeRef<html::Input>, text: impl Fn() -> String + 'static) {
    effect(move || {
        if let Some(field) = field.get().filter(|field| field.value().is_empty()) {
            field.set_value(&text());
        }
    });
}

/// Empties a field and tells its component, which may rate what stands in it.
pub fn empty(field: NodeRef<html::Input>) {
    let Some(input) = field.try_get_untracked().flatten() else { return };
    input.set_value("");
    if let Ok(event) = web_sys::Event::new("input") {
        drop(input.dispatch_event(&event));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_stands_out_from_the_way_out() {
        assert_eq!(first_sentence("No connection. Try again."), ("No connection.", " Try again."));
        assert_eq!(first_sentence("Sign-up is closed."), ("Sign-up is closed.", ""));
    }
}
