//! Seats, the line and tickets, told to either database.

mod change;
mod changed_trips;
mod claims;
mod claims_train;
mod door;
mod door_after;
mod door_day;
mod door_leave;
mod eligible;
mod employers;
mod examples;
mod groups;
mod history;
pub mod house;
mod invariants;
mod line;
mod order;
mod over;
mod own;
mod plans;
mod registration;
mod roster;
mod roster_loop;
mod roster_replace;
mod roster_stages;
mod sequences;
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
    claims::invariant_1_a_hundred_at_once_for_twenty_seats,
    claims::invariant_3_one_active_seat_a_worker,
    change::the_old_seat_stays_until_the_new_one_is_taken,
    change::whoever_declines_a_change_keeps_the_old_seat,
    change::a_change_offered_runs_out_and_goes_on,
    change::whoever_gives_everything_up_leaves_nothing_kept,
    changed_trips::everybody_of_a_cancelled_trip_is_told_once_though_it_stops_half_way,
    changed_trips::people_of_a_moved_trip_are_told_of_each_move_once,
    groups::a_party_sits_together_or_not_at_all,
    groups::a_party_leaves_its_old_seats_together,
    groups::a_party_in_line_is_offered_seats_for_all_or_none,
    groups::an_offer_to_a_party_that_nobody_answers_goes_on,
    groups::a_code_brings_people_together_and_no_more_than_they_are,
    order::class_comes_before_time_with_a_reason,
    order::whoever_is_passed_over_stands_in_the_audit_once,
    order::people_in_line_hear_when_they_have_moved,
    own::another_seat_of_the_same_trip,
    own::a_waiver_needs_an_admins_reason_and_counts_at_every_stage,
    own::a_corrected_name_leaves_seat_and_ticket,
    claims::a_hold_runs_out,
    claims::a_hold_that_ran_out_does_not_stand_in_the_way,
    claims::a_seat_goes_from_held_to_confirmed_and_back,
    history::a_seat_and_its_workers_have_the_whole_history,
    claims::nothing_is_sold_on_a_closed_trip,
    claims::coaches_take_turns_and_trains_fill_by_carriage,
    claims_train::two_thousand_at_once_for_1_800_places,
    claims_train::p1_claim_1801_is_waitlisted,
    door::a_ticket_boards_by_scan_or_by_code_and_once,
    door::forged_revoked_and_foreign_tickets_are_refused,
    door::invariant_7_refuses_37_4_and_boards_at_37_3,
    door::invariant_4_refuses_green_to_yellow_overnight,
    door::a_boarding_is_taken_back_once,
    door::two_offline_devices_with_one_ticket_are_in_conflict,
    door::invariant_6_leaves_with_four_people_and_supplies_and_closes_no_shows,
    examples::p1_a_firm_that_is_not_listed_is_refused,
    examples::p1_listed_firms_of_ouhai_and_of_the_zone_are_served_free,
    examples::p2_certificate_valid_through_the_day_before_is_refused,
    examples::p2_certificate_valid_through_departure_day_is_accepted,
    examples::p3_one_driver_blocks_departure,
    examples::p3_five_vehicles_need_10_drivers_5_medics_5_officials,
    examples::p4_spaced_capacity_of_40_is_20,
    examples::p4_spaced_capacity_of_44_is_22,
    examples::p4_spaced_capacity_of_49_is_24,
    examples::p4_five_49_seaters_hold_118_as_24_24_24_23_23,
    invariants::invariant_2_blocks_of_2_3_and_5_sell_1_2_and_3,
    invariants::invariant_4_is_asked_again_at_hold_confirm_and_boarding,
    invariants::invariant_5_a_train_needs_a_listed_firm_and_hr_s_word,
    invariants::invariant_6_one_person_is_not_two_of_a_crew,
    door_after::a_late_boarding_tells_whose_it_is_until_it_is_settled,
    door_after::an_employer_of_no_shows_only_signs_as_well,
    door_after::an_employer_s_word_differs_in_three_ways,
    door_after::invariants_4_and_7_hold_for_whoever_is_counted_after_a_look,
    door_after::who_boarded_on_a_reissued_ticket_is_counted_after_a_look,
    door_day::invariant_6_nobody_serves_on_two_vehicles_at_once,
    door_day::p3_one_driver_is_too_few_to_begin_boarding,
    door_day::the_line_walks_up_to_a_free_seat,
    door_day::temperatures_are_noted_of_those_aboard_while_under_way,
    door_day::what_was_done_offline_is_kept_after_departure,
    door_leave::a_vehicle_that_has_left_keeps_no_seat_on_offer,
    door_leave::a_vehicle_that_has_left_sells_no_seat,
    door_leave::invariant_6_a_departure_that_moves_parts_its_crew,
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
    roster_loop::an_accepted_list_confirms_who_has_registered_and_who_will,
    roster_loop::accepting_twice_adds_nobody_twice,
    roster_loop::a_corrected_row_judges_its_double_anew,
    roster_loop::a_claim_runs_out_and_only_a_seat_that_needs_hr_goes,
    roster_replace::a_replaced_worker_hands_the_seat_over,
    roster_replace::a_seat_is_kept_for_somebody_not_registered,
    roster_replace::who_may_not_travel_takes_no_seat_and_nothing_changes,
    roster_stages::a_locked_roster_does_not_change,
    roster_loop::a_rejected_person_is_not_confirmed_by_the_list,
    roster_loop::an_upload_expires,
    registration::an_identity_is_not_taken_over_by_another_mobile,
    registration::a_submission_claims_its_employer_once,
    registration::demand_is_kept_until_met,
    registration::employers_are_found_by_any_spelling,
    tickets::a_ticket_is_signed_and_holds_no_personal_data,
    tickets::a_ticket_goes_with_its_seat,
    traffic::random_traffic_keeps_the_invariants,
    traffic::people_changing_trips_crosswise,
    plans::demand_counts_everybody_without_a_seat_once,
    plans::a_plan_becomes_draft_trips_once,
    plans::a_plan_that_cannot_run_enters_nothing,
    plans::of_two_who_change_a_plan_one_is_told,
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
