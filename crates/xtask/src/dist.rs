//! `cargo xtask dist`: the release, as it is handed out: one archive with a static binary, and its checksum.

use std::env::consts::ARCH;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

use crate::steps::step;
use crate::{paths, proc, tools, web};

/// What stands beside the binary, from where, under which name.
const BESIDE: [(&str, &str); 5] = [
    ("README.md", "README.md"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("docs/operations.md", "operations.md"),
    ("packaging/frontdesk.service", "frontdesk.service"),
    ("packaging/Dockerfile", "Dockerfile"),
];

/// Builds the archive and its checksum.
///
/// # Errors
/// This is no Linux, a tool is missing, something does not build, or what was built must not be handed out.
pub(crate) fn main() -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("a release is built on Linux: its binary is linked with musl");
    }
    let target = format!("{ARCH}-unknown-linux-musl");
    step("app", web::ensure)?;
    let binary = step("static binary", || binary(&target))?;
    let name = format!("frontdesk-{}-{ARCH}-linux", env!("CARGO_PKG_VERSION"));
    let archive = step("archive", || archive(&name, &binary))?;
    println!("built {}", archive.display());
    Ok(())
}

fn binary(target: &str) -> Result<PathBuf> {
    tools::add_target(target)?;
    let compiler = compiler()?;
    let mut cargo = proc::cargo([
        "build",
        "--release",
        "--locked",
        "--package",
        "frontdesk-server",
        "--bin",
        "frontdesk",
    ]);
    // Linked by the system's compiler against the C library that comes with Rust: what musl-gcc links as a position-independent
    // program asks for a loader.
    cargo.args(["--target", target]).env(format!("CC_{}", target.replace('-', "_")), compiler);
    cargo.env("CARGO_PROFILE_RELEASE_STRIP", "symbols");
    cargo.env("RUSTFLAGS", remapped()?).env("SOURCE_DATE_EPOCH", moment());
    proc::run(&mut cargo, "building the static binary")?;
    let binary = paths::target().join(target).join("release/frontdesk");
    web::must_be_inside(&binary)?;
    let bytes = fs::read(&binary)?;
    let version =
        proc::said(proc::command(&binary).arg("--version")).context("what was built does not run")?;
    if version.contains("weak-hash") {
        bail!("{} hashes passwords weakly: that is for measuring, not to be handed out", binary.display());
    }
    if interpreter(&bytes).context("what was built is no program")? {
        bail!("{} is not static: it asks for a loader", binary.display());
    }
    Ok(binary)
}

/// The C compiler for musl: SQLite and ring are in C.
fn compiler() -> Result<&'static str> {
    const NAME: &str = "musl-gcc";
    if paths::on_path(&[NAME]).is_none() {
        if !tools::may_use_apt() {
            bail!("a static binary needs {NAME}: install it (Debian: apt-get install musl-tools)");
        }
        tools::apt_install(&["musl-tools"])?;
    }
    Ok(NAME)
}

/// Flags under which no folder of this machine gets into the binary, so that two machines build the same.
fn remapped() -> Result<String> {
    let home =
        proc::said(proc::command("rustc").args(["--print", "sysroot"])).context("rustc has no sysroot")?;
    let mut flags = vec![
        format!("--remap-path-prefix={}=/frontdesk", paths::root().display()),
        format!("--remap-path-prefix={home}=/rust"),
    ];
    flags.extend(paths::cargo_home().map(|home| format!("--remap-path-prefix={}=/cargo", home.display())));
    Ok(flags.join(" "))
}

/// When the last commit was made, which dates everything in the archive: seconds.
fn moment() -> String {
    proc::said(proc::command("git").args(["log", "-1", "--format=%ct"])).unwrap_or_else(|| "0".to_owned())
}

/// Does a program ask for a loader? `None`: it is no 64-bit ELF program.
fn interpreter(bytes: &[u8]) -> Option<bool> {
    const PT_INTERP: u64 = 3;
    let number = |at: usize, length: usize| {
        let bytes = bytes.get(at..at + length)?;
        Some(bytes.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)))
    };
    if !bytes.starts_with(b"\x7fELF\x02\x01") {
        return None;
    }
    let (table, size, count) = (number(32, 8)?, number(54, 2)?, number(56, 2)?);
    let kinds = (0..count).map(|at| number(usize::try_from(table + at * size).ok()?, 4));
    Some(kinds.collect::<Option<Vec<_>>>()?.contains(&PT_INTERP))
}

/// Packs the binary and what stands beside it, the same bytes each time, and writes its checksum.
fn archive(name: &str, binary: &Path) -> Result<PathBuf> {
    let folder = paths::target().join("dist");
    let staged = folder.join(name);
    if staged.exists() {
        fs::remove_dir_all(&staged)?;
    }
    fs::create_dir_all(&staged)?;
    fs::copy(binary, staged.join("frontdesk")).context("the binary cannot be copied")?;
    for (from, to) in BESIDE {
        fs::copy(paths::root().join(from), staged.join(to))
            .with_context(|| format!("{from} cannot be copied"))?;
    }
    fs::write(staged.join("THIRD-PARTY.md"), third_party()?)?;
    let mut tar = Command::new("tar");
    tar.current_dir(&folder).args(["--create", "--sort=name", "--format=ustar", "--owner=0", "--group=0"]);
    tar.args(["--numeric-owner", "--mode=u+rwX,go+rX,go-w", &format!("--mtime=@{}", moment()), name]);
    let packed = tar.output().context("cannot start tar")?;
    if !packed.status.success() {
        bail!("tar failed: {}", String::from_utf8_lossy(&packed.stderr));
    }
    let archive = folder.join(format!("{name}.tar.gz"));
    let mut zip = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    zip.write_all(&packed.stdout)?;
    let bytes = zip.finish()?;
    File::create(&archive)?.write_all(&bytes)?;
    let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(folder.join("SHA256SUMS"), format!("{sum}  {name}.tar.gz\n"))?;
    Ok(archive)
}

/// Whose work is inside, and under which licence each of it may be handed on.
fn third_party() -> Result<String> {
    let mut tree =
        proc::cargo(["tree", "--package", "frontdesk-server", "--edges", "normal", "--prefix", "none"]);
    tree.args(["--locked", "--format", "{p} | {l} | {r}"]);
    let said = proc::said(&mut tree).context("cargo tree does not answer")?;
    let mut lines: Vec<&str> = said.lines().filter(|line| !line.starts_with("frontdesk-")).collect();
    let plain = |line: &str| line.trim_end_matches("(*)").trim_end().to_owned();
    lines.sort_unstable();
    let mut rows: Vec<String> = lines.into_iter().map(|line| format!("| {} |", plain(line))).collect();
    rows.dedup();
    Ok(format!(
        "# What is inside besides our own work\n\nSQLite, which is in the public domain, and these Rust packages:\n\n\
         | package | licence | source |\n|---|---|---|\n{}\n",
        rows.join("\n")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_asks_for_a_loader_is_told_from_one_that_does_not() {
        let program = |kind: u8| {
            let mut bytes = vec![0; 64 + 2 * 56];
            bytes[..6].copy_from_slice(b"\x7fELF\x02\x01");
            (bytes[32], bytes[54], bytes[56]) = (64, 56, 2);
            (bytes[64], bytes[64 + 56]) = (1, kind);
            bytes
        };
        assert_eq!(interpreter(&program(3)), Some(true));
        assert_eq!(interpreter(&program(2)), Some(false));
        assert_eq!(interpreter(b"#!/bin/sh"), None);
        assert_eq!(interpreter(&program(3)[..70]), None);
    }

    #[test]
    fn everything_that_is_packed_is_there() {
        for (from, _) in BESIDE {
            assert!(paths::root().join(from).is_file(), "{from}");
        }
    }
}
