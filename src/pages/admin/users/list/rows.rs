//! The table of users: one row each, a card where there is no room.

use super::super::area::{Area, Beside, use_area};
use super::load::Listing;
use super::state::Status;
use crate::clock;
use crate::ui::avatar::Avatar;
use crate::ui::chip::Chip;
use crate::ui::status_dot::{Dot, StatusDot};
use crate::ui::table::{Column, Fold, SortKey, Table};
use crate::ui::time::Time;
use frontdesk_wire::UserId;
use frontdesk_wire::query::{Direction, Sort};
use frontdesk_wire::replies::User;
use leptos::prelude::*;

/// How many scopes or vendors a row names before it counts the rest.
const NAMED: usize = 3;

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

/// The rows of the page.
#[component]
pub fn Rows(
    /// What is known of the list.
    listing: Listing,
) -> impl IntoView {
    let area = use_area();
    let now = clock::ticking();
    let order = move || area.list().order().iter().map(key_of).collect::<Vec<_>>();
    let sort = move |keys: Vec<SortKey>| {
        let several = untrack(|| area.offers()).multi_sort;
        let chosen: Vec<Sort> =
            keys.iter().rev().take(if several { keys.len() } else { 1 }).filter_map(sort_of).collect();
        area.show(&untrack(|| area.list()).with(|list| list.sort = chosen.into_iter().rev().collect()));
    };
    let rows = move || {
        let users = listing.users();
        // The head is the first row of the whole list.
        let first = untrack(|| area.list()).offset.saturating_add(2);
        (first..).zip(users).map(|(at, user)| view! { <Row area at user now /> }).collect_view()
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
        >
            {rows}
        </Table>
    }
}

fn key_of(sort: &Sort) -> SortKey {
    SortKey { key: sort.field.name().to_owned(), descending: sort.direction == Direction::Descending }
}

fn sort_of(key: &SortKey) -> Option<Sort> {
    let direction = if key.descending { Direction::Descending } else { Direction::Ascending };
    Some(Sort { field: key.key.parse().ok()?, direction })
}

#[component]
fn Row(area: Area, at: u64, user: User, now: Signal<i64>) -> impl IntoView {
    let id = user.id;
    let address = address(&user).to_owned();
    let label = address.clone();
    let status = Status::of(&user);
    let created = user.created.map(|created| created.as_millis());
    let open = move || (area.beside().user() == Some(id)).then_some("true");
    view! {
        <tr aria-rowindex=at aria-current=open>
            <td>
                <div class="who">
                    <Avatar text=address.clone() />
                    <div>
                        <a id=link_id(&id) aria-label=label href=move || area.href(Beside::User(id))>
                            <Address text=address />
                        </a>
                        <div class="sub">
                            {summary(&user, status)}
                            {created.map(|at| view! { <span class="nowrap"><Time at now /></span> })}
                        </div>
                    </div>
                </div>
            </td>
            <td class="m nowrap">{scopes(&user.scope)}</td>
            <td class="l"><span class="vendors">{some_of(&user.vendor, ", ")}</span></td>
            <td class="l">{user.plan.clone()}</td>
            <td class="m"><StatusDot word=status.word() dot=dot(status) /></td>
            <td class="num muted nowrap m">{created.map(|at| view! { <Time at now /> })}</td>
        </tr>
    }
}

/// The address a user is known by.
pub fn address(user: &User) -> &str {
    if user.email.is_empty() { &user.username } else { &user.email }
}

/// An address that breaks before its at sign, where it has to break.
#[component]
pub fn Address(
    /// The address.
    text: String,
) -> impl IntoView {
    let (name, domain) = text
        .rsplit_once('@')
        .map_or((text.clone(), String::new()), |(name, domain)| (name.to_owned(), format!("@{domain}")));
    view! {
        {name}
        <wbr />
        {domain}
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

fn scopes(scopes: &[String]) -> impl IntoView + use<> {
    let named = scopes.iter().take(NAMED).cloned();
    let more = scopes.len().saturating_sub(NAMED);
    let chips =
        named.map(|scope| view! { <Chip accent=scope == "admin">{scope.clone()}</Chip> }).collect_view();
    let rest = (more > 0).then(|| {
        view! {
            <span class="muted" title=scopes.join(", ")>
                <span aria-hidden="true">{format!("+{more}")}</span>
                <span class="sr">{format!("and {more} more")}</span>
            </span>
        }
    });
    view! { <span class="scopes">{chips}{rest}</span> }
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
