//! Child processes that do not outlive their test.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A child that is killed when this is dropped, and by a watchdog when the test process is.
#[derive(Debug)]
pub struct Guarded {
    child: Child,
    watchdog: Child,
}

impl Guarded {
    /// Starts it.
    pub fn spawn(command: &mut Command) -> Self {
        let child = command
            .spawn()
            .unwrap_or_else(|e| panic!("{command:?} cannot be started: {e}"));
        let watchdog = watch(
            std::process::id(),
            &format!("kill -KILL {} 2>/dev/null", child.id()),
        );
        Self { child, watchdog }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The child itself.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Waits for its end; its exit code, `None` when a signal ended it.
    ///
    /// # Panics
    /// When it has not ended in time.
    pub fn wait(&mut self, at_most: Duration) -> Option<i32> {
        let deadline = Instant::now() + at_most;
        loop {
            match self.child.try_wait().unwrap() {
                Some(status) => return status.code(),
                None => assert!(Instant::now() < deadline, "still running after {at_most:?}"),
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Kills it at once and waits until it is gone.
    pub fn kill(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.kill();
        let _ = self.watchdog.kill();
        let _ = self.watchdog.wait();
    }
}

/// A shell of its own session that runs `script` once the process `pid` is gone.
pub fn watch(pid: u32, script: &str) -> Child {
    let wait = format!("while kill -0 {pid} 2>/dev/null; do sleep 0.5; done; {script}");
    let mut command = match find("setsid") {
        Some(setsid) => {
            let mut command = Command::new(setsid);
            command.arg("sh");
            command
        }
        None => Command::new("sh"),
    };
    // Were it to hold our stdout, whoever runs the tests would wait for it to close.
    command
        .arg("-c")
        .arg(wait)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh can be started")
}

/// Sends a signal, such as `TERM`.
pub fn signal(pid: u32, name: &str) {
    let sent = Command::new("kill")
        .arg(format!("-{name}"))
        .arg(pid.to_string())
        .status();
    assert!(sent.is_ok_and(|s| s.success()), "kill -{name} {pid}");
}

/// A program on the search path.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&path).map(|dir| dir.join(program));
    places.find(|place| place.is_file())
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Runs a program to its end; panics with what it wrote when it fails.
pub fn run(command: &mut Command) -> String {
    let output = command
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {said}{wrong}");
    said
}

/// Processes whose command line mentions `mark`, a text that only ours can have.
pub fn mentioning(mark: &Path) -> Vec<u32> {
    let mark = mark.to_str().unwrap();
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    let pids = entries.flatten();
    let pids = pids.filter_map(|e| e.file_name().to_str()?.parse::<u32>().ok());
    let mentions = |pid: &u32| {
        let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).contains(mark)
    };
    pids.filter(mentions).collect()
}
