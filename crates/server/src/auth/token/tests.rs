//! What is a token of ours, and what is none.

use super::*;
use frontdesk_wire::{Email, Metadata, Timestamp};

const DAY: i64 = 86_400_000;

fn tokens() -> Tokens {
    Tokens::new(Secret::of(b"0123456789abcdefghijklmnopqrstuvwxyz").unwrap())
}

fn clock() -> Clock {
    Clock::still(Timestamp::from_millis(1_800_000_000_000))
}

fn ada() -> User {
    let email = Email::parse("ada@example.com").unwrap();
    User {
        id: UserId::from_bytes([7; 12]),
        username: email.clone(),
        email,
        is_active: true,
        blocked: false,
        deleting: false,
        plan: "free".to_owned(),
        scope: vec![Scope::user()],
        vendor: Vec::new(),
        metadata: Metadata::default(),
        created_at: Timestamp::from_millis(0),
        epoch: 0,
    }
}

fn issued(clock: &Clock) -> String {
    tokens().issue(&ada(), clock.uuid(), clock, DAY).unwrap()
}

/// A token of any header and claims, rightly signed.
fn forged(header: &str, claims: &str) -> String {
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let mac = URL_SAFE_NO_PAD.encode(tokens().secret.sign(signed.as_bytes()));
    format!("{signed}.{mac}")
}

fn claims(exp: &str, iat: &str) -> String {
    format!(
        r#"{{"jti":"{}","iss":"frontdesk","aud":"frontdesk-user","typ":"Bearer","id":"{id}","sub":"{id}","scope":["user"],"iat":{iat},"exp":{exp}}}"#,
        clock().uuid(),
        id = ada().id
    )
}

#[test]
fn a_fresh_token_is_read_back() {
    let clock = clock();
    let claims = tokens().read(&issued(&clock), &clock).unwrap();
    assert_eq!((claims.id, claims.iat, claims.exp), (ada().id, 1_800_000_000, 1_800_086_400));
    assert!(issued(&clock).is_ascii());
}

#[test]
fn a_token_ends_on_the_second_it_says() {
    let clock = clock();
    let token = issued(&clock);
    clock.advance(DAY - 1000);
    assert!(tokens().read(&token, &clock).is_ok());
    clock.advance(1000);
    assert!(matches!(tokens().read(&token, &clock), Err(Error::TokenEnded)));
}

#[test]
fn any_flipped_bit_is_refused() {
    let clock = clock();
    let token = issued(&clock);
    for at in 0..token.len() {
        for bit in 0..8 {
            let mut bytes = token.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            let Ok(flipped) = String::from_utf8(bytes) else { continue };
            assert!(matches!(tokens().read(&flipped, &clock), Err(Error::TokenInvalid)), "{at} {bit}");
        }
    }
}

#[test]
fn other_headers_are_refused_even_when_rightly_signed() {
    let good = claims("1800086400", "1800000000");
    assert!(tokens().read(&forged(HEADER, &good), &clock()).is_ok());
    for header in [
        r#"{"alg":"none","typ":"JWT"}"#,
        r#"{"alg":"None"}"#,
        r#"{"typ":"JWT","alg":"HS256"}"#,
        r#"{"alg":"HS256","typ":"JWT","kid":"../../etc/passwd"}"#,
        r#"{"alg":"HS512","typ":"JWT"}"#,
        r#"{"alg":"RS256","typ":"JWT"}"#,
        r#"{"alg":"HS256"}"#,
        "",
    ] {
        assert!(
            matches!(tokens().read(&forged(header, &good), &clock()), Err(Error::TokenInvalid)),
            "{header}"
        );
    }
}

#[test]
fn claims_of_the_wrong_type_are_refused() {
    for (exp, iat) in [
        ("\"1800086400\"", "1800000000"),
        ("1800086400", "\"1800000000\""),
        ("1800086400.5", "1800000000"),
        ("null", "1800000000"),
        ("1800086400", "1800000061"),
        ("99999999999999999999", "1800000000"),
    ] {
        assert!(
            matches!(tokens().read(&forged(HEADER, &claims(exp, iat)), &clock()), Err(Error::TokenInvalid)),
            "{exp} {iat}"
        );
    }
    assert!(tokens().read(&forged(HEADER, &claims("1800086400", "1800000060")), &clock()).is_ok());
}

#[test]
fn what_is_no_token_at_all_is_refused() {
    let unsigned = issued(&clock());
    let unsigned = unsigned.rsplit_once('.').unwrap().0;
    let long = "a.".repeat(LONGEST);
    for text in [
        "",
        ".",
        "..",
        "...",
        "a.b.c",
        unsigned,
        &format!("{unsigned}."),
        &format!("{}=", issued(&clock())),
        &long,
    ] {
        assert!(matches!(tokens().read(text, &clock()), Err(Error::TokenInvalid)), "{text:.20}");
    }
}

#[test]
fn a_token_of_another_secret_is_refused() {
    let other = Tokens::new(Secret::of(b"another-secret-another-secret-1234").unwrap());
    let clock = clock();
    let token = other.issue(&ada(), clock.uuid(), &clock, DAY).unwrap();
    assert!(matches!(tokens().read(&token, &clock), Err(Error::TokenInvalid)));
}
