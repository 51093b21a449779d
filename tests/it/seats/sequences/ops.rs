//! What may happen, and how often.

use proptest::prelude::*;
use returnline::domain::boarding::Duty;
use returnline::domain::health::HealthCode;
use std::fmt;

/// One thing that somebody does. Numbers choose among what there is.
#[derive(Debug, Clone)]
pub enum Op {
    /// A worker asks for a seat, and stands in line where none is free.
    Submit { person: usize, trip: usize },
    /// The seat is reserved, and where nothing speaks against it confirmed with a ticket.
    Confirm { person: usize },
    /// A worker answers an offer.
    Answer { person: usize, yes: bool },
    /// A worker gives a seat up.
    Cancel { person: usize },
    /// A worker changes to another trip.
    Change { person: usize, trip: usize },
    /// A worker picks another seat of the same trip.
    Pick { person: usize, seat: usize },
    /// A worker leaves the line.
    Leave { person: usize },
    /// A health code is seen.
    Health { person: usize, code: HealthCode },
    /// The firm is put on the list for trains, or taken off it.
    List { listed: bool },
    /// HR decides on somebody.
    Decide { person: usize, ours: bool },
    /// Somebody is put on a vehicle's crew.
    Serve {
        vehicle: usize,
        staff: usize,
        duty: Duty,
    },
    /// Somebody is taken off it.
    Dismiss { vehicle: usize, staff: usize },
    /// Supplies are checked in or found missing.
    Supplies { vehicle: usize, aboard: bool },
    /// A crew begins to let people aboard.
    Open { vehicle: usize },
    /// Somebody shows their ticket at a door, now and then the wrong one.
    Board {
        person: usize,
        wrong_door: bool,
        tenths: Option<u16>,
        seen: Option<HealthCode>,
    },
    /// A boarding is taken back.
    Undo { record: usize },
    /// A crew wants to leave.
    Depart { vehicle: usize },
    /// What has run out is swept.
    Sweep,
    /// The bureau moves a departure.
    Move { trip: usize, minutes: u64 },
    /// The bureau cancels a trip: rarely, for none comes back.
    Call { trip: usize, sure: u8 },
}

fn code() -> impl Strategy<Value = HealthCode> {
    prop_oneof![
        20 => Just(HealthCode::Green),
        1 => Just(HealthCode::Yellow),
        1 => Just(HealthCode::Red),
        1 => Just(HealthCode::None),
    ]
}

fn duty() -> impl Strategy<Value = Duty> {
    prop_oneof![2 => Just(Duty::Driver), 1 => Just(Duty::Medic), 1 => Just(Duty::Official)]
}

fn operation() -> impl Strategy<Value = Op> {
    let some = 0..usize::MAX;
    let board = (
        some.clone(),
        prop::bool::weighted(0.05),
        prop::option::weighted(0.95, 355u16..378),
        prop::option::of(code()),
    );
    let board = board.prop_map(|(person, wrong_door, tenths, seen)| Op::Board {
        person,
        wrong_door,
        tenths,
        seen,
    });
    prop_oneof![
        20 => (some.clone(), some.clone()).prop_map(|(person, trip)| Op::Submit { person, trip }),
        16 => some.clone().prop_map(|person| Op::Confirm { person }),
        6 => (some.clone(), any::<bool>()).prop_map(|(person, yes)| Op::Answer { person, yes }),
        4 => some.clone().prop_map(|person| Op::Cancel { person }),
        4 => (some.clone(), some.clone()).prop_map(|(person, trip)| Op::Change { person, trip }),
        3 => (some.clone(), some.clone()).prop_map(|(person, seat)| Op::Pick { person, seat }),
        2 => some.clone().prop_map(|person| Op::Leave { person }),
        8 => (some.clone(), code()).prop_map(|(person, code)| Op::Health { person, code }),
        1 => prop::bool::weighted(0.8).prop_map(|listed| Op::List { listed }),
        4 => (some.clone(), prop::bool::weighted(0.9))
            .prop_map(|(person, ours)| Op::Decide { person, ours }),
        2 => (some.clone(), some.clone(), duty())
            .prop_map(|(vehicle, staff, duty)| Op::Serve { vehicle, staff, duty }),
        1 => (some.clone(), some.clone())
            .prop_map(|(vehicle, staff)| Op::Dismiss { vehicle, staff }),
        2 => (some.clone(), prop::bool::weighted(0.8))
            .prop_map(|(vehicle, aboard)| Op::Supplies { vehicle, aboard }),
        2 => some.clone().prop_map(|vehicle| Op::Open { vehicle }),
        12 => board,
        2 => some.clone().prop_map(|record| Op::Undo { record }),
        3 => some.clone().prop_map(|vehicle| Op::Depart { vehicle }),
        4 => Just(Op::Sweep),
        1 => (some.clone(), 1u64..90).prop_map(|(trip, minutes)| Op::Move { trip, minutes }),
        1 => (some, any::<u8>()).prop_map(|(trip, sure)| Op::Call { trip, sure }),
    ]
}

/// Operations in their order. Printed, it is the last ones: all of them would fill a book.
#[derive(Clone)]
pub struct Sequence(pub Vec<Op>);

impl fmt::Debug for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.0.len().saturating_sub(10);
        write!(
            f,
            "{} operations, the last of them {:?}",
            self.0.len(),
            &self.0[last..]
        )
    }
}

/// So many operations.
pub fn sequence(length: usize) -> impl Strategy<Value = Sequence> {
    prop::collection::vec(operation(), length).prop_map(Sequence)
}
