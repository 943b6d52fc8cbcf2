//! PostgreSQL goes away under load and comes back: behind a gate that can be shut, as a restart shuts it.

use crate::bench::{Bench, Served};
use frontdesk_trial::Trial;
use serde_json::json;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;

const ROOT: &str = "root@example.com";

/// Whatever connects is led to the cluster, as long as the gate is open.
struct Gate {
    is_open: watch::Sender<bool>,
    port: u16,
}

/// Where the cluster listens.
#[derive(Clone)]
enum Cluster {
    Socket(PathBuf),
    Host(String),
}

impl Cluster {
    /// Of an address such as `postgres://user@host:5432/name` or `…@localhost/name?host=/folder&port=5499`.
    fn of(url: &str) -> Self {
        let (address, query) = url.split_once('?').unwrap_or((url, ""));
        let given = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let host =
            address.split_once("://").unwrap().1.rsplit_once('@').unwrap().1.split_once('/').unwrap().0;
        match given("host").filter(|host| host.starts_with('/')) {
            Some(folder) => {
                Self::Socket(format!("{folder}/.s.PGSQL.{}", given("port").unwrap_or("5432")).into())
            }
            None if host.contains(':') => Self::Host(host.to_owned()),
            None => Self::Host(format!("{host}:{}", given("port").unwrap_or("5432"))),
        }
    }

    async fn lead(&self, client: TcpStream, is_open: watch::Receiver<bool>) {
        match self {
            Self::Socket(path) => lead(client, UnixStream::connect(path).await.unwrap(), is_open).await,
            Self::Host(host) => lead(client, TcpStream::connect(host).await.unwrap(), is_open).await,
        }
    }
}

async fn lead(
    mut client: TcpStream,
    mut cluster: impl AsyncRead + AsyncWrite + Unpin,
    mut is_open: watch::Receiver<bool>,
) {
    tokio::select! {
        _ = copy_bidirectional(&mut client, &mut cluster) => {}
        _ = is_open.wait_for(|is_open| !is_open) => {}
    }
}

impl Gate {
    async fn before(url: &str) -> Self {
        let (cluster, is_open) = (Cluster::of(url), watch::Sender::new(true));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, open) = (listener.local_addr().unwrap().port(), is_open.subscribe());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                // Shut, it drops whoever comes.
                if *open.borrow() {
                    let (cluster, open) = (cluster.clone(), open.clone());
                    tokio::spawn(async move { cluster.lead(client, open).await });
                }
            }
        });
        Self { is_open, port }
    }

    /// The database's address through the gate.
    fn url(&self, direct: &str) -> String {
        let (address, _) = direct.split_once('?').unwrap_or((direct, ""));
        let (user, rest) = address.rsplit_once('@').unwrap();
        format!("{user}@127.0.0.1:{}/{}?sslmode=disable", self.port, rest.split_once('/').unwrap().1)
    }
}

/// Asks without end, and notes what it is answered and when.
async fn asking(server: Arc<Served>, token: String, until: watch::Receiver<bool>) -> Vec<(Instant, u16)> {
    let mut answers = Vec::new();
    for path in ["/user", "/users?limit=30&sort=email:1", "/users/count?pattern=a"].into_iter().cycle() {
        if *until.borrow() {
            break;
        }
        let (status, _) = server.ask(path, &token).await;
        answers.push((Instant::now(), status));
    }
    answers
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_goes_and_comes_back_costs_503s_and_five_seconds_at_most() {
    let (bench, trial) = (Bench::new(), Trial::empty().await);
    let gate = Gate::before(&trial.url).await;
    std::fs::create_dir_all(bench.data()).unwrap();
    let secret = bench.path("secret");
    std::fs::write(&secret, "k3v9Qw7ZpL2mXc8RtY5uBn1sDf4gHj6a0EoIqWzM").unwrap();
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o600)).unwrap();
    let settings = format!(
        "DATABASE_URL = {:?}\nJWT_SECRET_FILE = {:?}\nLIMITS = \"off\"\n",
        gate.url(&trial.url),
        secret.to_str().unwrap()
    );
    std::fs::write(bench.data().join("frontdesk.toml"), settings).unwrap();
    bench.add(ROOT, &["--admin"]);
    let server = Arc::new(bench.serve(&[]));
    let (_, signed_in) = server.post("/user/auth", json!({"username": ROOT, "password": "abc321"})).await;
    let token = signed_in["token"].as_str().unwrap().to_owned();
    let over = watch::Sender::new(false);
    let clients: Vec<_> =
        (0..6).map(|_| tokio::spawn(asking(Arc::clone(&server), token.clone(), over.subscribe()))).collect();
    tokio::time::sleep(Duration::from_millis(700)).await;
    gate.is_open.send_replace(false);
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(server.ask("/readyz", &token).await.0, 503);
    let back = Instant::now();
    gate.is_open.send_replace(true);
    tokio::time::sleep(Duration::from_secs(7)).await;
    over.send_replace(true);
    let mut answers = Vec::new();
    for client in clients {
        answers.extend(client.await.unwrap());
    }
    let strange: Vec<u16> =
        answers.iter().map(|(_, status)| *status).filter(|status| ![200, 503].contains(status)).collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert!(answers.iter().any(|(_, status)| *status == 503), "nobody noticed");
    let late =
        answers.iter().filter(|(at, status)| *status == 503 && *at > back + Duration::from_secs(5)).count();
    assert_eq!(late, 0, "it did not heal in five seconds");
    assert!(answers.iter().any(|(at, status)| *status == 200 && *at > back + Duration::from_secs(5)));
    assert_eq!(server.ask("/readyz", &token).await.0, 200);
}
