//! The bodies of the audit trail and of the counts of users.

use super::schema::Kind::{Bodies, Body, Format, MaybeText, Number, Text, Texts, Words};
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
        name: "UserStats",
        about: "Counts of users (extension).",
        fields: &[
            must("total", Number, "All of them."),
            must("status", Body("StatusCounts"), "By status; each user has one."),
            must(
                "days",
                Bodies("DayCount"),
                "By the day of their creation, UTC; days without any are left out.",
            ),
            must("plan", Body("Breakdown"), "By plan."),
            must("scope", Body("Breakdown"), "By scope; a user counts for each."),
            must("vendor", Body("Breakdown"), "By vendor; a user counts for each."),
        ],
        example: r#"{"total":3,"status":{"active":2,"inactive":0,"blocked":1},"days":[{"day":"2026-01-31","count":3}],"plan":{"values":[{"value":"free","count":3}],"other":{"values":0,"count":0}},"scope":{"values":[{"value":"user","count":3}],"other":{"values":1,"count":1}},"vendor":{"values":[{"value":"acme","count":2}],"other":{"values":0,"count":0},"none":1}}"#,
    },
    Schema {
        name: "StatusCounts",
        about: "Users by status (extension).",
        fields: &[
            must("active", Number, "Neither of the others."),
            must("inactive", Number, "`isActive` is false, and nobody blocked them."),
            must("blocked", Number, "Blocked."),
        ],
        example: r#"{"active":2,"inactive":0,"blocked":1}"#,
    },
    Schema {
        name: "DayCount",
        about: "How many users were created on a day (extension).",
        fields: &[
            must("day", Format("date"), "The day, UTC."),
            must("count", Number, "How many of those who are there."),
        ],
        example: r#"{"day":"2026-01-31","count":3}"#,
    },
    Schema {
        name: "Breakdown",
        about: "Users by the values of a field (extension).",
        fields: &[
            must("values", Bodies("ValueCount"), "The most frequent values, in small letters."),
            must("other", Body("OtherCount"), "All other values together."),
            may("none", Number, "How many users have no value; of vendors alone."),
        ],
        example: r#"{"values":[{"value":"acme","count":2}],"other":{"values":0,"count":0},"none":1}"#,
    },
    Schema {
        name: "ValueCount",
        about: "How many users have a value (extension).",
        fields: &[must("value", Text, "The value."), must("count", Number, "How many.")],
        example: r#"{"value":"acme","count":2}"#,
    },
    Schema {
        name: "OtherCount",
        about: "What is left out of a list of values (extension).",
        fields: &[
            must("values", Number, "How many other values there are."),
            must("count", Number, "The sum of their counts."),
        ],
        example: r#"{"values":0,"count":0}"#,
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
