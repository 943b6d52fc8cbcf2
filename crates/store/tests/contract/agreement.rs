//! Whatever is asked, statements and the index answer as a plain list in memory does: the same rows in the same order, and the same count.

use crate::people::{BY, Kept, NOON};
use crate::random::{self, Dice};
use crate::{model, place::Place};
use frontdesk_store::{DELETION_STEPS, IndexState, User};
use frontdesk_wire::query::UserQuery;
use std::time::Duration;

/// So many users, in several pages of what can be listed, and more than the index sorts rather than walks.
const USERS: usize = 1_300;

/// Everybody, in the order of nothing in particular.
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

/// Waits until the index answers.
pub(crate) async fn ready(store: &Kept) {
    while store.index_state() != IndexState::Ready {
        assert_ne!(store.index_state(), IndexState::Off);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn fill(store: &Kept, dice: &mut Dice, numbers: std::ops::Range<usize>) {
    let users = numbers.map(|number| random::user(dice, number)).collect();
    store.create_users(users, &BY).await.unwrap();
}

/// Puts a query to the store. Did it find anybody?
async fn agrees(store: &Kept, all: &[User], query: &UserQuery, seed: u64) -> bool {
    let listed = store.list_users(query).await.unwrap();
    let ids: Vec<_> = listed.iter().map(|user| user.id).collect();
    let (expected, count) = model::answer(all, query);
    let expected_ids: Vec<_> = expected.iter().map(|user| user.id).collect();
    assert_eq!(ids, expected_ids, "seed {seed}: {query:?}");
    assert!(listed.iter().eq(expected), "seed {seed}: {query:?}");
    assert_eq!(store.count_users(query).await.unwrap(), count, "seed {seed}: {query:?}");
    if count <= 100 || query.offset.is_multiple_of(7) {
        let whole = UserQuery { limit: u32::MAX, offset: 0, ..query.clone() };
        assert!(
            selected(store, query).await.iter().eq(model::answer(all, &whole).0),
            "seed {seed}: {query:?}"
        );
    }
    count > 0
}

/// Everybody who fits, read piece by piece.
async fn selected(store: &Kept, query: &UserQuery) -> Vec<User> {
    let mut selection = store.select_users(query).await.unwrap();
    let mut users = Vec::new();
    while let Some(piece) = store.read_next(&mut selection).await.unwrap() {
        users.extend(piece);
    }
    assert_eq!(users.len(), selection.len());
    users
}

async fn every_query_agrees(store: &Kept, dice: &mut Dice, queries: usize, seed: u64) {
    let all = everybody(store).await;
    let mut hits = 0;
    for _ in 0..queries {
        hits += usize::from(agrees(store, &all, &random::query(dice, all.len()), seed).await);
    }
    assert!(queries < 100 || hits > queries / 4, "seed {seed}: too few queries found anybody: {hits}");
}

pub(crate) async fn statements_agree_with_the_plain_model(place: Place) {
    let (mut dice, seed) = Dice::thrown();
    let store = place.statements().await;
    fill(&store, &mut dice, 0..150).await;
    every_query_agrees(&store, &mut dice, 700, seed).await;
}

pub(crate) async fn a_loaded_index_agrees_with_the_plain_model(place: Place) {
    let (mut dice, seed) = Dice::thrown();
    let filling = place.statements().await;
    fill(&filling, &mut dice, 0..USERS).await;
    let store = place.index().await;
    ready(&store).await;
    every_query_agrees(&store, &mut dice, 200, seed).await;
}

/// Changes somebody, or removes somebody, by one of two stores.
async fn change(stores: [&Kept; 2], dice: &mut Dice, all: &[User], number: usize) {
    let store = stores[dice.below(2)];
    let somebody = all[dice.below(all.len())].id;
    match dice.below(4) {
        0 => {
            let end = number + 1 + dice.below(3);
            fill(store, dice, number..end).await;
        }
        1 => {
            let ticket = crate::people::fresh();
            store.begin_deletion(somebody, ticket, NOON, Vec::new(), &BY).await.unwrap();
            for step in DELETION_STEPS {
                store.do_deletion_step(ticket, step, NOON).await.unwrap();
            }
        }
        _ => {
            let change = random::change(random::user(dice, number), dice);
            store.update_user(somebody, change, &|_, _| Vec::new(), &BY).await.unwrap();
        }
    }
}

pub(crate) async fn an_index_that_follows_changes_agrees_with_the_plain_model(place: Place) {
    let (mut dice, seed) = Dice::thrown();
    let store = place.index().await;
    let beside = place.statements().await;
    ready(&store).await;
    fill(&store, &mut dice, 0..150).await;
    for round in 0..120 {
        let all = everybody(&beside).await;
        change([&store, &beside], &mut dice, &all, 10_000 + 10 * round).await;
        let all = everybody(&beside).await;
        for _ in 0..3 {
            agrees(&store, &all, &random::query(&mut dice, all.len()), seed).await;
        }
    }
    assert_eq!(store.index_state(), IndexState::Ready);
}

pub(crate) async fn what_is_written_while_the_index_loads_is_in_it(place: Place) {
    let (mut dice, seed) = Dice::thrown();
    let beside = place.statements().await;
    fill(&beside, &mut dice, 0..USERS).await;
    let (store, writing) = (place.index().await, beside.clone());
    let (mut other_dice, _) = Dice::thrown();
    let writer = tokio::spawn(async move {
        for number in 0..40 {
            fill(&writing, &mut other_dice, 20_000 + number..20_001 + number).await;
        }
    });
    ready(&store).await;
    writer.await.unwrap();
    let all = everybody(&beside).await;
    for _ in 0..20 {
        agrees(&store, &all, &random::query(&mut dice, all.len()), seed).await;
    }
}

pub(crate) async fn an_index_whose_changes_are_forgotten_is_loaded_anew(place: Place) {
    let (mut dice, seed) = Dice::thrown();
    let store = place.index().await;
    ready(&store).await;
    fill(&store, &mut dice, 0..150).await;
    place.forget_changes().await;
    let all = everybody(&store).await;
    every_query_agrees(&store, &mut dice, 20, seed).await;
    assert_eq!(all.len(), 150);
    ready(&store).await;
    every_query_agrees(&store, &mut dice, 20, seed).await;
}

pub(crate) async fn changes_are_forgotten_after_an_hour(place: Place) {
    let (mut dice, seed) = Dice::thrown();
    let store = place.index().await;
    ready(&store).await;
    for hours in 0..4 {
        fill(&store, &mut dice, hours * 50..hours * 50 + 50).await;
        store.tidy(crate::people::after(hours as i64 * crate::people::HOUR)).await.unwrap();
        every_query_agrees(&store, &mut dice, 10, seed).await;
    }
    let kept = place.changes().await;
    assert!((50..=200).contains(&kept), "{kept}");
    // Whoever writes elsewhere in the cluster keeps them from being settled, and so from being forgotten, for as long as that takes.
    for hours in 4..1_000 {
        if place.changes().await < 200 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        store.tidy(crate::people::after(hours * crate::people::HOUR)).await.unwrap();
    }
    unreachable!("changes are never forgotten");
}
