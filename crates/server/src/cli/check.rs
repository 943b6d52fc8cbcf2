//! `frontdesk check`.

use super::open::{is_made, is_shared_secret, open_store, whereabouts};
use super::place::Place;
use super::say;
use crate::assets::Assets;
use crate::auth::Secret;
use crate::clock::Clock;
use crate::config::Config;
use crate::mail::{self, Mailer, Voice};
use clap::Args;
use frontdesk_store::Opening;
use frontdesk_wire::Email;
use std::fmt::Display;
use std::process::ExitCode;

/// `frontdesk check`
#[derive(Args)]
pub(super) struct CheckLine {
    #[command(flatten)]
    place: Place,
    /// Send a test mail to this address
    #[arg(long, value_name = "EMAIL")]
    mail_to: Option<String>,
}

/// Checks one thing after another and says what each came to.
///
/// # Errors
/// The settings cannot be understood at all, or nothing can be said.
pub(super) async fn run(line: CheckLine) -> anyhow::Result<ExitCode> {
    let config = line.place.settle_beside()?;
    let mut sound = true;
    let mut say = |what: &str, found: Result<String, String>| match found {
        Ok(good) => say::say(format_args!("ok      {what}: {good}")),
        Err(bad) => {
            sound = false;
            say::say(format_args!("WRONG   {what}: {bad}"))
        }
    };
    say("settings", Ok(format!("people find the app at {}", config.front_end)))?;
    say("files", Assets::load(&config).map(|_| "the logo, if set, can be read".to_owned()).map_err(text))?;
    say("hashes", hashes())?;
    say("secret", secret(&config))?;
    say("database", database(&config).await)?;
    if let Some(to) = &line.mail_to {
        say("mail", test_mail(&config, to).await)?;
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn hashes() -> Result<String, String> {
    match super::is_hash_weak() {
        false => Ok("passwords are kept as argon2id, m=19456 t=2 p=1".to_owned()),
        true => Err("this build has the feature weak-hash: passwords are hardly protected".to_owned()),
    }
}

fn text(problem: impl Display) -> String {
    format!("{problem:#}")
}

/// What the first start will make. A check makes nothing, least of all beside data that is not ours.
const NONE_YET: &str = "none yet; the first start makes it";

fn secret(config: &Config) -> Result<String, String> {
    if config.secret_file.is_none() && !Secret::is_made(&config.data) {
        return Ok(NONE_YET.to_owned());
    }
    load(config).map(|_| "long enough and kept to its owner".to_owned())
}

fn load(config: &Config) -> Result<Secret, String> {
    Secret::load(config.secret_file.as_deref(), &config.data, &Clock::system()).map_err(text)
}

async fn database(config: &Config) -> Result<String, String> {
    if !is_made(config).await.map_err(text)? {
        return Ok(NONE_YET.to_owned());
    }
    let store = open_store(config, Opening::Beside).await.map_err(text)?;
    let mut problems = store.check().await.map_err(text)?;
    if config.database.is_some() && !is_shared_secret(&*store, &load(config)?).await.map_err(text)? {
        problems.push("Its servers have another token secret than JWT_SECRET_FILE names.".to_owned());
    }
    store.close().await;
    if problems.is_empty() {
        Ok(format!("{}, read whole, sound", whereabouts(config)))
    } else {
        Err(problems.join("; "))
    }
}

async fn test_mail(config: &Config, to: &str) -> Result<String, String> {
    let to = Email::parse(to).map_err(|problem| problem.sentence().to_owned())?;
    let (mailer, clock) = (Mailer::new(&config.mail).map_err(text)?, Clock::system());
    mailer.send(&mail::test_mail(Voice::of(config), to), clock.uuid(), clock.now()).await.map_err(text)?;
    Ok(match &config.mail.smtp {
        Some(server) => format!("handed to {}:{}", server.host, server.port),
        None => format!("no mail server is set; written to {}", config.mail.outbox.display()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Given;
    use std::path::PathBuf;

    async fn checked(data: PathBuf) -> ExitCode {
        let place = Place { data, database: None, config: None, given: Given::default() };
        run(CheckLine { place, mail_to: None }).await.unwrap()
    }

    fn names(folder: &std::path::Path) -> Vec<String> {
        let names = std::fs::read_dir(folder).unwrap();
        names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[tokio::test]
    async fn a_check_makes_nothing_in_a_folder_without_data() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(checked(folder.path().join("slip")).await, ExitCode::SUCCESS);
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[tokio::test]
    async fn a_check_makes_nothing_beside_data_that_is_not_ours() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("frontdesk.db"), "not a database").unwrap();
        assert_eq!(checked(folder.path().to_owned()).await, ExitCode::FAILURE);
        assert_eq!(names(folder.path()), ["frontdesk.db"]);
    }
}
