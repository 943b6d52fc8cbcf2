//! `/admin/users` and below: the list, and beside it a new user or one user. The list stays while the drawer comes and goes.

pub mod area;
pub mod block;
pub mod create;
pub mod curl;
pub mod delete;
pub mod drafts;
pub mod edit;
pub mod found;
pub mod generate;
pub mod leave;
pub mod list;
pub mod metadata;
pub mod set_password;

use area::{Area, Beside};
use create::CreateUser;
use delete::Deletions;
use edit::EditUser;
pub use leave::listen_to_history;
use leptos::prelude::*;
use list::UserList;
use metadata::EditMetadata;

/// Everything about users. It reads the address itself, so that the list is not made anew with each of them.
#[component]
pub fn UsersArea() -> impl IntoView {
    let area = Area::provide();
    let deletions = Deletions::provide(area);
    deletions.resume();
    deletions.leave_the_gone(area);
    let beside = move || match area.beside() {
        Beside::Nothing => ().into_any(),
        Beside::New => view! { <CreateUser /> }.into_any(),
        Beside::User(id) => view! { <EditUser id /> }.into_any(),
        Beside::Metadata(id) => view! { <EditMetadata id /> }.into_any(),
    };
    view! {
        <UserList />
        {beside}
    }
}
