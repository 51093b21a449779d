//! People who travel together: how many they may be, and which seats they are given (domain reference §2: all or
//! none, beside each other where spacing allows).

/// Fewest people that are a party.
pub const SMALLEST: u32 = 2;
/// Most people in a party.
pub const LARGEST: u32 = 6;

/// Weight of a row against a column: whoever sits behind is a little further away than whoever sits beside.
const ROW: u32 = 2;

/// A seat that may be given, as far as its place in the vehicle goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Vehicle within the trip, from 1.
    pub vehicle: u32,
    /// Carriage within the vehicle, from 1.
    pub carriage: u32,
    /// Row within the carriage, from 1.
    pub row: u32,
    /// Column on the drawing, from 0, aisle included.
    pub column: u32,
    /// Place in the order in which seats are given.
    pub order: i64,
}

impl Spot {
    const fn far_from(&self, other: &Self) -> u32 {
        self.row.abs_diff(other.row) * ROW + self.column.abs_diff(other.column)
    }
}

/// Seats for `size` people out of those that are free, as indices into `free`, or `None` when there are too few.
/// In one carriage if any has enough, there as near to each other as can be; else in one vehicle; else in as few
/// vehicles as can be. What may not be sold under the trip's spacing is not in `free`.
pub fn together(free: &[Spot], size: usize) -> Option<Vec<usize>> {
    if size == 0 || free.len() < size {
        return None;
    }
    let mut best: Option<(u32, i64, Vec<usize>)> = None;
    for carriage in groups(free, |spot| (spot.vehicle, spot.carriage)) {
        for near in neighbourhoods(free, &carriage, size) {
            for chosen in combinations(&near, size) {
                let key = (spread(free, &chosen), first(free, &chosen));
                if best
                    .as_ref()
                    .is_none_or(|(far, order, _)| key < (*far, *order))
                {
                    best = Some((key.0, key.1, chosen));
                }
            }
        }
    }
    match best {
        Some((_, _, chosen)) => Some(chosen),
        None => Some(scattered(free, size)),
    }
}

/// Indices of seats that have the same key, each group in the order of the vehicle.
fn groups(free: &[Spot], key: impl Fn(&Spot) -> (u32, u32)) -> Vec<Vec<usize>> {
    let mut found: std::collections::BTreeMap<(u32, u32), Vec<usize>> = Default::default();
    for (at, spot) in free.iter().enumerate() {
        found.entry(key(spot)).or_default().push(at);
    }
    found.into_values().collect()
}

/// For each row, the seats from there on in as few rows as hold `size` of them.
fn neighbourhoods(free: &[Spot], carriage: &[usize], size: usize) -> Vec<Vec<usize>> {
    let mut rows: Vec<u32> = carriage.iter().map(|at| free[*at].row).collect();
    rows.sort_unstable();
    rows.dedup();
    let mut found = Vec::new();
    for start in 0..rows.len() {
        let mut near: Vec<usize> = Vec::new();
        for row in &rows[start..] {
            near.extend(carriage.iter().filter(|at| free[**at].row == *row));
            if near.len() >= size {
                found.push(near);
                break;
            }
        }
    }
    found
}

fn spread(free: &[Spot], chosen: &[usize]) -> u32 {
    let pairs = chosen
        .iter()
        .enumerate()
        .flat_map(|(n, a)| chosen[n + 1..].iter().map(move |b| (*a, *b)));
    pairs.map(|(a, b)| free[a].far_from(&free[b])).sum()
}

fn first(free: &[Spot], chosen: &[usize]) -> i64 {
    chosen.iter().map(|at| free[*at].order).min().unwrap_or(0)
}

/// Every choice of `size` items; a neighbourhood has at most ten.
fn combinations(items: &[usize], size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for (n, item) in items.iter().enumerate() {
        for mut rest in combinations(&items[n + 1..], size - 1) {
            rest.insert(0, *item);
            found.push(rest);
        }
    }
    found
}

/// No carriage has enough: as many as can be in one vehicle, the fullest of free seats first.
fn scattered(free: &[Spot], size: usize) -> Vec<usize> {
    let mut vehicles = groups(free, |spot| (spot.vehicle, 0));
    vehicles.sort_by_key(|vehicle| std::cmp::Reverse(vehicle.len()));
    let mut chosen: Vec<usize> = vehicles.into_iter().flatten().take(size).collect();
    chosen.sort_unstable();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::seat::{SeatPlan, VehicleKind};
    use proptest::prelude::*;

    fn spots(vehicle: u32, seats: &[SeatPlan]) -> Vec<Spot> {
        let sellable = seats.iter().filter(|seat| seat.sellable);
        let spot = |seat: &SeatPlan| Spot {
            vehicle,
            carriage: seat.carriage,
            row: seat.row,
            column: seat.column,
            order: i64::from(seat.number),
        };
        sellable.map(spot).collect()
    }

    fn labels(kind: VehicleKind, spaced: bool, size: usize) -> Vec<String> {
        let seats: Vec<_> = kind
            .layout(spaced, 0)
            .into_iter()
            .filter(|s| s.sellable)
            .collect();
        let chosen = together(&spots(1, &seats), size).unwrap();
        chosen
            .into_iter()
            .map(|at| seats[at].label.clone())
            .collect()
    }

    #[test]
    fn a_party_sits_side_by_side_where_spacing_allows() {
        assert_eq!(labels(VehicleKind::Coach40, false, 2), ["1A", "1B"]);
        assert_eq!(
            labels(VehicleKind::Coach40, false, 4),
            ["1A", "1B", "1C", "1D"]
        );
        // Under spacing, across the aisle.
        assert_eq!(labels(VehicleKind::Coach40, true, 2), ["1A", "1C"]);
        assert_eq!(
            labels(VehicleKind::Train900, false, 3),
            ["01-01A", "01-01B", "01-01C"]
        );
    }

    #[test]
    fn too_few_seats_are_none() {
        let seats = spots(1, &VehicleKind::Coach40.layout(true, 0));
        assert_eq!(together(&seats[..3], 4), None);
        assert_eq!(together(&[], 1), None);
    }

    #[test]
    fn one_vehicle_with_enough_comes_before_two_without() {
        let seat = |vehicle, row| Spot {
            vehicle,
            carriage: 1,
            row,
            column: 0,
            order: i64::from(row),
        };
        let free = [seat(1, 1), seat(2, 2), seat(2, 9), seat(3, 1)];
        assert_eq!(together(&free, 2), Some(vec![1, 2]));
        assert_eq!(together(&free, 3).map(|chosen| chosen.len()), Some(3));
    }

    proptest! {
        /// Every choice is of free seats, none twice, in one carriage where one has enough, and a pair that could
        /// sit side by side does.
        #[test]
        fn seats_for_a_party_are_free_and_near(
            taken in prop::collection::vec(any::<bool>(), 80),
            size in 1usize..=6,
        ) {
            let layout = VehicleKind::Coach40.layout(false, 0);
            let mut free = spots(1, &layout);
            free.extend(spots(2, &layout));
            let mut taken = taken.into_iter();
            free.retain(|_| !taken.next().unwrap_or(false));
            let chosen = together(&free, size);
            prop_assert_eq!(chosen.is_some(), free.len() >= size);
            let Some(chosen) = chosen else { return Ok(()) };
            let mut once = chosen.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), size);
            prop_assert!(once.iter().all(|at| *at < free.len()));
            let in_one = (1..=2).any(|v| free.iter().filter(|s| s.vehicle == v).count() >= size);
            if in_one {
                prop_assert!(chosen.iter().all(|at| free[*at].vehicle == free[chosen[0]].vehicle));
            }
            let beside = |a: &Spot, b: &Spot| a.vehicle == b.vehicle && a.row == b.row && a.column + 1 == b.column;
            if size == 2 && free.iter().any(|a| free.iter().any(|b| beside(a, b))) {
                let (a, b) = (free[chosen[0]], free[chosen[1]]);
                prop_assert!(beside(&a, &b) || beside(&b, &a));
            }
        }
    }
}
