//! The audit trail only grows, whoever writes to the database.

use crate::people::{BY, HOUR, ada, after};
use crate::place::Place;
use frontdesk_wire::AuditAction;
use frontdesk_wire::query::AuditQuery;

pub(crate) async fn nobody_changes_an_entry_or_takes_one_away(place: Place) {
    let store = place.statements().await;
    let user = ada(&store).await;
    let before = store.audit(&AuditQuery::default()).await.unwrap();
    store.note(vec![BY.did(AuditAction::UserUnlocked, user.id)]).await.unwrap();
    for sql in ["UPDATE audit SET action = 'set-up'", "DELETE FROM audit"] {
        assert!(!place.takes(sql).await, "{sql}");
    }
    if matches!(place, Place::Database(_)) {
        for sql in
            ["TRUNCATE audit", "UPDATE audit_new SET at = 0", "DELETE FROM audit_new", "TRUNCATE audit_new"]
        {
            assert!(!place.takes(sql).await, "{sql}");
        }
    }
    let all = store.audit(&AuditQuery::default()).await.unwrap();
    assert_eq!((all.len(), &all[1..]), (2, &before[..]));
    assert_eq!(store.forget_entries(after(HOUR)).await.unwrap(), 2);
    assert!(store.audit(&AuditQuery::default()).await.unwrap().is_empty());
}
