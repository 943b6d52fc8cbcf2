//! The pages whose first load is measured, and what somebody does there.

use std::pin::Pin;

use frontdesk_wire::paths;
use serde_json::json;

use crate::desk::{Desk, Opening};
use crate::journeys::set_up::set_up_link;
use crate::people::{ADA, JOYCE, NORA, Person};

/// The form's fields, as the pages of the door call them.
const EMAIL: &str = "#email";
const PASSWORD: &str = "#password";
const NEW_PASSWORD: &str = "#new-password";

/// A page of the door is whole when its button is there.
const BUTTON: &str = "main form button[type=submit]";

/// One page.
pub(crate) struct Subject {
    /// What it is called in the table.
    pub(crate) name: &'static str,
    /// Its address.
    pub(crate) path: &'static str,
    /// Opens the desk where it stands.
    pub(crate) desk: fn() -> Opening,
    /// Who looks, if anybody is signed in.
    pub(crate) viewer: Option<Person>,
    /// What is there once it is whole.
    pub(crate) whole: &'static str,
    /// What somebody comes for.
    pub(crate) errand: Option<Errand>,
    /// The most bytes that a first visit may move, heads included.
    pub(crate) bytes_max: f64,
    /// The most requests that a first visit may take.
    pub(crate) requests_max: f64,
    /// How far things may move by themselves.
    pub(crate) shift_max: f64,
}

/// A form to be filled in and sent as early as that can be done.
pub(crate) struct Errand {
    /// Finds the address, which may hold a code that is good once.
    pub(crate) path: for<'a> fn(&'a Desk) -> Pin<Box<dyn Future<Output = String> + 'a>>,
    /// What goes into which field, in order.
    pub(crate) fields: &'static [(&'static str, &'static str)],
    /// The heading of the page that says it is done.
    pub(crate) heading: &'static str,
}

/// All of them, in the order of the table.
pub(crate) const SUBJECTS: [Subject; 7] = [
    Subject {
        name: "Sign in",
        path: "/sign-in",
        desk: Desk::staffed,
        viewer: None,
        whole: BUTTON,
        errand: Some(Errand {
            path: |_| Box::pin(async { "/sign-in".to_owned() }),
            fields: &[(EMAIL, JOYCE.email), (PASSWORD, JOYCE.password)],
            heading: "Your account",
        }),
        bytes_max: 100_000.0,
        requests_max: 4.0,
        shift_max: 0.0,
    },
    Subject {
        name: "Sign up",
        path: "/sign-up",
        desk: Desk::staffed,
        viewer: None,
        whole: BUTTON,
        errand: Some(Errand {
            path: |_| Box::pin(async { "/sign-up".to_owned() }),
            fields: &[(EMAIL, NORA.email), (NEW_PASSWORD, NORA.password)],
            heading: "Your account",
        }),
        bytes_max: 106_000.0,
        requests_max: 4.0,
        shift_max: 0.0,
    },
    Subject {
        name: "Forgot password",
        path: "/forgot-password",
        desk: Desk::staffed,
        viewer: None,
        whole: BUTTON,
        errand: Some(Errand {
            path: |_| Box::pin(async { "/forgot-password".to_owned() }),
            fields: &[(EMAIL, JOYCE.email)],
            heading: "Check your mail",
        }),
        bytes_max: 100_000.0,
        requests_max: 4.0,
        shift_max: 0.0,
    },
    Subject {
        name: "Reset password",
        path: "/reset-password?code=of-no-mail",
        desk: Desk::staffed,
        viewer: None,
        whole: BUTTON,
        errand: Some(Errand {
            path: |desk| Box::pin(reset_link(desk)),
            fields: &[(NEW_PASSWORD, NORA.password)],
            heading: "Sign in",
        }),
        bytes_max: 106_000.0,
        requests_max: 4.0,
        shift_max: 0.0,
    },
    Subject {
        name: "Set-up",
        path: "/set-up?code=of-no-server",
        desk: Desk::empty,
        viewer: None,
        whole: BUTTON,
        errand: Some(Errand {
            path: |desk| Box::pin(async { local(&set_up_link(desk)) }),
            fields: &[(EMAIL, ADA.email), (NEW_PASSWORD, ADA.password)],
            heading: "Users",
        }),
        bytes_max: 106_000.0,
        requests_max: 4.0,
        shift_max: 0.0,
    },
    Subject {
        name: "Account, signed in",
        path: "/account",
        desk: Desk::staffed,
        viewer: Some(JOYCE),
        whole: "main form button[type=submit]",
        errand: None,
        bytes_max: 137_000.0,
        requests_max: 6.0,
        shift_max: 0.03,
    },
    Subject {
        name: "Users, signed in",
        path: "/admin/users",
        desk: Desk::crowded,
        viewer: Some(ADA),
        whole: "tbody tr",
        errand: None,
        // With the second file of the program, which comes after the rows.
        bytes_max: 306_000.0,
        requests_max: 8.0,
        shift_max: 0.001,
    },
];

async fn reset_link(desk: &Desk) -> String {
    desk.api().post(paths::FORGOT_PASSWORD, json!({ "email": JOYCE.email })).await;
    local(&desk.mail_to(JOYCE.email).await.link())
}

/// Path and query of an address.
fn local(url: &str) -> String {
    let after = url.split_once("://").map_or(url, |(_, after)| after);
    after.find('/').map_or_else(|| "/".to_owned(), |at| after.split_at(at).1.to_owned())
}
