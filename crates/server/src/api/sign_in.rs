//! `POST /user/auth`: sign in. For known and unknown users alike: the same steps, the same bytes, the same time.

use super::newcomer::session;
use super::{addresses, show};
use crate::auth::limits::Subject;
use crate::auth::{Client, Visitor};
use crate::error::{Error, Result};
use crate::extract::Payload;
use crate::reply::Json;
use crate::state::State;
use frontdesk_store::Login;
use frontdesk_wire::replies::SignedIn;
use frontdesk_wire::requests::SignIn;
use frontdesk_wire::{AuditAction, AuditDetails, Password, RefusalReason, UserId};

/// Signs in.
///
/// # Errors
/// [`Error::CredentialsRefused`] for all that does not fit; [`Error::TooMany`]; a wrong shape.
pub async fn sign_in(
    state: State,
    visitor: Visitor,
    client: Client,
    Payload(ask): Payload<SignIn>,
) -> Result<Json<SignedIn>> {
    let (names, password) = credentials(ask)?;
    let logins = find(&state, &names).await?;
    let guess = match visitor.is_admin() {
        true => None,
        false => Some(state.limits.guess(&subject(&names, &logins), &client).await?),
    };
    let meant = logins.first().and_then(Option::as_ref).map(|login| login.user.id);
    let found = agreed(logins);
    let fits = state.passwords.verify(&password, found.as_ref().map(|login| &login.hash)).await?;
    let refused = |reason| refuse(&state, &client, meant, reason);
    let login = found.ok_or_else(|| refused(RefusalReason::Names))?;
    if !fits {
        return Err(refused(RefusalReason::Password));
    }
    if login.user.blocked || login.user.deleting {
        return Err(refused(RefusalReason::KeptOut));
    }
    if let Some(guess) = guess {
        guess.was_right().await?;
    }
    let session = session(&state, login.user.id, &client);
    let id = session.id;
    let user = state.store.open_session(session, login.user.epoch).await?;
    let user = user.ok_or_else(|| refused(RefusalReason::KeptOut))?;
    strengthen(&state, &login, &password).await?;
    Ok(Json(SignedIn { token: state.token(&user, id)?, user: show(&user) }))
}

/// The one refusal, and what the audit trail says of it where somebody was meant.
fn refuse(state: &State, client: &Client, meant: Option<UserId>, reason: RefusalReason) -> Error {
    let by = client.guest(state.clock.now());
    let details = AuditDetails { reason: Some(reason), ..AuditDetails::default() };
    let entry = meant.map(|user| by.did(AuditAction::SignInRefused, user).with(details));
    state.refusals.note(entry);
    Error::CredentialsRefused
}

/// One name or two, each as it is compared, and the password.
fn credentials(ask: SignIn) -> Result<(Vec<String>, Password)> {
    let given = [ask.username, ask.email].into_iter().flatten();
    let names: Vec<String> = given.map(|name| canonical(&name)).filter(|name| !name.is_empty()).collect();
    let password = ask.password.filter(|password| !password.reveal().is_empty());
    if names.is_empty() {
        return Err(Error::field("username", "Enter an email address."));
    }
    let password = password.ok_or_else(|| Error::field("password", "Enter a password."))?;
    Ok((names, password))
}

/// The canonical key of an address; what is none keeps its own letters, small.
fn canonical(name: &str) -> String {
    addresses::read(name).map_or_else(|_| name.trim().to_lowercase(), |(_, key)| key.as_str().to_owned())
}

/// Whom each name means.
async fn find(state: &State, names: &[String]) -> Result<Vec<Option<Login>>> {
    let mut logins = Vec::with_capacity(names.len());
    for name in names {
        logins.push(match addresses::read(name) {
            Ok((_, key)) => state.store.login(&key).await?,
            Err(_) => None,
        });
    }
    Ok(logins)
}

/// The first name alone says where a guess is counted: a second one that does not fit would else get a fresh bucket,
/// but only where the first is somebody's, and so tell that it is.
fn subject<'a>(names: &'a [String], logins: &[Option<Login>]) -> Subject<'a> {
    match logins.first() {
        Some(Some(login)) => Subject::User(login.user.id),
        _ => Subject::Nobody(names.first().map_or("", |name| name.as_str())),
    }
}

/// The one user whom all names mean.
fn agreed(logins: Vec<Option<Login>>) -> Option<Login> {
    let mut logins = logins.into_iter();
    let first = logins.next()??;
    logins.all(|other| other.is_some_and(|other| other.user.id == first.user.id)).then_some(first)
}

/// A password kept under weaker parameters than ours is kept anew, now that it is known.
async fn strengthen(state: &State, login: &Login, password: &Password) -> Result<()> {
    if state.passwords.is_outdated(&login.hash) {
        let hash = state.passwords.hash(password).await?;
        state.store.rehash(login.user.id, &login.hash, hash).await?;
    }
    Ok(())
}
