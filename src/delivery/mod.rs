//! Sending what the outbox holds: claim, call, settle. Nothing else sends.
//!
//! One sender for each channel keeps several calls in flight, replies before notices, within the channel's pace.
//! What it claims, what it sends and what it writes down are three steps, so a crash leaves a row under a lease
//! that runs out: the message is sent again and counted as doubtful.
//!
//! | Race | Where it is decided |
//! |---|---|
//! | Two senders and one row | the claim ([`crate::store::outbox`]) |
//! | Two replicas and one bot account | the lease `sender:<channel>`, checked in every claiming transaction |
//! | A slow sender and its successor | the attempt number a result must carry |
//! | Two replies of one chat | the second can be claimed only once the first is settled |
//! | A reply and a blast | replies are claimed and sent first, and slots are kept free for them |
//! | A pause and rows under way | at most what is in flight or waiting in memory still goes out |

mod desk;
mod fanout;
mod ledger;
mod letters;
pub mod pace;
mod refusals;
mod sender;
mod turn;
mod verdict;

pub use pace::{Pace, Rate};

use crate::channel::Channel;
use crate::clock::SharedClock;
use crate::domain::delivery::ChannelKind;
use crate::domain::quiet::QuietHours;
use crate::store::{Result, Store, fresh_id};
use fanout::FanOutWorker;
use sender::Sender;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

/// How often a sender looks for work that nobody told it of.
const POLL: Duration = Duration::from_millis(250);

/// Rest after something failed that should not.
const REST: Duration = Duration::from_secs(1);

/// The senders of this process.
#[derive(Debug)]
pub struct Delivery {
    senders: Vec<Arc<Sender>>,
    fanout: Arc<FanOutWorker>,
    bell: Arc<Notify>,
}

impl Delivery {
    /// Senders for these channels, each at the pace its server is known to allow.
    pub fn new(store: Store, clock: SharedClock, channels: Vec<Arc<dyn Channel>>) -> Self {
        Self::paced(store, clock, channels, Pace::of)
    }

    /// Senders for these channels, each at the pace that `pace` gives.
    pub fn paced(
        store: Store,
        clock: SharedClock,
        channels: Vec<Arc<dyn Channel>>,
        pace: impl Fn(ChannelKind) -> Pace,
    ) -> Self {
        Self::quiet_at(store, clock, channels, pace, QuietHours::NONE)
    }

    /// The same, leaving people alone with notices in quiet hours.
    pub fn quiet_at(
        store: Store,
        clock: SharedClock,
        channels: Vec<Arc<dyn Channel>>,
        pace: impl Fn(ChannelKind) -> Pace,
        quiet: QuietHours,
    ) -> Self {
        let process = fresh_id();
        let over: Arc<Notify> = Arc::default();
        let senders: Vec<_> = channels
            .into_iter()
            .map(|channel| {
                let pace = pace(channel.kind());
                let house = (store.clone(), clock.clone());
                let sender = Sender::new(house, channel, pace, quiet, &process);
                Arc::new(sender.telling(over.clone()))
            })
            .collect();
        let bells = senders.iter().map(|sender| sender.bell()).collect();
        Self {
            fanout: Arc::new(FanOutWorker::new(store, clock, over, bells)),
            senders,
            bell: Arc::default(),
        }
    }

    /// To be notified after a commit that queued something, so that it goes out at once; without, it goes out
    /// within 250 ms. Either of `notify_one` and `notify_waiters` will do.
    pub fn wake(&self) -> Arc<Notify> {
        self.bell.clone()
    }

    /// Sends until `shutdown`; then stops claiming, gives calls in flight 5 s to finish, settles them and gives
    /// up its leases. Not to be run beside [`Delivery::step`].
    pub async fn run(&self, shutdown: CancellationToken) {
        let mut tasks = JoinSet::new();
        for sender in &self.senders {
            let (sender, stop) = (sender.clone(), shutdown.clone());
            tasks.spawn(supervise("sender", shutdown.clone(), move || {
                sender.clone().run(stop.clone())
            }));
        }
        let (fanout, stop) = (self.fanout.clone(), shutdown.clone());
        tasks.spawn(supervise("fan-out", shutdown.clone(), move || {
            fanout.clone().run(stop.clone())
        }));
        loop {
            tokio::select! {
                () = shutdown.cancelled() => break,
                () = self.bell.notified() => self.ring(),
            }
        }
        while tasks.join_next().await.is_some() {}
    }

    fn ring(&self) {
        self.fanout.bell().notify_one();
        for sender in &self.senders {
            sender.bell().notify_one();
        }
    }

    /// Does everything that is due at this moment once, one thing after the other, and returns the number of
    /// calls made: fans out, takes back expired rows, sends, settles, finishes notices. What the pace does not
    /// allow now is put off to when it does. For tests and for scripts; a server uses [`Delivery::run`].
    ///
    /// # Errors
    /// [`StoreError`](crate::store::StoreError) of the database; what was sent and not settled is sent again.
    pub async fn step(&self) -> Result<usize> {
        self.fanout.start_due().await?;
        while !self.fanout.round().await? {}
        self.fanout.recover().await?;
        let mut calls = 0;
        for sender in &self.senders {
            calls += sender.step().await?;
        }
        self.fanout.finish().await?;
        Ok(calls)
    }
}

/// Keeps a task alive until `shutdown`: a panic in it is logged, and it starts anew after a rest.
async fn supervise<F>(what: &'static str, shutdown: CancellationToken, start: impl Fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    loop {
        let ended = AbortOnDropHandle::new(tokio::spawn(start())).await;
        if shutdown.is_cancelled() {
            return;
        }
        if let Err(error) = ended {
            tracing::error!(%error, what, "a task of delivery failed and is started again");
        }
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(REST) => {}
        }
    }
}
