//! Every page in every state it can be in: the table that accessibility, keyboard, 320 px and screenshots go through.

mod account;
mod admin;
mod door;

use std::pin::Pin;

use crate::axe;
use crate::browser::in_browser;
use crate::desk::{Desk, Opening};
use crate::element::Role;
use crate::environment::free_port;
use crate::keyboard;
use crate::page::Page;

/// The way to a state.
type Way<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// One page in one state.
pub(crate) struct State {
    /// What to call it; also the name of its screenshots.
    pub(crate) name: &'static str,
    /// Brings the page there, from wherever it stands.
    pub(crate) reach: for<'a> fn(&'a Desk, &'a Page) -> Way<'a>,
}

/// States that are reached at one desk, in this order.
pub(crate) struct Tour {
    /// The desk.
    pub(crate) desk: fn() -> Opening,
    /// What happened there before anybody looks.
    pub(crate) before: for<'a> fn(&'a Desk) -> Way<'a>,
    /// The refusals that the browser will report on the way.
    pub(crate) forgiven: &'static [&'static str],
    /// The states.
    pub(crate) states: &'static [State],
}

/// Nothing happened before.
pub(crate) fn nothing(_: &Desk) -> Way<'_> {
    Box::pin(async {})
}

impl Tour {
    /// Opens the desk.
    pub(crate) async fn open(&self) -> Desk {
        let desk = (self.desk)().open().await;
        (self.before)(&desk).await;
        desk
    }

    /// Opens the desk for a page of another origin, and another one that serves that page.
    pub(crate) async fn open_apart(&self) -> (Desk, Desk) {
        let port = free_port();
        let api = (self.desk)().with("APPMIXER_FE_URL", &format!("http://127.0.0.1:{port}")).open().await;
        (self.before)(&api).await;
        let app = Desk::empty().on(port).flag("--api", &api.url("")).open().await;
        (api, app)
    }
}

/// Every tour there is.
pub(crate) const TOURS: [&Tour; 7] = [
    &door::OPEN,
    &door::CLOSED,
    &door::UNCLAIMED,
    &door::LIMITED,
    &account::TOUR,
    &admin::LIST,
    &admin::USER,
];

#[tokio::test]
async fn every_door_page_is_accessible_by_machine_by_keyboard_and_at_320_px() {
    for tour in [&door::OPEN, &door::CLOSED, &door::UNCLAIMED, &door::LIMITED] {
        examine(tour).await;
    }
}

#[tokio::test]
async fn every_account_state_is_accessible_by_machine_by_keyboard_and_at_320_px() {
    examine(&account::TOUR).await;
}

#[tokio::test]
async fn every_state_of_the_list_is_accessible_by_machine_by_keyboard_and_at_320_px() {
    examine(&admin::LIST).await;
}

#[tokio::test]
async fn every_state_of_a_user_is_accessible_by_machine_by_keyboard_and_at_320_px() {
    examine(&admin::USER).await;
}

/// Goes through a tour and tells all that is wrong in all of its states at once.
async fn examine(tour: &Tour) {
    let desk = tour.open().await;
    in_browser(&desk, async |page| {
        for text in tour.forgiven {
            page.forgive(text);
        }
        let mut wrong = String::new();
        for state in tour.states {
            page.resize(1280, 800).await;
            page.scheme("light").await;
            (state.reach)(&desk, page).await;
            let found = findings(page).await;
            if !found.is_empty() {
                wrong.push_str(&format!("  {} ({}):\n{found}", state.name, page.path().await));
            }
        }
        assert!(wrong.is_empty(), "not accessible:\n{wrong}");
    })
    .await;
}

async fn findings(page: &Page) -> String {
    let mut found = String::new();
    for scheme in ["light", "dark"] {
        page.scheme(scheme).await;
        for line in axe::violations(page).await.lines() {
            found.push_str(&format!("{line} ({scheme})\n"));
        }
    }
    found += &keyboard::walk(page).await;
    page.resize(320, 700).await;
    found += &too_wide(page).await;
    found += &axe::violations(page).await;
    page.resize(1280, 800).await;
    found += &escape_dialog(page).await;
    for error in page.console_errors().await {
        found.push_str(&format!("    console: {error}\n"));
    }
    found
}

/// At 320 px nothing may reach beyond the right edge, of the page or of what scrolls in it; lines of code may.
async fn too_wide(page: &Page) -> String {
    const WIDE: &str = "
        const scrolls = (one) => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX);
        const panes = [...document.querySelectorAll('body *')].filter((one) => scrolls(one) && !one.matches('textarea, pre'));
        const wide = [document.documentElement, ...panes].filter((pane) => pane.scrollWidth > pane.clientWidth);
        const beyond = (pane) => (one) => one.getBoundingClientRect().right > pane.getBoundingClientRect().right + 1;
        const widest = (pane) => [...pane.querySelectorAll('*')].filter(beyond(pane)).slice(0, 4);
        const say = (one) => one.outerHTML.slice(0, 120);
        return wide.flatMap((pane) => [`${pane.className} ${pane.scrollWidth} px`, ...widest(pane).map(say)]);
    ";
    let wide = page.script(WIDE, []).await;
    let lines = wide.as_array().cloned().unwrap_or_default();
    lines.iter().map(|line| format!("    wider than 320 px: {line}\n")).collect()
}

/// Escape closes a modal dialog and gives the focus back to what opened it; what went wrong, in words.
pub(crate) async fn escape_dialog(page: &Page) -> String {
    const OPEN: &str = "return document.querySelectorAll('dialog:modal').length";
    if page.script(OPEN, []).await.as_u64() == Some(0) {
        return String::new();
    }
    keyboard::escape(page).await;
    let still = page.script(OPEN, []).await.as_u64() != Some(0);
    let lost = page.script("return document.activeElement === document.body", []).await == true;
    let mut found = String::new();
    if still {
        found += "    keyboard: Escape does not close the dialog\n";
    }
    if lost {
        found += "    keyboard: after Escape the focus is nowhere\n";
    }
    found
}

/// Waits until some text field says that it is wrong.
async fn some_field_is_wrong(page: &Page) {
    page.until("a field that says what is wrong with it", async || {
        let fields = page.all(Role::Textbox, "…").await;
        fields.iter().any(|field| field.state("invalid") == "true").then_some(())
    })
    .await;
}
