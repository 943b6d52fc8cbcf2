//! Counters against guessing, under load. The arithmetic of each rule is tested beside it.

use crate::people::{HOUR, Kept, NOON, after};
use frontdesk_store::{LimitKey, LimitRule, Verdict};

const LADDER: LimitRule = LimitRule::Ladder { free: 5, first_wait: 30_000, longest_wait: 900_000 };
const HUNDRED: LimitRule = LimitRule::Window { tries: 100, length: HOUR };

fn bucket(name: &str) -> LimitKey {
    LimitKey(name.to_owned())
}

pub(crate) async fn of_two_hundred_takes_five_go_through(store: Kept) {
    let tries: Vec<_> = (0..200)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                store.take(&[(bucket("account"), LADDER), (bucket("address"), HUNDRED)], NOON).await
            })
        })
        .collect();
    let mut through = 0;
    for outcome in tries {
        match outcome.await.unwrap().unwrap() {
            Verdict::Go { .. } => through += 1,
            Verdict::Wait { until, bucket } => assert_eq!((until, bucket), (after(30_000), 0)),
        }
    }
    assert_eq!(through, 5);
}

pub(crate) async fn one_empty_bucket_keeps_all_others_full(store: Kept) {
    let one = LimitRule::Window { tries: 1, length: HOUR };
    let both = [(bucket("small"), one), (bucket("large"), HUNDRED)];
    assert_eq!(store.take(&both, NOON).await.unwrap(), Verdict::Go { left: 0 });
    for _ in 0..10 {
        assert_eq!(
            store.take(&both, after(1)).await.unwrap(),
            Verdict::Wait { until: after(HOUR), bucket: 0 }
        );
    }
    let turned = [both[1].clone(), both[0].clone()];
    assert_eq!(store.take(&turned, after(1)).await.unwrap(), Verdict::Wait { until: after(HOUR), bucket: 1 });
    let large = store.take(&both[1..], after(1)).await.unwrap();
    assert_eq!(large, Verdict::Go { left: 98 });
}

pub(crate) async fn what_is_given_back_can_be_taken_again(store: Kept) {
    let one = [(bucket("address"), LimitRule::Window { tries: 1, length: HOUR })];
    for _ in 0..5 {
        assert_eq!(store.take(&one, NOON).await.unwrap(), Verdict::Go { left: 0 });
        store.give_back(&[bucket("address"), bucket("never taken")]).await.unwrap();
        store.give_back(&[bucket("address")]).await.unwrap();
    }
    assert_eq!(store.take(&one, NOON).await.unwrap(), Verdict::Go { left: 0 });
    assert!(matches!(store.take(&one, NOON).await.unwrap(), Verdict::Wait { .. }));
}

pub(crate) async fn a_forgotten_bucket_is_new(store: Kept) {
    let ladder = [(bucket("account"), LADDER)];
    for left in (0..5).rev() {
        assert_eq!(store.take(&ladder, NOON).await.unwrap(), Verdict::Go { left });
    }
    assert!(matches!(store.take(&ladder, NOON).await.unwrap(), Verdict::Wait { .. }));
    store.forget_limits(&[bucket("account")]).await.unwrap();
    assert_eq!(store.take(&ladder, NOON).await.unwrap(), Verdict::Go { left: 4 });
    store.tidy(after(25 * HOUR)).await.unwrap();
    assert_eq!(store.take(&ladder, after(25 * HOUR)).await.unwrap(), Verdict::Go { left: 4 });
}
