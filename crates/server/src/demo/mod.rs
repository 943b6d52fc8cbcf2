//! A crowd to try things with: believable people over three years, the same ones each time. None of them may administer.

mod dice;
mod names;
mod person;

use anyhow::Context;
use dice::Dice;
use frontdesk_store::{AddressKey, By, NewUser, PasswordHash, Store};
use frontdesk_wire::{Email, Timestamp, UserId};
use person::{Person, person};
use std::collections::HashMap;
use tokio::task::{JoinHandle, spawn_blocking};

/// What everybody in the crowd types to sign in. Documented, so only for machines that try things out.
pub const PASSWORD: &str = "demo-pass-1234";

const SEED: u64 = 0xF207_7DE5;
/// One transaction each, short enough for a server beside to write in between.
const BATCH: u64 = 2_000;

/// Adds so many people, all with one password's hash, and calls `progress` with how many have been seen to. How many were
/// added: those who are there already are passed over.
///
/// # Errors
/// The store cannot keep them.
pub async fn fill(
    store: &dyn Store,
    hash: &PasswordHash,
    users: u64,
    now: Timestamp,
    mut progress: impl FnMut(u64),
) -> anyhow::Result<u64> {
    let crowd = Crowd { namesakes: HashMap::new(), hash: hash.clone(), now };
    let mut next = crowd.gather(0, users);
    let (mut seen, mut added) = (0, 0);
    while seen < users {
        let (crowd, batch) = next.await?;
        seen = users.min(seen + BATCH);
        // While some are written, the next ones are thought up.
        next = crowd.gather(seen, users);
        added += store
            .create_users(batch, &By::command(now))
            .await
            .context("the demonstration users could not be kept")?;
        progress(seen);
    }
    Ok(added)
}

struct Crowd {
    /// How many have had an address before: the next one gets a number.
    namesakes: HashMap<String, u32>,
    hash: PasswordHash,
    now: Timestamp,
}

impl Crowd {
    /// The next ones, of so many in all, on a thread of their own.
    fn gather(mut self, from: u64, users: u64) -> JoinHandle<(Self, Vec<NewUser>)> {
        spawn_blocking(move || {
            let batch = (from..users.min(from + BATCH)).filter_map(|number| self.user(number)).collect();
            (self, batch)
        })
    }

    fn user(&mut self, number: u64) -> Option<NewUser> {
        let person = person(&mut Dice::of(SEED, number), self.now)?;
        let email = Email::parse(&self.address(&person)).ok()?;
        let key = AddressKey::of(&email).ok()?;
        Some(NewUser {
            id: id(number, person.created_at),
            username: email.clone(),
            username_key: key.clone(),
            email,
            email_key: key,
            password: self.hash.clone(),
            is_active: person.is_active,
            blocked: person.blocked,
            plan: person.plan.to_owned(),
            scope: person.scope,
            vendor: person.vendor,
            metadata: person.metadata,
            created_at: person.created_at,
        })
    }

    fn address(&mut self, person: &Person) -> String {
        let plain = format!("{}@{}", person.mailbox, person.domain);
        let before = self.namesakes.entry(plain.clone()).or_default();
        *before += 1;
        match *before {
            1 => plain,
            count => format!("{}{count}@{}", person.mailbox, person.domain),
        }
    }
}

/// Ids sort by the day people joined, and no two are equal.
fn id(number: u64, created_at: Timestamp) -> UserId {
    let seconds = u32::try_from(created_at.as_seconds()).unwrap_or_default();
    UserId::from_parts(seconds, (SEED << 32 | number).to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_store::{Opening, Options, SqlStore, Users};

    #[tokio::test]
    async fn the_crowd_comes_in_writes_that_leave_room_for_others() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqlStore::in_folder(folder.path(), Options::new(Opening::Serve)).await.unwrap();
        let (hash, now) = (PasswordHash::new("none".to_owned()), Timestamp::from_millis(1_700_000_000_000));
        let mut writes = Vec::new();
        let added = fill(&store, &hash, 4001, now, |seen| writes.push(seen)).await.unwrap();
        assert_eq!((added, writes), (4001, vec![2000, 4000, 4001]));
        assert!(!store.has_admin().await.unwrap());
    }
}
