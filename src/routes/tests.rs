//! What the routes promise.

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
        assert_eq!(read(href).opened().href(), href);
    }
}

#[test]
fn the_list_opens_with_its_own_page_size() {
    assert_eq!(read("/admin/users").opened().list().map(|list| list.limit), Some(PAGE_SIZE));
    assert_eq!(read("/admin/users?limit=100").opened().list().map(|list| list.limit), Some(100));
    assert!(read("/admin").opened() == Route::users().opened());
}

#[test]
fn a_list_address_that_makes_no_sense_opens_the_first_list() {
    assert!(read("/admin/users?filter=shoe:42").opened() == Route::users().opened());
    assert!(read("/admin/users?limit=0").opened() == Route::users().opened());
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
