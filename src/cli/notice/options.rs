//! How a notice goes out, from options.

use crate::domain::notice::{NoticeButton, NoticeOptions, OnDoubt};
use crate::domain::quiet::QuietHours;
use chrono::NaiveTime;
use clap::Args;

/// Options beside text and audience.
#[derive(Debug, Args)]
pub struct Delivery {
    /// A button below the message: register, read_more or stop; may be given again
    #[arg(long = "button", value_name = "BUTTON", value_parser = button)]
    buttons: Vec<NoticeButton>,
    /// Page that the button "read more" opens
    #[arg(long, value_name = "HTTPS-ADDRESS")]
    read_more: Option<String>,
    /// Whom nobody knows to have got it: resend (it may arrive twice) or hold (a person decides)
    #[arg(long, value_name = "WHAT", value_parser = doubt, default_value = "resend")]
    on_doubt: OnDoubt,
    /// Hours of its own in which it does not go out, such as 21:00-07:00; or none
    #[arg(long, value_name = "HOURS", value_parser = quiet)]
    quiet: Option<QuietHours>,
}

impl From<Delivery> for NoticeOptions {
    fn from(given: Delivery) -> Self {
        Self {
            buttons: given.buttons,
            read_more: given.read_more,
            doubt: given.on_doubt,
            quiet: given.quiet,
        }
    }
}

fn button(text: &str) -> Result<NoticeButton, String> {
    NoticeButton::parse(text).ok_or_else(|| "use register, read_more or stop".to_owned())
}

fn doubt(text: &str) -> Result<OnDoubt, String> {
    OnDoubt::parse(text).ok_or_else(|| "use resend or hold".to_owned())
}

fn quiet(text: &str) -> Result<QuietHours, String> {
    if text == "none" {
        return Ok(QuietHours::NONE);
    }
    let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
    let times = text
        .split_once('-')
        .and_then(|(from, until)| Some((time(from)?, time(until)?)));
    let (from, until) = times.ok_or("write two times of day, such as 21:00-07:00, or none")?;
    Ok(QuietHours::new(from, until))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_are_two_times_of_day_or_none() {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        assert_eq!(
            quiet("21:30-7:00"),
            Ok(QuietHours::new(time(21, 30), time(7, 0)))
        );
        assert_eq!(quiet("none"), Ok(QuietHours::NONE));
        for bad in ["", "21", "21:00", "25:00-07:00", "21:00-07:00-09:00"] {
            assert!(quiet(bad).is_err(), "{bad}");
        }
    }
}
