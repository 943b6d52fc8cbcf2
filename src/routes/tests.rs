//! What the routes promise.

use super::desk::PAGE_SIZE;
use super::*;

const ID: &str = "5c88c7cc04a917256c726c3d";

fn read(href: &str) -> Route {
    let (path, search) = href.split_once('?').unwrap_or((href, ""));
    Route::parse(path, search)
}

#[test]
fn every_page_is_read_as_it_is_written() {
    for href in [
        "/",
        "/sign-in",
        "/sign-in?next=/admin/users",
        "/sign-up?next=/account",
        "/forgot-password",
        "/reset-password?code=abc",
        "/set-up?code=abc",
        "/account",
        "/admin/users",
        "/admin/users?filter=scope:user&pattern=ada&sort=email:1&offset=50",
        "/admin/users?limit=100",
        "/admin/users/new",
        "/admin/users/5c88c7cc04a917256c726c3d?filter=plan:free",
        "/admin/users/5c88c7cc04a917256c726c3d/metadata",
    ] {
        assert_eq!(read(href).href(), href);
        let page = Desk::of(&read(href));
        assert!(page.is_none_or(|page| page.route().href() == href), "{href}");
    }
}

fn limit(href: &str) -> Option<u32> {
    Desk::of(&read(href)).map(|page| page.list().limit)
}

#[test]
fn the_list_opens_with_its_own_page_size() {
    assert_eq!(limit("/admin/users"), Some(PAGE_SIZE));
    assert_eq!(limit("/admin/users?limit=100"), Some(100));
    assert!(Desk::of(&read("/admin")) == Desk::of(&Route::users()));
}

#[test]
fn a_list_address_that_makes_no_sense_opens_the_first_list() {
    assert!(Desk::of(&read("/admin/users?filter=shoe:42")) == Desk::of(&Route::users()));
    assert!(Desk::of(&read("/admin/users?limit=0")) == Desk::of(&Route::users()));
}

#[test]
fn only_pages_of_this_app_can_be_next() {
    for bad in [
        "https://evil.example/account",
        "//evil.example/account",
        "/\\evil.example",
        "\\/evil.example",
        "account",
        "javascript:alert(1)",
        "/sign-in",
        "/reset-password?code=x",
        "/nowhere",
        "/",
        "",
    ] {
        assert!(Route::parse_next(bad).is_none(), "{bad}");
    }
    assert!(Route::parse_next("/account").is_some());
    let user = format!("/admin/users/{ID}?filter=plan:free");
    assert_eq!(Route::parse_next(&user).map(|route| route.href()), Some(user));
}

#[test]
fn sign_in_keeps_the_wanted_page_in_its_address() {
    let wanted = format!("/admin/users/{ID}?pattern=a%26b");
    let href = read(&wanted).through_sign_in().href();
    match read(&href) {
        Route::SignIn { next: Some(next) } => assert_eq!(next.href(), wanted),
        _ => panic!("{href} does not lead on"),
    }
}

#[test]
fn a_malformed_user_id_leads_nowhere() {
    assert!(matches!(read("/admin/users/5c88"), Route::NotFound(_)));
    assert!(matches!(read("/admin/users/new/metadata"), Route::NotFound(_)));
    assert!(matches!(read("/account/extra"), Route::NotFound(_)));
    assert!(matches!(read("//"), Route::NotFound(_)));
}
