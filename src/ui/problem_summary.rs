//! Several things to mend at once, said together before they are said one by one.

use leptos::{html, prelude::*};

use super::{
    focus_id,
    icon::{Icon, Svg},
};

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The id of the control where it is mended, `None` when there is none.
    pub field: Option<String>,
    /// What is wrong.
    pub sentence: String,
}

/// Lists what is wrong and leads to each place. Takes focus when it first has something to say.
#[component]
pub fn ProblemSummary(
    /// What did not happen: `The account was not created`.
    #[prop(into)]
    title: String,
    /// What is wrong; empty when nothing is.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/problem_summary.css");
    let node = NodeRef::<html::Div>::new();
    let speaks = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    Effect::new(move |_| {
        if speaks.get() {
            request_animation_frame(move || {
                if let Some(node) = node.get_untracked() {
                    let _ = node.focus();
                }
            });
        }
    });
    let title = StoredValue::new(title);
    let body = move || {
        speaks.get().then(|| {
            view! {
                <h2><Svg icon=Icon::Warning />{title.get_value()}</h2>
                <ul>{move || lines.get().into_iter().map(draw_line).collect_view()}</ul>
            }
        })
    };
    view! {
        <div
            class="problem-summary"
            class=(scope, true)
            class:idle=move || !speaks.get()
            role="alert"
            tabindex="-1"
            node_ref=node
        >
            {body}
        </div>
    }
}

fn draw_line(line: Line) -> impl IntoView {
    let Line { field, sentence } = line;
    let words = match field {
        Some(field) => {
            view! { <button type="button" on:click=move |_| focus_id(&field)>{sentence}</button> }.into_any()
        }
        None => sentence.into_any(),
    };
    view! { <li>{words}</li> }
}
