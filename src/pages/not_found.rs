//! Any address that leads nowhere: says so and shows the way back.

use crate::layout::door_page;
use crate::routes::{NOWHERE, Route, use_route};
use crate::session::{Keeper, Parting, Session, use_session};
use crate::ui::button::{ButtonKind, LinkButton};
use crate::ui::page_title::focus_heading;
use crate::ui::part::{Part, tag};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page.
#[component]
pub fn NotFoundPage() -> Part {
    let session = use_session();
    let route = use_route();
    let path = move || match route.get().href().as_str() {
        NOWHERE => "This address".to_owned(),
        href => short(href),
    };
    let lead = vec![
        tag("code").live_text(path).into(),
        " leads nowhere. The address may be mistyped, or what was there is gone.".into(),
    ];
    let signed_out = move || (session.parting() == Some(Parting::SignedOut)).then_some("You are signed out.");
    let said = tag("p").attr("class", "sr").attr("role", "status").live_text(signed_out);
    let back = tag("div").attr("class", "sheet").live(move || match way_back(&session.now()) {
        Some(way) => back(session, way),
        None => Vec::new(),
    });
    door_page("Nothing here", false.into(), Part::Several(lead), vec![said.into(), back.into()])
}

/// Where to go from here and what that is called; `None` while it is not known who looks.
fn way_back(session: &Session) -> Option<(Route, &'static str)> {
    Some(match session {
        Session::Restoring => return None,
        Session::Guest => (Route::SignIn { next: None }, "Go to sign in"),
        Session::SignedIn(viewer) | Session::Ended(viewer) if viewer.is_admin() => {
            (Route::users(), "Go to users")
        }
        Session::SignedIn(_) | Session::Ended(_) => (Route::Account, "Go to your account"),
    })
}

fn back(session: Keeper, (route, text): (Route, &'static str)) -> Vec<Part> {
    let is_in = session.viewer_untracked().is_some();
    let leave = move |_| {
        spawn_local(async move {
            if session.sign_out(false).await.is_err() {
                session.forget(Parting::SignedOut);
            }
            // The button that was pressed is gone by now.
            focus_heading();
        });
    };
    let someone_else = is_in.then(|| {
        let leave =
            tag("button").attr("type", "button").attr("class", "link").on("click", leave).with("Sign out");
        tag("p").attr("class", "after").with("Not you? ").with(leave)
    });
    let link = view! { <LinkButton href=route.href() text kind=ButtonKind::Primary wide=true /> };
    vec![link.into(), someone_else.into()]
}

/// A path that is not too long to read: the middle of a long part is left out.
fn short(path: &str) -> String {
    let part = |part: &str| {
        let chars: Vec<char> = part.chars().collect();
        match chars.as_slice() {
            [a, b, c, d, .., w, x, y, z] if chars.len() > 20 => format!("{a}{b}{c}{d}…{w}{x}{y}{z}"),
            _ => part.to_owned(),
        }
    };
    let parts: Vec<String> = path.split('/').map(part).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_shortened_and_a_word_is_not() {
        assert_eq!(short("/admin/users/5c88c7cc04a917256c726c3e"), "/admin/users/5c88…6c3e");
        assert_eq!(short("/acount"), "/acount");
    }
}
