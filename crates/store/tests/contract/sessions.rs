//! Sessions and who stands behind them.

use crate::people::{
    BY, HOUR, Kept, MINUTE, NOON, ada, add, after, fresh, hash, session, signed_in, somebody,
};
use frontdesk_store::{Change, NewSession, Standing};
use frontdesk_wire::UserId;
use std::sync::Arc;
use std::time::Duration;

pub(crate) async fn a_session_holds_until_it_expires(store: Kept) {
    let user = ada(&store).await;
    let session = signed_in(&store, &user).await;
    let standing = |at| store.standing(session, user.id, at);
    assert_eq!(standing(NOON).await.unwrap(), Standing::Holds(Box::new(user.clone())));
    assert!(matches!(standing(after(24 * HOUR - 1)).await.unwrap(), Standing::Holds(_)));
    assert_eq!(standing(after(24 * HOUR)).await.unwrap(), Standing::Ended);
    let listed = store.sessions(user.id, NOON).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].id, listed[0].user_agent.as_deref()), (session, Some("Browser")));
    assert!(store.sessions(user.id, after(24 * HOUR)).await.unwrap().is_empty());
}

pub(crate) async fn a_session_ends_once(store: Kept) {
    let user = ada(&store).await;
    let (one, two) = (signed_in(&store, &user).await, signed_in(&store, &user).await);
    assert!(store.end_session(user.id, one, &BY).await.unwrap());
    assert!(!store.end_session(user.id, one, &BY).await.unwrap());
    assert_eq!(store.standing(one, user.id, NOON).await.unwrap(), Standing::Ended);
    assert!(matches!(store.standing(two, user.id, NOON).await.unwrap(), Standing::Holds(_)));
}

pub(crate) async fn nobody_ends_the_session_of_another(store: Kept) {
    let user = ada(&store).await;
    let other = add(&store, somebody("bob@x.io", &["user"])).await;
    let session = signed_in(&store, &user).await;
    assert!(!store.end_session(other.id, session, &BY).await.unwrap());
    assert_eq!(store.standing(session, other.id, NOON).await.unwrap(), Standing::Ended);
    assert!(matches!(store.standing(session, user.id, NOON).await.unwrap(), Standing::Holds(_)));
}

pub(crate) async fn everywhere_means_everywhere(store: Kept) {
    let user = ada(&store).await;
    let sessions = [signed_in(&store, &user).await, signed_in(&store, &user).await];
    assert_eq!(store.end_sessions(user.id, &BY).await.unwrap(), 2);
    for session in sessions {
        assert_eq!(store.standing(session, user.id, NOON).await.unwrap(), Standing::Ended);
    }
    assert_eq!(store.end_sessions(user.id, &BY).await.unwrap(), 0);
    assert_eq!(store.end_sessions(UserId::from_bytes([7; 12]), &BY).await.unwrap(), 0);
}

pub(crate) async fn a_session_does_not_open_over_a_newer_password(store: Kept) {
    let user = ada(&store).await;
    store.set_password(user.id, None, hash("second"), None, &|_, _| Vec::new(), &BY).await.unwrap();
    assert_eq!(store.open_session(session(user.id), user.epoch).await.unwrap(), None);
    let now = store.user(user.id).await.unwrap().unwrap();
    assert_eq!(store.open_session(session(user.id), now.epoch).await.unwrap(), Some(now));
}

pub(crate) async fn the_blocked_and_the_deleted_have_no_session(store: Kept) {
    let user = ada(&store).await;
    let change = Change { blocked: Some(true), ..Change::default() };
    store.update_user(user.id, change, &|_, _| Vec::new(), &BY).await.unwrap();
    let blocked = store.user(user.id).await.unwrap().unwrap();
    assert_eq!(store.open_session(session(user.id), blocked.epoch).await.unwrap(), None);

    let other = add(&store, somebody("bob@x.io", &["user"])).await;
    let open = signed_in(&store, &other).await;
    store.begin_deletion(other.id, fresh(), NOON, Vec::new(), &BY).await.unwrap();
    assert_eq!(store.standing(open, other.id, NOON).await.unwrap(), Standing::Ended);
    let deleting = store.user(other.id).await.unwrap().unwrap();
    assert_eq!(store.open_session(session(other.id), deleting.epoch).await.unwrap(), None);
}

pub(crate) async fn the_last_use_is_noted_to_the_minute(store: Kept) {
    let user = ada(&store).await;
    let session = signed_in(&store, &user).await;
    store.standing(session, user.id, after(5 * MINUTE + 1234)).await.unwrap();
    for _ in 0..200 {
        let seen = store.sessions(user.id, NOON).await.unwrap()[0].last_seen_at;
        if seen != NOON {
            let minute = after(5 * MINUTE + 1234).as_millis() / MINUTE * MINUTE;
            return assert_eq!(seen.as_millis(), minute);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    unreachable!("the last use was never noted");
}

pub(crate) async fn a_user_who_is_gone_is_told_from_a_session_that_ended(store: Kept) {
    let user = ada(&store).await;
    let unknown = session(user.id).id;
    assert_eq!(store.standing(unknown, user.id, NOON).await.unwrap(), Standing::Ended);
    let nobody = UserId::from_bytes([7; 12]);
    assert_eq!(store.standing(unknown, nobody, NOON).await.unwrap(), Standing::Gone);
    let of_nobody = NewSession { user: nobody, ..session(nobody) };
    assert_eq!(store.open_session(of_nobody, 0).await.unwrap(), None);
}

/// One of each kind, over and over: whose answer is whose cannot be mistaken.
pub(crate) async fn of_many_who_ask_at_once_each_is_told_of_their_own(store: Kept) {
    let mut asked = Vec::new();
    for at in 0..50 {
        let user = add(&store, somebody(&format!("u{at}@x.io"), &["user"])).await;
        let held = signed_in(&store, &user).await;
        let other = UserId::from_bytes([at; 12]);
        asked.push((held, user.id, Standing::Holds(Box::new(user.clone()))));
        asked.push((fresh(), user.id, Standing::Ended));
        asked.push((held, other, Standing::Gone));
    }
    let foreign: Vec<_> = asked.iter().step_by(3).map(|(held, ..)| *held).cycle().skip(1).take(50).collect();
    for (at, held) in foreign.into_iter().enumerate() {
        let (_, user, _) = asked[at * 3];
        asked.push((held, user, Standing::Ended));
    }
    let asking = |(session, user, standing): (_, _, Standing)| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            assert_eq!(store.standing(session, user, NOON).await.unwrap(), standing);
            assert!(!matches!(
                store.standing(session, user, after(24 * HOUR)).await.unwrap(),
                Standing::Holds(_)
            ));
        })
    };
    let asking: Vec<_> = asked.into_iter().map(asking).collect();
    for one in asking {
        one.await.unwrap();
    }
}

pub(crate) async fn no_answer_is_older_than_its_question_however_many_ask(store: Kept) {
    let user = ada(&store).await;
    let kept = signed_in(&store, &user).await;
    let crowd: Vec<_> = (0..20)
        .map(|_| {
            let (store, user) = (Arc::clone(&store), user.id);
            tokio::spawn(async move {
                loop {
                    assert!(matches!(store.standing(kept, user, NOON).await.unwrap(), Standing::Holds(_)));
                }
            })
        })
        .collect();
    for _ in 0..50 {
        let session = signed_in(&store, &user).await;
        assert!(matches!(store.standing(session, user.id, NOON).await.unwrap(), Standing::Holds(_)));
        store.end_session(user.id, session, &BY).await.unwrap();
        assert_eq!(store.standing(session, user.id, NOON).await.unwrap(), Standing::Ended);
    }
    for one in crowd {
        assert!(!one.is_finished(), "one of the crowd was told something else");
        one.abort();
    }
}

pub(crate) async fn who_asks_and_goes_keeps_nobody_waiting(store: Kept) {
    let user = ada(&store).await;
    let session = signed_in(&store, &user).await;
    for _ in 0..20 {
        let gone: Vec<_> = (0..100)
            .map(|_| {
                let (store, user) = (Arc::clone(&store), user.id);
                tokio::spawn(async move { store.standing(session, user, NOON).await.map(drop) })
            })
            .collect();
        tokio::task::yield_now().await;
        gone.iter().for_each(|one| one.abort());
        assert!(matches!(store.standing(session, user.id, NOON).await.unwrap(), Standing::Holds(_)));
    }
}

pub(crate) async fn of_a_closed_store_everybody_who_asks_is_told(store: Kept) {
    let user = ada(&store).await;
    let session = signed_in(&store, &user).await;
    store.close().await;
    let asking = (0..10).map(|_| store.standing(session, user.id, NOON));
    for one in asking {
        assert!(one.await.is_err());
    }
}
