//! Measures listing and counting at a given number of users: `cargo run --release -p frontdesk-store --example measure -- 100000 10000` (users, users a batch).
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement may stop at the first surprise"
)]

use frontdesk_store::{AddressKey, By, NewUser, Opening, Options, PasswordHash, SqlStore, Upkeep, Users};
use frontdesk_wire::query::UserQuery;
use frontdesk_wire::{Email, Metadata, Scope, Timestamp, UserId, Vendor};
use std::time::Instant;

fn user(number: u64) -> NewUser {
    let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
    let address = format!("{:x}.person{number}@mail{}.example", mixed % 65_536, mixed % 97);
    let email = Email::parse(&address).unwrap();
    let key = AddressKey::of(&email).unwrap();
    let mut scope = vec![Scope::user()];
    match mixed % 1000 {
        0 => scope.push(Scope::admin()),
        1..300 => scope.push(Scope::parse(&format!("acme{}", mixed % 50)).unwrap()),
        _ => {}
    }
    let metadata = format!(
        r#"{{"seats":{},"team":"team {}","since":"2025-0{}-11"}}"#,
        mixed % 500,
        mixed % 40,
        1 + mixed % 9
    );
    NewUser {
        id: UserId::from_parts(1_700_000_000 + (number / 10) as u32, mixed.to_be_bytes()),
        username: email.clone(),
        username_key: key.clone(),
        email,
        email_key: key,
        password: PasswordHash::new("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI".to_owned()),
        is_active: !mixed.is_multiple_of(50),
        blocked: mixed.is_multiple_of(80),
        plan: ["free", "free", "free", "pro", "enterprise"][(mixed % 5) as usize].to_owned(),
        scope,
        vendor: if mixed.is_multiple_of(3) { vec![Vendor::parse(&format!("vendor{}", mixed % 20)).unwrap()] } else { Vec::new() },
        metadata: Metadata::parse(&metadata).unwrap(),
        created_at: Timestamp::from_millis(1_700_000_000_000 + (number * 997) as i64),
    }
}

const QUERIES: [&[(&str, &str)]; 16] = [
    &[],
    &[("offset", "90000")],
    &[("sort", "email:1")],
    &[("sort", "username:-1"), ("offset", "5000")],
    &[("sort", "plan:-1")],
    &[("sort", "blocked:-1,created:-1")],
    &[("pattern", "person99999")],
    &[("pattern", "a")],
    &[("pattern", "zz-nobody"), ("sort", "email:1")],
    &[("filter", "scope:user")],
    &[("filter", "scope:admin")],
    &[("filter", "scope:acme7,plan:pro"), ("sort", "email:1")],
    &[("filter", "blocked:false,isActive:true,vendor:vendor3")],
    &[("filter", "plan:enterprise"), ("sort", "email:-1")],
    &[("filter", "plan:$in:pro,free,scope:!admin"), ("pattern", "mail9")],
    &[("filter", "metadata.seats:>490")],
];

#[tokio::main]
async fn main() {
    let total: u64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let batch: u64 = std::env::args().nth(2).and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let dir = std::env::temp_dir().join(format!("frontdesk-measure-{}", std::process::id()));
    let store = SqlStore::in_folder(&dir, Options::new(Opening::Serve)).await.unwrap();
    let start = Instant::now();
    for from in (0..total).step_by(batch as usize) {
        store
            .create_users(
                (from..total.min(from + batch)).map(user).collect(),
                &By::command(Timestamp::from_millis(0)),
            )
            .await
            .unwrap();
    }
    println!("{total} users added in {:.1?}", start.elapsed());
    for pairs in QUERIES {
        let query = UserQuery::from_pairs([("limit", "25")].iter().chain(pairs).copied()).unwrap();
        let (mut list, mut count, mut found) = (Vec::new(), Vec::new(), 0);
        for _ in 0..5 {
            let start = Instant::now();
            store.list_users(&query).await.unwrap();
            list.push(start.elapsed());
            let start = Instant::now();
            found = store.count_users(&query).await.unwrap();
            count.push(start.elapsed());
        }
        list.sort();
        count.sort();
        println!("list {:>9.2?}  count {:>9.2?}  {found:>8} {pairs:?}", list[2], count[2]);
    }
    store.close().await;
    std::fs::remove_dir_all(&dir).unwrap();
}
