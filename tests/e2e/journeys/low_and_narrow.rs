//! Windows that are low or narrow: a page at 400 %, a phone on its side, a tablet. What is needed can be seen and pressed.

use serde_json::{Value, json};

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::sign_in_at;
use crate::keyboard;
use crate::page::Page;
use crate::people::{ADA, JOYCE};

/// Is an element, once scrolled to, in the window and in front of everything at its middle and at its end?
const SEEN: &str = "
    const one = arguments[0];
    one.scrollIntoView({ block: 'center' });
    const box = one.getBoundingClientRect();
    const at = (x) => { const there = document.elementFromPoint(x, box.top + box.height / 2); return there && (one.contains(there) || there.contains(one)); };
    return box.height >= 20 && box.right <= window.innerWidth + 1 && at(box.left + box.width / 2) && at(box.right - 2) ? true : false;
";

async fn is_seen(page: &Page, role: Role, name: &str) -> bool {
    let found = page.find(role, name).await;
    let handle = found.handle.to_json().expect("an element has a handle");
    page.script(SEEN, [handle]).await == json!(true)
}

#[tokio::test]
async fn rows_and_the_ways_on_are_seen_at_four_hundred_per_cent() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users?filter=plan:free").await;
        page.says("Page 1 of").await;
        for (width, height) in [(320, 256), (640, 360), (844, 390)] {
            page.resize(width, height).await;
            let rows = page.all(Role::Link, "…").await;
            let first = rows.iter().map(|row| row.name().to_owned()).find(|name| name.contains('@'));
            let first = first.expect("the list has rows");
            for (role, name) in
                [(Role::Link, first.as_str()), (Role::Link, "Next page"), (Role::Link, "New user")]
            {
                assert!(is_seen(page, role, name).await, "{name} is not seen at {width} × {height}");
            }
            let wide = page.script("return document.documentElement.scrollWidth", []).await;
            assert!(wide.as_u64().is_some_and(|wide| wide <= u64::from(width)), "{wide} px at {width}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_user_and_what_saves_them_are_seen_in_a_low_window() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.follow(JOYCE.email).await;
        page.heading(JOYCE.email).await;
        page.resize(640, 360).await;
        assert!(is_seen(page, Role::Textbox, "Email").await, "a field");
        assert!(is_seen(page, Role::Button, "Save").await, "the button that saves");
    })
    .await;
}

#[tokio::test]
async fn the_filter_fits_wherever_its_button_stands() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        let chips = "/admin/users?filter=scope:user&filter=plan:free&filter=email:~a";
        sign_in_at(page, ADA, chips).await;
        page.find(Role::Button, "Remove filter: Plan is free").await;
        for width in [820, 1024, 1280, 1440, 390, 320] {
            page.resize(width, 900).await;
            page.press("Filter").await;
            page.find(Role::Heading, "Show users where all of these hold").await;
            page.find(Role::Button, "Show …").await;
            let right = "return Math.max(document.documentElement.scrollWidth, \
                document.querySelector('.pop').getBoundingClientRect().right)";
            let right = page.script(right, []).await;
            assert!(
                right.as_f64().is_some_and(|right| right <= f64::from(width) + 1.0),
                "{right} at {width}"
            );
            assert!(is_seen(page, Role::Button, "Cancel").await, "Cancel at {width}");
            page.press("Cancel").await;
        }
    })
    .await;
}

#[tokio::test]
async fn cards_are_sorted_by_a_choice_and_tab_never_leads_out_of_sight() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.says("Page 1 of").await;
        page.resize(320, 700).await;
        let clipped = "return [...document.querySelectorAll('thead button')].filter((one) => \
            one.checkVisibility({ visibilityProperty: true })).length";
        assert_eq!(page.script(clipped, []).await, json!(0), "heads that are folded away");
        let walked = keyboard::walk(page).await;
        assert_eq!(walked, "", "at 320 px");
        page.choose_from("Sort by", "Email, Z to A").await;
        page.at("/admin/users?sort=email:-1").await;
    })
    .await;
}

#[tokio::test]
async fn the_exact_time_is_not_cut_off() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.find(Role::Link, JOYCE.email).await;
        let cut = "
            const tip = document.querySelector('tbody td:last-child time > span').getBoundingClientRect();
            const table = document.querySelector('.table').getBoundingClientRect();
            return [tip.right <= table.right, tip.left >= table.left];
        ";
        assert_eq!(page.script(cut, []).await, Value::from(vec![true, true]));
    })
    .await;
}
