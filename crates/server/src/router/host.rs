//! Exactly one `Host`, and one that this server answers to. No answer is made of it, ever.

use crate::error::Error;
use crate::state::State;
use axum::extract::Request;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use frontdesk_wire::paths;
use std::net::Ipv6Addr;

/// What is answered to a request for another host.
pub(super) fn refused(state: &State, request: &Request) -> Option<Response> {
    (!is_good(request, &state.config.allowed_hosts)).then(|| Error::HostRefused.into_response())
}

fn is_good(request: &Request, allowed: &[String]) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let Ok(host) = host.to_str() else { return false };
    let target = request.uri().authority().map(|authority| authority.as_str());
    let one = target.is_none_or(|target| target.eq_ignore_ascii_case(host));
    // Probes come by address, whatever name the server has.
    let is_probe = [paths::HEALTHZ, paths::READYZ].contains(&request.uri().path());
    one && is_host(host) && (is_probe || allowed.is_empty() || is_allowed(host, allowed))
}

/// A name or an address, an IPv6 one in brackets, alone or with a port.
fn is_host(host: &str) -> bool {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((address, rest)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return address.parse::<Ipv6Addr>().is_ok()
            && rest.strip_prefix(':').map_or(rest.is_empty(), is_port);
    }
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    !name.is_empty() && is_name && is_port(port)
}

/// With its port or without.
fn is_allowed(host: &str, allowed: &[String]) -> bool {
    let host = host.to_lowercase();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => &host,
    };
    allowed.iter().any(|allowed| *allowed == host || allowed == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn good(target: &str, hosts: &[&str], allowed: &[&str]) -> bool {
        let mut request = Request::builder().uri(target);
        for host in hosts {
            request = request.header(header::HOST, *host);
        }
        let allowed: Vec<String> = allowed.iter().map(|host| (*host).to_owned()).collect();
        is_good(&request.body(Body::empty()).unwrap(), &allowed)
    }

    #[test]
    fn none_two_and_strange_hosts_are_refused() {
        for host in ["a.example", "a.example:8080", "127.0.0.1:80", "[::1]", "[2001:db8::1]:8080", "my_host"]
        {
            assert!(good("/", &[host], &[]), "{host}");
        }
        for host in [":::", "::1", "[::1", "[x]", "[::1]x", ":80", "a:b", "a:1:2"] {
            assert!(!good("/", &[host], &[]), "{host}");
        }
        for hosts in [&[][..], &["a.example", "a.example"], &[""], &["a b"], &["a.example/x"], &["a@b"]] {
            assert!(!good("/", hosts, &[]), "{hosts:?}");
        }
        assert!(!good("http://evil.example/", &["a.example"], &[]));
    }

    #[test]
    fn only_allowed_hosts_are_answered_but_probes_are() {
        let allowed = ["a.example"];
        assert!(good("/", &["A.example:8080"], &allowed) && good("/", &["a.example"], &allowed));
        assert!(!good("/", &["b.example"], &allowed) && !good("/", &["xa.example"], &allowed));
        assert!(good("/readyz", &["10.0.0.7:8080"], &allowed));
    }
}
