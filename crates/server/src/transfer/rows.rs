//! A line → somebody to be brought in, or what is wrong with it: every field held to the rule that a call would hold it to.

use super::lines::LINE_MAX;
use super::{cells, writing};
use crate::auth::Passwords;
use crate::clock::Clock;
use crate::extract::wrong_shape;
use frontdesk_store::{AddressKey, Arrival, Given, NewUser, PasswordHash};
use frontdesk_wire::json::{self, Limits};
use frontdesk_wire::requests::{ImportedUser, OneOrMany};
use frontdesk_wire::{
    Email, FieldProblem, Metadata, Scope, Timestamp, UserId, Vendor, check_scopes, check_vendors, code,
};

/// What is wrong with a line.
pub(super) type Problems = Vec<FieldProblem>;

/// The columns that may stand in a file beside those of an export.
const PASSWORD_HASH: &str = "passwordHash";

/// As a body is: metadata in it brings at most 256 keys.
const LIMITS: Limits = Limits { bytes: LINE_MAX, keys: 4096, depth: 33 };

/// What is taken for granted where a line does not say it.
#[derive(Clone)]
pub struct Rules {
    /// Ids, and the moment of creation.
    pub clock: Clock,
    /// The vendors.
    pub default_vendor: Vec<Vendor>,
}

/// The columns of a CSV file, in its order.
#[derive(Clone, Debug)]
pub(super) struct Header(Vec<String>);

pub(super) fn problem(field: &str, code: &str, message: impl Into<String>) -> FieldProblem {
    FieldProblem { field: field.to_owned(), code: code.to_owned(), message: message.into() }
}

fn wrong(field: &str, message: impl Into<String>) -> FieldProblem {
    problem(field, code::PAYLOAD_INVALID, message)
}

impl Header {
    /// Reads the line that names the columns.
    pub(super) fn read(cells: &[&[u8]]) -> Result<Self, FieldProblem> {
        let mut names: Vec<String> = Vec::with_capacity(cells.len());
        for cell in cells {
            let name = String::from_utf8_lossy(cell).trim().to_owned();
            if name == "password" {
                return Err(wrong(&name, PLAIN));
            }
            if name != PASSWORD_HASH && !writing::COLUMNS.contains(&name.as_str()) {
                let known = writing::COLUMNS.join(", ");
                let shown: String = name.chars().take(64).collect();
                return Err(wrong(
                    "line",
                    format!(
                        "The first line names the columns, and there is none called \"{shown}\"; known are {known} and {PASSWORD_HASH}."
                    ),
                ));
            }
            if names.contains(&name) {
                return Err(wrong(&name, format!("The column {name} is there twice.")));
            }
            names.push(name);
        }
        if !names.iter().any(|name| name == "email" || name == "username") {
            return Err(wrong(
                "email",
                "The first line names the columns, and neither email nor username is among them.",
            ));
        }
        Ok(Self(names))
    }
}

const PLAIN: &str = "A password itself is not taken; give its hash as passwordHash, or none.";

/// What stands on a line of NDJSON.
pub(super) fn of_text(bytes: &[u8]) -> Result<ImportedUser, Problems> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| vec![problem("line", code::PAYLOAD_NOT_JSON, "The line is not UTF-8.")])?;
    json::check(text, LIMITS).map_err(|slip| {
        vec![problem("line", code::PAYLOAD_NOT_JSON, format!("Column {}: {}.", slip.column, slip.what))]
    })?;
    if !text.starts_with('{') {
        return Err(vec![wrong("line", "A user is an object: it starts with { and ends with }.")]);
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut reader).map_err(|slip| {
        let said = slip.inner().to_string();
        let unknown = said.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'));
        vec![match unknown {
            Some(("password", _)) => wrong("password", PLAIN),
            Some((name, _)) => {
                wrong(name, "A user has no field of this name; take it out, or into metadata.")
            }
            None => wrong_shape(&slip),
        }]
    })
}

/// What stands on a line of CSV. An empty cell says nothing; but for vendors, where it says that there is none.
pub(super) fn of_cells(header: &Header, record: &[&[u8]]) -> Result<ImportedUser, Problems> {
    let Header(columns) = header;
    if record.len() != columns.len() {
        let said = format!(
            "The line has {} cells where the first one names {} columns.",
            record.len(),
            columns.len()
        );
        return Err(vec![wrong("line", said)]);
    }
    let (mut user, mut problems) = (ImportedUser::default(), Problems::new());
    for (name, cell) in columns.iter().zip(record) {
        let read = std::str::from_utf8(cell).map_err(|_| "The cell is not UTF-8.".to_owned());
        let read = read.and_then(|text| {
            if text.contains('\0') {
                Err("The cell has a NUL character, which cannot be stored.".to_owned())
            } else {
                Ok(text)
            }
        });
        if let Err(said) = read.and_then(|text| set(&mut user, name, cells::bare(text))) {
            problems.push(wrong(name, said));
        }
    }
    if problems.is_empty() { Ok(user) } else { Err(problems) }
}

fn set(user: &mut ImportedUser, name: &str, text: &str) -> Result<(), String> {
    let said = (!text.is_empty()).then(|| text.to_owned());
    let list = || cells::items(text).ok_or("A cell that starts with [ is a JSON list of texts.");
    match name {
        "id" => user.id = said,
        "username" => user.username = said,
        "email" => user.email = said,
        "plan" => user.plan = said,
        "created" => user.created = said,
        PASSWORD_HASH => user.password_hash = said,
        "isActive" => user.is_active = truth(text)?,
        "blocked" => user.blocked = truth(text)?,
        "scope" => user.scope = if text.is_empty() { None } else { Some(list()?) },
        "vendor" => user.vendor = Some(OneOrMany::Many(list()?)),
        _ if text.is_empty() => {}
        _ => user.metadata = Some(Metadata::parse(text).map_err(|slip| slip.to_string())?),
    }
    Ok(())
}

fn truth(text: &str) -> Result<Option<bool>, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "" => Ok(None),
        "true" => Ok(Some(true)),
        "false" => Ok(Some(false)),
        _ => Err("This must be true or false."),
    }
}

/// What is wrong with a line that is longer than any may be.
pub(super) fn too_long() -> Problems {
    let said =
        "The line is longer than 64 KiB. In a CSV file, a quote that is not closed makes one line of many.";
    vec![problem("line", code::LINE_TOO_LONG, said)]
}

impl Rules {
    /// Somebody to be brought in. Every field that is wrong is named.
    pub(super) fn arrival(&self, user: ImportedUser) -> Result<Arrival, Problems> {
        let mut problems = Problems::new();
        let given = given(&user);
        let mut note = |field: &str, said: String| problems.push(wrong(field, said));
        let (username, email) = addresses(&mut note, user.username, user.email);
        let created_at =
            read(&mut note, "created", user.created, |text| moment(&text)).unwrap_or(self.clock.now());
        let id = read(&mut note, "id", user.id, |text| id(&text));
        let password = read(&mut note, PASSWORD_HASH, user.password_hash, |text| password(&text));
        let plan = read(&mut note, "plan", user.plan, plan);
        let scope = read(&mut note, "scope", user.scope, |texts| scope(&texts));
        let vendor = read(&mut note, "vendor", user.vendor, |texts| vendor(&texts.into_vec()));
        let (Some((username, username_key)), Some((email, email_key)), true) =
            (username, email, problems.is_empty())
        else {
            return Err(problems);
        };
        let user = NewUser {
            id: id.unwrap_or_else(|| self.clock.user_id_at(created_at)),
            username,
            username_key,
            email,
            email_key,
            password: password.unwrap_or_else(PasswordHash::none),
            is_active: user.is_active.unwrap_or(true),
            blocked: user.blocked.unwrap_or(false),
            plan: plan.unwrap_or_else(|| "free".to_owned()),
            scope: scope.unwrap_or_else(|| vec![Scope::user()]),
            vendor: vendor.unwrap_or_else(|| self.default_vendor.clone()),
            metadata: user.metadata.unwrap_or_default(),
            created_at,
        };
        Ok(Arrival { user, given })
    }
}

const HASH: &str = "Sign-in could not verify this hash: known are argon2 in PHC form, with at most 256 MiB and 10 passes, and bcrypt ($2a$, $2b$, $2y$) with a cost of 4 to 15.";

fn given(user: &ImportedUser) -> Given {
    Given {
        plan: user.plan.is_some(),
        scope: user.scope.is_some(),
        vendor: user.vendor.is_some(),
        metadata: user.metadata.is_some(),
        is_active: user.is_active.is_some(),
        blocked: user.blocked.is_some(),
    }
}

type Note<'a> = &'a mut dyn FnMut(&str, String);
type Address = Option<(Email, AddressKey)>;

/// A value that was given, or its problem noted.
fn read<T, U>(
    note: Note<'_>,
    field: &str,
    given: Option<T>,
    of: impl FnOnce(T) -> Result<U, String>,
) -> Option<U> {
    given.and_then(|given| of(given).map_err(|said| note(field, said)).ok())
}

/// At least one of the two; the one that is missing is a copy of the other.
fn addresses(note: Note<'_>, username: Option<String>, email: Option<String>) -> (Address, Address) {
    if username.is_none() && email.is_none() {
        note("email", "An address is missing.".to_owned());
    }
    let email = read(note, "email", email, |text| address(&text));
    let username = match (username, &email) {
        (Some(username), Some((address, key))) if username == address.as_str() => {
            Some((address.clone(), key.clone()))
        }
        (username, _) => read(note, "username", username, |text| address(&text)),
    };
    (username.clone().or_else(|| email.clone()), email.or(username))
}

fn address(text: &str) -> Result<(Email, AddressKey), String> {
    let email = Email::parse(text).map_err(|slip| slip.sentence().to_owned())?;
    let key =
        AddressKey::of(&email).map_err(|_| "The part after @ is no domain that can exist.".to_owned())?;
    Ok((email, key))
}

fn moment(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| "Write a moment like 2026-01-01T09:30:00Z.".to_owned())
}

fn id(text: &str) -> Result<UserId, String> {
    text.parse().map_err(|_| "An id is 24 hex digits.".to_owned())
}

fn password(text: &str) -> Result<PasswordHash, String> {
    Passwords::foreign(text).ok_or_else(|| HASH.to_owned())
}

fn scope(texts: &[String]) -> Result<Vec<Scope>, String> {
    check_scopes(texts.iter().map(String::as_str)).map_err(|slip| slip.sentence().to_owned())
}

fn vendor(texts: &[String]) -> Result<Vec<Vendor>, String> {
    check_vendors(texts.iter().map(String::as_str)).map_err(|slip| slip.sentence().to_owned())
}

fn plan(text: String) -> Result<String, String> {
    let fits = (1..=128).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits { Ok(text) } else { Err("A plan is 1 to 128 characters of plain text.".to_owned()) }
}

#[cfg(test)]
mod tests;
