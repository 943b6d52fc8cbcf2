//! The audit trail is read: a page by its place and its filters, each by an index.

use super::audit::HOUR;
use super::connection::{Connection, Row};
use super::dialect::Dialect;
use super::rows;
use super::statement::Statement;
use crate::store::Result;
use frontdesk_wire::query::AuditQuery;
use frontdesk_wire::{Actor, AuditAction, AuditEntry, Timestamp};

const COLUMNS: &str =
    "SELECT id, at, actor_kind, actor, action, subject, address, user_agent, details FROM audit WHERE ";

/// The page that a query asks for.
pub(super) async fn page(on: &mut Connection, query: &AuditQuery) -> Result<Vec<AuditEntry>> {
    let Some(between) = between(on, query).await? else { return Ok(Vec::new()) };
    let rows = on.fetch_all(statement(on.dialect(), query, between)).await?;
    let mut entries: Vec<AuditEntry> = rows.iter().map(entry).collect::<Result<_>>()?;
    if is_forward(query) {
        entries.reverse();
    }
    Ok(entries)
}

/// What is new comes next after a place; everything else is looked for from the newest on.
fn is_forward(query: &AuditQuery) -> bool {
    query.after.is_some() && query.before.is_none()
}

/// The least and the highest id that can be meant; `None`: there is none.
async fn between(on: &mut Connection, query: &AuditQuery) -> Result<Option<(i64, i64)>> {
    let mut low = query.after.map_or(0, |after| after.saturating_add(1));
    let mut high = query.before.map_or(i64::MAX, |before| before.saturating_sub(1));
    if let Some(from) = query.from {
        let hour = from.as_millis().div_euclid(HOUR);
        let first = Statement::whole("SELECT min(first_id) FROM audit_hour WHERE hour >= $1", [hour.into()]);
        let Some(first) = on.fetch_one(first).await?.optional_int(0)? else { return Ok(None) };
        low = low.max(first);
    }
    if let Some(to) = query.to {
        let hour = to.as_millis().div_euclid(HOUR);
        let last = Statement::whole("SELECT max(last_id) FROM audit_hour WHERE hour <= $1", [hour.into()]);
        let Some(last) = on.fetch_one(last).await?.optional_int(0)? else { return Ok(None) };
        high = high.min(last);
    }
    Ok((low <= high).then_some((low, high)))
}

fn statement(dialect: Dialect, query: &AuditQuery, between: (i64, i64)) -> Statement {
    let order = if is_forward(query) { " ORDER BY id LIMIT " } else { " ORDER BY id DESC LIMIT " };
    let mut statement = Statement::new(COLUMNS);
    if query.actions.is_empty() {
        conditions(&mut statement, dialect, query, between, None);
    } else {
        // One look for each action: so none walks over those that are not asked for.
        statement.push("id IN (");
        for (at, action) in query.actions.iter().enumerate() {
            statement.push(if at == 0 { "" } else { " UNION ALL " });
            statement.push("SELECT id FROM (SELECT id FROM audit WHERE ");
            conditions(&mut statement, dialect, query, between, Some(*action));
            statement.push(order).bind(query.limit).push(") found");
        }
        statement.push(")");
    }
    statement.push(order).bind(query.limit);
    statement
}

fn conditions(
    statement: &mut Statement,
    dialect: Dialect,
    query: &AuditQuery,
    (low, high): (i64, i64),
    action: Option<AuditAction>,
) {
    statement.push("id >= ").bind(low).push(" AND id <= ").bind(high);
    match (query.subject, query.actor, action) {
        // What was done to somebody is less than what somebody did.
        (Some(subject), _, Some(action)) => dialect.acts_on(statement, subject, action.name()),
        (Some(subject), _, None) => {
            statement.push(" AND subject = ").bind(subject);
        }
        (None, Some(actor), Some(action)) => dialect.acts_of(statement, actor, action.name()),
        (None, Some(actor), None) => {
            statement.push(" AND actor = ").bind(actor);
        }
        (None, None, Some(action)) => {
            statement.push(" AND action = ").bind(action.name());
        }
        (None, None, None) => {}
    }
    if let (Some(_), Some(actor)) = (query.subject, query.actor) {
        statement.push(" AND ").push(dialect.unindexed()).push("actor = ").bind(actor);
    }
    if let Some(from) = query.from {
        statement.push(" AND at >= ").bind(from);
    }
    if let Some(to) = query.to {
        statement.push(" AND at < ").bind(to);
    }
}

fn entry(row: &Row) -> Result<AuditEntry> {
    let id = |at| row.optional_blob(at)?.map(rows::id).transpose();
    Ok(AuditEntry {
        id: row.int(0)?,
        at: Timestamp::from_millis(row.int(1)?),
        actor: Actor { kind: row.text(2)?.parse().map_err(|()| rows::unreadable("actor"))?, id: id(3)? },
        action: row.text(4)?.to_owned(),
        subject: id(5)?,
        address: row.optional_text(6)?.map(str::to_owned),
        user_agent: row.optional_text(7)?.map(str::to_owned),
        details: serde_json::from_str(row.text(8)?).map_err(|_| rows::unreadable("entry"))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::{Opening, Options, SqlStore};
    use frontdesk_wire::UserId;

    #[tokio::test]
    async fn what_somebody_never_did_is_looked_for_in_one_place() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqlStore::in_folder(folder.path(), Options::new(Opening::Beside)).await.unwrap();
        let somebody = Some(UserId::from_parts(1, [7; 8]));
        let actions = vec![AuditAction::SignedIn, AuditAction::UserBlocked];
        let did = AuditQuery { actor: somebody, actions: actions.clone(), ..AuditQuery::default() };
        let suffered = AuditQuery { subject: somebody, actions, ..AuditQuery::default() };
        for (query, index) in [(did, "actor"), (suffered, "subject")] {
            let explained = statement(Dialect::Sqlite, &query, (0, i64::MAX)).explained(Dialect::Sqlite);
            let steps = store.reader().await.unwrap().fetch_all(explained).await.unwrap();
            let steps: Vec<&str> =
                steps.iter().map(|step| step.text(Dialect::Sqlite.plan_column()).unwrap()).collect();
            let look = format!("audit_{index}_action ({index}=? AND action=? AND id>? AND id<?)");
            assert_eq!(steps.iter().filter(|step| step.ends_with(&look)).count(), 2, "{steps:?}");
        }
    }
}
