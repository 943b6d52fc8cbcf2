//! The API from outside: the whole router in process, a real store, a still clock, letters in memory.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod about;
mod account;
mod assets;
mod audit;
mod change_password;
mod curl;
mod forgot_password;
mod hardened;
mod limits;
mod payloads;
pub(crate) mod policy;
pub(crate) mod product;
mod redeem_reset_code;
mod secrecy;
mod serve;
mod sessions;
mod set_up;
mod sign_in;
mod sign_up;
mod tokens;
mod transport;
mod users;
mod webhooks;
pub(crate) mod world;
