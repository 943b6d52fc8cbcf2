//! The Frontdesk app.

pub mod clock;
pub mod routes;
pub mod settings;
pub mod storage;
pub mod theme;
pub mod ui;
