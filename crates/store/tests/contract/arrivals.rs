//! Bringing users in.

use crate::people::{
    BY, Kept, ada, add, admin, email, hash, key, scopes, session, signed_in, somebody, vendors,
};
use frontdesk_store::Arrived::{Added, Changed, IdTaken, LastAdmin, Repeated, Same, Taken};
use frontdesk_store::{Arrival, Arrived, Given, NewUser, OnExisting, PasswordHash, Standing};
use frontdesk_wire::query::{AuditQuery, UserQuery};

const ALL: Given =
    Given { plan: true, scope: true, vendor: true, metadata: true, is_active: true, blocked: true };

fn arrival(user: NewUser) -> Arrival {
    Arrival { user, given: ALL }
}

/// Tries them, brings them in, and what both said.
async fn brought(store: &Kept, users: &[NewUser], on_existing: OnExisting) -> Vec<Arrived> {
    let arrivals: Vec<Arrival> = users.iter().cloned().map(arrival).collect();
    let tried = store.try_import(arrivals.clone(), on_existing).await.unwrap();
    let arrived = store.import_users(arrivals, on_existing, &BY).await.unwrap();
    assert_eq!(tried, arrived);
    assert_eq!(store.check().await.unwrap(), Vec::<String>::new());
    arrived
}

pub(crate) async fn each_who_arrives_is_added_once(store: Kept) {
    let ada = ada(&store).await;
    let mut named = somebody("carl@x.io", &["user"]);
    (named.email, named.email_key) = (email("mail@x.io"), key("mail@x.io"));
    let mut taken = somebody("ada@x.io", &["user"]);
    (taken.email, taken.email_key) = (email("free@x.io"), key("free@x.io"));
    let mut crossed = somebody("carl@x.io", &["user"]);
    (crossed.email, crossed.email_key) = (email("ada@x.io"), key("ada@x.io"));
    let mut same_id = somebody("dora@x.io", &["user"]);
    same_id.id = ada.id;
    let users = [named, somebody("ADA@x.io", &["user"]), somebody("MAIL@x.io", &["user"]), same_id];
    assert_eq!(brought(&store, &users, OnExisting::Skip).await, [Added, Same, Repeated, IdTaken]);
    assert_eq!(brought(&store, &users, OnExisting::Skip).await, [Same, Same, Repeated, IdTaken]);
    for user in [taken, crossed] {
        assert_eq!(brought(&store, &[user], OnExisting::Update).await, [Taken("username")]);
    }
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), 2);
}

pub(crate) async fn who_is_there_is_changed_only_where_asked(store: Kept) {
    let before = ada(&store).await;
    let mut new = somebody("Ada@X.io", &["user", "acme1"]);
    (new.plan, new.vendor, new.is_active, new.password) =
        ("Pro".to_owned(), vendors(&["zen"]), false, hash("other"));
    assert_eq!(brought(&store, &[new.clone()], OnExisting::Skip).await, [Same]);
    assert_eq!(store.user(before.id).await.unwrap().unwrap(), before);
    assert_eq!(brought(&store, &[new.clone()], OnExisting::Update).await, [Changed]);
    let after = store.user(before.id).await.unwrap().unwrap();
    assert_eq!(
        (after.plan.as_str(), after.is_active, after.scope, after.vendor),
        ("Pro", false, new.scope.clone(), new.vendor.clone())
    );
    assert_eq!((after.email, after.created_at, after.epoch), (before.email, before.created_at, before.epoch));
    assert!(store.login_of(before.id).await.unwrap().unwrap().hash == hash("first"));
    assert_eq!(brought(&store, &[new.clone()], OnExisting::Update).await, [Same]);
    for filter in ["plan:pro", "isActive:false", "vendor:zen", "scope:acme1"] {
        let query = UserQuery::from_pairs([("filter", filter)]).unwrap();
        assert_eq!(store.count_users(&query).await.unwrap(), 1, "{filter}");
    }
    let nothing_said = Arrival { user: somebody("ada@x.io", &["user"]), given: Given::default() };
    assert_eq!(store.import_users(vec![nothing_said], OnExisting::Update, &BY).await.unwrap(), [Same]);
}

pub(crate) async fn a_password_is_brought_only_where_there_is_none(store: Kept) {
    let mut new = somebody("ada@x.io", &["user"]);
    new.password = PasswordHash::none();
    let id = add(&store, new.clone()).await.id;
    new.password = hash("brought");
    assert_eq!(brought(&store, &[new.clone()], OnExisting::Skip).await, [Same]);
    assert_eq!(brought(&store, &[new.clone()], OnExisting::Update).await, [Changed]);
    assert!(store.login_of(id).await.unwrap().unwrap().hash == hash("brought"));
    new.password = hash("later");
    assert_eq!(brought(&store, &[new], OnExisting::Update).await, [Same]);
}

pub(crate) async fn an_arrival_ends_sessions_as_any_change_does_and_leaves_an_admin(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let ada = ada(&store).await;
    let held = signed_in(&store, &ada).await;
    let mut blocked = somebody("ada@x.io", &["user"]);
    blocked.blocked = true;
    let users = [somebody("root@x.io", &["user"]), blocked, somebody("new@x.io", &["user"])];
    assert_eq!(brought(&store, &users, OnExisting::Update).await, [LastAdmin, Changed, Added]);
    // What is only tried, or refused, leaves nothing in the trail.
    let trail = store.audit(&AuditQuery::default()).await.unwrap();
    let acts: Vec<_> =
        trail.iter().map(|entry| (entry.action.as_str(), entry.subject, entry.details.count)).collect();
    assert_eq!(acts[..2], [("user-blocked", Some(ada.id), None), ("users-created", None, Some(1))]);
    assert!(store.user(root.id).await.unwrap().unwrap().is_admin());
    assert_eq!(store.standing(held, ada.id, session(ada.id).created_at).await.unwrap(), Standing::Ended);
}

pub(crate) async fn many_arrive_in_one_write_with_all_that_is_theirs(store: Kept) {
    let users: Vec<NewUser> = (0..1_000)
        .map(|n| {
            let mut user = somebody(&format!("u{n}@x.io"), &["user", "acme1"]);
            (user.vendor, user.scope) = (vendors(&["zen", "Zen", "b"]), scopes(&["user", "acme1"]));
            user
        })
        .collect();
    assert_eq!(brought(&store, &users, OnExisting::Skip).await, vec![Added; 1_000]);
    for filter in ["scope:acme1", "vendor:ZEN", "vendor:b"] {
        let query = UserQuery::from_pairs([("filter", filter)]).unwrap();
        assert_eq!(store.count_users(&query).await.unwrap(), 1_000, "{filter}");
    }
    let kept = store.user(users[7].id).await.unwrap().unwrap();
    assert_eq!(
        (kept.vendor, kept.email, kept.created_at),
        (users[7].vendor.clone(), users[7].email.clone(), users[7].created_at)
    );
}

pub(crate) async fn of_two_imports_at_once_each_user_is_added_by_one(store: Kept) {
    let users = |mark: u32| {
        (0..200).map(move |n| {
            arrival(somebody(&format!("u{n}@x.io"), if mark == 0 { &["user"] } else { &["s1"] }))
        })
    };
    let tasks: Vec<_> = (0..4)
        .map(|mark| {
            let (store, arrivals) = (store.clone(), users(mark).collect());
            tokio::spawn(async move { store.import_users(arrivals, OnExisting::Skip, &BY).await })
        })
        .collect();
    let mut added = 0;
    for task in tasks {
        added += task.await.unwrap().unwrap().into_iter().filter(|one| *one == Added).count();
    }
    assert_eq!(added, 200);
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), 200);
    assert_eq!(store.check().await.unwrap(), Vec::<String>::new());
}
