//! The filters as they are edited, row by row, before they become conditions.

use super::state::{ListState, Status};
use frontdesk_wire::query::{Condition, Field, Test};

/// What a row looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A scope.
    Scope,
    /// A vendor.
    Vendor,
    /// The plan.
    Plan,
    /// The status.
    Status,
}

impl Subject {
    /// Every subject, with its value in the select and its word.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Scope, "scope", "Scope"),
        (Self::Vendor, "vendor", "Vendor"),
        (Self::Plan, "plan", "Plan"),
        (Self::Status, "status", "Status"),
    ];

    /// The word for people.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(subject, ..)| *subject == self).map_or("", |(_, _, word)| word)
    }

    /// The value in the select.
    pub fn slug(self) -> &'static str {
        Self::ALL.iter().find(|(subject, ..)| *subject == self).map_or("", |(_, slug, _)| slug)
    }

    /// Reads the value of the select.
    pub fn from_slug(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, slug, _)| *slug == text).map(|(subject, ..)| *subject)
    }

    /// What a further row may be about, beside those: a user has one status, so one row is about it.
    pub fn free<'a>(mut others: impl Iterator<Item = &'a Row>) -> Vec<(Self, &'static str, &'static str)> {
        let taken = others.any(|row| row.subject == Self::Status);
        Self::ALL.into_iter().filter(|(subject, ..)| !(taken && *subject == Self::Status)).collect()
    }

    fn field(self) -> Option<Field> {
        match self {
            Self::Scope => Some(Field::Scope),
            Self::Vendor => Some(Field::Vendor),
            Self::Plan => Some(Field::Plan),
            Self::Status => None,
        }
    }

    fn of(field: &Field) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(subject, ..)| subject.field().as_ref() == Some(field))
            .map(|(subject, ..)| *subject)
    }
}

/// What a row asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Equal; on a list, contains.
    Is,
    /// The opposite.
    IsNot,
    /// Any of several, separated by commas.
    IsOneOf,
    /// A part of it.
    Contains,
    /// Its start.
    StartsWith,
}

impl Operator {
    /// Every operator, with its value in the select and its words.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Is, "is", "is"),
        (Self::IsNot, "not", "is not"),
        (Self::IsOneOf, "in", "is one of"),
        (Self::Contains, "contains", "contains"),
        (Self::StartsWith, "starts", "starts with"),
    ];

    /// The value in the select.
    pub fn slug(self) -> &'static str {
        Self::ALL.iter().find(|(operator, ..)| *operator == self).map_or("", |(_, slug, _)| slug)
    }

    /// Reads the value of the select.
    pub fn from_slug(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, slug, _)| *slug == text).map(|(operator, ..)| *operator)
    }
}

/// One row of the filter's panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What is looked at.
    pub subject: Subject,
    /// What is asked.
    pub operator: Operator,
    /// With what. The slug of a status, or text.
    pub value: String,
}

impl Row {
    /// The row a new condition starts as.
    pub fn new(subject: Subject) -> Self {
        let value = if subject == Subject::Status { Status::Active.slug().to_owned() } else { String::new() };
        Self { subject, operator: Operator::Is, value }
    }

    /// Does it ask nothing, for want of a value?
    pub fn is_empty(&self) -> bool {
        self.subject != Subject::Status && self.value.trim().is_empty()
    }

    fn condition(&self) -> Option<Condition> {
        let (field, value) = (self.subject.field()?, self.value.trim().to_owned());
        if value.is_empty() {
            return None;
        }
        let (negated, test) = match self.operator {
            Operator::Is => (false, Test::Equals(value)),
            Operator::IsNot => (true, Test::Equals(value)),
            Operator::Contains => (false, Test::Contains(value)),
            Operator::StartsWith => (false, Test::StartsWith(value)),
            Operator::IsOneOf => (false, Test::OneOf(several(&value))),
        };
        Some(Condition { field, negated, test })
    }

    fn of(condition: &Condition) -> Option<Self> {
        let subject = Subject::of(&condition.field)?;
        let (operator, value) = match (&condition.test, condition.negated) {
            (Test::Equals(value), false) => (Operator::Is, value.clone()),
            (Test::Equals(value), true) => (Operator::IsNot, value.clone()),
            (Test::OneOf(values), false) => (Operator::IsOneOf, values.join(", ")),
            (Test::Contains(value), false) => (Operator::Contains, value.clone()),
            (Test::StartsWith(value), false) => (Operator::StartsWith, value.clone()),
            _ => return None,
        };
        Some(Self { subject, operator, value })
    }
}

fn several(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The rows of the panel for a list; one empty row when nothing is filtered.
pub fn rows(state: &ListState) -> Vec<Row> {
    let mut rows: Vec<Row> = state.filters.iter().filter_map(Row::of).collect();
    rows.extend(
        state.status.map(|status| Row { value: status.slug().to_owned(), ..Row::new(Subject::Status) }),
    );
    if rows.is_empty() { vec![Row::new(Subject::Scope)] } else { rows }
}

/// The list that the rows ask for. Filters that the panel cannot show stay; rows without a value ask nothing.
pub fn applied(state: &ListState, rows: &[Row]) -> ListState {
    let kept = state.filters.iter().filter(|condition| Row::of(condition).is_none()).cloned();
    let filters: Vec<Condition> = kept.chain(rows.iter().filter_map(Row::condition)).collect();
    let status = rows.iter().rev().find(|row| row.subject == Subject::Status);
    state.with(|next| {
        next.filters = filters;
        next.status = status.and_then(|row| Status::from_slug(&row.value));
    })
}

#[cfg(test)]
mod tests {
    use super::super::state::tests::{address, at};
    use super::*;

    #[test]
    fn rows_are_the_filters_and_back() {
        let state =
            at("filter=scope:user&filter=vendor:$in:acme,hooli&filter=plan:!free&filter=isActive:false");
        let rows = rows(&state);
        assert_eq!(rows.len(), 4);
        assert_eq!(applied(&state, &rows), state);
    }

    #[test]
    fn a_list_without_filters_offers_one_empty_row_that_asks_nothing() {
        let rows = rows(&at(""));
        assert_eq!(rows, [Row::new(Subject::Scope)]);
        assert_eq!(applied(&at(""), &rows), at(""));
    }

    #[test]
    fn one_row_at_most_is_about_the_status() {
        let (status, scope) = (Row::new(Subject::Status), Row::new(Subject::Scope));
        assert_eq!(Subject::free([&scope].into_iter()).len(), 4);
        assert!(
            Subject::free([&scope, &status].into_iter()).iter().all(|(free, ..)| *free != Subject::Status)
        );
        assert_eq!([scope.is_empty(), status.is_empty()], [true, false]);
    }

    #[test]
    fn a_filter_the_panel_cannot_show_is_kept() {
        let state = at("filter=created:%3E2026-01-01&filter=scope:user");
        assert_eq!(address(&applied(&state, &[])), "filter=created:%3E2026-01-01");
    }

    #[test]
    fn one_of_takes_values_apart_at_commas() {
        let row =
            Row { subject: Subject::Plan, operator: Operator::IsOneOf, value: " free, pro ,".to_owned() };
        assert_eq!(address(&applied(&at(""), &[row])), "filter=plan:$in:free,pro");
    }
}
