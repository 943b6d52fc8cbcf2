//! The first administrator, by the link that the server leaves for whoever started it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::people::ADA;

#[tokio::test]
async fn the_set_up_link_makes_the_first_administrator_once() {
    let desk = Desk::empty().open().await;
    let file = file_named_in(&desk.log());
    let mode = fs::metadata(&file).expect("the file that the log names is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "only its owner may read the link");
    let link = link_in(&file);
    assert!(!desk.log().contains("code="), "the log names the file, never the link");
    in_browser(&desk, async |page| {
        page.forgive("status of 40");
        page.go(&link).await;
        page.heading("Make the first administrator").await;
        page.fill("Email", ADA.email).await;
        page.fill("Password", ADA.password).await;
        page.press("Create administrator").await;
        page.find(Role::Link, "Users").await;
        desk.api().signed_in(ADA).await.get(frontdesk_wire::paths::USERS).await;

        page.open("/account").await;
        page.press("Sign out").await;
        page.heading("Sign in").await;
        page.go(&link).await;
        page.fill("Email", "second@desk.example").await;
        page.fill("Password", ADA.password).await;
        page.press("Create administrator").await;
        page.says("already").await;
    })
    .await;
}

/// The link that makes the first administrator, from the file that the log names.
pub(crate) fn set_up_link(desk: &Desk) -> String {
    link_in(&file_named_in(&desk.log()))
}

/// The first word of the log that is the path of a file below the server's data.
fn file_named_in(log: &str) -> PathBuf {
    let words = log.split(|c: char| c.is_whitespace() || "\"'`()=,".contains(c));
    let files = words.map(|word| word.trim_end_matches(['.', ':'])).filter(|word| word.starts_with('/'));
    let named = files.map(Path::new).find(|path| path.is_file());
    named.unwrap_or_else(|| panic!("the log names no file:\n{log}")).to_path_buf()
}

fn link_in(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("the owner can read it");
    let link = text.split_whitespace().find(|word| word.starts_with("http"));
    link.unwrap_or_else(|| panic!("no link in {}", file.display())).to_owned()
}
