//! The audit trail is written: in the transaction of the act, numbered in the order in which it can be read, thrown away when it is old.

use super::SqlStore;
use super::audited;
use super::connection::{Connection, Guard};
use super::insert::Insert;
use super::statement::Statement;
use crate::store::{Audit, Result};
use crate::{By, NewEntry, StoreError, User};
use async_trait::async_trait;
use frontdesk_wire::query::AuditQuery;
use frontdesk_wire::{AuditAction, AuditDetails, AuditEntry, Scope, Timestamp};

pub(super) const HOUR: i64 = 3_600_000;
/// How many entries are numbered or thrown away at once: a write that waits for it waits no longer than for any other.
const SLICE: i64 = 10_000;

/// The columns of an entry, each an array.
const ARRAYS: &[&str] =
    &["::bigint[]", "::text[]", "::bytea[]", "::text[]", "::bytea[]", "::text[]", "::text[]", "::text[]"];

/// Adds entries, in a write under way.
pub(super) async fn insert(on: &mut Connection, entries: &[NewEntry]) -> Result<()> {
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let details = serde_json::to_string(&entry.details);
        let details = details.map_err(|error| StoreError::Fault(error.to_string()))?;
        rows.push([
            entry.by.at.into(),
            entry.by.actor.kind.name().into(),
            entry.by.actor.id.into(),
            entry.action.name().into(),
            entry.subject.into(),
            entry.by.address.clone().into(),
            entry.by.user_agent.clone().into(),
            details.into(),
        ]);
    }
    let into = Insert { into: on.dialect().add_to_audit(), arrays: ARRAYS, after: "" };
    into.rows(on, rows).await.map(drop)
}

/// What adding many users at once comes to; nothing, if there were none.
pub(super) fn added(by: &By, users: u64) -> Option<NewEntry> {
    let details = AuditDetails { count: Some(users), ..AuditDetails::default() };
    (users > 0).then(|| NewEntry {
        by: by.clone(),
        action: AuditAction::UsersCreated,
        subject: None,
        details,
    })
}

/// What changing a user comes to: nothing where all is as it was, else which fields changed, and apart from them whether the user was kept out or let in.
pub(super) fn changed(by: &By, before: &User, after: &User) -> Vec<NewEntry> {
    let without = |these: &[Scope], those: &[Scope]| -> Vec<String> {
        these.iter().filter(|scope| !those.contains(scope)).map(ToString::to_string).collect()
    };
    let fields = [
        ("scope", before.scope != after.scope),
        ("vendor", before.vendor != after.vendor),
        ("metadata", before.metadata != after.metadata),
        ("email", before.email != after.email),
        ("plan", before.plan != after.plan),
        ("isActive", before.is_active != after.is_active),
    ];
    let fields = fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name.to_owned());
    let details = AuditDetails {
        fields: fields.collect(),
        scopes_added: without(&after.scope, &before.scope),
        scopes_removed: without(&before.scope, &after.scope),
        ..AuditDetails::default()
    };
    let mut acts = Vec::new();
    if !details.fields.is_empty() {
        acts.push(by.did(AuditAction::UserChanged, after.id).with(details));
    }
    match (before.blocked, after.blocked) {
        (false, true) => acts.push(by.did(AuditAction::UserBlocked, after.id)),
        (true, false) => acts.push(by.did(AuditAction::UserUnblocked, after.id)),
        _ => {}
    }
    acts
}

impl SqlStore {
    /// Numbers what has come. On SQLite every entry has its number from the first.
    pub(super) async fn number_entries(&self) -> Result<()> {
        if !self.is_shared() {
            return Ok(());
        }
        let waits = || Statement::new("SELECT EXISTS (SELECT 1 FROM audit_new)");
        while self.reader().await?.fetch_one(waits()).await?.truth(0)? {
            let mut write = self.begin().await?;
            write.guard(Guard::Audit).await?;
            write.fetch_one(Statement::new("SELECT set_config('frontdesk.numbering', 'on', true)")).await?;
            write.execute(Statement::whole(NUMBER, [SLICE.into()])).await?;
            write.commit().await?;
        }
        Ok(())
    }
}

/// Moves entries to their place, those first that were written first, and notes the hours they are of.
const NUMBER: &str = "WITH moved AS (DELETE FROM audit_new WHERE seq IN (SELECT seq FROM audit_new ORDER BY seq LIMIT $1) RETURNING *), \
    kept AS (INSERT INTO audit (at, actor_kind, actor, action, subject, address, user_agent, details) \
    SELECT at, actor_kind, actor, action, subject, address, user_agent, details FROM moved ORDER BY seq RETURNING id, at) \
    INSERT INTO audit_hour (hour, first_id, last_id) SELECT at / 3600000, min(id), max(id) FROM kept GROUP BY at / 3600000 \
    ON CONFLICT (hour) DO UPDATE SET first_id = least(audit_hour.first_id, excluded.first_id), \
    last_id = greatest(audit_hour.last_id, excluded.last_id)";

#[async_trait]
impl Audit for SqlStore {
    async fn note(&self, entries: Vec<NewEntry>) -> Result<()> {
        let mut write = self.begin().await?;
        insert(&mut write, &entries).await?;
        write.commit().await
    }

    async fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditEntry>> {
        self.number_entries().await?;
        audited::page(&mut self.reader().await?, query).await
    }

    async fn forget_entries(&self, before: Timestamp) -> Result<u64> {
        self.number_entries().await?;
        let hour = before.as_millis().div_euclid(HOUR);
        let last = Statement::whole("SELECT max(last_id) FROM audit_hour WHERE hour < $1", [hour.into()]);
        let Some(last) = self.reader().await?.fetch_one(last).await?.optional_int(0)? else { return Ok(0) };
        let since = hour.saturating_mul(HOUR);
        let open = Statement::whole("UPDATE audit_kept SET since = $1 WHERE since < $1", [since.into()]);
        self.run(open).await?;
        let mut all = 0;
        loop {
            let forget = "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE id <= $1 AND at < $2 ORDER BY id LIMIT $3)";
            let forget = Statement::whole(forget, [last.into(), since.into(), SLICE.into()]);
            let forgotten = self.run(forget).await?;
            all += forgotten;
            if forgotten == 0 {
                break;
            }
        }
        let hours = Statement::whole("DELETE FROM audit_hour WHERE hour < $1", [hour.into()]);
        self.run(hours).await?;
        Ok(all)
    }
}
