//! `frontdesk demo`.

use super::open::Desk;
use super::place::Place;
use super::say::say;
use crate::demo;
use clap::Args;
use frontdesk_wire::Password;
use std::io::{IsTerminal, Write};

/// `frontdesk demo`
#[derive(Args)]
pub(super) struct DemoLine {
    #[command(flatten)]
    place: Place,
    /// How many people
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    users: u64,
}

/// Adds the crowd and says with which password any of them signs in.
///
/// # Errors
/// The data cannot be opened or written.
pub(super) async fn run(line: DemoLine) -> anyhow::Result<()> {
    let desk = Desk::open_or_make(&line.place).await?;
    let hash = desk
        .passwords
        .hash(&Password::new(demo::PASSWORD.to_owned()))
        .await
        .map_err(|_| anyhow::anyhow!("no hash"))?;
    let watched = std::io::stderr().is_terminal();
    let progress = |seen: u64| {
        if watched {
            // Progress that cannot be shown is no reason to stop.
            let _ = write!(std::io::stderr(), "\r{seen} of {}", line.users);
        }
    };
    let added = demo::fill(&*desk.store, &hash, line.users, desk.clock.now(), progress).await?;
    let is_governed = desk.store.has_admin().await?;
    desk.store.close().await;
    if watched {
        let _ = writeln!(std::io::stderr());
    }
    say(format_args!("{added} people added; each signs in with the password {}", demo::PASSWORD))?;
    if is_governed {
        return Ok(());
    }
    let data = line.place.data.display();
    say(format_args!(
        "None of them administers. Add somebody who does: frontdesk user add you@example.com --admin --data {data}"
    ))
}
