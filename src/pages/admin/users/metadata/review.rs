//! What a save would change in the metadata, before it is saved.

use super::super::edit::editing::{Editing, METADATA};
use super::diff::{Difference, differences};
use super::text;
use crate::ui::button::{Button, ButtonKind};
use crate::ui::focus_id;
use crate::ui::format::plural;
use crate::ui::table::{Column, Fold, Table};
use frontdesk_wire::Metadata;
use leptos::prelude::*;

/// What the text stands for, against what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    /// It is no metadata.
    Wrong,
    /// The same, but for white space.
    Same,
    /// These differences.
    Differs(Vec<Difference>),
}

fn outcome(stored: &str, typed: &str) -> Outcome {
    if Metadata::parse(typed).is_err() {
        return Outcome::Wrong;
    }
    if text::differs(typed, stored) { Outcome::Differs(differences(stored, typed)) } else { Outcome::Same }
}

/// The panel with the differences and the button that saves them.
#[component]
pub fn Review(
    /// The user.
    editing: Editing,
    /// The text, once the typing pauses.
    settled: Signal<String>,
) -> impl IntoView {
    let found = Memo::new(move |_| {
        let typed = settled.get();
        editing.user.with(|user| outcome(user.metadata.as_str(), &typed))
    });
    let count = move || match found.get() {
        Outcome::Differs(found) => u64::try_from(found.len()).unwrap_or(0),
        Outcome::Wrong | Outcome::Same => 0,
    };
    let heading = move || match count() {
        0 => "Before you save".to_owned(),
        some => format!("Before you save: {}", plural(some, "change", "changes")),
    };
    let why_not = Signal::derive(move || match found.get() {
        Outcome::Wrong => Some("The text is not valid yet.".to_owned()),
        Outcome::Same => Some("Nothing is changed.".to_owned()),
        Outcome::Differs(_) => editing.held(),
    });
    let text = Signal::derive(move || match count() {
        0 => "Save".to_owned(),
        some => format!("Save {}", plural(some, "change", "changes")),
    });
    let discard = move |_| {
        // The button goes with the changes.
        focus_id(METADATA);
        editing.discard_metadata();
    };
    view! {
        <section class="panel" aria-labelledby="metadata-review">
            <header><h2 id="metadata-review">{heading}</h2></header>
            {move || draw(found.get())}
            <div class="foot">
                <Button
                    text
                    kind=ButtonKind::Primary
                    busy=editing.form.is_sending()
                    busy_text="Saving…"
                    disabled_because=why_not
                    on_click=move |_| editing.save_metadata()
                />
                <Show when=move || found.get() != Outcome::Same>
                    <Button text="Discard" on_click=discard />
                </Show>
            </div>
        </section>
    }
}

fn draw(found: Outcome) -> AnyView {
    match found {
        Outcome::Wrong => {
            view! { <p class="small muted">"The changes show here once the text is valid."</p> }.into_any()
        }
        Outcome::Same => view! { <p class="small muted">"Nothing is changed."</p> }.into_any(),
        Outcome::Differs(found) => view! { <Differences found /> }.into_any(),
    }
}

#[component]
fn Differences(found: Vec<Difference>) -> impl IntoView {
    let column = |key, title, fold| Column { key, title, fold, sorts: None };
    let columns = vec![
        column("key", "Key", Fold::Never),
        column("was", "Was", Fold::Cards),
        column("will-be", "Will be", Fold::Cards),
        column("change", "Change", Fold::Never),
    ];
    let rows = found.into_iter().map(|difference| view! { <Row difference /> }).collect_view();
    view! { <Table label="What a save changes" columns>{rows}</Table> }
}

#[component]
fn Row(difference: Difference) -> impl IntoView {
    let word = difference.word();
    let key = difference.key();
    let Difference { was, will_be, .. } = difference;
    let old = was.clone().map(|was| view! { <del>{was}</del> });
    let new = will_be.clone().map(|will_be| view! { <ins>{will_be}</ins> });
    view! {
        <tr>
            <td>
                <div class="who">
                    <div>
                        <b><code>{key}</code></b>
                        <div class="sub">{was.map(|was| view! { <del>{was}</del> " " })}{will_be.map(|new| view! { <ins>{new}</ins> })}</div>
                    </div>
                </div>
            </td>
            <td class="m"><span class="value">{old}</span></td>
            <td class="m"><span class="value">{new}</span></td>
            <td class="muted nowrap">{word}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_valid_text_that_differs_can_be_saved() {
        assert_eq!(outcome("{\"a\":1}", "{\"a\":"), Outcome::Wrong);
        assert_eq!(outcome("{\"a\":1}", "{ \"a\": 1 }"), Outcome::Same);
        let nested = outcome("{\"a.b\":1}", "{\"a\":{\"b\":1}}");
        assert!(matches!(nested, Outcome::Differs(found) if found.len() == 2));
        assert!(matches!(outcome("{\"a\":1}", "{\"a\":2}"), Outcome::Differs(found) if found.len() == 1));
    }
}
