//! One believable person: who, where, since when, with what scopes, vendors, plan and metadata.

use super::dice::Dice;
use super::names::{FIRMS, Firm, MAILBOXES, REGIONS, Region};
use frontdesk_wire::{Metadata, Scope, Timestamp, Vendor};
use serde_json::json;

const DAY: i64 = 86_400_000;
const THREE_YEARS: i64 = 3 * 365 * DAY;

/// Somebody, before an id and a password.
pub(super) struct Person {
    /// The local part of the address, wanting only what keeps it apart from others.
    pub(super) mailbox: String,
    /// The domain of the address.
    pub(super) domain: &'static str,
    pub(super) is_active: bool,
    pub(super) blocked: bool,
    pub(super) plan: &'static str,
    pub(super) scope: Vec<Scope>,
    pub(super) vendor: Vec<Vendor>,
    pub(super) metadata: Metadata,
    pub(super) created_at: Timestamp,
}

const PLANS: [(&str, u32); 4] = [("free", 66), ("starter", 17), ("pro", 12), ("enterprise", 5)];
const SCOPES: [(&str, u32); 7] = [
    ("editor", 30),
    ("viewer", 22),
    ("support", 12),
    ("billing", 10),
    ("acme1", 14),
    ("beta", 8),
    ("developer", 4),
];
const VENDORS: [&str; 10] = [
    "acme",
    "globex",
    "initech",
    "umbra",
    "hooli-labs",
    "vandelay",
    "stark-tools",
    "wayside",
    "tyrell",
    "soylent",
];
const DEPARTMENTS: [&str; 8] =
    ["Sales", "Engineering", "Support", "Logistics", "Finance", "Marketing", "Operations", "Design"];
const SOURCES: [&str; 5] = ["website", "referral", "partner", "conference", "trial"];

/// The person of these dice, who joined some time in the three years before `now`.
pub(super) fn person(dice: &mut Dice, now: Timestamp) -> Option<Person> {
    let region = dice.weighted(REGIONS, |region| region.weight)?;
    let (given, family) = (dice.word(region.given), dice.word(region.family));
    let firm = if dice.in_thousand(780) { dice.pick_early(FIRMS) } else { None };
    let created_at = joined(dice, now);
    let plan = dice.weighted(&PLANS, |(_, weight)| *weight)?.0;
    Some(Person {
        mailbox: mailbox(dice, given, family),
        domain: firm
            .map_or_else(|| dice.pick(MAILBOXES).copied().unwrap_or("post.example"), |firm| firm.domain),
        is_active: !dice.in_thousand(34),
        blocked: dice.in_thousand(14),
        plan,
        scope: scope(dice),
        vendor: vendor(dice),
        metadata: metadata(dice, region, given, family, firm, plan),
        created_at,
    })
}

/// More of late than long ago, and seldom at night.
fn joined(dice: &mut Dice, now: Timestamp) -> Timestamp {
    let ago = (1.0 - dice.unit().sqrt()) * THREE_YEARS as f64;
    let day = (now.as_millis() - ago as i64).div_euclid(DAY) * DAY;
    let hour = if dice.in_thousand(850) { 7 + dice.below(12) } else { dice.below(24) };
    let within = i64::try_from(hour * 3_600_000 + dice.below(3_600_000)).unwrap_or_default();
    // Nobody joins in the future: whoever would have, joined the day before.
    let at = day + within;
    Timestamp::from_millis(if at > now.as_millis() { at - DAY } else { at })
}

fn mailbox(dice: &mut Dice, given: &str, family: &str) -> String {
    let (given, family) = (plain(given), plain(family));
    let initial = given.chars().next().map(String::from).unwrap_or_default();
    match dice.below(10) {
        0..=5 => format!("{given}.{family}"),
        6 | 7 => format!("{initial}.{family}"),
        8 => format!("{given}{family}"),
        _ => format!("{family}.{given}"),
    }
}

/// Small Latin letters without marks, as addresses have them.
fn plain(name: &str) -> String {
    let spelled =
        name.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss");
    spelled.chars().map(without_mark).filter(char::is_ascii_lowercase).collect()
}

fn without_mark(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ã' | 'å' | 'ą' => 'a',
        'ç' | 'č' | 'ć' => 'c',
        'ď' => 'd',
        'é' | 'è' | 'ê' | 'ë' | 'ě' | 'ę' => 'e',
        'ğ' => 'g',
        'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ň' | 'ń' => 'n',
        'ó' | 'ò' | 'ô' | 'õ' | 'ø' => 'o',
        'ř' => 'r',
        'š' | 'ş' | 'ś' => 's',
        'ť' => 't',
        'ú' | 'ù' | 'û' | 'ů' => 'u',
        'ý' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        c => c,
    }
}

/// Most are plain users; a few can do more, hardly anybody many things.
fn scope(dice: &mut Dice) -> Vec<Scope> {
    let more = match dice.below(100) {
        0..=79 => 0,
        80..=94 => 1,
        95..=98 => 2,
        _ => 3,
    };
    let mut scopes = vec![Scope::user()];
    for _ in 0..more {
        let word = dice.weighted(&SCOPES, |(_, weight)| *weight).map(|(word, _)| *word);
        if let Some(Ok(scope)) = word.map(Scope::parse)
            && !scopes.contains(&scope)
        {
            scopes.push(scope);
        }
    }
    scopes
}

fn vendor(dice: &mut Dice) -> Vec<Vendor> {
    let count = match dice.below(100) {
        0..=54 => 0,
        55..=93 => 1,
        _ => 2,
    };
    let mut vendors: Vec<Vendor> = Vec::new();
    for _ in 0..count {
        if let Some(Ok(vendor)) = dice.pick_early(&VENDORS).map(|name| Vendor::parse(name))
            && !vendors.contains(&vendor)
        {
            vendors.push(vendor);
        }
    }
    vendors
}

fn metadata(
    dice: &mut Dice,
    region: &Region,
    given: &str,
    family: &str,
    firm: Option<&Firm>,
    plan: &str,
) -> Metadata {
    if dice.in_thousand(120) {
        return Metadata::default();
    }
    let mut all = json!({
        "name": format!("{given} {family}"),
        "locale": region.locale,
        "address": { "city": dice.word(region.cities), "country": region.country },
        "source": dice.pick_early(&SOURCES),
    });
    if let (Some(firm), Some(object)) = (firm, all.as_object_mut()) {
        object.insert("company".to_owned(), json!(firm.name));
        object.insert("department".to_owned(), json!(dice.pick(&DEPARTMENTS)));
    }
    if let Some(object) = all.as_object_mut() {
        object.insert("newsletter".to_owned(), json!(dice.in_thousand(300)));
        if plan != "free" {
            let (seats, flows) = (1 + dice.below(8) * dice.below(8), dice.below(40));
            object.insert("limits".to_owned(), json!({ "seats": seats, "flows": flows }));
        }
    }
    Metadata::parse(&all.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_wire::Email;

    const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

    fn crowd(count: u64) -> Vec<Person> {
        (0..count).filter_map(|number| person(&mut Dice::of(1, number), NOW)).collect()
    }

    #[test]
    fn everybody_has_an_address_that_is_one_and_a_past() {
        let crowd = crowd(5_000);
        assert_eq!(crowd.len(), 5_000);
        for person in crowd {
            let address = format!("{}@{}", person.mailbox, person.domain);
            assert!(Email::parse(&address).is_ok() && address.is_ascii(), "{address}");
            assert!(person.created_at <= NOW && person.created_at >= NOW.plus_millis(-THREE_YEARS - 2 * DAY));
        }
    }

    #[test]
    fn the_crowd_is_skewed_as_real_ones_are() {
        let crowd = crowd(20_000);
        let share = |fits: &dyn Fn(&Person) -> bool| {
            crowd.iter().filter(|person| fits(person)).count() * 1000 / crowd.len()
        };
        assert!((600..720).contains(&share(&|person| person.plan == "free")));
        assert!((750..850).contains(&share(&|person| person.scope.len() == 1)));
        assert!((5..30).contains(&share(&|person| person.blocked)));
        assert!((20..50).contains(&share(&|person| !person.is_active)));
        assert!((500..600).contains(&share(&|person| person.vendor.is_empty())));
        assert_eq!(share(&|person| person.scope.iter().any(Scope::is_admin)), 0);
        assert!(share(&|person| person.created_at > NOW.plus_millis(-365 * DAY)) > 500);
    }

    #[test]
    fn the_same_number_is_the_same_person() {
        let [one, other] = [(); 2].map(|()| person(&mut Dice::of(1, 77), NOW).unwrap());
        assert_eq!(
            (one.mailbox, one.metadata, one.created_at),
            (other.mailbox, other.metadata, other.created_at)
        );
    }
}
