//! Adding users and finding them.

use crate::people::{BY, Kept, NOON, ada, add, admin, digest, email, hash, key, new_job, session, somebody};
use crate::people::{scopes, vendors};
use frontdesk_store::{Created, FirstAdmin, NewUser, Standing};
use frontdesk_wire::Metadata;
use frontdesk_wire::query::UserQuery;

pub(crate) async fn a_user_is_kept_as_given(store: Kept) {
    let mut new = somebody("Ada.L+x@X.io", &["user", "acme1"]);
    new.email = email("Other@BÜCHER.example");
    new.email_key = key("Other@BÜCHER.example");
    new.vendor = vendors(&["Zed", "Äcme"]);
    new.plan = "Pro".to_owned();
    (new.is_active, new.blocked) = (false, true);
    let id = new.id;
    let created = add(&store, new).await;
    let user = store.user(id).await.unwrap().unwrap();
    assert_eq!(user, created);
    assert_eq!((user.username.as_str(), user.email.as_str()), ("Ada.L+x@X.io", "Other@BÜCHER.example"));
    assert_eq!((user.scope, user.vendor), (scopes(&["user", "acme1"]), vendors(&["Zed", "Äcme"])));
    assert_eq!((user.is_active, user.blocked, user.deleting), (false, true, false));
    assert_eq!((user.plan.as_str(), user.created_at), ("Pro", NOON));
}

pub(crate) async fn metadata_is_kept_to_the_letter(store: Kept) {
    let text = r#"{"z" : 1,"a":9007199254740993, "m":1e400,"deep":{"b":[1,{"c":"\u0041é"}]},"":null}"#;
    let mut new = somebody("ada@x.io", &["user"]);
    new.metadata = Metadata::parse(text).unwrap();
    let id = add(&store, new).await.id;
    assert_eq!(store.user(id).await.unwrap().unwrap().metadata.as_str(), text);
}

pub(crate) async fn an_address_belongs_to_one_user_as_either(store: Kept) {
    let mut first = somebody("ada@x.io", &["user"]);
    (first.email, first.email_key) = (email("mail@x.io"), key("mail@x.io"));
    add(&store, first).await;
    for taken in ["ADA@x.io", "Mail@X.IO"] {
        let mut as_email = somebody("free@x.io", &["user"]);
        (as_email.email, as_email.email_key) = (email(taken), key(taken));
        for user in [somebody(taken, &["user"]), as_email] {
            assert_eq!(store.create_user(user, None, Vec::new(), &BY).await.unwrap(), Created::AddressTaken);
        }
    }
    add(&store, somebody("free@x.io", &["user"])).await;
}

pub(crate) async fn one_user_may_own_one_address_twice(store: Kept) {
    let mut new = somebody("ada@x.io", &["user"]);
    (new.email, new.email_key) = (email("ADA@X.IO"), key("ADA@X.IO"));
    assert_eq!(add(&store, new).await.email.as_str(), "ADA@X.IO");
}

pub(crate) async fn a_refused_sign_up_leaves_nothing_behind(store: Kept) {
    ada(&store).await;
    let second = somebody("ada@x.io", &["user"]);
    let (id, first) = (second.id, session(second.id));
    let jobs = vec![new_job("welcome", Some(id), NOON)];
    let session = first.id;
    assert_eq!(store.create_user(second, Some(first), jobs, &BY).await.unwrap(), Created::AddressTaken);
    assert_eq!(store.count_jobs().await.unwrap(), 0);
    assert_eq!(store.standing(session, id, NOON).await.unwrap(), Standing::Gone);
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), 1);
}

pub(crate) async fn a_first_session_and_jobs_come_with_the_user(store: Kept) {
    let new = somebody("ada@x.io", &["user"]);
    let (id, first) = (new.id, session(new.id));
    let session = first.id;
    let jobs = vec![new_job("welcome", Some(id), NOON), new_job("webhook", Some(id), NOON)];
    assert!(matches!(store.create_user(new, Some(first), jobs, &BY).await.unwrap(), Created::User(_)));
    assert!(matches!(store.standing(session, id, NOON).await.unwrap(), Standing::Holds(_)));
    assert_eq!(store.count_jobs().await.unwrap(), 2);
}

pub(crate) async fn of_many_sign_ups_with_one_address_one_wins(store: Kept) {
    let tries: Vec<_> = (0..50)
        .map(|n| {
            let store = store.clone();
            let address = if n % 2 == 0 { "ada@x.io" } else { "ADA@X.IO" };
            tokio::spawn(async move {
                store.create_user(somebody(address, &["user"]), None, Vec::new(), &BY).await
            })
        })
        .collect();
    let mut won = 0;
    for outcome in tries {
        won += usize::from(matches!(outcome.await.unwrap().unwrap(), Created::User(_)));
    }
    assert_eq!(won, 1);
}

pub(crate) async fn who_signs_up_with_others_gets_what_is_theirs_whatever_is_wrong_with_the_others(
    store: Kept,
) {
    ada(&store).await;
    let sign_up = |n: usize| {
        let store = store.clone();
        async move {
            let address = if n % 7 == 3 { "ada@x.io".to_owned() } else { format!("u{n}@x.io") };
            let mut new = somebody(&address, &["user"]);
            if n % 20 == 5 {
                // No text that PostgreSQL takes.
                new.plan = "p\0".to_owned();
            }
            let (id, first) = (new.id, session(new.id));
            let (session, jobs) = (first.id, vec![new_job("welcome", Some(id), NOON)]);
            let outcome = store.create_user(new, Some(first), jobs, &BY).await;
            let stands = matches!(store.standing(session, id, NOON).await.unwrap(), Standing::Holds(_));
            (n, outcome, stands)
        }
    };
    let tries: Vec<_> = (0..100).map(|n| tokio::spawn(sign_up(n))).collect();
    let mut added = 0;
    for one in tries {
        let (n, outcome, stands) = one.await.unwrap();
        let is_added = matches!(outcome, Ok(Created::User(_)));
        assert_eq!(stands, is_added, "{n}");
        added += u64::from(is_added);
        if n % 20 != 5 {
            assert_eq!(outcome.unwrap() == Created::AddressTaken, n % 7 == 3, "{n}");
        }
    }
    assert!(added >= 82, "{added}");
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), added + 1);
    assert_eq!(store.count_jobs().await.unwrap(), added);
    assert!(store.check().await.unwrap().is_empty());
}

pub(crate) async fn many_users_are_added_but_for_taken_addresses(store: Kept) {
    ada(&store).await;
    let users: Vec<NewUser> = (0..350).map(|n| somebody(&format!("u{n}@x.io"), &["user"])).collect();
    let mut all = users.clone();
    all.push(somebody("ADA@x.io", &["user"]));
    all.push(somebody("U7@x.io", &["user"]));
    assert_eq!(store.create_users(all, &BY).await.unwrap(), 350);
    assert_eq!(store.create_users(users, &BY).await.unwrap(), 0);
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), 351);
    assert!(store.check().await.unwrap().is_empty());
}

pub(crate) async fn sign_in_finds_either_address_whatever_its_case(store: Kept) {
    let mut new = somebody("Ada@x.io", &["user"]);
    (new.email, new.email_key) = (email("Jörg@bücher.example"), key("Jörg@bücher.example"));
    let id = add(&store, new).await.id;
    for address in ["ada@X.io", "JÖRG@xn--bcher-kva.example"] {
        let login = store.login(&key(address)).await.unwrap().unwrap();
        assert!(login.user.id == id && login.hash == hash("first"));
    }
    assert!(store.login(&key("nobody@x.io")).await.unwrap().is_none());
    assert!(store.login_of(id).await.unwrap().is_some_and(|login| login.hash == hash("first")));
}

/// Tries to set up with a code.
async fn set_up(store: &Kept, byte: u8, address: &str) -> FirstAdmin {
    let user = somebody(address, &["user", "admin"]);
    let session = session(user.id);
    store.create_first_admin(digest(byte), user, session, Vec::new(), &BY).await.unwrap()
}

pub(crate) async fn the_first_admin_needs_the_code_and_is_the_only_first(store: Kept) {
    assert!(!store.has_admin().await.unwrap());
    assert_eq!(set_up(&store, 1, "a@x.io").await, FirstAdmin::CodeSpent);
    store.keep_set_up_code(digest(1)).await.unwrap();
    store.keep_set_up_code(digest(2)).await.unwrap();
    assert_eq!(set_up(&store, 1, "a@x.io").await, FirstAdmin::CodeSpent);
    assert!(matches!(set_up(&store, 2, "a@x.io").await, FirstAdmin::User(user) if user.is_admin()));
    assert!(store.has_admin().await.unwrap());
    assert_eq!(set_up(&store, 2, "b@x.io").await, FirstAdmin::NotFirst);
    store.keep_set_up_code(digest(3)).await.unwrap();
    assert_eq!(set_up(&store, 3, "b@x.io").await, FirstAdmin::NotFirst);
}

pub(crate) async fn of_many_set_ups_one_wins(store: Kept) {
    store.keep_set_up_code(digest(1)).await.unwrap();
    let tries: Vec<_> = (0..30)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move { set_up(&store, 1, &format!("a{n}@x.io")).await })
        })
        .collect();
    let mut won = 0;
    for outcome in tries {
        won += usize::from(matches!(outcome.await.unwrap(), FirstAdmin::User(_)));
    }
    assert_eq!(won, 1);
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), 1);
}

pub(crate) async fn a_taken_address_does_not_spend_the_set_up_code(store: Kept) {
    ada(&store).await;
    store.keep_set_up_code(digest(1)).await.unwrap();
    assert_eq!(set_up(&store, 1, "ada@x.io").await, FirstAdmin::AddressTaken);
    assert!(matches!(set_up(&store, 1, "eve@x.io").await, FirstAdmin::User(_)));
    admin(&store, "second@x.io").await;
}

pub(crate) async fn of_many_writes_at_once_each_is_kept_when_it_is_answered(store: Kept) {
    ada(&store).await;
    let writes: Vec<_> = (0..150_usize)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let address = if n % 10 == 3 { "ADA@x.io".to_owned() } else { format!("u{n}@x.io") };
                let new = somebody(&address, &["user"]);
                let id = new.id;
                let created = store.create_user(new, None, vec![new_job("hello", Some(id), NOON)], &BY).await;
                let is_kept = matches!(created, Ok(Created::User(_)));
                assert_eq!(store.user(id).await.unwrap().is_some(), is_kept, "{n}");
                is_kept
            })
        })
        .collect();
    // Whoever asks no longer is served or not; nobody else suffers.
    writes.iter().skip(5).step_by(10).for_each(tokio::task::JoinHandle::abort);
    let mut kept = 0;
    for (n, write) in writes.into_iter().enumerate() {
        let answered = write.await;
        match n % 10 {
            3 => assert!(!answered.unwrap(), "{n}"),
            5 => {}
            _ => {
                assert!(answered.unwrap(), "{n}");
                kept += 1;
            }
        }
    }
    let all = store.count_users(&UserQuery::default()).await.unwrap() - 1;
    assert!((kept..=kept + 15).contains(&all), "{all}");
    assert_eq!(store.count_jobs().await.unwrap(), all);
    assert!(store.check().await.unwrap().is_empty());
}
