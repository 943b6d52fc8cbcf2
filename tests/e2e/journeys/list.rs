//! The list: found among ten thousand, narrowed, sorted, paged; and Back leads to the very place.

use frontdesk_wire::paths;
use reqwest::{Method, StatusCode};

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{sign_in, sign_in_at};
use crate::keyboard;
use crate::page::Page;
use crate::people::{ADA, JOYCE};

/// Where somebody narrowed the list to by hand: plan free, by address, the second page.
const NARROWED: &str = "/admin/users?filter=plan:free&sort=email:1&offset=30";

#[tokio::test]
async fn somebody_is_found_among_ten_thousand_by_a_part_of_their_address() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.says("10,002").await;
        page.fill_in(Role::Searchbox, "Search by email", "joyce@ac").await;
        page.says("1 matches").await;
        page.find(Role::Link, JOYCE.email).await;
        assert!(page.path().await.contains("pattern=joyce"), "the search stands in the address");
        page.back().await;
        page.at("/admin/users").await;
        page.until("the search field to be empty again", async || {
            let field = page.find(Role::Searchbox, "Search by email").await;
            let held = field.handle.prop("value").await.ok()??;
            held.is_empty().then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_search_that_finds_nobody_says_what_was_asked_and_how_to_go_on() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.fill_in(Role::Searchbox, "Search by email", "nobody-is-called-so").await;
        page.heading("Nobody matches").await;
        page.says("No user has “nobody-is-called-so” in the email.").await;
        page.press("Clear the search").await;
        page.find(Role::Table, "Users").await;
        page.at("/admin/users").await;
    })
    .await;
}

#[tokio::test]
async fn filters_sort_and_page_stand_in_the_address_and_survive_a_reload() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        narrow(page).await;
        let shown = rows(page).await;
        assert_eq!(shown.len(), 30, "a whole page");
        assert_eq!(shown, asked_of(&desk).await, "what the server has on this page");
        page.find(Role::Button, "Remove filter: Plan is free").await;
        page.reload().await;
        page.find(Role::Button, "Remove filter: Plan is free").await;
        settled_on(page, &shown).await;
        page.at(NARROWED).await;
    })
    .await;
}

#[tokio::test]
async fn back_brings_back_filters_sort_page_scroll_and_focus() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        narrow(page).await;
        let shown = rows(page).await;
        let wanted = shown.get(27).expect("a page has thirty rows").clone();
        let row = page.find(Role::Link, &wanted).await;
        row.handle.scroll_into_view().await.expect("a row can be scrolled to");
        let height = height_of(page, &wanted).await;
        page.follow(&wanted).await;
        page.heading(&wanted).await;
        page.until("the open row to be in sight", async || {
            (120.0..760.0).contains(&height_of(page, &wanted).await).then_some(())
        })
        .await;

        page.back().await;
        page.at(NARROWED).await;
        back_at(page, &shown, &wanted, height).await;

        page.follow("Account").await;
        page.heading("Your account").await;
        page.back().await;
        page.at(NARROWED).await;
        back_at(page, &shown, &wanted, height).await;
    })
    .await;
}

#[tokio::test]
async fn a_part_of_an_address_that_means_nothing_is_left_out_and_said() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.open("/admin/users?filter=shoesize:44").await;
        page.says("A part of this address was left out.").await;
        page.find(Role::Link, JOYCE.email).await;
    })
    .await;
}

#[tokio::test]
async fn the_list_works_by_its_keys() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users?sort=email:1").await;
        page.find(Role::Link, ADA.email).await;
        for (key, focused) in [("j", ADA), ("j", JOYCE), ("j", JOYCE), ("k", ADA)] {
            keyboard::press(page, key).await;
            page.until(&format!("{key} to lead to {}", focused.email), async || {
                page.focused(Role::Link, focused.email).await.then_some(())
            })
            .await;
        }
        keyboard::press(page, "?").await;
        page.find(Role::Dialog, "Keyboard shortcuts").await;
        page.press("Close").await;
        page.gone(Role::Dialog, "Keyboard shortcuts").await;
    })
    .await;
}

#[tokio::test]
async fn closing_a_user_gives_the_focus_back_to_their_row() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.follow(JOYCE.email).await;
        page.heading(JOYCE.email).await;
        page.follow("Close").await;
        page.until("the row to have the focus", async || {
            page.focused(Role::Link, JOYCE.email).await.then_some(())
        })
        .await;
        page.at("/admin/users").await;
    })
    .await;
}

#[tokio::test]
async fn somebody_is_found_and_opened_by_keyboard_alone() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.find(Role::Table, "Users").await;
        keyboard::press(page, "/").await;
        page.until("the search to have the focus", async || {
            page.focused(Role::Searchbox, "Search by email").await.then_some(())
        })
        .await;
        keyboard::press(page, JOYCE.email).await;
        page.says("1 matches").await;
        page.until("the row to have the focus", async || {
            keyboard::tab(page, 1).await;
            page.focused(Role::Link, JOYCE.email).await.then_some(())
        })
        .await;
        keyboard::type_and_enter(page, "").await;
        page.heading(JOYCE.email).await;
        assert!(page.focused(Role::Heading, JOYCE.email).await, "the new heading takes the focus");
    })
    .await;
}

#[tokio::test]
async fn a_user_is_refused_the_list_by_the_server_and_one_user_by_the_app() {
    let desk = Desk::staffed().open().await;
    let ada = desk.api().signed_in(ADA).await.get(paths::USER).await;
    let one = format!("/users/{}", ada.get("id").and_then(serde_json::Value::as_str).unwrap_or_default());
    let joyce = desk.api().signed_in(JOYCE).await;
    for path in [paths::USERS, paths::USERS_COUNT, &one] {
        let (status, reply) = joyce.call(Method::GET, path, None).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "GET {path}: {reply}");
    }
    let (status, reply) = joyce.call(Method::DELETE, &one, None).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "{reply}");
    in_browser(&desk, async |page| {
        page.open(&format!("/admin{one}")).await;
        sign_in(page, JOYCE).await;
        page.heading("This area is for administrators").await;
        assert!(page.all(Role::Table, "…").await.is_empty(), "nothing of the list is drawn");
        assert!(!page.text().await.contains(ADA.email), "nobody else is shown");
        page.follow("Go to your account").await;
        page.heading("Your account").await;
    })
    .await;
}

#[tokio::test]
async fn what_page_and_order_the_list_has_is_told_when_it_changes() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.says("Page 1 of").await;
        page.follow("Next page").await;
        told(page, "Page 2 of 334, sorted by created, descending.").await;
        let first = "return document.querySelector('tbody tr').getAttribute('aria-rowindex')";
        assert_eq!(page.script(first, []).await, "32", "the head is the first row");
        page.press("User").await;
        told(page, "Page 1 of 334, sorted by email, ascending.").await;
    })
    .await;
}

/// Waits until some live region says this.
async fn told(page: &Page, sentence: &str) {
    let said = "return [...document.querySelectorAll('[role=status]')].map((one) => one.textContent)";
    page.until(&format!("“{sentence}” to be told"), async || {
        let regions = page.script(said, []).await;
        regions.as_array()?.iter().any(|one| one == sentence).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_user_whose_address_is_opened_keeps_the_focus() {
    let desk = Desk::staffed().open().await;
    let joyce = desk.api().signed_in(ADA).await.user(JOYCE.email).await.expect("Joyce is there");
    let address = format!("/admin/users/{}", joyce["id"].as_str().unwrap_or_default());
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.open(&address).await;
        page.heading(JOYCE.email).await;
        page.find(Role::Link, JOYCE.email).await;
        page.script("return new Promise((done) => setTimeout(done, 300))", []).await;
        assert!(!page.focused(Role::Link, JOYCE.email).await, "the row takes nothing from the drawer");
    })
    .await;
}

#[tokio::test]
async fn clearing_all_filters_clears_those_too_that_the_panel_cannot_show() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users?filter=created:%3E2020-01-01&filter=plan:free").await;
        page.press("Filter").await;
        page.press("Clear all").await;
        page.at("/admin/users").await;
    })
    .await;
}

#[tokio::test]
async fn a_condition_without_a_value_is_told_and_the_status_is_asked_once() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users?filter=blocked:true").await;
        page.press("Filter").await;
        page.press("Add a condition").await;
        let fields = "return [...document.querySelectorAll('.condition:last-child select')][0].innerText";
        let offered = page.script(fields, []).await;
        assert!(!offered.as_str().unwrap_or("Status").contains("Status"), "{offered}");
        page.press("Show …").await;
        page.says("Enter a value, or remove the condition.").await;
    })
    .await;
}

/// Plan free, by address, the second page: chosen as a person chooses it.
async fn narrow(page: &Page) {
    page.press("Filter").await;
    page.choose_from("Field", "Plan").await;
    page.fill("Value", "free").await;
    page.press("Show …").await;
    page.find(Role::Button, "Remove filter: Plan is free").await;
    page.press("User").await;
    page.at("/admin/users?filter=plan:free&sort=email:1").await;
    page.follow("Next page").await;
    page.at(NARROWED).await;
    page.says("Page 2 of").await;
    page.until("the rows of the second page", async || {
        let busy = page.find(Role::Table, "Users").await.node.state("busy");
        (busy != "true" && rows(page).await.len() == 30).then_some(())
    })
    .await;
}

/// The addresses in the list, top down.
async fn rows(page: &Page) -> Vec<String> {
    let links = page.all(Role::Link, "…").await;
    links.iter().map(|link| link.name().to_owned()).filter(|name| name.contains('@')).collect()
}

/// The same page as the server has it.
async fn asked_of(desk: &Desk) -> Vec<String> {
    let query = "filter=plan:free&sort=email:1&offset=30&limit=30";
    let users = desk.api().signed_in(ADA).await.get(&format!("{}?{query}", paths::USERS)).await;
    let users = users.as_array().cloned().unwrap_or_default();
    let email =
        |user: &serde_json::Value| user.get("email").and_then(|email| email.as_str().map(str::to_owned));
    users.iter().filter_map(email).collect()
}

async fn settled_on(page: &Page, wanted: &[String]) {
    page.until("the same rows", async || (rows(page).await == wanted).then_some(())).await;
}

/// How far down the screen a row is.
async fn height_of(page: &Page, address: &str) -> f64 {
    let row = page.find(Role::Link, address).await;
    row.handle.rect().await.expect("a row has a place").y
}

/// The same rows, as far scrolled, and the focus where it was.
async fn back_at(page: &Page, shown: &[String], focused: &str, height: f64) {
    settled_on(page, shown).await;
    page.until("the row to have the focus", async || page.focused(Role::Link, focused).await.then_some(()))
        .await;
    let now = height_of(page, focused).await;
    assert!((now - height).abs() < 2.0, "the row was at {height} px and is at {now} px");
}
