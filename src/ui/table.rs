//! A native table whose columns fold as its box narrows, down to cards.

use leptos::{ev::MouseEvent, prelude::*, wasm_bindgen::JsCast, web_sys::Event};

use super::{
    icon::{Icon, icon},
    part::{Part, Tag, live, live_if, tag},
    progress::Progress,
    select::Select,
};

/// When a column gives way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fold {
    /// It never does.
    #[default]
    Never,
    /// When rows become cards, under 40 rem; its cells carry the class `m`.
    Cards,
    /// Earlier, under 56 rem; its cells carry the class `l`.
    Early,
}

impl Fold {
    const fn class(self) -> &'static str {
        match self {
            Self::Never => "",
            Self::Cards => "m",
            Self::Early => "l",
        }
    }
}

/// A column's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is sorted by.
    pub key: &'static str,
    /// What it says.
    pub title: &'static str,
    /// When it gives way.
    pub fold: Fold,
    /// Where the list can be sorted by it: what its two orders are called, from low to high first.
    pub sorts: Option<[&'static str; 2]>,
}

/// One key of an order; several make it, the first weighs most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// The column's key.
    pub key: String,
    /// From high to low.
    pub descending: bool,
}

/// The order after a press on a column's head. Alone, the column becomes the only key, or turns round if it was one. Added, it joins the
/// others, turns round the next time, and leaves the time after.
pub fn next_sort(order: &[SortKey], key: &str, add: bool) -> Vec<SortKey> {
    let own = |descending| SortKey { key: key.to_owned(), descending };
    let was = order.iter().find(|sort| sort.key == key).map(|sort| sort.descending);
    if !add {
        return vec![own(was == Some(false))];
    }
    let keep = |sort: &SortKey| match (sort.key == key, sort.descending) {
        (false, _) => Some(sort.clone()),
        (true, false) => Some(own(true)),
        (true, true) => None,
    };
    order.iter().filter_map(keep).chain(was.is_none().then(|| own(false))).collect()
}

/// A table in a box that may be any width. Its body is the caller's, a `<tbody>` of `<tr>`s; the classes they use stand at the top of the sheet.
#[component]
pub fn Table(
    /// What is listed.
    #[prop(into)]
    label: String,
    /// The heads.
    columns: Vec<Column>,
    /// How many rows there are in all, shown or not; the head is counted here.
    #[prop(optional, into)]
    row_count: Signal<Option<u64>>,
    /// New rows are on their way: the old ones stay, dimmed.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// The order in force.
    #[prop(optional, into)]
    sort: Signal<Vec<SortKey>>,
    /// Runs with the order asked for. Shift adds a key to it.
    #[prop(optional, into)]
    on_sort: Option<Callback<Vec<SortKey>>>,
    /// Takes all the height there is and scrolls inside.
    #[prop(optional)]
    fill: bool,
    /// The body with the rows.
    body: Tag,
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/table.css");
    let ways = ways(&columns);
    let order = on_sort.filter(|_| !ways.is_empty()).map(|on_sort| order(ways, sort, on_sort));
    let table = tag("table")
        .attr("aria-label", label)
        .live_attr("aria-rowcount", move || row_count.get().map(|count| count.saturating_add(1).to_string()))
        .live_attr("aria-busy", move || busy.get().then_some("true"))
        .with(heads(columns, sort, on_sort))
        .with(body);
    tag("div")
        .attr("class", format!("table {}{scope}", if fill { "fill " } else { "" }))
        .with(live_if(move || busy.get(), bar))
        .with(order)
        .with(tag("div").attr("class", "grid").live_class("busy", move || busy.get()).with(table))
        .into()
}

fn bar() -> Tag {
    tag("div").attr("class", "bar").with(view! { <Progress label="Loading" /> })
}

fn heads(columns: Vec<Column>, sort: Signal<Vec<SortKey>>, on_sort: Option<Callback<Vec<SortKey>>>) -> Tag {
    let heads = columns.into_iter().map(|column| head(column, sort, on_sort).into());
    tag("thead").with(tag("tr").with_all(heads.collect()))
}

/// Every order of one key there is, with its value in the select and its words.
fn ways(columns: &[Column]) -> Vec<(SortKey, String, &'static str)> {
    let of = |column: &Column| {
        let [up, down] = column.sorts?;
        let way = |descending, words| {
            let sort = SortKey { key: column.key.to_owned(), descending };
            let slug = slug(&sort);
            (sort, slug, words)
        };
        Some([way(false, up), way(true, down)])
    };
    columns.iter().filter_map(of).flatten().collect()
}

fn slug(sort: &SortKey) -> String {
    format!("{}{}", if sort.descending { "-" } else { "" }, sort.key)
}

/// The order as a choice, where the heads that sort are folded away.
fn order(
    ways: Vec<(SortKey, String, &'static str)>,
    sort: Signal<Vec<SortKey>>,
    on_sort: Callback<Vec<SortKey>>,
) -> Tag {
    let options: Vec<(String, String)> =
        ways.iter().map(|(_, slug, words)| (slug.clone(), (*words).to_owned())).collect();
    let choose = move |chosen: String| {
        if let Some((sort, ..)) = ways.iter().find(|(_, slug, _)| *slug == chosen) {
            on_sort.run(vec![sort.clone()]);
        }
    };
    let select = view! {
        <Select
            id=super::fresh_id("order")
            label="Sort by"
            label_hidden=true
            options
            value=Signal::derive(move || sort.with(|sort| sort.first().map(slug).unwrap_or_default()))
            on_change=choose
        />
    };
    tag("div").attr("class", "order").with(select)
}

/// A column's head: words, or a button that sorts. Only the weightiest key may carry `aria-sort`, the others say so in words.
fn head(column: Column, sort: Signal<Vec<SortKey>>, on_sort: Option<Callback<Vec<SortKey>>>) -> Tag {
    let place = Memo::new(move |_| {
        let place = |sort: &Vec<SortKey>| {
            let at = sort.iter().position(|sort| sort.key == column.key)?;
            Some((at + 1, sort.get(at)?.descending, sort.len()))
        };
        sort.with(place)
    });
    let aria = move || match place.get() {
        Some((1, true, _)) => Some("descending"),
        Some((1, false, _)) => Some("ascending"),
        _ => None,
    };
    let cell = tag("th").attr("scope", "col").attr("class", column.fold.class()).live_attr("aria-sort", aria);
    let Some(on_sort) = on_sort.filter(|_| column.sorts.is_some()) else { return cell.with(column.title) };
    let press = move |event: Event| {
        let event: MouseEvent = event.unchecked_into();
        on_sort.run(sort.with_untracked(|sort| next_sort(sort, column.key, event.shift_key())));
    };
    let button = tag("button")
        .attr("type", "button")
        .attr("class", "sort")
        .live_class("on", move || place.get().is_some())
        .on("click", press)
        .with(column.title)
        .with(live(move || place.get().map(draw_place)));
    // What the column is called where nothing is sorted by its head.
    cell.with(button).with(tag("span").attr("class", "called").with(column.title))
}

/// The arrow of a key, and its number where there are several.
fn draw_place((at, descending, of): (usize, bool, usize)) -> Vec<Part> {
    let arrow = if descending { Icon::ARROW_DOWN } else { Icon::ARROW_UP };
    let way = if descending { "descending" } else { "ascending" };
    let mut parts = vec![icon(arrow, 12).into()];
    if of > 1 {
        let number = tag("span").attr("class", "num").attr("aria-hidden", "true").with(at.to_string());
        let said = tag("span").attr("class", "sr").with(format!(", sort key {at}, {way}"));
        parts.extend([number.into(), said.into()]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(text: &str) -> Vec<SortKey> {
        let key = |word: &str| SortKey {
            key: word.trim_start_matches('-').into(),
            descending: word.starts_with('-'),
        };
        text.split_whitespace().map(key).collect()
    }

    #[test]
    fn a_press_sorts_by_that_column_alone_and_then_turns_it_round() {
        assert_eq!(next_sort(&order("-created"), "email", false), order("email"));
        assert_eq!(next_sort(&order("email"), "email", false), order("-email"));
        assert_eq!(next_sort(&order("-email plan"), "email", false), order("email"));
    }

    #[test]
    fn an_added_column_joins_turns_round_and_leaves() {
        assert_eq!(next_sort(&order("vendor"), "plan", true), order("vendor plan"));
        assert_eq!(next_sort(&order("vendor plan"), "plan", true), order("vendor -plan"));
        assert_eq!(next_sort(&order("vendor -plan"), "plan", true), order("vendor"));
    }
}
