//! Bringing everybody in from a file, into a place with nobody in it: how long that takes, and how much memory.

use crate::line::{Engine, Line};
use crate::server::{Place, memory_of};
use crate::table::Measured;
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// The most memory that it may need, MB.
const MEMORY: u64 = 150;

/// Writes the users of a place to a file, without their passwords, and brings them in elsewhere.
///
/// # Errors
/// Somebody is not written or not brought in.
pub(crate) async fn measure(place: &Place, line: &Line) -> Result<Option<Measured>> {
    if !line.wants("import") {
        return Ok(None);
    }
    let file = place.folder.with_extension("ndjson");
    let output = std::fs::File::create(&file)?;
    let mut export = place.command(&line.server, &["export"]);
    let status = export.stdout(Stdio::from(output)).status().await?;
    ensure!(status.success(), "frontdesk export failed ({status})");
    let other = Place::empty(line, place.users, "_import").await?;
    let (took, memory) = bring_in(&other, line, &file).await?;
    other.remove().await?;
    std::fs::remove_file(&file)?;
    let least = line.engine.of([60, 120]);
    let goal = match line.engine {
        Engine::Sqlite => format!("≤ {least} s, RSS ≤ {MEMORY} MB for 1,000,000"),
        Engine::Postgres => format!("≤ {least} s for 1,000,000"),
    };
    let is_light = line.engine == Engine::Postgres || memory <= MEMORY;
    let is_met = (place.users >= 1_000_000).then_some(took <= Duration::from_secs(least) && is_light);
    let figure = format!("{:.1} s, {memory} MB", took.as_secs_f64());
    let one = Measured::fact("import of all, without passwords", line.engine, &goal, figure, is_met);
    crate::say(format_args!("  {}", one.in_words()));
    Ok(Some(one))
}

/// How long it took, and the most memory that the program had, MB.
async fn bring_in(other: &Place, line: &Line, file: &Path) -> Result<(Duration, u64)> {
    let name = file.to_str().context("the scratch folder has no plain name")?;
    let mut import = other.command(&line.server, &["import", name]);
    let began = Instant::now();
    let (mut child, mut memory) = (import.stdout(Stdio::null()).spawn()?, 0);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        // It may end between the two looks.
        memory = memory_of(&child, "VmHWM:").unwrap_or(memory);
        sleep(Duration::from_millis(20)).await;
    };
    ensure!(status.success(), "frontdesk import failed ({status})");
    Ok((began.elapsed(), memory))
}
