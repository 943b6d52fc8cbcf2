//! Who I am, as far as I cannot change it myself.

use crate::session::use_session;
use crate::ui::chip::Chip;
use crate::ui::facts::Facts;
use frontdesk_wire::replies::Account;
use frontdesk_wire::{Email, Timestamp};
use leptos::prelude::*;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The part.
#[component]
pub fn Profile() -> impl IntoView {
    let session = use_session();
    let account = Memo::new(move |_| session.viewer().map(|viewer| viewer.account));
    view! {
        <section class="part" aria-labelledby="profile">
            <h2 id="profile">"Profile"</h2>
            <div>
                {move || account.get().map(|account| view! { <AccountFacts account /> })}
                <p class="hint">"To change your email, ask an administrator."</p>
            </div>
        </section>
    }
}

#[component]
fn AccountFacts(account: Account) -> impl IntoView {
    let names = names(&account);
    let vendor = account.vendor.join(", ");
    let since = account.created.and_then(|at| Timestamp::parse(&at)).map(day);
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <dt>{name}</dt> <dd>{value}</dd> })
    };
    let scopes = account.scope.iter().cloned().map(|scope| {
        let strong = scope == "admin";
        view! { <Chip accent=strong>{scope}</Chip> }
    });
    let scopes = scopes.collect_view();
    view! {
        <Facts>
            {names.into_iter().map(|(name, value)| fact(name, value)).collect_view()}
            {fact("Plan", account.plan.clone())}
            {fact("Vendor", vendor)}
            <dt>"Scopes"</dt>
            <dd class="acts">{scopes}</dd>
            {fact("Member since", since.unwrap_or_default())}
        </Facts>
    }
}

/// The address; and the user name, where it is another.
fn names(account: &Account) -> Vec<(&'static str, String)> {
    let is_same = account.username.eq_ignore_ascii_case(&account.email) || account.username.is_empty();
    let mut names = vec![("Email", account.email.clone())];
    if !is_same {
        let title = if Email::parse(&account.username).is_ok() { "Signs in as" } else { "User name" };
        names.push((title, account.username.clone()));
    }
    names
}

/// "21 November 2026", by UTC.
fn day(at: Timestamp) -> String {
    let (year, month, day) = at.date();
    let month = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    format!("{day} {month} {year}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_out() {
        assert_eq!(day(Timestamp::parse("2026-11-21T09:00:00Z").unwrap()), "21 November 2026");
    }
}
