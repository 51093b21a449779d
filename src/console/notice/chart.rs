//! What happened over time, as a chart: a bar for each stretch of time, drawn on the server.

use super::super::people::Bureau;
use super::super::show::when;
use crate::domain::time::Timestamp;
use crate::locale::label::notice::NoticeLabel;
use crate::store::notice::TallyStretch;
use maud::{Markup, html};
use std::time::Duration;

/// Width of a stretch and height of the chart, in units of the drawing.
const STRETCH: i64 = 10;
const HEIGHT: i64 = 100;
/// A lone stretch is not drawn as wide as the whole.
const LEAST_STRETCHES: i64 = 12;

/// How many messages found their end in which stretch of time; nothing before the first.
pub fn over_time(desk: &Bureau, stretches: &[TallyStretch]) -> Markup {
    let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else {
        return html! {};
    };
    let all = |one: &TallyStretch| one.tally.sent + one.tally.failed + one.tally.unknown;
    let most = stretches.iter().map(all).max().unwrap_or_default().max(1);
    let span = millis(first.span).max(1);
    let at = |from: Timestamp| (from.millis() - first.from.millis()) / span;
    let wide = (at(last.from) + 1).max(LEAST_STRETCHES) * STRETCH;
    let minutes = span / 60_000;
    let end = last.from.plus(last.span);
    html! {
        figure.chart {
            figcaption { (desk.t(NoticeLabel::ChartTitle { minutes, most })) }
            svg viewBox={ "0 0 " (wide) " " (HEIGHT) } preserveAspectRatio="none" role="img"
                aria-label=(desk.t(NoticeLabel::ChartTitle { minutes, most })) {
                @for stretch in stretches { (bar(stretch, at(stretch.from) * STRETCH, most)) }
            }
            p.axis { (when(desk, first.from)) " – " (when(desk, end)) }
        }
    }
}

/// The bar of a stretch: sent at the bottom, what failed and what is unknown above.
fn bar(stretch: &TallyStretch, x: i64, most: i64) -> Markup {
    let tally = &stretch.tally;
    let mut top = HEIGHT;
    let mut pieces = Vec::new();
    for (class, count) in [
        ("firm", tally.sent),
        ("failed", tally.failed),
        ("held", tally.unknown),
    ] {
        let mut height = count * HEIGHT / most;
        if count > 0 {
            // However few they are, they are to be seen.
            height = height.max(1);
        }
        top -= height;
        pieces.push((class, top.max(0), height));
    }
    html! {
        @for (class, y, height) in pieces {
            @if height > 0 { rect class=(class) x=(x) y=(y) width=(STRETCH - 1) height=(height) {} }
        }
    }
}

fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}
