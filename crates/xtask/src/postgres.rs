//! PostgreSQL for the tests: a private cluster, started, handed over by its address and stopped, or the one that is given.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{environment, paths, proc, tools};

/// Names the cluster to the tests.
pub(crate) const VARIABLE: &str = "TEST_POSTGRES_URL";

/// Where Debian keeps the programs of each version, without putting them on the path.
const VERSIONS: &str = "/usr/lib/postgresql";

/// Says whether a package that brings PostgreSQL starts a cluster of its own at once.
const CREATE_CLUSTER: &str = "/etc/postgresql-common/createcluster.conf";

/// Names the socket; said to both sides, whatever the environment holds.
const PORT: u16 = 5432;

/// How a cluster for tests is set: nothing in it outlives them, and as many connections as many tests at once have.
const SETTINGS: &str = "-c fsync=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=128MB";

/// How a cluster for measuring is set: as PostgreSQL comes, but for memory that a machine of its own would give it.
const DURABLE: &str = "-c shared_buffers=512MB -c max_wal_size=4GB";

/// A running cluster. One of our own ends with this value, or when the person stops the tests.
pub(crate) struct Cluster {
    url: OsString,
    own: Option<Own>,
}

impl Cluster {
    /// The cluster of `TEST_POSTGRES_URL`, or one of our own.
    ///
    /// # Errors
    /// PostgreSQL cannot be had, or does not start.
    pub(crate) fn ensure() -> Result<Self> {
        if let Some(url) = environment::variable(VARIABLE) {
            return Ok(Self { url, own: None });
        }
        Self::own(SETTINGS)
    }

    /// A cluster of our own that keeps what it has committed, for measuring.
    ///
    /// # Errors
    /// PostgreSQL cannot be had, or does not start.
    pub(crate) fn durable() -> Result<Self> {
        Self::own(DURABLE)
    }

    fn own(settings: &str) -> Result<Self> {
        let own = Own::start(settings)?;
        let url = own.url().into();
        let stopped = own.clone();
        // Somebody who listens already ends us in another way.
        let _ = ctrlc::set_handler(move || {
            stopped.stop();
            std::process::exit(130);
        });
        Ok(Self { url, own: Some(own) })
    }

    /// Its address.
    pub(crate) fn url(&self) -> &OsString {
        &self.url
    }

    /// What a shell is told to restart it at once, as if it had crashed.
    pub(crate) fn restart(&self) -> Option<String> {
        let own = self.own.as_ref()?;
        let mut restart = own.program("pg_ctl");
        restart.args(["restart", "--wait", "--silent", "--mode=immediate"]).arg("-D").arg(own.data());
        restart.arg("-l").arg(own.folder.join("log"));
        let words = std::iter::once(restart.get_program()).chain(restart.get_args());
        let words: Vec<String> = words.map(|word| format!("'{}'", word.display())).collect();
        Some(format!("cd '{}' && {}", own.folder.display(), words.join(" ")))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(own) = &self.own {
            own.stop();
        }
    }
}

/// A cluster in a scratch folder, reached only by the socket in it.
#[derive(Clone)]
struct Own {
    programs: PathBuf,
    folder: PathBuf,
    /// As whom it runs, if not as ourselves: PostgreSQL refuses to be root.
    user: Option<&'static str>,
}

impl Own {
    fn start(settings: &str) -> Result<Self> {
        let programs = programs()?;
        let user = user()?;
        let folder = std::env::temp_dir().join(format!("frontdesk-postgres-{}", std::process::id()));
        make_private(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let own = Self { programs, folder, user };
        let started = own.begin(settings);
        if started.is_err() {
            own.stop();
        }
        started.map(|()| own)
    }

    fn begin(&self, settings: &str) -> Result<()> {
        if let Some(user) = self.user {
            proc::run_quietly(proc::command("chown").arg(user).arg(&self.folder), "chown")?;
        }
        let mut initdb = self.program("initdb");
        initdb.args(["--username=frontdesk", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        if proc::said(self.program("initdb").arg("--version")).and_then(|said| major_in(&said)) >= Some(15) {
            // A language of its own, so that whatever must compare by code point shows that it does.
            initdb.args(["--locale-provider=icu", "--icu-locale=en-US"]);
        }
        proc::run_quietly(initdb.arg("-D").arg(self.data()), "initdb")?;
        let place = format!(
            "-c listen_addresses= -c port={PORT} -c unix_socket_directories={}",
            self.folder.display()
        );
        let settings = format!("{settings} {place}");
        let mut start = self.program("pg_ctl");
        start.args(["start", "--wait", "--silent", "-o", &settings]).arg("-D").arg(self.data());
        start.arg("-l").arg(self.folder.join("log"));
        proc::run_quietly(&mut start, "pg_ctl start")
    }

    fn stop(&self) {
        let mut stop = self.program("pg_ctl");
        stop.args(["stop", "--silent", "--mode=immediate"]).arg("-D").arg(self.data());
        // One that never started has nothing to stop.
        let _ = proc::said(&mut stop);
        let _ = fs::remove_dir_all(&self.folder);
    }

    fn url(&self) -> String {
        format!("postgres://frontdesk@localhost/postgres?host={}&port={PORT}", self.folder.display())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A program of PostgreSQL, as whom it may run, in a folder which that user can read.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match self.user {
            None => proc::command(program),
            Some(user) => {
                let mut command = proc::command("runuser");
                command.args(["-u", user, "--"]).arg(program);
                command
            }
        };
        command.current_dir(&self.folder);
        command
    }
}

/// A folder that only its owner can look into: whoever reaches the socket in it is let in.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// As whom a cluster is to run.
fn user() -> Result<Option<&'static str>> {
    if proc::said(proc::command("id").arg("-u")).is_none_or(|user| user != "0") {
        return Ok(None);
    }
    let known = |user: &&&str| proc::said(proc::command("id").arg(user)).is_some();
    match ["postgres", "nobody"].iter().find(known) {
        Some(user) => Ok(Some(user)),
        None => bail!(
            "PostgreSQL refuses to run as root: add a user `postgres`, or run the tests as another user"
        ),
    }
}

/// The folder of `initdb` and `pg_ctl`: found, or installed where that is allowed.
fn programs() -> Result<PathBuf> {
    if let Some(folder) = find() {
        return Ok(folder);
    }
    if !tools::may_use_apt() {
        bail!(
            "the tests need PostgreSQL's initdb and pg_ctl: install PostgreSQL with its contrib modules (Debian: apt-get install \
             postgresql postgresql-contrib), or set {VARIABLE} to a running one, such as postgres://user@host:5432/postgres"
        );
    }
    install()?;
    find().with_context(|| format!("postgresql was installed but {VERSIONS} has no initdb"))
}

fn find() -> Option<PathBuf> {
    let is_whole =
        |folder: &Path| ["initdb", "pg_ctl", "postgres"].iter().all(|name| folder.join(name).is_file());
    let on_path = paths::on_path(&["initdb"])
        .and_then(|initdb| Some(fs::canonicalize(initdb).ok()?.parent()?.to_owned()));
    let versions = fs::read_dir(VERSIONS).into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    let newest_first = versions.into_iter().rev().map(|(_, folder)| folder);
    on_path.into_iter().chain(newest_first).find(|folder| is_whole(folder))
}

/// Debian's package would start a cluster for the whole machine; it is told not to while it is installed.
fn install() -> Result<()> {
    tools::apt_install(&["postgresql-common"])?;
    let before = fs::read_to_string(CREATE_CLUSTER).unwrap_or_default();
    fs::write(CREATE_CLUSTER, format!("{before}\ncreate_main_cluster = false\n"))?;
    let installed = tools::apt_install(&["postgresql", "postgresql-contrib"]);
    fs::write(CREATE_CLUSTER, before)?;
    installed
}

/// `initdb (PostgreSQL) 15.18 (Debian …)` is 15.
fn major_in(said: &str) -> Option<u32> {
    said.split_whitespace().find_map(|word| word.split('.').next()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_initdb_says() {
        assert_eq!(major_in("initdb (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major_in("initdb (PostgreSQL) 18beta1"), None);
        assert_eq!(major_in("initdb (PostgreSQL) 17.0"), Some(17));
    }

    #[test]
    fn a_private_cluster_is_gone_without_a_trace_when_it_is_stopped() {
        let own = Own::start(SETTINGS).unwrap();
        assert!(own.folder.join(format!(".s.PGSQL.{PORT}")).exists());
        let log = fs::read_to_string(own.folder.join("log")).unwrap();
        assert!(log.contains("ready to accept connections"), "{log}");
        own.stop();
        assert!(!own.folder.exists());
    }
}
