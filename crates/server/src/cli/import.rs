//! `frontdesk import`.

use super::open::Desk;
use super::place::Place;
use super::say::say;
use crate::transfer::{Broken, Format, Import, Manner, Rules};
use anyhow::{Context, anyhow, bail};
use bytes::Bytes;
use clap::Args;
use frontdesk_store::{By, OnExisting};
use frontdesk_wire::replies::Imported;
use std::fs::File;
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How much is read at once.
const PIECE: usize = 256 * 1024;

/// `frontdesk import`
#[derive(Args)]
pub(super) struct ImportLine {
    /// The file; - reads standard input
    #[arg(value_name = "FILE|-")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
    /// How it is written: ndjson or csv [default: as the file's name ends, else ndjson]
    #[arg(long, value_name = "FORMAT", value_parser = super::export::format)]
    format: Option<Format>,
    /// What becomes of users who are there already: skip leaves them, update changes what the file says of them
    #[arg(long, value_name = "WHAT", default_value = "skip", value_parser = on_existing)]
    on_existing: OnExisting,
    /// Say what would become of each line, and save nothing
    #[arg(long)]
    dry_run: bool,
    /// The first line to look at: where an import that broke off goes on
    #[arg(long, value_name = "LINE", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    from: u64,
}

fn on_existing(name: &str) -> Result<OnExisting, String> {
    match name {
        "skip" => Ok(OnExisting::Skip),
        "update" => Ok(OnExisting::Update),
        _ => Err("write skip or update".to_owned()),
    }
}

/// Brings users in and says what became of them.
///
/// # Errors
/// The file cannot be read or understood, the data not be written, or some lines could not be brought in.
pub(super) async fn run(line: ImportLine) -> anyhow::Result<()> {
    let file = open(&line.file)?;
    let desk = Desk::open_or_make(&line.place).await?;
    let ending = line.file.extension().and_then(|ending| ending.to_str());
    let format =
        line.format.or_else(|| Format::named(&ending?.to_ascii_lowercase())).unwrap_or(Format::Ndjson);
    let manner = Manner { format, on_existing: line.on_existing, is_dry: line.dry_run, from: line.from };
    let rules = Rules { clock: desk.clock.clone(), default_vendor: desk.config.default_vendor.clone() };
    let mut import = Import::new(Arc::clone(&desk.store), rules, manner, By::command(desk.clock.now()));
    let read = read(file, &mut import).await;
    let ended = import.end(read.is_ok()).await.map_err(told);
    let report = import.report();
    desk.store.close().await;
    tell(&report)?;
    if let Err(problem) = read.and(ended) {
        let saved = report.saved_through;
        return Err(problem
            .context(format!("everything up to line {saved} is saved; go on with --from {}", saved + 1)));
    }
    if report.problem_count > 0 {
        bail!("{} lines were not brought in; everybody else was", report.conflicts + report.invalid);
    }
    Ok(())
}

fn open(path: &Path) -> anyhow::Result<Box<dyn Read + Send>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(std::io::stdin()));
    }
    Ok(Box::new(File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?))
}

async fn read(mut file: Box<dyn Read + Send>, import: &mut Import) -> anyhow::Result<()> {
    let watched = std::io::stderr().is_terminal();
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        file.by_ref().take(PIECE as u64).read_to_end(&mut piece).context("the file cannot be read on")?;
        if piece.is_empty() {
            break;
        }
        import.take(Bytes::from(piece)).await.map_err(told)?;
        if watched {
            // Progress that cannot be shown is no reason to stop.
            let _ = write!(std::io::stderr(), "\rsaved up to line {}", import.saved_through());
        }
    }
    if watched {
        let _ = writeln!(std::io::stderr());
    }
    Ok(())
}

fn told(broken: Broken) -> anyhow::Error {
    match broken {
        Broken::File(problem) => anyhow!("{}", problem.message),
        Broken::Store(cause) => cause.into(),
        Broken::Fault(cause) => cause,
    }
}

fn tell(report: &Imported) -> anyhow::Result<()> {
    let would = if report.dry_run { "would be " } else { "" };
    say(format_args!(
        "{} rows: {} {would}added, {} {would}changed, {} left as they are, {} in conflict, {} not understood",
        report.rows, report.created, report.updated, report.skipped, report.conflicts, report.invalid
    ))?;
    for problem in &report.problems {
        say(format_args!(
            "line {}: {}: {} ({})",
            problem.line, problem.field, problem.message, problem.code
        ))?;
    }
    let left = report.problem_count.saturating_sub(report.problems.len() as u64);
    if left > 0 {
        say(format_args!("and {left} more"))?;
    }
    Ok(())
}
