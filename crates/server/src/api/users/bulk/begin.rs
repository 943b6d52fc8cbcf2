//! `POST /users/bulk`: begins a bulk change.

use crate::api::fields;
use crate::auth::{Admin, Client};
use crate::error::{Error, Result};
use crate::extract::LargePayload;
use crate::queue::Work;
use crate::reply::Begun;
use crate::state::State;
use frontdesk_store::{BulkAct, NewBulk, Whom};
use frontdesk_wire::bulk::{BulkAction, BulkStarted, StartBulk};
use frontdesk_wire::query::UserQuery;
use frontdesk_wire::requests::OneOrMany;
use frontdesk_wire::{Scope, UserId, Vendor};

/// The ticket to ask with, and exactly how many users it is about: those who fit now, whatever changes later.
///
/// # Errors
/// 400 for a wish or a choice of users that cannot be understood.
pub async fn begin(
    state: State,
    Admin(caller): Admin,
    client: Client,
    LargePayload(wish): LargePayload<StartBulk>,
) -> Result<Begun<BulkStarted>> {
    let act = act(wish.action, wish.scope.as_deref(), wish.vendor.clone())?;
    let whom = whom(wish)?;
    let ticket = state.clock.uuid();
    let new = NewBulk { ticket, by: caller.by(&client, state.clock.now()), act };
    let jobs = Work::Bulk { ticket }.queued(&state.clock).into_iter().collect();
    let total = state.store.begin_bulk(new, whom, jobs).await?;
    state.ring();
    Ok(Begun(BulkStarted { ticket: ticket.to_string(), total }))
}

/// The wish, its values held to their rules.
fn act(action: BulkAction, scope: Option<&[String]>, vendor: Option<OneOrMany>) -> Result<BulkAct> {
    let scopes = || -> Result<Vec<Scope>> {
        fields::scopes("scope", scope.ok_or_else(|| Error::field("scope", "Say which scopes."))?)
    };
    let vendors = || -> Result<Vec<Vendor>> {
        let texts = vendor.ok_or_else(|| Error::field("vendor", "Say which vendors."))?;
        fields::vendors("vendor", &texts.into_vec())
    };
    Ok(match action {
        BulkAction::AddScope => BulkAct::AddScope(some("scope", scopes()?)?),
        BulkAction::RemoveScope => BulkAct::RemoveScope(some("scope", scopes()?)?),
        BulkAction::SetScope => BulkAct::SetScope(scopes()?),
        BulkAction::AddVendor => BulkAct::AddVendor(some("vendor", vendors()?)?),
        BulkAction::RemoveVendor => BulkAct::RemoveVendor(some("vendor", vendors()?)?),
        BulkAction::SetVendor => BulkAct::SetVendor(vendors()?),
        BulkAction::Block => BulkAct::Block,
        BulkAction::Unblock => BulkAct::Unblock,
        BulkAction::Delete => BulkAct::Delete,
    })
}

fn some<T>(field: &str, values: Vec<T>) -> Result<Vec<T>> {
    if values.is_empty() { Err(Error::field(field, "Name at least one.")) } else { Ok(values) }
}

/// Either these, or whom conditions and pattern fit: never everybody by a slip.
fn whom(wish: StartBulk) -> Result<Whom> {
    match (wish.ids, wish.filter, wish.pattern) {
        (Some(ids), None, None) => these(&ids),
        (None, None, None) => Err(Error::field("ids", "Say whom: ids, or filter and pattern.")),
        (Some(_), _, _) => {
            Err(Error::field("ids", "Say whom by ids, or by filter and pattern, not by both."))
        }
        (None, filter, pattern) => {
            let filters = filter.map(OneOrMany::into_vec).unwrap_or_default();
            let filters = filters.iter().map(|text| ("filter", text.as_str()));
            let pairs = filters.chain(pattern.as_deref().map(|text| ("pattern", text)));
            Ok(Whom::Fitting(UserQuery::from_pairs(pairs)?))
        }
    }
}

fn these(ids: &[String]) -> Result<Whom> {
    let read = |(at, text): (usize, &String)| {
        let problem = || Error::field("ids", format!("Number {} is no id: an id is 24 hex digits.", at + 1));
        text.parse::<UserId>().map_err(|_| problem())
    };
    let ids = ids.iter().enumerate().map(read).collect::<Result<Vec<_>>>()?;
    some("ids", ids).map(Whom::These)
}
