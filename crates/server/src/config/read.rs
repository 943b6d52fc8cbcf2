//! From texts to values, with a sentence when a text is none.

use super::given::{ConfigProblem, Given};
use frontdesk_wire::{Scope, Vendor, check_vendors};
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// An address, or all addresses that begin alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Is the address one of this network?
    pub fn holds(&self, address: IpAddr) -> bool {
        let same = |a: &[u8], b: &[u8]| {
            let bit = |bytes: &[u8], at: usize| bytes.get(at / 8).map(|byte| byte >> (7 - at % 8) & 1);
            (0..usize::from(self.bits)).all(|at| bit(a, at) == bit(b, at))
        };
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(a), IpAddr::V4(b)) => same(&a.octets(), &b.octets()),
            (IpAddr::V6(a), IpAddr::V6(b)) => same(&a.octets(), &b.octets()),
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| ())?;
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(all), str::parse).map_err(|_| ())?;
        if bits <= all { Ok(Self { address, bits }) } else { Err(()) }
    }
}

fn wrong(name: &str, expected: &str) -> ConfigProblem {
    ConfigProblem(format!("{name} is {expected}"))
}

/// A comma-separated list, without blanks and empty parts.
pub(super) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

pub(super) fn number<T: FromStr>(given: &Given, name: &str) -> Result<T, ConfigProblem> {
    given.or_default(name).parse().map_err(|_| wrong(name, "a number"))
}

/// `30d`, `12h`, `45m`, `90s`, or seconds; in milliseconds.
pub(super) fn duration(given: &Given, name: &str) -> Result<i64, ConfigProblem> {
    let text = given.or_default(name);
    let problem = || wrong(name, "a time such as 30d, 12h, 45m, or a number of seconds above 0");
    let (digits, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let seconds = match unit.trim() {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err(problem()),
    };
    let count: i64 = digits.parse().map_err(|_| problem())?;
    let millis = count.checked_mul(seconds * 1000);
    // Ten years: longer ones are slips, and would leave the calendar when added to a moment.
    millis.filter(|millis| (1..=315_360_000_000).contains(millis)).ok_or_else(problem)
}

pub(super) fn scopes(given: &Given, name: &str) -> Result<Vec<Scope>, ConfigProblem> {
    let parsed: Result<_, _> = list(given.or_default(name)).map(Scope::parse).collect();
    parsed.map_err(|problem| ConfigProblem(format!("{name}: {}", problem.sentence())))
}

pub(super) fn vendors(given: &Given, name: &str) -> Result<Vec<Vendor>, ConfigProblem> {
    let parsed = check_vendors(list(given.or_default(name)));
    parsed.map_err(|problem| ConfigProblem(format!("{name}: {}", problem.sentence())))
}

pub(super) fn networks(given: &Given, name: &str) -> Result<Vec<Network>, ConfigProblem> {
    let parsed: Result<_, ()> = list(given.or_default(name)).map(str::parse).collect();
    parsed.map_err(|()| wrong(name, "a list of addresses or networks such as 10.0.0.0/8"))
}

/// An address of the web that others are made of (a path is put behind it), without a slash at its end; scheme and host in small letters.
pub(super) fn base(name: &str, text: &str) -> Result<String, ConfigProblem> {
    let plain = is_web(text) && !text.contains(['"', '\'', ';', ',', '<', '>', '?', '#', '@']);
    if !plain {
        let expected =
            "an address that starts with http:// or https://, without a name, a query or a fragment";
        return Err(wrong(name, expected));
    }
    let path = text.get(host_end(text)..).unwrap_or_default().trim_end_matches('/');
    Ok(format!("{}{path}", text.get(..host_end(text)).unwrap_or(text).to_lowercase()))
}

/// Where scheme, host and port of an address end.
fn host_end(url: &str) -> usize {
    let host = url.find("://").map_or(0, |at| at + 3);
    url.get(host..).and_then(|rest| rest.find(['/', '?', '#'])).map_or(url.len(), |at| host + at)
}

/// An address that people are led to, as it is written.
pub(super) fn link(given: &Given, name: &str) -> Result<Option<String>, ConfigProblem> {
    let fits = |text: &str| is_web(text) && !text.contains(['"', '\'', '<', '>']);
    let read = |text: &str| {
        fits(text)
            .then(|| text.to_owned())
            .ok_or_else(|| wrong(name, "an address that starts with http:// or https://"))
    };
    given.said(name).map(read).transpose()
}

/// Whom to ask: an e-mail address, a link or words; never what a browser would run.
pub(super) fn contact(given: &Given, name: &str) -> Result<Option<String>, ConfigProblem> {
    let read = |text: &str| {
        let links_elsewhere = text.split_once(':').is_some_and(|(scheme, rest)| {
            let is_scheme = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
            is_scheme && !matches!(scheme, "http" | "https" | "mailto") && !rest.starts_with(' ')
        });
        let expected = "an e-mail address, a link that starts with https://, http:// or mailto:, or words";
        if links_elsewhere { Err(wrong(name, expected)) } else { Ok(text.to_owned()) }
    };
    given.said(name).map(read).transpose()
}

/// Names of hosts, each alone or with a port, in small letters.
pub(super) fn hosts(given: &Given, name: &str) -> Result<Vec<String>, ConfigProblem> {
    let named =
        |host: &str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte));
    let read = |host: &str| {
        named(host).then(|| host.to_lowercase()).ok_or_else(|| {
            wrong(name, "a list of host names such as desk.example or desk.example:8443, without http:// and without *")
        })
    };
    list(given.or_default(name)).map(read).collect()
}

/// A path that is put behind another address, without slashes around it.
pub(super) fn path_behind(given: &Given, name: &str) -> Result<String, ConfigProblem> {
    let text = given.or_default(name).trim_matches('/');
    let fits = text.chars().all(|c| c.is_ascii_alphanumeric() || "/-._~!$&'()*+,=@%".contains(c));
    if fits {
        Ok(text.to_owned())
    } else {
        Err(wrong(name, "a path such as reset-password, without a query"))
    }
}

/// An address and port to listen on.
pub(super) fn optional_listen(given: &Given, name: &str) -> Result<Option<SocketAddr>, ConfigProblem> {
    let read =
        |text: &str| text.parse().map_err(|_| wrong(name, "an address and port such as 127.0.0.1:9090"));
    given.said(name).map(read).transpose()
}

/// An address that is called as it is written: a slash at its end or a comma in it belongs to it.
pub(super) fn webhook(given: &Given, name: &str) -> Result<Option<String>, ConfigProblem> {
    let problem = || wrong(name, "an address that starts with http:// or https://, without spaces");
    let read = |text: &str| is_web(text).then(|| text.to_owned()).ok_or_else(problem);
    given.said(name).map(read).transpose()
}

fn is_web(text: &str) -> bool {
    let Ok(uri) = text.parse::<axum::http::Uri>() else { return false };
    matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
}

/// Scheme, host and port of an address as browsers write them: a scheme's own port is left out.
pub(super) fn origin(url: &str) -> String {
    let origin = url.get(..host_end(url)).unwrap_or(url).to_lowercase();
    let usual = if origin.starts_with("https:") { ":443" } else { ":80" };
    origin.strip_suffix(usual).map_or_else(|| origin.clone(), str::to_owned)
}

/// A path of this origin: one slash first, never two (which would name another host).
pub(super) fn own_path(given: &Given, name: &str) -> Result<String, ConfigProblem> {
    let text = given.or_default(name);
    let fits = text.starts_with('/')
        && !text.starts_with("//")
        && !text.contains('\\')
        && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(wrong(name, "a path of this origin, such as /account")) }
}

pub(super) fn one_of<T: Copy>(given: &Given, name: &str, known: &[(&str, T)]) -> Result<T, ConfigProblem> {
    let text = given.or_default(name);
    let names: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
    let found = known.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    found.ok_or_else(|| wrong(name, &format!("one of {}", names.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_the_addresses_that_begin_like_it() {
        let network: Network = "10.1.0.0/16".parse().unwrap();
        assert!(network.holds("10.1.200.3".parse().unwrap()) && !network.holds("10.2.0.1".parse().unwrap()));
        assert!(network.holds("::ffff:10.1.0.1".parse().unwrap()));
        let all: Network = "::/0".parse().unwrap();
        assert!(all.holds("2001:db8::1".parse().unwrap()) && !all.holds("10.0.0.1".parse().unwrap()));
        assert!("10.0.0.0/33".parse::<Network>().is_err());
    }

    #[test]
    fn times_are_read_in_all_units() {
        for (text, millis) in
            [("30d", 2_592_000_000), ("12h", 43_200_000), ("45m", 2_700_000), ("90", 90_000)]
        {
            let given = Given::pairs(&[("GRIDD_JWT_TOKEN_EXP", text)]).unwrap();
            assert_eq!(duration(&given, "GRIDD_JWT_TOKEN_EXP").ok(), Some(millis), "{text}");
        }
        for text in ["0", "-1", "1w", "d", "99999999999d"] {
            let given = Given::pairs(&[("GRIDD_JWT_TOKEN_EXP", text)]).unwrap();
            assert!(duration(&given, "GRIDD_JWT_TOKEN_EXP").is_err(), "{text}");
        }
    }

    #[test]
    fn an_origin_ends_before_the_path() {
        assert_eq!(origin("https://A.example:8443/x/y"), "https://a.example:8443");
        assert_eq!(origin("http://a.example"), "http://a.example");
        assert_eq!(origin("https://a.example:443/x"), "https://a.example");
        assert_eq!(origin("http://[::1]:80"), "http://[::1]");
        assert_eq!(origin("http://a.example:443"), "http://a.example:443");
    }
}
