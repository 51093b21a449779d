//! Planning trips: a form of what there is and what matters, a proposal that can be changed, and draft trips.
//!
//! The search runs off the async threads, one at a time, for as long as the form says. It ends at once when whoever
//! asked goes away.

mod ask;
mod fields;
mod picture;
mod show;
mod table;

pub use ask::{form, propose};
pub use fields::districts;
pub use show::{act, page};

use super::fault::Fault;
use super::people::Bureau;
use crate::domain::plan::{PlanRequest, Proposal};
use crate::domain::seat::VehicleKind;
use crate::planner::{self, Limits, PlanError};
use crate::store::plan::Plan;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Computes plans, one at a time: each uses a core fully.
#[derive(Debug)]
pub struct Desk {
    turn: Semaphore,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            turn: Semaphore::new(1),
        }
    }
}

/// Ends a search when dropped.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Desk {
    /// Proposes trips within `time`, counted from when it is this request's turn.
    async fn propose(
        &self,
        request: PlanRequest,
        time: Duration,
    ) -> Result<Result<(PlanRequest, Proposal), PlanError>, Fault> {
        let _turn = self.turn.acquire().await.map_err(|_| Fault::Internal)?;
        let stop = Arc::new(AtomicBool::new(false));
        let guard = StopOnDrop(stop.clone());
        let mut work = spawn_blocking(move || {
            let limits = Limits { time, stop: &stop };
            planner::propose(&request, &limits).map(|proposal| (request, proposal))
        });
        let done = match tokio::time::timeout(time, &mut work).await {
            Ok(done) => done,
            Err(_) => {
                drop(guard);
                work.await
            }
        };
        done.map_err(|error| {
            tracing::error!(%error, "console: the planner failed");
            Fault::Internal
        })
    }
}

/// Whether a plan is this person's business: a clerk who is bound to a district has the plans for it only.
fn looks_after(desk: &Bureau, plan: &Plan) -> bool {
    desk.district().is_none() || desk.district() == plan.district
}

/// Fen as whole yuan with thousands apart: `¥12,345`.
fn yuan(fen: i64) -> String {
    let digits = (fen / 100).abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{}¥{out}", if fen < 0 { "−" } else { "" })
}

/// The name of a field for a number of vehicles: of trip `at`, of the pool, of a row of prices.
fn field(of: &str, kind: VehicleKind) -> String {
    format!("{of}-{kind}")
}

#[cfg(test)]
mod tests {
    use super::yuan;

    #[test]
    fn yuan_are_grouped_by_thousands() {
        assert_eq!(yuan(0), "¥0");
        assert_eq!(yuan(99_999), "¥999");
        assert_eq!(yuan(123_456_700), "¥1,234,567");
        assert_eq!(yuan(-100_000), "−¥1,000");
    }
}
