//! Every body of the API.

use super::schema::Kind::{
    Bodies, Body, Bool, Format, Id, MaybeNumber, MaybeText, Number, Object, Text, TextOrTexts, Texts, Words,
};
use super::schema::{Schema, may, must};

const BULK_ACTIONS: [&str; 9] = [
    "add-scope",
    "remove-scope",
    "set-scope",
    "add-vendor",
    "remove-vendor",
    "set-vendor",
    "block",
    "unblock",
    "delete",
];

const PASSWORD: &str =
    "At least five characters, unless the server asks for more; at most 1,000. No rule on which.";

/// What clients send.
pub(super) const REQUESTS: &[Schema] = &[
    Schema {
        name: "SignIn",
        about: "A password, and a user name or an e-mail.",
        fields: &[
            may("username", Format("email"), "The user name, which is an address."),
            may("email", Format("email"), "The address; either it or the user name will do."),
            must("password", Format("password"), "The password."),
        ],
        example: r#"{"username":"ada@example.com","email":"ada@example.com","password":"abc321"}"#,
    },
    Schema {
        name: "SignUp",
        about: "A new user. At least one of the two addresses; the other is copied from it.",
        fields: &[
            may("username", Format("email"), "The name to sign in with, an address."),
            may("email", Format("email"), "Where mail goes."),
            may("password", Format("password"), PASSWORD),
            may("metadata", Object, "Whatever the product keeps beside a user: at most 16 KiB and 256 keys."),
        ],
        example: r#"{"username":"ada@example.com","email":"ada@example.com","password":"abc321","metadata":{"team":"blue"}}"#,
    },
    Schema {
        name: "SignUpExtras",
        about: "What an administrator's sign-up may carry beside; from anybody else it is not read.",
        fields: &[
            may("scope", Texts, "The scopes; without, `user`."),
            may("vendor", TextOrTexts, "The vendors; without, those of DEFAULT_USER_VENDOR."),
        ],
        example: r#"{"scope":["user","acme1"],"vendor":["acme"]}"#,
    },
    Schema {
        name: "UpdateUser",
        about: "What to change; what is absent or null stays as it is, what is not named here is ignored.",
        fields: &[
            may(
                "scope",
                Texts,
                "All scopes: small letters, digits, `:`, `_`, `-`, up to 64 characters each, at most 32.",
            ),
            may("vendor", TextOrTexts, "All vendors, up to 128 characters each, at most 32."),
            may("metadata", Object, "All metadata."),
            may("email", Format("email"), "Where mail goes."),
            may("blocked", Bool, "Keeps the user out (extension)."),
        ],
        example: r#"{"scope":["user","acme1"],"vendor":"acme","metadata":{"team":"blue"},"email":"ada@example.com","blocked":false}"#,
    },
    Schema {
        name: "StartBulk",
        about: "One change for many users: `ids`, or `filter` and `pattern` as in the list, never both (extension).",
        fields: &[
            must("action", Words(&BULK_ACTIONS), "What to do to each."),
            may("scope", Texts, "The scopes, for the actions on scopes."),
            may("vendor", TextOrTexts, "The vendors, for the actions on vendors."),
            may("ids", Texts, "These users."),
            may("filter", TextOrTexts, "Whom these conditions fit; an empty list fits everybody."),
            may("pattern", Text, "Whose user name or e-mail holds this."),
        ],
        example: r#"{"action":"add-scope","scope":["acme1"],"vendor":"acme","ids":["5c88c7cc04a917256c726c3d"],"filter":["plan:free"],"pattern":"@example.com"}"#,
    },
    Schema {
        name: "ImportedUser",
        about: "A user of a file, as an export shows one; what is absent or null is taken for granted. A field of another name is refused.",
        fields: &[
            may("id", Id, "Which user, to be kept if nobody has it."),
            may("username", Format("email"), "The name to sign in with; without, the e-mail."),
            may("email", Format("email"), "Where mail goes; without, the user name. At least one of both."),
            may(
                "passwordHash",
                Format("password"),
                "Of argon2 in PHC form, or of bcrypt; without, the user signs in after a reset.",
            ),
            may("isActive", Bool, "Without, true."),
            may("blocked", Bool, "Without, false."),
            may("plan", Text, "Without, `free`."),
            may("scope", Texts, "Without, `user`."),
            may("vendor", TextOrTexts, "Without, those of DEFAULT_USER_VENDOR."),
            may("metadata", Object, "At most 16 KiB and 256 keys."),
            may("created", Format("date-time"), "Without, now."),
        ],
        example: r#"{"id":"5c88c7cc04a917256c726c3d","username":"ada@example.com","email":"ada@example.com","passwordHash":"$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy","isActive":true,"blocked":false,"plan":"free","scope":["user"],"vendor":"acme","metadata":{"team":"blue"},"created":"2026-01-01T00:00:00.000Z"}"#,
    },
    Schema {
        name: "ChangePassword",
        about: "The caller's password, old and new.",
        fields: &[
            must("oldPassword", Format("password"), "What it was."),
            must("newPassword", Format("password"), PASSWORD),
        ],
        example: r#"{"oldPassword":"abc321","newPassword":"correct horse"}"#,
    },
    Schema {
        name: "ResetPassword",
        about: "Somebody's new password.",
        fields: &[
            must("email", Format("email"), "Whose: the user name or the e-mail."),
            must("password", Format("password"), PASSWORD),
        ],
        example: r#"{"email":"ada@example.com","password":"abc321"}"#,
    },
    Schema {
        name: "ForgotPassword",
        about: "Who wants a reset link.",
        fields: &[must(
            "email",
            Format("email"),
            "The user name or the e-mail. The link goes to the stored e-mail.",
        )],
        example: r#"{"email":"ada@example.com"}"#,
    },
    Schema {
        name: "RedeemResetCode",
        about: "A code out of a reset link, and the password to set.",
        fields: &[
            must("code", Text, "The code: it works once, and only the newest."),
            must("password", Format("password"), PASSWORD),
        ],
        example: r#"{"code":"Zk0hTt0mKXQyV8d5rW2nYb7cLq9uEoJxRs4iAfGvPzM","password":"abc321"}"#,
    },
    Schema {
        name: "SignOut",
        about: "Which sessions to end.",
        fields: &[may("everywhere", Bool, "All of the caller's sessions, not only this one.")],
        example: r#"{"everywhere":true}"#,
    },
    Schema {
        name: "SetUp",
        about: "The first administrator.",
        fields: &[
            must("code", Text, "The code out of the set-up link."),
            must("email", Format("email"), "The administrator's address."),
            must("password", Format("password"), PASSWORD),
        ],
        example: r#"{"code":"Zk0hTt0mKXQyV8d5rW2nYb7cLq9uEoJxRs4iAfGvPzM","email":"ada@example.com","password":"correct horse"}"#,
    },
];

/// What the server sends.
pub(super) const REPLIES: &[Schema] = &[
    Schema {
        name: "User",
        about: "A user, as every call shows one.",
        fields: &[
            must("id", Id, "Which user; ids sort by time."),
            must("username", Format("email"), "The name to sign in with."),
            must("email", Format("email"), "Where mail goes."),
            must("isActive", Bool, "Says nothing about signing in; no call sets it."),
            must("blocked", Bool, "Kept out by an administrator (extension)."),
            must("plan", Text, "The plan."),
            must("scope", Texts, "What the user may do; `admin` opens the administration."),
            must("vendor", Texts, "Whose user this is."),
            must("metadata", Object, "Whatever the product keeps beside a user, to the letter."),
            must("created", Format("date-time"), "Since when, UTC."),
        ],
        example: r#"{"id":"5c88c7cc04a917256c726c3d","username":"ada@example.com","email":"ada@example.com","isActive":true,"blocked":false,"plan":"free","scope":["user"],"vendor":[],"metadata":{"team":"blue"},"created":"2026-01-01T00:00:00.000Z"}"#,
    },
    Schema {
        name: "SignedIn",
        about: "Who, and the token to go on with.",
        fields: &[must("user", Body("User"), "Who."), must("token", Text, "The bearer token, a JWT.")],
        example: r#"{"user":{"id":"5c88c7cc04a917256c726c3d","username":"ada@example.com","email":"ada@example.com","isActive":true,"blocked":false,"plan":"free","scope":["user"],"vendor":[],"metadata":{},"created":"2026-01-01T00:00:00.000Z"},"token":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2ln"}"#,
    },
    Schema {
        name: "PasswordChanged",
        about: "Done. The caller's older tokens have ended; this one goes on (extension).",
        fields: &[may("token", Text, "The fresh token.")],
        example: r#"{"token":"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2ln"}"#,
    },
    Schema { name: "Empty", about: "Done, nothing to say.", fields: &[], example: "{}" },
    Schema {
        name: "Count",
        about: "How many users fit.",
        fields: &[must("count", Number, "The number.")],
        example: r#"{"count":42}"#,
    },
    Schema {
        name: "Imported",
        about: "What became of the lines of a file.",
        fields: &[
            must("dryRun", Bool, "Only tried, nothing saved?"),
            must("rows", Number, "Lines with a user, or what was meant to be one."),
            must("created", Number, "Added."),
            must("updated", Number, "There, and changed."),
            must("skipped", Number, "There, and left as they are."),
            must("conflicts", Number, "Could not come beside those who are there."),
            must("invalid", Number, "Could not be understood."),
            must("savedThrough", Number, "All up to this line is saved."),
            must("problemCount", Number, "How many problems there were."),
            must("problems", Bodies("LineProblem"), "The first thousand."),
        ],
        example: r#"{"dryRun":false,"rows":3,"created":1,"updated":0,"skipped":1,"conflicts":0,"invalid":1,"savedThrough":3,"problemCount":1,"problems":[{"line":2,"field":"email","code":"payload_invalid","message":"Enter an address like name@example.com."}]}"#,
    },
    Schema {
        name: "LineProblem",
        about: "What is wrong with a line of a file.",
        fields: &[
            must("line", Number, "Which line; the first is 1."),
            must("field", Text, "Which field, or `line`."),
            must("code", Text, "A stable word."),
            must("message", Text, "A sentence."),
        ],
        example: r#"{"line":2,"field":"email","code":"payload_invalid","message":"Enter an address like name@example.com."}"#,
    },
    Schema {
        name: "DeletionStarted",
        about: "A deletion has begun.",
        fields: &[must("ticket", Format("uuid"), "Ask with it how far the deletion is.")],
        example: r#"{"ticket":"0b7f8b1e-7d3c-4a52-9f58-3c1f4f4f4b6e"}"#,
    },
    Schema {
        name: "DeletionStatus",
        about: "How far a deletion is.",
        fields: &[
            must("status", Words(&["in-progress", "completed", "failed", "cancelled"]), "Its state."),
            must("stepsDone", Number, "Steps that are done."),
            must("stepsTotal", Number, "Steps in all."),
            may("message", Text, "Why it failed."),
        ],
        example: r#"{"status":"failed","stepsDone":3,"stepsTotal":5,"message":"The product could not be told."}"#,
    },
    Schema {
        name: "Session",
        about: "One of the caller's sessions (extension).",
        fields: &[
            must("id", Format("uuid"), "Which session."),
            must("created", Format("date-time"), "Since when."),
            must("lastSeen", Format("date-time"), "When it last called, to the minute."),
            must("userAgent", MaybeText, "What the browser called itself."),
            must("address", MaybeText, "From where."),
            must("current", Bool, "Is it the one that asks?"),
        ],
        example: r#"{"id":"0b7f8b1e-7d3c-4a52-9f58-3c1f4f4f4b6e","created":"2026-01-01T00:00:00.000Z","lastSeen":"2026-01-02T09:30:00.000Z","userAgent":"curl/8.5.0","address":"192.0.2.1","current":true}"#,
    },
    Schema {
        name: "About",
        about: "What server this is.",
        fields: &[
            must("version", Text, "The API's edition that clients may rely on."),
            must("name", Text, "The server's name."),
            must("capabilities", Texts, "Our extensions by name."),
            must("signUp", Words(&["open", "closed"]), "Who may sign up."),
            must("passwordMinLength", Number, "The least characters of a password."),
            must("resetLinkSeconds", Number, "How many seconds a reset link holds."),
            must("supportContact", MaybeText, "Whom to ask: an address or a link."),
        ],
        example: r#"{"version":"6.1.0","name":"Frontdesk","capabilities":["blocked","sessions","set-up","multi-sort","audit","stats","etag","bulk","export","import"],"signUp":"open","passwordMinLength":5,"resetLinkSeconds":3600,"supportContact":"help@example.com"}"#,
    },
    Schema {
        name: "Config",
        about: "What the app needs before its first call.",
        fields: &[
            must("api", Text, "Where the API is; empty means the app's own origin."),
            must("appName", Text, "The product's name."),
            must("accentHue", MaybeNumber, "The accent's hue, 0 to 360."),
            must("logo", MaybeText, "The logo's address."),
            must("privacyUrl", MaybeText, "Where the privacy notice is."),
            must("supportContact", MaybeText, "Whom to ask."),
            must("afterSignIn", Text, "Where to go after signing in."),
        ],
        example: r#"{"api":"","appName":"Frontdesk","accentHue":210,"logo":"/logo","privacyUrl":"https://example.com/privacy","supportContact":"help@example.com","afterSignIn":"/account"}"#,
    },
    Schema {
        name: "BulkStarted",
        about: "A bulk change has begun (extension).",
        fields: &[
            must("ticket", Format("uuid"), "To ask with."),
            must("total", Number, "Exactly how many users it is about."),
        ],
        example: r#"{"ticket":"b5ab54c2-31d4-4a80-93aa-f1e5fb7bd9b8","total":1204}"#,
    },
    Schema {
        name: "BulkStatus",
        about: "How far a bulk change is (extension).",
        fields: &[
            must("ticket", Format("uuid"), "Its ticket."),
            must("action", Words(&BULK_ACTIONS), "What is done to each."),
            must("status", Words(&["in-progress", "completed", "failed", "cancelled"]), "Its state."),
            must("total", Number, "How many users it is about."),
            must("done", Number, "How many were changed, or are gone."),
            must("unchanged", Number, "How many were so already."),
            must("failed", Number, "How many could not be changed."),
            must("left", Number, "How many are left."),
            must("began", Format("date-time"), "Since when."),
            may("ended", Format("date-time"), "Until when."),
            may("message", Text, "Why it stopped."),
            may("retriedAs", Format("uuid"), "The ticket under which what failed was tried again."),
        ],
        example: r#"{"ticket":"b5ab54c2-31d4-4a80-93aa-f1e5fb7bd9b8","action":"add-scope","status":"failed","total":1204,"done":1000,"unchanged":3,"failed":1,"left":200,"began":"2026-01-01T00:00:00.000Z","ended":"2026-01-01T00:01:00.000Z","message":"It failed again and again.","retriedAs":"c5ab54c2-31d4-4a80-93aa-f1e5fb7bd9b8"}"#,
    },
    Schema {
        name: "BulkRow",
        about: "What became of one user of a bulk change (extension).",
        fields: &[
            must("id", Id, "Which user."),
            may("email", Format("email"), "The address, while the user is there."),
            must(
                "status",
                Words(&["pending", "in-progress", "done", "unchanged", "failed"]),
                "What became of it.",
            ),
            may("code", Text, "Why it failed, a stable word for programs."),
            may("message", Text, "Why it failed, one sentence."),
        ],
        example: r#"{"id":"5c88c7cc04a917256c726c3d","email":"ada@example.com","status":"failed","code":"last_admin","message":"This is the last administrator."}"#,
    },
    Schema {
        name: "Error",
        about: "A refusal.",
        fields: &[
            must("statusCode", Number, "The status, repeated."),
            must("error", Text, "The status in words."),
            must("message", Text, "What happened, one sentence."),
            may("code", Text, "A stable word for programs (extension)."),
            may("fields", Bodies("FieldProblem"), "Which fields are wrong (extension)."),
            may("requestId", Text, "Finds the request in the server's log (extension)."),
            may("current", Body("User"), "With 412: the user as it is now (extension)."),
        ],
        example: r#"{"statusCode":404,"error":"Not Found","message":"User not found.","code":"not_found","fields":[{"field":"email","code":"payload_invalid","message":"Enter an email address."}],"requestId":"0123456789abcdef","current":{"id":"5c88c7cc04a917256c726c3d","username":"ada@example.com","email":"ada@example.com","isActive":true,"blocked":false,"plan":"free","scope":["user"],"vendor":[],"metadata":{},"created":"2026-01-01T00:00:00.000Z"}}"#,
    },
    Schema {
        name: "FieldProblem",
        about: "One field and what is wrong with it.",
        fields: &[
            must("field", Text, "The field's name, or the parameter's."),
            must("code", Text, "A stable word for programs."),
            must("message", Text, "One sentence for people."),
        ],
        example: r#"{"field":"email","code":"payload_invalid","message":"Enter an email address."}"#,
    },
];
