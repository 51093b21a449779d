//! `serve`: run the house until told to stop.

use crate::app::{self, Running};
use crate::config::{Config, Flag};
use clap::Args;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// Options of `serve`.
#[derive(Debug, Default, Args)]
pub struct Options {
    /// Address and port to listen on; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "IP:PORT")]
    listen: Option<String>,
    /// Start an empty database empty, without the demo
    #[arg(long)]
    no_demo: bool,
    /// Address under which workers reach this server; used in links and QR codes
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

impl Options {
    /// The settings these options set.
    pub(super) fn flags(&self) -> Vec<Flag> {
        let text = |flag, path, value: &Option<String>| {
            let value = value.as_deref();
            value.map(|value| Flag::new(flag, path, value))
        };
        let listen = text("--listen", "listen", &self.listen);
        let public_url = text("--public-url", "public_url", &self.public_url);
        let demo = self.no_demo.then(|| Flag::new("--no-demo", "demo", false));
        [listen, public_url, demo].into_iter().flatten().collect()
    }
}

/// Serves until Ctrl-C or SIGTERM (exit code 0), or until a task of the house dies (exit code 1).
///
/// # Errors
/// Whatever keeps the house from starting.
pub async fn run(config: Config) -> anyhow::Result<ExitCode> {
    let signals = Signals::listen()?;
    let mut house = app::start(config).await?;
    print(&house);
    let asked = tokio::select! {
        () = signals.any() => true,
        _ = house.fault() => false,
    };
    tracing::info!("closing: finishing what is in flight");
    let code = match asked {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    };
    leave_in_time(asked);
    match house.shutdown().await {
        Ok(()) => Ok(code),
        Err(_) => Ok(ExitCode::FAILURE),
    }
}

fn print(house: &Running) {
    let mut out = std::io::stdout().lock();
    let text = house.welcome(out.is_terminal());
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        tracing::warn!(%error, "the addresses could not be printed");
    }
}

/// Ends the process once its closing time is over, even if the runtime itself hangs. Everything that matters has
/// been committed by then or is done again at the next start.
fn leave_in_time(asked: bool) {
    std::thread::spawn(move || {
        std::thread::sleep(app::CLOSING_TIME);
        tracing::warn!("closing took too long; leaving");
        std::process::exit(i32::from(!asked));
    });
}

/// The signals that ask us to stop.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    /// Listens from now on, so that a signal during the start is not lost.
    #[cfg(unix)]
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    #[cfg(not(unix))]
    fn listen() -> std::io::Result<Self> {
        Ok(Self {})
    }

    #[cfg(unix)]
    async fn any(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => (),
            _ = self.interrupt.recv() => (),
        }
    }

    #[cfg(not(unix))]
    async fn any(self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
