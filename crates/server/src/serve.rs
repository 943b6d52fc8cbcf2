//! Listens, answers, stops. Every connection has its deadlines: for a request's head here, for its body in the router's
//! intake, for whoever reads the answer in `stream`.

mod stream;

use crate::auth::Peer;
use crate::health;
use crate::state::State;
use crate::{jobs, router};
use anyhow::bail;
use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use stream::Stream;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until, timeout_at};
use tower::ServiceExt;

/// How long a request's head may take, and how long a connection may idle.
const HEAD: Duration = Duration::from_secs(5);
/// The same on a connection that is made after the stop.
const LATE_HEAD: Duration = Duration::from_secs(1);
/// How long requests under way may go on after the stop.
const GRACE: Duration = Duration::from_secs(8);
/// How often the store throws away what has run out.
const TIDY: Duration = Duration::from_secs(60);

/// What stands behind a listener.
#[derive(Clone)]
pub(crate) struct Front {
    /// Answers requests.
    pub(crate) router: Router,
    /// Answers what is no request.
    pub(crate) state: State,
}

/// Serves until `stop` comes, then answers what is under way.
///
/// # Errors
/// The data turned out to be damaged.
pub async fn serve(
    listener: TcpListener,
    state: State,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let (stopping, stopped) = watch::channel(false);
    let worker = tokio::spawn(jobs::run(state.clone(), stopped.clone()));
    let tidy = tokio::spawn(keep_tidy(state.clone()));
    let refusals = tokio::spawn(state.refusals.clone().run());
    let mut connections = JoinSet::new();
    let front = Front { router: router::router(&state), state: state.clone() };
    let is_damaged = tokio::select! {
        () = accept(&listener, &front, &stopped, &mut connections) => false,
        () = stop => false,
        () = health::damage() => true,
    };
    state.health.stop();
    // Nobody listening any more is no failure.
    let _ = stopping.send(true);
    drain(listener, &front, &stopped, connections).await;
    tidy.abort();
    refusals.abort();
    if let Err(cause) = state.refusals.flush().await {
        tracing::warn!(%cause, "the last refused sign-ins are not in the audit trail");
    }
    // A worker that panicked has said so itself.
    let _ = worker.await;
    state.store.close().await;
    if is_damaged {
        bail!("the data is damaged: the server stopped and left it as it is; run `frontdesk check`");
    }
    Ok(())
}

/// Takes connections for ever.
pub(crate) async fn accept(
    listener: &TcpListener,
    front: &Front,
    stopped: &watch::Receiver<bool>,
    connections: &mut JoinSet<()>,
) {
    loop {
        tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, peer)) => {
                    connections.spawn(connection(stream, peer, front.clone(), stopped.clone()));
                }
                Err(cause) => {
                    // Out of file handles, mostly: some come back as connections end.
                    tracing::warn!(%cause, "a connection could not be taken");
                    sleep(Duration::from_millis(100)).await;
                }
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// While requests are under way new connections are answered too, so that whoever asks learns that the server is leaving. Once there
/// are none, nobody else is let in.
async fn drain(
    listener: TcpListener,
    front: &Front,
    stopped: &watch::Receiver<bool>,
    mut connections: JoinSet<()>,
) {
    let (end, mut late) = (Instant::now() + GRACE, JoinSet::new());
    loop {
        tokio::select! {
            biased;
            () = sleep_until(end) => break,
            left = connections.join_next() => if left.is_none() { break },
            Some(_) = late.join_next() => {}
            taken = listener.accept() => if let Ok((stream, peer)) = taken {
                late.spawn(connection(stream, peer, front.clone(), stopped.clone()));
            },
        }
    }
    drop(listener);
    // Whoever is not answered by the end is cut off.
    let _ = timeout_at(end, async { while late.join_next().await.is_some() {} }).await;
}

/// Answers one connection's requests until it ends, or until the stop and then the one under way.
async fn connection(stream: TcpStream, peer: SocketAddr, front: Front, mut stopped: watch::Receiver<bool>) {
    // Small answers should not wait for more; a socket that refuses works all the same.
    let _ = stream.set_nodelay(true);
    let Front { router, state } = front;
    let stream = Stream::new(stream, Arc::new(move |status| router::unreadable(&state, status)));
    let service = router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer.ip()));
        request
    });
    let is_stopping = *stopped.borrow();
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(if is_stopping { LATE_HEAD } else { HEAD })
        .max_buf_size(64 * 1024)
        .keep_alive(!is_stopping)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut served = std::pin::pin!(served);
    let ended = tokio::select! {
        // A request that is there already is under way.
        biased;
        ended = served.as_mut() => ended,
        _ = stopped.changed(), if !is_stopping => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(cause) = ended {
        tracing::debug!(is_timeout = cause.is_timeout(), "a connection broke off");
    }
}

async fn keep_tidy(state: State) {
    loop {
        if let Err(cause) = tidied(&state).await {
            health::note(&cause);
            tracing::warn!(%cause, "what has run out could not be thrown away");
        }
        sleep(TIDY).await;
    }
}

/// Throws away what has run out, the audit trail's oldest entries too.
///
/// # Errors
/// The store cannot be written.
pub async fn tidied(state: &State) -> frontdesk_store::Result<()> {
    let now = state.clock.now();
    state.store.tidy(now).await?;
    if let Some(kept) = state.config.audit_retention {
        state.store.forget_entries(now.plus_millis(-kept)).await?;
    }
    Ok(())
}
