//! Any address that leads nowhere: says so and shows the way back.

use crate::layout::DoorPage;
use crate::routes::{NOWHERE, Route, use_route};
use crate::session::{Keeper, Parting, Session, use_session};
use crate::ui::button::{ButtonKind, LinkButton};
use crate::ui::page_title::focus_heading;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let session = use_session();
    let route = use_route();
    let path = Memo::new(move |_| match route.get().href().as_str() {
        NOWHERE => "This address".to_owned(),
        href => short(href),
    });
    let lead = view! {
        <code>{move || path.get()}</code>
        " leads nowhere. The address may be mistyped, or what was there is gone."
    };
    let signed_out = move || (session.parting() == Some(Parting::SignedOut)).then_some("You are signed out.");
    view! {
        <DoorPage title="Nothing here" lead>
            <p class="sr" role="status">{signed_out}</p>
            {move || way_back(&session.now()).map(|way| view! { <WayBack session way /> })}
        </DoorPage>
    }
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

#[component]
fn WayBack(session: Keeper, way: (Route, &'static str)) -> impl IntoView {
    let (route, text) = way;
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
        view! {
            <p class="after">
                "Not you? "
                <button type="button" class="link" on:click=leave>"Sign out"</button>
            </p>
        }
    });
    view! {
        <LinkButton href=route.href() text kind=ButtonKind::Primary wide=true />
        {someone_else}
    }
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
