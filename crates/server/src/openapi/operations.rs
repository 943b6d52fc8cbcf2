//! What each route of the table does, takes and answers. Who may call it stands in the table itself.

use crate::api::users::bulk::rows;
use crate::api::users::query;
use axum::http::Method;
use frontdesk_wire::paths;
use frontdesk_wire::query::{AuditQuery, StatsQuery};

/// One operation, in words.
pub(super) struct Operation {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) about: &'static str,
    /// The body it takes.
    pub(super) takes: Option<&'static str>,
    /// Does it take many of them, one a line?
    pub(super) takes_lines: bool,
    /// Does it need one?
    pub(super) needs_body: bool,
    /// Does it ask the store, which may be busy?
    pub(super) asks_store: bool,
    pub(super) success: Success,
    /// The statuses it refuses with, beside those that come with its door.
    pub(super) refusals: &'static [u16],
    /// The parameters of a query that it reads.
    pub(super) queries: &'static [&'static str],
    /// The headers of its own that it reads.
    pub(super) headers: &'static [&'static str],
}

/// What an operation answers when it does what it was asked.
#[derive(Clone, Copy)]
pub(super) enum Success {
    /// This body.
    Body(u16, &'static str),
    /// A list of these bodies.
    Bodies(&'static str),
    /// Something that is no JSON body of the API.
    Other(&'static str),
}

fn operation(method: Method, path: &'static str, about: &'static str, success: Success) -> Operation {
    Operation {
        method,
        path,
        about,
        takes: None,
        takes_lines: false,
        needs_body: true,
        asks_store: true,
        success,
        refusals: &[],
        queries: &[],
        headers: &[],
    }
}

impl Operation {
    fn taking(self, body: &'static str) -> Self {
        Self { takes: Some(body), ..self }
    }

    fn taking_lines(self, body: &'static str) -> Self {
        Self { takes: Some(body), takes_lines: true, ..self }
    }

    fn may_take(self, body: &'static str) -> Self {
        Self { takes: Some(body), needs_body: false, ..self }
    }

    fn asking_nobody(self) -> Self {
        Self { asks_store: false, ..self }
    }

    fn refusing(self, refusals: &'static [u16]) -> Self {
        Self { refusals, ..self }
    }

    fn with_headers(self, headers: &'static [&'static str]) -> Self {
        Self { headers, ..self }
    }

    fn querying(self, queries: &'static [&'static str]) -> Self {
        Self { queries, ..self }
    }
}

const DELETE: Method = Method::DELETE;
const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PUT: Method = Method::PUT;

/// All of them.
pub(super) fn operations() -> Vec<Operation> {
    let all = [open(), mine(), listing(), transfer(), administration(), bulk(), bulk_rows(), server()];
    all.into_iter().flatten().collect()
}

fn open() -> Vec<Operation> {
    use Success::Body;
    let forgot = |path| {
        operation(
            POST,
            path,
            "Asks for a reset link. The answer never tells whether anybody has the address.",
            Body(200, "Empty"),
        )
        .taking("ForgotPassword")
        .refusing(&[400, 429])
    };
    let redeem = |path| {
        operation(POST, path, "Sets a password with a reset code, which it spends.", Body(200, "Empty"))
            .taking("RedeemResetCode")
            .refusing(&[400])
    };
    vec![
        operation(POST, paths::AUTH, "Signs in.", Body(200, "SignedIn"))
            .taking("SignIn")
            .refusing(&[400, 403, 429]),
        operation(
            POST,
            paths::USER,
            "Signs up; with an administrator's token, adds a user.",
            Body(201, "SignedIn"),
        )
        .taking("SignUpByAdmin")
        .refusing(&[400, 401, 403, 429]),
        forgot(paths::FORGOT_PASSWORD),
        forgot(paths::FORGOT_PASSWORD_SHORT),
        redeem(paths::FORGOT_PASSWORD_RESET),
        redeem(paths::FORGOT_PASSWORD_RESET_SHORT),
        operation(POST, paths::SET_UP, "Makes the first administrator (extension).", Body(201, "SignedIn"))
            .taking("SetUp")
            .refusing(&[400, 404, 429]),
    ]
}

fn mine() -> Vec<Operation> {
    use Success::{Bodies, Body};
    vec![
        operation(GET, paths::USER, "Shows the caller.", Body(200, "User")).refusing(&[404]),
        operation(
            POST,
            paths::CHANGE_PASSWORD,
            "Changes the caller's password.",
            Body(200, "PasswordChanged"),
        )
        .taking("ChangePassword")
        .refusing(&[400, 403, 429]),
        operation(
            POST,
            paths::SIGN_OUT,
            "Ends this session, or all of the caller's (extension).",
            Body(200, "Empty"),
        )
        .may_take("SignOut")
        .refusing(&[400]),
        operation(GET, paths::SESSIONS, "Lists the caller's sessions (extension).", Bodies("Session")),
        operation(
            DELETE,
            paths::SESSION,
            "Ends one of the caller's sessions (extension).",
            Body(200, "Empty"),
        )
        .refusing(&[404]),
    ]
}

fn listing() -> Vec<Operation> {
    use Success::{Bodies, Body};
    vec![
        operation(GET, paths::USERS, "Lists users.", Bodies("User"))
            .refusing(&[400])
            .querying(&query::LISTING),
        operation(
            GET,
            paths::USERS_COUNT,
            "Counts what the list would have on all its pages.",
            Body(200, "Count"),
        )
        .refusing(&[400])
        .querying(&query::FITTING),
        operation(
            GET,
            paths::USERS_STATS,
            "Counts users by day, plan, scope, vendor and status (extension).",
            Body(200, "UserStats"),
        )
        .refusing(&[400])
        .querying(&StatsQuery::PARAMETERS),
        operation(
            GET,
            paths::AUDIT,
            "Shows who did what to whom, the newest first (extension).",
            Bodies("AuditEntry"),
        )
        .refusing(&[400])
        .querying(&AuditQuery::PARAMETERS),
    ]
}

fn transfer() -> Vec<Operation> {
    use Success::{Body, Other};
    vec![
        operation(
            GET,
            paths::USERS_EXPORT,
            "Everybody whom the list would have, streamed as NDJSON or CSV (extension).",
            Other("One user a line."),
        )
        .refusing(&[400])
        .querying(&query::EXPORTING),
        operation(
            POST,
            paths::USERS_IMPORT,
            "Brings users in, one a line, as they come; who is there already is known by the address (extension).",
            Body(200, "Imported"),
        )
        .taking_lines("ImportedUser")
        .refusing(&[400])
        .querying(&query::IMPORTING),
    ]
}

fn administration() -> Vec<Operation> {
    use Success::Body;
    vec![
        operation(GET, paths::USERS_ONE, "Shows a user.", Body(200, "User")).refusing(&[404]),
        operation(PUT, paths::USERS_ONE, "Changes a user.", Body(200, "User"))
            .taking("UpdateUser")
            .with_headers(&["If-Match"])
            .refusing(&[400, 404, 412]),
        operation(
            DELETE,
            paths::USERS_ONE,
            "Begins to delete a user; again, it says the same ticket.",
            Body(200, "DeletionStarted"),
        )
        .refusing(&[400, 404]),
        operation(
            GET,
            paths::DELETE_STATUS,
            "Says how far a deletion is, until ten minutes after its end.",
            Body(200, "DeletionStatus"),
        )
        .refusing(&[404]),
        operation(
            POST,
            paths::RESET_PASSWORD,
            "Sets somebody's password and ends their sessions.",
            Body(200, "Empty"),
        )
        .taking("ResetPassword")
        .refusing(&[400, 404]),
    ]
}

fn bulk() -> Vec<Operation> {
    use Success::Body;
    vec![
        operation(
            POST,
            paths::USERS_BULK,
            "Begins the same change for many users: by their ids, or for whom a filter and a pattern fit now (extension).",
            Body(202, "BulkStarted"),
        )
        .taking("StartBulk")
        .refusing(&[400]),
        operation(GET, paths::BULK_STATUS, "Says how far a bulk change is (extension).", Body(200, "BulkStatus"))
            .refusing(&[404]),
        operation(
            POST,
            paths::BULK_CANCEL,
            "Calls a bulk change off; what was done stays done (extension).",
            Body(200, "BulkStatus"),
        )
        .refusing(&[404]),
        operation(
            POST,
            paths::BULK_RETRY,
            "Begins a bulk change anew for those with whom it failed; again, it says the same ticket (extension).",
            Body(202, "BulkStarted"),
        )
        .refusing(&[400, 404]),
    ]
}

fn bulk_rows() -> Vec<Operation> {
    use Success::{Bodies, Other};
    vec![
        operation(
            GET,
            paths::BULK_ROWS,
            "Lists what became of each user of a bulk change (extension).",
            Bodies("BulkRow"),
        )
        .refusing(&[400, 404])
        .querying(&rows::PAGE),
        operation(
            GET,
            paths::BULK_TABLE,
            "The same as a table, CSV, in which no cell is a formula (extension).",
            Other("id, email, status, code, message."),
        )
        .refusing(&[400, 404])
        .querying(&["status"]),
    ]
}

fn server() -> Vec<Operation> {
    use Success::{Body, Other};
    vec![
        operation(GET, paths::ROOT, "Says what server this is; to a browser, the app.", Body(200, "About"))
            .asking_nobody(),
        operation(GET, paths::CONFIG, "Says what the app needs before its first call.", Body(200, "Config"))
            .asking_nobody(),
        operation(GET, paths::LOGO, "The product's logo.", Other("An image."))
            .refusing(&[404])
            .asking_nobody(),
        operation(GET, paths::HEALTHZ, "Is the process up?", Other("It is.")).asking_nobody(),
        operation(GET, paths::READYZ, "Can it serve?", Other("It can.")),
        operation(GET, paths::OPENAPI, "This document.", Other("An OpenAPI document.")).asking_nobody(),
    ]
}
