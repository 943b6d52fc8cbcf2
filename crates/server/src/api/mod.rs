//! The operations, one a file. A handler reads as a sentence: who, what, rule, write, reply.

pub mod about;
pub mod account;
pub mod addresses;
pub mod audit;
pub mod change_password;
pub mod configuration;
pub mod fields;
pub mod forgot_password;
pub mod newcomer;
pub mod pairs;
pub mod probes;
pub mod redeem_reset_code;
pub mod sessions;
pub mod set_up;
pub mod show;
pub mod sign_in;
pub mod sign_out;
pub mod sign_up;
pub mod users;

pub use show::show;
