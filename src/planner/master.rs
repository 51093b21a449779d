//! The mixed integer program: one way for each line, a day for each vehicle, and no more vehicles under way than the
//! pool has.

use super::line::Line;
use super::ways::{KINDS, Style, Used, Way, ways};
use super::{Limits, PlanError};
use crate::domain::plan::{PlanRequest, PoolKind};
use chrono::NaiveDate;
use microlp::{
    ComparisonOp, Error, OptimizationDirection, Problem, ResumeOptions, SolveOptions, SolveOutcome,
    TerminationReason, Variable,
};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// The search ends when the plan is proven to be within this of the best of its program.
const GAP: f64 = 0.001;

/// How often the search looks whether it is to stop.
const SLICE: Duration = Duration::from_millis(100);

/// Most ways of one line: a longer line is cut.
const MOST_WAYS: f64 = 4_000.0;

/// Most ways of all lines, each times the people of its line: what bounds the search when there are many people.
const MOST_WORK: f64 = 24_000_000.0;

/// The solver reckons in yuan: amounts of a like size keep it exact.
const FEN_A_YUAN: f64 = 100.0;

/// Rounding of the solver that a bound allows for, as a share.
const ROUNDING: f64 = 1e-9;

/// What was chosen for a line: a way through it, and the day of each of its vehicles.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The line, or a piece of one.
    pub line: Line,
    /// The way.
    pub way: Way,
    /// For each kind, days and how many of its vehicles leave then.
    pub days: [Vec<(NaiveDate, u16)>; KINDS],
}

/// The plan in terms of ways.
#[derive(Debug)]
pub struct Chosen {
    /// A choice for each line.
    pub ways: Vec<Choice>,
    /// Whether time ran out or somebody stopped it.
    pub stopped_early: bool,
    /// Time the solver took.
    pub spent: Duration,
}

/// A line's part of the program.
struct Row {
    line: Line,
    ways: Vec<(Variable, Way)>,
    /// For each kind, the number of vehicles that leave on each day.
    days: [Vec<(NaiveDate, Variable)>; KINDS],
}

/// The program.
pub struct Master {
    problem: Problem,
    kinds: Vec<PoolKind>,
    rows: Vec<Row>,
}

impl Master {
    /// Sets the program up. In the loose style it has no integers.
    pub fn new(
        request: &PlanRequest,
        lines: &[Line],
        style: Style,
        limits: &Limits<'_>,
    ) -> Result<Self, PlanError> {
        let mut kinds = request.rules.kinds();
        kinds.truncate(KINDS);
        let mut master = Self {
            problem: Problem::new(OptimizationDirection::Minimize),
            kinds,
            rows: Vec::new(),
        };
        let people = lines.iter().map(Line::len).sum();
        let most_people = master.most_people(people);
        for line in lines {
            if style == Style::Loose && line.len() > most_people {
                master.add_bulk(request, line);
                continue;
            }
            for piece in line.pieces(most_people) {
                let stopped = limits.stop.load(Ordering::Relaxed);
                master.add(request, piece, style, stopped);
            }
        }
        master.add_pool(request);
        Ok(master)
    }

    /// How long a line may be, so that it has at most [`MOST_WAYS`] and all of them make at most [`MOST_WORK`].
    fn most_people(&self, people: usize) -> usize {
        let least = self.kinds.iter().map(|kind| kind.capacity).min();
        let kinds = self.kinds.len().max(1);
        let orders = (1..=kinds).product::<usize>() as f64;
        let ways = MOST_WAYS.min(MOST_WORK / people.max(1) as f64);
        let vehicles = (ways * orders).powf(1.0 / kinds as f64);
        (vehicles * f64::from(least.unwrap_or(1))) as usize
    }

    fn add(&mut self, request: &PlanRequest, line: Line, style: Style, stopped: bool) {
        let rules = &request.rules;
        let days = rules.days.iter().enumerate();
        let days: Vec<_> = days
            .filter(|(_, day)| line.from.is_none_or(|from| from <= **day))
            .collect();
        let mut most = [0; KINDS];
        if !days.is_empty() && !stopped {
            for (most, kind) in most.iter_mut().zip(&self.kinds) {
                let departures = u64::from(kind.count) * days.len() as u64;
                *most = u16::try_from(departures).unwrap_or(u16::MAX);
            }
        }
        let found = ways(&line, rules, &self.kinds, most, style).into_iter();
        let found = found.map(|way| (self.way(way.cost, style), way)).collect();
        let mut row = Row {
            line,
            ways: found,
            days: Default::default(),
        };
        let all = row.ways.iter().map(|(variable, _)| (*variable, 1.0));
        self.problem.add_constraint(all, ComparisonOp::Eq, 1.0);
        for kind in 0..self.kinds.len() {
            let users = row.ways.iter().filter(|(_, way)| way.used[kind] > 0);
            let mut balance: Vec<_> = users
                .map(|(variable, way)| (*variable, f64::from(way.used[kind])))
                .collect();
            if balance.is_empty() {
                continue;
            }
            for (waits, day) in &days {
                let variable = self.departures(rules.day_fen * *waits as i64, kind, style);
                balance.push((variable, -1.0));
                row.days[kind].push((**day, variable));
            }
            self.problem.add_constraint(balance, ComparisonOp::Eq, 0.0);
        }
        self.rows.push(row);
    }

    /// Whether a way is taken.
    fn way(&mut self, fen: i64, style: Style) -> Variable {
        match style {
            Style::Strict => self.problem.add_binary_var(yuan(fen)),
            Style::Loose => self.problem.add_var(yuan(fen), (0.0, 1.0)),
        }
    }

    /// The number of vehicles of a kind that leave a line on a day.
    fn departures(&mut self, fen: i64, kind: usize, style: Style) -> Variable {
        let count = self.kinds.get(kind).map_or(0, |kind| kind.count);
        match style {
            Style::Strict => {
                let most = i32::try_from(count).unwrap_or(i32::MAX);
                self.problem.add_integer_var(yuan(fen), (0, most))
            }
            Style::Loose => self.problem.add_var(yuan(fen), (0.0, f64::from(count))),
        }
    }

    /// A long line, very loosely: parts of vehicles, without counting stops.
    fn add_bulk(&mut self, request: &PlanRequest, line: &Line) {
        let rules = &request.rules;
        let people = line.len() as f64;
        let left = self
            .problem
            .add_var(yuan(rules.left_over_fen), (0.0, people));
        let mut carried = vec![(left, 1.0)];
        let mut row = Row {
            line: line.clone(),
            ways: Vec::new(),
            days: Default::default(),
        };
        let days = rules.days.iter().enumerate();
        for (waits, day) in days.filter(|(_, day)| line.from.is_none_or(|from| from <= **day)) {
            for (kind, one) in self.kinds.clone().into_iter().enumerate() {
                let price = rules.costs.of(one.kind, line.province);
                let fen = price + rules.day_fen * waits as i64;
                let variable = self.departures(fen, kind, Style::Loose);
                carried.push((variable, f64::from(one.capacity)));
                row.days[kind].push((*day, variable));
            }
        }
        self.problem
            .add_constraint(carried, ComparisonOp::Ge, people);
        self.rows.push(row);
    }

    /// From each day on until the vehicles that left then are back, no more leave than there are.
    fn add_pool(&mut self, request: &PlanRequest) {
        let rules = &request.rules;
        for (kind, one) in self.kinds.iter().enumerate() {
            for day in &rules.days {
                let away = |other: NaiveDate| {
                    let days = (other - *day).num_days();
                    days >= 0 && days < i64::from(rules.turnaround_days.max(1))
                };
                let days = self.rows.iter().flat_map(|row| &row.days[kind]);
                let under_way: Vec<_> = days
                    .filter(|(other, _)| away(*other))
                    .map(|(_, variable)| (*variable, 1.0))
                    .collect();
                if !under_way.is_empty() {
                    let there = f64::from(one.count);
                    self.problem
                        .add_constraint(under_way, ComparisonOp::Le, there);
                }
            }
        }
    }

    /// The least cost of the program without integers, in fen; none when time ran out or somebody stopped it.
    pub fn relaxation(self, limits: &Limits<'_>) -> Result<Option<i64>, PlanError> {
        if limits.stop.load(Ordering::Relaxed) {
            // What was stopped on the way here is not the whole program.
            return Ok(None);
        }
        let outcome = run(&self.problem, SolveOptions::default(), limits)?;
        let solution = outcome.solution().filter(|_| outcome.is_optimal());
        Ok(solution.map(|solution| {
            let fen = solution.objective() * FEN_A_YUAN;
            (fen - fen.abs() * ROUNDING).floor() as i64
        }))
    }

    /// The best plan found.
    pub fn solve(self, limits: &Limits<'_>) -> Result<Chosen, PlanError> {
        let mut options = SolveOptions::default();
        options.mip_gap = GAP;
        // To leave everybody over is always possible, so there is a plan however soon the search ends.
        options.warm_start = Some(self.nobody());
        let outcome = run(&self.problem, options, limits)?;
        let stopped_early = matches!(
            outcome.termination_reason(),
            TerminationReason::TimeLimit | TerminationReason::NodeLimit
        );
        let stopped_early = stopped_early || limits.stop.load(Ordering::Relaxed);
        let value = |variable: Variable| {
            let solution = outcome.solution();
            solution.map(|solution| solution.var_value(variable))
        };
        let spent = outcome.stats().elapsed;
        let ways = self.rows.into_iter().map(|row| row.choice(&value));
        Ok(Chosen {
            spent,
            ways: ways.collect(),
            stopped_early,
        })
    }

    fn nobody(&self) -> Vec<(Variable, f64)> {
        let of_row = |row: &Row| {
            let ways = row.ways.iter();
            let ways = ways.map(|(v, way)| (*v, if way.used == [0; KINDS] { 1.0 } else { 0.0 }));
            let days = row.days.iter().flatten().map(|(_, v)| (*v, 0.0));
            ways.chain(days).collect::<Vec<_>>()
        };
        self.rows.iter().flat_map(of_row).collect()
    }
}

impl Row {
    fn choice(self, value: &dyn Fn(Variable) -> Option<f64>) -> Choice {
        let taken = |variable: Variable| value(variable).unwrap_or(0.0).round() as u16;
        let way = self.ways.iter().find(|(variable, _)| taken(*variable) == 1);
        let nothing = || Way {
            used: Used::default(),
            cost: 0,
            legs: Vec::new(),
        };
        Choice {
            way: way.map_or_else(nothing, |(_, way)| way.clone()),
            days: self.days.map(|days| {
                let days = days.into_iter();
                days.map(|(day, variable)| (day, taken(variable))).collect()
            }),
            line: self.line,
        }
    }
}

/// Solves in slices of time, so that it can be stopped in between.
fn run(
    problem: &Problem,
    mut options: SolveOptions,
    limits: &Limits<'_>,
) -> Result<SolveOutcome, PlanError> {
    let slice = |spent: Duration| limits.time.saturating_sub(spent).min(SLICE);
    options.time_limit = Some(slice(Duration::ZERO));
    let mut outcome = problem.solve_with(options).map_err(failed)?;
    loop {
        let spent = outcome.stats().elapsed;
        let unfinished = outcome.termination_reason() == TerminationReason::TimeLimit;
        let over = slice(spent).is_zero() || limits.stop.load(Ordering::Relaxed);
        if !unfinished || over {
            return Ok(outcome);
        }
        let mut resume = ResumeOptions::default();
        resume.time_limit = Some(slice(spent));
        resume.mip_gap = Some(GAP);
        outcome = outcome.resume_with(resume).map_err(failed)?;
    }
}

fn failed(error: Error) -> PlanError {
    PlanError::Solver(error.to_string())
}

fn yuan(fen: i64) -> f64 {
    fen as f64 / FEN_A_YUAN
}
