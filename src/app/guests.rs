//! What the documents for guests have in common.

use crate::session::{Session, use_session};
use crate::ui::effect;
use leptos::prelude::*;

/// On the page's root while it is not known whether the session that the device keeps still holds. The script in the
/// page's head sets it.
const KNOWN: &str = "known";

/// A page for guests is out of sight while it may be that somebody is signed in.
pub(super) fn show_guests() {
    let session = use_session();
    effect(move || {
        if session.now() == Session::Guest
            && let Some(root) = document().document_element()
        {
            drop(root.class_list().remove_1(KNOWN));
        }
    });
}
