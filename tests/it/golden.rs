//! Golden transcripts: one file a story in every language, under `tests/golden/<language>/`. A transcript fed back
//! gives itself, so each file is its own script. After a wanted change of wording or dialogue run
//! `UPDATE_GOLDEN=1 cargo test golden` and read the difference.

use returnline::cli::talk::perform;
use std::path::{Path, PathBuf};

/// Every story must be told in every language.
const LOCALES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

fn stories(locale: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(locale);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

async fn play(locale: &str) {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut differing = Vec::new();
    for path in stories(locale) {
        let golden = std::fs::read_to_string(&path).unwrap();
        let played = perform(&golden, Some(locale))
            .await
            .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        if update {
            std::fs::write(&path, &played).unwrap();
        } else if played != golden {
            differing.push(format!(
                "{locale}/{}:\n{}",
                name(&path),
                first_difference(&golden, &played)
            ));
        }
    }
    assert!(
        differing.is_empty(),
        "transcripts differ:\n{}",
        differing.join("\n")
    );
}

fn first_difference(golden: &str, played: &str) -> String {
    let at = golden.lines().zip(played.lines()).position(|(a, b)| a != b);
    let at = at.unwrap_or_else(|| golden.lines().count().min(played.lines().count()));
    let around = |text: &str| {
        text.lines()
            .skip(at.saturating_sub(3))
            .take(8)
            .collect::<Vec<_>>()
            .join("\n")
    };
    format!(
        "--- expected\n{}\n--- played (line {})\n{}",
        around(golden),
        at + 1,
        around(played)
    )
}

#[tokio::test]
async fn golden_transcripts_in_simplified_chinese() {
    play("zh-Hans").await;
}

#[tokio::test]
async fn golden_transcripts_in_traditional_chinese() {
    play("zh-Hant").await;
}

#[tokio::test]
async fn golden_transcripts_in_english() {
    play("en").await;
}

#[test]
fn every_golden_story_is_told_in_every_language() {
    let told: Vec<Vec<String>> = LOCALES
        .map(|locale| stories(locale).iter().map(|p| name(p)).collect())
        .to_vec();
    assert_eq!(told[0], told[1]);
    assert_eq!(told[0], told[2]);
    for story in [
        "happy_by_buttons",
        "happy_by_typing",
        "red_code",
        "unknown_place",
        "bad_id_checksum",
        "employer_not_listed_for_train",
        "full_trip_waitlist_promoted",
        "full_trip_then_change",
        "trip_cancelled",
        "trip_moved",
        "travelling_together",
        "seat_ticket_and_name",
        "change_transport_at_read_back",
        "cancel_after_ticket",
        "help_from_a_human",
        "resume_after_restart",
        "privacy_before_registering",
        "privacy_seen_and_given",
        "privacy_corrected",
        "privacy_erase_declined",
        "privacy_erased",
        "hr_in_the_chat",
    ] {
        assert!(
            told[0].iter().any(|name| name == story),
            "{story} is missing"
        );
    }
}

/// Stories about a seat end with a ticket or say why not: a guard against updating the files blindly.
#[test]
fn golden_happy_paths_end_with_a_ticket() {
    for locale in LOCALES {
        for story in [
            "happy_by_buttons",
            "happy_by_typing",
            "full_trip_waitlist_promoted",
            "full_trip_then_change",
            "travelling_together",
            "train_waits_for_hr",
        ] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("tests/golden")
                .join(locale)
                .join(format!("{story}.txt"));
            let text = std::fs::read_to_string(path).unwrap();
            assert!(text.contains("[QR]"), "{locale}/{story} shows no ticket");
        }
    }
}
