//! The report of a notice: figures that add up, and the reasons.

use crate::domain::language::Locale;
use crate::domain::notice::text_for;
use crate::domain::time::Timestamp;
use crate::store::notice::{Notice, Outcome, Progress};
use std::fmt::Write;

/// Characters of a heading shown.
const HEADING: usize = 40;

/// A notice's heading, or its first words.
pub fn heading(notice: &Notice) -> String {
    let Some(text) = text_for(&notice.texts, Locale::ZhHans) else {
        return String::new();
    };
    let words = match text.title.trim() {
        "" => text.body.trim(),
        title => title,
    };
    let first = words.lines().next().unwrap_or_default();
    first.chars().take(HEADING).collect()
}

/// What is to be said of a notice, what became of its people, and of how many attempts nobody knows whether they
/// arrived.
pub fn text(notice: &Notice, outcomes: &[Outcome], doubtful: i64) -> String {
    let mut text = format!("{}  {}\n{}\n", notice.id, notice.state, heading(notice));
    let mut line = |what: &str, of: Option<String>| {
        if let Some(of) = of {
            text.push_str(&format!("{what:<10} {of}\n"));
        }
    };
    let at = |who: &str, at: Timestamp| format!("{who}, {}", when(at));
    let approver = notice.approver_name.as_deref().unwrap_or_default();
    line("written", Some(at(&notice.author_name, notice.created_at)));
    line("approved", notice.approved_at.map(|t| at(approver, t)));
    line("text hash", notice.content_hash.clone());
    line("started", notice.started_at.map(when));
    line("finished", notice.finished_at.map(when));
    line("paused", notice.paused_reason.clone());
    text.push('\n');
    text.push_str(&figures(&Progress::of(outcomes)));
    text.push_str(&doubts(doubtful));
    text.push_str(&reasons(outcomes));
    text
}

fn when(at: Timestamp) -> String {
    at.local().format("%Y-%m-%d %H:%M").to_string()
}

fn figures(progress: &Progress) -> String {
    let rows = [
        ("sent", progress.sent),
        ("failed", progress.failed),
        ("unknown", progress.unknown),
        ("waiting", progress.queued + progress.sending),
        ("excluded", progress.excluded),
        ("audience", progress.audience),
    ];
    let lines = rows.map(|(name, count)| format!("{name:<10} {count:>9}\n"));
    lines.concat()
}

fn doubts(attempts: i64) -> String {
    format!(
        "\n{:<10} {attempts:>9}  attempts that may have arrived unseen; at most so many came twice\n",
        "doubtful"
    )
}

fn reasons(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    for outcome in outcomes {
        if let Some(reason) = &outcome.reason {
            let state = outcome.state.as_str();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{state:<10} {:>9}  {reason}", outcome.people);
        }
    }
    match text.is_empty() {
        true => text,
        false => format!("\nreasons\n{text}"),
    }
}
