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

use crate::ui::part::{Part, live};
use area::{Area, Beside};
use create::create_user;
use delete::Deletions;
use edit::edit_user;
pub use leave::listen_to_history;
use list::user_list;
use metadata::edit_metadata;

/// Everything about users. It reads the address itself, so that the list is not made anew with each of them.
pub fn users_area() -> Part {
    let area = Area::provide();
    let deletions = Deletions::provide(area);
    deletions.resume();
    deletions.leave_the_gone(area);
    let beside = move || match area.beside() {
        Beside::Nothing => None::<Part>.into(),
        Beside::New => create_user(),
        Beside::User(id) => edit_user(id),
        Beside::Metadata(id) => edit_metadata(id),
    };
    vec![user_list().into(), live::<Part>(beside)].into()
}
