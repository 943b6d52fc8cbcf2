//! Lists and counts: each row of the table, what it asks, and by when it must be answered.

use crate::client::Ask;
use crate::floor::Floors;
use crate::line::Engine;
use crate::load::{Amount, drive};
use crate::plan;
use crate::server::Server;
use crate::table::Measured;
use anyhow::Result;
use std::sync::Arc;
use std::time::Duration;

/// A list or a count.
pub(crate) struct Row {
    /// As the table says it.
    pub(crate) name: &'static str,
    /// What is asked.
    path: &'static str,
    /// The most that p99 may be, ms, on each engine.
    goals: [f64; 2],
    /// The same by one plain statement, what follows `FROM users u`; for counts all after `WHERE`.
    plain: &'static str,
}

const fn list(name: &'static str, path: &'static str, goals: [f64; 2], plain: &'static str) -> Row {
    Row { name, path, goals, plain }
}

const NEAR: [f64; 2] = [5.0, 8.0];
const DEEP: [f64; 2] = [15.0, 25.0];
const COUNT: [f64; 2] = [10.0, 20.0];
const OTHER: [f64; 2] = [250.0, 250.0];

/// All of them. Filters and patterns fit many of the crowd of `frontdesk demo`, unless the name says otherwise.
pub(crate) const ROWS: &[Row] = &[
    list(
        "list: newest, offset ≤ 10,000",
        "/users?limit=30&sort=created:-1&offset={near}",
        NEAR,
        "ORDER BY u.created_at DESC, u.id LIMIT 30 OFFSET 5000",
    ),
    list(
        "list: by e-mail, offset ≤ 10,000",
        "/users?limit=30&sort=email:{way}&offset={near}",
        NEAR,
        "ORDER BY u.email_key, u.id LIMIT 30 OFFSET 5000",
    ),
    list(
        "list: by id, offset ≤ 10,000",
        "/users?limit=30&sort=id:{way}&offset={near}",
        NEAR,
        "ORDER BY u.id LIMIT 30 OFFSET 5000",
    ),
    list(
        "list: by plan, offset ≤ 10,000",
        "/users?limit=30&sort=plan:{way}&offset={near}",
        NEAR,
        "ORDER BY u.plan_key, u.id LIMIT 30 OFFSET 5000",
    ),
    list(
        "list: by status, offset ≤ 10,000",
        "/users?limit=30&sort=isActive:{way},blocked:{way}&offset={near}",
        NEAR,
        "ORDER BY u.is_active, u.blocked, u.id LIMIT 30 OFFSET 5000",
    ),
    list(
        "list: a scope, any sort, offset ≤ 10,000",
        "/users?limit=30&filter=scope:editor&sort={sort}:{way}&offset={near}",
        NEAR,
        "WHERE u.num IN (SELECT num FROM user_scope WHERE scope = 'editor') ORDER BY u.email_key, u.id LIMIT 30 OFFSET 5000",
    ),
    list(
        "list: a vendor, any sort, offset ≤ 10,000",
        "/users?limit=30&filter=vendor:acme&sort={sort}:{way}&offset={near}",
        NEAR,
        "WHERE u.num IN (SELECT num FROM user_vendor WHERE vendor_key = 'acme') ORDER BY u.email_key, u.id LIMIT 30 OFFSET 5000",
    ),
    list(
        "list: scope and vendor, any sort, offset ≤ 10,000",
        "/users?limit=30&filter=scope:editor,vendor:acme&sort={sort}:{way}&offset={near}",
        NEAR,
        "WHERE u.num IN (SELECT num FROM user_scope WHERE scope = 'editor') AND u.num IN (SELECT num FROM user_vendor WHERE vendor_key = 'acme') ORDER BY u.email_key, u.id LIMIT 30 OFFSET 5000",
    ),
    list(
        "list: plan and status, any sort, offset ≤ 10,000",
        "/users?limit=30&filter=plan:pro,blocked:false&sort={sort}:{way}&offset={near}",
        NEAR,
        "WHERE u.plan_key = 'pro' AND u.blocked = 0 ORDER BY u.email_key, u.id LIMIT 30 OFFSET 5000",
    ),
    list(
        "list: newest, offset 900,000",
        "/users?limit=30&sort=created:-1&offset={deep}",
        DEEP,
        "ORDER BY u.created_at DESC, u.id LIMIT 30 OFFSET 900000",
    ),
    list(
        "list: any sort, offset 900,000",
        "/users?limit=30&sort={sort}:{way}&offset={deep}",
        DEEP,
        "ORDER BY u.email_key, u.id LIMIT 30 OFFSET 900000",
    ),
    list(
        "list: by plan, offset 900,000",
        "/users?limit=30&sort=plan:{way}&offset={deep}",
        DEEP,
        "ORDER BY u.plan_key, u.id LIMIT 30 OFFSET 900000",
    ),
    list(
        "list: not blocked, any sort, offset 900,000",
        "/users?limit=30&filter=blocked:false&sort={sort}:{way}&offset={deep}",
        DEEP,
        "WHERE u.blocked = 0 ORDER BY u.email_key, u.id LIMIT 30 OFFSET 900000",
    ),
    list(
        "pattern `a`, any sort",
        "/users?limit=30&pattern=a&sort={sort}:{way}",
        DEEP,
        "WHERE u.email_key LIKE '%a%' ORDER BY u.email_key, u.id LIMIT 30",
    ),
    list(
        "pattern `an`, any sort",
        "/users?limit=30&pattern=an&sort={sort}:{way}",
        DEEP,
        "WHERE u.email_key LIKE '%an%' ORDER BY u.email_key, u.id LIMIT 30",
    ),
    list(
        "pattern `an`, by plan",
        "/users?limit=30&pattern=an&sort=plan:{way}",
        DEEP,
        "WHERE u.email_key LIKE '%an%' ORDER BY u.plan_key, u.id LIMIT 30",
    ),
    list(
        "pattern `son`, by plan, offset ≤ 10,000",
        "/users?limit=30&pattern=son&sort=plan:{way}&offset={near}",
        DEEP,
        "WHERE u.email_key LIKE '%son%' ORDER BY u.plan_key, u.id LIMIT 30 OFFSET 5000",
    ),
    list(
        "pattern `schmidt`, any sort",
        "/users?limit=30&pattern=schmidt&sort={sort}:{way}",
        DEEP,
        "WHERE u.email_key LIKE '%schmidt%' ORDER BY u.email_key, u.id LIMIT 30",
    ),
    list(
        "pattern `n@`, any sort",
        "/users?limit=30&pattern=n@&sort={sort}:{way}",
        DEEP,
        "WHERE u.email_key LIKE '%n@%' ORDER BY u.email_key, u.id LIMIT 30",
    ),
    list(
        "pattern `son77`, rare, any sort",
        "/users?limit=30&pattern=son77&sort={sort}:{way}",
        DEEP,
        "WHERE u.email_key LIKE '%son77%' ORDER BY u.email_key, u.id LIMIT 30",
    ),
    list(
        "pattern `zzqx`, absent, any sort",
        "/users?limit=30&pattern=zzqx&sort={sort}:{way}",
        DEEP,
        "WHERE u.email_key LIKE '%zzqx%' ORDER BY u.email_key, u.id LIMIT 30",
    ),
    list(
        "metadata.address.country equal, any sort",
        "/users?limit=30&filter=metadata.address.country:DE&sort={sort}:{way}",
        DEEP,
        "",
    ),
    list(
        "metadata.newsletter equal, by plan",
        "/users?limit=30&filter=metadata.newsletter:true&sort=plan:{way}",
        DEEP,
        "",
    ),
    list(
        "metadata.name equal, any sort",
        "/users?limit=30&filter=metadata.name:Anna%20Schmidt&sort={sort}:{way}",
        DEEP,
        "",
    ),
    list("count: all", "/users/count", COUNT, "1 = 1"),
    list(
        "count: a scope",
        "/users/count?filter=scope:editor",
        COUNT,
        "u.num IN (SELECT num FROM user_scope WHERE scope = 'editor')",
    ),
    list(
        "count: plan and status",
        "/users/count?filter=plan:pro,blocked:false",
        COUNT,
        "u.plan_key = 'pro' AND u.blocked = 0",
    ),
    list("count: pattern `an`", "/users/count?pattern=an", COUNT, "u.email_key LIKE '%an%'"),
    list("count: pattern `schmidt`", "/users/count?pattern=schmidt", COUNT, "u.email_key LIKE '%schmidt%'"),
    list("count: pattern `zzqx`, absent", "/users/count?pattern=zzqx", COUNT, "u.email_key LIKE '%zzqx%'"),
    list(
        "other: metadata.name contains `livia`",
        "/users?limit=30&filter=metadata.name:~livia&sort={sort}:{way}",
        OTHER,
        "",
    ),
    list(
        "other: seats > 40, pattern, by plan then e-mail",
        "/users?limit=30&filter=metadata.limits.seats:%3E40&pattern=an&sort=plan:{way},email:{way}",
        OTHER,
        "",
    ),
    list(
        "other: user name begins, not a scope, deep",
        "/users?limit=30&filter=username:^an,scope:!editor&sort={sort}:{way}&offset={near}",
        OTHER,
        "",
    ),
    list(
        "other: created within, e-mail ends, plan of two",
        "/users?limit=30&filter=created:%3E2025-01-01,email:$.example&filter=plan:$in:pro,starter&sort={sort}:{way}",
        OTHER,
        "",
    ),
    list(
        "other: count of a part of metadata",
        "/users/count?filter=metadata.address.city:~er,blocked:false",
        OTHER,
        "",
    ),
];

/// One client alone, as somebody who clicks; then as many as keep the machine busy.
const ALONE: Amount = Amount { clients: 1, time: Duration::from_secs(4), times: 1_000 };
const MANY: Amount = Amount { clients: 8, time: Duration::from_millis(1_500), times: u64::MAX };

impl Row {
    /// Can it be asked at this size?
    pub(crate) fn fits(&self, users: u64) -> bool {
        users > 0
    }

    /// Is it a count?
    fn counts(&self) -> bool {
        self.path.starts_with("/users/count")
    }
}

/// Measures one row.
///
/// # Errors
/// The server answers anything but 200.
pub(crate) async fn measure(
    server: &Server,
    row: &Row,
    users: u64,
    floors: &Floors,
    engine: Engine,
) -> Result<Measured> {
    let (template, token) = (row.path, server.admin.clone());
    let next =
        Arc::new(move |dice: &mut crate::load::Dice| Ask::get(plan::path(template, users, dice), &token));
    let warm = Amount { clients: 1, time: Duration::from_millis(500), times: 20 };
    drive(server.address, warm, 200, next.clone()).await?;
    let alone = drive(server.address, ALONE, 200, next.clone()).await?;
    let many = drive(server.address, MANY, 200, next).await?;
    let floor = if row.counts() { floors.nothing } else { floors.rows };
    let plain = floors.plain(row.plain, row.counts(), users).await?;
    Ok(Measured::of_times(row.name, engine, engine.of(row.goals), alone, many.rate, floor, plain))
}
