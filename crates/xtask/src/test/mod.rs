//! `cargo xtask test`: everything that must hold, in stages, from the quickest to the slowest.

pub(crate) mod stages;
mod tally;

use std::time::Instant;

use anyhow::{Result, bail};

use crate::steps::{spoken, step};
use tally::Tally;

/// One stage: its name on the command line, and what it does.
struct Stage {
    name: &'static str,
    about: &'static str,
    work: fn() -> Result<Tally>,
}

const STAGES: [Stage; 7] = [
    Stage { name: "fmt", about: "every file is formatted", work: || stages::fmt().map(nothing_counted) },
    Stage {
        name: "clippy",
        about: "no lint speaks, in code or tests",
        work: || stages::clippy().map(nothing_counted),
    },
    Stage {
        name: "docs",
        about: "the documentation builds and its links lead somewhere",
        work: || stages::docs().map(nothing_counted),
    },
    Stage {
        name: "app",
        about: "the app builds for the browser",
        work: || stages::app().map(nothing_counted),
    },
    Stage {
        name: "server",
        about: "the server builds with the app inside",
        work: || stages::server().map(nothing_counted),
    },
    Stage { name: "unit", about: "unit, wire, store, server and architecture tests", work: stages::unit },
    Stage { name: "browser", about: "the product, from a real browser", work: stages::browser },
];

/// Runs the named stages, or all of them, and ends with one line: how many tests passed and how many failed.
///
/// # Errors
/// The first stage that fails, with the words that run it alone; or a name that is no stage.
pub(crate) fn main(names: &[String]) -> Result<()> {
    let chosen = chosen(names)?;
    let begun = Instant::now();
    let mut total = Tally::default();
    for stage in chosen {
        let outcome = step(&format!("{} ({})", stage.name, stage.about), stage.work);
        match outcome {
            Ok(tally) => total.add(tally),
            Err(problem) => return failed(stage, &total, &problem),
        }
        if total.failed > 0 {
            return failed(stage, &total, &anyhow::anyhow!("{} tests failed", total.failed));
        }
    }
    println!("all stages passed in {}", spoken(begun.elapsed()));
    println!("{total}");
    Ok(())
}

/// What `cargo xtask test --help` says: the stages in their order.
pub(crate) fn usage() -> String {
    let lines = STAGES.iter().map(|stage| format!("  {:<9}{}\n", stage.name, stage.about));
    format!(
        "cargo xtask test [STAGE]…\n\n{}\nWithout a name: all of them, up to the first that fails.",
        lines.collect::<String>()
    )
}

fn failed(stage: &Stage, total: &Tally, problem: &anyhow::Error) -> Result<()> {
    println!("{total}");
    bail!("stage `{name}`: {problem:#}. Run it alone: cargo xtask test {name}", name = stage.name)
}

fn chosen(names: &[String]) -> Result<Vec<&'static Stage>> {
    if names.is_empty() {
        return Ok(STAGES.iter().collect());
    }
    let find = |name: &String| match STAGES.iter().find(|stage| stage.name == name) {
        Some(stage) => Ok(stage),
        None => {
            let known: Vec<_> = STAGES.iter().map(|stage| stage.name).collect();
            bail!("`{name}` is no stage; the stages are {}", known.join(", "))
        }
    };
    names.iter().map(find).collect()
}

fn nothing_counted((): ()) -> Tally {
    Tally::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_every_stage_in_order() {
        let names: Vec<_> = chosen(&[]).unwrap().iter().map(|stage| stage.name).collect();
        assert_eq!(names, ["fmt", "clippy", "docs", "app", "server", "unit", "browser"]);
    }

    #[test]
    fn an_unknown_stage_is_answered_with_the_known_ones() {
        let problem = chosen(&["lint".to_owned()]).err().unwrap().to_string();
        assert!(problem.contains("`lint` is no stage") && problem.contains("clippy"), "{problem}");
    }
}
