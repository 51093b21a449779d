//! Composition root: builds the house from its settings, watches over its tasks, and closes it in order.
//!
//! Closing order: the edges first (polling, listening), then the core that applies what they took in, then
//! delivery, which settles the calls under way, and the database last.

pub mod health;
mod http;
mod links;
pub mod lock;
mod supervise;
mod telegram;
mod welcome;
pub mod world;

pub use links::SignInLink;
pub use supervise::Fault;
pub use telegram::TelegramState;

use crate::channel::web::{Web, WebOptions};
use crate::channel::{Channel, Intake};
use crate::clock::{SharedClock, SystemClock};
use crate::config::{Config, KeySource};
use crate::console::{self, ChatLinks, Console, Proxies};
use crate::delivery::{Delivery, Pace, Rate};
use crate::domain::delivery::ChannelKind;
use crate::domain::quiet::QuietHours;
use crate::runner::{Runner, Terms};
use crate::store::keys::Keys;
use crate::store::{Store, StoreError};
use anyhow::Context;
use axum::Router;
pub use http::base_url;
use lock::FileLock;
use secrecy::ExposeSecret;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use supervise::{Stage, Supervisor};
use world::World;

/// How many updates may wait for the runner before the channels have to wait.
const INTAKE_DEPTH: usize = 1024;

/// Time for everything to finish after being asked to stop.
pub const CLOSING_TIME: Duration = Duration::from_secs(9);

/// A house that is running.
#[derive(Debug)]
pub struct Running {
    /// Address it listens on; the port is the real one even where 0 was asked for.
    pub addr: SocketAddr,
    /// One-time sign-in links: of the demo's staff, or of the first administrator until a password is set.
    pub sign_in_links: Vec<SignInLink>,
    /// Whether Telegram is on, and as whom.
    pub telegram: TelegramState,
    /// Demo or not.
    pub world: World,
    base_url: String,
    local_only: bool,
    intake: Intake,
    store: Store,
    clock: SharedClock,
    supervisor: Supervisor,
    _lock: Option<FileLock>,
}

/// On SQLite keeps other processes away from the file for as long as the lock lives.
///
/// # Errors
/// [`crate::store::StoreError::InUse`] while another process has it.
pub fn lock_database(config: &Config) -> Result<Option<FileLock>, StoreError> {
    config
        .sqlite_file()
        .as_deref()
        .map(FileLock::take)
        .transpose()
}

/// Opens the keys and, with them, the database; call with it locked. Brings the schema up to date.
///
/// # Errors
/// Whatever keeps the database from being used.
pub async fn open_database(config: &Config) -> anyhow::Result<Store> {
    let opened = Store::open(&config.database_url, keys(config)?).await;
    checked(config, opened).await
}

/// Opens the keys and the database of a server that is running, for a command beside it.
///
/// # Errors
/// Whatever keeps the database from being used, such as a server of another version.
pub async fn open_beside(config: &Config) -> anyhow::Result<Store> {
    let opened = Store::open_beside(&config.database_url, keys(config)?).await;
    checked(config, opened).await
}

fn keys(config: &Config) -> anyhow::Result<Keys> {
    Ok(match config.key_source()? {
        KeySource::Text(text) => Keys::from_text(text.expose_secret())?,
        KeySource::File(path) => Keys::from_file(&path)?,
        KeySource::Fresh => Keys::from_root(&rand::random()),
    })
}

async fn checked(config: &Config, opened: Result<Store, StoreError>) -> anyhow::Result<Store> {
    let store = opened
        .with_context(|| format!("the database {} cannot be opened", config.database_name()))?;
    store.check_key().await?;
    Ok(store)
}

/// Builds the house and starts it.
///
/// # Errors
/// Whatever keeps it from starting, in words for whoever runs it. Nothing is left running then.
pub async fn start(config: Config) -> anyhow::Result<Running> {
    let lock = lock_database(&config)?;
    let store = open_database(&config).await?;
    let listener = http::listen(config.listen).await?;
    let addr = listener.local_addr()?;
    let world = world::settle(&store, config.demo).await?;
    let (clock, keeper) = world::clock(&store, world).await?;
    let telegram = telegram::build(&config)?;
    let base_url = base_url(&config, addr);
    let sign_in_links = links::make(&store, world, clock.now(), &base_url).await?;

    let (intake, requests) = Intake::new(INTAKE_DEPTH);
    let web = Web::new(intake.clone(), web_options(&config));
    let mut channels: Vec<Arc<dyn Channel>> = vec![web.clone()];
    if let Some(bot) = &telegram {
        channels.push(bot.clone());
    }
    let quiet = QuietHours::new(config.notices.quiet_from, config.notices.quiet_until);
    let pace = paces(&config);
    let delivery = Delivery::quiet_at(store.clone(), clock.clone(), channels, pace, quiet);
    let terms = Terms {
        hr_wait: Duration::from_secs(u64::from(config.roster.hr_hours.get()) * 3600),
        health_days: config.privacy.health_days.get(),
        quiet,
    };
    let (wake, kept) = (delivery.wake(), store.clone());
    let runner = Runner::on_terms(kept, clock.clone(), wake, terms);
    let name = telegram::introduce(telegram.as_deref()).await;
    let desk = Console {
        store: store.clone(),
        clock: clock.clone(),
        runner: runner.clone(),
        wake: delivery.wake(),
        secure_cookies: config.secure_cookies(),
        quiet,
        ceilings: [(ChannelKind::Telegram, config.telegram.per_second.get())].into(),
        chat: ChatLinks {
            web: format!("{base_url}/"),
            telegram: name.known().map(str::to_owned),
        },
        real_clock: Arc::new(SystemClock),
        proxies: Proxies::new(config.trusted_proxies.networks()),
        base_url: base_url.clone(),
    };

    let mut supervisor = Supervisor::new();
    if let Some(keeper) = keeper {
        supervisor.spawn(Stage::Upkeep, "demo clock", |closing| keeper.run(closing));
    }
    supervisor.spawn(Stage::Sending, "delivery", |closing| {
        supervise::endless(async move { delivery.run(closing).await })
    });
    let ticking = runner.clone();
    supervisor.spawn(Stage::Core, "timers", |closing| {
        supervise::endless(ticking.tick(closing))
    });
    let sweeping = runner.clone();
    supervisor.spawn(Stage::Core, "retention", |closing| {
        supervise::endless(sweeping.keep_retention(closing))
    });
    supervisor.spawn(Stage::Core, "runner", |closing| {
        supervise::endless(runner.serve(requests, closing))
    });
    if let Some(bot) = telegram {
        let taken = intake.clone();
        supervisor.spawn(Stage::Edge, "telegram", |closing| {
            supervise::endless(telegram::run(bot, taken, closing))
        });
    }
    let router = router(&store, web.clone(), desk);
    supervisor.spawn(Stage::Edge, "http", |closing| {
        http::serve(listener, router, web, closing)
    });

    Ok(Running {
        addr,
        sign_in_links,
        telegram: name,
        world,
        base_url,
        local_only: addr.ip().is_loopback() && config.public_url.is_none(),
        intake,
        store,
        clock,
        supervisor,
        _lock: lock,
    })
}

fn router(store: &Store, web: Arc<Web>, desk: Console) -> Router {
    Router::new()
        .merge(web.router())
        .merge(console::router(desk))
        .merge(health::router(store.clone()))
}

fn web_options(config: &Config) -> WebOptions {
    let origin = config.public_url.as_ref().map(|url| url.origin());
    WebOptions {
        secure_cookies: config.secure_cookies(),
        public_origin: origin.map(|origin| origin.ascii_serialization()),
        ..WebOptions::default()
    }
}

/// The pace of each channel: Telegram's as set, the others' as known.
fn paces(config: &Config) -> impl Fn(ChannelKind) -> Pace {
    let telegram = &config.telegram;
    let set = Pace {
        account: Some(Rate::new(
            telegram.per_second.get(),
            telegram.per_second.get() / 10,
        )),
        chat: Some(Rate::new(
            telegram.per_chat_per_second.get(),
            telegram.per_chat_burst.get(),
        )),
    };
    move |kind| match kind {
        ChannelKind::Telegram => set,
        ChannelKind::Web | ChannelKind::Terminal | ChannelKind::Desk => Pace::of(kind),
    }
}

impl Running {
    /// Address of the chat page, as workers are to open it.
    pub fn chat_url(&self) -> String {
        format!("{}/", self.base_url)
    }

    /// Address of the console.
    pub fn console_url(&self) -> String {
        format!("{}/console", self.base_url)
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The clock the house goes by.
    pub fn clock(&self) -> &SharedClock {
        &self.clock
    }

    /// Where updates are handed in; a house without a messenger takes them here too.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    /// What is printed at the start, once. `colour` where a terminal reads along.
    pub fn welcome(&self, colour: bool) -> String {
        welcome::text(self, colour)
    }

    /// Waits until a task ends that should not; never returns otherwise.
    pub async fn fault(&mut self) -> Fault {
        self.supervisor.fault().await
    }

    /// Stops taking things in, finishes what is in flight and closes the database; at most [`CLOSING_TIME`].
    /// What could not be finished is finished at the next start: nothing is lost.
    ///
    /// # Errors
    /// The first [`Fault`] of a task on the way.
    pub async fn shutdown(mut self) -> Result<(), Fault> {
        drop(self.intake);
        let ended = self.supervisor.close().await;
        let closed = tokio::time::timeout(Duration::from_millis(400), self.store.close()).await;
        if closed.is_err() {
            tracing::warn!("the database was still busy and is left as it is; nothing is lost");
        }
        ended
    }
}
