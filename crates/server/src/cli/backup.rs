//! `frontdesk backup` and `frontdesk restore`.

use super::open::{is_made, whereabouts};
use super::place::Place;
use super::say::say;
use crate::auth::Secret;
use crate::clock::Clock;
use crate::config::Config;
use anyhow::{Context, bail};
use clap::Args;
use frontdesk_store::{BackupNote, Opening, Options, SqlStore, Upkeep};
use std::path::PathBuf;

/// `frontdesk backup`
#[derive(Args)]
pub(super) struct BackupLine {
    /// The file to write; one that is there is never written over
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// `frontdesk restore`
#[derive(Args)]
pub(super) struct RestoreLine {
    /// The file that `frontdesk backup` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
    /// Put it in the place of data that is there, which is kept under another name
    #[arg(long)]
    replace: bool,
}

/// Writes a backup and says what is in it.
///
/// # Errors
/// There is no data, it is in PostgreSQL, the file is there already or cannot be written.
pub(super) async fn back_up(line: BackupLine) -> anyhow::Result<()> {
    let config = line.place.settle_beside()?;
    let file = line.file.display();
    if config.database.is_some() {
        bail!(
            "PostgreSQL has its own way, which is as good beside a running server: pg_dump --format=custom --file={file} DATABASE, and pg_restore to bring it back. Nothing was written"
        );
    }
    if !is_made(&config).await? {
        bail!("there is no data in {}; say where it is with --data", whereabouts(&config));
    }
    let secret_fingerprint = fingerprint(&config)?;
    let note = BackupNote { made_at: Clock::system().now(), secret_fingerprint };
    let store = SqlStore::in_folder(&config.data, Options::new(Opening::Beside)).await?;
    let made = store.back_up(&line.file, &note).await;
    store.close().await;
    let made = made.context("no backup was made")?;
    say(format_args!("{file} has all {} users ({} bytes), read whole, sound", made.users, made.bytes))?;
    match note.secret_fingerprint {
        Some(print) => say(format_args!("the token secret ({}) is not in it: keep it apart", short(&print))),
        None => say("there is no token secret yet"),
    }
}

/// Puts a backup in place and says what there is now.
///
/// # Errors
/// What is refused has changed nothing: a server that runs, data that is there, a file that is none of ours or damaged.
pub(super) async fn restore(line: RestoreLine) -> anyhow::Result<()> {
    let config = line.place.settle_beside()?;
    if config.database.is_some() {
        bail!(
            "PostgreSQL has its own way: pg_restore. To move a backup into it, restore it into a folder and copy that: frontdesk copy"
        );
    }
    let data = config.data.display();
    let restored = SqlStore::restore(&line.file, &config.data, line.replace).await?;
    say(format_args!(
        "{data} has all {} users of {}, read whole, sound",
        restored.users,
        line.file.display()
    ))?;
    if let Some(kept) = &restored.kept {
        say(format_args!("what was there is in {}", kept.display()))?;
    }
    let Some(note) = &restored.note else { return Ok(()) };
    say(format_args!(
        "it is as it was at {}: sessions that ended since hold again, mail that was waiting is sent",
        note.made_at
    ))?;
    match (&note.secret_fingerprint, fingerprint(&config)?) {
        (Some(then), Some(now)) if *then == now => Ok(()),
        (Some(then), _) => say(format_args!(
            "the token secret then ({}) is not the one here: put it back, or everybody has to sign in again",
            short(then)
        )),
        (None, _) => Ok(()),
    }
}

/// The fingerprint of the secret, if there is one; makes none.
fn fingerprint(config: &Config) -> anyhow::Result<Option<Vec<u8>>> {
    if config.secret_file.is_none() && !Secret::is_made(&config.data) {
        return Ok(None);
    }
    let secret = Secret::load(config.secret_file.as_deref(), &config.data, &Clock::system())?;
    Ok(Some(secret.fingerprint().to_vec()))
}

/// As much of a fingerprint as people compare.
fn short(fingerprint: &[u8]) -> String {
    fingerprint.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
