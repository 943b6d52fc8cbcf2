//! What is measured by the second: one's own account, signing in, signing up; and what the data comes to on disk.

use crate::client::{Ask, Client};
use crate::floor::{self, Floors};
use crate::line::Line;
use crate::load::{Amount, drive};
use crate::server::{Place, Server};
use crate::table::{Measured, thousands};
use anyhow::{Context, Result};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// What everybody of `frontdesk demo` types.
const PASSWORD: &str = "demo-pass-1234";
/// How many people ask for their own account.
const PEOPLE: usize = 40;

/// The rows of the server as it is shipped.
///
/// # Errors
/// It refuses what it must not.
pub(crate) async fn measure(server: &Server, line: &Line, floors: &Floors) -> Result<Vec<Measured>> {
    let mut measured = Vec::new();
    let emails = emails(server).await?;
    if line.wants("GET /user") {
        measured.push(account(server, line, floors, &emails).await?);
    }
    if line.wants("sign-ins") {
        measured.push(sign_ins(server, line, floors, emails).await?);
    }
    for one in &measured {
        crate::say(format_args!("  {}", one.in_words()));
    }
    Ok(measured)
}

async fn emails(server: &Server) -> Result<Vec<String>> {
    let mut client = Client::connect(server.address).await?;
    let users = client
        .expect(&Ask::get("/users?limit=1000&sort=id:1&filter=blocked:false", &server.admin), 200)
        .await?;
    let users = users.as_array().context("no list")?;
    Ok(users.iter().filter_map(|user| Some(user.get("email")?.as_str()?.to_owned())).collect())
}

async fn account(server: &Server, line: &Line, floors: &Floors, emails: &[String]) -> Result<Measured> {
    let mut client = Client::connect(server.address).await?;
    let mut tokens = Vec::new();
    for email in emails.iter().take(PEOPLE) {
        tokens.push(server.sign_in(&mut client, email, PASSWORD).await?);
    }
    let next = Arc::new(move |dice: &mut crate::load::Dice| {
        Ask::get("/user", dice.pick(&tokens).map_or("", |token| token.as_str()))
    });
    let warm = Amount { clients: 16, time: Duration::from_secs(1), times: u64::MAX };
    drive(server.address, warm, 200, next.clone()).await?;
    let figures = drive(server.address, Amount { time: Duration::from_secs(6), ..warm }, 200, next).await?;
    let floor = format!(
        "bare handler {}/s; one row by number {}/s",
        thousands(floors.handler.rate),
        thousands(floors.points)
    );
    Ok(Measured::of_rate(
        "GET /user, 16 clients",
        line.engine,
        line.engine.of([15_000.0, 8_000.0]),
        figures,
        floor,
    ))
}

async fn sign_ins(server: &Server, line: &Line, floors: &Floors, emails: Vec<String>) -> Result<Measured> {
    let next = Arc::new(move |dice: &mut crate::load::Dice| {
        let email = dice.pick(&emails).cloned().unwrap_or_default();
        Ask::post("/user/auth", &json!({"username": email, "password": PASSWORD}))
    });
    let amount = Amount { clients: 8, time: Duration::from_secs(8), times: u64::MAX };
    let figures = drive(server.address, amount, 200, next).await?;
    let floor = format!("bare hash {:.1}/s", floors.hashes);
    Ok(Measured::of_rate("sign-ins, 8 clients", line.engine, floors.hashes * 0.9, figures, floor))
}

/// Durable sign-ups, on a server whose hash costs nearly nothing, so that what is measured is the writing; then how large the data is.
///
/// # Errors
/// It refuses what it must not.
pub(crate) async fn with_cheap_hashes(place: &Place, line: &Line, floors: &Floors) -> Result<Vec<Measured>> {
    let mut measured = Vec::new();
    if let Some(binary) = line.cheap.as_deref().filter(|_| line.wants("sign-ups")) {
        let server = Server::start(place, binary, &[]).await?;
        let count = AtomicU64::new(0);
        let next = Arc::new(move |_: &mut crate::load::Dice| {
            let email = format!("new.{}@bench.example", count.fetch_add(1, Ordering::Relaxed));
            Ask::post("/user", &json!({"email": email, "password": PASSWORD}))
        });
        let amount = Amount { clients: 64, time: Duration::from_secs(6), times: u64::MAX };
        let figures = drive(server.address, amount, 201, next).await?;
        server.stop().await?;
        let floor = format!("{} commits/s, one after the other", thousands(floors.commits));
        measured.push(Measured::of_rate(
            "durable sign-ups, 64 clients, weak hash",
            line.engine,
            1_000.0,
            figures,
            floor,
        ));
    }
    let size = match &place.address {
        None => place.size_of_files()?,
        Some(address) => floor::size_of_database(address).await?,
    };
    measured.push(Measured::fact(
        "size on disk",
        line.engine,
        "",
        format!("{} MB", thousands(size as f64)),
        None,
    ));
    for one in &measured {
        crate::say(format_args!("  {}", one.in_words()));
    }
    Ok(measured)
}
