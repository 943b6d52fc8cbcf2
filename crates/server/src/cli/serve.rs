//! `frontdesk serve`.

use super::open::{open_data, whereabouts};
use super::say::say;
use super::{ServeLine, set_up};
use crate::auth::password::Cost;
use crate::clock::Clock;
use crate::config::LogFormat;
use crate::mail::Mailer;
use crate::scrape;
use crate::state::{Parts, State};
use anyhow::{Context, anyhow};
use frontdesk_store::Opening;
use std::io::{ErrorKind, IsTerminal};
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Starts the server and runs it until it is told to stop.
///
/// # Errors
/// Anything that keeps it from starting: one sentence that says what.
pub(super) async fn run(line: ServeLine) -> anyhow::Result<()> {
    let listener = listen(line.listen).await?;
    let mut config = line.place.settle(listener.local_addr()?)?.with_api(line.api.as_deref())?;
    log(line.log, config.log_format);
    config.app_dir = line.app_dir;
    let clock = Clock::system();
    let (store, secret) = open_data(&config, Opening::Serve, &clock).await?;
    let mailer = Mailer::new(&config.mail)?;
    let state = State::new(Parts { store, clock, config, secret, cost: Cost::BUILT, mailer })?;
    if !state.config.limits {
        tracing::warn!("LIMITS=off: nothing keeps anybody from guessing passwords; for benchmarks alone");
    }
    if super::is_hash_weak() {
        tracing::warn!(
            "this build has the feature weak-hash: passwords are hardly protected; for benchmarks alone"
        );
    }
    if let Some(address) = state.config.metrics_listen {
        tokio::spawn(scrape::run(listen(address).await?, state.clone()));
    }
    welcome(&state, listener.local_addr()?)?;
    set_up::offer(&state).await?;
    crate::serve::serve(listener, state, told_to_stop()).await
}

/// Our own words at the level asked for, of others only warnings: their finer words can hold mails, statements, headers.
fn log(level: tracing::Level, format: LogFormat) {
    let filter = Targets::new().with_default(tracing::Level::WARN).with_target("frontdesk", level);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = match format {
        LogFormat::Text => lines.with_ansi(std::io::stderr().is_terminal()).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
    };
    // Somebody who has set up a log already keeps it.
    let _ = tracing_subscriber::registry().with(filter).with(lines).try_init();
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|cause| match cause.kind() {
        ErrorKind::AddrInUse => {
            let next = address.port().checked_add(1).unwrap_or(8080);
            anyhow!(
                "port {} is in use: stop what uses it, or choose another with --listen {}:{next}",
                address.port(),
                address.ip()
            )
        }
        _ => anyhow!("cannot listen on {address}: {cause}"),
    })
}

fn welcome(state: &State, address: SocketAddr) -> anyhow::Result<()> {
    let config = &state.config;
    say(format_args!("{} is at {} (listening on http://{address})", config.app_name, config.front_end))?;
    if config.database.is_some() {
        say(format_args!("The data is in {}", whereabouts(config)))?;
    }
    if config.mail.smtp.is_none() {
        say(format_args!("No mail server is set: mails are written to {}", config.mail.outbox.display()))?;
    }
    if !crate::assets::is_app_inside() && config.app_dir.is_none() {
        say(
            "The app is not in this binary; the API alone is served. `cargo xtask build` makes one with the app.",
        )?;
    }
    Ok(())
}

/// Ctrl-C, or SIGTERM where there is one.
async fn told_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.context("no Ctrl-C").is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
