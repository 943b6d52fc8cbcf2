//! What administrators do with users: one operation a file.

pub mod bulk;
pub mod count;
pub mod delete;
pub mod delete_status;
pub mod export;
pub mod get;
pub mod import;
pub mod list;
pub mod query;
pub mod set_password;
mod shown;
pub mod stats;
pub mod update;
