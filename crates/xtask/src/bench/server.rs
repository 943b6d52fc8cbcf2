//! The server under load: built, filled on each engine, driven by `crates/bench`, written down in `docs/benchmarks/server.md`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::postgres::Cluster;
use crate::steps::step;
use crate::{build, paths, proc, web};

/// What may be asked for.
struct Arguments {
    users: u64,
    /// Only this engine, or both.
    engine: Option<String>,
    /// Only rows whose name holds this.
    rows: Option<String>,
}

impl Arguments {
    fn parse(words: &[String]) -> Result<Self> {
        let mut arguments = Self { users: 1_000_000, engine: None, rows: None };
        let mut words = words.iter();
        while let Some(flag) = words.next() {
            let value = words.next().with_context(|| format!("{flag} needs a value"))?;
            match flag.as_str() {
                "--users" => arguments.users = value.parse().context("--users needs a number")?,
                "--engine" if ["sqlite", "postgres"].contains(&value.as_str()) => {
                    arguments.engine = Some(value.clone());
                }
                "--engine" => bail!("--engine is sqlite or postgres"),
                "--rows" => arguments.rows = Some(value.clone()),
                _ => bail!("`{flag}` is not known here: --users N, --engine sqlite|postgres, --rows WORDS"),
            }
        }
        Ok(arguments)
    }

    /// Is it all that is to be written down?
    fn is_whole(&self) -> bool {
        self.users == 1_000_000 && self.engine.is_none() && self.rows.is_none()
    }
}

/// Builds, measures, prints the table, and writes it down if nothing was left out.
///
/// # Errors
/// A flag that is not known, or anything that keeps a part from being built or measured.
pub(crate) fn main(words: &[String]) -> Result<()> {
    let arguments = Arguments::parse(words)?;
    let folder = paths::target().join("bench");
    fs::create_dir_all(&folder)?;
    let binaries = binaries(&folder)?;
    let mut table = String::new();
    for engine in ["sqlite", "postgres"] {
        if arguments.engine.as_deref().is_none_or(|only| only == engine) {
            let measured = step(engine, || measure(&arguments, engine, &binaries, &folder))?;
            // Both have the same head.
            let lines = measured.split_inclusive('\n').skip(if table.is_empty() { 0 } else { 2 });
            table.extend(lines);
        }
    }
    println!("{table}");
    if arguments.is_whole() { write_down(&table) } else { Ok(()) }
}

/// The product, the same with a hash that costs nothing, and the program that measures both.
struct Binaries {
    server: PathBuf,
    cheap: PathBuf,
    bench: PathBuf,
}

fn binaries(folder: &Path) -> Result<Binaries> {
    let kept = |name: &str| -> Result<PathBuf> {
        // A later build must not change what is being measured.
        let kept = folder.join(name);
        fs::copy(paths::server("release"), &kept).context("the server cannot be copied")?;
        Ok(kept)
    };
    step("app", web::ensure)?;
    let weak = ["--package", "frontdesk-server", "--release", "--features", "weak-hash"];
    step("server with a weak hash", || build::server(&weak, "release"))?;
    let cheap = kept("frontdesk-weak-hash")?;
    build::whole()?;
    let server = kept("frontdesk")?;
    let mut cargo = proc::cargo(["build", "--release", "--package", "frontdesk-bench"]);
    step("load generator", || proc::run(&mut cargo, "building the load generator"))?;
    Ok(Binaries { server, cheap, bench: paths::target().join("release/frontdesk-bench") })
}

/// The lines of one engine.
fn measure(arguments: &Arguments, engine: &str, binaries: &Binaries, folder: &Path) -> Result<String> {
    let output = folder.join(format!("{engine}.md"));
    let mut bench = proc::command(&binaries.bench);
    bench.args(["--engine", engine, "--users", &arguments.users.to_string()]);
    bench.arg("--cheap").arg(&binaries.cheap);
    bench.arg("--server").arg(&binaries.server).arg("--output").arg(&output).arg("--scratch").arg(folder);
    if let Some(rows) = &arguments.rows {
        bench.args(["--rows", rows]);
    }
    let cluster = if engine == "postgres" { Some(Cluster::durable()?) } else { None };
    if let Some(cluster) = &cluster {
        bench.arg("--postgres").arg(cluster.url());
        bench.args(cluster.restart().map(|restart| ["--restart".to_owned(), restart]).into_iter().flatten());
    }
    proc::run(&mut bench, "the load")?;
    fs::read_to_string(&output).with_context(|| format!("{} cannot be read", output.display()))
}

fn write_down(table: &str) -> Result<()> {
    let file = paths::root().join("docs/benchmarks/server.md");
    let text = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let written =
        between(&text, table).with_context(|| format!("{} has no place for the table", file.display()))?;
    fs::write(&file, written).with_context(|| format!("{} cannot be written", file.display()))
}

/// The text with the table in its place, which two comments mark.
fn between(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once("<!-- table -->")?;
    let (_, after) = rest.split_once("<!-- end of table -->")?;
    Some(format!("{before}<!-- table -->\n\n{table}\n<!-- end of table -->{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_takes_the_place_of_the_one_before() {
        let text = "a\n<!-- table -->\n\n| old |\n<!-- end of table -->\nz\n";
        let written = between(text, "| new |\n").unwrap();
        assert_eq!(written, "a\n<!-- table -->\n\n| new |\n\n<!-- end of table -->\nz\n");
        assert_eq!(between(&written, "| new |\n").unwrap(), written);
        assert!(between("no place", "").is_none());
    }

    #[test]
    fn a_part_is_never_written_down_as_the_whole() {
        let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert!(Arguments::parse(&[]).unwrap().is_whole());
        for part in ["--users 1000", "--engine sqlite", "--rows count"] {
            assert!(!Arguments::parse(&words(part)).unwrap().is_whole(), "{part}");
        }
        for wrong in ["--engine oracle", "--users many", "--users", "--quick 1"] {
            assert!(Arguments::parse(&words(wrong)).is_err(), "{wrong}");
        }
    }
}
