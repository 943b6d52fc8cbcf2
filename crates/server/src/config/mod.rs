//! How this server is set up: typed, checked once at start. Flags, environment and file are read here and nowhere else.

mod given;
mod mail;
mod read;
pub mod settings;
mod webhooks;

pub use given::{ConfigProblem, Given};
pub use mail::{MailSettings, Smtp};
pub use read::Network;
pub use webhooks::{Retry, Webhooks};

use frontdesk_store::PostgresAddress;
use frontdesk_wire::{Scope, Vendor};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

/// Everything that was settled at start.
#[derive(Clone)]
pub struct Config {
    /// The folder of the data, or, with a database elsewhere, of what else the server keeps: the outbox, its file of settings.
    pub data: PathBuf,
    /// `DATABASE_URL`; `None`: the database is in the folder.
    pub database: Option<PostgresAddress>,
    /// `DATABASE_CONNECTIONS`
    pub database_connections: u32,
    /// `APP_NAME`
    pub app_name: String,
    /// `ACCENT_HUE`
    pub accent_hue: Option<u16>,
    /// `LOGO_FILE`
    pub logo_file: Option<PathBuf>,
    /// `PRIVACY_URL`
    pub privacy_url: Option<String>,
    /// `SUPPORT_CONTACT`
    pub support_contact: Option<String>,
    /// `AFTER_SIGN_IN`
    pub after_sign_in: String,
    /// `APPMIXER_FE_URL`, without a slash at its end.
    pub front_end: String,
    /// `RESET_PASSWORD_FE_URL_SUFFIX`, without slashes around it.
    pub reset_path: String,
    /// The API's address that the app is told (`--api`); `None` is the app's own origin.
    pub api: Option<String>,
    /// Serves the app from this folder (`--app-dir`) instead of from inside the binary.
    pub app_dir: Option<PathBuf>,
    /// `API_USER_CREATE_SCOPE`; empty means that anyone may.
    pub sign_up_scopes: Vec<Scope>,
    /// `DEFAULT_USER_VENDOR`
    pub default_vendor: Vec<Vendor>,
    /// `PASSWORD_POLICY`
    pub password_policy: PasswordPolicy,
    /// `GRIDD_JWT_TOKEN_EXP`, ms.
    pub token_life: i64,
    /// `DB_FORGOT_PASSWORD_INDEX_EXPIRY`, ms; a value said beats the policy's.
    pub reset_code_life: i64,
    /// `JWT_SECRET_FILE`
    pub secret_file: Option<PathBuf>,
    /// `LIMITS`
    pub limits: bool,
    /// `USER_INDEX`
    pub user_index: bool,
    /// `AUDIT_RETENTION`, ms; `None`: for ever.
    pub audit_retention: Option<i64>,
    /// `TRUSTED_PROXIES`
    pub trusted_proxies: Vec<Network>,
    /// `ALLOWED_HOSTS`, in small letters; empty means any.
    pub allowed_hosts: Vec<String>,
    /// `METRICS_LISTEN`
    pub metrics_listen: Option<SocketAddr>,
    /// `LOG_FORMAT`
    pub log_format: LogFormat,
    /// `CORS_ORIGINS`
    pub cors: Cors,
    /// `MAIL_*` and `FORGOT_PASSWORD_MAIL_*`
    pub mail: MailSettings,
    /// `WEBHOOK_*`
    pub webhooks: Webhooks,
}

/// How each line of the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs: an object, with the request's id in it.
    Json,
}

/// Which passwords are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordPolicy {
    /// As documented: at least five characters.
    Appmixer,
    /// At least fifteen, none of the common ones; reset codes hold ten minutes.
    Hardened,
}

impl PasswordPolicy {
    /// The least characters of a password.
    pub fn min_chars(self) -> usize {
        match self {
            Self::Appmixer => frontdesk_wire::PASSWORD_MIN_CHARS,
            Self::Hardened => 15,
        }
    }
}

/// Whose pages may call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cors {
    /// Anyone's: `*`, only if written.
    Any,
    /// Those of these origins.
    These(Vec<String>),
}

impl Config {
    /// Settles everything from what was given.
    ///
    /// # Errors
    /// The first setting that cannot be understood.
    pub fn settle(given: &Given, data: &Path, listen: SocketAddr) -> Result<Self, ConfigProblem> {
        let policies = [("appmixer", PasswordPolicy::Appmixer), ("hardened", PasswordPolicy::Hardened)];
        let password_policy = read::one_of(given, "PASSWORD_POLICY", &policies)?;
        let front_end = front_end(given, listen)?;
        let app_name = given.or_default("APP_NAME").to_owned();
        Ok(Self {
            data: data.to_owned(),
            database: database(given)?,
            database_connections: read::number::<NonZeroU32>(given, "DATABASE_CONNECTIONS")?.get(),
            accent_hue: hue(given)?,
            logo_file: given.said("LOGO_FILE").map(PathBuf::from),
            privacy_url: read::link(given, "PRIVACY_URL")?,
            support_contact: read::contact(given, "SUPPORT_CONTACT")?,
            after_sign_in: read::own_path(given, "AFTER_SIGN_IN")?,
            reset_path: read::path_behind(given, "RESET_PASSWORD_FE_URL_SUFFIX")?,
            api: None,
            app_dir: None,
            sign_up_scopes: read::scopes(given, "API_USER_CREATE_SCOPE")?,
            default_vendor: read::vendors(given, "DEFAULT_USER_VENDOR")?,
            password_policy,
            token_life: read::duration(given, "GRIDD_JWT_TOKEN_EXP")?,
            reset_code_life: reset_code_life(given, password_policy)?,
            secret_file: given.said("JWT_SECRET_FILE").map(PathBuf::from),
            limits: read::one_of(given, "LIMITS", &[("on", true), ("off", false)])?,
            user_index: read::one_of(given, "USER_INDEX", &[("on", true), ("off", false)])?,
            audit_retention: audit_retention(given)?,
            trusted_proxies: read::networks(given, "TRUSTED_PROXIES")?,
            allowed_hosts: read::hosts(given, "ALLOWED_HOSTS")?,
            metrics_listen: read::optional_listen(given, "METRICS_LISTEN")?,
            log_format: log_format(given)?,
            cors: cors(given, &front_end)?,
            mail: MailSettings::settle(given, data, &app_name)?,
            webhooks: Webhooks::settle(given)?,
            app_name,
            front_end,
        })
    }

    /// Tells the app to call another address than its own origin.
    ///
    /// # Errors
    /// It is no address.
    pub fn with_api(mut self, api: Option<&str>) -> Result<Self, ConfigProblem> {
        self.api = api.map(|api| read::base("--api", api)).transpose()?;
        Ok(self)
    }

    /// The origin of `--api`, for the pages' policy.
    pub fn api_origin(&self) -> Option<String> {
        self.api.as_deref().map(read::origin)
    }

    /// Do people reach the app by TLS?
    pub fn is_over_tls(&self) -> bool {
        self.front_end.starts_with("https://")
    }
}

/// Servers of one database share one secret, so that it cannot be made beside one of them.
fn database(given: &Given) -> Result<Option<PostgresAddress>, ConfigProblem> {
    let Some(text) = given.said("DATABASE_URL") else { return Ok(None) };
    let address = text.parse().map_err(|problem| ConfigProblem(format!("DATABASE_URL: {problem}")))?;
    if given.said("JWT_SECRET_FILE").is_none() {
        return Err(ConfigProblem(
            "with DATABASE_URL the setting JWT_SECRET_FILE is required: all servers of a database share one token secret. \
             Make one: (umask 077; head -c 32 /dev/urandom | base64 > jwt-secret)"
                .to_owned(),
        ));
    }
    Ok(Some(address))
}

/// Where people reach the app; its own address, if not said.
fn front_end(given: &Given, listen: SocketAddr) -> Result<String, ConfigProblem> {
    let name = "APPMIXER_FE_URL";
    given.said(name).map_or_else(|| Ok(format!("http://{listen}")), |text| read::base(name, text))
}

fn log_format(given: &Given) -> Result<LogFormat, ConfigProblem> {
    read::one_of(given, "LOG_FORMAT", &[("text", LogFormat::Text), ("json", LogFormat::Json)])
}

fn hue(given: &Given) -> Result<Option<u16>, ConfigProblem> {
    let Some(text) = given.said("ACCENT_HUE") else { return Ok(None) };
    let hue = text.parse().ok().filter(|hue| *hue <= 360);
    hue.map(Some).ok_or_else(|| ConfigProblem("ACCENT_HUE is a whole number from 0 to 360".to_owned()))
}

fn reset_code_life(given: &Given, policy: PasswordPolicy) -> Result<i64, ConfigProblem> {
    let name = "DB_FORGOT_PASSWORD_INDEX_EXPIRY";
    match policy {
        PasswordPolicy::Hardened if given.said(name).is_none() => Ok(600_000),
        _ => read::duration(given, name),
    }
}

fn audit_retention(given: &Given) -> Result<Option<i64>, ConfigProblem> {
    let name = "AUDIT_RETENTION";
    if given.or_default(name) == "forever" {
        return Ok(None);
    }
    read::duration(given, name).map(Some)
}

fn cors(given: &Given, front_end: &str) -> Result<Cors, ConfigProblem> {
    let said: Vec<&str> = read::list(given.or_default("CORS_ORIGINS")).collect();
    if said.contains(&"*") {
        return Ok(Cors::Any);
    }
    if said.is_empty() {
        return Ok(Cors::These(vec![read::origin(front_end)]));
    }
    let origins: Result<_, _> =
        said.iter().map(|text| read::base("CORS_ORIGINS", text).map(|url| read::origin(&url))).collect();
    Ok(Cors::These(origins?))
}

#[cfg(test)]
mod tests;
