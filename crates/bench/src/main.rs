//! Drives a running Frontdesk over loopback and measures what it answers, at two sizes, on one engine.
//!
//! Clients are hyper's, one connection each, so that every answer is checked and every time is counted exactly; the same clients drive a bare handler, which
//! says what they cost themselves. `cargo xtask bench` builds the server, starts PostgreSQL and calls this once for each engine.

mod client;
mod finding;
mod floor;
mod import;
mod line;
mod load;
mod outage;
mod plan;
mod server;
mod table;
mod whole;

use anyhow::{Context, Result};
use line::Line;
use server::Server;
use std::io::Write;
use table::Measured;

fn main() -> Result<()> {
    let line = Line::parse(std::env::args().skip(1))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(&line))
}

async fn run(line: &Line) -> Result<()> {
    let mut sizes = vec![10_000, line.users];
    sizes.retain(|size| *size <= line.users);
    sizes.dedup();
    let mut measured: Vec<Measured> = Vec::new();
    for size in sizes {
        let at_size = at(line, size).await.with_context(|| format!("at {size} users"))?;
        table::join(&mut measured, at_size);
    }
    let output = line.output.display();
    std::fs::write(&line.output, table::table(&measured))
        .with_context(|| format!("{output} cannot be written"))
}

/// Everything, at one size.
async fn at(line: &Line, users: u64) -> Result<Vec<Measured>> {
    say(format_args!("{}: {users} users", line.engine.name()));
    let place = server::Place::fill(line, users).await?;
    let mut measured = place.facts();
    measured.extend(import::measure(&place, line).await?);
    let server = Server::start(&place, &line.server, &[]).await?;
    measured.extend(server.facts());
    let floors = floor::Floors::measure(&place, line).await?;
    for row in finding::ROWS.iter().filter(|row| line.wants(row.name) && row.fits(users)) {
        let one = finding::measure(&server, row, users, &floors, line.engine).await;
        let one = one.with_context(|| row.name.to_owned())?;
        say(format_args!("  {}", one.in_words()));
        measured.push(one);
    }
    measured.extend(whole::measure(&server, line, &floors).await?);
    // Memory of the last sign-ins is given back after a second.
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    measured.extend(server.facts_at_the_end());
    let last = [outage::restart(&server, line).await?, Some(outage::stop(server, line.engine).await?)];
    last.iter().flatten().for_each(|one| say(format_args!("  {}", one.in_words())));
    measured.extend(last.into_iter().flatten());
    measured.extend(whole::with_cheap_hashes(&place, line, &floors).await?);
    place.remove().await?;
    Ok(measured)
}

/// Says what is going on; where nobody can be told, the work goes on all the same.
fn say(words: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stderr(), "{words}");
}
