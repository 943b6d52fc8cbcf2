//! Bodies as they go over the wire, recorded once in `recorded/`: each is read and written again without a difference.

use frontdesk_wire::replies::{
    About, Config, Count, DeletionStarted, DeletionStatus, Empty, PasswordChanged, Session, SignedIn, User,
};
use frontdesk_wire::requests::{
    ChangePassword, ForgotPassword, RedeemResetCode, ResetPassword, SetUp, SignIn, SignOut, SignUp,
    SignUpExtras, UpdateUser,
};
use frontdesk_wire::{AuditEntry, ErrorBody, UserStats};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Reads a recording as a `T` and writes it: not a field is lost, added or renamed.
fn both_ways<T: DeserializeOwned + Serialize>(name: &str, recorded: &str) -> Outcome {
    let read: T = serde_json::from_str(recorded).map_err(|cause| format!("{name} is not read: {cause}"))?;
    let written: Value = serde_json::to_value(read)?;
    let recorded: Value = serde_json::from_str(recorded)?;
    assert_eq!(written, recorded, "{name}");
    Ok(())
}

macro_rules! recorded {
    ($($name:literal as $type:ty),+ $(,)?) => {
        &[$(($name, both_ways::<$type> as fn(&str, &str) -> Outcome, include_str!(concat!("recorded/", $name, ".json")))),+]
    };
}

type Recording = (&'static str, fn(&str, &str) -> Outcome, &'static str);

const RECORDED: &[Recording] = recorded![
    "about" as About,
    "audit" as Vec<AuditEntry>,
    "config" as Config,
    "count" as Count,
    "deletion_failed" as DeletionStatus,
    "deletion_started" as DeletionStarted,
    "deletion_under_way" as DeletionStatus,
    "done" as Empty,
    "error" as ErrorBody,
    "error_with_fields" as ErrorBody,
    "password_changed" as PasswordChanged,
    "request_change_password" as ChangePassword,
    "request_forgot_password" as ForgotPassword,
    "request_redeem_reset_code" as RedeemResetCode,
    "request_reset_password" as ResetPassword,
    "request_set_up" as SetUp,
    "request_sign_in" as SignIn,
    "request_sign_out" as SignOut,
    "request_sign_up" as SignUp,
    "request_sign_up_extras" as SignUpExtras,
    "request_update_user" as UpdateUser,
    "sessions" as Vec<Session>,
    "signed_in" as SignedIn,
    "stats" as UserStats,
    "user" as User,
    "users" as Vec<User>,
];

#[test]
fn every_recorded_body_is_read_and_written_without_a_difference() -> Outcome {
    RECORDED.iter().try_for_each(|(name, both_ways, recorded)| both_ways(name, recorded))
}

#[test]
fn every_recording_is_read() -> Outcome {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recorded");
    for entry in std::fs::read_dir(folder)? {
        let file = entry?.file_name().into_string().map_err(|name| format!("{name:?} is no text"))?;
        let known = RECORDED.iter().any(|(name, ..)| file == format!("{name}.json"));
        assert!(known || file == "plain_tenant_user.json", "nothing reads {file}");
    }
    Ok(())
}

#[test]
fn a_user_of_a_plain_tenant_is_read_for_all_that_it_lacks() -> Outcome {
    let user: User = serde_json::from_str(include_str!("recorded/plain_tenant_user.json"))?;
    assert_eq!(user.vendor, ["acme"]);
    assert!(user.is_active && !user.blocked && user.plan.is_empty());
    assert_eq!(user.metadata.as_str(), r#"{"big":12345678901234567890123}"#);
    Ok(())
}

#[test]
fn metadata_keeps_every_digit_and_the_order_of_its_keys() -> Outcome {
    let text = r#"{"z":1e400,"a":0.10,"n":123456789012345678901234567890}"#;
    let user = include_str!("recorded/user.json").replace(r#"{"department":"logistics","seats":12}"#, text);
    assert!(user.contains(text), "the recording holds the metadata that is replaced");
    let user: User = serde_json::from_str(&user)?;
    assert!(serde_json::to_string(&user)?.contains(text));
    Ok(())
}
