//! Who calls. A handler that takes one of these has said its policy in its signature.

use super::client::Client;
use super::token::{Claims, Tokens};
use crate::clock::Clock;
use crate::error::{Error, NO_SUCH_USER, Result};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use frontdesk_store::{By, SessionId, Standing, Store, User};
use frontdesk_wire::Timestamp;
use std::convert::Infallible;
use std::sync::Arc;

/// Somebody whose token holds, with the user as stored now.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub user: User,
    /// By which session.
    pub session: SessionId,
}

impl Caller {
    /// As the audit trail knows them.
    pub fn by(&self, client: &Client, at: Timestamp) -> By {
        By { session: Some(self.session), ..client.guest(at).known_as(self.user.id) }
    }
}

/// A caller who is an administrator in the store, whatever the token says.
#[derive(Clone, Debug)]
pub struct Admin(pub Caller);

/// A caller who asks for their own account: if that is gone, it is not found, where everybody else's token has ended.
#[derive(Clone, Debug)]
pub struct Account(pub Caller);

/// Whoever comes, with a token or without; why no token holds, if none does.
#[derive(Debug)]
pub struct Visitor(pub Result<Caller>);

impl Visitor {
    /// Is it an administrator?
    pub fn is_admin(&self) -> bool {
        self.0.as_ref().is_ok_and(|caller| caller.user.is_admin())
    }

    /// As the audit trail knows them: a token that does not hold is none.
    pub fn by(&self, client: &Client, at: Timestamp) -> By {
        self.0.as_ref().map_or_else(|_| client.guest(at), |caller| caller.by(client, at))
    }
}

/// What finding out who calls needs.
#[derive(Clone)]
pub struct Doorkeeper {
    /// Where sessions are kept.
    pub store: Arc<dyn Store>,
    /// What time it is.
    pub clock: Clock,
    /// Reads tokens.
    pub tokens: Tokens,
}

impl Doorkeeper {
    async fn standing(&self, parts: &Parts) -> Result<(Claims, Standing)> {
        let claims = self.tokens.read(bearer(&parts.headers)?, &self.clock)?;
        let standing = self.store.standing(claims.jti, claims.id, self.clock.now()).await?;
        Ok((claims, standing))
    }

    async fn caller(&self, parts: &Parts, gone: Error) -> Result<Caller> {
        let (claims, standing) = self.standing(parts).await?;
        match standing {
            Standing::Holds(user) => Ok(Caller { user: *user, session: claims.jti }),
            Standing::Ended => Err(Error::TokenEnded),
            Standing::Gone => Err(gone),
        }
    }
}

/// The one token of `Authorization: Bearer …`, the scheme in any case.
fn bearer(headers: &HeaderMap) -> Result<&str> {
    let mut lines = headers.get_all(header::AUTHORIZATION).iter();
    let line = lines.next().ok_or(Error::MissingAuthentication)?;
    if lines.next().is_some() {
        return Err(Error::TokenInvalid);
    }
    let text = line.to_str().map_err(|_| Error::TokenInvalid)?.trim();
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Error::MissingAuthentication);
    }
    Ok(token.trim())
}

impl<S> FromRequestParts<S> for Caller
where
    S: Send + Sync,
    Doorkeeper: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        Doorkeeper::from_ref(state).caller(parts, Error::TokenEnded).await
    }
}

impl<S> FromRequestParts<S> for Admin
where
    S: Send + Sync,
    Doorkeeper: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let caller = Caller::from_request_parts(parts, state).await?;
        if caller.user.is_admin() { Ok(Self(caller)) } else { Err(Error::ScopeInsufficient) }
    }
}

impl<S> FromRequestParts<S> for Account
where
    S: Send + Sync,
    Doorkeeper: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        Doorkeeper::from_ref(state).caller(parts, NO_SUCH_USER).await.map(Self)
    }
}

impl<S> FromRequestParts<S> for Visitor
where
    S: Send + Sync,
    Doorkeeper: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self(Caller::from_request_parts(parts, state).await))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Result<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::AUTHORIZATION, line.parse().unwrap());
        }
        bearer(&headers).map(str::to_owned)
    }

    #[test]
    fn the_scheme_is_read_in_any_case() {
        for line in ["Bearer abc", "bearer abc", "BEARER  abc ", "bEaReR abc"] {
            assert_eq!(read(&[line]).unwrap(), "abc", "{line}");
        }
    }

    #[test]
    fn another_scheme_is_no_authentication_and_two_tokens_are_none() {
        assert!(matches!(read(&[]), Err(Error::MissingAuthentication)));
        assert!(matches!(read(&["Basic YTpi"]), Err(Error::MissingAuthentication)));
        assert!(matches!(read(&["Bearer a", "Bearer b"]), Err(Error::TokenInvalid)));
        assert_eq!(read(&["Bearer"]).unwrap(), "");
    }
}
