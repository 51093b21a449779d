//! Seats: how a vehicle is laid out, which seats may be sold, and in which order (bulletin P3, P4).

use super::trip::Mode;
use super::words;

words! {
    /// State of a seat.
    SeatState {
        /// Nobody's.
        Free => "free",
        /// Kept for a worker until a moment in time.
        Held => "held",
        /// The worker's, before HR's confirmation.
        Reserved => "reserved",
        /// The worker's, confirmed by HR.
        Confirmed => "confirmed",
        /// On board.
        Boarded => "boarded",
    }
}

words! {
    /// Kind of vehicle; the word names its seats.
    VehicleKind {
        /// Coach with 40 seats: ten rows of two and two.
        Coach40 => "coach_40",
        /// Coach with 44 seats: eleven rows of two and two.
        Coach44 => "coach_44",
        /// Coach with 49 seats: eleven rows of two and two, and a back bench of five.
        Coach49 => "coach_49",
        /// Train with 900 seats: ten carriages of eighteen rows of three and two.
        Train900 => "train_900",
    }
}

/// One seat of a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatPlan {
    /// Number within the vehicle, from 1.
    pub number: u32,
    /// What is painted on it: `1A`, or `03-12F` in carriage 3 of a train.
    pub label: String,
    /// Carriage, from 1; a coach is one carriage.
    pub carriage: u32,
    /// Row within the carriage, from 1.
    pub row: u32,
    /// Column on the drawing, from 0, with the aisle taking a column of its own.
    pub column: u32,
    /// Block of seats that touch, from 1, unique in the vehicle: neighbours share a block.
    pub block: u32,
    /// Place within the block, from 0: two seats are neighbours when these differ by one.
    pub place: u32,
    /// Whether it may be sold under the trip's spacing.
    pub sellable: bool,
}

/// Seats that touch: their columns on the drawing and their letters.
type Block = Vec<(u32, char)>;

/// Rows of blocks, front to back: (carriage, row, blocks).
fn benches(kind: VehicleKind) -> Vec<(u32, u32, Vec<Block>)> {
    let pair = || vec![vec![(0, 'A'), (1, 'B')], vec![(3, 'C'), (4, 'D')]];
    let coach = |rows: u32| (1..=rows).map(|row| (1, row, pair())).collect::<Vec<_>>();
    match kind {
        VehicleKind::Coach40 => coach(10),
        VehicleKind::Coach44 => coach(11),
        VehicleKind::Coach49 => {
            let mut rows = coach(11);
            rows.push((1, 12, vec![(0..5).zip('A'..='E').collect()]));
            rows
        }
        VehicleKind::Train900 => {
            let side = || vec![vec![(0, 'A'), (1, 'B'), (2, 'C')], vec![(4, 'D'), (5, 'F')]];
            (1..=10)
                .flat_map(|carriage| (1..=18).map(move |row| (carriage, row)))
                .map(|(c, r)| (c, r, side()))
                .collect()
        }
    }
}

impl VehicleKind {
    /// The mode of travel it serves.
    pub const fn mode(self) -> Mode {
        match self {
            Self::Coach40 | Self::Coach44 | Self::Coach49 => Mode::Coach,
            Self::Train900 => Mode::Train,
        }
    }

    /// Number of seats built in.
    pub const fn seats(self) -> u32 {
        match self {
            Self::Coach40 => 40,
            Self::Coach44 => 44,
            Self::Coach49 => 49,
            Self::Train900 => 900,
        }
    }

    /// The seats of such a vehicle, front to back, with those marked that may be sold: all of them, or under
    /// spacing no two neighbours and at most half, less `crew` seats at the back (bulletin P4).
    pub fn layout(self, spaced: bool, crew: u32) -> Vec<SeatPlan> {
        let train = matches!(self, Self::Train900);
        let mut seats = Vec::with_capacity(self.seats() as usize);
        let mut block = 0;
        for (carriage, row, blocks) in benches(self) {
            for columns in blocks {
                block += 1;
                for (place, (column, letter)) in (0u32..).zip(columns) {
                    let label = if train {
                        format!("{carriage:02}-{row:02}{letter}")
                    } else {
                        format!("{row}{letter}")
                    };
                    let number = seats.len() as u32 + 1;
                    let sellable = !spaced || place % 2 == 0;
                    seats.push(SeatPlan {
                        number,
                        label,
                        carriage,
                        row,
                        column,
                        block,
                        place,
                        sellable,
                    });
                }
            }
        }
        let surplus = seats.iter().filter(|s| s.sellable).count()
            - effective_capacity(self, spaced, crew) as usize;
        for seat in seats.iter_mut().rev().filter(|s| s.sellable).take(surplus) {
            seat.sellable = false;
        }
        seats
    }
}

/// Seats that may be sold: all, or `floor(seats / 2)` under spacing, less crew seats (bulletin P4): 40→20,
/// 44→22, 49→24 without crew seats. Never below zero.
pub const fn effective_capacity(kind: VehicleKind, spaced: bool, crew: u32) -> u32 {
    let seats = if spaced {
        kind.seats() / 2
    } else {
        kind.seats()
    };
    seats.saturating_sub(crew)
}

/// Which of `count` things in a row make a short list of at most `most`: the first, the last and what lies evenly
/// between them, so that a list of free seats offers the front, the middle and the back.
pub fn short_list(count: usize, most: usize) -> Vec<usize> {
    if count <= most {
        return (0..count).collect();
    }
    match most {
        0 => Vec::new(),
        1 => vec![0],
        most => (0..most).map(|n| n * (count - 1) / (most - 1)).collect(),
    }
}

/// How `workers` spread over vehicles of these capacities, as evenly as they allow: 118 over five of 24 gives
/// 24, 24, 24, 23, 23 (bulletin P4). Workers beyond the total capacity are left over.
pub fn distribute(workers: u32, capacities: &[u32]) -> Vec<u32> {
    let mut loads = vec![0; capacities.len()];
    let mut left = workers;
    while left > 0 {
        let before = left;
        for (load, capacity) in loads.iter_mut().zip(capacities) {
            if left > 0 && *load < *capacity {
                *load += 1;
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
    loads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p4_spaced_capacity_is_half_and_no_neighbours_are_sold() {
        for (kind, capacity) in [
            (VehicleKind::Coach40, 20),
            (VehicleKind::Coach44, 22),
            (VehicleKind::Coach49, 24),
        ] {
            let seats = kind.layout(true, 0);
            assert_eq!(seats.len() as u32, kind.seats());
            let sold: Vec<_> = seats.iter().filter(|s| s.sellable).collect();
            assert_eq!(sold.len(), capacity, "{kind}");
            for a in &sold {
                assert!(
                    !sold
                        .iter()
                        .any(|b| a.block == b.block && a.place + 1 == b.place),
                    "{kind} {}",
                    a.label
                );
            }
        }
    }

    #[test]
    fn blocks_of_two_three_and_five_sell_one_two_and_three() {
        let per_block = |kind: VehicleKind, block: u32| {
            kind.layout(true, 0)
                .iter()
                .filter(|s| s.block == block && s.sellable)
                .count()
        };
        assert_eq!(per_block(VehicleKind::Coach40, 1), 1);
        assert_eq!(per_block(VehicleKind::Train900, 1), 2);
        let bench: Vec<_> = VehicleKind::Coach49
            .layout(true, 0)
            .into_iter()
            .filter(|s| s.block == 23)
            .collect();
        assert_eq!(
            bench
                .iter()
                .map(|s| s.place % 2 == 0)
                .filter(|even| *even)
                .count(),
            3
        );
    }

    #[test]
    fn crew_seats_come_off_the_back() {
        assert_eq!(effective_capacity(VehicleKind::Coach49, false, 4), 45);
        let seats = VehicleKind::Coach49.layout(false, 4);
        assert!(seats[48..].iter().all(|s| !s.sellable) && seats[0].sellable);
    }

    #[test]
    fn p4_118_workers_fill_five_coaches_evenly() {
        assert_eq!(distribute(118, &[24; 5]), [24, 24, 24, 23, 23]);
        assert_eq!(distribute(200, &[24; 5]), [24; 5]);
        assert_eq!(distribute(3, &[1, 9]), [1, 2]);
    }

    #[test]
    fn a_short_list_offers_front_middle_and_back() {
        assert_eq!(short_list(2, 3), [0, 1]);
        assert_eq!(short_list(20, 3), [0, 9, 19]);
        assert_eq!(short_list(9, 1), [0]);
        assert!(short_list(0, 3).is_empty());
    }

    #[test]
    fn labels_and_numbers_are_unique() {
        for kind in VehicleKind::ALL {
            let seats = kind.layout(false, 0);
            let labels: std::collections::BTreeSet<_> = seats.iter().map(|s| &s.label).collect();
            assert_eq!(labels.len() as u32, kind.seats());
            assert!(seats.iter().zip(1..).all(|(s, n)| s.number == n));
        }
    }
}
