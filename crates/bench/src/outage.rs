//! What happens when something goes: PostgreSQL is restarted under load, the server is told to stop under load.

use crate::client::{Ask, Client};
use crate::line::{Engine, Line};
use crate::server::Server;
use crate::table::Measured;
use anyhow::{Context, Result, ensure};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::process::Command;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// How many ask meanwhile.
const CLIENTS: usize = 8;

/// An answer, and when it came; none if the connection broke off.
type Answer = (Instant, Option<u16>);

/// Clients that ask until they are told to stop.
struct Crowd {
    over: watch::Sender<bool>,
    clients: Vec<JoinHandle<Vec<Answer>>>,
}

impl Crowd {
    fn at(server: &Server) -> Self {
        let over = watch::Sender::new(false);
        let ask = |_| tokio::spawn(asking(server.address, server.admin.clone(), over.subscribe()));
        let clients = (0..CLIENTS).map(ask).collect();
        Self { over, clients }
    }

    async fn answers(self) -> Result<Vec<Answer>> {
        self.over.send_replace(true);
        let mut answers = Vec::new();
        for client in self.clients {
            answers.extend(client.await?);
        }
        Ok(answers)
    }
}

async fn asking(address: SocketAddr, token: String, over: watch::Receiver<bool>) -> Vec<Answer> {
    let mut answers = Vec::new();
    let asks = ["/user", "/users?limit=30&sort=email:1", "/users/count?pattern=an"]
        .map(|path| Ask::get(path, &token));
    let mut client = None;
    for ask in asks.iter().cycle() {
        if *over.borrow() {
            break;
        }
        let connected = match client.take() {
            Some(client) => Ok(client),
            None => Client::connect(address).await,
        };
        let answered = match connected {
            Ok(mut connected) => {
                let answered = connected.ask(ask).await.ok();
                client = answered.as_ref().map(|_| connected);
                answered.map(|(status, _)| status)
            }
            Err(_) => None,
        };
        if answered.is_none() {
            sleep(Duration::from_millis(5)).await;
        }
        answers.push((Instant::now(), answered));
    }
    answers
}

/// PostgreSQL is restarted at once, as if it had crashed, while clients ask.
///
/// # Errors
/// An answer other than 200 and 503.
pub(crate) async fn restart(server: &Server, line: &Line) -> Result<Option<Measured>> {
    let Some(command) = line.restart.as_deref().filter(|_| line.wants("restart")) else { return Ok(None) };
    let crowd = Crowd::at(server);
    sleep(Duration::from_secs(1)).await;
    let status = Command::new("sh").args(["-c", command]).kill_on_drop(true).status().await?;
    ensure!(status.success(), "`{command}` ended with {status}");
    let back = Instant::now();
    sleep(Duration::from_secs(8)).await;
    let answers = crowd.answers().await?;
    let strange = answers.iter().find(|(_, status)| ![Some(200), Some(503)].contains(status));
    ensure!(strange.is_none(), "while PostgreSQL was restarted somebody was answered {strange:?}");
    let refused = answers.iter().filter(|(_, status)| *status == Some(503));
    let last = refused.clone().map(|(at, _)| *at).max().unwrap_or(back);
    let healed = last.saturating_duration_since(back);
    let figure = format!("{} × 503, well after {:.1} s", refused.count(), healed.as_secs_f64());
    let goal = "only 503s, well within 5 s of its return";
    let is_met = Some(healed <= Duration::from_secs(5));
    Ok(Some(Measured::fact("PostgreSQL restarted under load", line.engine, goal, figure, is_met)))
}

/// The server is told to stop while clients ask.
///
/// # Errors
/// It does not end within ten seconds, or not well.
pub(crate) async fn stop(server: Server, engine: Engine) -> Result<Measured> {
    let crowd = Crowd::at(&server);
    sleep(Duration::from_secs(1)).await;
    let took = server.stop().await.context("while clients asked")?;
    let answers = crowd.answers().await?;
    let strange = answers.iter().find(|(_, status)| ![Some(200), Some(503), None].contains(status));
    ensure!(strange.is_none(), "while the server stopped somebody was answered {strange:?}");
    let figure = format!("{:.1} s", took.as_secs_f64());
    Ok(Measured::fact("SIGTERM under load", engine, "≤ 10 s", figure, Some(took <= Duration::from_secs(10))))
}
