//! What letters say. Links are made of settings only, never of a request.

use super::Letter;
use crate::config::Config;
use frontdesk_wire::{Email, Timestamp, paths};

/// What every letter needs to know of the settings.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    app_name: &'a str,
    front_end: &'a str,
    support: Option<&'a str>,
    reset_subject: Option<&'a str>,
    reset_body: Option<&'a str>,
}

impl<'a> Voice<'a> {
    /// The voice that the settings give.
    pub fn of(config: &'a Config) -> Self {
        Self {
            app_name: &config.app_name,
            front_end: &config.front_end,
            support: config.support_contact.as_deref(),
            reset_subject: config.mail.reset_subject.as_deref(),
            reset_body: config.mail.reset_body.as_deref(),
        }
    }
}

const LINK: &str = "{{link}}";

/// The letter with the link that sets a new password, which works for so many milliseconds. An operator's body is plain
/// text, or HTML if it holds a tag.
pub fn reset(voice: Voice<'_>, to: Email, link: &str, life: i64) -> Letter {
    let subject = voice
        .reset_subject
        .map_or_else(|| format!("Choose a new password for {}", voice.app_name), str::to_owned);
    if let Some(body) = voice.reset_body {
        let (text, html) = custom(body, link);
        return Letter { to, subject, text, html };
    }
    let app = voice.app_name;
    let paragraphs = [
        "Hello,".to_owned(),
        format!(
            "Somebody asked for a new password for your account at {app}. To choose one, open this link:"
        ),
        link.to_owned(),
        format!("It works once, and for {}.", in_words(life / 1000)),
        "If it was not you, there is nothing to do: your password stays as it is.".to_owned(),
    ];
    letter(voice, to, subject, &paragraphs)
}

/// The notice that a password has changed.
pub fn password_changed(voice: Voice<'_>, to: Email, at: Timestamp) -> Letter {
    let paragraphs = [
        "Hello,".to_owned(),
        format!("The password of your account at {} was changed on {}.", voice.app_name, moment(at)),
        "Everybody who was signed in with the old one has been signed out.".to_owned(),
        format!("If it was not you, choose a new password now{}:", or_tell(voice)),
        format!("{}{}", voice.front_end, paths::FORGOT_PASSWORD_SHORT),
    ];
    letter(voice, to, format!("Your password for {} was changed", voice.app_name), &paragraphs)
}

/// The notice, to the old address, that mail now goes elsewhere. It does not say where: the old address may be in other hands.
pub fn email_changed(voice: Voice<'_>, to: Email, at: Timestamp) -> Letter {
    let paragraphs = [
        "Hello,".to_owned(),
        format!("The email address of your account at {} was changed on {}.", voice.app_name, moment(at)),
        "Mail about the account, reset links too, no longer comes to this address.".to_owned(),
        match voice.support {
            Some(support) => format!("If you did not expect this, tell us: {support}"),
            None => format!("If you did not expect this, tell whoever looks after {}.", voice.app_name),
        },
    ];
    letter(voice, to, format!("Your email address for {} was changed", voice.app_name), &paragraphs)
}

/// The letter by which `frontdesk check` tries the way out.
pub fn test_mail(voice: Voice<'_>, to: Email) -> Letter {
    let paragraphs = [
        "Hello,".to_owned(),
        format!("This is a test of the mail settings of {}. They work.", voice.app_name),
    ];
    letter(voice, to, format!("Mail from {} arrives", voice.app_name), &paragraphs)
}

fn or_tell(voice: Voice<'_>) -> String {
    voice.support.map_or_else(String::new, |support| format!(" and tell us ({support})"))
}

fn letter(voice: Voice<'_>, to: Email, subject: String, paragraphs: &[String]) -> Letter {
    let text = format!("{}\n\n{}\n", paragraphs.join("\n\n"), voice.app_name);
    let html: String = paragraphs.iter().map(|paragraph| html_paragraph(paragraph)).collect();
    let html = format!("{html}<p>{}</p>\n", escape(voice.app_name));
    Letter { to, subject, text, html: page(&html) }
}

fn html_paragraph(text: &str) -> String {
    let text = escape(text);
    if text.starts_with("http://") || text.starts_with("https://") {
        format!("<p><a href=\"{text}\">{text}</a></p>\n")
    } else {
        format!("<p>{text}</p>\n")
    }
}

fn page(body: &str) -> String {
    format!("<!doctype html>\n<html lang=\"en\">\n<body>\n{body}</body>\n</html>\n")
}

/// An operator's own body as plain text and HTML. A link that hides in a tag stands at the end of the plain text.
fn custom(body: &str, link: &str) -> (String, String) {
    let is_html = body.contains("</") || body.contains("<br") || body.contains("<p>");
    if !is_html {
        let html: String =
            body.split("\n\n").map(|paragraph| html_paragraph(&paragraph.replace(LINK, link))).collect();
        return (format!("{}\n", body.replace(LINK, link).trim_end()), page(&html));
    }
    let text = without_tags(body);
    let text = if text.contains(LINK) { text } else { format!("{}\n\n{LINK}", text.trim_end()) };
    (format!("{}\n", text.replace(LINK, link).trim_end()), body.replace(LINK, &escape(link)))
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn in_words(seconds: i64) -> String {
    let (count, unit) = match seconds {
        s if s >= 3600 && s % 3600 == 0 => (s / 3600, "hour"),
        s if s >= 60 => (s / 60, "minute"),
        s => (s, "second"),
    };
    let number = if count == 1 { "one".to_owned() } else { count.to_string() };
    format!("{number} {unit}{}", if count == 1 { "" } else { "s" })
}

/// A moment as people write it: `24 November 2026, 09:05 UTC`.
fn moment(at: Timestamp) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = at.date();
    let name =
        usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default();
    let minutes = at.as_seconds().rem_euclid(86_400) / 60;
    format!("{day} {name} {year}, {:02}:{:02} UTC", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOICE: Voice<'_> = Voice {
        app_name: "Bread & Roses",
        front_end: "https://desk.example",
        support: None,
        reset_subject: None,
        reset_body: None,
    };

    fn ada() -> Email {
        Email::parse("ada@example.com").unwrap()
    }

    #[test]
    fn the_reset_letter_has_the_link_on_a_line_of_its_own_and_says_how_long_it_works() {
        let letter = reset(VOICE, ada(), "https://desk.example/reset-password?code=a-b_c", 3_600_000);
        assert!(
            letter.text.contains("\n\nhttps://desk.example/reset-password?code=a-b_c\n\n"),
            "{}",
            letter.text
        );
        assert!(letter.text.contains("for one hour."), "{}", letter.text);
        assert!(
            letter.html.contains("href=\"https://desk.example/reset-password?code=a-b_c\""),
            "{}",
            letter.html
        );
        assert!(letter.html.contains("Bread &amp; Roses"), "{}", letter.html);
        assert_eq!(letter.subject, "Choose a new password for Bread & Roses");
    }

    #[test]
    fn an_operators_text_is_used_and_cannot_lose_the_link() {
        for (body, kept) in [
            ("Go to {{link}} now", "Go to https://l now"),
            ("<p>Hi <a href=\"{{link}}\">here</a></p>", "Hi here\n\nhttps://l"),
        ] {
            let letter = reset(Voice { reset_body: Some(body), ..VOICE }, ada(), "https://l", 600_000);
            assert!(letter.text.contains(kept), "{body}: {}", letter.text);
            assert!(letter.html.contains("https://l"), "{body}: {}", letter.html);
        }
    }

    #[test]
    fn times_read_as_people_say_them() {
        assert_eq!(in_words(3600), "one hour");
        assert_eq!(in_words(7200), "2 hours");
        assert_eq!(in_words(600), "10 minutes");
        assert_eq!(in_words(45), "45 seconds");
        assert_eq!(moment(Timestamp::from_millis(1_767_225_600_000)), "1 January 2026, 00:00 UTC");
    }

    #[test]
    fn notices_say_what_to_do() {
        let at = Timestamp::from_millis(0);
        let voice = Voice { support: Some("help@desk.example"), ..VOICE };
        assert!(password_changed(voice, ada(), at).text.contains("https://desk.example/forgot-password"));
        assert!(email_changed(voice, ada(), at).text.contains("help@desk.example"));
    }
}
