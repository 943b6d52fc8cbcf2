//! Where a database is: `postgres://user:password@host:port/database?sslmode=…`.

use sqlx::postgres::PgConnectOptions;
use std::fmt;
use std::str::FromStr;

/// The parameters that an address can have; another one could be a slip, and its value a secret.
const PARAMETERS: [&str; 16] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "port",
    "dbname",
    "user",
    "application_name",
    "options",
];

/// Where a PostgreSQL database is. Shown without user and password.
#[derive(Clone)]
pub struct PostgresAddress(PgConnectOptions);

/// What was given is no address of a PostgreSQL database; the sentence repeats nothing of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoAddress(String);

impl PostgresAddress {
    /// Does the text mean to be one?
    pub fn is_meant(text: &str) -> bool {
        text.starts_with("postgres://") || text.starts_with("postgresql://")
    }

    pub(super) fn options(&self) -> PgConnectOptions {
        self.0.clone()
    }
}

impl FromStr for PostgresAddress {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        if !Self::is_meant(text) {
            return Err(NoAddress("it begins with postgres://".to_owned()));
        }
        let query = text.split_once('?').map_or("", |(_, query)| query);
        let names = query.split('&').filter(|part| !part.is_empty());
        let mut names = names.map(|part| part.split_once('=').map_or(part, |(name, _)| name));
        if names.any(|name| !PARAMETERS.contains(&name)) {
            return Err(NoAddress(format!("after ? it has only {}", PARAMETERS.join(", "))));
        }
        let options = PgConnectOptions::from_str(text).map_err(|_| {
            NoAddress(
                "it reads postgres://user:password@host:port/database, special characters as %XX".to_owned(),
            )
        })?;
        let named = options.get_application_name().is_some();
        // Poolers refuse what they do not know at the start, and numbers come in binary anyway.
        let options = options.statement_cache_capacity(capacity(query)).extra_float_digits(None);
        Ok(Self(if named { options } else { options.application_name("frontdesk") }))
    }
}

/// Statements that a connection keeps prepared; none where a pooler between cannot keep them apart.
fn capacity(query: &str) -> usize {
    let said = query.split('&').find_map(|part| part.strip_prefix("statement-cache-capacity="));
    said.and_then(|number| number.parse().ok()).unwrap_or(256)
}

impl fmt::Display for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let database = self.0.get_database().unwrap_or_default();
        match self.0.get_socket() {
            Some(socket) => write!(f, "PostgreSQL's database {database} at {}", socket.display()),
            None => {
                write!(f, "PostgreSQL's database {database} at {}:{}", self.0.get_host(), self.0.get_port())
            }
        }
    }
}

impl fmt::Debug for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresAddress({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<PostgresAddress, NoAddress> {
        text.parse()
    }

    #[test]
    fn an_address_is_shown_without_user_and_password() {
        let address = read("postgres://ada:hush@db.example:5433/desk?sslmode=verify-full").unwrap();
        assert_eq!(address.to_string(), "PostgreSQL's database desk at db.example:5433");
        assert!(!format!("{address:?}").contains("hush"));
    }

    #[test]
    fn what_is_no_address_is_not_repeated() {
        for text in ["mysql://a:hush@b/c", "postgres://a:hush@b:port/c", "postgres://a@b/c?pasword=hush"] {
            assert!(!read(text).err().unwrap().to_string().contains("hush"), "{text}");
        }
    }
}
