//! Tokens: HS256 JSON Web Tokens, made and read by hand (docs/decisions/0004 says why).
//!
//! The header must be ours to the byte, so no other algorithm is ever looked at; then the signature, in constant time;
//! then the claims, typed; then the times, without leeway.

use super::secret::Secret;
use crate::clock::Clock;
use crate::error::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_store::{SessionId, User};
use frontdesk_wire::{Scope, UserId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;
const ISSUER: &str = "frontdesk";
const AUDIENCE: &str = "frontdesk-user";
const KIND: &str = "Bearer";

/// Longer texts are no tokens of ours: 32 scopes of 64 characters fit well.
const LONGEST: usize = 8192;

/// How far ahead of ours the clock of the server that made a token may go, seconds.
const CLOCKS_DIFFER: i64 = 60;

/// Makes and reads tokens.
#[derive(Clone)]
pub struct Tokens {
    secret: Secret,
    header: Arc<str>,
}

/// What a token says. Its scope is for clients to read; the server believes only the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The session.
    pub jti: SessionId,
    iss: String,
    aud: String,
    typ: String,
    /// The user.
    pub id: UserId,
    sub: UserId,
    scope: Vec<Scope>,
    /// Since when, seconds.
    pub iat: i64,
    /// Until when, seconds.
    pub exp: i64,
}

impl Tokens {
    /// Tokens under this secret.
    pub fn new(secret: Secret) -> Self {
        Self { secret, header: URL_SAFE_NO_PAD.encode(HEADER).into() }
    }

    /// A token for a session of this user, from now and for so many milliseconds.
    ///
    /// # Errors
    /// Only if claims cannot be written as JSON.
    pub fn issue(&self, user: &User, session: SessionId, clock: &Clock, life: i64) -> Result<String> {
        let now = clock.now();
        let claims = Claims {
            jti: session,
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            typ: KIND.to_owned(),
            id: user.id,
            sub: user.id,
            scope: user.scope.clone(),
            iat: now.as_seconds(),
            exp: now.plus_millis(life).as_seconds(),
        };
        let claims = serde_json::to_vec(&claims).map_err(anyhow::Error::from)?;
        let signed = format!("{}.{}", self.header, URL_SAFE_NO_PAD.encode(claims));
        let mac = URL_SAFE_NO_PAD.encode(self.secret.sign(signed.as_bytes()));
        Ok(format!("{signed}.{mac}"))
    }

    /// What a token says, if it is ours and holds now.
    ///
    /// # Errors
    /// [`Error::TokenInvalid`] for whatever is not ours; [`Error::TokenEnded`] once it has expired.
    pub fn read(&self, token: &str, clock: &Clock) -> Result<Claims> {
        let claims = self.claims(token).ok_or(Error::TokenInvalid)?;
        let now = clock.now().as_seconds();
        if claims.iat > now + CLOCKS_DIFFER {
            return Err(Error::TokenInvalid);
        }
        if claims.exp <= now { Err(Error::TokenEnded) } else { Ok(claims) }
    }

    fn claims(&self, token: &str) -> Option<Claims> {
        if token.len() > LONGEST {
            return None;
        }
        let (signed, mac) = token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        if *header != *self.header {
            return None;
        }
        // Strict base64: a last character with stray bits would be a second spelling of the same signature.
        let mac = URL_SAFE_NO_PAD.decode(mac).ok()?;
        if !self.secret.verifies(signed.as_bytes(), &mac) {
            return None;
        }
        let claims: Claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()?;
        let ours =
            claims.iss == ISSUER && claims.aud == AUDIENCE && claims.typ == KIND && claims.sub == claims.id;
        ours.then_some(claims)
    }
}

#[cfg(test)]
mod tests;
