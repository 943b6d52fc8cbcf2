//! Kept counts of users: whatever is written, they are what a recount over all users comes to.

use crate::people::{BY, Kept, NOON, after, fresh, key, somebody, vendors};
use crate::random::{self, Dice};
use frontdesk_store::{Arrival, DELETION_STEPS, Given, OnExisting, User};
use frontdesk_wire::query::{StatsQuery, UserQuery};
use frontdesk_wire::{Breakdown, DayCount, OtherCount, StatusCounts, Timestamp, UserStats, ValueCount};
use std::collections::BTreeMap;

/// Everybody.
async fn everybody(store: &Kept) -> Vec<User> {
    let mut all = Vec::new();
    loop {
        let query = UserQuery { limit: 1_000, offset: all.len() as u64, ..UserQuery::default() };
        let page = store.list_users(&query).await.unwrap();
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

fn breakdown(each: impl Iterator<Item = String>, top: u32) -> Breakdown {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    each.for_each(|value| *counts.entry(value).or_default() += 1);
    let mut values: Vec<ValueCount> =
        counts.into_iter().map(|(value, count)| ValueCount { value, count }).collect();
    values.sort_by(|one, other| other.count.cmp(&one.count).then(one.value.cmp(&other.value)));
    let rest = values.split_off(values.len().min(top as usize));
    let other = OtherCount { values: rest.len() as u64, count: rest.iter().map(|one| one.count).sum() };
    Breakdown { values, other, none: None }
}

/// What a plain count comes to.
fn recount(users: &[User], query: &StatsQuery) -> UserStats {
    let with = |blocked, active: Option<bool>| {
        let fits =
            |user: &&User| user.blocked == blocked && active.is_none_or(|active| user.is_active == active);
        users.iter().filter(fits).count() as u64
    };
    let mut days: BTreeMap<String, u64> = BTreeMap::new();
    let day = |at: Timestamp| at.to_string()[..10].to_owned();
    for user in users {
        *days.entry(day(user.created_at)).or_default() += 1;
    }
    let (from, to) = (query.from.map(day), query.to.map(day));
    let asked =
        |day: &String| from.as_ref().is_none_or(|from| day >= from) && to.as_ref().is_none_or(|to| day <= to);
    let days = days.into_iter().filter(|(day, _)| asked(day));
    let vendors = |user: &User| {
        let mut keys: Vec<String> = user.vendor.iter().map(|vendor| vendor.as_str().to_lowercase()).collect();
        keys.sort();
        keys.dedup();
        keys
    };
    UserStats {
        total: users.len() as u64,
        status: StatusCounts {
            active: with(false, Some(true)),
            inactive: with(false, Some(false)),
            blocked: with(true, None),
        },
        days: days.map(|(day, count)| DayCount { day, count }).collect(),
        plan: breakdown(users.iter().map(|user| user.plan.to_lowercase()), query.top),
        scope: breakdown(users.iter().flat_map(|user| user.scope.iter().map(ToString::to_string)), query.top),
        vendor: Breakdown {
            none: Some(users.iter().filter(|user| user.vendor.is_empty()).count() as u64),
            ..breakdown(users.iter().flat_map(vendors), query.top)
        },
    }
}

async fn agree(store: &Kept, dice: &mut Dice, seed: u64) {
    let users = everybody(store).await;
    let day = |dice: &mut Dice| {
        Timestamp::parse(dice.pick(&["2026-02-01", "2026-02-02", "2026-02-03", "1969-12-31"]))
    };
    let from = (dice.below(3) == 0).then(|| day(dice)).flatten();
    let to = (dice.below(3) == 0).then(|| day(dice)).flatten();
    let query = StatsQuery { from, to, top: [0, 1, 2, 50][dice.below(4)] };
    assert_eq!(store.stats(&query).await.unwrap(), recount(&users, &query), "seed {seed}: {query:?}");
}

/// Some who are there, some who are not, some with the address of one and the name of another, some twice.
fn arrivals(dice: &mut Dice, there: &[User], number: usize) -> Vec<Arrival> {
    let arrivals = (number..number + 1 + dice.below(200)).map(|number| {
        let mut user = random::user(dice, number);
        if let Some(other) = there.get(dice.below(there.len() * 2 + 1)) {
            (user.email, user.email_key) = (other.email.clone(), key(other.email.as_str()));
            if dice.below(4) > 0 {
                (user.username, user.username_key) = (other.username.clone(), key(other.username.as_str()));
            }
        }
        let mut said = || dice.below(2) == 0;
        let given = Given {
            plan: said(),
            scope: said(),
            vendor: said(),
            metadata: said(),
            is_active: said(),
            blocked: said(),
        };
        Arrival { user, given }
    });
    arrivals.collect()
}

pub(crate) async fn counts_are_what_a_recount_comes_to_whatever_is_written(store: Kept) {
    let (mut dice, seed) = Dice::thrown();
    let mut number = 0;
    agree(&store, &mut dice, seed).await;
    for _ in 0..40 {
        let users = everybody(&store).await;
        let somebody = users.get(dice.below(users.len().max(1))).map(|user| user.id);
        match (dice.below(6), somebody) {
            (0, Some(id)) => {
                let ticket = fresh();
                store.begin_deletion(id, ticket, NOON, Vec::new(), &BY).await.unwrap();
                if dice.below(4) > 0 {
                    for step in DELETION_STEPS {
                        store.do_deletion_step(ticket, step, NOON).await.unwrap();
                    }
                }
            }
            (1 | 2, Some(id)) => {
                number += 1;
                let change = random::change(random::user(&mut dice, number), &mut dice);
                store.update_user(id, change, &|_, _| Vec::new(), &BY).await.unwrap();
            }
            (3, _) => store.tidy(NOON).await.unwrap(),
            (4, _) => {
                let on_existing = [OnExisting::Skip, OnExisting::Update][dice.below(2)];
                let arrivals = arrivals(&mut dice, &users, number);
                number += arrivals.len();
                store.import_users(arrivals, on_existing, &BY).await.unwrap();
            }
            _ => {
                let many = 1 + dice.below(30);
                let mut more: Vec<_> = (number..number + many).map(|n| random::user(&mut dice, n)).collect();
                number += many - dice.below(3).min(many - 1);
                if let Some(first) = more.first_mut() {
                    first.created_at = Timestamp::from_millis(-1 - dice.below(9) as i64);
                }
                store.create_users(more, &BY).await.unwrap();
            }
        }
        agree(&store, &mut dice, seed).await;
    }
    assert_eq!(store.check().await.unwrap(), Vec::<String>::new());
}

pub(crate) async fn counts_hold_while_many_write_at_once(store: Kept) {
    let (mut dice, seed) = Dice::thrown();
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let store = store.clone();
            tokio::spawn(async move {
                for n in 0..15 {
                    let mut user = somebody(&format!("w{writer}n{n}@x.io"), &["user", "acme"]);
                    user.vendor = vendors(&["acme"]);
                    // Whoever comes second is refused, and counts nowhere.
                    let twice = somebody(&format!("w{writer}n{n}@x.io"), &["user"]);
                    store.create_user(user, None, Vec::new(), &BY).await.unwrap();
                    store.create_user(twice, None, Vec::new(), &BY).await.unwrap();
                }
            })
        })
        .collect();
    let upkeep = tokio::spawn({
        let store = store.clone();
        async move {
            for minute in 0..10 {
                store.tidy(after(minute * 60_000)).await.unwrap();
                let stats = store.stats(&StatsQuery::default()).await.unwrap();
                let of_scopes: u64 = stats.scope.values.iter().map(|one| one.count).sum();
                assert_eq!(of_scopes, stats.total * 2, "a moment between two writes: {stats:?}");
            }
        }
    });
    for writer in writers {
        writer.await.unwrap();
    }
    upkeep.await.unwrap();
    agree(&store, &mut dice, seed).await;
    assert_eq!(store.stats(&StatsQuery::default()).await.unwrap().total, 60);
}
