//! Drafts, changes of trips and arrivals on both databases.

use crate::kit::databases::{number, on_both, sql};
use returnline::domain::boarding::CrewRule;
use returnline::domain::id::{EmployerId, StaffId, TripId, VehicleId, WorkerId};
use returnline::domain::language::Locale;
use returnline::domain::place::PlaceCode;
use returnline::domain::seat::{SeatState, VehicleKind};
use returnline::domain::staff::{Role, Staff};
use returnline::domain::time::Timestamp;
use returnline::domain::trip::{
    MEETING_POINT_PENDING, Mode, Requirements, Stop, TripDraft, TripFault, TripState,
};
use returnline::store::demo::DEMO_START;
use returnline::store::trip::{ArrivalError, DraftError, TripChangeError};
use returnline::store::{Store, Tx};
use std::time::Duration;

const NOW: Timestamp = DEMO_START;

fn hours(after: u64) -> Timestamp {
    NOW.plus(Duration::from_secs(3600 * after))
}

fn stop(code: &str, meeting: &str, after: u64) -> Stop {
    Stop {
        place: PlaceCode::parse(code).unwrap(),
        meeting_point: meeting.into(),
        departs_at: hours(after),
    }
}

fn draft(code: &str) -> TripDraft {
    TripDraft {
        code: code.into(),
        mode: Mode::Coach,
        district: PlaceCode::parse("330302").unwrap(),
        stops: vec![stop("341000", "客运总站", 24), stop("360200", "里村", 26)],
        spaced: true,
        fare_fen: 12_050,
        requirements: Requirements {
            crew: Some(CrewRule::FULL),
            ..Requirements::default()
        },
        vehicles: vec![VehicleKind::Coach44, VehicleKind::Coach49],
        crew_seats: 4,
    }
}

async fn staff(tx: &mut Tx, login: &str) -> StaffId {
    let staff = Staff {
        id: StaffId::new(login),
        login: login.into(),
        name: login.into(),
        role: Role::Admin,
        employer: None,
        district: None,
        locale: Locale::ZhHans,
    };
    tx.insert_staff(&staff, None, NOW).await.unwrap();
    staff.id
}

/// A draft, opened.
async fn opened(tx: &mut Tx, by: &StaffId) -> TripId {
    let id = tx
        .create_trip_draft(&draft("HS-1"), "test", by, NOW)
        .await
        .unwrap();
    tx.open_trip(&id, 1, by, NOW).await.unwrap();
    id
}

/// Seats a made-up worker on a trip's first free seat.
async fn seat(tx: &mut Tx, trip: &TripId, worker: &str) {
    sql(tx, &format!(
        "INSERT INTO worker (id, name, id_hash, id_sealed, id_mask, mobile_hash, mobile_sealed, mobile_mask, source, created_at, updated_at) \
         SELECT '{worker}', '张三', 'h{worker}', w.s, 'm', 'm', w.s, 'm', 'made up', 0, 0 FROM (SELECT CAST('' AS {blob}) AS s) w",
        blob = match tx { Tx::Sqlite(_) => "BLOB", Tx::Postgres(_) => "BYTEA" },
    )).await;
    sql(tx, &format!(
        "UPDATE seat SET state = 'reserved', worker_id = '{worker}' WHERE id = \
         (SELECT id FROM seat WHERE trip_id = '{trip}' AND state = 'free' AND sellable ORDER BY give_order LIMIT 1)"
    )).await;
}

#[tokio::test]
async fn a_draft_comes_back_as_it_was_entered_and_is_changed_by_one_at_a_time() {
    on_both("drafts", async |store: Store| {
        let mut tx = store.write().await.unwrap();
        let by = staff(&mut tx, "a").await;
        let first = draft("HS-1");
        let id = tx
            .create_trip_draft(&first, "test", &by, NOW)
            .await
            .unwrap();
        let kept = tx.drafted_trip(&id).await.unwrap().unwrap();
        assert_eq!(
            (kept.state, kept.version, &kept.draft),
            (TripState::Draft, 1, &first)
        );
        let capacity = format!("SELECT COUNT(*) FROM seat WHERE trip_id = '{id}' AND sellable");
        // floor(44 / 2) − 4 and floor(49 / 2) − 4 (bulletin P4).
        assert_eq!(number(&mut tx, &capacity).await, 18 + 20);

        let mut second = first.clone();
        second.vehicles = vec![VehicleKind::Coach40];
        second.crew_seats = 0;
        second.stops.pop();
        second.requirements.code_within_hours = Some(24);
        tx.change_trip_draft(&id, 1, &second, &by, NOW)
            .await
            .unwrap();
        let kept = tx.drafted_trip(&id).await.unwrap().unwrap();
        assert_eq!((kept.version, &kept.draft), (2, &second));
        assert_eq!(number(&mut tx, &capacity).await, 20);
        let late = tx.change_trip_draft(&id, 1, &first, &by, NOW).await;
        assert!(matches!(late, Err(DraftError::Changed)), "{late:?}");
        let taken = tx.create_trip_draft(&first, "test", &by, NOW).await;
        assert!(matches!(taken, Err(DraftError::CodeTaken)), "{taken:?}");
        let mut bare = draft("HS-2");
        bare.vehicles.clear();
        let bare = tx.create_trip_draft(&bare, "test", &by, NOW).await;
        assert!(
            matches!(bare, Err(DraftError::NotReady(ref f)) if *f == [TripFault::NoVehicle]),
            "{bare:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn opening_says_each_fault_and_changes_nothing_until_there_is_none() {
    on_both("opening", async |store: Store| {
        let mut tx = store.write().await.unwrap();
        let by = staff(&mut tx, "a").await;
        let mut unfit = draft("HS-1");
        unfit.stops[0].meeting_point = MEETING_POINT_PENDING.into();
        unfit.requirements.crew = None;
        let id = tx
            .create_trip_draft(&unfit, "test", &by, NOW)
            .await
            .unwrap();
        let refused = tx.open_trip(&id, 1, &by, hours(25)).await;
        let Err(DraftError::NotReady(faults)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(
            faults,
            [
                TripFault::NoMeetingPoint,
                TripFault::DeparturePast,
                TripFault::NoCrewRule
            ]
        );
        assert_eq!(tx.trip(&id).await.unwrap().unwrap().state, TripState::Draft);
        tx.change_trip_draft(&id, 1, &draft("HS-1"), &by, NOW)
            .await
            .unwrap();
        tx.open_trip(&id, 2, &by, NOW).await.unwrap();
        assert_eq!(tx.trip(&id).await.unwrap().unwrap().state, TripState::Open);
        let twice = tx.open_trip(&id, 3, &by, NOW).await;
        assert!(matches!(twice, Err(DraftError::Changed)), "{twice:?}");
    })
    .await;
}

#[tokio::test]
async fn a_changed_trip_names_the_seats_concerned_and_a_gone_one_stays_as_it_is() {
    on_both("changes", async |store: Store| {
        let mut tx = store.write().await.unwrap();
        let by = staff(&mut tx, "a").await;
        let id = opened(&mut tx, &by).await;
        for worker in ["w2", "w1"] {
            seat(&mut tx, &id, worker).await;
        }
        let moved = tx
            .move_trip(&id, hours(30), "道路管制", &by, NOW)
            .await
            .unwrap();
        let workers: Vec<_> = moved
            .iter()
            .map(|one| (one.worker.as_str(), one.state))
            .collect();
        assert_eq!(
            workers,
            [("w1", SeatState::Reserved), ("w2", SeatState::Reserved)]
        );
        let stops = tx.drafted_trip(&id).await.unwrap().unwrap().draft.stops;
        assert_eq!(
            (stops[0].departs_at, stops[1].departs_at),
            (hours(30), hours(32))
        );
        let points = ["东站".to_owned(), String::new()];
        assert_eq!(
            tx.set_meeting_points(&id, &points, "总站关闭", &by, NOW)
                .await
                .unwrap()
                .len(),
            2
        );
        let stops = tx.drafted_trip(&id).await.unwrap().unwrap().draft.stops;
        assert_eq!(
            (
                stops[0].meeting_point.as_str(),
                stops[1].meeting_point.as_str()
            ),
            ("东站", "里村")
        );

        let to = |hour| hours(hour);
        let same = tx.move_trip(&id, to(30), "道路管制", &by, NOW).await;
        assert!(matches!(same, Err(TripChangeError::Departure)), "{same:?}");
        let past = tx.move_trip(&id, NOW, "道路管制", &by, NOW).await;
        assert!(matches!(past, Err(TripChangeError::Departure)), "{past:?}");
        let silent = tx.cancel_trip(&id, " x ", &by, NOW).await;
        assert!(matches!(silent, Err(TripChangeError::Reason)), "{silent:?}");

        sql(
            &mut tx,
            &format!("UPDATE vehicle SET departed_at = 1 WHERE id = '{id}-1'"),
        )
        .await;
        let gone = tx.cancel_trip(&id, "人数太少", &by, NOW).await;
        assert!(
            matches!(gone, Err(TripChangeError::VehicleLeft)),
            "{gone:?}"
        );
        sql(&mut tx, "UPDATE vehicle SET departed_at = NULL").await;
        assert_eq!(
            tx.cancel_trip(&id, "人数太少", &by, NOW)
                .await
                .unwrap()
                .len(),
            2
        );
        let kept = tx.drafted_trip(&id).await.unwrap().unwrap();
        assert_eq!(
            (kept.state, kept.cancelled_because.as_deref()),
            (TripState::Cancelled, Some("人数太少"))
        );
        let again = tx.cancel_trip(&id, "人数太少", &by, NOW).await;
        assert!(
            matches!(again, Err(TripChangeError::NotNow(TripState::Cancelled))),
            "{again:?}"
        );
        assert_eq!(
            number(
                &mut tx,
                "SELECT COUNT(*) FROM audit WHERE action LIKE 'trip.%'"
            )
            .await,
            5
        );
    })
    .await;
}

#[tokio::test]
async fn an_arrival_is_signed_once_by_an_employer_with_people_aboard() {
    on_both("arrivals", async |store: Store| {
        let mut tx = store.write().await.unwrap();
        let by = staff(&mut tx, "hr").await;
        let id = opened(&mut tx, &by).await;
        let vehicle = VehicleId::new(format!("{id}-1"));
        sql(&mut tx, "INSERT INTO employer (id, name, pinyin, initials, district, listed, link_code, source, created_at) \
            VALUES ('e1', '示例企业01', 'p', 'i', '330302', TRUE, 'c', 'made up', 0)").await;
        let blob = match tx { Tx::Sqlite(_) => "BLOB", Tx::Postgres(_) => "BYTEA" };
        for worker in ["w1", "w2"] {
            seat(&mut tx, &id, worker).await;
            sql(&mut tx, &format!("INSERT INTO registration (id, worker_id, state, origin, employer_id, mode, health_code, \
                health_observed_at, certificate_sealed, submitted_at, updated_at) \
                VALUES ('r{worker}', '{worker}', 'travelling', '341000', 'e1', 'coach', 'green', 0, CAST('' AS {blob}), 0, 0)")).await;
        }
        // Coaches take turns: the first person sits on the first, the second on the second.
        sql(&mut tx, &format!("UPDATE seat SET state = 'boarded' WHERE vehicle_id = '{vehicle}' AND worker_id IS NOT NULL")).await;
        let (employer, stranger) = (EmployerId::new("e1"), EmployerId::new("e2"));
        let here = [WorkerId::new("w1")];
        let early = tx.sign_arrival(&vehicle, &employer, &here, "", (&by, NOW)).await;
        assert!(matches!(early, Err(ArrivalError::NotArrived)), "{early:?}");
        sql(&mut tx, "UPDATE vehicle SET departed_at = 1, arrived_at = 2").await;
        let nobody = tx.sign_arrival(&vehicle, &stranger, &here, "", (&by, NOW)).await;
        assert!(matches!(nobody, Err(ArrivalError::Nobody)), "{nobody:?}");
        let vehicles = tx.vehicles_of_employer(&employer).await.unwrap();
        let figures: Vec<_> = vehicles.iter().map(|one| (one.boarded, one.signed)).collect();
        assert_eq!(figures, [(1, false), (0, false)]);
        tx.sign_arrival(&vehicle, &employer, &here, " 到齐 ", (&by, NOW)).await.unwrap();
        let twice = tx.sign_arrival(&vehicle, &employer, &[], "", (&by, NOW)).await;
        assert!(matches!(twice, Err(ArrivalError::Signed)), "{twice:?}");
        let signed = tx.arrivals(&vehicle).await.unwrap();
        let one = &signed[0];
        assert_eq!((one.expected, one.arrived, one.remark.as_deref()), (1, 1, Some("到齐")));
        assert!(one.differences.is_empty() && one.signed_by == "hr");
        assert_eq!(tx.seated_people(&id, 10, 0).await.unwrap().len(), 2);
        assert_eq!(tx.listed_on(&vehicle, Some(&stranger)).await.unwrap(), []);
    })
    .await;
}
