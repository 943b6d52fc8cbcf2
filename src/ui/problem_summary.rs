//! Several things to mend at once, said together before they are said one by one.

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::{
    effect, focus_id,
    icon::{Icon, icon},
    part::{Part, tag},
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
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/problem_summary.css");
    let speaks = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    let body = move || match speaks.get() {
        true => vec![
            tag("h2").with(icon(Icon::WARNING, 16)).with(title.clone()).into(),
            tag("ul").live(move || lines.get().into_iter().map(draw_line).collect()).into(),
        ],
        false => Vec::new(),
    };
    tag("div")
        .attr("class", format!("problem-summary {scope}"))
        .live_class("idle", move || !speaks.get())
        .attr("role", "alert")
        .attr("tabindex", "-1")
        .meet(move |summary| take_focus(speaks, summary.clone().unchecked_into()))
        .live(body)
        .into()
}

fn take_focus(speaks: Memo<bool>, summary: HtmlElement) {
    effect(move || {
        if speaks.get() {
            let summary = summary.clone();
            request_animation_frame(move || drop(summary.focus()));
        }
    });
}

fn draw_line(line: Line) -> Part {
    let Line { field, sentence } = line;
    let words = match field {
        Some(field) => {
            tag("button").attr("type", "button").on("click", move |_| focus_id(&field)).with(sentence).into()
        }
        None => Part::from(sentence),
    };
    tag("li").with(words).into()
}
