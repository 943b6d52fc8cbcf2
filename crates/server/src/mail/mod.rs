//! Mail: what is said (`texts`), how it is put into a message (`letter`) and the ways it leaves.
//!
//! Three ways: an SMTP server, a folder of files where no mail server is configured, memory in tests. Only this folder
//! knows lettre. The log says which file was written or that mail left, never an address, a subject or a link.

mod letter;
mod outbox;
mod smtp;
mod texts;

pub use letter::Letter;
pub use texts::{Voice, email_changed, password_changed, reset, test_mail};

use crate::config::MailSettings;
use frontdesk_store::JobId;
use frontdesk_wire::{Email, Timestamp};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Why a letter did not leave. Never the letter.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The server could not be reached or asked to come back: the same letter may leave soon.
    #[error("{0}")]
    Later(String),
    /// It will never leave: no such address, refused for good.
    #[error("{0}")]
    Never(String),
}

/// Who letters come from.
#[derive(Clone)]
struct Sender {
    name: String,
    email: Email,
}

/// Sends letters. Clones share the way.
#[derive(Clone)]
pub struct Mailer {
    sender: Sender,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Smtp(smtp::Transport),
    Outbox(PathBuf),
    Memory(Arc<Mutex<Vec<Letter>>>),
}

impl Mailer {
    /// Sends through the mail server of the settings; without one, writes each letter as a file into the outbox folder.
    ///
    /// # Errors
    /// The server's name is none that TLS can check.
    pub fn new(settings: &MailSettings) -> Result<Self, MailError> {
        let way = match &settings.smtp {
            Some(server) => Way::Smtp(smtp::Transport::new(server)?),
            None => Way::Outbox(settings.outbox.clone()),
        };
        Ok(Self::by(settings, way))
    }

    /// Keeps letters in memory, for tests.
    pub fn memory(settings: &MailSettings) -> Self {
        Self::by(settings, Way::Memory(Arc::default()))
    }

    fn by(settings: &MailSettings, way: Way) -> Self {
        let sender = Sender { name: settings.from_name.clone(), email: settings.from_email.clone() };
        Self { sender, way }
    }

    /// Sends one letter. `id` names the message: sent again under the same one, mail programs show it once.
    ///
    /// # Errors
    /// Whether trying again makes sense.
    pub async fn send(&self, letter: &Letter, id: JobId, now: Timestamp) -> Result<(), MailError> {
        let message = letter.message(&self.sender, id, now)?;
        match &self.way {
            Way::Smtp(smtp) => {
                smtp.send(message).await?;
                tracing::info!(message = %id, "mail handed to the mail server");
            }
            Way::Outbox(folder) => {
                let name = outbox::write(folder, &message.formatted(), id, now).await?;
                tracing::info!(
                    file = format!("outbox/{name}"),
                    "no mail server is set: mail written to a file"
                );
            }
            Way::Memory(letters) => {
                letters.lock().unwrap_or_else(PoisonError::into_inner).push(letter.clone());
            }
        }
        Ok(())
    }

    /// The letters kept in memory, oldest first; none for the other ways.
    pub fn sent(&self) -> Vec<Letter> {
        match &self.way {
            Way::Memory(letters) => letters.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Way::Smtp(_) | Way::Outbox(_) => Vec::new(),
        }
    }
}
