//! Changing to another trip without losing the seat one has.

use super::house::{House, NOW, Person, minutes};
use super::line::{cancel, join, news, waiting};
use returnline::domain::id::TripId;
use returnline::domain::registration::News;
use returnline::domain::seat::SeatState;
use returnline::store::seat::{ActiveSeat, Claim};
use returnline::store::waitlist::WaitState;

/// Two coaches with one seat each: somebody has the one that another, seated on the first, would rather have.
struct Wish {
    from: TripId,
    to: TripId,
    owner: Person,
    wishes: Person,
    taken: ActiveSeat,
    own: ActiveSeat,
}

async fn wish(house: &House) -> Wish {
    let from = house.small_coach("HS-1", 1).await;
    let to = house.small_coach("HS-2", 1).await;
    let people = house.people(0..2).await;
    let taken = house.seat(&to, &people[0], NOW).await;
    let own = house.seat(&from, &people[1], NOW).await;
    let joined = join(house, &to, &people[1]).await;
    assert_eq!((joined.state, joined.ahead), (WaitState::Waiting, 0));
    Wish {
        from,
        to,
        owner: people[0].clone(),
        wishes: people[1].clone(),
        taken,
        own,
    }
}

async fn seat_of(house: &House, person: &Person) -> Option<ActiveSeat> {
    let mut tx = house.store.read().await.unwrap();
    tx.active_seat(&person.worker).await.unwrap()
}

/// (free, held, reserved) seats of a trip.
async fn figures(house: &House, trip: &TripId) -> (i64, i64, i64) {
    let mut tx = house.store.read().await.unwrap();
    let all = tx.trips().await.unwrap();
    let one = all.iter().find(|one| one.trip.id == *trip).unwrap();
    (one.free, one.held, one.reserved)
}

pub async fn the_old_seat_stays_until_the_new_one_is_taken(house: &House) {
    let wish = wish(house).await;
    let next = house.person(7).await;
    join(house, &wish.from, &next).await;
    cancel(house, &wish.taken, &wish.owner).await;

    let offer = waiting(house, &wish.wishes).await.unwrap();
    assert_eq!(
        (offer.state, offer.offer_until, offer.seat.as_ref()),
        (
            WaitState::Offered,
            Some(minutes(30)),
            Some(&wish.taken.seat)
        )
    );
    assert_eq!(
        news(house, &wish.wishes).await,
        [News::SeatOffered {
            waitlist: offer.id.clone(),
            seat: wish.taken.seat.clone(),
            until: minutes(30),
        }]
    );
    assert_eq!(seat_of(house, &wish.wishes).await, Some(wish.own.clone()));
    assert_eq!(figures(house, &wish.to).await, (0, 1, 0), "kept");
    let newcomer = house.person(8).await;
    assert_eq!(house.claim(&wish.to, &newcomer, NOW).await, Claim::Full);

    let mut tx = house.tx().await;
    assert_eq!(tx.expire_holds(10, minutes(29)).await.unwrap(), []);
    let taken = tx
        .accept_offer(&offer.id, &wish.wishes.worker, minutes(29))
        .await
        .unwrap()
        .expect("in time");
    tx.commit().await.unwrap();
    assert_eq!(
        (&taken.seat, taken.state),
        (&wish.taken.seat, SeatState::Reserved)
    );
    assert_eq!(figures(house, &wish.to).await, (0, 0, 1));
    assert_eq!(
        waiting(house, &next).await.unwrap().seat,
        Some(wish.own.seat),
        "the old seat goes to its own line"
    );
    assert_eq!(waiting(house, &wish.wishes).await, None);
}

pub async fn whoever_declines_a_change_keeps_the_old_seat(house: &House) {
    let wish = wish(house).await;
    let next = house.person(7).await;
    join(house, &wish.to, &next).await;
    cancel(house, &wish.taken, &wish.owner).await;
    let offer = waiting(house, &wish.wishes).await.unwrap();
    let mut tx = house.tx().await;
    let declined = tx.decline_offer(&offer.id, &wish.wishes.worker, NOW).await;
    assert!(declined.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(seat_of(house, &wish.wishes).await, Some(wish.own));
    assert_eq!(waiting(house, &wish.wishes).await, None);
    assert_eq!(
        waiting(house, &next).await.unwrap().state,
        WaitState::Offered
    );
}

pub async fn a_change_offered_runs_out_and_goes_on(house: &House) {
    let wish = wish(house).await;
    let next = house.person(7).await;
    join(house, &wish.to, &next).await;
    cancel(house, &wish.taken, &wish.owner).await;
    let offer = waiting(house, &wish.wishes).await.unwrap();
    let mut tx = house.tx().await;
    let late = tx
        .accept_offer(&offer.id, &wish.wishes.worker, minutes(30))
        .await;
    assert_eq!(late.unwrap(), None, "before the sweep");
    assert_eq!(tx.expire_offers(10, minutes(30)).await.unwrap(), [offer.id]);
    tx.commit().await.unwrap();
    assert_eq!(seat_of(house, &wish.wishes).await, Some(wish.own));
    assert_eq!(figures(house, &wish.to).await, (0, 1, 0));
    assert_eq!(
        waiting(house, &next).await.unwrap().state,
        WaitState::Offered
    );
}

pub async fn whoever_gives_everything_up_leaves_nothing_kept(house: &House) {
    let wish = wish(house).await;
    cancel(house, &wish.taken, &wish.owner).await;
    cancel(house, &wish.own, &wish.wishes).await;
    let mut tx = house.tx().await;
    assert!(tx.leave_waitlist(&wish.wishes.worker, NOW).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(figures(house, &wish.to).await, (1, 0, 0));
    assert_eq!(figures(house, &wish.from).await, (1, 0, 0));
}
