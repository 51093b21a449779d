//! Which trips to run: from people without a seat to a set of trips and vehicles at least cost.
//!
//! People are put in *lines*: everybody of one province who returns to one district, county after county in the
//! order of their codes, in which neighbours mostly lie together. A vehicle takes a run of such a line, so it stops in
//! neighbouring counties only, and a way through a line is a sequence of vehicles and of people left over. [`ways`]
//! finds, for every number of vehicles of each kind, the cheapest way through each line. [`master`] then chooses one
//! way for each line and a day for each vehicle, so that the pool suffices: a mixed integer program. Because a line
//! enters it by whole ways, which are integral by themselves, its linear relaxation is hardly below its optimum,
//! and branch and bound ends soon.
//!
//! The bound is that of a looser problem, in which groups and families may be divided at will, so it holds however
//! people are put in order within a county. It speaks of all plans whose vehicles keep to neighbouring counties of
//! one province and to one district.
//!
//! Pure: no IO and no clock of its own. Time is measured by the solver, and the same request has the same answer
//! unless time runs out.

mod assemble;
mod edit;
mod line;
mod master;
#[cfg(test)]
mod tests;
mod ways;

pub use edit::{EditError, Fleet, change};

use crate::domain::plan::{PlanRequest, Proposal, bill};
use line::lines;
use master::Master;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use ways::Style;

/// Most workers in a request.
pub const MAX_WORKERS: u32 = 50_000;

/// Most days in a request.
pub const MAX_DAYS: usize = 31;

/// The share of the time that the plan may take; the rest is for its bound.
const SHARE: f64 = 0.75;

/// How long the search may go on.
#[derive(Debug, Clone, Copy)]
pub struct Limits<'a> {
    /// Time for the solver.
    pub time: Duration,
    /// Set from outside, it ends the search within about a tenth of a second; the best found so far is returned.
    pub stop: &'a AtomicBool,
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// No day of departure, or too many.
    #[error("a plan has 1 to {MAX_DAYS} days")]
    Days,
    /// Too many people.
    #[error("a plan is for at most {MAX_WORKERS} workers")]
    TooMany,
    /// A cost or a value is below zero.
    #[error("costs are not below zero")]
    Negative,
    /// The solver failed; the request may be tried with other figures.
    #[error("the solver failed: {0}")]
    Solver(String),
}

/// Proposes trips for the people of a request.
///
/// # Errors
/// [`PlanError`]; running out of time is none.
pub fn propose(request: &PlanRequest, limits: &Limits<'_>) -> Result<Proposal, PlanError> {
    check(request)?;
    let lines = lines(request);
    let for_plan = Limits {
        time: limits.time.mul_f64(SHARE),
        stop: limits.stop,
    };
    let chosen = Master::new(request, &lines, Style::Strict, limits)?.solve(&for_plan)?;
    let for_bound = Limits {
        time: limits.time.saturating_sub(chosen.spent),
        stop: limits.stop,
    };
    let loose = Master::new(request, &lines, Style::Loose, limits)?;
    let mut proposal = assemble::proposal(request, &chosen.ways);
    proposal.bill = bill(request, &proposal);
    proposal.bound_fen = loose.relaxation(&for_bound)?;
    proposal.stopped_early = chosen.stopped_early;
    Ok(proposal)
}

fn check(request: &PlanRequest) -> Result<(), PlanError> {
    let rules = &request.rules;
    if !(1..=MAX_DAYS).contains(&rules.days.len()) {
        return Err(PlanError::Days);
    }
    let workers: u64 = request.groups.iter().map(|g| u64::from(g.workers)).sum();
    if workers > u64::from(MAX_WORKERS) {
        return Err(PlanError::TooMany);
    }
    let rows = rules
        .costs
        .provinces
        .values()
        .chain([&rules.costs.elsewhere]);
    let prices = rows.flat_map(|row| row.values());
    let values = [
        rules.stop_fen,
        rules.day_fen,
        rules.split_fen,
        rules.left_over_fen,
    ];
    if prices.chain(&values).any(|fen| *fen < 0) {
        return Err(PlanError::Negative);
    }
    Ok(())
}
