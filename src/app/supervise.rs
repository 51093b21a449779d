//! Watches over background tasks: none may die unseen, and all are closed stage by stage.

use std::future::Future;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::{AbortHandle, JoinError, JoinHandle};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// A task that ended when it should not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("task {task} {what}")]
pub struct Fault {
    /// The task.
    pub task: &'static str,
    /// What happened to it.
    pub what: String,
}

/// When a task is asked to stop; earlier stages have ended by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Takes things in: HTTP, polling.
    Edge,
    /// Applies what was taken in.
    Core,
    /// Sends what was decided.
    Sending,
    /// Looks after the house.
    Upkeep,
}

impl Stage {
    const ALL: [Self; 4] = [Self::Edge, Self::Core, Self::Sending, Self::Upkeep];

    /// How long its tasks may take to stop; together less than [`super::CLOSING_TIME`].
    const fn grace(self) -> Duration {
        match self {
            Self::Edge => Duration::from_millis(1_900),
            Self::Core => Duration::from_millis(1_000),
            // Delivery itself gives calls under way 5 s, and then settles them.
            Self::Sending => Duration::from_millis(5_500),
            Self::Upkeep => Duration::from_millis(250),
        }
    }
}

#[derive(Debug)]
struct Watched {
    stage: Stage,
    name: &'static str,
    watcher: JoinHandle<()>,
    abort: AbortHandle,
}

/// The tasks of a house.
#[derive(Debug)]
pub(super) struct Supervisor {
    closing: [CancellationToken; 4],
    /// Closing has begun: from now on a task may end before its stage, for example for want of anything to do.
    begun: CancellationToken,
    tasks: Vec<Watched>,
    report: mpsc::UnboundedSender<Fault>,
    faults: mpsc::UnboundedReceiver<Fault>,
}

impl Supervisor {
    /// Without tasks yet.
    pub(super) fn new() -> Self {
        let (report, faults) = mpsc::unbounded_channel();
        Self {
            closing: Stage::ALL.map(|_| CancellationToken::new()),
            begun: CancellationToken::new(),
            tasks: Vec::new(),
            report,
            faults,
        }
    }

    /// Starts a task that runs until its token is cancelled. Should it panic, fail or end before that, it is
    /// logged and reported by [`Supervisor::fault`].
    pub(super) fn spawn<F>(
        &mut self,
        stage: Stage,
        name: &'static str,
        make: impl FnOnce(CancellationToken) -> F,
    ) where
        F: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let closing = self.closing[stage as usize].clone();
        let task = tokio::spawn(make(closing));
        let abort = task.abort_handle();
        let (report, begun) = (self.report.clone(), self.begun.clone());
        let watcher = tokio::spawn(async move {
            if let Some(what) = verdict(task.await, &begun) {
                let fault = Fault { task: name, what };
                tracing::error!(task = name, what = fault.what, "a task ended by fault");
                // The receiver lives as long as the supervisor; without one nobody is left to tell.
                let _ = report.send(fault);
            }
        });
        self.tasks.push(Watched {
            stage,
            name,
            watcher,
            abort,
        });
    }

    /// The next fault; never returns while all is well.
    pub(super) async fn fault(&mut self) -> Fault {
        match self.faults.recv().await {
            Some(fault) => fault,
            // Cannot happen: this holds a sender itself.
            None => std::future::pending().await,
        }
    }

    /// Stops all tasks, stage by stage, cutting off those that outstay their stage's grace.
    pub(super) async fn close(&mut self) -> Result<(), Fault> {
        self.begun.cancel();
        for stage in Stage::ALL {
            self.closing[stage as usize].cancel();
            let deadline = Instant::now() + stage.grace();
            for task in self.tasks.iter_mut().filter(|t| t.stage == stage) {
                let ended = tokio::time::timeout_at(deadline, &mut task.watcher).await;
                if ended.is_err() {
                    tracing::warn!(task = task.name, "cut off: it did not stop in time");
                    task.abort.abort();
                }
            }
        }
        self.faults.try_recv().map_or(Ok(()), Err)
    }
}

/// A supervisor that is dropped takes its tasks along, so a house that failed to start leaves nothing running.
impl Drop for Supervisor {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort.abort();
        }
    }
}

/// What was wrong with how a task ended, if anything was.
fn verdict(
    ended: Result<anyhow::Result<()>, JoinError>,
    begun: &CancellationToken,
) -> Option<String> {
    match ended {
        Ok(Ok(())) if begun.is_cancelled() => None,
        Ok(Ok(())) => Some("ended by itself".to_owned()),
        Ok(Err(error)) => Some(format!("failed: {error:#}")),
        Err(error) if error.is_cancelled() => None,
        Err(_) => Some("panicked".to_owned()),
    }
}

/// A task that cannot fail, only end.
pub(super) async fn endless(task: impl Future<Output = ()>) -> anyhow::Result<()> {
    task.await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_a_failure_and_an_early_end_are_faults() {
        let mut supervisor = Supervisor::new();
        supervisor.spawn(Stage::Core, "panics", |_| async { panic!("planted") });
        assert_eq!(supervisor.fault().await.to_string(), "task panics panicked");
        supervisor.spawn(Stage::Core, "fails", |_| async { anyhow::bail!("no disk") });
        assert_eq!(
            supervisor.fault().await.to_string(),
            "task fails failed: no disk"
        );
        supervisor.spawn(Stage::Edge, "ends", |_| async { Ok(()) });
        assert_eq!(
            supervisor.fault().await.to_string(),
            "task ends ended by itself"
        );
    }

    #[tokio::test]
    async fn stages_close_in_order_and_a_stuck_task_is_cut_off() {
        let mut supervisor = Supervisor::new();
        let (tx, mut order) = mpsc::unbounded_channel();
        for (stage, name) in [
            (Stage::Upkeep, "upkeep"),
            (Stage::Sending, "sending"),
            (Stage::Core, "core"),
            (Stage::Edge, "edge"),
        ] {
            let tx = tx.clone();
            supervisor.spawn(stage, name, |closing| async move {
                closing.cancelled().await;
                tx.send(name)?;
                Ok(())
            });
        }
        supervisor.spawn(Stage::Upkeep, "stuck", |_| async {
            std::future::pending::<()>().await;
            Ok(())
        });
        let before = Instant::now();
        supervisor.close().await.unwrap();
        assert!(before.elapsed() < crate::app::CLOSING_TIME);
        let mut seen = Vec::new();
        while let Ok(name) = order.try_recv() {
            seen.push(name);
        }
        assert_eq!(seen, ["edge", "core", "sending", "upkeep"]);
    }
}
