//! What speaks against somebody's seat by what is stored of them: the rule with the facts that the house has.

use super::house::House;
use returnline::domain::id::{TripId, WorkerId};
use returnline::domain::time::Timestamp;
use returnline::domain::trip::{Stage, Traveller, Unmet, unmet};
use returnline::store::Tx;

/// Every requirement of the trip that the worker does not meet at a stage.
pub async fn lacks(
    house: &House,
    tx: &mut Tx,
    worker: &WorkerId,
    trip: &TripId,
    stage: Stage,
    now: Timestamp,
) -> Vec<Unmet> {
    let trip = tx.trip(trip).await.unwrap().expect("a trip");
    let registration = tx.registration(&house.store, worker).await.unwrap();
    let registration = registration.expect("a registration");
    let (mut employer, mut roster_confirmed) = (None, false);
    if let Some(id) = &registration.employer {
        employer = tx.employer(id).await.unwrap();
        roster_confirmed = tx.roster_confirmed(worker, id).await.unwrap();
    }
    let who = Traveller {
        origin: registration.origin,
        health_code: registration.health_code,
        health_observed_at: registration.health_observed_at,
        certificate: &registration.certificate,
        employer: employer.as_ref(),
        roster_confirmed,
        waived: &[],
    };
    unmet(&trip, &who, stage, now)
}
