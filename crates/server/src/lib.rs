//! The Frontdesk server: the User API, the app, and the work behind them.
#![forbid(unsafe_code)]

pub mod about;
pub mod api;
pub mod assets;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod error;
pub mod extract;
pub mod health;
pub mod jobs;
pub mod mail;
pub mod metrics;
pub mod openapi;
pub mod queue;
pub mod reply;
pub mod request_id;
pub mod router;
pub mod scrape;
pub mod serve;
pub mod state;
pub mod transfer;
pub mod webhook;
