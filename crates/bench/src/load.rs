//! The load: so many clients, each asking as soon as it is answered, and the times of all answers.

use crate::client::{Ask, Client};
use anyhow::{Result, ensure};
use hdrhistogram::Histogram;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Numbers that look like chance and are the same in every run.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// Those of one client.
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    /// Below a bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % bound.max(1)
    }

    /// One of these.
    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(usize::try_from(self.below(all.len() as u64)).unwrap_or_default())
    }
}

/// Makes the next request.
pub(crate) type Next = dyn Fn(&mut Dice) -> Ask + Send + Sync;

/// How much is asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Amount {
    /// So many clients.
    pub(crate) clients: u64,
    /// For so long…
    pub(crate) time: Duration,
    /// …or so often each.
    pub(crate) times: u64,
}

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// Half of all answers took no longer, ms.
    pub(crate) p50: f64,
    /// All but a hundredth took no longer, ms.
    pub(crate) p99: f64,
    /// Answers a second.
    pub(crate) rate: f64,
}

/// Drives.
///
/// # Errors
/// An answer with another status than this one.
pub(crate) async fn drive(
    address: SocketAddr,
    amount: Amount,
    status: u16,
    next: Arc<Next>,
) -> Result<Figures> {
    let began = Instant::now();
    let clients: Vec<_> = (0..amount.clients)
        .map(|seed| tokio::spawn(client(address, amount, status, Dice::of(seed), Arc::clone(&next))))
        .collect();
    let mut all = Histogram::<u64>::new(4)?;
    for client in clients {
        all.add(client.await??)?;
    }
    let rate = all.len() as f64 / began.elapsed().as_secs_f64();
    let at = |quantile| all.value_at_quantile(quantile) as f64 / 1e6;
    Ok(Figures { p50: at(0.5), p99: at(0.99), rate })
}

async fn client(
    address: SocketAddr,
    amount: Amount,
    status: u16,
    mut dice: Dice,
    next: Arc<Next>,
) -> Result<Histogram<u64>> {
    let (mut client, mut times) = (Client::connect(address).await?, Histogram::new(4)?);
    let began = Instant::now();
    while times.len() < amount.times && began.elapsed() < amount.time {
        let ask = next(&mut dice);
        let asked = Instant::now();
        let (got, body) = client.ask(&ask).await?;
        let took = u64::try_from(asked.elapsed().as_nanos())?;
        let text = String::from_utf8_lossy(&body);
        ensure!(got == status, "{} {} was answered {got}: {text}", ask.method, ask.path);
        times.record(took)?;
    }
    Ok(times)
}
