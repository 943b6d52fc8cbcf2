//! Writes users, one a line.

use super::{Format, cells};
use frontdesk_wire::replies::User;
use std::borrow::Cow;

/// The columns, as the user object has them.
pub(super) const COLUMNS: [&str; 10] =
    ["id", "username", "email", "isActive", "blocked", "plan", "scope", "vendor", "metadata", "created"];

/// Writes users, one a line: never a password, never two lines for one.
#[derive(Clone, Copy, Debug)]
pub struct Writer {
    format: Format,
}

impl Writer {
    /// A writer of this format.
    pub fn new(format: Format) -> Self {
        Self { format }
    }

    /// What stands before the first user.
    pub fn beginning(self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.format == Format::Csv {
            cells::line(&mut out, COLUMNS.map(Cow::Borrowed));
        }
        out
    }

    /// Adds a user.
    ///
    /// # Errors
    /// Only if a user cannot be written as JSON, which no value of this type shows.
    pub fn add(self, out: &mut Vec<u8>, user: &User) -> serde_json::Result<()> {
        match self.format {
            Format::Ndjson => {
                let begin = out.len();
                serde_json::to_writer(&mut *out, user)?;
                // Within a text they are escaped: what is left stands between values and means nothing.
                out.iter_mut()
                    .skip(begin)
                    .filter(|byte| matches!(byte, b'\n' | b'\r'))
                    .for_each(|byte| *byte = b' ');
                out.push(b'\n');
            }
            Format::Csv => cells::line(out, row(user)),
        }
        Ok(())
    }
}

fn row(user: &User) -> [Cow<'_, str>; 10] {
    let truth = |truth| Cow::Borrowed(if truth { "true" } else { "false" });
    let created = user.created.map(|at| at.to_string()).unwrap_or_default();
    let list = |items: &[String]| Cow::Owned(cells::harmless(&cells::list(items)).into_owned());
    // An empty cell would be read as nothing said, which is the scope `user`.
    let scope = if user.scope.is_empty() { "[]".into() } else { list(&user.scope) };
    [
        user.id.to_string().into(),
        cells::harmless(&user.username),
        cells::harmless(&user.email),
        truth(user.is_active),
        truth(user.blocked),
        cells::harmless(&user.plan),
        scope,
        list(&user.vendor),
        user.metadata.as_str().replace(['\n', '\r'], " ").into(),
        created.into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const USER: &str = r#"{"id":"5c88c7cc04a917256c726c3d","username":"+a@x.io","email":"a@x.io","isActive":true,"blocked":false,"plan":"=free","scope":["user","acme1"],"vendor":["a;b"],"metadata":{"z":1e400,"a":9007199254740993,"s":"x\ny"},"created":"2026-01-01T00:00:00.000Z"}"#;

    fn written(format: Format, user: &str) -> String {
        let user: User = serde_json::from_str(user).unwrap();
        let mut out = Vec::new();
        Writer::new(format).add(&mut out, &user).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_user_is_one_line_of_json_to_the_letter() {
        assert_eq!(written(Format::Ndjson, USER), format!("{USER}\n"));
        let pretty = USER.replace(r#""metadata":{"z""#, "\"metadata\":{\r\n  \"z\"");
        assert_eq!(written(Format::Ndjson, &pretty).matches(['\n', '\r']).count(), 1);
        assert!(
            written(Format::Ndjson, &pretty).contains(r#"{    "z":1e400,"a":9007199254740993,"s":"x\ny"}"#)
        );
    }

    #[test]
    fn a_user_is_one_line_of_cells() {
        let expected = "5c88c7cc04a917256c726c3d,'+a@x.io,a@x.io,true,false,'=free,user;acme1,\"[\"\"a;b\"\"]\",\
            \"{\"\"z\"\":1e400,\"\"a\"\":9007199254740993,\"\"s\"\":\"\"x\\ny\"\"}\",2026-01-01T00:00:00.000Z\r\n";
        assert_eq!(written(Format::Csv, USER), expected);
    }
}
