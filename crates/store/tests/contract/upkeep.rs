//! Keeping the store sound.

use crate::people::{HOUR, Kept, NOON, ada, after, signed_in};

pub(crate) async fn what_ran_out_is_thrown_away(store: Kept) {
    let user = ada(&store).await;
    signed_in(&store, &user).await;
    store.tidy(after(23 * HOUR)).await.unwrap();
    assert_eq!(store.sessions(user.id, NOON).await.unwrap().len(), 1);
    store.tidy(after(24 * HOUR)).await.unwrap();
    assert!(store.sessions(user.id, NOON).await.unwrap().is_empty());
}

pub(crate) async fn a_sound_store_has_no_problems(store: Kept) {
    store.ping().await.unwrap();
    ada(&store).await;
    assert_eq!(store.check().await.unwrap(), Vec::<String>::new());
}
