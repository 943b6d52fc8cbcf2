//! Counts tests by what cargo says while it runs them.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// How many tests passed and how many failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that held.
    pub(crate) passed: u64,
    /// Tests that did not.
    pub(crate) failed: u64,
}

impl Tally {
    /// Adds another count to this one.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Reads `test result: ok. 8 passed; 1 failed; 0 ignored; …`; any other line is no result.
    pub(crate) fn from_line(line: &str) -> Option<Self> {
        let (_, counts) = line.trim_start().strip_prefix("test result: ")?.split_once(". ")?;
        let count = |what: &str| {
            let part = counts.split(';').map(str::trim).find(|part| part.ends_with(what))?;
            part.split_whitespace().next()?.parse().ok()
        };
        Some(Self { passed: count("passed")?, failed: count("failed")? })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Runs a `cargo test`, showing what it says as it comes, and counts.
///
/// # Errors
/// It fails without a failed test: something does not compile, or a test ends its process.
pub(crate) fn counted(cargo: &mut Command) -> Result<Tally> {
    let mut child = cargo.stdout(Stdio::piped()).spawn().context("cannot start cargo")?;
    let mut tally = Tally::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line.context("cargo's output cannot be read")?;
            println!("{line}");
            if let Some(result) = Tally::from_line(&line) {
                tally.add(result);
            }
        }
    }
    let status = child.wait()?;
    if !status.success() && tally.failed == 0 {
        bail!("cargo test failed ({status}); its own words are above");
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_line_is_counted() {
        let line = "test result: FAILED. 8 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.12s";
        assert_eq!(Tally::from_line(line), Some(Tally { passed: 8, failed: 1 }));
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(Tally::from_line("test tests::result: ok. 3 passed ... ok"), None);
        assert_eq!(Tally::from_line("running 9 tests"), None);
    }

    #[test]
    fn counts_add_up_and_read_plainly() {
        let mut total = Tally { passed: 2, failed: 0 };
        total.add(Tally { passed: 40, failed: 1 });
        assert_eq!(total.to_string(), "42 passed, 1 failed");
    }
}
