//! Who takes part.

/// Somebody who can sign in.
#[derive(Clone, Copy)]
pub(crate) struct Person {
    /// Their address.
    pub(crate) email: &'static str,
    /// Their password.
    pub(crate) password: &'static str,
}

/// The administrator of every staffed desk.
pub(crate) const ADA: Person = Person { email: "ada@desk.example", password: "analytical engine" };

/// A user of every staffed desk, with no scope but `user`.
pub(crate) const JOYCE: Person = Person { email: "joyce@acme.example", password: "correct horse" };

/// Nobody yet: signs up in the tests.
pub(crate) const NORA: Person = Person { email: "nora@newcomer.example", password: "first light at sea" };
