//! One letter, and the message it becomes.

use super::{MailError, Sender};
use frontdesk_store::{AddressKey, JobId};
use frontdesk_wire::{Email, Timestamp};
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use std::fmt;
use std::time::{Duration, SystemTime};

/// The longest line that mail takes.
const LINE_MAX: usize = 998;

/// A letter to one person. Printed without its text, which may hold a link.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub to: Email,
    /// What it is about, one line.
    pub subject: String,
    /// What it says, as plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

impl Letter {
    /// The message as it travels: plain text first, both parts readable in a text editor.
    pub(super) fn message(&self, sender: &Sender, id: JobId, now: Timestamp) -> Result<Message, MailError> {
        let domain = sender.email.as_str().rsplit_once('@').map_or("localhost", |(_, domain)| domain);
        Message::builder()
            .from(Mailbox::new(Some(one_line(&sender.name)), address(&sender.email)?))
            .to(Mailbox::new(None, address(&self.to)?))
            .subject(one_line(&self.subject))
            .message_id(Some(format!("<{id}@{domain}>")))
            .date(system_time(now))
            .multipart(
                MultiPart::alternative()
                    .singlepart(part(ContentType::TEXT_PLAIN, &self.text))
                    .singlepart(part(ContentType::TEXT_HTML, &self.html)),
            )
            .map_err(|error| MailError::Never(error.to_string()))
    }
}

/// The domain in ASCII, as every mail server takes it. A mailbox of other letters needs one that knows them (RFC 6531).
fn address(email: &Email) -> Result<Address, MailError> {
    let never = || MailError::Never("no mail server takes this address".to_owned());
    let (mailbox, _) = email.as_str().rsplit_once('@').ok_or_else(never)?;
    let key = AddressKey::of(email).map_err(|_| never())?;
    let (_, domain) = key.as_str().rsplit_once('@').ok_or_else(never)?;
    format!("{mailbox}@{domain}").parse().map_err(|_| never())
}

/// A setting may hold line breaks; a header must not.
fn one_line(text: &str) -> String {
    text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Plain letters in lines of a length that mail takes (RFC 5322, 2.1.1) travel as they are: a link in a file can be copied.
fn part(kind: ContentType, text: &str) -> SinglePart {
    let travels_as_it_is = text.is_ascii() && text.lines().all(|line| line.len() <= LINE_MAX);
    let body = if travels_as_it_is {
        let lines: Vec<&str> = text.lines().collect();
        Body::dangerous_pre_encoded(lines.join("\r\n").into_bytes(), ContentTransferEncoding::SevenBit)
    } else {
        Body::new_with_encoding(text.to_owned(), ContentTransferEncoding::QuotedPrintable)
            .unwrap_or_else(|_| Body::new(text.to_owned()))
    };
    SinglePart::builder().header(kind).body(body)
}

fn system_time(moment: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(moment.as_millis()).unwrap_or_default())
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Letter(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(subject: &str, text: &str, name: &str) -> String {
        let sender = Sender { name: name.to_owned(), email: Email::parse("desk@example.com").unwrap() };
        let letter = Letter {
            to: Email::parse("ada@example.com").unwrap(),
            subject: subject.to_owned(),
            text: text.to_owned(),
            html: format!("<p>{text}</p>"),
        };
        let message = letter.message(&sender, JobId::nil(), Timestamp::from_millis(0)).unwrap();
        String::from_utf8(message.formatted()).unwrap()
    }

    #[test]
    fn a_line_break_in_a_setting_makes_no_header() {
        let message = written("Hello\r\nBcc: eve@example.com", "text", "Desk\nX-Evil: 1");
        assert!(message.contains("Subject: Hello Bcc: eve@example.com\r\n"), "{message}");
        assert!(!message.contains("\r\nBcc:") && !message.contains("\r\nX-Evil"), "{message}");
    }

    #[test]
    fn plain_text_comes_first_and_stays_readable() {
        let link = format!("http://x.example/reset-password?code={}", "abc".repeat(20));
        let message = written("Subject", &link, "Desk");
        let (text, html) = (message.find("text/plain").unwrap(), message.find("text/html").unwrap());
        assert!(text < html && message.contains(&format!("\r\n{link}\r\n")), "{message}");
        assert!(!message.contains("base64"));
    }

    #[test]
    fn every_address_that_users_may_have_can_be_written_to() {
        let shapes = ["a{}b@x.io", "{}@x.io", "a@x{}y.io"];
        let marks = (' '..='~').chain("éßж李ا".chars());
        let tried = marks.flat_map(|mark| shapes.map(|shape| shape.replace("{}", &mark.to_string())));
        let emails = tried.filter_map(|text| Email::parse(&text).ok());
        for email in emails.filter(|email| AddressKey::of(email).is_ok()) {
            assert!(address(&email).is_ok(), "{email}");
        }
    }

    #[test]
    fn a_domain_of_other_letters_travels_in_ascii() {
        let email = Email::parse("ada@Bücher.example").unwrap();
        assert_eq!(address(&email).unwrap().to_string(), "ada@xn--bcher-kva.example");
        let email = Email::parse("анна@почта.рф").unwrap();
        assert_eq!(address(&email).unwrap().to_string(), "анна@xn--80a1acny.xn--p1ai");
    }

    #[test]
    fn other_scripts_are_quoted_printable() {
        let message = written("受付", "受付からのお知らせ受付からのお知らせ", "受付");
        assert!(message.contains("quoted-printable") && !message.contains("Encoding: base64"), "{message}");
    }

    #[test]
    fn the_message_has_the_jobs_name_and_the_clocks_date() {
        let message = written("Subject", "text", "Desk");
        assert!(
            message.contains("Message-ID: <00000000-0000-0000-0000-000000000000@example.com>"),
            "{message}"
        );
        assert!(message.contains("Date: Thu, 01 Jan 1970 00:00:00 +0000"), "{message}");
    }
}
