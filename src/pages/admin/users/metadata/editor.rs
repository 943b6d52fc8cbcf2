//! The metadata as text: checked as it is typed, with the place of what is wrong.

use super::super::edit::editing::{Editing, METADATA};
use super::text::tidy;
use crate::ui::button::{Button, ButtonKind};
use crate::ui::code_editor::{CodeEditor, Wrong, go_to};
use crate::ui::format::grouped;
use crate::ui::part::{Tag, live_if, tag};
use frontdesk_wire::Metadata;
use leptos::html;
use leptos::prelude::*;

/// The panel with the text, which is read once the typing pauses.
pub fn text_panel(editing: Editing, settled: Signal<String>) -> Tag {
    let area = NodeRef::<html::Textarea>::new();
    let text = editing.metadata;
    let wrong = Memo::new(move |_| settled.with(|text| wrong_in(text)));
    let refused = editing.form.error_of(METADATA);
    let shown = Signal::derive(move || {
        let refused = || refused.get().map(|sentence| Wrong { line: 0, column: 0, sentence });
        wrong.get().or_else(refused)
    });
    let line = Memo::new(move |_| wrong.with(|wrong| wrong.as_ref().map(|wrong| wrong.line)));
    let go = move |_| {
        if let (Some(area), Some(Wrong { line, column, .. })) = (area.get_untracked(), wrong.get_untracked())
        {
            go_to(&area, line, column);
        }
    };
    let size =
        tag("span").attr("class", "small muted num end").live_text(move || text.with(|text| size(text)));
    let heading = tag("h2").attr("id", "metadata-text").with("Metadata as text");
    let code = view! {
        <CodeEditor id=METADATA label="Metadata, JSON" label_hidden=true text wrong=shown rows=8 node_ref=area />
    };
    let lead = move || {
        view! { <Button text=Signal::derive(move || going(line.get())) on_click=go /> }
    };
    let tidy = move |_| text.update(|text| *text = tidy(text));
    let tidy = view! { <Button text="Tidy" kind=ButtonKind::Ghost on_click=tidy /> };
    let acts = tag("div").attr("class", "acts").with(live_if(move || line.get().is_some(), lead)).with(tidy);
    tag("section")
        .attr("class", "panel")
        .attr("aria-labelledby", "metadata-text")
        .with(tag("header").with(heading).with(size))
        .with(code)
        .with(acts)
}

fn going(line: Option<usize>) -> String {
    format!("Go to line {}", line.unwrap_or(1))
}

/// What is wrong with the text, and where. Leading blank lines count: the place is the editor's.
fn wrong_in(text: &str) -> Option<Wrong> {
    let problem = Metadata::parse(text).err()?;
    let skipped = text.len() - text.trim_start().len();
    let before = text.get(..skipped).unwrap_or_default();
    let lines = before.matches('\n').count();
    let columns =
        if problem.line == 1 { before.rsplit('\n').next().unwrap_or_default().chars().count() } else { 0 };
    let (line, column) = (problem.line + lines, problem.column + columns);
    Some(Wrong { line, column, sentence: format!("Line {line}, column {column}: {}.", problem.what) })
}

/// "121 of 16,384 bytes".
fn size(text: &str) -> String {
    let grouped = |bytes: usize| grouped(u64::try_from(bytes).unwrap_or(u64::MAX));
    format!("{} of {} bytes", grouped(text.trim().len()), grouped(Metadata::LIMITS.bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_the_editors_also_after_blank_lines() {
        let told = |text: &str| wrong_in(text).map(|wrong| wrong.sentence).unwrap_or_default();
        assert_eq!(told("{\"a\": 40\n \"b\": 1}"), "Line 1, column 9: a comma is missing after 40.");
        assert_eq!(told("\n\n  {\"a\": 40\n \"b\": 1}"), "Line 3, column 11: a comma is missing after 40.");
        assert_eq!(wrong_in("{}\n"), None);
    }

    #[test]
    fn bytes_are_counted_against_what_is_allowed() {
        assert_eq!(size("{\"a\":\"é\"}\n"), "10 of 16,384 bytes");
    }
}
