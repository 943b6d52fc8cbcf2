//! What a refusal looks like on the wire.

use crate::lean::{Members, Read};
use crate::replies::User;
use serde::{Deserialize, Serialize};

/// `{"statusCode":404,"error":"Not Found","message":"User not found."}` and, beside those, what we add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody {
    /// The HTTP status, repeated where clients read it.
    pub status_code: u16,
    /// The status in words.
    pub error: String,
    /// What happened, one sentence.
    #[serde(default)]
    pub message: String,
    /// A stable word for programs, one of [`code`]; absent from a plain tenant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Which fields are wrong, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// Finds the request in the server's log; always of the same length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// With 412: the user as it is now, which is not as the caller had seen it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Box<User>>,
}

impl Read for ErrorBody {
    /// All but `current`, which is for whoever asked with a tag.
    fn of(members: &mut Members<'_>) -> Self {
        let status = members.number_or_null("statusCode", u16::MAX.into());
        let status = status.and_then(|status| status.try_into().ok());
        Self {
            status_code: members.or_misfit(status),
            error: members.must("error"),
            message: members.text("message").unwrap_or_default(),
            code: members.text_or_null("code"),
            fields: members.objects("fields"),
            request_id: members.text_or_null("requestId"),
            current: None,
        }
    }
}

/// One field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The field's wire name.
    pub field: String,
    /// A stable word for programs.
    pub code: String,
    /// One sentence for people.
    pub message: String,
}

impl Read for FieldProblem {
    fn of(members: &mut Members<'_>) -> Self {
        Self { field: members.must("field"), code: members.must("code"), message: members.must("message") }
    }
}

/// The stable words of [`ErrorBody::code`].
pub mod code {
    /// No token was sent.
    pub const MISSING_AUTHENTICATION: &str = "missing_authentication";
    /// The token is malformed or its signature does not hold.
    pub const TOKEN_INVALID: &str = "token_invalid";
    /// The token has expired or was revoked.
    pub const TOKEN_ENDED: &str = "token_ended";
    /// The token is right, its user may not do this.
    pub const SCOPE_INSUFFICIENT: &str = "scope_insufficient";
    /// Address and password do not match.
    pub const CREDENTIALS_REFUSED: &str = "credentials_refused";
    /// The old password of change-password is wrong.
    pub const OLD_PASSWORD_WRONG: &str = "old_password_wrong";
    /// No such user, path, ticket or session.
    pub const NOT_FOUND: &str = "not_found";
    /// The body is not JSON.
    pub const PAYLOAD_NOT_JSON: &str = "payload_not_json";
    /// The body is JSON of a wrong shape.
    pub const PAYLOAD_INVALID: &str = "payload_invalid";
    /// A query parameter is wrong.
    pub const QUERY_INVALID: &str = "query_invalid";
    /// The body is larger than the route takes.
    pub const PAYLOAD_TOO_LARGE: &str = "payload_too_large";
    /// The body did not arrive in time.
    pub const PAYLOAD_TOO_SLOW: &str = "payload_too_slow";
    /// What came cannot be read as a request.
    pub const REQUEST_UNREADABLE: &str = "request_unreadable";
    /// Not exactly one `Host`, or none that the server answers to.
    pub const HOST_REFUSED: &str = "host_refused";
    /// The address belongs to another user.
    pub const ADDRESS_TAKEN: &str = "address_taken";
    /// The password breaks a rule.
    pub const PASSWORD_REFUSED: &str = "password_refused";
    /// This would leave nobody to administer.
    pub const LAST_ADMIN: &str = "last_admin";
    /// It is not as `If-Match` says any more.
    pub const PRECONDITION_FAILED: &str = "precondition_failed";
    /// A header of the request is malformed.
    pub const HEADER_INVALID: &str = "header_invalid";
    /// The reset code is unknown, used or expired.
    pub const RESET_CODE_SPENT: &str = "reset_code_spent";
    /// The set-up code is unknown or used.
    pub const SET_UP_CODE_SPENT: &str = "set_up_code_spent";
    /// Sign-up is not open to this caller.
    pub const SIGN_UP_CLOSED: &str = "sign_up_closed";
    /// Not to the caller's own account, in a bulk change.
    pub const OWN_ACCOUNT: &str = "own_account";
    /// A deletion was given up.
    pub const DELETION_FAILED: &str = "deletion_failed";
    /// The bulk change has not ended yet.
    pub const BULK_UNDER_WAY: &str = "bulk_under_way";
    /// Nothing of the bulk change failed.
    pub const NOTHING_FAILED: &str = "nothing_failed";
    /// A line of a file is longer than it may be.
    pub const LINE_TOO_LONG: &str = "line_too_long";
    /// The address is that of an earlier line of the file.
    pub const ADDRESS_REPEATED: &str = "address_repeated";
    /// The id belongs to another user.
    pub const ID_TAKEN: &str = "id_taken";
    /// The body is of a kind that is not taken here.
    pub const MEDIA_TYPE_REFUSED: &str = "media_type_refused";
    /// Too many tries; `Retry-After` says when.
    pub const TOO_MANY_REQUESTS: &str = "too_many_requests";
    /// The store cannot answer now.
    pub const UNAVAILABLE: &str = "unavailable";
    /// Our fault; the log knows.
    pub const INTERNAL: &str = "internal";
}
