//! `frontdesk export`.

use super::open::Desk;
use super::place::Place;
use crate::api::show;
use crate::transfer::{Format, Writer};
use anyhow::{Context, anyhow};
use clap::Args;
use frontdesk_wire::query::UserQuery;
use std::io::{ErrorKind, Write};

/// `frontdesk export`
#[derive(Args)]
pub(super) struct ExportLine {
    #[command(flatten)]
    place: Place,
    /// How it is written: ndjson or csv
    #[arg(long, value_name = "FORMAT", default_value = "ndjson", value_parser = format)]
    format: Format,
    /// Only users for whom this holds, as in `GET /users`: plan:pro; may be repeated
    #[arg(long, value_name = "FIELD:VALUE")]
    filter: Vec<String>,
    /// Only users with this in their user name or e-mail
    #[arg(long, value_name = "TEXT")]
    pattern: Option<String>,
    /// In this order, as in `GET /users`: email:1
    #[arg(long, value_name = "FIELD:1|-1")]
    sort: Option<String>,
}

pub(super) fn format(name: &str) -> Result<Format, String> {
    Format::named(name).ok_or_else(|| "write ndjson or csv".to_owned())
}

/// Writes everybody who fits to standard output. That nobody reads on is no failure.
///
/// # Errors
/// The data cannot be read, or standard output not be written: then what was written is not the whole.
pub(super) async fn run(line: ExportLine) -> anyhow::Result<()> {
    let query = query(&line)?;
    let desk = Desk::open(&line.place).await?;
    let writer = Writer::new(line.format);
    let mut selection = desk.store.select_users(&query).await?;
    let mut piece = writer.beginning();
    let mut is_read = put(&piece)?;
    while let Some(users) = desk.store.read_next(&mut selection).await?.filter(|_| is_read) {
        piece.clear();
        users.iter().try_for_each(|user| writer.add(&mut piece, &show(user)))?;
        is_read = put(&piece)?;
    }
    desk.store.close().await;
    Ok(())
}

fn query(line: &ExportLine) -> anyhow::Result<UserQuery> {
    let filters = line.filter.iter().map(|filter| ("filter", filter));
    let rest = [("pattern", line.pattern.as_ref()), ("sort", line.sort.as_ref())];
    let rest = rest.into_iter().filter_map(|(name, value)| Some((name, value?)));
    UserQuery::from_pairs(filters.chain(rest)).map_err(|problem| anyhow!("{}", problem.message))
}

/// `false`: nobody reads any more.
fn put(bytes: &[u8]) -> anyhow::Result<bool> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() == ErrorKind::BrokenPipe => Ok(false),
        other => other.map(|()| true).context("standard output cannot be written; the export is not whole"),
    }
}
