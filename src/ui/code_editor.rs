//! A text with line numbers, where one line can be wrong.

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlElement, HtmlTextAreaElement},
};

use super::{
    field::{Frame, described_by},
    part::{Part, Tag, live, tag},
};

/// Where a text is wrong, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The line, counted from one.
    pub line: usize,
    /// The character in it, counted from one.
    pub column: usize,
    /// What is wrong, with the place in it.
    pub sentence: String,
}

/// An editor for JSON and the like. It keeps the text in a signal, because something beside it follows every change.
#[component]
pub fn CodeEditor(
    /// The id of the control.
    #[prop(into)]
    id: String,
    /// Its name.
    #[prop(into)]
    label: String,
    /// The text.
    text: RwSignal<String>,
    /// Where it is wrong, `None` when it is not.
    #[prop(optional, into)]
    wrong: Signal<Option<Wrong>>,
    /// The rule, said before anything is typed.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// How many lines it shows at least.
    #[prop(default = 6)]
    rows: usize,
    /// The label is read out but not drawn.
    #[prop(optional)]
    label_hidden: bool,
    /// The element, to go to the wrong line with [`go_to`].
    #[prop(optional)]
    node_ref: NodeRef<html::Textarea>,
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/code_editor.css");
    let described = described_by(&id, hint.is_some());
    let error = Signal::derive(move || wrong.get().map(|wrong| wrong.sentence));
    let at = Memo::new(move |_| wrong.with(|wrong| wrong.as_ref().map(|wrong| wrong.line)));
    let lines = Memo::new(move |_| text.with(|text| text.split('\n').count()));
    let typed = tag("textarea")
        .attr("id", id.clone())
        .attr("name", id.clone())
        .live_attr("rows", move || lines.get().max(rows).to_string())
        .attr("spellcheck", "false")
        .attr("autocapitalize", "none")
        .attr("autocomplete", "off")
        .attr("wrap", "off")
        .live_attr("aria-invalid", move || at.get().map(|_| "true"))
        .attr("aria-describedby", described)
        .node(node_ref)
        .live_prop("value", move || text.get())
        .on("input", move |event| text.set(event_target_value(&event)));
    let control = tag("div")
        .attr("class", format!("code-editor {scope}"))
        .live_class("bad", move || at.get().is_some())
        .with(numbers(lines, at))
        .with(typed);
    Frame { id, label, label_hidden, hint, error, aside: None }.around(control).into()
}

/// The numbers of the lines. One text, not an element a line: a long text is typed into as fast as a short one.
fn numbers(lines: Memo<usize>, wrong: Memo<Option<usize>>) -> Tag {
    let numbers = move || (1..=lines.get()).map(|line| format!("{line}\n")).collect::<String>();
    let mark = move || wrong.get().map(mark);
    tag("div").attr("class", "numbers").attr("aria-hidden", "true").with(live(mark)).with(live(numbers))
}

/// Marks a line, as far down as it is.
fn mark(line: usize) -> Tag {
    let place = format!("calc({} * 1lh + var(--s3))", line.saturating_sub(1));
    tag("span")
        .attr("class", "at")
        .meet(move |mark| drop(mark.unchecked_ref::<HtmlElement>().style().set_property("top", &place)))
        .with(line.to_string())
}

/// Puts the cursor at a line and column, both counted from one.
pub fn go_to(area: &HtmlTextAreaElement, line: usize, column: usize) {
    let at = offset(&area.value(), line, column);
    let _ = area.focus();
    let _ = area.set_selection_range(at, at);
}

/// The place of a line and column as a text area counts: in UTF-16 units from the start.
fn offset(text: &str, line: usize, column: usize) -> u32 {
    let before =
        text.split_inclusive('\n').take(line.saturating_sub(1)).map(|line| line.encode_utf16().count());
    let within = text.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let within = within.chars().take(column.saturating_sub(1)).map(char::len_utf16);
    u32::try_from(before.chain(within).sum::<usize>()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_counted_as_the_browser_counts() {
        assert_eq!(offset("{\n  \"a\": 1\n}", 1, 1), 0);
        assert_eq!(offset("{\n  \"a\": 1\n}", 2, 3), 4);
        assert_eq!(offset("\u{1f600}x\ny", 1, 2), 2);
        assert_eq!(offset("\u{1f600}x\ny", 2, 1), 4);
        assert_eq!(offset("short", 9, 9), 5);
    }
}
