//! My account.

use super::User;
use crate::UserId;
use crate::lean::{Members, Read, Write, Writer};

/// `GET /user`: me, and of a [`User`] what is shown to me. The rest of the reply is not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Which user.
    pub id: UserId,
    /// The name that I sign in with, an address.
    pub username: String,
    /// Where mail goes.
    pub email: String,
    /// The plan.
    pub plan: String,
    /// What I may do.
    pub scope: Vec<String>,
    /// Whose user I am.
    pub vendor: Vec<String>,
    /// Since when, as the server wrote it.
    pub created: Option<String>,
}

impl Account {
    /// May I administer?
    pub fn is_admin(&self) -> bool {
        self.scope.iter().any(|scope| scope == "admin")
    }
}

impl Read for Account {
    fn of(members: &mut Members<'_>) -> Self {
        let id = members.must("id").parse().ok();
        Self {
            id: members.or_misfit(id),
            username: members.text("username").unwrap_or_default(),
            email: members.text_or_null("email").unwrap_or_default(),
            plan: members.text_or_null("plan").unwrap_or_default(),
            scope: members.texts("scope"),
            vendor: members.text_or_texts("vendor"),
            created: members.text_or_null("created"),
        }
    }
}

impl Write for Account {
    fn members(&self, to: &mut Writer) {
        to.text("id", &self.id.to_text());
        to.text("username", &self.username);
        to.text("email", &self.email);
        to.text("plan", &self.plan);
        to.texts("scope", &self.scope);
        to.texts("vendor", &self.vendor);
        to.text_if_any("created", self.created.as_deref());
    }
}

impl From<User> for Account {
    fn from(user: User) -> Self {
        let User { id, username, email, plan, scope, vendor, created, .. } = user;
        Self { id, username, email, plan, scope, vendor, created: created.map(|at| at.to_string()) }
    }
}
