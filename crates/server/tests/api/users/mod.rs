//! `/users`: what administrators do, one operation a file.

mod bulk;
mod delete;
mod delete_status;
mod export;
mod get;
mod import;
mod list;
mod set_password;
mod stats;
mod tags;
mod update;

/// Where nobody is.
const NOBODY: &str = "/users/5c88c7cc04a917256c726c3d";
