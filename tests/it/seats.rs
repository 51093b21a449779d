//! Seats, the line and tickets, told to either database.

mod claims;
pub mod house;
mod line;
mod over;
mod registration;
mod roster;
mod tickets;
mod traffic;

use house::House;

/// Runs each story on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($($room:ident :: $story:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $story() {
                    let house = super::House::on_sqlite().await;
                    super::$room::$story(&house).await;
                }
            )+
        }
        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $story() {
                    if let Some(house) = super::House::on_postgres().await {
                        super::$room::$story(&house).await;
                    }
                }
            )+
        }
    };
}

on_both! {
    claims::a_hundred_at_once_for_twenty_seats,
    claims::one_active_seat_a_worker,
    claims::a_hold_runs_out,
    claims::a_hold_that_ran_out_does_not_stand_in_the_way,
    claims::a_seat_goes_from_held_to_confirmed_and_back,
    claims::nothing_is_sold_on_a_closed_trip,
    claims::coaches_take_turns_and_trains_fill_by_carriage,
    line::a_freed_seat_goes_down_the_line,
    line::an_offer_cannot_be_accepted_too_late,
    line::nobody_is_passed_over,
    line::who_may_not_travel_does_not_block_the_line,
    line::one_line_a_worker,
    line::a_declined_offer_goes_to_the_next,
    over::the_line_closes_when_the_trip_leaves,
    over::the_line_closes_when_the_trip_takes_no_bookings,
    over::an_offer_ends_with_the_trip,
    over::who_has_a_seat_elsewhere_wishes_nothing,
    over::a_seat_nobody_came_for_ends_a_day_after_departure,
    roster::a_chat_that_blocks_us_is_the_last_resort,
    roster::a_rejected_worker_without_a_chat_gives_up_the_seat,
    registration::an_identity_is_not_taken_over_by_another_mobile,
    registration::a_submission_claims_its_employer_once,
    registration::demand_is_kept_until_met,
    registration::employers_are_found_by_any_spelling,
    tickets::a_ticket_is_signed_and_holds_no_personal_data,
    tickets::a_ticket_goes_with_its_seat,
    traffic::random_traffic_keeps_the_invariants,
    traffic::people_changing_trips_crosswise,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_busy_in_a_chat_is_not_passed_over_on_postgres() {
    // SQLite has one writer: there nobody is busy beside another.
    if let Some(house) = House::on_postgres().await {
        line::a_busy_worker_is_not_passed_over(&house).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_id_does_not_deadlock_on_postgres() {
    // SQLite has one writer: there nobody waits for a row.
    if let Some(house) = House::on_postgres().await {
        registration::a_corrected_id_waits_its_turn(&house).await;
    }
}
