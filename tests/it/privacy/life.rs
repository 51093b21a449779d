//! Somebody of whom the house knows all that it can know.

use super::{CERTIFICATE, ID, MOBILE, NAME, Town};
use crate::kit::databases::sql;
use returnline::domain::delivery::ChannelKind;
use returnline::domain::id::{StaffId, WorkerId};
use returnline::domain::line::LineClass;
use returnline::domain::time::Timestamp;
use returnline::domain::trip::Unmet;
use returnline::store::Store;

/// What only this person has said or is.
pub fn own_values(store: &Store) -> Vec<String> {
    let keys = store.keys();
    let mut values: Vec<String> = [
        NAME,
        ID,
        MOBILE,
        CERTIFICATE,
        "520199********0013",
        "154****9001",
        "blue house",
        "red scarf",
        "欧阳的孩子",
    ]
    .map(str::to_owned)
    .to_vec();
    values.push(keys.hash("worker.id", ID));
    values.push(keys.hash("worker.mobile", MOBILE));
    values
}

pub async fn admin(store: &Store) -> StaffId {
    let mut tx = store.read().await.unwrap();
    let found = tx.staff_by_login("admin").await.unwrap();
    tx.rollback().await.unwrap();
    found.unwrap().0.id
}

/// Everything that the house can know of somebody: two chats, a talk with a clerk, a file, a failed update, words of the
/// staff about them, what was noted at the door, a list for notices.
pub async fn live_a_full_life(town: &Town) -> WorkerId {
    town.register("a").await;
    town.say("a", &["0", "my aunt lives in the blue house", "end"])
        .await;
    town.say("a", &["/privacy", "1"]).await;
    town.register("b").await;
    town.say("b", &["change", "more", "1", "2"]).await;
    town.photo("b").await;
    town.say("b", &["2020-03-02"]).await;
    let (worker, staff) = (town.worker().await.unwrap(), admin(&town.store).await);
    let now = town.now();
    let mut tx = town.store.write().await.unwrap();
    let trip = tx.active_seat(&worker).await.unwrap().unwrap().trip.id;
    let why = "欧阳的孩子";
    tx.set_line_class(&worker, LineClass::Medical, why, &staff, now)
        .await
        .unwrap();
    tx.waive(
        (&worker, &trip),
        Unmet::CertificateMissing,
        why,
        &staff,
        now,
    )
    .await
    .unwrap();
    tx.bury(
        &town.store,
        (ChannelKind::Web, "a", "x1"),
        b"red scarf",
        "failed",
        now,
    )
    .await
    .unwrap();
    noted_at_the_door(&mut tx, &worker, &staff, now).await;
    let hash = town.store.keys().hash("worker.mobile", MOBILE);
    for text in [
        format!(
            "INSERT INTO audience_list (id, name, uploaded_by, uploaded_at, rows_read, duplicates, unreadable, whole) \
                 VALUES ('l1', 'all', '{staff}', 0, 1, 0, 0, TRUE)"
        ),
        format!(
            "INSERT INTO audience_list_entry (list_id, hash, entry) VALUES ('l1', '{hash}', 1)"
        ),
    ] {
        assert_eq!(sql(&mut tx, &text).await, 1);
    }
    tx.commit().await.unwrap();
    worker
}

async fn noted_at_the_door(
    tx: &mut returnline::store::Tx,
    worker: &WorkerId,
    staff: &StaffId,
    now: Timestamp,
) {
    let seat = tx.active_seat(worker).await.unwrap().unwrap().seat;
    let at = now.millis();
    for text in [
        format!(
            "INSERT INTO boarding (id, vehicle_id, seat_id, worker_id, kind, reasons, temperature, health_code, device, \
                 staff_id, offline, happened_at, received_at, why) SELECT 'b1', vehicle_id, id, '{worker}', 'refused', \
                 'temperature', 374, 'yellow', 'd', '{staff}', FALSE, {at}, {at}, 'red scarf' FROM seat WHERE id = '{seat}'"
        ),
        format!(
            "INSERT INTO temperature (id, vehicle_id, seat_id, worker_id, tenths, staff_id, taken_at) \
                 SELECT 't1', vehicle_id, id, '{worker}', 371, '{staff}', {at} FROM seat WHERE id = '{seat}'"
        ),
    ] {
        assert_eq!(sql(tx, &text).await, 1);
    }
}
