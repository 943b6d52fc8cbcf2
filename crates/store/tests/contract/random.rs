//! Users and queries by chance: others on every run, and the same again from the seed that a failure names.

use crate::people::{HOUR, after, email, key, scopes, somebody, vendors};
use frontdesk_store::{Change, NewUser};
use frontdesk_wire::query::UserQuery;
use frontdesk_wire::{Email, Metadata};

/// Names the seed to be used again.
const SEED: &str = "FRONTDESK_SEED";

/// A small generator.
pub(crate) struct Dice(u64);

impl Dice {
    /// From the seed in the environment or, without one, from the clock. The seed.
    #[expect(clippy::disallowed_methods, reason = "a test that is to differ from run to run needs chance")]
    pub(crate) fn thrown() -> (Self, u64) {
        let said = std::env::var(SEED).ok().and_then(|seed| seed.parse().ok());
        let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let seed = said.unwrap_or(clock.as_nanos() as u64 | 1);
        println!("to see the same again: {SEED}={seed}");
        (Self(seed), seed)
    }

    pub(crate) fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % sides as u64) as usize
    }

    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// Somebody with this number.
pub(crate) fn user(dice: &mut Dice, number: usize) -> NewUser {
    let long = "l".repeat(58);
    let name = dice.pick(&["ada", "Bob", "ÉLISE", "o_o", "a%b", "jörg", &long]).to_owned();
    let domain = dice.pick(&["x.io", "Acme.example", "mail.y.example", "bücher.example"]);
    let address = format!("{name}{number}@{domain}");
    // What would be too long for an address is another one.
    let address = if Email::parse(&address).is_ok() { address } else { format!("l{number}@{domain}") };
    let mut user = somebody(&address, &["user"]);
    if dice.below(3) == 0 {
        let other = format!("{}{number}@{domain}", dice.pick(&["zoe", "Ümit", "k"]));
        (user.email, user.email_key) = (email(&other), key(&other));
    }
    user.plan = dice.pick(&["free", "Free", "pro", "Ärger", ""]).to_owned();
    user.scope = scopes([&["user"][..], &["user", "admin"], &["acme1", "acme2"], &[]][dice.below(4)]);
    // Some vendors have many people, and each of many has a few.
    let small = format!("t{}", number % 50);
    let vendor = [&[][..], &["Acme"], &["ACME", "Zoo"], &["Émile"], &[&small], &["Acme", &small]];
    user.vendor = vendors(vendor[dice.below(6)]);
    (user.is_active, user.blocked) = (dice.below(3) > 0, dice.below(5) == 0);
    user.created_at = after(dice.below(20) as i64 * HOUR);
    user.metadata = metadata(dice, number);
    user
}

fn metadata(dice: &mut Dice, number: usize) -> Metadata {
    let seats = dice.pick(&["12", "\"12\"", "9", "-1.5", "null", "\"none\"", "[1,\"Two\",3]", "{\"a\":1}"]);
    let since = dice.pick(&["\"2026-02-01\"", "\"2026-02-02T10:00:00+02:00\"", "\"soon\"", "false"]);
    let text = match dice.below(6) {
        0 => "{}".to_owned(),
        1 => format!(r#"{{"seats":{seats},"q\"t":"a\"b"}}"#),
        2 => format!(r#"{{"since":{since},"seats":{seats}}}"#),
        // More values than the index tells apart, and more than it keeps of one user.
        3 => {
            let many: Vec<String> = (0..70 + dice.below(20)).map(|_| dice.below(9_000).to_string()).collect();
            format!(r#"{{"many":[{}],"seats":{seats}}}"#, many.join(","))
        }
        _ => format!(r#"{{"seats":{seats},"crm":{number},"deep":{{"er key":{{"since":{since}}}}}}}"#),
    };
    Metadata::parse(&text).unwrap()
}

/// What makes somebody like another.
pub(crate) fn change(other: NewUser, dice: &mut Dice) -> Change {
    Change {
        scope: (dice.below(2) == 0).then_some(other.scope),
        vendor: (dice.below(2) == 0).then_some(other.vendor),
        metadata: (dice.below(2) == 0).then_some(other.metadata),
        email: (dice.below(2) == 0).then_some((other.email, other.email_key)),
        blocked: (dice.below(2) == 0).then_some(other.blocked),
        plan: (dice.below(2) == 0).then_some(other.plan),
        is_active: (dice.below(2) == 0).then_some(other.is_active),
        ..Change::default()
    }
}

/// A query of so many users.
pub(crate) fn query(dice: &mut Dice, users: usize) -> UserQuery {
    let mut pairs = Vec::new();
    for _ in 0..[0, 0, 1, 1, 2, 3][dice.below(6)] {
        pairs.push(("filter", filter(dice)));
    }
    if dice.below(4) == 0 {
        let patterns =
            ["A", "é", "_", "%", "@x", "acme.", "1", "Ü", "zzz", "@", "9@", "bücher", "lll", "a1@a", "io"];
        pairs.push(("pattern", dice.pick(&patterns).to_owned()));
    }
    if dice.below(4) > 0 {
        let fields = ["id", "username", "email", "isActive", "blocked", "plan", "created"];
        let keys: Vec<_> = (0..=dice.below(3))
            .map(|_| format!("{}:{}", dice.pick(&fields), dice.pick(&["1", "-1"])))
            .collect();
        pairs.push(("sort", keys.join(",")));
    }
    pairs.push(("limit", (1 + dice.below(60)).to_string()));
    pairs.push(("offset", [0, dice.below(90), dice.below(users + 50)][dice.below(3)].to_string()));
    UserQuery::from_pairs(pairs).unwrap()
}

fn filter(dice: &mut Dice) -> String {
    let fields = [
        "id",
        "username",
        "email",
        "isActive",
        "blocked",
        "plan",
        "scope",
        "vendor",
        "created",
        "metadata.seats",
        "metadata.since",
        "metadata.deep.er key.since",
        "metadata.seats.a",
        "metadata.many",
        "metadata.crm",
    ];
    let (field, not) = (dice.pick(&fields), dice.pick(&["", "", "!"]));
    if matches!(field, "isActive" | "blocked") {
        return format!("{field}:{not}{}", dice.pick(&["true", "false", "$in:true,false"]));
    }
    let value = dice.pick(match field {
        "id" => &["69", "69800", "0", "f", ""],
        "username" | "email" => &["a", "É", "bob1@x.io", "_", "%", "example", "JÖRG", "", "bücher", "@x"],
        "plan" => &["FREE", "pro", "ä", "", "r"],
        "scope" => &["user", "admin", "acme1", "acme", ""],
        "vendor" => &["acme", "ZOO", "é", "T7", "t", ""],
        "created" => &["1770000000000", "2026-02-02", "2026-02-02T10:40:00Z", "2026-02-02T", "2026", "02t1"],
        "metadata.crm" | "metadata.many" => &["12", "79", "70", "5000", "8999", "59"],
        _ => &["12", "10", "-1.5", "null", "TWO", "2026-02-02", "2026-02-02T08:00Z", "n", "false", ""],
    });
    let operator = dice.pick(&["", "", "^", "$", "~", ">", "<", "$in:pro,"]);
    format!("{field}:{not}{operator}{value}")
}
