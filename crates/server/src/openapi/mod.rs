//! The API's description, OpenAPI 3.1, made of the router's table, of a few words for each route and of the bodies' fields.
//!
//! Tests hold it to the code: every route is described and no other, every body has the fields its type has.

mod insight;
mod operations;
mod schema;
mod schemas;

use crate::router::table::{Door, Route, routes};
use insight::INSIGHT;
use operations::{Operation, Success, operations};
use schema::reference;
use schemas::{REPLIES, REQUESTS};
use serde_json::{Map, Value, json};

/// The whole description.
pub fn document() -> Value {
    let operations = operations();
    let mut paths = Map::new();
    for route in routes() {
        let told = operations.iter().find(|one| one.method == route.method && one.path == route.path);
        let item = paths.entry(route.path).or_insert_with(|| json!({}));
        if let (Some(told), Some(item)) = (told, item.as_object_mut()) {
            item.insert(route.method.as_str().to_lowercase(), describe(told, &route));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Frontdesk",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Users, sign-in and passwords. The documented User API, with extensions that are marked so.",
        },
        "paths": paths,
        "components": {
            "schemas": bodies(),
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" } },
        },
    })
}

fn bodies() -> Map<String, Value> {
    let mut all: Map<String, Value> = REQUESTS
        .iter()
        .chain(REPLIES)
        .chain(INSIGHT)
        .map(|schema| (schema.name.to_owned(), schema.json()))
        .collect();
    all.insert(
        "SignUpByAdmin".to_owned(),
        json!({ "allOf": [reference("SignUp"), reference("SignUpExtras")] }),
    );
    all
}

fn describe(told: &Operation, route: &Route) -> Value {
    let mut all = Map::from_iter([
        ("summary".to_owned(), json!(told.about)),
        ("responses".to_owned(), responses(told, route.door)),
    ]);
    let parameters = parameters(told);
    if !parameters.is_empty() {
        all.insert("parameters".to_owned(), json!(parameters));
    }
    if let Some(body) = told.takes {
        all.insert(
            "requestBody".to_owned(),
            json!({ "required": told.needs_body, "content": taken(told, &reference(body)) }),
        );
    }
    if route.door != Door::Anyone {
        all.insert("security".to_owned(), json!([{ "token": [] }]));
    }
    Value::Object(all)
}

/// A body as JSON, or lines of them as a file.
fn taken(told: &Operation, schema: &Value) -> Value {
    match told.takes_lines {
        true => json!({
            "application/x-ndjson": { "schema": schema, "description": "One a line." },
            "text/csv": { "schema": { "type": "string" } },
        }),
        false => content(schema),
    }
}

fn content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

fn responses(told: &Operation, door: Door) -> Value {
    let mut all = Map::new();
    let (status, success) = match told.success {
        Success::Body(status, name) => {
            (status, json!({ "description": "Done.", "content": content(&reference(name)) }))
        }
        Success::Bodies(name) => (
            200,
            json!({ "description": "Done.", "content": content(&json!({ "type": "array", "items": reference(name) })) }),
        ),
        Success::Other(what) => (200, json!({ "description": what })),
    };
    all.insert(status.to_string(), success);
    let of_the_door: &[u16] = match door {
        Door::Anyone => &[],
        Door::Caller => &[401],
        Door::Admin => &[401, 403],
    };
    let of_bodies: &[u16] = match told.takes {
        Some(_) if told.takes_lines => &[408, 415],
        Some(_) => &[413],
        None => &[],
    };
    let of_the_store: &[u16] = if told.asks_store { &[503] } else { &[] };
    for status in [of_the_door, told.refusals, of_bodies, of_the_store].into_iter().flatten() {
        all.insert(
            status.to_string(),
            json!({ "description": refusal(*status), "content": content(&reference("Error")) }),
        );
    }
    Value::Object(all)
}

fn refusal(status: u16) -> &'static str {
    match status {
        400 => "The request is wrong; `fields` says where.",
        401 => "No token, or none that holds.",
        403 => "Not for this caller, or a password that does not fit.",
        404 => "Not there.",
        412 => "It is not as `If-Match` says any more; `current` and the header `ETag` say what it is now.",
        413 => "The body is too large: 64 KiB are the most, 4 MiB for a bulk change.",
        408 => "Nothing came for too long; the message says which lines are saved.",
        415 => "The body is of a kind that is not taken here.",
        429 => "Too often; `Retry-After` says how many seconds to wait.",
        _ => "Not now; `Retry-After` says when to try again.",
    }
}

fn parameters(told: &Operation) -> Vec<Value> {
    let in_path = told.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut all: Vec<Value> = in_path
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    let in_header = HEADERS.iter().filter(|(name, _)| told.headers.contains(name));
    all.extend(in_header.map(|(name, about)| {
        json!({ "name": name, "in": "header", "required": false, "description": about, "schema": { "type": "string" } })
    }));
    let in_query = QUERY.iter().filter(|(name, _)| told.queries.contains(name));
    all.extend(in_query.map(|(name, about)| {
        json!({ "name": name, "in": "query", "required": false, "description": about, "schema": { "type": "string" } })
    }));
    all
}

const HEADERS: [(&str, &str); 1] = [(
    "If-Match",
    "Changes only what still has this entity tag, as `ETag` gave it; `*` or several with commas (extension).",
)];

/// The query language in short; `docs/wire.md` has the whole of it.
const QUERY: [(&str, &str); 18] = [
    (
        "filter",
        "`field:value`, repeated or comma-separated, all must hold. Operators: `!` `^` `$` `~` `>` `<` `$in:`.",
    ),
    ("pattern", "A literal part of the user name or the e-mail, in any case."),
    ("sort", "`field:1` or `field:-1`, several comma-separated."),
    ("limit", "How many at most, 1 to 1000; 100 if not said."),
    ("offset", "How many to pass over."),
    ("status", "Only what is `pending`, `in-progress`, `done`, `unchanged` or `failed`."),
    ("projection", "`-metadata` leaves out, `id,username` keeps."),
    ("actor", "Only what this user did, by id."),
    ("subject", "Only what was done to this user, by id."),
    ("action", "Only these actions, comma-separated; after a `!`, all but these."),
    (
        "from",
        "Only from this moment on; of counts, the first day; of an import, the first line that is looked at.",
    ),
    ("to", "Only before this moment; of counts, the last day."),
    ("top", "How many values of each field at most, 0 to 1000; 50 if not said."),
    ("before", "Only what stands before this entry: the next page."),
    ("after", "Only what stands after this entry: what is new."),
    (
        "onExisting",
        "`skip` leaves users who are there as they are, `update` changes what the file says of them; `skip` if not said.",
    ),
    ("dryRun", "`true` says what would become of each line and saves nothing."),
    ("format", "`ndjson` or `csv`; `ndjson` if not said."),
];

#[cfg(test)]
mod tests;
