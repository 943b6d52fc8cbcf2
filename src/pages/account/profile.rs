//! Who I am, as far as I cannot change it myself.

use super::part;
use crate::session::use_session;
use crate::ui::chip::chip;
use crate::ui::facts::facts;
use crate::ui::part::{Part, Tag, live, tag};
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
pub fn profile() -> Tag {
    let session = use_session();
    let account = Memo::new(move |_| session.viewer().map(|viewer| viewer.account));
    let hint = tag("p").attr("class", "hint").with("To change your email, ask an administrator.");
    let known = live(move || account.with(|account| account.as_ref().map(account_facts)));
    part("profile", tag("h2").with("Profile"), vec![known, hint.into()])
}

fn account_facts(account: &Account) -> Tag {
    let fact = |name: &'static str, value: Part| [tag("dt").with(name).into(), tag("dd").with(value).into()];
    let chip = |scope: &String| chip(scope == "admin", scope.clone()).into();
    let scopes = tag("dd").attr("class", "acts").with_all(account.scope.iter().map(chip).collect());
    let mut told = names(account);
    told.extend([("Plan", account.plan.clone()), ("Vendor", account.vendor.join(", "))]);
    let mut inside: Vec<Part> = Vec::new();
    for (name, value) in told.into_iter().filter(|(_, value)| !value.is_empty()) {
        inside.extend(fact(name, value.into()));
    }
    inside.extend([tag("dt").with("Scopes").into(), scopes.into()]);
    if let Some(created) = account.created.as_deref().and_then(Timestamp::parse) {
        inside.extend(fact("Member since", day(created).into()));
    }
    facts(inside)
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
