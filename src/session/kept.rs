//! What the device keeps of a session: the token, whose it is, and which server it is for.

use crate::api::Token;
use crate::storage::{SESSION, Shelf};
use frontdesk_wire::lean::{self, Members, Read, Write, Writer};
use frontdesk_wire::replies::Account;

/// A session as it is kept.
pub(super) struct Kept {
    pub(super) api: String,
    pub(super) token: Token,
    pub(super) account: Account,
}

impl Read for Kept {
    fn of(members: &mut Members<'_>) -> Self {
        let account = members.object("user");
        Self {
            api: members.must("api"),
            token: Token::new(members.must("token")),
            account: members.or_misfit(account),
        }
    }
}

impl Write for Kept {
    fn members(&self, to: &mut Writer) {
        to.text("api", &self.api);
        to.text("token", self.token.reveal());
        to.object("user", &self.account);
    }
}

impl Kept {
    /// What is kept for this server; a token of another server is never shown to this one.
    pub(super) fn read(api: &str) -> Option<Self> {
        Self::parse(&Shelf::Device.read(SESSION)?, api)
    }

    pub(super) fn parse(text: &str, api: &str) -> Option<Self> {
        lean::read(text).filter(|kept: &Self| kept.api == api)
    }

    pub(super) fn write(self) {
        Shelf::Device.write(SESSION, &lean::write(&self));
    }
}
