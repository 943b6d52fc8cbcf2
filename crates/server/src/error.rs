//! What can go wrong while a request is answered, and the one place where it becomes a status and a body.

use crate::reply;
use crate::request_id;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use frontdesk_store::StoreError;
use frontdesk_wire::query::QueryProblem;
use frontdesk_wire::replies::User;
use frontdesk_wire::{ErrorBody, FieldProblem, PasswordProblem, code};
use std::borrow::Cow;

/// What a handler answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal. Its variants are the contract's; what is ours to mend is [`Error::Internal`].
#[derive(Debug)]
pub enum Error {
    /// No token.
    MissingAuthentication,
    /// The token is malformed, or its signature does not hold.
    TokenInvalid,
    /// The token has expired or was revoked.
    TokenEnded,
    /// The token holds; its user may not do this.
    ScopeInsufficient,
    /// Address and password do not fit, or the user is kept out: never said which.
    CredentialsRefused,
    /// The old password is wrong.
    OldPasswordWrong,
    /// What was asked for is not there; one sentence says what.
    NotFound(&'static str),
    /// The body is not JSON; where and why, if known.
    PayloadNotJson(Option<String>),
    /// The body is JSON of the wrong shape.
    PayloadInvalid(Vec<FieldProblem>),
    /// A query parameter is wrong.
    QueryInvalid(QueryProblem),
    /// The body is larger than the route takes, which is so many bytes.
    PayloadTooLarge(usize),
    /// The body did not arrive in time.
    PayloadTooSlow,
    /// The body is of a kind that is not taken here; one sentence says which are.
    MediaTypeRefused(&'static str),
    /// An import broke off, and all up to this line is saved.
    ImportStopped(Box<Self>, u64),
    /// The address in this field belongs to somebody.
    AddressTaken(&'static str),
    /// The password in this field breaks a rule.
    PasswordRefused(&'static str, PasswordProblem),
    /// Nobody would be left to administer.
    LastAdmin,
    /// The user is not as `If-Match` says any more; as it is now.
    PreconditionFailed(Box<User>),
    /// The bulk change has not ended yet.
    BulkUnderWay,
    /// Nothing of the bulk change failed.
    NothingFailed,
    /// This header is malformed; one sentence says how it is to be.
    HeaderInvalid(&'static str, &'static str),
    /// The reset code is unknown, used or expired.
    ResetCodeSpent,
    /// The set-up code is unknown or used.
    SetUpCodeSpent,
    /// Sign-up is not open to this caller.
    SignUpClosed,
    /// What came cannot be read as a request: its first line or its headers.
    RequestUnreadable(StatusCode),
    /// Not exactly one `Host`, or none that this server answers to.
    HostRefused,
    /// Too many tries.
    TooMany(Wait),
    /// Not now; the same call may work soon.
    Unavailable,
    /// Our fault.
    Internal(anyhow::Error),
}

/// How long to wait, and by which rule. The rule's name never tells accounts apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The rule's name, such as `sign-in`.
    pub rule: &'static str,
    /// How many tries the rule gives.
    pub quota: u32,
    /// In how many seconds.
    pub window: i64,
    /// Seconds until the next try.
    pub seconds: i64,
}

impl Wait {
    fn sentence(self) -> String {
        format!("Too many tries. Try again in {} seconds.", self.seconds)
    }
}

/// The path leads nowhere.
pub const NO_SUCH_PATH: Error = Error::NotFound("Not Found");
/// There is no such bulk change.
pub const NO_SUCH_BULK: Error = Error::NotFound("Bulk change not found.");
/// There is no such user.
pub const NO_SUCH_USER: Error = Error::NotFound("User not found.");

const TOO_LARGE: &str = "Payload content length greater than maximum allowed";
/// Why the last administrator stays.
pub const LAST_ADMIN: &str = "This is the last administrator. Make somebody else an administrator first.";

const CHANGED: &str = "Somebody has changed this user meanwhile. Nothing was saved.";

fn unreadable(status: StatusCode) -> &'static str {
    match status {
        StatusCode::URI_TOO_LONG => "The address is too long.",
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => "The headers are too long or too many.",
        _ => "The first line or a header of the request cannot be read.",
    }
}

/// What broke an import off, and where it is to go on.
fn stopped(cause: &Error, line: u64) -> (&'static str, Cow<'static, str>) {
    let (code, said) = cause.told();
    let end = if said.ends_with('.') { "" } else { "." };
    let next = line + 1;
    let sentence = format!("{said}{end} Everything up to line {line} is saved: go on with from={next}.");
    (code, sentence.into())
}

impl Error {
    /// A field that is wrong, and why.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        let problem = FieldProblem {
            field: field.to_owned(),
            code: code::PAYLOAD_INVALID.to_owned(),
            message: message.into(),
        };
        Self::PayloadInvalid(vec![problem])
    }

    /// The status it is answered with.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::MissingAuthentication | Self::TokenInvalid | Self::TokenEnded => StatusCode::UNAUTHORIZED,
            Self::ScopeInsufficient
            | Self::CredentialsRefused
            | Self::OldPasswordWrong
            | Self::SignUpClosed => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::PayloadNotJson(_)
            | Self::PayloadInvalid(_)
            | Self::QueryInvalid(_)
            | Self::AddressTaken(_)
            | Self::PasswordRefused(..)
            | Self::LastAdmin
            | Self::HeaderInvalid(..)
            | Self::BulkUnderWay
            | Self::NothingFailed
            | Self::ResetCodeSpent
            | Self::SetUpCodeSpent
            | Self::HostRefused => StatusCode::BAD_REQUEST,
            Self::RequestUnreadable(status) => *status,
            Self::PreconditionFailed(_) => StatusCode::PRECONDITION_FAILED,
            Self::PayloadTooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::PayloadTooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::MediaTypeRefused(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::ImportStopped(cause, _) => cause.status(),
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable word for programs, and the sentence for people.
    fn told(&self) -> (&'static str, Cow<'static, str>) {
        let (code, message) = match self {
            Self::MissingAuthentication => (code::MISSING_AUTHENTICATION, "Missing authentication"),
            Self::TokenInvalid => (code::TOKEN_INVALID, "Invalid JWT: key or signature is invalid"),
            Self::TokenEnded => (code::TOKEN_ENDED, "Invalid JWT: expired or revoked"),
            Self::ScopeInsufficient => (code::SCOPE_INSUFFICIENT, "Insufficient scope"),
            Self::SignUpClosed => (code::SIGN_UP_CLOSED, "Insufficient scope"),
            Self::CredentialsRefused => (code::CREDENTIALS_REFUSED, "Invalid username or password."),
            Self::OldPasswordWrong => (code::OLD_PASSWORD_WRONG, "The old password is wrong."),
            Self::NotFound(what) => (code::NOT_FOUND, *what),
            Self::PayloadNotJson(_) => (code::PAYLOAD_NOT_JSON, "Invalid request payload JSON format"),
            Self::PayloadInvalid(_) => (code::PAYLOAD_INVALID, "Invalid request payload input"),
            Self::PayloadTooLarge(most) => {
                return (code::PAYLOAD_TOO_LARGE, format!("{TOO_LARGE}: {most}").into());
            }
            Self::PayloadTooSlow => (code::PAYLOAD_TOO_SLOW, "The request did not arrive in time."),
            Self::MediaTypeRefused(which) => (code::MEDIA_TYPE_REFUSED, *which),
            Self::ImportStopped(cause, line) => return stopped(cause, *line),
            Self::AddressTaken(_) => (code::ADDRESS_TAKEN, "User already exists."),
            Self::LastAdmin => (code::LAST_ADMIN, LAST_ADMIN),
            Self::PreconditionFailed(_) => (code::PRECONDITION_FAILED, CHANGED),
            Self::BulkUnderWay => (code::BULK_UNDER_WAY, "This bulk change is still under way."),
            Self::NothingFailed => (code::NOTHING_FAILED, "Nothing of this bulk change failed."),
            Self::HeaderInvalid(_, sentence) => (code::HEADER_INVALID, *sentence),
            Self::ResetCodeSpent => (code::RESET_CODE_SPENT, "This reset code is unknown, used or expired."),
            Self::SetUpCodeSpent => (code::SET_UP_CODE_SPENT, "This set-up code is unknown or used."),
            Self::HostRefused => (code::HOST_REFUSED, "Invalid Host header"),
            Self::RequestUnreadable(status) => (code::REQUEST_UNREADABLE, unreadable(*status)),
            Self::Unavailable => (code::UNAVAILABLE, "The service is busy. Try again in a moment."),
            Self::Internal(_) => (code::INTERNAL, "An internal server error occurred"),
            Self::QueryInvalid(problem) => return (code::QUERY_INVALID, problem.message.clone().into()),
            Self::PasswordRefused(_, problem) => return (code::PASSWORD_REFUSED, problem.sentence().into()),
            Self::TooMany(wait) => return (code::TOO_MANY_REQUESTS, wait.sentence().into()),
        };
        (code, message.into())
    }

    /// The fields that are to blame: those of the payload, else the one that the error itself is about.
    fn fields(&self) -> Vec<FieldProblem> {
        let (code, told) = self.told();
        let one = |field: &str, message: &str| {
            vec![FieldProblem { field: field.to_owned(), code: code.to_owned(), message: message.to_owned() }]
        };
        match self {
            Self::PayloadInvalid(fields) => fields.clone(),
            Self::ImportStopped(cause, _) => cause.fields(),
            Self::PayloadNotJson(Some(place)) => one("body", place),
            Self::QueryInvalid(problem) => one(problem.parameter, &told),
            Self::AddressTaken(field) | Self::PasswordRefused(field, _) | Self::HeaderInvalid(field, _) => {
                one(field, &told)
            }
            _ => Vec::new(),
        }
    }

    fn body(&self) -> ErrorBody {
        let (status, (code, message)) = (self.status(), self.told());
        ErrorBody {
            status_code: status.as_u16(),
            error: status.canonical_reason().unwrap_or("Error").to_owned(),
            message: message.into_owned(),
            code: Some(code.to_owned()),
            fields: self.fields(),
            request_id: request_id::current(),
            current: match self {
                Self::PreconditionFailed(user) => Some(user.clone()),
                _ => None,
            },
        }
    }

    fn headers(&self) -> Vec<(HeaderName, String)> {
        match self {
            Self::MissingAuthentication | Self::TokenInvalid | Self::TokenEnded => {
                vec![(header::WWW_AUTHENTICATE, "Bearer".to_owned())]
            }
            Self::TooMany(wait) => vec![
                (header::RETRY_AFTER, wait.seconds.to_string()),
                (HeaderName::from_static("ratelimit"), format!("\"{}\";r=0;t={}", wait.rule, wait.seconds)),
                (
                    HeaderName::from_static("ratelimit-policy"),
                    format!("\"{}\";q={};w={}", wait.rule, wait.quota, wait.window),
                ),
            ],
            Self::PreconditionFailed(user) => {
                reply::entity_tag(user).map(|tag| (header::ETAG, tag)).into_iter().collect()
            }
            Self::ImportStopped(cause, _) => cause.headers(),
            Self::Unavailable => vec![(header::RETRY_AFTER, "2".to_owned())],
            // What is left of the body is not worth reading: the connection ends with the answer.
            Self::PayloadTooSlow => vec![(header::CONNECTION, "close".to_owned())],
            _ => Vec::new(),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let inner = if let Self::ImportStopped(cause, _) = &self { cause } else { &self };
        if let Self::Internal(cause) = inner {
            tracing::error!(cause = format!("{cause:#}"), "a request failed");
        }
        let mut response = (self.status(), reply::Json(self.body())).into_response();
        for (name, value) in self.headers() {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        crate::health::note(&error);
        match error {
            StoreError::Unavailable(cause) | StoreError::Full(cause) => {
                tracing::warn!(cause, "the store cannot answer now");
                Self::Unavailable
            }
            other => Self::Internal(other.into()),
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<QueryProblem> for Error {
    fn from(problem: QueryProblem) -> Self {
        Self::QueryInvalid(problem)
    }
}
