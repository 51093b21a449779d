//! The ways through a line: for every number of vehicles of each kind, the cheapest sequence of vehicles that takes
//! people from the front of the line to its end, and of people left over.
//!
//! Found by going through the line once (dynamic programming). A state is a position and the vehicles used so far;
//! one that another reaches with no more vehicles of any kind and no higher cost is dropped.

use super::line::Line;
use crate::domain::plan::{PlanRules, PoolKind};
use std::collections::BTreeMap;

/// Most kinds of vehicle in a plan: coaches come in three.
pub const KINDS: usize = 3;

/// Vehicles of each kind.
pub type Used = [u16; KINDS];

/// A line up to this long is searched with every load a vehicle may have; a longer one with those that can matter but
/// for the fewest people a vehicle leaves with.
const SHORT: usize = 80;

/// How strictly the rules of a plan are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As they are.
    Strict,
    /// Groups may be divided for nothing, and a vehicle of a long line may leave with few: for the bound.
    Loose,
}

/// A vehicle's run of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    /// Which kind, by place in the list of kinds.
    pub kind: usize,
    /// First position.
    pub start: usize,
    /// Position after the last.
    pub end: usize,
}

/// A way through a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Its vehicles.
    pub used: Used,
    /// What it costs but for the days, in fen.
    pub cost: i64,
    /// Its vehicles' runs, in order; people in none are left over. Empty in the loose style.
    pub legs: Vec<Leg>,
}

#[derive(Clone, Copy)]
struct State {
    cost: i64,
    /// Where it comes from, and by which kind of vehicle; none is by leaving people over.
    before: (usize, Option<usize>),
}

type Layer = BTreeMap<Used, State>;

/// What can be done at a position: position afterwards, kind of vehicle or none, cost.
type Move = (usize, Option<usize>, i64);

/// A line with what the search asks of each position.
struct Search<'a> {
    line: &'a Line,
    rules: &'a PlanRules,
    kinds: &'a [PoolKind],
    style: Style,
    /// For each position, the end of its stop and of its group.
    stop_end: Vec<usize>,
    group_end: Vec<usize>,
    /// For each position up to the end, whether a vehicle may be filled up to it, and without dividing anybody.
    may_end: Vec<bool>,
    clean: Vec<bool>,
}

/// Every way through a line that is worth having, with at most `most` vehicles of each kind. The first takes nobody.
pub fn ways(
    line: &Line,
    rules: &PlanRules,
    kinds: &[PoolKind],
    most: Used,
    style: Style,
) -> Vec<Way> {
    let search = Search::new(line, rules, kinds, style);
    let mut layers = vec![Layer::new(); line.len() + 1];
    let start = State {
        cost: 0,
        before: (0, None),
    };
    layers[0].insert([0; KINDS], start);
    for at in 0..line.len() {
        let layer = thin(std::mem::take(&mut layers[at]));
        for step in search.moves(at) {
            go(&layer, &mut layers[step.0], at, step, most);
        }
        layers[at] = layer;
    }
    let last = thin(std::mem::take(&mut layers[line.len()]));
    let found = last.iter().map(|(used, state)| Way {
        used: *used,
        cost: state.cost,
        legs: match style {
            Style::Strict => legs(&layers, *used, state),
            Style::Loose => Vec::new(),
        },
    });
    found.collect()
}

/// Makes one move from all states of a position.
fn go(layer: &Layer, next: &mut Layer, at: usize, (_, kind, cost): Move, most: Used) {
    for (used, state) in layer {
        let mut used = *used;
        if let Some(kind) = kind {
            used[kind] += 1;
            if used[kind] > most[kind] {
                continue;
            }
        }
        let reached = State {
            cost: state.cost + cost,
            before: (at, kind),
        };
        let known = next.entry(used).or_insert(reached);
        if reached.cost < known.cost {
            *known = reached;
        }
    }
}

/// The vehicles by which a state was reached.
fn legs(layers: &[Layer], mut used: Used, last: &State) -> Vec<Leg> {
    let mut legs = Vec::new();
    let (mut end, mut before) = (layers.len() - 1, last.before);
    while end > 0 {
        let (start, kind) = before;
        if let Some(kind) = kind {
            used[kind] -= 1;
            legs.push(Leg { kind, start, end });
        }
        let Some(state) = layers[start].get(&used) else {
            break;
        };
        (end, before) = (start, state.before);
    }
    legs.reverse();
    legs
}

/// Without the states that another makes superfluous. The states come by rising vehicles of the first kind, so only
/// the other two need be compared: in a table of the least cost so far for each number of them.
fn thin(layer: Layer) -> Layer {
    let most = |kind: usize| layer.keys().map(|used| used[kind]).max().unwrap_or(0);
    let mut least = Least::new(usize::from(most(1)) + 1, usize::from(most(2)) + 1);
    let kept = layer.into_iter().filter(|(used, state)| {
        let (b, c) = (usize::from(used[1]), usize::from(used[2]));
        let better = least.up_to(b, c) > state.cost;
        if better {
            least.lower(b, c, state.cost);
        }
        better
    });
    kept.collect()
}

/// Prefix minima in two dimensions (a Fenwick tree).
struct Least {
    width: usize,
    height: usize,
    tree: Vec<i64>,
}

impl Least {
    fn new(height: usize, width: usize) -> Self {
        Self {
            width,
            height,
            tree: vec![i64::MAX; height * width],
        }
    }

    fn lower(&mut self, row: usize, column: usize, value: i64) {
        let mut y = row + 1;
        while y <= self.height {
            let mut x = column + 1;
            while x <= self.width {
                let cell = &mut self.tree[(y - 1) * self.width + x - 1];
                *cell = value.min(*cell);
                x += x & x.wrapping_neg();
            }
            y += y & y.wrapping_neg();
        }
    }

    fn up_to(&self, row: usize, column: usize) -> i64 {
        let mut least = i64::MAX;
        let mut y = row + 1;
        while y > 0 {
            let mut x = column + 1;
            while x > 0 {
                least = least.min(self.tree[(y - 1) * self.width + x - 1]);
                x &= x - 1;
            }
            y &= y - 1;
        }
        least
    }
}

impl<'a> Search<'a> {
    fn new(line: &'a Line, rules: &'a PlanRules, kinds: &'a [PoolKind], style: Style) -> Self {
        let len = line.len();
        let (mut stop_end, mut group_end) = (vec![len; len], vec![len; len]);
        let (mut may_end, mut clean) = (vec![true; len + 1], vec![true; len + 1]);
        let mut stop_at = len;
        for (n, part) in line.parts.iter().enumerate().rev() {
            let last_of_stop = line
                .parts
                .get(n + 1)
                .is_none_or(|next| next.stop != part.stop);
            if last_of_stop {
                stop_at = part.at.end;
            }
            for at in part.at.clone() {
                stop_end[at] = stop_at;
                group_end[at] = part.at.end;
                if at > part.at.start && style == Style::Strict {
                    clean[at] = false;
                    may_end[at] = !part.whole;
                }
            }
        }
        Self {
            line,
            rules,
            kinds,
            style,
            stop_end,
            group_end,
            may_end,
            clean,
        }
    }

    /// What can be done at a position.
    fn moves(&self, at: usize) -> Vec<Move> {
        let left = |end: usize| (end, None, (end - at) as i64 * self.rules.left_over_fen);
        let mut moves = vec![left(self.stop_end[at])];
        let strict = self.style == Style::Strict;
        if strict && self.group_end[at] != self.stop_end[at] {
            moves.push(left(self.group_end[at]));
        }
        for (kind, one) in self.kinds.iter().enumerate() {
            let price = self.rules.costs.of(one.kind, self.line.province);
            for end in self.ends(at, one.capacity as usize) {
                let stops = self.stops(at, end);
                let split = if self.clean[end] {
                    0
                } else {
                    self.rules.split_fen
                };
                let cost = price + (stops as i64 - 1) * self.rules.stop_fen + split;
                moves.push((end, Some(kind), cost));
            }
        }
        moves
    }

    /// Stops between two positions.
    fn stops(&self, mut at: usize, end: usize) -> usize {
        let mut stops = 0;
        while at < end {
            at = self.stop_end[at];
            stops += 1;
        }
        stops
    }

    /// Up to where a vehicle that begins at a position may be filled: as far as its seats and stops go, or without
    /// dividing a group, or without another stop; in a short line, anywhere.
    fn ends(&self, at: usize, seats: usize) -> Vec<usize> {
        let (mut reach, mut stops) = (at, 0);
        let mut ends = Vec::new();
        while reach < (at + seats).min(self.line.len()) && stops < self.rules.max_stops.max(1) {
            reach = self.stop_end[reach];
            stops += 1;
            ends.push(reach);
        }
        let furthest = reach.min(at + seats);
        ends.retain(|end| *end < furthest);
        let least = at + (self.rules.min_load.max(1) as usize);
        let down = |good: &[bool]| (at + 1..=furthest).rev().find(|end| good[*end]);
        ends.extend(down(&self.may_end));
        ends.extend(down(&self.clean));
        if self.line.len() <= SHORT {
            ends.extend((least..=furthest).filter(|end| self.may_end[*end]));
        }
        ends.sort_unstable();
        ends.dedup();
        let lenient = self.style == Style::Loose && self.line.len() > SHORT;
        ends.retain(|end| *end > at && (lenient || *end >= least));
        ends
    }
}
