//! Lists as they come in: read, each problem with the name of its field.

use crate::error::{Error, Result};
use frontdesk_wire::{Scope, Vendor, check_scopes, check_vendors};

/// Reads a list of scopes that came in this field.
///
/// # Errors
/// The field, and what is wrong with it.
pub fn scopes(field: &str, texts: &[String]) -> Result<Vec<Scope>> {
    check_scopes(texts.iter().map(String::as_str)).map_err(|problem| Error::field(field, problem.sentence()))
}

/// Reads a list of vendors that came in this field.
///
/// # Errors
/// The field, and what is wrong with it.
pub fn vendors(field: &str, texts: &[String]) -> Result<Vec<Vendor>> {
    check_vendors(texts.iter().map(String::as_str)).map_err(|problem| Error::field(field, problem.sentence()))
}
