//! Pictures of every page in every state. `FRONTDESK_SCREENSHOTS` names the folder for the few that the README shows;
//! `FRONTDESK_SCREENSHOTS_ALL` names one for all of them. With neither, every state must still be reached.

use std::fs;
use std::path::PathBuf;

use crate::browser::in_browser;
use crate::environment::said;
use crate::page::Page;
use crate::states::{State, TOURS, Tour, escape_dialog};

/// What the README shows: state, scheme, width, height and the picture's name.
const SHOWN: [(&str, &str, u32, u32, &str); 6] = [
    ("sign-in", "light", 1280, 800, "sign-in"),
    ("sign-in-limited", "dark", 1280, 800, "sign-in-limited-dark"),
    ("account", "light", 1280, 900, "account"),
    ("users", "light", 1440, 900, "users"),
    ("users-user", "dark", 1440, 900, "user-dark"),
    ("users", "light", 390, 844, "users-phone"),
];

const EVERY: [(&str, u32, u32); 4] =
    [("light", 1440, 900), ("dark", 1440, 900), ("light", 390, 844), ("dark", 390, 844)];

#[tokio::test]
async fn screenshots_show_every_page_in_every_state() {
    for tour in TOURS {
        visit(tour).await;
    }
}

async fn visit(tour: &Tour) {
    let desk = tour.open().await;
    in_browser(&desk, async |page| {
        for text in tour.forgiven {
            page.forgive(text);
        }
        for state in tour.states {
            page.resize(1280, 800).await;
            page.scheme("light").await;
            (state.reach)(&desk, page).await;
            take(page, state).await;
            page.resize(1280, 800).await;
            assert_eq!(escape_dialog(page).await, "", "{}", state.name);
        }
    })
    .await;
}

async fn take(page: &Page, state: &State) {
    if let Some(folder) = folder("FRONTDESK_SCREENSHOTS") {
        for (_, scheme, width, height, name) in SHOWN.iter().filter(|(of, ..)| *of == state.name) {
            picture(page, scheme, (*width, *height), folder.join(format!("{name}.png"))).await;
        }
    }
    if let Some(folder) = folder("FRONTDESK_SCREENSHOTS_ALL") {
        for (scheme, width, height) in EVERY {
            let name = format!("{}-{scheme}-{width}.png", state.name);
            picture(page, scheme, (width, height), folder.join(name)).await;
        }
    }
}

async fn picture(page: &Page, scheme: &str, (width, height): (u32, u32), file: PathBuf) {
    page.resize(width, height).await;
    page.scheme(scheme).await;
    page.script("window.scrollTo(0, 0)", []).await;
    let png = page.driver().screenshot_as_png().await.expect("the page can be pictured");
    fs::write(&file, png).unwrap_or_else(|problem| panic!("{}: {problem}", file.display()));
}

fn folder(variable: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(said(variable)?);
    fs::create_dir_all(&folder).unwrap_or_else(|problem| panic!("{}: {problem}", folder.display()));
    Some(folder)
}
