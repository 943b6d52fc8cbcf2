//! Bodies that clients send. Never row types: a field that is not here cannot be set.
//!
//! Optional fields are absent or `null` alike. Texts that become values (`Email`, `Scope`) stay texts here, so that
//! the server can answer with the field's name instead of a parser's complaint.

use crate::lean::{Write, Writer};
use crate::{Metadata, Password};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;

/// `POST /user/auth`.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SignIn {
    /// The user name, which is an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<Password>,
}

impl Write for SignIn {
    fn members(&self, to: &mut Writer) {
        to.text_if_any("username", self.username.as_deref());
        to.text_if_any("email", self.email.as_deref());
        to.text_if_any("password", self.password.as_ref().map(Password::reveal));
    }
}

/// `POST /user`.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SignUp {
    /// The user name, which is an address; copied from `email` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The address; copied from `username` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<Password>,
    /// Whatever the product keeps beside a user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
}

impl Write for SignUp {
    fn members(&self, to: &mut Writer) {
        to.text_if_any("username", self.username.as_deref());
        to.text_if_any("email", self.email.as_deref());
        to.text_if_any("password", self.password.as_ref().map(Password::reveal));
        if let Some(metadata) = &self.metadata {
            to.json("metadata", metadata.as_str());
        }
    }
}

/// What an administrator's `POST /user` may carry beside [`SignUp`]; never parsed for anybody else.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SignUpExtras {
    /// The scopes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Vec<String>>,
    /// One vendor or several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<OneOrMany>,
}

/// `string | string[]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One text.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The texts, however they were written.
    pub fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::Many(texts) => texts,
        }
    }
}

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Texts)
    }
}

/// Reads [`OneOrMany`], and says in plain words what it expects.
struct Texts;

impl<'de> Visitor<'de> for Texts {
    type Value = OneOrMany;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a list of texts")
    }

    fn visit_str<E>(self, text: &str) -> Result<OneOrMany, E> {
        Ok(OneOrMany::One(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<OneOrMany, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = list.next_element()? {
            texts.push(text);
        }
        Ok(OneOrMany::Many(texts))
    }
}

/// `PUT /users/:id`: absent or `null` leaves a field as it is; `metadata` replaces.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct UpdateUser {
    /// The scopes, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Vec<String>>,
    /// The vendors, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<OneOrMany>,
    /// The metadata, all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// The address that mail goes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Keeps the user out (ours).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked: Option<bool>,
}

/// One line of `POST /users/import`: a user as an export shows one, and the hash of a password. What is absent or `null` is taken for granted.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportedUser {
    /// Which user, if that is to stay as it was elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name to sign in with; copied from `email` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// Where mail goes; copied from `username` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A hash of the password in PHC form (argon2) or of bcrypt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_hash: Option<String>,
    /// True, unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// False, unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked: Option<bool>,
    /// The plan; `free`, unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// The scopes; `user`, unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Vec<String>>,
    /// One vendor or several; the server's own, unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<OneOrMany>,
    /// Whatever the product keeps beside a user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Metadata>,
    /// Since when; now, unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
}

/// `POST /user/change-password`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangePassword {
    /// What it was.
    pub old_password: Password,
    /// What it becomes.
    pub new_password: Password,
}

impl Write for ChangePassword {
    fn members(&self, to: &mut Writer) {
        to.text("oldPassword", self.old_password.reveal());
        to.text("newPassword", self.new_password.reveal());
    }
}

/// `POST /user/reset-password`, by an administrator.
#[derive(Clone, Serialize, Deserialize)]
pub struct ResetPassword {
    /// Whose.
    pub email: String,
    /// What it becomes.
    pub password: Password,
}

/// `POST /user/forgot-password`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ForgotPassword {
    /// Where the link is wanted.
    pub email: String,
}

impl Write for ForgotPassword {
    fn members(&self, to: &mut Writer) {
        to.text("email", &self.email);
    }
}

/// `POST /user/forgot-password/reset`.
#[derive(Clone, Serialize, Deserialize)]
pub struct RedeemResetCode {
    /// The code from the link. It alone says whose password changes.
    pub code: String,
    /// What the password becomes.
    pub password: Password,
}

impl Write for RedeemResetCode {
    fn members(&self, to: &mut Writer) {
        to.text("code", &self.code);
        to.text("password", self.password.reveal());
    }
}

/// `POST /user/sign-out` (ours).
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct SignOut {
    /// All my sessions, not only this one.
    #[serde(default, deserialize_with = "or_default")]
    pub everywhere: bool,
}

impl Write for SignOut {
    fn members(&self, to: &mut Writer) {
        to.flag("everywhere", self.everywhere);
    }
}

/// `null` is absence.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Option::deserialize(from).map(Option::unwrap_or_default)
}

/// `POST /set-up` (ours).
#[derive(Clone, Serialize, Deserialize)]
pub struct SetUp {
    /// The code from the set-up link.
    pub code: String,
    /// The first administrator's address.
    pub email: String,
    /// The first administrator's password.
    pub password: Password,
}

impl Write for SetUp {
    fn members(&self, to: &mut Writer) {
        to.text("code", &self.code);
        to.text("email", &self.email);
        to.text("password", self.password.reveal());
    }
}
