//! From wishes to draft trips.

use super::house::{House, NOW, place};
use crate::kit::databases::{number, sql};
use chrono::NaiveDate;
use returnline::domain::boarding::CrewRule;
use returnline::domain::id::{EmployerId, StaffId};
use returnline::domain::plan::{
    Costs, DemandGroup, Load, PlanRequest, PlanRules, PlanState, Proposal, ProposedTrip,
    ProposedVehicle, TripTerms,
};
use returnline::domain::seat::VehicleKind::Coach40;
use returnline::domain::time::Timestamp;
use returnline::domain::trip::{Mode, TripState};
use returnline::store::Tx;
use returnline::store::demand::Demand;
use returnline::store::plan::{NewPlan, PlanChangeError};

async fn employer(tx: &mut Tx, id: &str, district: &str) -> EmployerId {
    let text = format!(
        "INSERT INTO employer (id, name, pinyin, initials, district, listed, link_code, source, created_at) \
         VALUES ('{id}', '{id}', 'x', 'x', '{district}', TRUE, '{id}', 'test', 0)"
    );
    sql(tx, &text).await;
    EmployerId::new(id)
}

async fn clerk(tx: &mut Tx) -> StaffId {
    let text = "INSERT INTO staff (id, login, name, role, locale, created_at) \
                VALUES ('clerk', 'clerk', 'Clerk', 'clerk', 'en', 0)";
    sql(tx, text).await;
    StaffId::new("clerk")
}

fn demand(origin: &str, employer: Option<(&str, &str)>, workers: u32) -> Demand {
    Demand {
        origin: place(origin),
        employer: employer.map(|(id, _)| EmployerId::new(id)),
        district: employer.map(|(_, district)| place(district)),
        workers,
    }
}

pub async fn demand_counts_everybody_without_a_seat_once(house: &House) {
    let people = house.people(0..7).await;
    let full = house.small_coach("HS-1", 1).await;
    house.seat(&full, &people[0], NOW).await;
    let mut tx = house.tx().await;
    let (near, far) = (
        employer(&mut tx, "near", "330302").await,
        employer(&mut tx, "yongjia", "330324").await,
    );
    for (who, firm, mode) in [
        // Has a seat meanwhile.
        (0, Some(&near), Mode::Coach),
        (1, Some(&near), Mode::Coach),
        (2, Some(&near), Mode::Coach),
        (3, Some(&far), Mode::Coach),
        (4, None, Mode::Coach),
        (5, Some(&near), Mode::Train),
    ] {
        tx.record_demand(&people[who].worker, place("341002"), firm, mode, NOW)
            .await
            .unwrap();
    }
    // In line for the full coach; one of them has a wish besides.
    for who in [1, 6] {
        let person = &people[who];
        tx.join_waitlist(&full, &person.worker, &person.chat, NOW)
            .await
            .unwrap();
    }
    let near = ("near", "330302");
    let mut all = tx.demand_by(None, Mode::Coach, true).await.unwrap();
    all.sort_by_key(|one| one.employer.clone());
    let expected = [
        demand("341002", None, 2),
        demand("341002", Some(near), 2),
        demand("341002", Some(("yongjia", "330324")), 1),
    ];
    assert_eq!(all, expected);
    let wishes = tx.demand_by(None, Mode::Coach, false).await.unwrap();
    assert_eq!(wishes.iter().map(|one| one.workers).sum::<u32>(), 4);
    let own = tx
        .demand_by(Some(place("330324")), Mode::Coach, true)
        .await
        .unwrap();
    assert_eq!(own, [demand("341002", Some(("yongjia", "330324")), 1)]);
    let trains = tx.demand_by(None, Mode::Train, true).await.unwrap();
    assert_eq!(trains, [demand("341002", Some(near), 1)]);
}

fn day() -> NaiveDate {
    NOW.date().succ_opt().unwrap()
}

fn two_trips() -> NewPlan {
    let group = |origin: &str| DemandGroup {
        origin: place(origin),
        employer: None,
        district: place("330324"),
        from: None,
        workers: 20,
        whole: false,
    };
    let trip = |origin: &str, group: usize| ProposedTrip {
        stops: vec![place(origin)],
        district: place("330324"),
        day: day(),
        vehicles: vec![ProposedVehicle {
            kind: Coach40,
            loads: vec![Load { group, workers: 20 }],
        }],
    };
    let rules = PlanRules {
        mode: Mode::Coach,
        days: vec![day()],
        pool: [(Coach40, 2)].into_iter().collect(),
        turnaround_days: 2,
        spaced: true,
        crew_seats: 0,
        max_stops: 4,
        min_load: 10,
        costs: Costs::made_up(),
        stop_fen: 0,
        day_fen: 0,
        split_fen: 0,
        left_over_fen: 200_000,
    };
    NewPlan {
        district: Some(place("330324")),
        terms: TripTerms {
            hour: 8,
            minute: 30,
            certificate: true,
            blocked: vec![place("420000")],
        },
        request: PlanRequest {
            groups: vec![group("361129"), group("361129")],
            rules,
            barred: 3,
        },
        proposal: Proposal {
            trips: vec![trip("361129", 0), trip("361129", 1)],
            ..Proposal::default()
        },
    }
}

pub async fn a_plan_becomes_draft_trips_once(house: &House) {
    let person = house.person(0).await;
    let mut tx = house.tx().await;
    let me = clerk(&mut tx).await;
    tx.record_demand(&person.worker, place("361129"), None, Mode::Coach, NOW)
        .await
        .unwrap();
    let new = two_trips();
    let id = tx.create_plan(&me, &new, NOW).await.unwrap();
    let stored = tx.plan(&id).await.unwrap().unwrap();
    assert_eq!(
        (&stored.request, &stored.proposal),
        (&new.request, &new.proposal)
    );
    assert_eq!((stored.version, stored.state), (1, PlanState::Proposed));
    let entered = tx.plan_as_drafts(&id, 1, &me, NOW).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = house.tx().await;
    assert_eq!(tx.trips_of_plan(&id).await.unwrap().len(), 2);
    let trip = tx.trip(&entered[0]).await.unwrap().unwrap();
    assert_eq!((trip.state, trip.spaced), (TripState::Draft, true));
    assert_eq!(trip.departs_at, Timestamp::shanghai(day(), 8, 30).unwrap());
    assert_eq!(trip.requirements.districts, [place("330324")]);
    assert_eq!(trip.requirements.blocked, [place("420000")]);
    assert_eq!(trip.requirements.crew, None, "Yongjia");
    let codes: Vec<_> = tx
        .trips()
        .await
        .unwrap()
        .into_iter()
        .map(|t| t.trip.code)
        .collect();
    assert_eq!(codes, ["WN-0224", "WN-0224-2"]);
    assert_eq!(tx.seats_in_drafts(None, Mode::Coach).await.unwrap(), 40);
    assert!(tx.has_demand(&person.worker).await.unwrap(), "wishes stay");
    let open = tx
        .departures(place("361129"), Mode::Coach, NOW)
        .await
        .unwrap();
    assert_eq!(open, [], "workers see no drafts");
    let told =
        "SELECT COUNT(*) FROM audit WHERE subject = (SELECT id FROM plan) AND actor = 'clerk'";
    assert_eq!(number(&mut tx, told).await, 2);

    for version in [1, 2] {
        let again = tx.plan_as_drafts(&id, version, &me, NOW).await;
        assert!(matches!(again, Err(PlanChangeError::Changed)), "{again:?}");
    }
    let late = tx.change_plan(&id, 2, &new.proposal, &me, NOW).await;
    assert!(matches!(late, Err(PlanChangeError::Changed)), "{late:?}");

    let mut lucheng = two_trips();
    for group in &mut lucheng.request.groups {
        group.district = place("330302");
    }
    for trip in &mut lucheng.proposal.trips {
        trip.district = place("330302");
    }
    let id = tx.create_plan(&me, &lucheng, NOW).await.unwrap();
    let entered = tx.plan_as_drafts(&id, 1, &me, NOW).await.unwrap();
    let trip = tx.trip(&entered[0]).await.unwrap().unwrap();
    assert_eq!(trip.requirements.crew, Some(CrewRule::FULL));
}

pub async fn a_plan_that_cannot_run_enters_nothing(house: &House) {
    let me = {
        let mut tx = house.tx().await;
        let me = clerk(&mut tx).await;
        tx.commit().await.unwrap();
        me
    };
    let past = |plan: &mut NewPlan| {
        for trip in &mut plan.proposal.trips {
            trip.day = NOW.date();
        }
        plan.request.rules.days = vec![NOW.date()];
        plan.terms.hour = 7;
    };
    type Spoil<'a> = &'a dyn Fn(&mut NewPlan);
    let cases: [(Spoil<'_>, &str); 3] = [
        (&|plan| plan.proposal.trips.clear(), "the plan has no trips"),
        (&past, "a departure of the plan is in the past"),
        (
            &|plan| plan.proposal.trips[0].vehicles[0].loads[0].workers = 21,
            "the plan breaks its rules",
        ),
    ];
    for (spoil, why) in cases {
        let mut new = two_trips();
        spoil(&mut new);
        let mut tx = house.tx().await;
        let id = tx.create_plan(&me, &new, NOW).await.unwrap();
        let refused = tx.plan_as_drafts(&id, 1, &me, NOW).await;
        assert_eq!(refused.unwrap_err().to_string(), why);
        tx.rollback().await.unwrap();
    }
    let mut tx = house.tx().await;
    assert_eq!(number(&mut tx, "SELECT COUNT(*) FROM trip").await, 0);
}

pub async fn of_two_who_change_a_plan_one_is_told(house: &House) {
    let mut tx = house.tx().await;
    let me = clerk(&mut tx).await;
    let new = two_trips();
    let id = tx.create_plan(&me, &new, NOW).await.unwrap();
    let mut fewer = new.proposal.clone();
    fewer.trips.pop();
    fewer.left_over = vec![Load {
        group: 1,
        workers: 20,
    }];
    tx.change_plan(&id, 1, &fewer, &me, NOW).await.unwrap();
    let second = tx.change_plan(&id, 1, &new.proposal, &me, NOW).await;
    assert!(
        matches!(second, Err(PlanChangeError::Changed)),
        "{second:?}"
    );
    assert_eq!(tx.plan(&id).await.unwrap().unwrap().proposal, fewer);
    assert_eq!(tx.plans(Some(place("330302")), 5).await.unwrap(), []);
    assert_eq!(tx.plans(Some(place("330324")), 5).await.unwrap().len(), 1);
}
