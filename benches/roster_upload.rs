//! How long the preview of a roster takes, and how much memory: an .xlsx of 20,000 rows from its bytes to the last
//! row that can be looked at, on a fresh SQLite file that knows a tenth of the people; then accepting it.
//!
//! `cargo bench --bench roster_upload`, or with another number of rows: `… -- 50000`. The people are made up.

use returnline::domain::id::{EmployerId, StaffId};
use returnline::domain::identity::{Mobile, PersonName, ResidentId};
use returnline::domain::roster::RowKind;
use returnline::sheet;
use returnline::store::Store;
use returnline::store::demo::{DEMO_START, load_demo};
use returnline::store::keys::Keys;
use returnline::store::roster::UploadOutcome;
use rust_xlsxwriter::Workbook;
use std::time::Instant;

const ROWS: u32 = 20_000;
/// Variable that names the file to be made.
const MAKE: &str = "ROSTER_UPLOAD_MAKE";

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    // cargo adds arguments of its own.
    let rows = std::env::args().skip(1).find_map(|arg| arg.parse().ok());
    let rows = rows.unwrap_or(ROWS);
    if let Some(file) = std::env::var_os(MAKE) {
        return std::fs::write(file, workbook(rows)).unwrap();
    }
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("bench.db").display());
    let store = Store::open(&url, Keys::from_root(&[7; 32])).await.unwrap();
    load_demo(&store).await.unwrap();
    let (hr, firm) = hr(&store).await;
    know_a_tenth(&store, rows).await;
    let file = dir.path().join("roster.xlsx");
    // In a process of its own: what making it takes would hide what reading it takes.
    let own = std::env::current_exe().unwrap();
    let made = std::process::Command::new(own)
        .arg(rows.to_string())
        .env(MAKE, &file)
        .status();
    assert!(made.unwrap().success());
    let bytes = std::fs::read(&file).unwrap();
    println!("{rows} rows, {} kB", bytes.len() >> 10);

    reset_peak();
    let before = memory("VmRSS");
    let begun = Instant::now();
    let read = sheet::read("roster.xlsx", bytes).and_then(|mut table| sheet::roster(&mut table));
    let read = read.unwrap();
    let parsed = begun.elapsed();
    let mut tx = store.write().await.unwrap();
    let upload = tx
        .begin_upload(&firm, "roster.xlsx", &hr, DEMO_START)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let outcome = UploadOutcome::default();
    let today = DEMO_START.date();
    store
        .fill_upload(&upload, &read.rows, &outcome, today, || DEMO_START)
        .await
        .unwrap();
    let mut tx = store.read().await.unwrap();
    let counts = tx.upload_counts(&upload.id).await.unwrap();
    let first = tx
        .upload_rows(&store, &upload.id, None, (50, 0))
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    let took = begun.elapsed();
    let peak = memory("VmHWM");
    assert_eq!((counts.all(), first.len()), (i64::from(rows), 50));
    println!(
        "preview: {:.2} s, of which reading the file {:.2} s; at most {} MB more memory",
        took.as_secs_f64(),
        parsed.as_secs_f64(),
        (peak - before) >> 10
    );
    for kind in RowKind::ALL {
        println!("  {kind}: {}", counts.of(*kind));
    }
    let begun = Instant::now();
    let mut tx = store.write().await.unwrap();
    let added = tx
        .accept_upload(&upload.id, &firm, &hr, DEMO_START)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    println!(
        "accepted: {added} people in {:.2} s",
        begun.elapsed().as_secs_f64()
    );
}

async fn hr(store: &Store) -> (StaffId, EmployerId) {
    let mut tx = store.read().await.unwrap();
    let (staff, _) = tx.staff_by_login("hr").await.unwrap().unwrap();
    tx.rollback().await.unwrap();
    (staff.id, staff.employer.unwrap())
}

/// Every tenth person of the file has registered before.
async fn know_a_tenth(store: &Store, rows: u32) {
    let mut tx = store.write().await.unwrap();
    for n in (0..rows).step_by(10) {
        let name = PersonName::parse(&name(n)).unwrap();
        let id = ResidentId::try_from(resident_id(n)).unwrap();
        let mobile = Mobile::parse(&mobile(n)).unwrap();
        tx.upsert_worker(store, &name, &id, &mobile, "made up", DEMO_START)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

/// A title, the headings, and the people; every hundredth has a rounded ID, every two hundredth is there twice.
fn workbook(rows: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "返岗人员名单").unwrap();
    sheet
        .write_row(1, 0, ["序号", "姓名", "身份证号", "手机号", "岗位"])
        .unwrap();
    for n in 0..rows {
        let at = n + 2;
        let who = if n % 200 == 199 { n - 1 } else { n };
        sheet.write_number(at, 0, n + 1).unwrap();
        sheet.write_string(at, 1, name(who)).unwrap();
        match n % 100 {
            50 => sheet.write_number(at, 2, 5.201_991_990_03e17).unwrap(),
            _ => sheet.write_string(at, 2, resident_id(who)).unwrap(),
        };
        sheet
            .write_number(at, 3, 15_400_000_000.0 + f64::from(who))
            .unwrap();
        sheet.write_string(at, 4, "操作工").unwrap();
    }
    book.save_to_buffer().unwrap()
}

fn name(n: u32) -> String {
    let given = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋"];
    let digit = |place: u32| given[(n / place % 10) as usize];
    format!("王{}{}", digit(1), digit(10))
}

fn mobile(n: u32) -> String {
    format!("154{n:08}")
}

fn resident_id(n: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let (year, month, day) = (1960 + n / 1000 % 40, 1 + n / 40_000, 7);
    let body = format!("520199{year}{month:02}{day:02}{:03}", n % 1000);
    let products = body.bytes().zip(WEIGHTS);
    let sum: u32 = products
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = b"10X98765432"[sum as usize % 11];
    format!("{body}{}", char::from(check))
}

/// A line of the process's status, in kB; 0 where there is no such file.
fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|text| text.strip_prefix(line));
    let number = found.and_then(|rest| rest.split_whitespace().nth(1));
    number
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}

/// Forgets the peak so far, where the system allows.
fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
