//! Lines of people: who might share a vehicle, in the order in which one would pick them up.

use crate::domain::place::PlaceCode;
use crate::domain::plan::PlanRequest;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::ops::Range;

/// People of one province who return to one district and can travel from the same day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where they return to.
    pub district: PlaceCode,
    /// First day on which they can travel; none means any day.
    pub from: Option<NaiveDate>,
    /// The province they set out from.
    pub province: PlaceCode,
    /// The groups, by stop; a part of a group where the line was cut.
    pub parts: Vec<Part>,
}

/// People of one group in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Place of the group in the request.
    pub group: usize,
    /// Where they get in.
    pub stop: PlaceCode,
    /// Whether they are not to be divided.
    pub whole: bool,
    /// Their positions in the line.
    pub at: Range<usize>,
}

impl Line {
    /// People in the line.
    pub fn len(&self) -> usize {
        self.parts.last().map_or(0, |part| part.at.end)
    }

    /// A line of these parts, given by group, stop, wholeness and number of people.
    fn of(&self, parts: impl IntoIterator<Item = (usize, PlaceCode, bool, usize)>) -> Self {
        let mut at = 0;
        let parts = parts.into_iter().map(|(group, stop, whole, people)| {
            let start = at;
            at += people;
            Part {
                group,
                stop,
                whole,
                at: start..at,
            }
        });
        Self {
            parts: parts.collect(),
            ..self.clone()
        }
    }

    /// This line in pieces of at most `most` people, about equally long, cut between stops where one ends near and
    /// never through people who are not to be divided.
    pub fn pieces(&self, most: usize) -> Vec<Self> {
        let len = self.len();
        if len <= most || most == 0 {
            return vec![self.clone()];
        }
        let count = len.div_ceil(most);
        let mut pieces = Vec::new();
        let mut rest = self.clone();
        for left in (2..=count).rev() {
            let cut = rest.cut_near(rest.len() / left);
            let (piece, after) = rest.split_at(cut);
            pieces.push(piece);
            rest = after;
        }
        pieces.push(rest);
        pieces.retain(|piece| piece.len() > 0);
        pieces
    }

    /// The best place to cut near `wish`: where a stop ends, within an eighth; else where people may be divided.
    fn cut_near(&self, wish: usize) -> usize {
        let ends = self.parts.windows(2).filter(|w| w[0].stop != w[1].stop);
        let near = ends
            .map(|w| w[0].at.end)
            .min_by_key(|end| end.abs_diff(wish))
            .filter(|end| end.abs_diff(wish) <= wish / 8);
        let inside = || {
            let part = self.parts.iter().find(|part| part.at.contains(&wish));
            part.map_or(wish, |part| if part.whole { part.at.end } else { wish })
        };
        near.unwrap_or_else(inside)
    }

    fn split_at(&self, cut: usize) -> (Self, Self) {
        let side = |keep: &dyn Fn(&Range<usize>) -> usize| {
            let parts = self.parts.iter().map(|part| {
                let people = keep(&part.at);
                (part.group, part.stop, part.whole, people)
            });
            self.of(parts.filter(|(.., people)| *people > 0))
        };
        let before = side(&|at| at.end.min(cut).saturating_sub(at.start));
        let after = side(&|at| at.end.saturating_sub(at.start.max(cut)));
        (before, after)
    }
}

/// The lines of a request, in a fixed order. Within a stop, people who are not to be divided come first: the vehicle
/// that arrives there has most room then; of the others the largest groups do.
pub fn lines(request: &PlanRequest) -> Vec<Line> {
    let mut found: BTreeMap<_, Vec<(usize, PlaceCode, bool, usize)>> = BTreeMap::new();
    for (group, one) in request.groups.iter().enumerate() {
        let key = (one.origin.province(), one.district, one.from);
        let stop = request.rules.stop_of(one.origin);
        let people = one.workers as usize;
        if people > 0 {
            let parts = found.entry(key).or_default();
            parts.push((group, stop, one.whole, people));
        }
    }
    let made = found
        .into_iter()
        .map(|((province, district, from), mut parts)| {
            parts.sort_by_key(|(group, stop, whole, people)| {
                (*stop, !*whole, std::cmp::Reverse(*people), *group)
            });
            let empty = Line {
                district,
                from,
                province,
                parts: Vec::new(),
            };
            empty.of(parts)
        });
    made.collect()
}
