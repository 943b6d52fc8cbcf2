//! `cargo xtask bench`: what the product costs, measured on the release binary and written down in `docs/benchmarks`.

mod in_browser;
mod server;

use anyhow::{Context, Result, bail};

use in_browser::Bench;

/// What can be measured, by its flag.
const USAGE: &str = "\
cargo xtask bench [--users 1000000] [--engine sqlite|postgres] [--rows WORDS]
cargo xtask bench --first-load [--runs 5]
cargo xtask bench --list [--runs 10]

  --users, --engine, --rows, or nothing: the server's calls under load, on each engine; docs/benchmarks/server.md
  --first-load  every page, cold, on an emulated slow phone, and by Lighthouse; docs/benchmarks/first-load.md
  --list        each click in the list of 100,000 users, in a browser; docs/benchmarks/list.md";

/// Measures what the flag names.
///
/// # Errors
/// A flag is not known, something does not build, or what is measured does not work.
pub(crate) fn main(words: &[String]) -> Result<()> {
    let said: Vec<&str> = words.iter().map(String::as_str).collect();
    match said.as_slice() {
        ["--first-load", rest @ ..] => Bench::FIRST_LOAD.run(runs(rest)?),
        ["--list", rest @ ..] => Bench::LIST.run(runs(rest)?),
        [] | ["--users" | "--engine" | "--rows", ..] => server::main(words),
        _ => bail!("`{}` is not known here\n\n{USAGE}", said.join(" ")),
    }
}

/// Reads `--runs N`.
fn runs(words: &[&str]) -> Result<Option<u32>> {
    match words {
        [] => Ok(None),
        ["--runs", runs] => {
            let runs = runs.parse().ok().filter(|runs| *runs > 0);
            Ok(Some(runs.context("--runs takes a number from 1")?))
        }
        _ => bail!("`{}` is not known here\n\n{USAGE}", words.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_answered_with_what_is() {
        for words in [&["--first-lode"][..], &["--first-load", "--run", "3"]] {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            assert!(main(&words).unwrap_err().to_string().contains(USAGE), "{words:?}");
        }
        assert!(runs(&["--runs", "0"]).is_err() && runs(&["--runs", "many"]).is_err());
        assert_eq!(runs(&["--runs", "3"]).unwrap(), Some(3));
    }
}
