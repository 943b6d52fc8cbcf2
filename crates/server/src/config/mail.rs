//! How mail goes out.

use super::given::{ConfigProblem, Given};
use super::read;
use frontdesk_wire::Email;
use std::path::{Path, PathBuf};

/// How mail goes out.
#[derive(Clone)]
pub struct MailSettings {
    /// The mail server; without one mails go to the outbox folder.
    pub smtp: Option<Smtp>,
    /// The outbox folder, for mails without a server.
    pub outbox: PathBuf,
    /// Whom mails are from.
    pub from_name: String,
    /// The address mails are from.
    pub from_email: Email,
    /// The subject of the reset mail, if it is not ours.
    pub reset_subject: Option<String>,
    /// The text of the reset mail, with `{{link}}`, if it is not ours.
    pub reset_body: Option<String>,
}

/// A mail server. No `Debug`: it holds a password.
#[derive(Clone)]
pub struct Smtp {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// User and password.
    pub credentials: Option<(String, String)>,
}

impl MailSettings {
    /// Settles `MAIL_*` and `FORGOT_PASSWORD_MAIL_*`.
    pub(super) fn settle(given: &Given, data: &Path, app_name: &str) -> Result<Self, ConfigProblem> {
        let port = read::number(given, "MAIL_SMTP_PORT")?;
        if port == 0 {
            return Err(ConfigProblem("MAIL_SMTP_PORT is a number from 1 to 65535".to_owned()));
        }
        let user = given.said("MAIL_SMTP_USER").map(str::to_owned);
        let password = given.or_default("MAIL_SMTP_PASS").to_owned();
        let credentials = user.map(|user| (user, password));
        let from = given.or_default("MAIL_FROM_EMAIL");
        let body = given.said("FORGOT_PASSWORD_MAIL_BODY");
        if body.is_some_and(|body| !body.contains("{{link}}")) {
            return Err(ConfigProblem("FORGOT_PASSWORD_MAIL_BODY must contain {{link}}".to_owned()));
        }
        Ok(Self {
            smtp: given.said("MAIL_SMTP_HOST").map(|host| Smtp { host: host.to_owned(), port, credentials }),
            outbox: data.join("outbox"),
            from_name: given.said("MAIL_FROM_NAME").unwrap_or(app_name).to_owned(),
            from_email: Email::parse(from)
                .map_err(|problem| ConfigProblem(format!("MAIL_FROM_EMAIL: {}", problem.sentence())))?,
            reset_subject: given.said("FORGOT_PASSWORD_MAIL_SUBJECT").map(str::to_owned),
            reset_body: body.map(str::to_owned),
        })
    }
}
