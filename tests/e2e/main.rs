//! The product from outside: the real binary, its outbox, and a real browser. Elements are found by role and accessible
//! name, as a screen reader finds them; nothing waits for a fixed time.
//!
//! `cargo xtask test browser` runs these. Alone: `cargo test --test e2e`, with `FRONTDESK_BIN` (the server's binary),
//! `FRONTDESK_CHROMIUM`, `FRONTDESK_CHROMEDRIVER` and `FRONTDESK_AXE` (axe.min.js) set.

#[cfg(test)]
mod api;
#[cfg(test)]
mod axe;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod element;
#[cfg(test)]
mod environment;
#[cfg(test)]
mod first_load;
#[cfg(test)]
mod http;
#[cfg(test)]
mod journeys;
#[cfg(test)]
mod keyboard;
#[cfg(test)]
mod late;
#[cfg(test)]
mod list_speed;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod page;
#[cfg(test)]
mod people;
#[cfg(test)]
mod policy;
#[cfg(test)]
mod product;
#[cfg(test)]
mod proxy;
#[cfg(test)]
mod screenshots;
#[cfg(test)]
mod states;
#[cfg(test)]
mod tenant;
