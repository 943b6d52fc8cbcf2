//! The one place here that reads the environment.
#![expect(clippy::disallowed_methods, reason = "what these functions are for")]

use std::env;
use std::ffi::OsString;

/// A variable's value, unless it is missing or empty.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// The names of all variables.
pub(crate) fn names() -> Vec<OsString> {
    env::vars_os().map(|(name, _)| name).collect()
}
