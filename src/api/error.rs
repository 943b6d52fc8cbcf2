//! What can go wrong between here and the server, and the one sentence for each.

use crate::ui::countdown::in_words;
use crate::ui::load::Failure;
use frontdesk_wire::replies::User;
use frontdesk_wire::{ErrorBody, FieldProblem, code};

/// Why a call brought nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The server understood and said no.
    Refused(Refusal),
    /// Too many tries.
    TooOften {
        /// Seconds until the next try.
        retry_after: u32,
    },
    /// The token is no longer taken.
    SessionEnded,
    /// This device has no connection.
    Offline,
    /// The device is online, and the server cannot be reached all the same.
    Unreachable,
    /// No answer in time.
    TimedOut,
    /// An answer that is not of the contract.
    Unreadable,
    /// We stopped the call ourselves: nothing to say.
    Stopped,
}

/// What the server said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// A stable word, one of `wire::code`; a plain tenant sends none.
    pub code: Option<String>,
    /// The server's own sentence; may be empty.
    pub message: String,
    /// Which fields are wrong, by wire name.
    pub fields: Vec<FieldProblem>,
    /// Finds the request in the server's log.
    pub request_id: Option<String>,
    /// If what was to be changed is not as it was seen: the answer that says how it is now, and its tag.
    pub current: Option<Box<(String, String)>>,
}

impl Refusal {
    /// Of a status and, where it could be read, the body.
    pub fn new(status: u16, body: Option<ErrorBody>) -> Self {
        let (code, message, fields, request_id) =
            body.map(|body| (body.code, body.message, body.fields, body.request_id)).unwrap_or_default();
        Self { status, code, message, fields, request_id, current: None }
    }

    fn sentence(&self) -> String {
        let ours = self.code.as_deref().and_then(of_code).or_else(|| of_status(self.status));
        let said = self.message.trim();
        match ours {
            Some(ours) => ours.to_owned(),
            None if said.is_empty() => {
                ["The server refused this (status ", &self.status.to_string(), ")."].concat()
            }
            None => ended(said),
        }
    }
}

impl ApiError {
    /// The server's stable word, where there is one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => refusal.code.as_deref(),
            _ => None,
        }
    }

    /// Is this the refusal of that code?
    pub fn is(&self, code: &str) -> bool {
        self.code() == Some(code)
    }

    /// What was to be changed, as it is now, where it is not as it was seen; else the error itself.
    ///
    /// # Errors
    /// Anything else.
    pub fn changed_meanwhile(self) -> Result<(User, String), Self> {
        let Self::Refused(Refusal { current: Some(current), .. }) = &self else { return Err(self) };
        let (text, tag) = current.as_ref();
        let body: Option<ErrorBody> = serde_json::from_str(text).ok();
        match body.and_then(|body| body.current) {
            Some(user) => Ok((*user, tag.clone())),
            None => Err(self),
        }
    }

    /// Does the thing asked for not exist?
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.status == 404)
    }

    /// Gives a refusal without a code the one that its status stands for at this call: a plain tenant sends none.
    #[must_use]
    pub fn meaning(self, statuses: &[u16], code: &str) -> Self {
        match self {
            Self::Refused(refusal)
                if refusal.code.is_none()
                    && refusal.fields.is_empty()
                    && statuses.contains(&refusal.status) =>
            {
                Self::Refused(Refusal { code: Some(code.to_owned()), ..refusal })
            }
            other => other,
        }
    }

    /// One sentence for people (two where the second is the way out).
    pub fn sentence(&self) -> String {
        match self {
            Self::Refused(refusal) => refusal.sentence(),
            Self::TooOften { retry_after } => {
                ["Too many tries. You can try again in ", &in_words(*retry_after), "."].concat()
            }
            Self::SessionEnded => "Your session has ended. Sign in again to go on.".to_owned(),
            Self::Offline => "No connection. Nothing is lost; try again when you are back online.".to_owned(),
            Self::Unreachable => {
                "No connection. Nothing is lost; the server cannot be reached right now, so try again in a moment.".to_owned()
            }
            Self::TimedOut => "The server did not answer in time. Nothing is lost; try again.".to_owned(),
            Self::Unreadable => {
                "The server gave an answer this app does not understand. Try again, or tell whoever runs it."
                    .to_owned()
            }
            Self::Stopped => "Stopped.".to_owned(),
        }
    }

    /// The same for a place that shows a failure instead of what was to be loaded.
    pub fn failure(&self) -> Failure {
        let (retry, request) = match self {
            Self::Refused(refusal) if refusal.status < 500 => (false, None),
            Self::Refused(refusal) => (true, refusal.request_id.clone()),
            _ => (true, None),
        };
        Failure { sentence: self.sentence(), retry, request }
    }

    /// The fields that are wrong, by wire name, with a sentence each.
    pub fn fields(&self) -> Vec<(String, String)> {
        let Self::Refused(refusal) = self else { return Vec::new() };
        if !refusal.fields.is_empty() {
            let of = |problem: &FieldProblem| {
                let ours = of_code(&problem.code).map(str::to_owned);
                (problem.field.clone(), ours.unwrap_or_else(|| ended(&problem.message)))
            };
            return refusal.fields.iter().map(of).collect();
        }
        let field = match refusal.code.as_deref() {
            Some(code::OLD_PASSWORD_WRONG) => "oldPassword",
            Some(code::ADDRESS_TAKEN) => "email",
            Some(code::PASSWORD_REFUSED) => "password",
            _ => return Vec::new(),
        };
        vec![(field.to_owned(), refusal.sentence())]
    }
}

fn of_code(word: &str) -> Option<&'static str> {
    Some(match word {
        code::CREDENTIALS_REFUSED => "Email and password do not match.",
        code::OLD_PASSWORD_WRONG => "This is not your current password.",
        code::SCOPE_INSUFFICIENT => "This needs an administrator. Your account is not one, or no longer.",
        code::ADDRESS_TAKEN => "This address belongs to an account already.",
        code::RESET_CODE_SPENT => "This link no longer works.",
        code::SET_UP_CODE_SPENT => {
            "This set-up link no longer works. Start the server again to get a new one."
        }
        code::SIGN_UP_CLOSED => "Sign-up is closed.",
        code::PAYLOAD_TOO_LARGE => "This is larger than the server takes.",
        code::UNAVAILABLE => "The server cannot answer right now. Nothing is lost; try again in a moment.",
        code::INTERNAL => "Something went wrong on the server. Nothing was saved; try again.",
        _ => return None,
    })
}

fn of_status(status: u16) -> Option<&'static str> {
    match status {
        413 => of_code(code::PAYLOAD_TOO_LARGE),
        502..=504 => of_code(code::UNAVAILABLE),
        500..=599 => of_code(code::INTERNAL),
        _ => None,
    }
}

/// A server's message as a sentence: with a full stop.
fn ended(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { [text, "."].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, code: Option<&str>, message: &str) -> ApiError {
        let code = code.map(str::to_owned);
        let message = message.to_owned();
        ApiError::Refused(Refusal {
            status,
            code,
            message,
            fields: Vec::new(),
            request_id: None,
            current: None,
        })
    }

    #[test]
    fn every_failure_has_a_sentence() {
        let all = [
            refused(400, None, ""),
            refused(503, Some(code::UNAVAILABLE), ""),
            ApiError::TooOften { retry_after: 272 },
            ApiError::SessionEnded,
            ApiError::Offline,
            ApiError::Unreachable,
            ApiError::TimedOut,
            ApiError::Unreadable,
            ApiError::Stopped,
        ];
        assert!(all.iter().all(|error| error.sentence().ends_with('.')));
    }

    #[test]
    fn the_servers_own_words_are_shown_where_we_have_none() {
        assert_eq!(refused(400, None, "Plan is unknown").sentence(), "Plan is unknown.");
        assert_eq!(refused(500, None, "stack trace").sentence(), of_code(code::INTERNAL).unwrap());
    }

    #[test]
    fn a_tenant_without_codes_is_understood_by_status() {
        let meant = refused(403, None, "Forbidden").meaning(&[401, 403], code::CREDENTIALS_REFUSED);
        assert!(meant.is(code::CREDENTIALS_REFUSED));
        let other =
            refused(403, Some(code::SCOPE_INSUFFICIENT), "").meaning(&[403], code::OLD_PASSWORD_WRONG);
        assert!(other.is(code::SCOPE_INSUFFICIENT));
    }

    #[test]
    fn a_code_that_belongs_to_a_field_names_it() {
        let fields = refused(403, Some(code::OLD_PASSWORD_WRONG), "").fields();
        assert_eq!(fields[0].0, "oldPassword");
        assert!(ApiError::Offline.fields().is_empty());
    }

    #[test]
    fn a_wait_is_told_as_the_countdown_tells_it() {
        let told = |retry_after| ApiError::TooOften { retry_after }.sentence();
        assert!(told(91).ends_with(" in 1 minute 31 seconds."), "{}", told(91));
        assert!(told(1).ends_with(" in 1 second."), "{}", told(1));
    }
}
