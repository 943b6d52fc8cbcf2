//! Letters through a mail server.

use super::MailError;
use crate::config::Smtp;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::net::IpAddr;
use std::time::Duration;

/// A port that speaks TLS from its first byte (RFC 8314, 3.3).
const TLS_PORT: u16 = 465;
const TIMEOUT: Duration = Duration::from_secs(30);

#[derive(Clone)]
pub(super) struct Transport(AsyncSmtpTransport<Tokio1Executor>);

impl Transport {
    pub(super) fn new(server: &Smtp) -> Result<Self, MailError> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port)
            .timeout(Some(TIMEOUT))
            .tls(tls(server)?);
        let builder = match &server.credentials {
            Some((user, password)) => builder.credentials(Credentials::new(user.clone(), password.clone())),
            None => builder,
        };
        Ok(Self(builder.build()))
    }

    pub(super) async fn send(&self, message: Message) -> Result<(), MailError> {
        self.0.send(message).await.map(drop).map_err(|error| {
            if error.is_permanent() {
                MailError::Never(format!("the mail server refused: {error}"))
            } else {
                MailError::Later(format!("the mail server could not take it: {error}"))
            }
        })
    }
}

/// A password never travels in clear but to this very machine.
fn tls(server: &Smtp) -> Result<Tls, MailError> {
    if is_this_machine(&server.host) && server.port != TLS_PORT {
        return Ok(Tls::None);
    }
    let parameters = TlsParameters::new(server.host.clone()).map_err(|error| {
        MailError::Never(format!("{} is no name that TLS can check: {error}", server.host))
    })?;
    Ok(match (server.port, &server.credentials) {
        (TLS_PORT, _) => Tls::Wrapper(parameters),
        (_, Some(_)) => Tls::Required(parameters),
        (_, None) => Tls::Opportunistic(parameters),
    })
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(host: &str, port: u16, login: bool) -> Smtp {
        let credentials = login.then(|| ("user".to_owned(), "secret".to_owned()));
        Smtp { host: host.to_owned(), port, credentials }
    }

    #[test]
    fn a_password_travels_only_inside_tls() {
        assert!(matches!(tls(&server("mail.example.com", 465, true)), Ok(Tls::Wrapper(_))));
        assert!(matches!(tls(&server("mail.example.com", 587, true)), Ok(Tls::Required(_))));
        assert!(matches!(tls(&server("mail.example.com", 25, false)), Ok(Tls::Opportunistic(_))));
        assert!(matches!(tls(&server("127.0.0.1", 1025, true)), Ok(Tls::None)));
    }
}
