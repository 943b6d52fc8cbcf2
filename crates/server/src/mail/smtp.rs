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
            // The server's own words repeat the address: of its answer only the number goes into the log.
            let said = error.status().map_or_else(|| error.to_string(), |code| format!("it answered {code}"));
            if error.is_permanent() {
                MailError::Never(format!("the mail server refused: {said}"))
            } else {
                MailError::Later(format!("the mail server could not take it: {said}"))
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
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    use tokio::net::TcpListener;

    fn server(host: &str, port: u16, login: bool) -> Smtp {
        let credentials = login.then(|| ("user".to_owned(), "secret".to_owned()));
        Smtp { host: host.to_owned(), port, credentials }
    }

    /// A mail server that knows nobody, and says whom.
    async fn strict(listener: TcpListener) -> std::io::Result<()> {
        let (stream, _) = listener.accept().await?;
        let (reading, mut writing) = stream.into_split();
        let mut lines = BufReader::new(reading).lines();
        writing.write_all(b"220 mail.example.com\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let answer = if line.starts_with("RCPT") {
                format!("550 5.1.1 {line}: no such user\r\n")
            } else {
                "250 fine\r\n".to_owned()
            };
            writing.write_all(answer.as_bytes()).await?;
        }
        Ok(())
    }

    #[tokio::test]
    async fn a_refusal_is_told_by_its_number_and_never_by_the_address_in_it() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let serving = tokio::spawn(strict(listener));
        let message = Message::builder()
            .from("desk@example.com".parse().unwrap())
            .to("ada@example.com".parse().unwrap())
            .body(String::new())
            .unwrap();
        let refusal = Transport::new(&server("127.0.0.1", port, false)).unwrap().send(message).await;
        serving.abort();
        let Err(MailError::Never(told)) = refusal else { panic!("{refusal:?}") };
        assert_eq!(told, "the mail server refused: it answered 550");
    }

    #[test]
    fn a_password_travels_only_inside_tls() {
        assert!(matches!(tls(&server("mail.example.com", 465, true)), Ok(Tls::Wrapper(_))));
        assert!(matches!(tls(&server("mail.example.com", 587, true)), Ok(Tls::Required(_))));
        assert!(matches!(tls(&server("mail.example.com", 25, false)), Ok(Tls::Opportunistic(_))));
        assert!(matches!(tls(&server("127.0.0.1", 1025, true)), Ok(Tls::None)));
    }
}
