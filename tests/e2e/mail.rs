//! The outbox: what the server would have sent, read as a mail program reads it.

use std::fs;
use std::time::{Duration, Instant};

use crate::desk::Desk;

const PATIENCE: Duration = Duration::from_secs(10);

/// One mail.
pub(crate) struct Mail {
    /// Its subject.
    pub(crate) subject: String,
    to: String,
    text: String,
}

impl Desk {
    /// Waits for a mail to `address` that has a link in it; of several the newest.
    pub(crate) async fn mail_to(&self, address: &str) -> Mail {
        let begun = Instant::now();
        loop {
            let linked = |mail: &Mail| mail.to.contains(address) && mail.text.contains("code=");
            if let Some(mail) = self.mails().into_iter().rfind(linked) {
                return mail;
            }
            assert!(begun.elapsed() < PATIENCE, "no mail with a link to {address}; the log:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Every mail, oldest first.
    fn mails(&self) -> Vec<Mail> {
        let Ok(entries) = fs::read_dir(self.outbox()) else { return Vec::new() };
        let mut files: Vec<_> = entries
            .filter_map(Result::ok)
            .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "eml"))
            .collect();
        files.sort_by_key(|entry| {
            (entry.metadata().and_then(|about| about.modified()).ok(), entry.file_name())
        });
        files
            .iter()
            .filter_map(|entry| fs::read_to_string(entry.path()).ok())
            .map(|raw| Mail::read(&raw))
            .collect()
    }
}

impl Mail {
    fn read(raw: &str) -> Self {
        let raw = raw.replace("\r\n", "\n");
        let (head, body) = raw.split_once("\n\n").unwrap_or((&raw, ""));
        let header = |name: &str| {
            let unfolded = head.replace("\n ", " ").replace("\n\t", " ");
            let found = unfolded.lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
            });
            found.unwrap_or_default()
        };
        Self { subject: header("Subject"), to: header("To"), text: unquoted(body) }
    }

    /// The first link in it.
    pub(crate) fn link(&self) -> String {
        let begin = self.text.find("http").unwrap_or_else(|| panic!("no link in this mail:\n{}", self.text));
        let rest = self.text.get(begin..).unwrap_or_default();
        rest.split(|c: char| c.is_whitespace() || "<>\"".contains(c)).next().unwrap_or_default().to_owned()
    }
}

/// Undoes quoted-printable; text that is not so encoded has nothing to undo but `=3D`.
fn unquoted(body: &str) -> String {
    body.replace("=\n", "").replace("=3D", "=")
}
