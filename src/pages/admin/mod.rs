//! The administrator's pages.

pub mod users;
