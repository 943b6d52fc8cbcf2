//! `cargo xtask`: one place for set-up, build, run and test.

mod arguments;
mod bench;
mod browsers;
mod build;
mod dev;
mod dist;
mod environment;
mod paths;
mod postgres;
mod proc;
mod run;
mod screenshots;
mod size;
mod steps;
mod styles;
mod test;
mod tools;
mod web;

use std::process::ExitCode;

use anyhow::{Result, bail};
use arguments::Arguments;

const USAGE: &str = "\
cargo xtask COMMAND

  run          build what changed and start the product (--listen 127.0.0.1:8080, --data ./data, -- SERVER FLAGS)
  test         prove it: formatting, lints, docs, all tests, real browsers (or one stage: cargo xtask test clippy)
  build        the product in one file, target/release/frontdesk
  bench        measure it: the server's calls at 1,000,000 users on each engine (--users N, --engine sqlite|postgres, --rows WORDS);
               --first-load: what a first visit costs, on an emulated phone; --list: each click in a long list
  dev          app and server side by side, built again on save (same flags as run)
  size         what every file of the app weighs beside its budget, and what each crate costs in it
  dist         the release: target/dist/frontdesk-VERSION-ARCH-linux.tar.gz with a static binary, and SHA256SUMS
  screenshots  pictures of the running product into docs/screenshots
  styles       the sheets made from style/ (Trunk calls it)
  parts        the second files of programs, beside the first (Trunk calls it)";

fn main() -> ExitCode {
    let done = match web::split::is_bindgen() {
        true => web::split::bindgen(&std::env::args_os().skip(1).collect::<Vec<_>>()),
        false => dispatch(&std::env::args().skip(1).collect::<Vec<_>>()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("xtask: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[String]) -> Result<()> {
    let Some((command, rest)) = words.split_first() else { bail!("say what to do\n\n{USAGE}") };
    let asks_for_help =
        rest.iter().take_while(|word| *word != "--").any(|word| word == "--help" || word == "-h");
    match command.as_str() {
        "test" if asks_for_help => say(&test::usage()),
        "help" | "--help" | "-h" => say(USAGE),
        _ if asks_for_help => say(USAGE),
        "run" => run::main(&Arguments::parse(rest)?),
        "test" => test::main(rest),
        "build" => build::main(),
        "bench" => bench::main(rest),
        "dev" => dev::main(&Arguments::parse(rest)?),
        "size" => size::main(),
        "dist" => dist::main(),
        "screenshots" => screenshots::main(),
        "styles" => styles::generate(),
        "parts" => web::split::join(),
        other => bail!("there is no command `{other}`\n\n{USAGE}"),
    }
}

fn say(text: &str) -> Result<()> {
    println!("{text}");
    Ok(())
}
