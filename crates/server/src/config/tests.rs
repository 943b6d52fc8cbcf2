//! What the settings come to.

use super::*;

fn settled(pairs: &[(&str, &str)]) -> Result<Config, ConfigProblem> {
    Config::settle(&Given::pairs(pairs)?, Path::new("data"), SocketAddr::from(([127, 0, 0, 1], 8080)))
}

#[test]
fn the_defaults_are_the_documented_ones() {
    let config = settled(&[]).unwrap();
    assert_eq!((config.token_life, config.reset_code_life), (2_592_000_000, 3_600_000));
    assert_eq!(
        (config.front_end.as_str(), config.reset_path.as_str()),
        ("http://127.0.0.1:8080", "reset-password")
    );
    assert_eq!(config.cors, Cors::These(vec!["http://127.0.0.1:8080".to_owned()]));
    let retry = Retry { count: 20, interval: 30_000, factor: 1.5, max: 1_800_000 };
    assert_eq!(config.webhooks.retry, retry);
    assert!(config.sign_up_scopes.is_empty() && config.limits && config.mail.smtp.is_none());
}

#[test]
fn a_value_said_beats_the_policy() {
    assert_eq!(settled(&[("PASSWORD_POLICY", "hardened")]).unwrap().reset_code_life, 600_000);
    let both = [("PASSWORD_POLICY", "hardened"), ("DB_FORGOT_PASSWORD_INDEX_EXPIRY", "1200")];
    assert_eq!(settled(&both).unwrap().reset_code_life, 1_200_000);
}

#[test]
fn what_cannot_be_understood_names_its_setting() {
    for (name, text) in [
        ("PASSWORD_POLICY", "strict"),
        ("ACCENT_HUE", "361"),
        ("APPMIXER_FE_URL", "ftp://x"),
        ("APPMIXER_FE_URL", "example.com"),
        ("AFTER_SIGN_IN", "//evil.example"),
        ("AFTER_SIGN_IN", "https://evil.example"),
        ("TRUSTED_PROXIES", "10.0.0.0/64"),
        ("LIMITS", "maybe"),
        ("USER_INDEX", "some"),
        ("LOG_FORMAT", "xml"),
        ("APPMIXER_FE_URL", "https://x.example/?a=b"),
        ("APPMIXER_FE_URL", "https://x.example/#f"),
        ("APPMIXER_FE_URL", "https://u:p@x.example/"),
        ("CORS_ORIGINS", "https://u@x.example"),
        ("ALLOWED_HOSTS", "https://x.example"),
        ("ALLOWED_HOSTS", "*"),
        ("RESET_PASSWORD_FE_URL_SUFFIX", "a b"),
        ("RESET_PASSWORD_FE_URL_SUFFIX", "reset?c"),
        ("RESET_PASSWORD_FE_URL_SUFFIX", "reset#d"),
        ("RESET_PASSWORD_FE_URL_SUFFIX", "https://x.example/reset"),
        ("SUPPORT_CONTACT", "javascript:alert(1)"),
        ("SUPPORT_CONTACT", "data:text/html,hello"),
        ("PRIVACY_URL", "privacy.html"),
        ("MAIL_SMTP_PORT", "smtp"),
        ("MAIL_SMTP_PORT", "0"),
        ("FORGOT_PASSWORD_MAIL_BODY", "no link here"),
        ("API_USER_CREATE_SCOPE", "Admin!"),
        ("WEBHOOK_RETRY_FACTOR", "NaN"),
        ("DATABASE_URL", "mysql://db.example/desk"),
        ("DATABASE_CONNECTIONS", "many"),
    ] {
        let problem = settled(&[(name, text)]).err().unwrap().to_string();
        assert!(problem.contains(name), "{name}: {problem}");
    }
}

#[test]
fn any_origin_may_call_only_if_written() {
    assert_eq!(settled(&[("CORS_ORIGINS", "*")]).unwrap().cors, Cors::Any);
    let two = settled(&[("CORS_ORIGINS", "https://A.example/, http://b.example:81")]).unwrap().cors;
    assert_eq!(two, Cors::These(vec!["https://a.example".to_owned(), "http://b.example:81".to_owned()]));
}

#[test]
fn a_shared_database_needs_a_shared_secret() {
    let url = ("DATABASE_URL", "postgres://desk:hush@db.example/desk");
    let problem = settled(&[url]).err().unwrap().to_string();
    assert!(problem.contains("JWT_SECRET_FILE is required") && !problem.contains("hush"), "{problem}");
    let config = settled(&[url, ("JWT_SECRET_FILE", "secret")]).unwrap();
    assert!(config.database.is_some() && config.database_connections == 16);
}

#[test]
fn a_webhooks_address_is_kept_to_the_letter() {
    for text in ["http://x.example/hooks/created/", "https://x.example/a;b?c=1,2", "https://k:v@x.example/'"]
    {
        let created = settled(&[("WEBHOOK_USER_CREATED", text)]).unwrap().webhooks.created;
        assert_eq!(created.as_deref(), Some(text));
    }
    for text in ["ftp://x.example/", "x.example/hook", "http://x.example/a b", "http:///hook"] {
        assert!(settled(&[("WEBHOOK_USER_CREATED", text)]).is_err(), "{text}");
    }
}

#[test]
fn addresses_in_capitals_and_with_their_usual_port_are_understood() {
    let config = settled(&[("APPMIXER_FE_URL", "HTTPS://Desk.Example/App/")]).unwrap();
    assert_eq!((config.front_end.as_str(), config.is_over_tls()), ("https://desk.example/App", true));
    assert_eq!(config.cors, Cors::These(vec!["https://desk.example".to_owned()]));
    let cors = settled(&[("CORS_ORIGINS", "https://a.example:443,http://b.example:80/")]).unwrap().cors;
    assert_eq!(cors, Cors::These(vec!["https://a.example".to_owned(), "http://b.example".to_owned()]));
}

#[test]
fn help_and_privacy_may_be_any_link() {
    for (name, text) in [
        ("SUPPORT_CONTACT", "help@example.com"),
        ("SUPPORT_CONTACT", "mailto:help@example.com"),
        ("SUPPORT_CONTACT", "Room 12: ask for Ada"),
        ("SUPPORT_CONTACT", "https://example.com/help?from=desk#top"),
        ("PRIVACY_URL", "https://example.com/legal?page=privacy#top"),
    ] {
        assert!(settled(&[(name, text)]).is_ok(), "{name} {text}");
    }
}
