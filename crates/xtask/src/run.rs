//! `cargo xtask run`: builds what changed and starts the product.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::{build, proc};

/// Builds the product if anything changed, then becomes the server.
///
/// # Errors
/// The address cannot be used, or something does not build.
pub(crate) fn main(arguments: &Arguments) -> Result<()> {
    must_be_free(&arguments.listen)?;
    let server = build::whole()?;
    let mut command = proc::command(server);
    command.args(["serve", "--listen", &arguments.listen, "--data", &arguments.data]).args(&arguments.rest);
    become_it(&mut command)
}

/// Finds out before minutes of building whether the server could listen at all.
///
/// # Errors
/// The address is not one, or not to be had.
pub(crate) fn must_be_free(listen: &str) -> Result<()> {
    let address: SocketAddr = listen
        .parse()
        .with_context(|| format!("`{listen}` is not an address to listen on, such as 127.0.0.1:8080"))?;
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(cause) if cause.kind() == ErrorKind::AddrInUse => {
            let next = address.port().checked_add(1).unwrap_or(8080);
            bail!(
                "port {} is in use: stop what uses it, or choose another with --listen {}:{next}",
                address.port(),
                address.ip()
            )
        }
        Err(cause) => bail!("cannot listen on {listen}: {cause}"),
    }
}

/// Replaces this process, so that signals reach the server itself and its answer to them is the last word.
#[cfg(unix)]
fn become_it(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;

    let cause = command.exec();
    Err(cause).context("cannot start the server")
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> Result<()> {
    proc::run(command, "the server")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_one_line_that_says_what_to_do() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        let problem = must_be_free(&address.to_string()).unwrap_err().to_string();
        assert!(problem.contains(&format!("port {} is in use", address.port())), "{problem}");
        assert!(problem.contains("--listen 127.0.0.1:") && !problem.contains('\n'), "{problem}");
    }

    #[test]
    fn what_is_no_address_is_said_to_be_none() {
        let problem = must_be_free("8080").unwrap_err().to_string();
        assert!(problem.contains("`8080` is not an address"), "{problem}");
    }
}
