//! What has one home.

use crate::sources::{none, sources};

/// A word of code and the only places that may say it.
struct Home {
    what: &'static str,
    words: &'static [&'static str],
    searched: &'static [&'static str],
    homes: &'static [&'static str],
}

const SERVED: &[&str] = &["crates/wire/src", "crates/store/src", "crates/server/src"];

const HOMES: &[Home] = &[
    Home { what: "SQL", words: &["sqlx"], searched: SERVED, homes: &["crates/store/src/sql"] },
    Home {
        what: "the fetch",
        words: &["gloo_net", "fetch_with"],
        searched: &["src"],
        homes: &["src/api/mod.rs", "src/api/call.rs"],
    },
    Home {
        what: "browser storage",
        words: &["local_storage", "session_storage"],
        searched: &["src"],
        homes: &["src/storage.rs"],
    },
    Home { what: "mail transport", words: &["lettre"], searched: SERVED, homes: &["crates/server/src/mail"] },
    Home {
        what: "password hashing",
        words: &["argon2::", "Argon2"],
        searched: SERVED,
        homes: &["crates/server/src/auth/password.rs"],
    },
    Home {
        what: "bcrypt",
        words: &["bcrypt::"],
        searched: SERVED,
        homes: &["crates/server/src/auth/foreign.rs"],
    },
    Home {
        what: "the reader of CSV",
        words: &["csv_core"],
        searched: SERVED,
        homes: &["crates/server/src/transfer/lines.rs"],
    },
    Home {
        what: "the environment",
        words: &["env::var"],
        searched: SERVED,
        homes: &["crates/server/src/config"],
    },
    Home {
        what: "the server's clock and chance",
        words: &["SystemTime::now", "getrandom", "new_v4", "Utc::now"],
        searched: SERVED,
        homes: &["crates/server/src/clock.rs"],
    },
    Home {
        what: "the app's clock and chance",
        words: &["Date::now", "get_random_values"],
        searched: &["src"],
        homes: &["src/clock.rs"],
    },
    Home {
        what: "a path of the API",
        words: &[
            "\"/user",
            "\"/users",
            "\"/audit",
            "\"/healthz",
            "\"/readyz",
            "\"/metrics",
            "\"/openapi.json",
            "\"/config.json",
        ],
        searched: &["src", "crates/wire/src", "crates/store/src", "crates/server/src"],
        homes: &["crates/wire/src/paths.rs"],
    },
    Home {
        what: "a path of the app",
        words: &["\"/sign-in", "\"/sign-up", "\"/reset-password", "\"/admin"],
        searched: &["src"],
        homes: &["src/routes.rs", "src/routes"],
    },
];

#[test]
fn what_has_one_home_is_said_nowhere_else() {
    let mut broken = Vec::new();
    for home in HOMES {
        for source in sources(home.searched, "rs") {
            let of_tests = source.path.ends_with("tests.rs");
            if of_tests || home.homes.iter().any(|place| source.within(place)) {
                continue;
            }
            let product = source.text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
            for (at, code) in source.code().take_while(|(at, _)| *at <= product) {
                if let Some(word) = home.words.iter().find(|word| code.contains(**word)) {
                    broken.push(format!("{}:{at}: `{word}` is for {}", source.path, home.homes.join(", ")));
                }
            }
        }
    }
    none("Some things have one home.", &broken);
}

#[test]
fn every_home_is_lived_in() {
    let empty = HOMES.iter().filter(|home| {
        let rooms = sources(home.homes, "rs");
        !rooms.iter().any(|source| home.words.iter().any(|word| source.text.contains(word)))
    });
    let empty: Vec<String> =
        empty.map(|home| format!("{} is not in {}", home.what, home.homes.join(", "))).collect();
    none("A rule about a home that nobody lives in guards nothing.", &empty);
}
