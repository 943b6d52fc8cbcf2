//! Every setting, once: its name, its default and a line of help. Flags, file keys, `--help` and the README's table come from here.

/// One setting.
pub struct Setting {
    /// Its documented name: the environment variable and the key in the TOML file.
    pub name: &'static str,
    /// What holds when nobody says; empty means "not set".
    pub default: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// A secret has no flag: the command line is for everybody to read.
    pub secret: bool,
}

impl Setting {
    /// The flag's long name: `APP_NAME` is `--app-name`.
    pub fn flag(&self) -> String {
        self.name.to_lowercase().replace('_', "-")
    }
}

const fn setting(name: &'static str, default: &'static str, help: &'static str) -> Setting {
    Setting { name, default, help, secret: false }
}

const fn secret(name: &'static str, default: &'static str, help: &'static str) -> Setting {
    Setting { name, default, help, secret: true }
}

/// All of them, in the order in which a person would look for them.
pub const SETTINGS: &[Setting] = &[
    secret(
        "DATABASE_URL",
        "",
        "A PostgreSQL database instead of one in the data folder: postgres://user:password@host/database; the flag is --database",
    ),
    setting("DATABASE_CONNECTIONS", "16", "How many connections to PostgreSQL a server has at most"),
    setting("APP_NAME", "Frontdesk", "The product's name, on pages and in mails"),
    setting("ACCENT_HUE", "", "The pages' accent: a hue from 0 to 360"),
    setting("LOGO_FILE", "", "A logo for the pages: an SVG, PNG, JPEG or WebP file"),
    setting("PRIVACY_URL", "", "Where the privacy notice is"),
    setting("SUPPORT_CONTACT", "", "Whom to ask for help: an e-mail address, a link or words"),
    setting("AFTER_SIGN_IN", "/account", "Where to go after signing in: a path of this origin"),
    setting(
        "APPMIXER_FE_URL",
        "",
        "Where people find the app; links in mails start with it (default: http:// and the listen address)",
    ),
    setting("RESET_PASSWORD_FE_URL_SUFFIX", "reset-password", "The reset page's path, after APPMIXER_FE_URL"),
    setting(
        "API_USER_CREATE_SCOPE",
        "",
        "Scopes that may create users, comma-separated; empty opens sign-up to anyone",
    ),
    setting("DEFAULT_USER_VENDOR", "", "The vendors of new users, comma-separated"),
    setting(
        "PASSWORD_POLICY",
        "appmixer",
        "appmixer: at least 5 characters; hardened: 15, no common password, reset links hold 10 minutes",
    ),
    setting("GRIDD_JWT_TOKEN_EXP", "30d", "How long a sign-in holds: 30d, 12h, 45m, or seconds"),
    setting("DB_FORGOT_PASSWORD_INDEX_EXPIRY", "3600", "How long a reset link holds: seconds, or 1h, 45m"),
    setting(
        "JWT_SECRET_FILE",
        "",
        "The file with the token secret, 32 bytes or more (default: made once, beside the data); required with DATABASE_URL",
    ),
    setting(
        "USER_INDEX",
        "on",
        "on or off: each server keeps an index of all users in memory, so that lists and counts stay quick; off saves the memory",
    ),
    setting("LIMITS", "on", "on or off: limits against guessing and flooding; off is for benchmarks alone"),
    setting("AUDIT_RETENTION", "400d", "How long the audit trail is kept: 400d, 9000h, or forever"),
    setting(
        "TRUSTED_PROXIES",
        "",
        "Addresses or networks (10.0.0.0/8) whose X-Forwarded-For and -Proto are believed, comma-separated",
    ),
    setting("ALLOWED_HOSTS", "", "Host names that are answered, comma-separated; empty means any"),
    setting(
        "CORS_ORIGINS",
        "",
        "Other origins whose pages may call, comma-separated, or * (default: that of APPMIXER_FE_URL)",
    ),
    setting(
        "METRICS_LISTEN",
        "",
        "Where Prometheus reads /metrics: an address and port of its own (127.0.0.1:9090); empty means nowhere",
    ),
    setting("LOG_FORMAT", "text", "text or json: how each line of the log is written"),
    setting(
        "MAIL_SMTP_HOST",
        "",
        "The mail server; without one, mails go to the folder outbox beside the data",
    ),
    setting("MAIL_SMTP_PORT", "587", "Its port; 465 speaks TLS at once, others by STARTTLS"),
    setting("MAIL_SMTP_USER", "", "Its user"),
    secret("MAIL_SMTP_PASS", "", "Its password; environment or file only"),
    setting("MAIL_FROM_NAME", "", "Whom mails are from (default: APP_NAME)"),
    setting("MAIL_FROM_EMAIL", "no-reply@localhost.localdomain", "The address mails are from"),
    setting("FORGOT_PASSWORD_MAIL_SUBJECT", "", "The subject of the reset mail (default: our own words)"),
    setting(
        "FORGOT_PASSWORD_MAIL_BODY",
        "",
        "The text of the reset mail, with {{link}} in it (default: our own words)",
    ),
    setting("WEBHOOK_USER_CREATED", "", "Called with POST when a user was created"),
    setting("WEBHOOK_USER_FORGOT_PASSWORD", "", "Called with POST when a reset link was made"),
    setting("WEBHOOK_USER_DELETED", "", "Called with POST while a user is being deleted"),
    setting("WEBHOOK_RETRY_COUNT", "20", "How often a failed call is tried again"),
    setting("WEBHOOK_RETRY_INTERVAL", "30000", "How long before the first retry, ms"),
    setting("WEBHOOK_RETRY_FACTOR", "1.5", "How much longer each wait is than the one before"),
    setting("WEBHOOK_RETRY_MAX", "1800000", "The longest wait between retries, ms"),
];
