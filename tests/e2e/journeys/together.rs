//! Two administrators at one user: nobody's change is lost in silence.

use serde_json::json;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{change_joyce, find_user, joyce, sign_in_at};
use crate::keyboard;
use crate::late;
use crate::page::Page;
use crate::people::{ADA, JOYCE};

async fn add_scope(page: &Page, scope: &str) {
    page.fill_in(Role::Combobox, "Scopes", scope).await;
    keyboard::enter(page).await;
    page.find(Role::Button, &format!("Remove {scope}")).await;
}

#[tokio::test]
async fn a_stale_save_gives_nobody_their_scopes_back() {
    let desk = Desk::staffed().open().await;
    change_joyce(&desk, json!({ "scope": ["user", "admin"] })).await;
    in_browser(&desk, async |page| {
        page.forgive("status of 412");
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        page.find(Role::Button, "Remove admin").await;
        change_joyce(&desk, json!({ "scope": ["user"] })).await;
        add_scope(page, "beta").await;
        page.press("Save 1 change").await;
        page.heading("Someone saved first").await;
        assert_eq!(joyce(&desk).await["scope"], json!(["user"]), "nothing is saved before somebody chose");
        page.find(Role::Radio, "Keep mine: user, admin, beta").await;
        page.choose("Take theirs: user").await;
        page.press("Save 1 choice").await;
        page.gone(Role::Heading, "Someone saved first").await;
        page.gone(Role::Button, "Remove beta").await;
        assert_eq!(joyce(&desk).await["scope"], json!(["user"]));
    })
    .await;
}

#[tokio::test]
async fn what_is_mine_is_saved_once_it_was_chosen() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 412");
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        add_scope(page, "beta").await;
        change_joyce(&desk, json!({ "scope": ["user", "gamma"], "vendor": ["acme"] })).await;
        page.press("Save 1 change").await;
        page.heading("Someone saved first").await;
        page.says("Their change of vendors touches nothing of yours and stays.").await;
        page.press("Save 1 choice").await;
        page.says("Saved: scopes.").await;
        let joyce = joyce(&desk).await;
        assert_eq!((&joyce["scope"], &joyce["vendor"]), (&json!(["user", "beta"]), &json!(["acme"])));
    })
    .await;
}

#[tokio::test]
async fn nothing_comes_between_the_look_and_the_save() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 412");
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        add_scope(page, "beta").await;
        late::hold_saves(page).await;
        page.press("Save 1 change").await;
        late::asked(page).await;
        // The save is on its way; somebody else's arrives first.
        change_joyce(&desk, json!({ "scope": ["user", "gamma"] })).await;
        late::let_go(page).await;
        page.heading("Someone saved first").await;
        assert_eq!(joyce(&desk).await["scope"], json!(["user", "gamma"]), "nothing is written over");
        page.choose("Take theirs: user, gamma").await;
        page.press("Save 1 choice").await;
        page.gone(Role::Button, "Remove beta").await;
    })
    .await;
}

#[tokio::test]
async fn a_change_of_something_else_under_way_is_no_question() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 412");
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        add_scope(page, "beta").await;
        late::hold_saves(page).await;
        page.press("Save 1 change").await;
        late::asked(page).await;
        change_joyce(&desk, json!({ "vendor": ["acme"] })).await;
        late::let_go(page).await;
        page.says("Saved: scopes.").await;
        let joyce = joyce(&desk).await;
        assert_eq!((&joyce["scope"], &joyce["vendor"]), (&json!(["user", "beta"]), &json!(["acme"])));
    })
    .await;
}

#[tokio::test]
async fn changes_of_different_keys_are_saved_together_without_a_question() {
    let desk = Desk::staffed().open().await;
    change_joyce(&desk, json!({ "metadata": { "a": 1, "b": 2 } })).await;
    in_browser(&desk, async |page| {
        page.forgive("status of 412");
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        page.follow("Edit metadata").await;
        page.heading("Metadata of joyce@acme.example").await;
        page.fill("Metadata, JSON", r#"{"a": 5, "b": 2}"#).await;
        change_joyce(&desk, json!({ "metadata": { "a": 1, "b": 2, "theirs": true } })).await;
        page.press("Save 1 change").await;
        page.says("Saved: metadata.").await;
        assert_eq!(joyce(&desk).await["metadata"], json!({ "a": 5, "b": 2, "theirs": true }));
    })
    .await;
}

#[tokio::test]
async fn the_same_key_waits_for_a_choice_and_keeps_the_rest() {
    let desk = Desk::staffed().open().await;
    change_joyce(&desk, json!({ "metadata": { "seats": 8 } })).await;
    in_browser(&desk, async |page| {
        page.forgive("status of 412");
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        page.follow("Edit metadata").await;
        page.fill("Metadata, JSON", r#"{"seats": 12, "mine": 1}"#).await;
        change_joyce(&desk, json!({ "metadata": { "seats": 20, "theirs": 1 } })).await;
        page.press("Save 2 changes").await;
        page.heading("Someone saved first").await;
        page.find(Role::Radio, "Keep mine: 12").await;
        page.choose("Take theirs: 20").await;
        page.press("Save 1 choice").await;
        page.says("Saved: metadata.").await;
        assert_eq!(joyce(&desk).await["metadata"], json!({ "seats": 20, "mine": 1, "theirs": 1 }));
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_outlived_a_reload_still_knows_what_it_began_from() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        add_scope(page, "beta").await;
        change_joyce(&desk, json!({ "scope": ["user", "gamma"] })).await;
        page.reload().await;
        page.heading("Someone saved first").await;
        let save = page.find(Role::Button, "Save 1 change").await;
        assert_eq!(save.node.state("disabled"), "true", "first somebody chooses");
        page.press("Discard mine").await;
        page.find(Role::Button, "Remove gamma").await;
    })
    .await;
}

#[tokio::test]
async fn metadata_is_edited_as_fields_too_and_loses_no_digit() {
    let desk = Desk::staffed().open().await;
    change_joyce(
        &desk,
        json!({ "metadata": { "seats": 8, "limits": { "calls": 9_007_199_254_740_993_u64 } } }),
    )
    .await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        page.follow("Edit metadata").await;
        page.fill("Value of seats", "12").await;
        page.press("Remove limits.calls").await;
        page.press("Add a key").await;
        page.fill("Value of key", "logistics").await;
        page.find(Role::Button, "Save 3 changes").await;
        page.press("Save 3 changes").await;
        page.says("Saved: metadata.").await;
        assert_eq!(joyce(&desk).await["metadata"], json!({ "seats": 12, "key": "logistics" }));
        page.fill("Metadata, JSON", "{\"seats\": ").await;
        page.says("follows again once the text is valid").await;
        page.gone(Role::Textbox, "Value of seats").await;
    })
    .await;
}
