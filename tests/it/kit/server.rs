//! The real program, started as a user starts it, on a database of its own.
//!
//! These calls block. A test that also plays the other side (a fake server, an open stream) must run on several
//! threads: `#[tokio::test(flavor = "multi_thread")]`.

use super::process::{Guarded, signal};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use tempfile::TempDir;

/// How long the program may take to print its addresses: the demo is loaded before.
const START: Duration = Duration::from_secs(60);

/// How a server is started.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    database_url: Option<String>,
}

impl Setup {
    /// The demo, on a free port.
    pub fn demo() -> Self {
        Self::default()
    }

    /// One more argument of `serve`.
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// One more variable of the environment.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Another database than an SQLite file of its own.
    pub fn database(mut self, url: &str) -> Self {
        self.database_url = Some(url.to_owned());
        self
    }

    /// Starts it and waits until it has printed its addresses.
    ///
    /// # Panics
    /// When it does not start; with what it wrote.
    pub fn start(self) -> Server {
        let dir = tempfile::tempdir().unwrap();
        let mut server = Server {
            setup: self,
            process: None,
            printed: String::new(),
            dir,
        };
        server.restart();
        server
    }
}

/// A running server. Dropped, it is killed and its files are removed.
#[derive(Debug)]
pub struct Server {
    setup: Setup,
    process: Option<Guarded>,
    printed: String,
    dir: TempDir,
}

impl Server {
    /// Starts it again on the same database, after [`Server::kill`] or [`Server::terminate`]; its port is another.
    pub fn restart(&mut self) {
        self.process = None;
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log_path())
            .unwrap();
        let mut command = program();
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--database-url"])
            .arg(self.database_url())
            .args(&self.setup.arguments)
            .envs(self.setup.environment.iter().cloned())
            .current_dir(self.dir.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        let mut process = Guarded::spawn(&mut command);
        let out = BufReader::new(process.child().stdout.take().unwrap());
        let (lines, heard) = mpsc::channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if lines.send(line).is_err() {
                    break;
                }
            }
        });
        self.printed.clear();
        self.process = Some(process);
        while !self.printed.contains("Ctrl-C stops the server.") {
            let Ok(line) = heard.recv_timeout(START) else {
                panic!("it did not start: {}\n{}", self.printed, self.log());
            };
            self.printed.push_str(&line);
            self.printed.push('\n');
        }
    }

    /// All it printed on stdout.
    pub fn printed(&self) -> &str {
        &self.printed
    }

    /// All it wrote to its log.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_path()).unwrap_or_default()
    }

    /// Address without a slash at its end.
    pub fn base(&self) -> String {
        let chat = self.line_with("http://");
        chat.trim().trim_end_matches('/').to_owned()
    }

    /// Address of a page: `server.at("/healthz")`.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base())
    }

    /// The one-time sign-in link printed for a role: `clerk`, `admin` or `HR`.
    pub fn sign_in_link(&self, role: &str) -> String {
        let line = self.line_with(&format!("  {role} "));
        line.split_whitespace().last().unwrap().to_owned()
    }

    /// Its process id.
    pub fn pid(&self) -> u32 {
        self.process.as_ref().unwrap().id()
    }

    /// The database's address.
    pub fn database_url(&self) -> String {
        let own = || format!("sqlite:{}", self.dir.path().join("house.db").display());
        self.setup.database_url.clone().unwrap_or_else(own)
    }

    /// Its working folder, where database and key lie.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.process.as_mut().unwrap().kill();
    }

    /// Asks it to stop and gives its exit code.
    ///
    /// # Panics
    /// When it takes longer than 10 s.
    pub fn terminate(&mut self) -> Option<i32> {
        signal(self.pid(), "TERM");
        self.process.as_mut().unwrap().wait(Duration::from_secs(10))
    }

    fn line_with(&self, text: &str) -> &str {
        let found = self.printed.lines().find(|line| line.contains(text));
        found.unwrap_or_else(|| panic!("no {text:?} in what was printed:\n{}", self.printed))
    }

    fn log_path(&self) -> PathBuf {
        self.dir.path().join("stderr.log")
    }
}

/// The program, with nothing configured by whoever runs the tests.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_returnline"));
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("RETURNLINE_") || name.starts_with("TELOXIDE_") {
            command.env_remove(name.as_ref());
        }
    }
    command
}
