//! The table of users: one row each, a card where there is no room.

use super::super::area::{Area, Beside, use_area};
use super::load::Listing;
use super::place;
use super::state::Status;
use crate::clock;
use crate::ui::avatar::avatar;
use crate::ui::chip::chip;
use crate::ui::part::{Part, Tag, tag};
use crate::ui::status_dot::{Dot, status_dot};
use crate::ui::table::{Column, Fold, SortKey, Table};
use crate::ui::time::time;
use frontdesk_wire::UserId;
use frontdesk_wire::query::{Direction, Sort};
use frontdesk_wire::replies::User;
use leptos::prelude::*;
use std::time::Duration;

/// How many scopes or vendors a row names before it counts the rest.
const NAMED: usize = 3;
/// As many rows as a phone shows at once.
const SCREENFUL: usize = 10;

fn columns() -> Vec<Column> {
    let column = |key, title, fold, sorts| Column { key, title, fold, sorts };
    vec![
        column("email", "User", Fold::Never, Some(["Email, A to Z", "Email, Z to A"])),
        column("scope", "Scopes", Fold::Cards, None),
        column("vendor", "Vendor", Fold::Early, None),
        column("plan", "Plan", Fold::Early, Some(["Plan, A to Z", "Plan, Z to A"])),
        column("status", "Status", Fold::Cards, None),
        column("created", "Created", Fold::Cards, Some(["Oldest first", "Newest first"])),
    ]
}

/// The element id of a user's link in the list.
pub fn link_id(id: &UserId) -> String {
    format!("row-{id}")
}

/// The rows of the page, from what is known of the list.
pub fn rows(listing: Listing) -> Part {
    let area = use_area();
    let now = clock::ticking();
    let order = move || area.list().order().iter().map(key_of).collect::<Vec<_>>();
    let sort = move |keys: Vec<SortKey>| {
        let several = untrack(|| area.offers()).multi_sort;
        let chosen: Vec<Sort> =
            keys.iter().rev().take(if several { keys.len() } else { 1 }).filter_map(sort_of).collect();
        area.show(&untrack(|| area.list()).with(|list| list.sort = chosen.into_iter().rev().collect()));
    };
    let most = a_screenful_first();
    let users = move || {
        let users = listing.users().into_iter().take(most.get());
        // The head is the first row of the whole list.
        let first = untrack(|| area.list()).offset.saturating_add(2);
        (first..).zip(users).collect()
    };
    view! {
        <Table
            label="Users"
            columns=columns()
            row_count=Signal::derive(move || listing.total())
            busy=Signal::derive(move || listing.is_long())
            sort=Signal::derive(order)
            on_sort=sort
            fill=true
            body=tag("tbody").rows(users, move |(at, user)| row(area, at, &user, now))
        />
    }
    .into()
}

/// How many rows to draw: the others have a turn of their own, so that a slow phone hears its user between the two. All, where
/// somebody comes back to a place among them.
fn a_screenful_first() -> RwSignal<usize> {
    let most = RwSignal::new(if place::came_back() { usize::MAX } else { SCREENFUL });
    clock::after(Duration::ZERO, move || most.set(usize::MAX));
    most
}

fn key_of(sort: &Sort) -> SortKey {
    SortKey { key: sort.field.name().to_owned(), descending: sort.direction == Direction::Descending }
}

fn sort_of(key: &SortKey) -> Option<Sort> {
    let direction = if key.descending { Direction::Descending } else { Direction::Ascending };
    Some(Sort { field: key.key.parse().ok()?, direction })
}

fn row(area: Area, at: u64, user: &User, now: Signal<i64>) -> Tag {
    let id = user.id;
    let name = address(user).to_owned();
    let status = Status::of(user);
    let created = user.created.map(|created| created.as_millis());
    let link = tag("a")
        .attr("id", link_id(&id))
        .attr("aria-label", name.clone())
        .live_attr("href", move || area.href(Beside::User(id)))
        .with(breaking(&name));
    let since = created.map(|at| tag("span").attr("class", "nowrap").with(time(at, now)));
    let sub = tag("div").attr("class", "sub").with(summary(user, status)).with(since);
    let who = tag("div").attr("class", "who").with(avatar(name.into())).with(tag("div").with(link).with(sub));
    let vendors = tag("span").attr("class", "vendors").with(some_of(&user.vendor, ", "));
    let cell = |class: &'static str| tag("td").attr("class", class);
    tag("tr")
        .attr("aria-rowindex", at.to_string())
        .live_attr("aria-current", move || (area.beside().user() == Some(id)).then_some("true"))
        .with(tag("td").with(who))
        .with(cell("m nowrap").with(scopes(&user.scope)))
        .with(cell("l").with(vendors))
        .with(cell("l").with(user.plan.clone()))
        .with(cell("m").with(status_dot(status.word(), dot(status))))
        .with(cell("num muted nowrap m").with(created.map(|at| time(at, now))))
}

/// The address a user is known by.
pub fn address(user: &User) -> &str {
    if user.email.is_empty() { &user.username } else { &user.email }
}

/// An address that breaks before its at sign, where it has to break.
pub fn breaking(address: &str) -> Part {
    match address.rfind('@').and_then(|at| address.split_at_checked(at)) {
        Some((name, domain)) => {
            vec![name.to_owned().into(), tag("wbr").into(), domain.to_owned().into()].into()
        }
        None => vec![address.to_owned().into(), tag("wbr").into()].into(),
    }
}

/// The mark of a status.
pub fn dot(status: Status) -> Dot {
    match status {
        Status::Active => Dot::Good,
        Status::Inactive => Dot::Off,
        Status::Blocked => Dot::Bad,
    }
}

fn scopes(scopes: &[String]) -> Tag {
    let named = scopes.iter().take(NAMED);
    let more = scopes.len().saturating_sub(NAMED);
    let chips: Vec<Part> = named.map(|scope| chip(scope == "admin", scope.clone()).into()).collect();
    let rest = (more > 0).then(|| {
        tag("span")
            .attr("class", "muted")
            .attr("title", scopes.join(", "))
            .with(tag("span").attr("aria-hidden", "true").with(format!("+{more}")))
            .with(tag("span").attr("class", "sr").with(format!("and {more} more")))
    });
    tag("span").attr("class", "scopes").with(chips).with(rest)
}

/// The first few of a list, and how many more there are: "a, b, c +2".
fn some_of(values: &[String], apart: &str) -> String {
    let named = values.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(apart);
    match values.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} +{more}"),
    }
}

/// What a card says under the address: "Inactive · acme · pro · admin user · ".
fn summary(user: &User, status: Status) -> String {
    let status = (status != Status::Active).then(|| status.word().to_owned());
    let (vendors, scopes) = (some_of(&user.vendor, ", "), some_of(&user.scope, " "));
    let parts = [status, Some(vendors), Some(user.plan.clone()), Some(scopes)];
    let said: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    said.iter().map(|part| format!("{part} · ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(text: &str) -> User {
        serde_json::from_str(text).expect("a user")
    }

    #[test]
    fn a_card_says_what_the_columns_say() {
        let ingrid = user(
            r#"{"id":"5c88c7cc04a917256c726c3d","email":"ingrid@initech.example","isActive":false,"plan":"team","scope":["user","beta"],"vendor":"initech"}"#,
        );
        assert_eq!(summary(&ingrid, Status::of(&ingrid)), "Inactive · initech · team · user beta · ");
        let bare = user(r#"{"id":"5c88c7cc04a917256c726c3d","username":"a@x.io"}"#);
        assert_eq!((summary(&bare, Status::of(&bare)).as_str(), address(&bare)), ("", "a@x.io"));
    }

    #[test]
    fn a_long_list_is_cut_short_and_says_so() {
        let values: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        assert_eq!(some_of(&values, ", "), "a, b, c +2");
        assert_eq!(some_of(&values[..3], " "), "a b c");
        assert_eq!(some_of(&[], " "), "");
    }

    #[test]
    fn every_column_that_sorts_is_a_key_the_server_knows() {
        for column in columns().iter().filter(|column| column.sorts.is_some()) {
            let key = SortKey { key: column.key.to_owned(), descending: true };
            assert_eq!(sort_of(&key).map(|sort| key_of(&sort)), Some(key), "{}", column.title);
        }
    }
}
