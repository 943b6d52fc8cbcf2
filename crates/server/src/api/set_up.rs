//! `POST /set-up`: makes the first administrator, with the code that the server showed at its start.

use super::newcomer::{Newcomer, session};
use super::redeem_reset_code::digest;
use super::show;
use crate::auth::{Client, set_up_link};
use crate::error::{Error, NO_SUCH_PATH, Result};
use crate::extract::Payload;
use crate::queue::Work;
use crate::reply::Made;
use crate::state::State;
use frontdesk_store::FirstAdmin;
use frontdesk_wire::Scope;
use frontdesk_wire::replies::SignedIn;
use frontdesk_wire::requests::{SetUp, SignUp, SignUpExtras};

/// Makes the first administrator.
///
/// # Errors
/// There is one already; the code is not the one shown; fields that are wrong.
pub async fn set_up(state: State, client: Client, Payload(ask): Payload<SetUp>) -> Result<Made<SignedIn>> {
    if state.store.has_admin().await? {
        return Err(NO_SUCH_PATH);
    }
    let code = digest(&ask.code);
    let newcomer = Newcomer::read(&state, person(ask), administrator())?;
    state.limits.sign_up(&client).await?;
    let hash = state.passwords.hash(&newcomer.password).await?;
    let user = newcomer.user(&state, hash);
    let session = session(&state, user.id, &client);
    let (id, jobs) = (session.id, Work::user_created(&state.config, &state.clock, &user));
    let by = client.guest(user.created_at);
    match state.store.create_first_admin(code, user, session, jobs, &by).await? {
        FirstAdmin::User(user) => {
            set_up_link::forget(&state.config.data);
            state.ring();
            Ok(Made(SignedIn { token: state.token(&user, id)?, user: show(&user) }))
        }
        FirstAdmin::NotFirst => Err(NO_SUCH_PATH),
        FirstAdmin::CodeSpent => Err(Error::SetUpCodeSpent),
        FirstAdmin::AddressTaken => Err(Error::AddressTaken("email")),
    }
}

fn person(ask: SetUp) -> SignUp {
    SignUp { email: Some(ask.email), password: Some(ask.password), ..SignUp::default() }
}

fn administrator() -> SignUpExtras {
    let scope = vec![Scope::user().to_string(), Scope::admin().to_string()];
    SignUpExtras { scope: Some(scope), vendor: None }
}
