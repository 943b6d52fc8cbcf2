//! Addresses as they come in: read, and made comparable.

use crate::error::{Error, Result};
use frontdesk_store::AddressKey;
use frontdesk_wire::Email;

/// Reads an address and makes its key.
///
/// # Errors
/// One sentence for people.
pub fn read(text: &str) -> Result<(Email, AddressKey), &'static str> {
    let email = Email::parse(text).map_err(|problem| problem.sentence())?;
    let key = AddressKey::of(&email).map_err(|_| "The part after @ is no domain that can exist.")?;
    Ok((email, key))
}

/// Reads an address that came in this field.
///
/// # Errors
/// The field, and what is wrong with it.
pub fn email(field: &str, text: &str) -> Result<(Email, AddressKey)> {
    read(text).map_err(|problem| Error::field(field, problem))
}
