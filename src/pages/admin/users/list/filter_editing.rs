//! The filters while they are edited: the rows of the panel, and how many users they would leave.

use super::super::area::Area;
use super::filter_draft::{Row, Subject, applied, rows};
use super::state::ListState;
use crate::api::Stop;
use crate::clock;
use crate::form::when_answered;
use crate::ui::{effect, focus_id};
use leptos::prelude::*;
use std::time::Duration;

/// How long the editing pauses before the server is asked how many would match.
const PAUSE: Duration = Duration::from_millis(200);

/// The element id of the button that opens the panel.
pub const OPENER: &str = "users-filter-button";
/// The element id of the button that adds a row.
pub const ADD: &str = "filter-add";

/// The element id of what a row looks at.
pub fn field_id(number: u32) -> String {
    format!("filter-{number}-field")
}

/// Leads to a row that is drawn in the next frame.
pub fn focus_field(number: u32) {
    request_animation_frame(move || focus_id(&field_id(number)));
}

/// The rows being edited, each with a number of its own.
#[derive(Clone, Copy)]
pub struct Editing {
    /// The area around the list.
    pub area: Area,
    /// The rows.
    pub rows: RwSignal<Vec<(u32, Row)>>,
    /// Is the panel open?
    pub open: RwSignal<bool>,
    /// The rows that were found without a value when they were to be shown.
    missing: RwSignal<Vec<u32>>,
    next: StoredValue<u32>,
}

impl Editing {
    /// The panel, closed. Each time it opens it starts from the filters in force.
    pub fn closed(area: Area) -> Self {
        let editing = Self {
            area,
            rows: RwSignal::new(Vec::new()),
            open: RwSignal::new(false),
            missing: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        };
        effect(move || {
            if editing.open.get() {
                editing.begin();
            }
        });
        editing
    }

    fn begin(self) {
        let list = untrack(|| self.area.list());
        self.missing.set(Vec::new());
        self.rows.set(rows(&list).into_iter().map(|row| (self.number(), row)).collect());
    }

    fn number(self) -> u32 {
        self.next.update_value(|next| *next += 1);
        self.next.get_value()
    }

    /// Adds an empty row, about something no row is about yet.
    pub fn add(self) {
        let unused = |subject: &Subject| {
            self.rows.with_untracked(|rows| rows.iter().all(|(_, row)| row.subject != *subject))
        };
        let subject =
            Subject::ALL.iter().map(|(subject, ..)| *subject).find(unused).unwrap_or(Subject::Scope);
        let number = self.number();
        self.rows.update(|rows| rows.push((number, Row::new(subject))));
        focus_field(number);
    }

    /// Was this row found without a value? Tracked.
    pub fn is_missing(self, number: u32) -> bool {
        let empty = || self.rows.with(|rows| rows.iter().any(|(own, row)| *own == number && row.is_empty()));
        self.missing.with(|missing| missing.contains(&number)) && empty()
    }

    /// Changes one row.
    pub fn change(self, number: u32, change: impl FnOnce(&mut Row)) {
        self.rows.update(|rows| {
            if let Some((_, row)) = rows.iter_mut().find(|(own, _)| *own == number) {
                change(row);
            }
        });
    }

    /// Takes one row away.
    pub fn remove(self, number: u32) {
        self.rows.update(|rows| rows.retain(|(own, _)| *own != number));
        focus_id(ADD);
    }

    /// The list that the rows ask for. Tracked.
    pub fn list(self) -> ListState {
        let rows: Vec<Row> = self.rows.with(|rows| rows.iter().map(|(_, row)| row.clone()).collect());
        applied(&self.area.list(), &rows)
    }

    /// Shows the list that the rows ask for. One empty row alone asks for everyone; among others it waits for its value.
    pub fn apply(self) {
        let rows = self.rows.get_untracked();
        let empty: Vec<u32> =
            rows.iter().filter(|(_, row)| row.is_empty()).map(|(number, _)| *number).collect();
        if let (Some(first), true) = (empty.first(), rows.len() > 1) {
            focus_id(&format!("filter-{first}-value"));
            self.missing.set(empty);
            return;
        }
        self.area.show(&untrack(|| self.list()));
        self.close();
    }

    /// Closes the panel; what is edited in it is forgotten.
    pub fn close(self) {
        focus_id(OPENER);
        self.open.set(false);
    }
}

/// How many users the rows would leave, asked when the editing pauses. `None` while that is not known.
pub fn counted(editing: Editing) -> Signal<Option<u64>> {
    let count = RwSignal::new(None);
    let question =
        Memo::new(move |_| editing.open.get().then(|| editing.list().question(editing.area.offers())));
    let last = StoredValue::new_local(Stop::new());
    effect(move || {
        let Some(question) = question.get() else { return };
        last.with_value(Stop::stop);
        count.set(editing.area.users.count_seen(&question));
        let stop = Stop::new();
        last.set_value(stop.clone());
        clock::after(PAUSE, move || {
            let users = editing.area.users;
            when_answered(count, async move { users.count(&question, &stop).await }, move |found| {
                if let Ok(found) = found {
                    count.set(Some(found));
                }
            });
        });
    });
    count.into()
}
