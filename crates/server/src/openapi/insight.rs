//! The bodies of the audit trail.

use super::schema::Kind::{Body, Format, MaybeText, Number, Text, Texts, Words};
use super::schema::{Schema, may, must};

/// What tells administrators about the whole.
pub(super) const INSIGHT: &[Schema] = &[
    Schema {
        name: "AuditEntry",
        about: "One entry of the audit trail (extension). Ids, never addresses of people or values of metadata.",
        fields: &[
            must("id", Number, "Its place in the trail: later entries have higher ones."),
            must("at", Format("date-time"), "When, UTC."),
            must("actor", Body("Actor"), "Who."),
            must("action", Text, "Did what; `docs/wire.md` lists the words."),
            must("subject", MaybeText, "To which user, by id, also after that user is gone."),
            must("address", MaybeText, "From which network address."),
            may("userAgent", Text, "What the client called itself."),
            must("details", Body("AuditDetails"), "What more there is to say."),
        ],
        example: r#"{"id":42,"at":"2026-01-01T00:00:00.000Z","actor":{"id":"5c88c7cc04a917256c726c3d","kind":"user"},"action":"user-changed","subject":"5c88c7cc04a917256c726c3e","address":"192.0.2.1","userAgent":"curl/8.5.0","details":{"fields":["scope"],"scopesAdded":["beta"]}}"#,
    },
    Schema {
        name: "Actor",
        about: "Who acted (extension).",
        fields: &[
            must("id", MaybeText, "Which user; other kinds have none."),
            must("kind", Words(&["user", "guest", "command", "server"]), "What kind."),
        ],
        example: r#"{"id":"5c88c7cc04a917256c726c3d","kind":"user"}"#,
    },
    Schema {
        name: "AuditDetails",
        about: "What more there is to say of an act (extension).",
        fields: &[
            may("fields", Texts, "Which fields changed; never what they hold."),
            may("scopesAdded", Texts, "Scopes that were given."),
            may("scopesRemoved", Texts, "Scopes that were taken away."),
            may("session", Format("uuid"), "Which session was opened or ended."),
            may("ticket", Format("uuid"), "The ticket of a deletion."),
            may("count", Number, "How many: sessions that ended, users that were added."),
            may("reason", Words(&["password", "names", "kept-out"]), "Why a sign-in was refused."),
        ],
        example: r#"{"fields":["scope"],"scopesAdded":["beta"],"scopesRemoved":["acme1"],"session":"0b7f8b1e-7d3c-4a52-9f58-3c1f4f4f4b6e","ticket":"0b7f8b1e-7d3c-4a52-9f58-3c1f4f4f4b6e","count":2,"reason":"password"}"#,
    },
];
