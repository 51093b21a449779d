//! How a notice goes out, in its form: buttons, the doubtful, quiet hours.

use super::super::parts::{described_by, field_error};
use super::super::people::Bureau;
use super::super::sent::Sent;
use super::draft::Checked;
use super::refusal::refusal;
use crate::domain::notice::{NoticeButton, NoticeOptions, OnDoubt};
use crate::domain::quiet::QuietHours;
use crate::domain::words;
use crate::locale::label::notice::NoticeLabel;
use chrono::NaiveTime;
use maud::{Markup, html};

words! {
    /// Which quiet hours a notice keeps.
    Quiet {
        /// Those of the house.
        House => "house",
        /// Its own.
        Own => "own",
        /// None: it may go out at any hour.
        None => "none",
    }
}

/// The options as sent.
#[derive(Debug, Clone)]
pub struct OptionsForm {
    buttons: Vec<NoticeButton>,
    read_more: String,
    doubt: OnDoubt,
    quiet: Quiet,
    from: String,
    until: String,
}

impl OptionsForm {
    /// Those of a new notice.
    pub fn blank() -> Self {
        Self::of(&NoticeOptions {
            buttons: vec![NoticeButton::Stop],
            ..NoticeOptions::default()
        })
    }

    /// Those of a stored notice.
    pub fn of(options: &NoticeOptions) -> Self {
        let (quiet, times) = match options.quiet {
            None => (Quiet::House, None),
            Some(QuietHours::NONE) => (Quiet::None, None),
            Some(own) => (Quiet::Own, Some(own.times())),
        };
        let clock = |time: NaiveTime| time.format("%H:%M").to_string();
        let (from, until) = times
            .map(|(from, until)| (clock(from), clock(until)))
            .unzip();
        Self {
            buttons: options.buttons.clone(),
            read_more: options.read_more.clone().unwrap_or_default(),
            doubt: options.doubt,
            quiet,
            from: from.unwrap_or_default(),
            until: until.unwrap_or_default(),
        }
    }

    /// Those of a form.
    pub fn sent(sent: &Sent) -> Self {
        let ticked = |button: &&NoticeButton| sent.values("button").any(|v| v == button.as_str());
        Self {
            buttons: NoticeButton::ALL.iter().filter(ticked).copied().collect(),
            read_more: sent.value("read-more").trim().to_owned(),
            doubt: OnDoubt::parse(sent.value("doubt")).unwrap_or_default(),
            quiet: Quiet::parse(sent.value("quiet")).unwrap_or(Quiet::House),
            from: sent.value("quiet-from").trim().to_owned(),
            until: sent.value("quiet-until").trim().to_owned(),
        }
    }

    /// What is wrong: the field and why.
    pub fn errors(&self) -> Vec<(String, NoticeLabel)> {
        let mut errors = Vec::new();
        let reads_more = self.buttons.contains(&NoticeButton::ReadMore);
        if let Err(error) = self.addressed().read_more_address()
            && reads_more
        {
            errors.push(("read-more".to_owned(), refusal(&error)));
        }
        if self.quiet == Quiet::Own && self.own_hours().is_none() {
            errors.push(("quiet-from".to_owned(), NoticeLabel::QuietBad));
        }
        errors
    }

    /// Buttons and address only.
    fn addressed(&self) -> NoticeOptions {
        NoticeOptions {
            buttons: self.buttons.clone(),
            read_more: Some(self.read_more.clone()).filter(|address| !address.is_empty()),
            ..NoticeOptions::default()
        }
    }

    fn own_hours(&self) -> Option<QuietHours> {
        let clock = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
        let (from, until) = (clock(&self.from)?, clock(&self.until)?);
        (from != until).then(|| QuietHours::new(from, until))
    }

    /// The options meant; `None` while something is wrong with them.
    pub fn read(&self) -> Option<NoticeOptions> {
        if !self.errors().is_empty() {
            return None;
        }
        Some(NoticeOptions {
            doubt: self.doubt,
            quiet: match self.quiet {
                Quiet::House => None,
                Quiet::None => Some(QuietHours::NONE),
                Quiet::Own => self.own_hours(),
            },
            ..self.addressed()
        })
    }
}

/// Name of a button.
pub fn button_name(button: NoticeButton) -> NoticeLabel {
    match button {
        NoticeButton::Register => NoticeLabel::ButtonRegister,
        NoticeButton::ReadMore => NoticeLabel::ButtonReadMore,
        NoticeButton::Stop => NoticeLabel::ButtonStop,
    }
}

/// What happens to the doubtful.
pub fn doubt_name(doubt: OnDoubt) -> NoticeLabel {
    match doubt {
        OnDoubt::Resend => NoticeLabel::DoubtResend,
        OnDoubt::Hold => NoticeLabel::DoubtHold,
    }
}

/// Which quiet hours a notice keeps, in words.
pub fn quiet_name(desk: &Bureau, own: Option<QuietHours>) -> String {
    let hours = |hours: QuietHours| {
        let (from, until) = hours.times();
        let clock = |time: NaiveTime| time.format("%H:%M").to_string();
        (clock(from), clock(until))
    };
    let any = QuietHours::NONE;
    desk.t(match own {
        Some(QuietHours::NONE) => NoticeLabel::QuietNone,
        None if desk.house_quiet() == any => NoticeLabel::QuietHouseNone,
        Some(own) => {
            let (from, until) = hours(own);
            NoticeLabel::QuietBetween { from, until }
        }
        None => {
            let (from, until) = hours(desk.house_quiet());
            NoticeLabel::QuietHouse { from, until }
        }
    })
}

/// The fields.
pub fn draw(desk: &Bureau, checked: &Checked) -> Markup {
    let options = &checked.options;
    html! {
        fieldset.field {
            legend { (desk.t(NoticeLabel::ButtonsTitle)) }
            div.ticks {
                @for button in NoticeButton::ALL {
                    label.tick {
                        input type="checkbox" name="button" value=(button) checked[options.buttons.contains(button)];
                        " " (desk.t(button_name(*button)))
                    }
                }
            }
        }
        (read_more(desk, checked))
        (quiet(desk, checked))
        fieldset.field {
            legend { (desk.t(NoticeLabel::DoubtTitle)) }
            p.hint { (desk.t(NoticeLabel::DoubtHint)) }
            @for doubt in OnDoubt::ALL {
                label.tick {
                    input type="radio" name="doubt" value=(doubt) checked[*doubt == options.doubt];
                    " " (desk.t(doubt_name(*doubt)))
                }
            }
        }
    }
}

fn read_more(desk: &Bureau, checked: &Checked) -> Markup {
    let error = checked.error("read-more").map(|label| desk.t(label));
    html! {
        div.field {
            label for="read-more" { (desk.t(NoticeLabel::ReadMoreAddress)) }
            @if let Some(error) = &error { (field_error("read-more", error)) }
            input #read-more type="text" inputmode="url" name="read-more" value=(checked.options.read_more)
                aria-describedby=[described_by("read-more", true, error.is_some())]
                aria-invalid=[error.is_some().then_some("true")];
            p.hint #read-more-hint { (desk.t(NoticeLabel::ReadMoreHint)) }
        }
    }
}

fn quiet(desk: &Bureau, checked: &Checked) -> Markup {
    let options = &checked.options;
    let error = checked.error("quiet-from").map(|label| desk.t(label));
    let wrong = error.is_some();
    let words = |quiet: Quiet| match quiet {
        Quiet::House => quiet_name(desk, None),
        Quiet::Own => desk.t(NoticeLabel::QuietOwn),
        Quiet::None => desk.t(NoticeLabel::QuietNone),
    };
    let time = |name: &'static str, value: &str, label: NoticeLabel| {
        html! {
            label.inline-field {
                (desk.t(label))
                input #(name) type="time" name=(name) value=(value)
                    aria-describedby=[described_by("quiet-from", false, wrong)] aria-invalid=[wrong.then_some("true")];
            }
        }
    };
    html! {
        fieldset.field {
            legend { (desk.t(NoticeLabel::QuietTitle)) }
            @for quiet in Quiet::ALL {
                label.tick {
                    input type="radio" name="quiet" value=(quiet) checked[*quiet == options.quiet];
                    " " (words(*quiet))
                }
            }
            @if let Some(error) = &error { (field_error("quiet-from", error)) }
            div.row.under {
                (time("quiet-from", &options.from, NoticeLabel::QuietFrom))
                (time("quiet-until", &options.until, NoticeLabel::QuietUntil))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_survive_the_form() {
        let hours = |from, until| {
            let time = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
            QuietHours::new(time(from), time(until))
        };
        for quiet in [None, Some(QuietHours::NONE), Some(hours(22, 6))] {
            let options = NoticeOptions {
                buttons: vec![NoticeButton::ReadMore, NoticeButton::Stop],
                read_more: Some("https://example.org/a?b=1".to_owned()),
                doubt: OnDoubt::Hold,
                quiet,
            };
            assert_eq!(OptionsForm::of(&options).read(), Some(options));
        }
    }

    #[test]
    fn an_address_is_https_and_own_hours_are_hours() {
        for bad in ["", "http://example.org", "javascript:alert(1)", "https://"] {
            let mut form = OptionsForm::blank();
            form.buttons.push(NoticeButton::ReadMore);
            bad.clone_into(&mut form.read_more);
            assert_eq!(form.errors().len(), 1, "{bad}");
        }
        let mut form = OptionsForm::blank();
        form.quiet = Quiet::Own;
        for (from, until) in [
            ("", ""),
            ("21:00", ""),
            ("25:00", "07:00"),
            ("07:00", "07:00"),
        ] {
            (form.from, form.until) = (from.to_owned(), until.to_owned());
            assert_eq!(form.errors().len(), 1, "{from} {until}");
            assert_eq!(form.read(), None);
        }
    }
}
