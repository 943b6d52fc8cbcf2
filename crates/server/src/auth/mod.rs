//! Who may come in: passwords, tokens, callers, limits, the secret behind them.

pub mod caller;
pub mod client;
mod common_passwords;
mod foreign;
pub mod limits;
pub mod password;
pub mod refusals;
pub mod secret;
pub mod set_up_link;
pub mod token;

pub use caller::{Account, Admin, Caller, Visitor};
pub use client::{Client, Peer, is_over_tls};
pub use limits::Limits;
pub use password::Passwords;
pub use refusals::Refusals;
pub use secret::Secret;
pub use token::Tokens;
