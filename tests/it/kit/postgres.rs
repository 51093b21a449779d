//! A private PostgreSQL, started once for a test run and gone after it.
//!
//! Under `cargo test` one process runs all tests and owns the cluster; under `cargo nextest` every test is a process
//! of its own, and the cluster belongs to the runner above them. Whoever comes first starts it, under a file lock;
//! a watchdog stops it and removes its folder when the owner is gone, however that happens.

use super::missing::missing;
use super::process::{find, run, watch};
use returnline::store::Store;
use returnline::store::keys::Keys;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Database from which the others are copied: its schema is up to date.
const TEMPLATE: &str = "returnline_template";

/// A fresh database, dropped with this handle.
#[derive(Debug)]
pub struct Database {
    /// Address, as the product takes it.
    pub url: String,
    name: String,
    cluster: Cluster,
}

impl Database {
    /// Makes one; `None` where PostgreSQL is not installed.
    pub async fn fresh() -> Option<Self> {
        Self::of(Disk::Ignored).await
    }

    /// Makes one on a server that waits for the disk at every commit, as one at work does; `None` where PostgreSQL is
    /// not installed.
    #[allow(
        dead_code,
        reason = "a bench measures what is durable; no test waits for the disk"
    )]
    pub async fn durable() -> Option<Self> {
        Self::of(Disk::Waited).await
    }

    async fn of(disk: Disk) -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let cluster = Cluster::of_this_run(disk).await?;
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("t{}_{number}", std::process::id());
        cluster.psql(
            "postgres",
            &format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}"),
        );
        Some(Self {
            url: cluster.url(&name),
            name,
            cluster,
        })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
            self.cluster.psql("postgres", &sql);
        }
    }
}

/// Whether a cluster waits for the disk.
#[derive(Debug, Clone, Copy)]
enum Disk {
    /// Nothing must survive a power cut; without it a test's database is ready in a blink.
    Ignored,
    /// A commit is answered when it is on the disk.
    Waited,
}

impl Disk {
    const fn name(self) -> &'static str {
        match self {
            Self::Ignored => "pg",
            Self::Waited => "pg-durable",
        }
    }

    const fn settings(self) -> &'static str {
        match self {
            Self::Ignored => "-c fsync=off -c full_page_writes=off -c synchronous_commit=off",
            Self::Waited => "-c fsync=on -c full_page_writes=on -c synchronous_commit=on",
        }
    }
}

#[derive(Debug, Clone)]
struct Cluster {
    bin: PathBuf,
    dir: PathBuf,
    disk: Disk,
}

impl Cluster {
    async fn of_this_run(disk: Disk) -> Option<Self> {
        let Some(bin) = binaries() else {
            return missing("PostgreSQL", "postgresql");
        };
        let owner = owner();
        let dir = std::env::temp_dir().join(format!("returnline-{}-{owner}", disk.name()));
        let cluster = Self { bin, dir, disk };
        let lock = lock(&cluster.dir.with_extension("lock")).await;
        if !cluster.runs() {
            cluster.start(owner);
            cluster.make_template().await;
        }
        drop(lock);
        Some(cluster)
    }

    fn runs(&self) -> bool {
        let ready = Command::new(self.bin.join("pg_isready"))
            .arg("-q")
            .arg("-h")
            .arg(&self.dir)
            .status();
        self.dir.join("template-made").exists() && ready.is_ok_and(|status| status.success())
    }

    fn start(&self, owner: u32) {
        // Left behind by a process of the same number whose watchdog was killed with it.
        if self.dir.exists() {
            std::fs::remove_dir_all(&self.dir).unwrap();
        }
        std::fs::create_dir(&self.dir).unwrap();
        let dir = self.dir.display();
        let clean_up = format!(
            "sleep 1; kill -QUIT $(head -1 {dir}/data/postmaster.pid); sleep 1; rm -rf {dir} {dir}.lock"
        );
        // Before anything else can fail.
        #[expect(
            clippy::zombie_processes,
            reason = "it outlives this process, that is its purpose"
        )]
        let _watchdog = watch(owner, &clean_up);
        std::fs::set_permissions(&self.dir, std::fs::Permissions::from_mode(0o755)).unwrap();
        if is_root() {
            let id = |flag| run(Command::new("id").arg(flag).arg("postgres"));
            let number = |text: String| text.trim().parse::<u32>().ok();
            chown(&self.dir, number(id("-u")), number(id("-g"))).unwrap();
        }
        let data = self.dir.join("data");
        run(self
            .server_command("initdb")
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"])
            .args(["--no-sync", "-D"])
            .arg(&data));
        let settings = format!(
            "-k {} -c listen_addresses='' {} -c max_connections=400 -c shared_buffers=64MB -c autovacuum=off",
            self.dir.display(),
            self.disk.settings()
        );
        let mut start = self.server_command("pg_ctl");
        start.args(["start", "-w", "-t", "60", "-s", "-D"]);
        start.arg(&data).arg("-o").arg(settings);
        start.arg("-l").arg(self.dir.join("server.log"));
        let started = start
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let log = || std::fs::read_to_string(self.dir.join("server.log")).unwrap_or_default();
        assert!(started.is_ok_and(|s| s.success()), "PostgreSQL: {}", log());
    }

    async fn make_template(&self) {
        self.psql("postgres", &format!("CREATE DATABASE {TEMPLATE}"));
        let url = self.url(TEMPLATE);
        let store = Store::open(&url, Keys::from_root(&[7; 32])).await.unwrap();
        store.close().await;
        File::create(self.dir.join("template-made")).unwrap();
    }

    /// A command of the server, which refuses to run as root.
    fn server_command(&self, program: &str) -> Command {
        let program = self.bin.join(program);
        if !is_root() {
            return Command::new(program);
        }
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command.current_dir("/");
        command
    }

    fn psql(&self, database: &str, sql: &str) {
        let mut command = Command::new(self.bin.join("psql"));
        command.arg("-h").arg(&self.dir);
        command.args([
            "-U",
            "postgres",
            "-qX",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            sql,
            database,
        ]);
        run(&mut command);
    }

    fn url(&self, database: &str) -> String {
        let socket = self.dir.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@localhost/{database}?host={socket}")
    }
}

/// The process whose end is the end of the run.
fn owner() -> u32 {
    match std::env::var_os("NEXTEST_RUN_ID") {
        Some(_) => std::os::unix::process::parent_id(),
        None => std::process::id(),
    }
}

async fn lock(path: &Path) -> File {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .unwrap();
    while file.try_lock().is_err() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    file
}

/// Folder of the server's programs: Debian keeps them off the search path.
fn binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter();
    let dirs = versions.flatten().flatten().map(|v| v.path().join("bin"));
    let newest = dirs.filter(|bin| bin.join("initdb").is_file()).max();
    let on_path = || Some(find("initdb")?.canonicalize().ok()?.parent()?.to_owned());
    let bin = newest.or_else(on_path)?;
    let complete = ["pg_ctl", "postgres", "psql", "pg_isready"];
    complete
        .iter()
        .all(|program| bin.join(program).is_file())
        .then_some(bin)
}

fn is_root() -> bool {
    run(Command::new("id").arg("-u")).trim() == "0"
}
