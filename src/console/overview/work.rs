//! What wants doing: workers without an answer, lines, rosters that wait too long, notices under way.

use crate::console::notice::progress_bar;
use crate::console::parts::empty;
use crate::console::people::Bureau;
use crate::console::show::lasting;
use crate::domain::notice::text_for;
use crate::locale::label::Label;
use crate::locale::label::overview::OverviewLabel as L;
use crate::store::figures::Overdue;
use crate::store::help::InboxItem;
use crate::store::notice::{Notice, Progress};
use crate::store::report::WaitingLine;
use maud::{Markup, html};

/// Unanswered workers shown; the inbox has all.
const UNANSWERED_ROWS: usize = 8;
/// Employers shown that have not answered in time; the list of rosters has all.
const OVERDUE_ROWS: usize = 8;

pub(super) fn unanswered(desk: &Bureau, items: &[InboxItem]) -> Markup {
    html! {
        section.card aria-labelledby="unanswered" {
            h2 #unanswered { (desk.t(Label::Unanswered)) }
            @if items.is_empty() {
                (empty(desk, Label::InboxClear, Label::InboxClearAdvice))
            } @else {
                ul.rows {
                    @for item in items.iter().take(UNANSWERED_ROWS) {
                        li {
                            a href={ "/console/inbox/" (item.help) } {
                                (item.name.clone().unwrap_or_else(|| desk.t(Label::UnknownWorker)))
                            }
                            @if let Some(since) = item.waiting_since {
                                span.figure { (lasting(desk, since, desk.now())) }
                            }
                            @if let Some(text) = &item.last_text { p.clip { (text) } }
                        }
                    }
                }
                @if items.len() > UNANSWERED_ROWS {
                    p { a href="/console/inbox" { (desk.t(Label::AllInInbox { count: items.len() })) } }
                }
            }
        }
    }
}

pub(super) fn waiting(desk: &Bureau, lines: &[WaitingLine]) -> Markup {
    html! {
        section.card aria-labelledby="waiting" {
            h2 #waiting { (desk.t(Label::WaitingLines)) }
            @if lines.is_empty() {
                (empty(desk, Label::NobodyWaits, Label::NobodyWaitsAdvice))
            } @else {
                ul.rows {
                    @for line in lines {
                        li {
                            a href={ "/console/trips/" (line.trip) } { (line.code) }
                            span.figure {
                                (desk.t(Label::WaitingCount { count: line.waiting + line.offered }))
                                @if line.offered > 0 { " · " (desk.t(Label::OfferedCount { count: line.offered })) }
                            }
                            p.hint { (desk.t(Label::LongestWait)) " " (lasting(desk, line.since, desk.now())) }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn under_way(desk: &Bureau, notices: &[(Notice, Progress)]) -> Markup {
    html! {
        section.card aria-labelledby="under-way" {
            h2 #under-way { (desk.t(Label::NoticesUnderWay)) }
            @if notices.is_empty() {
                (empty(desk, Label::NoNoticesUnderWay, Label::NoNoticesUnderWayAdvice))
            } @else {
                ul.rows {
                    @for (notice, progress) in notices {
                        li {
                            a href={ "/console/notices/" (notice.id) } {
                                (text_for(&notice.texts, desk.locale).map(|t| t.title.as_str()).unwrap_or_default())
                            }
                            (progress_bar(desk, progress))
                        }
                    }
                }
            }
        }
    }
}

/// Employers that have left people without an answer beyond their time.
pub(super) fn overdue(desk: &Bureau, rows: &[Overdue]) -> Markup {
    html! {
        section.card aria-labelledby="overdue" {
            h2 #overdue { (desk.t(L::OverdueTitle)) }
            @if rows.is_empty() {
                (empty(desk, L::NoneOverdue, L::NoneOverdueAdvice))
            } @else {
                ul.rows {
                    @for one in rows.iter().take(OVERDUE_ROWS) {
                        li {
                            a href={ "/console/rosters/" (one.employer) "?state=claimed" } { (one.name) }
                            span.figure { (desk.t(L::OverduePeople { count: one.people })) }
                            p.hint { (desk.t(L::OverdueSince)) " " (lasting(desk, one.since, desk.now())) }
                        }
                    }
                }
                p { a href="/console/rosters?overdue=yes" { (desk.t(L::AllOverdue { count: rows.len() as i64 })) } }
            }
        }
    }
}
