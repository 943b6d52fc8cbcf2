//! The seam: what a store does, whatever database stands behind it.

use crate::bulk::{Bulk, BulkRetried, BulkRow, BulkRows, NewBulk, Whom};
use crate::{
    AddressKey, Arrival, Arrived, By, Change, CodeDigest, Created, Deletion, DeletionBegun, DeletionStep,
    FirstAdmin, IndexState, Job, JobId, Kinds, LimitKey, LimitRule, Login, NewEntry, NewJob, NewSession,
    NewUser, OnExisting, PasswordHash, Redeemed, Selection, Session, SessionId, Standing, StoreError,
    Updated, User, Verdict,
};
use async_trait::async_trait;
use frontdesk_wire::query::{AuditQuery, StatsQuery, UserQuery};
use frontdesk_wire::{AuditEntry, Timestamp, UserId, UserStats};
use uuid::Uuid;

/// What the store answers.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Makes the jobs of a write from the user before and after it, inside its transaction. It must be quick and touch nothing else.
pub type JobsFor<'a> = &'a (dyn Fn(&User, &User) -> Vec<NewJob> + Send + Sync);

/// Makes the ticket of a user's deletion and its jobs. It must be quick and touch nothing else.
pub type DeletionFor<'a> = &'a (dyn Fn(UserId) -> (Uuid, Vec<NewJob>) + Send + Sync);

/// All of it: what the server holds, as `Arc<dyn Store>`.
pub trait Store:
    Users + Sessions + ResetCodes + Deletions + Bulks + Jobs + Limits + Audit + Stats + Upkeep
{
}

impl<T: Users + Sessions + ResetCodes + Deletions + Bulks + Jobs + Limits + Audit + Stats + Upkeep> Store
    for T
{
}

/// Users and their passwords. What is done leaves its entry in the audit trail, in the same transaction; what is refused or changes nothing leaves none.
#[async_trait]
pub trait Users: Send + Sync {
    /// Adds a user, and with it a first session and jobs.
    async fn create_user(
        &self,
        user: NewUser,
        session: Option<NewSession>,
        jobs: Vec<NewJob>,
        by: &By,
    ) -> Result<Created>;

    /// Adds many users at once; who has an address that is taken is passed over. How many were added. The trail has one entry for all of them.
    async fn create_users(&self, users: Vec<NewUser>, by: &By) -> Result<u64>;

    /// Brings many users in as one write. What became of each, in their order. The trail has one entry for all who are added, and those of each who changes.
    async fn import_users(
        &self,
        arrivals: Vec<Arrival>,
        on_existing: OnExisting,
        by: &By,
    ) -> Result<Vec<Arrived>>;

    /// How many of these are worth being under way at once: one, where only one writes anyway.
    fn imports_at_once(&self) -> usize;

    /// What would become of each if they were brought in now; writes nothing.
    async fn try_import(&self, arrivals: Vec<Arrival>, on_existing: OnExisting) -> Result<Vec<Arrived>>;

    /// Adds the first administrator, if there is none (whoever is blocked or being deleted counts too) and the code is the set-up code kept, which is spent by it.
    async fn create_first_admin(
        &self,
        code: CodeDigest,
        user: NewUser,
        session: NewSession,
        jobs: Vec<NewJob>,
        by: &By,
    ) -> Result<FirstAdmin>;

    /// Keeps a set-up code, and no other any more.
    async fn keep_set_up_code(&self, code: CodeDigest) -> Result<()>;

    /// Is there any administrator, even a blocked one?
    async fn has_admin(&self) -> Result<bool>;

    /// The user with this id.
    async fn user(&self, id: UserId) -> Result<Option<User>>;

    /// The user who has this address as user name or e-mail, and the hash of the password.
    async fn login(&self, key: &AddressKey) -> Result<Option<Login>>;

    /// The same, by id.
    async fn login_of(&self, id: UserId) -> Result<Option<Login>>;

    /// A page of users.
    async fn list_users(&self, query: &UserQuery) -> Result<Vec<User>>;

    /// How many users the conditions and the pattern fit, on all pages.
    async fn count_users(&self, query: &UserQuery) -> Result<u64>;

    /// Everybody whom the conditions and the pattern fit, in order, whatever page is asked for: to be read by [`Users::read_next`].
    async fn select_users(&self, query: &UserQuery) -> Result<Selection>;

    /// The next users of a selection, each as kept now; who is gone is passed over. `None`: that was all.
    async fn read_next(&self, selection: &mut Selection) -> Result<Option<Vec<User>>>;

    /// Changes a user. Blocking and losing `admin` end all sessions; blocking and a new e-mail void reset codes.
    async fn update_user(&self, id: UserId, change: Change, jobs: JobsFor<'_>, by: &By) -> Result<Updated>;

    /// Sets a password, ends all sessions and voids reset codes; then opens a session, if one is given. With `from`, only while that is still the hash kept.
    /// `None`: there is no such user, the hash is another, or the user is being deleted.
    async fn set_password(
        &self,
        id: UserId,
        from: Option<&PasswordHash>,
        password: PasswordHash,
        session: Option<NewSession>,
        jobs: JobsFor<'_>,
        by: &By,
    ) -> Result<Option<User>>;

    /// Keeps the same password under stronger parameters, if `from` is still the hash kept. Ends nothing.
    async fn rehash(&self, id: UserId, from: &PasswordHash, to: PasswordHash) -> Result<bool>;
}

/// Sessions, one for each token.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Opens a session, and of more than a hundred ends the one that was used longest ago, if the user's epoch is still `epoch` (the one of the password that was verified). `None`: it is not, or the user is gone, blocked or
    /// being deleted.
    async fn open_session(&self, session: NewSession, epoch: i64) -> Result<Option<User>>;

    /// Who stands behind a token; notes, at most once a minute and in the background, that it was used.
    async fn standing(&self, session: SessionId, user: UserId, now: Timestamp) -> Result<Standing>;

    /// A user's sessions that hold, the last used first.
    async fn sessions(&self, user: UserId, now: Timestamp) -> Result<Vec<Session>>;

    /// Ends one session of this user. `false`: there is none such.
    async fn end_session(&self, user: UserId, session: SessionId, by: &By) -> Result<bool>;

    /// Ends all sessions of this user. How many there were.
    async fn end_sessions(&self, user: UserId, by: &By) -> Result<u64>;
}

/// Reset codes.
#[async_trait]
pub trait ResetCodes: Send + Sync {
    /// Keeps the code that a job made for a user, voids the user's older ones, and notes whom the job concerns. The same code again changes nothing.
    /// `false`: the code does not hold (spent, void, older than the newest), or the user is gone, blocked or being deleted: nothing is to be sent.
    async fn keep_reset_code(
        &self,
        code: CodeDigest,
        user: UserId,
        job: &Job,
        expires_at: Timestamp,
        by: &By,
    ) -> Result<bool>;

    /// Whose code this is, while it holds. Spends nothing.
    async fn reset_code_user(&self, code: CodeDigest, now: Timestamp) -> Result<Option<User>>;

    /// Spends a code and sets its user's password in one: ends all sessions and voids the other codes. Of many at once exactly one wins.
    async fn redeem(
        &self,
        code: CodeDigest,
        password: PasswordHash,
        now: Timestamp,
        jobs: JobsFor<'_>,
        by: &By,
    ) -> Result<Redeemed>;
}

/// Deletions, which outlive their users by ten minutes.
#[async_trait]
pub trait Deletions: Send + Sync {
    /// Begins a deletion: from now on no token of the user holds. The jobs are added only if it was not under way already.
    async fn begin_deletion(
        &self,
        user: UserId,
        ticket: Uuid,
        now: Timestamp,
        jobs: Vec<NewJob>,
        by: &By,
    ) -> Result<DeletionBegun>;

    /// How far a deletion is; `None` if user and ticket are no pair or it ended more than ten minutes ago.
    async fn deletion(&self, user: UserId, ticket: Uuid, now: Timestamp) -> Result<Option<Deletion>>;

    /// Does one step and notes it, if it is the next one; a step that is done already changes nothing. Where the deletion is now; `None` if there is none.
    async fn do_deletion_step(
        &self,
        ticket: Uuid,
        step: DeletionStep,
        now: Timestamp,
    ) -> Result<Option<Deletion>>;

    /// Ends a deletion that cannot go on, and says why. The user can be used, and deleted, again.
    async fn fail_deletion(&self, ticket: Uuid, message: &str, now: Timestamp) -> Result<Option<Deletion>>;
}

/// Bulk changes, which are remembered for a week after their end.
#[async_trait]
pub trait Bulks: Send + Sync {
    /// Begins a bulk change, and finds once and for all whom it is about. How many those are.
    async fn begin_bulk(&self, new: NewBulk, whom: Whom, jobs: Vec<NewJob>) -> Result<u64>;

    /// Begins the same anew, under this ticket, for those with whom it failed; asked again, says what was begun then.
    async fn retry_bulk(&self, failed: Uuid, by: &By, ticket: Uuid, jobs: Vec<NewJob>)
    -> Result<BulkRetried>;

    /// A bulk change.
    async fn bulk(&self, ticket: Uuid) -> Result<Option<Bulk>>;

    /// What became of its users, in its order. `None`: there is no such bulk change.
    async fn bulk_rows(&self, ticket: Uuid, which: BulkRows) -> Result<Option<Vec<BulkRow>>>;

    /// Does the next few users, or looks after deletions under way, all in one transaction; what is done already is never done again.
    /// `deletion` makes the ticket and the jobs of a deletion.
    async fn work_on_bulk(
        &self,
        ticket: Uuid,
        now: Timestamp,
        deletion: DeletionFor<'_>,
    ) -> Result<Option<Bulk>>;

    /// Calls it off, if it has not ended: nobody more is begun. What was done stays done.
    async fn cancel_bulk(&self, ticket: Uuid, now: Timestamp) -> Result<Option<Bulk>>;

    /// Ends it, because it cannot go on, and says why.
    async fn fail_bulk(&self, ticket: Uuid, message: &str, now: Timestamp) -> Result<()>;
}

/// Work to be done, kept until it is done.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// Adds jobs.
    async fn add_jobs(&self, jobs: Vec<NewJob>) -> Result<()>;

    /// Leases the job that is due first, until a moment; nobody else gets it before. A lease that ran out counts as a try.
    async fn lease_job(&self, now: Timestamp, until: Timestamp) -> Result<Option<Job>> {
        self.lease_job_of(Kinds::AllBut(&[]), now, until).await
    }

    /// The same among jobs of some kinds.
    async fn lease_job_of(&self, kinds: Kinds<'_>, now: Timestamp, until: Timestamp) -> Result<Option<Job>>;

    /// Holds a lease longer. `None`: it was lost, or the job is erased: stop.
    async fn extend_lease(&self, job: &Job, until: Timestamp) -> Result<Option<Job>>;

    /// The job is done: it goes, and what follows it comes. `false`: the lease was lost, and nothing changed.
    async fn finish_job(&self, job: &Job, then: Vec<NewJob>) -> Result<bool>;

    /// The job is to be tried again, not before `due_at`. `false`: the lease was lost, and nothing changed.
    async fn retry_job(&self, job: &Job, due_at: Timestamp) -> Result<bool>;

    /// How many jobs there are, leased ones too.
    async fn count_jobs(&self) -> Result<u64>;

    /// When the next job can be leased; `None` if there is none.
    async fn next_job_at(&self) -> Result<Option<Timestamp>> {
        self.next_job_of(Kinds::AllBut(&[])).await
    }

    /// The same for jobs of some kinds.
    async fn next_job_of(&self, kinds: Kinds<'_>) -> Result<Option<Timestamp>>;

    /// Is this job still to be done?
    async fn has_job(&self, id: JobId) -> Result<bool>;
}

/// Counters against guessing and flooding. Unsynced: a power cut may lose the last second.
#[async_trait]
pub trait Limits: Send + Sync {
    /// Takes one try out of every bucket, or, if one of them is empty, out of none. Atomic over all of them.
    async fn take(&self, buckets: &[(LimitKey, LimitRule)], now: Timestamp) -> Result<Verdict>;

    /// Gives one try back to every bucket: what was taken turned out not to count.
    async fn give_back(&self, keys: &[LimitKey]) -> Result<()>;

    /// Empties buckets: as if nothing had ever been taken.
    async fn forget_limits(&self, keys: &[LimitKey]) -> Result<()>;

    /// Empties all buckets whose keys begin like this.
    async fn forget_limits_under(&self, beginning: &str) -> Result<()>;
}

/// The audit trail: it only grows, but for what is older than it is kept.
#[async_trait]
pub trait Audit: Send + Sync {
    /// Adds entries of acts that change nothing else that is kept.
    async fn note(&self, entries: Vec<NewEntry>) -> Result<()>;

    /// A page of entries, the newest first. Whoever reads on from an entry misses none that came after it.
    async fn audit(&self, query: &AuditQuery) -> Result<Vec<AuditEntry>>;

    /// Throws away what was done before a moment, to the hour. How many entries there were.
    async fn forget_entries(&self, before: Timestamp) -> Result<u64>;
}

/// Counts of users that are kept as users change: exact at every moment, and quick however many there are.
#[async_trait]
pub trait Stats: Send + Sync {
    /// How many users there are, in all and by what tells them apart.
    async fn stats(&self, query: &StatsQuery) -> Result<UserStats>;
}

/// What keeps the store itself sound.
#[async_trait]
pub trait Upkeep: Send + Sync {
    /// Can it read?
    async fn ping(&self) -> Result<()>;

    /// Throws away what has run out: sessions, codes, deletions, counters.
    async fn tidy(&self, now: Timestamp) -> Result<()>;

    /// Reads everything and says, one sentence each, what is not sound.
    async fn check(&self) -> Result<Vec<String>>;

    /// The fingerprint of the token secret that all servers of this data share; `None`: none is kept, as in a folder, where the secret lies beside the data.
    async fn secret_fingerprint(&self) -> Result<Option<Vec<u8>>>;

    /// Keeps the fingerprint, if several servers can share this data and none is kept yet.
    async fn keep_secret_fingerprint(&self, fingerprint: &[u8]) -> Result<()>;

    /// Where the index of users is. Whatever it says, lists and counts are exact.
    fn index_state(&self) -> IndexState;

    /// Waits for writes under way, then closes.
    async fn close(&self);
}
