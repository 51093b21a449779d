//! From HR's list to the locked roster: who is confirmed, whose seat goes to whom, and what happens by itself.

use super::house::{House, NOW, Person, coach, minutes, submission};
use super::roster::{employer, hr};
use crate::kit::databases::{number, sql};
use returnline::domain::id::{EmployerId, StaffId, TripId};
use returnline::domain::registration::News;
use returnline::domain::roster::{Decision, Entry, EntryCells, EntryRow, RosterState, RowKind};
use returnline::domain::seat::VehicleKind;
use returnline::domain::time::Timestamp;
use returnline::domain::trip::Requirements;
use returnline::store::roster::{RosterError, RosterLine, UPLOAD_LIFE, Upload, UploadOutcome};
use std::time::Duration;

/// The row of a person of the house's making.
pub fn row(at: u32, person: usize) -> EntryRow {
    let of = submission(person, None);
    EntryRow {
        number: at,
        cells: EntryCells {
            name: of.name.expose().to_owned(),
            resident_id: of.resident_id.expose().to_owned(),
            mobile: of.mobile.expose().to_owned(),
            second: false,
        },
        columns: [Some(0), Some(1), Some(2)],
    }
}

pub fn entry(person: usize) -> Entry {
    row(1, person).cells.read(NOW.date()).unwrap()
}

pub async fn upload(house: &House, firm: &EmployerId, by: &StaffId, rows: &[EntryRow]) -> Upload {
    let mut tx = house.tx().await;
    let upload = tx.begin_upload(firm, "名单.csv", by, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let outcome = UploadOutcome::default();
    let store = &house.store;
    store
        .fill_upload(&upload, rows, &outcome, NOW.date(), || NOW)
        .await
        .unwrap();
    upload
}

pub async fn accept(house: &House, upload: &Upload, by: &StaffId) -> Result<i64, RosterError> {
    let mut tx = house.tx().await;
    let added = tx
        .accept_upload(&upload.id, &upload.employer, by, NOW)
        .await;
    tx.commit().await.unwrap();
    added
}

pub async fn chores(house: &House, now: Timestamp) -> usize {
    let mut tx = house.tx().await;
    let done = tx.roster_chores(50, now).await.unwrap();
    tx.commit().await.unwrap();
    done
}

pub async fn lines(house: &House, firm: &EmployerId) -> Vec<RosterLine> {
    let mut tx = house.tx().await;
    let lines = tx.roster(firm).await.unwrap();
    tx.rollback().await.unwrap();
    lines
}

pub async fn state(house: &House, firm: &EmployerId, person: &Person) -> RosterState {
    let lines = lines(house, firm).await;
    let line = lines.iter().find(|line| line.worker == person.worker);
    line.unwrap().state
}

/// All news that waits for a chat, oldest first.
pub async fn news(house: &House, person: &Person) -> Vec<News> {
    let mut tx = house.tx().await;
    let due = tx.due_news(100, minutes(60 * 24 * 30)).await.unwrap();
    let mut told = Vec::new();
    for one in due.iter().filter(|one| one.chat == person.chat) {
        told.extend(tx.take_news(one.id).await.unwrap());
    }
    tx.commit().await.unwrap();
    told
}

pub async fn registered(house: &House, person: usize, firm: &EmployerId) -> Person {
    let mut tx = house.tx().await;
    let person = house.register(&mut tx, person, Some(firm.clone())).await;
    let join = format!(
        "UPDATE chat SET worker_id = '{}' WHERE id = '{}'",
        person.worker, person.chat
    );
    sql(&mut tx, &join).await;
    tx.commit().await.unwrap();
    person
}

/// A coach that needs HR's word.
pub async fn strict_coach(house: &House, code: &str) -> TripId {
    let mut new = coach(code, &[VehicleKind::Coach40], false);
    new.requirements = Requirements {
        roster_confirmed: true,
        ..Requirements::default()
    };
    let mut tx = house.tx().await;
    let trip = tx.insert_trip(&new, NOW).await.unwrap();
    tx.commit().await.unwrap();
    trip
}

pub async fn an_accepted_list_confirms_who_has_registered_and_who_will(house: &House) {
    let firm = employer(house).await;
    let hr = hr(house, &firm).await;
    let before = registered(house, 0, &firm).await;
    let undeclared = registered(house, 9, &firm).await;
    let mut by_mobile = row(4, 2);
    by_mobile.cells.resident_id = row(1, 7).cells.resident_id;
    let by_mobile_person = registered(house, 2, &firm).await;
    let upload = upload(house, &firm, &hr, &[row(2, 0), row(3, 1), by_mobile]).await;
    let mut tx = house.tx().await;
    let counts = tx.upload_counts(&upload.id).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(counts.of(RowKind::Matched), 2);
    assert_eq!(counts.of(RowKind::New), 1);
    assert_eq!(
        state(house, &firm, &before).await,
        RosterState::Claimed,
        "nothing counts before it is accepted"
    );
    assert_eq!(accept(house, &upload, &hr).await.unwrap(), 3);
    assert_eq!(chores(house, NOW).await, 2);
    for person in [&before, &by_mobile_person] {
        assert_eq!(state(house, &firm, person).await, RosterState::Confirmed);
        assert!(matches!(
            news(house, person).await.as_slice(),
            [News::RosterConfirmed { .. }]
        ));
    }
    assert_eq!(state(house, &firm, &undeclared).await, RosterState::Claimed);
    // Who registers later is confirmed in the same transaction and told.
    let later = registered(house, 1, &firm).await;
    assert_eq!(state(house, &firm, &later).await, RosterState::Confirmed);
    assert!(matches!(
        news(house, &later).await.as_slice(),
        [News::RosterConfirmed { .. }]
    ));
}

pub async fn accepting_twice_adds_nobody_twice(house: &House) {
    let firm = employer(house).await;
    let hr = hr(house, &firm).await;
    let rows = [row(2, 0), row(3, 0), row(4, 1)];
    let first = upload(house, &firm, &hr, &rows).await;
    for _ in 0..2 {
        assert_eq!(accept(house, &first, &hr).await.unwrap(), 2);
    }
    let again = upload(house, &firm, &hr, &rows).await;
    let mut tx = house.tx().await;
    let counts = tx.upload_counts(&again.id).await.unwrap();
    assert_eq!(
        (counts.of(RowKind::Listed), counts.of(RowKind::Duplicate)),
        (2, 1)
    );
    tx.rollback().await.unwrap();
    assert_eq!(accept(house, &again, &hr).await.unwrap(), 0);
    let mut tx = house.tx().await;
    assert_eq!(number(&mut tx, "SELECT COUNT(*) FROM declared").await, 2);
    assert_eq!(tx.declared_waiting(&firm, 10, 0).await.unwrap().1, 2);
    tx.rollback().await.unwrap();
}

pub async fn a_corrected_row_judges_its_double_anew(house: &House) {
    let firm = employer(house).await;
    let hr = hr(house, &firm).await;
    let mut wrong = row(4, 2);
    wrong.cells.resident_id = "5.20199E+17".to_owned();
    let upload = upload(house, &firm, &hr, &[row(2, 0), row(3, 0), wrong]).await;
    let kinds = async || {
        let mut tx = house.tx().await;
        let rows = tx
            .upload_rows(&house.store, &upload.id, None, (10, 0))
            .await
            .unwrap();
        tx.rollback().await.unwrap();
        let kinds: Vec<_> = rows.iter().map(|row| (row.kind, row.same_as)).collect();
        kinds
    };
    let duplicate = (RowKind::Duplicate, Some(2));
    assert_eq!(
        kinds().await,
        [(RowKind::New, None), duplicate, (RowKind::Wrong, None)]
    );
    let correct = async |corrected: EntryRow| {
        let mut tx = house.tx().await;
        let done = tx
            .correct_row(&house.store, &upload, &corrected, NOW.date())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        done
    };
    // The first becomes somebody else: its double counts from now on.
    assert!(correct(row(2, 5)).await);
    assert!(correct(row(4, 0)).await);
    assert_eq!(
        kinds().await,
        [
            (RowKind::New, None),
            (RowKind::New, None),
            (RowKind::Duplicate, Some(3))
        ]
    );
    assert!(!correct(row(99, 1)).await, "there is no such row");
    accept(house, &upload, &hr).await.unwrap();
    assert!(!correct(row(2, 6)).await, "it has been accepted");
}

pub async fn a_claim_runs_out_and_only_a_seat_that_needs_hr_goes(house: &House) {
    let firm = employer(house).await;
    let strict = registered(house, 0, &firm).await;
    let mild = registered(house, 1, &firm).await;
    let coach = strict_coach(house, "HS-1").await;
    house.seat(&coach, &strict, NOW).await;
    let other = house.coaches("HS-2", &[VehicleKind::Coach40], false).await;
    house.seat(&other, &mild, NOW).await;
    let mut tx = house.tx().await;
    for person in [&strict, &mild] {
        tx.set_claim_due(&person.worker, minutes(60)).await.unwrap();
        // A later submission does not put the deadline off.
        tx.set_claim_due(&person.worker, minutes(600))
            .await
            .unwrap();
    }
    let waiting = tx.roster_waiting(&firm, NOW).await.unwrap();
    assert_eq!(
        (waiting.claims, waiting.first_due, waiting.overdue),
        (2, Some(minutes(60)), 0)
    );
    tx.commit().await.unwrap();
    assert_eq!(chores(house, minutes(59)).await, 0);
    assert_eq!(chores(house, minutes(60)).await, 2);
    assert_eq!(chores(house, minutes(61)).await, 0, "once");
    let mut tx = house.tx().await;
    assert!(tx.active_seat(&strict.worker).await.unwrap().is_none());
    assert!(tx.active_seat(&mild.worker).await.unwrap().is_some());
    let waiting = tx.roster_waiting(&firm, minutes(61)).await.unwrap();
    assert_eq!((waiting.claims, waiting.overdue), (2, 2));
    let counts = tx.roster_counts(None, 10, minutes(61)).await.unwrap();
    assert_eq!(counts[0].overdue, 2);
    tx.commit().await.unwrap();
    for (person, lost) in [(&strict, true), (&mild, false)] {
        let told = news(house, person).await;
        assert!(
            matches!(told.as_slice(), [News::RosterLapsed { seat_lost, .. }] if *seat_lost == lost),
            "{told:?}"
        );
    }
    // HR may still say yes.
    let line = lines(house, &firm).await.remove(0);
    let hr = hr(house, &firm).await;
    let mut tx = house.tx().await;
    let now = minutes(90);
    tx.decide_roster_line(&line.id, &Decision::Confirm, &hr, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

pub async fn a_rejected_person_is_not_confirmed_by_the_list(house: &House) {
    let firm = employer(house).await;
    let hr = hr(house, &firm).await;
    registered(house, 0, &firm).await;
    let line = lines(house, &firm).await.remove(0);
    let list = upload(house, &firm, &hr, &[row(2, 0)]).await;
    accept(house, &list, &hr).await.unwrap();
    let reason = "已离职".to_owned();
    let reject = Decision::Reject { reason };
    let mut tx = house.tx().await;
    tx.decide_roster_line(&line.id, &reject, &hr, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let again = registered(house, 0, &firm).await;
    chores(house, NOW).await;
    assert_eq!(state(house, &firm, &again).await, RosterState::Claimed);
}

pub async fn an_upload_expires(house: &House) {
    let firm = employer(house).await;
    let hr = hr(house, &firm).await;
    let list = upload(house, &firm, &hr, &[row(2, 0)]).await;
    let later = NOW.plus(UPLOAD_LIFE);
    let just_before = later.minus(Duration::from_millis(1));
    let mut tx = house.tx().await;
    assert!(tx.upload(&list.id, just_before).await.unwrap().is_some());
    assert!(tx.upload(&list.id, later).await.unwrap().is_none());
    assert!(!tx.roster_chores_due(just_before).await.unwrap());
    assert!(tx.roster_chores_due(later).await.unwrap());
    tx.rollback().await.unwrap();
    assert_eq!(chores(house, later).await, 1);
    let mut tx = house.tx().await;
    let left = "SELECT COUNT(*) FROM roster_upload_row";
    assert_eq!(number(&mut tx, left).await, 0);
    tx.rollback().await.unwrap();
}
