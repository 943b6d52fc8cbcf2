//! What every reply wears, whoever asked for what: the headers of `trust.md`, held to the letter.

use super::Reply;
use std::collections::HashMap;

const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
];

/// What a page may load and do. Where there is nothing, what is let in is looked at one by one.
const OF_PAGES: [(&str, Option<&str>); 11] = [
    ("default-src", Some("'none'")),
    ("script-src", None),
    ("style-src", None),
    ("img-src", Some("'self'")),
    ("font-src", Some("'self'")),
    ("connect-src", None),
    ("manifest-src", Some("'self'")),
    ("form-action", Some("'self'")),
    ("base-uri", Some("'none'")),
    ("frame-ancestors", Some("'none'")),
    ("object-src", Some("'none'")),
];

/// What no page is: replies of the API, and files.
const OF_OTHERS: [(&str, Option<&str>); 3] =
    [("default-src", Some("'none'")), ("frame-ancestors", Some("'none'")), ("sandbox", Some(""))];

/// Fails where one is missing, or lets in more than it should.
pub(super) fn check(reply: &Reply) {
    for (name, value) in ALWAYS {
        assert_eq!(reply.header(name), value, "{name} of {reply:?}");
    }
    for of_no_use in ["camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()"] {
        assert!(reply.header("permissions-policy").contains(of_no_use), "{of_no_use} of {reply:?}");
    }
    assert_eq!(reply.header("x-request-id").len(), 16, "{reply:?}");
    assert_ne!(reply.header("cache-control"), "", "{reply:?}");
    let lines = reply.headers.get_all("content-security-policy").iter().count();
    assert_eq!(lines, 1, "one policy: {reply:?}");
    policy(reply);
}

fn policy(reply: &Reply) {
    let text = reply.header("content-security-policy");
    let directives: HashMap<&str, &str> =
        text.split(';').map(|one| one.trim().split_once(' ').unwrap_or((one.trim(), ""))).collect();
    let wanted: &[_] =
        if reply.header("content-type").starts_with("text/html") { &OF_PAGES } else { &OF_OTHERS };
    assert_eq!(directives.len(), wanted.len(), "{text}");
    for (name, sources) in wanted {
        let said = directives.get(name).unwrap_or_else(|| panic!("no {name} in {text}"));
        assert!(sources.is_none_or(|sources| sources == *said), "{name} of {text}");
    }
    let of = |name: &str| directives.get(name).into_iter().flat_map(|said| said.split(' '));
    let is_known = |one: &str| one == "'self'" || one.starts_with("'sha256-");
    assert!(of("script-src").all(|one| is_known(one) || one == "'wasm-unsafe-eval'"), "{text}");
    assert!(of("style-src").all(is_known), "{text}");
    let is_origin = |one: &str| {
        let host = one.strip_prefix("https://").or_else(|| one.strip_prefix("http://"));
        one == "'self'" || host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '*']))
    };
    assert!(of("connect-src").all(is_origin) && of("connect-src").count() <= 2, "{text}");
}
