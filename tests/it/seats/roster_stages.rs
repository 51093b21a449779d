//! From the declared to the locked roster, and what a locked one still allows.

use super::house::{House, NOW};
use super::roster::{employer, hr};
use super::roster_loop::{accept, chores, entry, lines, news, registered, row, state, upload};
use super::roster_replace::replace;
use returnline::domain::id::{EmployerId, StaffId};
use returnline::domain::language::Locale;
use returnline::domain::registration::News;
use returnline::domain::roster::{Decision, DecisionError, RosterStage, RosterState, StageStep};
use returnline::domain::staff::{Role, Staff};
use returnline::store::roster::{DecideError, ReplaceError, RosterError};

fn person_of(role: Role) -> Staff {
    Staff {
        id: StaffId::new("hr"),
        login: "hr".to_owned(),
        name: "人事".to_owned(),
        role,
        employer: None,
        district: None,
        locale: Locale::ZhHans,
    }
}

async fn step(
    house: &House,
    firm: &EmployerId,
    step: StageStep,
    role: Role,
) -> Result<RosterStage, RosterError> {
    let mut tx = house.tx().await;
    let by = person_of(role);
    let after = tx.step_roster(firm, step, "请核对", &by, NOW).await;
    match after.is_ok() {
        true => tx.commit().await.unwrap(),
        false => tx.rollback().await.unwrap(),
    }
    after
}

pub async fn a_locked_roster_does_not_change(house: &House) {
    let firm = employer(house).await;
    let hr = hr(house, &firm).await;
    let early = registered(house, 0, &firm).await;
    let first = upload(house, &firm, &hr, &[row(2, 0), row(3, 1)]).await;
    accept(house, &first, &hr).await.unwrap();
    chores(house, NOW).await;
    let claimed = registered(house, 8, &firm).await;
    assert!(
        step(house, &firm, StageStep::Screen, Role::Hr)
            .await
            .is_err(),
        "HR does not screen its own list"
    );
    for (one, role) in [
        (StageStep::Screen, Role::Clerk),
        (StageStep::Approve, Role::Admin),
        (StageStep::Confirm, Role::Hr),
    ] {
        step(house, &firm, one, role).await.unwrap();
    }
    assert!(
        step(house, &firm, StageStep::Lock, Role::Hr).await.is_err(),
        "somebody still waits"
    );
    let all = lines(house, &firm).await;
    let waits = all.iter().find(|line| line.worker == claimed.worker);
    let reason = "已离职".to_owned();
    let reject = Decision::Reject { reason };
    let mut tx = house.tx().await;
    tx.decide_roster_line(&waits.unwrap().id, &reject, &hr, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    news(house, &early).await;
    step(house, &firm, StageStep::Lock, Role::Hr).await.unwrap();
    assert!(matches!(
        news(house, &early).await.as_slice(),
        [News::RosterLocked { .. }]
    ));
    let second = upload(house, &firm, &hr, &[row(2, 5)]).await;
    assert!(accept(house, &second, &hr).await.is_err());
    let line = all.iter().find(|line| line.worker == early.worker).unwrap();
    assert!(matches!(
        replace(house, line, &entry(5), &hr).await,
        Err(ReplaceError::Locked)
    ));
    // Who is on the list and registers later is confirmed all the same; nobody else is.
    let listed = registered(house, 1, &firm).await;
    assert_eq!(state(house, &firm, &listed).await, RosterState::Confirmed);
    let stranger = registered(house, 6, &firm).await;
    let all = lines(house, &firm).await;
    let line = all.iter().find(|line| line.worker == stranger.worker);
    let mut tx = house.tx().await;
    let decided = tx
        .decide_roster_line(&line.unwrap().id, &Decision::Confirm, &hr, NOW)
        .await;
    assert!(matches!(
        decided,
        Err(DecideError::Refused(DecisionError::Locked))
    ));
    tx.rollback().await.unwrap();
    step(house, &firm, StageStep::Unlock, Role::Admin)
        .await
        .unwrap();
    assert_eq!(accept(house, &second, &hr).await.unwrap(), 1);
}
