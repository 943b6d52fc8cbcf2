//! The description says what the code does.

use super::schema::Schema;
use super::*;
use frontdesk_wire::{
    Actor, AuditDetails, AuditEntry, Breakdown, DayCount, ErrorBody, FieldProblem, OtherCount, StatusCounts,
    UserStats, ValueCount, bulk, replies, requests,
};
use serde::de::{DeserializeOwned, Visitor};
use serde::{Deserializer, Serialize};
use std::collections::BTreeSet;

#[test]
fn every_route_is_described_and_no_other() {
    let name = |method: &axum::http::Method, path: &str| format!("{method} {path}");
    let served: BTreeSet<String> = routes().iter().map(|route| name(&route.method, route.path)).collect();
    let told: BTreeSet<String> = operations().iter().map(|one| name(&one.method, one.path)).collect();
    assert_eq!(served, told);
}

#[test]
fn every_parameter_of_a_query_is_described() {
    let told: BTreeSet<&str> = QUERY.iter().map(|(name, _)| *name).collect();
    let read: BTreeSet<&str> = operations().iter().flat_map(|one| one.queries.iter().copied()).collect();
    assert_eq!(told, read);
}

#[test]
fn every_body_that_is_named_is_described() {
    let text = document().to_string();
    let named: BTreeSet<&str> =
        text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let described = bodies();
    assert_eq!(named, described.keys().map(String::as_str).collect(), "named against described");
}

#[test]
fn what_is_refused_is_what_can_be_refused() {
    let document = document();
    let statuses = |path: &str, method: &str| -> BTreeSet<String> {
        document["paths"][path][method]["responses"].as_object().unwrap().keys().cloned().collect()
    };
    let are = |codes: &[&str]| -> BTreeSet<String> { codes.iter().map(|code| (*code).to_owned()).collect() };
    assert_eq!(statuses("/user/forgot-password/reset", "post"), are(&["200", "400", "413", "503"]));
    assert_eq!(statuses("/set-up", "post"), are(&["201", "400", "404", "413", "429", "503"]));
    assert_eq!(statuses("/users", "get"), are(&["200", "400", "401", "403", "503"]));
    assert_eq!(statuses("/config.json", "get"), are(&["200"]));
    assert_eq!(document["paths"]["/user/sign-out"]["post"]["requestBody"]["required"], false);
    assert_eq!(document["components"]["schemas"]["SignIn"]["required"], json!(["password"]));
}

#[test]
fn every_request_is_described_as_it_is_read() {
    holds::<requests::SignIn>("SignIn");
    holds::<requests::SignUp>("SignUp");
    holds::<requests::SignUpExtras>("SignUpExtras");
    holds::<requests::UpdateUser>("UpdateUser");
    holds::<requests::ImportedUser>("ImportedUser");
    holds::<requests::ChangePassword>("ChangePassword");
    holds::<requests::ResetPassword>("ResetPassword");
    holds::<requests::ForgotPassword>("ForgotPassword");
    holds::<requests::RedeemResetCode>("RedeemResetCode");
    holds::<requests::SignOut>("SignOut");
    holds::<bulk::StartBulk>("StartBulk");
    holds::<requests::SetUp>("SetUp");
}

#[test]
fn every_reply_is_described_as_it_is_written() {
    holds::<replies::User>("User");
    holds::<replies::SignedIn>("SignedIn");
    holds::<replies::PasswordChanged>("PasswordChanged");
    holds::<replies::Empty>("Empty");
    holds::<replies::Count>("Count");
    holds::<replies::Imported>("Imported");
    holds::<replies::LineProblem>("LineProblem");
    holds::<replies::DeletionStarted>("DeletionStarted");
    holds::<replies::DeletionStatus>("DeletionStatus");
    holds::<replies::Session>("Session");
    holds::<replies::About>("About");
    holds::<replies::Config>("Config");
    holds::<bulk::BulkStarted>("BulkStarted");
    holds::<bulk::BulkStatus>("BulkStatus");
    holds::<bulk::BulkRow>("BulkRow");
    holds::<ErrorBody>("Error");
    holds::<FieldProblem>("FieldProblem");
    holds::<AuditEntry>("AuditEntry");
    holds::<Actor>("Actor");
    holds::<UserStats>("UserStats");
    holds::<StatusCounts>("StatusCounts");
    holds::<DayCount>("DayCount");
    holds::<Breakdown>("Breakdown");
    holds::<ValueCount>("ValueCount");
    holds::<OtherCount>("OtherCount");
    holds::<AuditDetails>("AuditDetails");
}

/// The example reads as the type and writes back the same, and the fields described are the type's own, all of them.
fn holds<T: Serialize + DeserializeOwned>(name: &str) {
    let schema = REQUESTS.iter().chain(REPLIES).chain(INSIGHT).find(|schema| schema.name == name).unwrap();
    let example: Value = serde_json::from_str(schema.example).unwrap();
    let read: T = serde_json::from_str(schema.example).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), example, "{name}");
    let described: BTreeSet<&str> = described(schema);
    assert_eq!(described, own_fields::<T>(), "{name}");
    let shown: BTreeSet<&str> = example.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(described, shown, "{name}");
}

fn described(schema: &Schema) -> BTreeSet<&str> {
    schema.fields.iter().map(|field| field.name).collect()
}

fn own_fields<T: DeserializeOwned>() -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    drop(T::deserialize(Probe(&mut found)));
    found
}

/// A source that holds nothing and notes which fields a type asks for.
struct Probe<'a>(&'a mut BTreeSet<&'static str>);

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(serde::de::Error::custom("nothing here"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.extend(fields);
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq tuple
        tuple_struct map enum identifier ignored_any
    }
}
